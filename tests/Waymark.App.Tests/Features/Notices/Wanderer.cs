using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Waymark.App.Store;
using Waymark.App.Tests.Store;
using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;
using Request = Waymark.Core.Processes.Request;

namespace Waymark.App.Tests.Features.Notices;

/// <summary>
/// People of a council who do, one after another, whatever may be done in a process, by the operation that every page uses, and
/// write something personal wherever something can be written. It knows no council.
/// </summary>
/// <param name="told">The kinds of notice that somebody has had: what brings another is done first.</param>
internal sealed class Wanderer(Authority authority, TestClock clock, Planted planted, Random chance, IReadOnlySet<string> told, Func<Task> time)
{
    delegate Decision Verb(Process process, Situation situation);

    Process process = null!;
    Protocol protocol = null!;
    Situation situation = null!;
    Dictionary<string, string> passed = [];

    /// <summary>From a start to an end, or as far as so many steps lead; with none it is begun, and stays open.</summary>
    public async Task Go(IReadOnlyList<Guid> children, Protocol along, WorkstepDefinition first, int steps)
    {
        protocol = along;
        passed = Passed(along, planted.Words());
        var starter = first.By.OfType<PersonRule.InPost>().Select(rule => planted.Of(rule.Post)).First();
        var started = await authority.Casework.Start(children, By(starter), s => Engine.Start(s with { Acknowledged = passed }, along, first));
        if (!started.Accepted) return;
        process = started.Process!;
        for (var step = 0; step < steps; step++)
        {
            if (step % 8 == 7) await Pass();
            await Look();
            // What the engine would refuse is left undone: it leaves no word behind but in the audit.
            var (by, verb) = Can().OrderByDescending(each => IsNew(each.Owes)).ThenBy(_ => chance.Next()).Select(each => (each.By, each.Verb)).FirstOrDefault(each => each.Verb(process, situation with { Actor = each.By, Acknowledged = passed }) is { Accepted: true, Events.Count: > 0 });
            if (verb is null) break;
            var done = await authority.Casework.Do(process.Id, By(by), (p, s) => verb(p, s with { Acknowledged = passed }));
            if (done.Decision.Started is not [.., var next]) continue;
            // Where one process leads to another, they go along.
            (process, protocol) = (next, authority.Packs.InForce.Protocol(next.Protocol)!);
            passed = Passed(protocol, planted.Words());
        }
        if (steps > 0) await SetBack();
    }

    /// <summary>Now and then whoever may cancels all of it, or reopens what was finished last.</summary>
    async Task SetBack()
    {
        await Look();
        var last = process.Worksteps.LastOrDefault(each => each.Status == WorkstepStatus.Finished && each.SupersededBy is null);
        Verb? verb = chance.Next(3) switch
        {
            var which when which == 0 || IsNew("process-cancelled") => (p, s) => Engine.Cancel(p, s, planted.Words()),
            var which when last is not null && (which == 1 || IsNew("work-reopened")) => (p, s) => Engine.Reopen(p, s, last.Id, planted.Words()),
            _ => null,
        };
        if (verb is not null && planted.Workers.FirstOrDefault(worker => verb(process, situation with { Actor = worker.Id }).Accepted) is { } by)
            await authority.Casework.Do(process.Id, By(by.Id), (p, s) => verb(p, s));
    }

    bool IsNew(string? kind) => kind is not null && !told.Contains(kind);

    async Task Look()
    {
        await using var db = authority.Open();
        (process, situation) = (await authority.Situations.Read(db, process.Id, Worker.System))!;
    }

    async Task Pass()
    {
        clock.Advance(Duration.FromHours(chance.Next(4, 60)));
        await time();
    }

    static Operation By(Guid worker) => new(new Actor(worker, "session", "192.0.2.7", "request"), Guid.NewGuid(), "test");

    /// <summary>Whatever may be passed with a reason is passed.</summary>
    static Dictionary<string, string> Passed(Protocol protocol, string reason) =>
        protocol.Forms.SelectMany(form => form.Gates).Concat(protocol.Gates).Concat(protocol.Worksteps.SelectMany(step => step.Gates)).Where(gate => gate.Else != Else.Block).Select(gate => gate.Id).Distinct().ToDictionary(id => id, _ => reason);

    // ---- What can be done ----

    IEnumerable<(Guid By, Verb Verb, string? Owes)> Can()
    {
        foreach (var workstep in process.Worksteps.Where(each => each.IsOpen))
        {
            foreach (var does in InWorkstep(workstep)) yield return does;
            foreach (var request in workstep.Requests.Where(each => each.Status == RequestStatus.Sent))
                foreach (var does in OfRequest(workstep, request)) yield return does;
        }
        if (process.CaseNotes.Count > 0 && chance.Next(4) == 0) yield return (process.Raiser, (p, s) => Engine.Append(p, s, process.CaseNotes[0].Id, planted.Words()), null);
    }

    IEnumerable<(Guid, Verb, string?)> InWorkstep(Workstep workstep)
    {
        var (id, form) = (workstep.Id, protocol.FormOf(workstep.Definition));
        var context = new Context(process, protocol, situation with { Actor = workstep.Holder }) { Workstep = workstep };
        foreach (var who in People(workstep, form))
        {
            yield return (who, (p, s) => Engine.Save(p, s, id, Filled(p, s, who, id)), null);
            foreach (var field in form.Fields.Where(each => each.Kind == FieldKind.Signature && !workstep.Signatures.ContainsKey(each.Id))) yield return (who, (p, s) => Engine.Sign(p, s, id, field.Id), null);
        }
        foreach (var request in form.Requests.Where(each => Standings.Current(workstep, form).All(r => r.Definition != each.Id || r.Status == RequestStatus.Returned)))
            if (Some(Engine.Receivers(context, request)) is { } to) yield return (workstep.Holder, (p, s) => Engine.Send(p, s, id, request.Id, [to.Worker], planted.Words()), "request-arrived");
        if (workstep.NextActions.All(each => each.Taken is not null))
            foreach (var action in form.NextActions) yield return (workstep.Holder, (p, s) => Proposed(p, s, id, action), null);
        else if (chance.Next(4) == 0) yield return (workstep.Holder, (p, s) => Engine.RemoveNextAction(p, s, id, p.Workstep(id).NextActions.First(each => each.Taken is null).Id), null);
        yield return (workstep.Holder, (p, s) => Engine.Finish(p, s, id), "work-arrived");
        yield return (workstep.Holder, (p, s) => Engine.Finish(p, s, id), "work-arrived");
        if (chance.Next(6) == 0 && Engine.Successors(process, situation, workstep) is [var other, ..]) yield return (workstep.Holder, (p, s) => Engine.Reassign(p, s, id, other.Id, planted.Words()), null);
    }

    Decision Proposed(Process p, Situation s, Guid id, NextActionDefinition action)
    {
        var to = Engine.PassTo(new Context(p, protocol, s) { Workstep = p.Workstep(id) }, action).FirstOrDefault()?.Worker;
        return Engine.Propose(p, s, id, new Proposal(action.Id, to) { Note = planted.Words(), Reason = planted.Words() });
    }

    IEnumerable<(Guid, Verb, string?)> OfRequest(Workstep workstep, Request request)
    {
        var (id, holder) = (workstep.Id, request.Holder);
        Decision Answer(Process p, Situation s, RequestAnswer answer) => Engine.Save(p, s, id, Filled(p, s, holder, id)).Then(() => Engine.Answer(p, s, id, request.Id, answer, planted.Words(), [], []));
        for (var likely = 0; likely < 3; likely++) yield return (holder, (p, s) => Answer(p, s, RequestAnswer.Completed), "request-completed");
        yield return (holder, (p, s) => Answer(p, s, RequestAnswer.Returned), "request-returned");
        yield return (request.Sender, (p, s) => Engine.AnswerOutside(p, s, id, request.Id, s.Now, new Outside(planted.Words(), planted.Words(), []), planted.Words(), []), "answer-recorded-for-you");
        if (chance.Next(2) > 0 && !IsNew("request-withdrawn") && !IsNew("request-reassigned")) yield break;
        yield return (request.Sender, (p, s) => Engine.Withdraw(p, s, id, request.Id, planted.Words()), "request-withdrawn");
        yield return (holder, (p, s) => Engine.ReassignRequest(p, s, id, request.Id, Anybody(), planted.Words()), "request-reassigned");
    }

    Guid Anybody() => planted.Workers[chance.Next(planted.Workers.Count)].Id;

    T? Some<T>(IReadOnlyList<T> from) where T : class => from.Count == 0 ? null : from[chance.Next(from.Count)];

    IEnumerable<Guid> People(Workstep workstep, Form form) => workstep.Requests.Where(each => each.Status == RequestStatus.Sent).Select(each => each.Holder)
        .Concat([workstep.Holder, process.Raiser]).Concat(form.Fields.SelectMany(field => field.By).OfType<PersonRule.InPost>().Select(rule => planted.Of(rule.Post))).Distinct();

    // ---- What is written ----

    /// <summary>Everything that this worker may fill and that is empty, with a row in each empty table.</summary>
    List<Typed> Filled(Process p, Situation s, Guid who, Guid id)
    {
        var (workstep, at) = (p.Workstep(id), s with { Actor = who });
        var context = new Context(p, protocol, at) { Workstep = workstep };
        bool May(Field field) => context.Holds(field.When) && Engine.WhyNotFill(p, at, workstep, field, out _) is null;
        var typed = new List<Typed>();
        foreach (var field in context.Form!.Fields)
            if (field.Kind == FieldKind.Table)
            {
                if (workstep.Tables.GetValueOrDefault(field.Id, []).Count > 0 || !context.Holds(field.When)) continue;
                var row = s.NewId();
                typed.AddRange(field.Columns.Where(column => Engine.WhyNotFill(p, at, workstep, column, out _) is null).Select(column => (column, text: Text(column, context, who))).Where(each => each.text is not null).Select(each => new Typed(each.column.Id, row, each.text!)));
            }
            else if (string.IsNullOrEmpty(context.Answered(workstep, field)) && May(field) && Text(field, context, who) is { } text) typed.Add(new Typed(field.Id, null, text));
        return typed;
    }

    string? Text(Field field, Context context, Guid who) => field.Kind switch
    {
        FieldKind.Date => LocalDatePattern.Iso.Format(context.Situation.Today),
        FieldKind.DateTime => context.Situation.Now.InZone(authority.Calendar.Zone).LocalDateTime.ToString("uuuu-MM-dd'T'HH:mm", null),
        FieldKind.Text or FieldKind.PersonOrText or FieldKind.LongText => planted.Words(),
        FieldKind.Worker or FieldKind.Workers => who.ToString(),
        FieldKind.Attendance => $"{who}=present",
        FieldKind.YesNo => chance.Next(2) == 0 ? "yes" : "no",
        FieldKind.Choice or FieldKind.Choices => Answers.Offered(field, context).ToList() is { Count: > 0 } options ? options[chance.Next(options.Count)].Id : null,
        _ => null,
    };
}
