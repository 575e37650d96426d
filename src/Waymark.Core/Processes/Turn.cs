using NodaTime;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;

namespace Waymark.Core.Processes;

/// <summary>
/// One accepted command being carried out: each event is applied as it is emitted, so that what follows sees the new state.
/// At the end clocks and notices are settled from what came about.
/// </summary>
internal sealed class Turn(Process process, Protocol protocol, Situation situation)
{
    private readonly List<Event> events = [];
    private readonly List<OwedNotice> owed = [];
    private readonly List<Turn> started = [];
    private readonly List<Turn> touched = [];
    private readonly List<string> warnings = [];

    public Process Process => process;
    public Protocol Protocol => protocol;
    public Situation Situation => situation;
    public Context Context => new(process, protocol, situation) { Source = Source };

    /// <summary>The workstep from which this process is being opened.</summary>
    public Context? Source { get; init; }

    /// <summary>The absent worker for whom the actor acts in this command.</summary>
    public Guid? For { get; init; }

    public string? Reason { get; init; }

    public void Emit(What what, string? reason = null, Instant? happened = null)
    {
        var e = new Event
        {
            Process = process.Id == Guid.Empty ? NewProcess : process.Id, Sequence = process.Events + 1,
            Happened = happened ?? situation.Happened ?? situation.Now, Recorded = situation.Now, By = situation.Actor,
            For = For, Reason = reason ?? Reason, What = what,
        };
        process.Apply(e);
        events.Add(e);
    }

    public Guid NewProcess { get; init; }

    public void Begin(Turn other) => started.Add(other);

    public void Warn(IEnumerable<string> said) => warnings.AddRange(said);

    /// <summary>Writes a case note with another process: what was said of it here. Several in one command are one command there.</summary>
    public void Elsewhere(Case one, string type, string about, IReadOnlyList<NoteLine> lines)
    {
        var other = touched.FirstOrDefault(t => t.Process.Id == one.Process.Id);
        if (other is null) touched.Add(other = new Turn(one.Process, one.Context.Protocol, one.Situation with { Actor = situation.Actor, Now = situation.Now, NewId = situation.NewId }) { For = For });
        other.Emit(new CaseNoteWritten(one.Process.CaseNotes.LastOrDefault(n => n.Type == type)?.Id ?? situation.NewId(), type, about, null, lines));
    }

    /// <summary>A notice that is owed without a line in the pack: work or an answer has arrived for somebody.</summary>
    public void Tell(Guid worker, string definition, string label, Workstep? workstep, Request? request, string rule = "it came to them")
    {
        var clock = request is null || workstep is null ? null : Standings.ClockOf(process, protocol.FormOf(workstep.Definition), workstep, request);
        Owe(worker, definition, label, rule, [Channel.InApp, Channel.Email], clock?.Due.On, workstep?.Id, request?.Id);
    }

    private void Owe(Guid to, string definition, string label, string rule, IReadOnlyList<Channel> channels, LocalDate? due, Guid? workstep, Guid? request)
    {
        if (to == situation.Actor || to == Guid.Empty) return;
        owed.Add(new OwedNotice(process.Id, process.Events, definition, label, to, rule, channels, due, workstep, request));
        if (situation.Register.Away(to, situation.Today)?.Deputy is { } deputy && deputy != situation.Actor && !People.Subjects(process, protocol).Contains(deputy))
            owed.Add(new OwedNotice(process.Id, process.Events, definition, label, deputy, $"deputy for {situation.Register.NameOf(to)}", channels, due, workstep, request));
    }

    public Decision Done(IReadOnlyList<string>? said = null)
    {
        Engine.TakeByThemselves(this);
        OpenByThemselves();
        Settle();
        var others = started.Concat(touched).Select(t => t.Done()).ToList();
        return new Decision
        {
            Events = [.. events, .. others.SelectMany(d => d.Events)],
            Notices = [.. owed.DistinctBy(n => (n.Sequence, n.Definition, n.To)), .. others.SelectMany(d => d.Notices)],
            Started = [.. started.Select(t => t.Process), .. others.SelectMany(d => d.Started)],
            Touched = [.. touched.Select(t => t.Process)],
            Warnings = [.. said ?? [], .. warnings.Distinct()],
        };
    }

    /// <summary>Opens the worksteps whose moment has come: none twice at once, and those that wait for a field once.</summary>
    private void OpenByThemselves()
    {
        foreach (var definition in protocol.Worksteps.Where(w => w.After is not null))
            if (process.Status == ProcessStatus.Open && ItsMoment(definition, out var from) && Context.Holds(definition.When)) Engine.OpenByItself(this, definition, from);
    }

    /// <summary>Whether the moment has come, and the workstep that brought it about; null: the process as a whole.</summary>
    private bool ItsMoment(WorkstepDefinition definition, out Workstep? from)
    {
        from = null;
        if (process.Worksteps.Any(w => w.IsOpen && w.Definition == definition.Id)) return false;
        foreach (var field in definition.After!.Any.Where(e => e.Subject.Kind == SubjectKind.Field))
        {
            from = Context.Locate(field.Subject.Name).Workstep;
            if (process.Worksteps.All(w => w.Definition != definition.Id) && Context.Holds(new Condition.Exists(field.Subject, true))) return true;
        }
        foreach (var e in events)
        {
            if (e.What is AnswersSaved || !Anchors.Enters(definition.After, e, Context, out var request)) continue;
            from = At(e, request);
            return true;
        }
        return false;
    }

    private Workstep? At(Event e, Request? request)
    {
        if (request is not null) return process.Worksteps.First(w => w.Requests.Contains(request));
        var id = e.What is ClockNear or ClockRanOut ? process.Clocks.First(c => c.Id == Anchors.ClockOf(e)).Workstep : null;
        return id is { } at ? process.Workstep(at) : process.Worksteps.LastOrDefault();
    }

    private void Settle()
    {
        Recount();
        foreach (var clock in process.Clocks.ToList())
            if ((clock.Runs ? Over(clock) : AnsweredInTime(clock)) is { } why) Close(clock, why);
        foreach (var e in events.ToList()) OweFor(e);
        foreach (var entry in new Notes(this, [.. events], owed).Entries()) Emit(entry);
    }

    /// <summary>What came after the end came late, though time had not been looked at since: such a clock ran out, and didn't stop.</summary>
    private void Close(Clock clock, string why)
    {
        if (clock.Runs && clock.Due.Ends <= (situation.Happened ?? situation.Now) && !CameInTime(clock)) Emit(new ClockRanOut(clock.Id), happened: clock.Due.Ends);
        else Emit(new ClockStopped(clock.Id, why));
    }

    /// <summary>Starts the clocks whose moment has come, and moves those whose moment was corrected or whose days are counted otherwise now.</summary>
    public void Recount()
    {
        foreach (var (clock, workstep) in Clocks().ToList()) Settle(clock, workstep);
    }

    /// <summary>Every clock that could run now, with the open workstep that it lives in; null: the process.</summary>
    private IEnumerable<(ClockDefinition, Workstep?)> Clocks()
    {
        if (process.Status != ProcessStatus.Open) yield break;
        foreach (var clock in protocol.Clocks.Where(c => Context.Holds(c.When) && (!Calls.IsOfTheRecord(c.After) || IsCalledFor))) yield return (clock, null);
        foreach (var workstep in process.Worksteps.Where(w => w.IsOpen))
            foreach (var clock in protocol.FormOf(workstep.Definition).Clocks.Concat(protocol.Workstep(workstep.Definition).Clocks))
                if (Context.In(workstep).Holds(clock.When)) yield return (clock, workstep);
    }

    /// <summary>What the record calls for is timed in the process that stands for it alone, or it would be timed twice.</summary>
    private bool IsCalledFor => process.CalledBy is not null && Context.Holds(protocol.When);

    /// <summary>A date of the record, or of something raised before, that starts nothing: it is past, or it was seen to elsewhere.</summary>
    private bool IsBygone(ClockDefinition definition, Anchor anchor, Deadline due) =>
        Calls.IsOfTheRecord(definition.After) ? !Calls.IsNew(definition, anchor, Context) : definition.After.Any.Any(e => e.Subject is { Kind: SubjectKind.Fact, Name: "last-raised" }) && due.Ends <= situation.Now;

    private void Settle(ClockDefinition definition, Workstep? workstep)
    {
        foreach (var anchor in Anchors.Of(definition.After, Context with { Workstep = workstep }))
        {
            var due = anchor.At is { } at ? Due.Count(situation.Calendar, at, definition.Span) : Due.Count(situation.Calendar, anchor.On, definition.Span);
            var (deadline, near) = (Deadline.Of(due), Near(due, definition.Remind));
            var clock = process.Clocks.LastOrDefault(c => c.Definition == definition.Id && c.Workstep == workstep?.Id && c.Request == anchor.Request);
            if (clock is null)
            {
                if (!IsBygone(definition, anchor, deadline) && !Reached(definition.Until, workstep, deadline.From) && Lapsed(definition, workstep, anchor.Request) is null) Emit(new ClockStarted(situation.NewId(), definition.Id, workstep?.Id, anchor.Request, deadline, near));
            }
            // What was answered is asked again: its time runs again.
            else if (clock.Status == ClockStatus.Stopped)
            {
                if ((definition.Until is not null || Calls.IsOfTheRecord(definition.After)) && !IsBygone(definition, anchor, deadline) && !Reached(definition.Until, workstep, deadline.From) && Lapsed(definition, workstep, anchor.Request) is null) Emit(new ClockMoved(clock.Id, deadline, near, "It is awaited again."));
            }
            // A clock that has been answered stays answered; one that runs, or ran out, follows its anchor when that is corrected.
            else if (clock.Due.From != deadline.From || definition.Span.Unit == Unit.Hours && clock.Due.Ends != deadline.Ends)
                Emit(new ClockMoved(clock.Id, deadline, near, $"It now counts from {deadline.From.InWords()}."));
            // A holiday that was proclaimed late, or a move to another version, moves what still runs and nothing that is over (rule 4).
            else if (clock.Runs && clock.Due.Ends != deadline.Ends)
                Emit(new ClockMoved(clock.Id, deadline, near, $"{(events.Any(e => e.What is ProcessMoved) ? "The process was moved to another version" : "The calendar changed")}: it ended on {clock.Due.On.InWords()} before."));
        }
    }

    private Instant? Near(Due due, Span? remind)
    {
        if (remind is not { } span) return null;
        if (span.Unit == Unit.Hours) return due.Ends - Duration.FromHours(span.Amount);
        var day = due.On;
        for (var left = span.Amount; left > 0; left--)
        {
            day = day.PlusDays(span.Unit == Unit.Weeks ? -7 : -1);
            while (span.Unit == Unit.WorkingDays && !situation.Calendar.IsWorkingDay(day)) day = day.PlusDays(-1);
        }
        return situation.Calendar.Zone.AtStartOfDay(day).ToInstant();
    }

    /// <summary>Whether what stops a clock has come. A typed date stops it once it has come, unless it lies before the clock's day 0: it says of something else then, or stood there to begin with. Anything else that is typed stops it at once.</summary>
    private bool Reached(Moment? until, Workstep? workstep, LocalDate from) => until is not null && until.Any.Any(u => u.State is null
        ? Anchors.Of(new Moment([u]), Context with { Workstep = workstep }).ToList() is { Count: > 0 } days ? days.Any(a => a.On >= from && a.On <= situation.Today) : (Context with { Workstep = workstep }).Holds(new Condition.Exists(u.Subject, true))
        : (Context with { Workstep = workstep }).Holds(new Condition.Is(u.Subject, new Value.Plain(u.State))));

    /// <summary>Why a running clock has nothing left to time; null: it runs on.</summary>
    private string? Over(Clock clock)
    {
        if (process.Status != ProcessStatus.Open) return "The process is closed.";
        var workstep = clock.Workstep is { } id ? process.Workstep(id) : null;
        if (workstep is { IsOpen: false }) return "The piece of work is closed.";
        var definition = DefinitionOf(clock);
        if (Reached(definition.Until, workstep, clock.Due.From)) return "It was answered.";
        if (Calls.IsOfTheRecord(definition.After) && (!IsCalledFor || !Anchors.Of(definition.After, Context).Any())) return "The record no longer calls for it.";
        if (!(Context with { Workstep = workstep }).Holds(definition.When)) return "It is not asked for any more.";
        return Lapsed(definition, workstep, clock.Request);
    }

    /// <summary>Whether the days on which it was to be done, as somebody typed them, have come and lay within its time: nobody was late.</summary>
    public bool CameInTime(Clock clock)
    {
        var (until, workstep) = (DefinitionOf(clock).Until, clock.Workstep is { } id ? process.Workstep(id) : null);
        if (until is null || !until.Any.All(u => u.State is null) || !Reached(until, workstep, clock.Due.From)) return false;
        var days = Anchors.Of(until, Context with { Workstep = workstep }).ToList();
        return days.Count > 0 && days.TrueForAll(day => day.On >= clock.Due.From && day.On <= clock.Due.On);
    }

    private ClockDefinition DefinitionOf(Clock clock)
    {
        var workstep = clock.Workstep is { } id ? process.Workstep(id) : null;
        return protocol.Clocks.Concat(workstep is null ? [] : protocol.FormOf(workstep.Definition).Clocks.Concat(protocol.Workstep(workstep.Definition).Clocks)).First(c => c.Id == clock.Definition);
    }

    /// <summary>Why a clock that counts from what became of a request has lost it: that was undone, or the request was sent anew; null: it has not.</summary>
    private string? Lapsed(ClockDefinition definition, Workstep? workstep, Guid? asked)
    {
        if (asked is null || workstep is null || workstep.Requests.FirstOrDefault(r => r.Id == asked) is not { } request) return null;
        var counts = definition.After.Any.Any(a => a.Subject.Kind == SubjectKind.Request && a.Subject.Name == request.Definition && Anchors.Stands(request.Status, a.State));
        if (!counts) return $"The request was {request.Status.ToString().ToLowerInvariant()}.";
        return Standings.Current(workstep, protocol.FormOf(workstep.Definition)).Contains(request) ? null : "The request was sent again.";
    }

    /// <summary>Time ran out, and then an answer was written down that had come before it did (rule 11); null: nothing like it.</summary>
    private string? AnsweredInTime(Clock clock)
    {
        if (clock.Status != ClockStatus.RunOut || !events.Any(e => e.What is RequestAnswered { Outside: not null }) || clock.Workstep is not { } id || DefinitionOf(clock).Until is not { } until) return null;
        var workstep = process.Workstep(id);
        return Reached(until, workstep, clock.Due.From) && until.Any.Any(u => u.Subject.Kind == SubjectKind.Request && Standings.Current(workstep, protocol.FormOf(workstep.Definition))
            .Any(r => r.Definition == u.Subject.Name && (clock.Request is null || r.Id == clock.Request) && r.Answered < clock.Due.Ends && Anchors.Stands(r.Status, u.State)))
            ? "It was answered in time; that was written down later."
            : null;
    }

    private void OweFor(Event e)
    {
        foreach (var workstep in process.Worksteps.Append(null))
        {
            var notices = workstep is null
                ? protocol.Notices
                : protocol.FormOf(workstep.Definition).Notices.Concat(protocol.Workstep(workstep.Definition).Notices);
            foreach (var notice in notices)
                if (Anchors.Enters(notice.After, e, Context with { Workstep = workstep }, out var request)) Owe(notice, workstep, request, e);
        }
    }

    private void Owe(NoticeDefinition notice, Workstep? workstep, Request? request, Event e)
    {
        var context = Context with { Workstep = workstep, Request = request };
        if (!context.Holds(notice.When)) return;
        var due = e.What is ClockNear or ClockRanOut ? process.Clocks.First(c => c.Id == Anchors.ClockOf(e)).Due.On : (LocalDate?)null;
        var found = People.Find(context, notice.To.Concat(notice.Copies));
        // A rule that finds nobody is a visible fault, never silence (rule 8).
        warnings.AddRange(found.Nobody.Select(nobody => $"{notice.Label}: {nobody}"));
        foreach (var person in found.People) Owe(person.Worker, notice.Id, notice.Label, person.Found, [.. notice.Channels], due, workstep?.Id, request?.Id);
    }
}
