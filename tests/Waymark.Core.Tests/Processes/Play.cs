using NodaTime;
using NodaTime.Text;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.Core.Tests.Processes;

/// <summary>
/// A process played as its people play it: each verb asserts that it is accepted and appends its events. After each the state
/// must equal the fold of the events, read back from their JSON; a refusal must have changed nothing.
/// </summary>
internal sealed class Play(Pack? pack = null)
{
    private readonly Dictionary<Guid, List<Event>> events = [];
    private int ids = 1000;

    public Pack Pack { get; set; } = pack ?? Cast.Island;
    public Pack? InForce { get; set; }
    public Register Register { get; set; } = Cast.Register;
    public Core.Calendar.WorkingCalendar Calendar { get; set; } = Cast.Calendar;
    public IReadOnlyList<Child> Children { get; set; } = [Cast.Arlo];
    public LocalDateTime Time { get; set; } = new(2020, 6, 29, 9, 0);
    public Dictionary<string, string> Acknowledged { get; } = [];
    public List<Process> Processes { get; } = [];
    public List<OwedNotice> Notices { get; } = [];
    public Decision Last { get; private set; } = new();
    public bool ExpectsRefusal { get; set; }

    /// <summary>The process that the latest verb was about, and the piece of work in it that came last.</summary>
    public Process Process { get; set; } = new();
    public Workstep Work => Process.Worksteps[^1];
    public Protocol Protocol => Engine.Definition(Process, As(Guid.Empty));
    public Form Form => Protocol.FormOf(Work.Definition);
    public Standing Standing => Standings.Of(Work, Form);
    public IReadOnlyList<Event> Events => events[Process.Id];
    public IReadOnlyList<Event> EventsOf(Process process) => events[process.Id];

    public Situation As(Guid actor) => new()
    {
        Pack = Pack, InForce = InForce, Calendar = Calendar, Now = Instant, Actor = actor, Register = Register, Children = Children,
        NewId = () => Cast.Id(++ids), Acknowledged = Acknowledged,
    };

    public Instant Instant => Time.InZoneLeniently(Calendar.Zone).ToInstant();

    public Play At(string time)
    {
        Time = time.Length == 10 ? Cast.Day(time).AtMidnight().PlusHours(9) : LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Parse(time).Value;
        return this;
    }

    public Context Context(Guid actor) => new(Process, Protocol, As(actor)) { Workstep = Work };

    // ---- Verbs ----

    public Play Start(Guid by, string workstep)
    {
        var protocol = Pack.Protocols.First(p => p.FindWorkstep(workstep) is not null);
        return Take(Engine.Start(As(by), protocol, protocol.Workstep(workstep)));
    }

    public Play Save(Guid by, params (string Field, string Text)[] typed) => Take(Engine.Save(Process, As(by), Work.Id, [.. typed.Select(t => new Typed(t.Field, null, t.Text))]));

    public Play Save(Guid by, params Typed[] typed) => Take(Engine.Save(Process, As(by), Work.Id, typed));

    public Play Row(Guid by, string _, out Guid row, params (string Column, string Text)[] cells) => Cells(by, row = Cast.Id(++ids), cells);

    public Play Row(Guid by, params (string Column, string Text)[] cells) => Cells(by, Cast.Id(++ids), cells);

    public Play Cells(Guid by, Guid row, params (string Column, string Text)[] cells) => Save(by, [.. cells.Select(c => new Typed(c.Column, row, c.Text))]);

    public Play Remove(Guid by, string table, Guid row) => Take(Engine.Save(Process, As(by), Work.Id, [], [(table, row)]));

    public Play Send(Guid by, string request, params Guid[] to) => Take(Engine.Send(Process, As(by), Work.Id, request, to, "Please reply in time."));

    public Play Complete(Guid by, string request, params Typed[] typed) => Take(Engine.Answer(Process, As(by), Work.Id, Sent(request, by).Id, RequestAnswer.Completed, null, typed, []));

    public Play Return(Guid by, string request, string? note = "Which plan?") => Take(Engine.Answer(Process, As(by), Work.Id, Sent(request, by).Id, RequestAnswer.Returned, note, [], []));

    public Play Reassign(Guid by, string request, Guid to) => Take(Engine.ReassignRequest(Process, As(by), Work.Id, Sent(request, by).Id, to, "It is theirs now."));

    public Play Withdraw(Guid by, string request) => Take(Engine.Withdraw(Process, As(by), Work.Id, Sent(request, by).Id, "Sent to the wrong person."));

    public Play Outside(Guid by, string request, string happened, params Typed[] typed) => Take(Engine.AnswerOutside(Process, As(by), Work.Id, Sent(request, by).Id,
        new Play().At(happened).Instant, new Outside("by e-mail", "Tess Marlow", []), null, typed));

    public Play Sign(Guid by, string field) => Take(Engine.Sign(Process, As(by), Work.Id, field));

    public Play Propose(Guid by, string action, Guid? to = null) => Propose(by, new Proposal(action, to));

    public Play Propose(Guid by, Proposal proposal) => Take(Engine.Propose(Process, As(by), Work.Id, proposal));

    public Play Unpropose(Guid by, string action) => Take(Engine.RemoveNextAction(Process, As(by), Work.Id, Work.NextActions.First(n => n.Definition == action).Id));

    public Play Finish(Guid by) => Take(Engine.Finish(Process, As(by), Work.Id));

    public Play HandOver(Guid by, Guid to) => Take(Engine.Reassign(Process, As(by), Work.Id, to, "Ida has moved on."));

    public Play Cancel(Guid by) => Take(Engine.Cancel(Process, As(by), "It was opened for the wrong child."));

    public Play Reopen(Guid by, Workstep workstep) => Take(Engine.Reopen(Process, As(by), workstep.Id, "A date was wrong."));

    public Play Tick() => Take(Engine.Tick(Process, As(Worker.System)));

    /// <summary>The verb is refused, for a reason that holds these words, and nothing has changed.</summary>
    public Play Refuses(string words, Action<Play> verb)
    {
        var before = Processes.ConvertAll(Json.Write);
        ExpectsRefusal = true;
        verb(this);
        ExpectsRefusal = false;
        Assert.Equal(before, Processes.ConvertAll(Json.Write));
        Assert.True(Last.Refusals.Any(r => r.Text.Contains(words, StringComparison.Ordinal)), $"No refusal says '{words}': {Said}");
        return this;
    }

    public string Said => string.Join(" | ", Last.Refusals.Select(r => r.Text).Concat(Last.Conflicts.Select(c => $"conflict in {c.Field}")));

    public Request Sent(string request, Guid by)
    {
        var context = Context(by);
        var all = Work.Requests.Where(r => r.Definition == request).ToList();
        return all.LastOrDefault(r => r.Status == RequestStatus.Sent && People.ActsFor(context, r.Holder, out _)) ?? all.LastOrDefault(r => r.Status == RequestStatus.Sent) ?? all[^1];
    }

    public Clock Clock(string id) => Process.Clocks.Last(c => c.Definition == id);

    public string Answer(string field) => Context(Guid.Empty).Answered(Work, Form.FindField(field)!) ?? "";

    public IEnumerable<string> Told(string notice) => Notices.Where(n => n.Definition == notice).Select(n => Register.NameOf(n.To));

    // ---- What every decision must hold ----

    public Play Take(Decision decision)
    {
        Last = decision;
        if (ExpectsRefusal)
        {
            Assert.False(decision.Accepted, "It was accepted.");
            Assert.Empty(decision.Events);
            return this;
        }
        Assert.True(decision.Accepted, Said);
        foreach (var one in decision.Events) events.TryAdd(one.Process, []);
        foreach (var one in decision.Events) events[one.Process].Add(one);
        Processes.AddRange(decision.Started);
        Notices.AddRange(decision.Notices);
        if (decision.Started.Count > 0) Process = decision.Started[^1];
        foreach (var process in Processes) IsTheFoldOf(process, events[process.Id]);
        return this;
    }

    public static void IsTheFoldOf(Process process, IReadOnlyList<Event> events)
    {
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(e => e.Sequence));
        var back = events.Select(e => Json.Read<Event>(Json.Write(e))).ToList();
        Assert.Equal(events.Select(Json.Write), back.Select(Json.Write));
        Assert.Equal(Json.Write(process), Json.Write(Process.Fold(back)));
    }
}
