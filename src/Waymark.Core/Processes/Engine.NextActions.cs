using Waymark.Core.Forms;
using Waymark.Core.Packs;

namespace Waymark.Core.Processes;

/// <summary>A next action as a worker proposes it.</summary>
public sealed record Proposal(string Definition, Guid? PassTo)
{
    public NodaTime.LocalDate? ScheduledFor { get; init; }
    public string? Priority { get; init; }
    public string? Note { get; init; }
    public string? Reason { get; init; }
    public bool AtOnce { get; init; }
}

public static partial class Engine
{
    /// <summary>The next actions that exist for this workstep now, with the reasons why one can't be chosen yet.</summary>
    public static IEnumerable<(NextActionDefinition Action, IReadOnlyList<Refusal> WhyNot)> Offered(Process process, Situation situation, Workstep workstep)
    {
        var context = At(process, situation, workstep);
        return context.Form!.NextActions.Where(n => n.AtOnce != AtOnce.ByItself && IsOffered(n, context)).Select(n => (n, (IReadOnlyList<Refusal>)[.. Gates(context, GateVerb.Choose, n.Id)]));
    }

    /// <summary>Escalation goes forward by rank: an action to the same stage or a lower one isn't offered (rule 2, AMB-S0-17).</summary>
    private static bool IsOffered(NextActionDefinition action, Context context) => context.Holds(action.When) && action.Opens.All(target => Target(target, context) is { } t
        && context.Holds(t.Workstep.When) && (t.Protocol.Id == context.Protocol.Id ? t.Workstep.Rank is not { } rank || rank > Reached(context) : context.Holds(t.Protocol.When)));

    private static int Reached(Context context) =>
        context.Process.Worksteps.Where(w => w.Status != WorkstepStatus.Cancelled).Select(w => context.Protocol.Workstep(w.Definition).Rank ?? -1).DefaultIfEmpty(-1).Max();

    private static (Protocol Protocol, WorkstepDefinition Workstep)? Target(string target, Context context)
    {
        var dot = target.IndexOf('.');
        var pack = context.Situation.InForce ?? context.Situation.Pack;
        var protocol = dot < 0 ? context.Protocol : pack.Protocol(target[..dot]);
        var workstep = protocol?.FindWorkstep(dot < 0 ? target : target[(dot + 1)..]);
        return workstep is null ? null : (protocol!, workstep);
    }

    /// <summary>Workers who may be passed what this action opens, the likeliest first, then by surname (S0-008).</summary>
    public static IReadOnlyList<Recipient> PassTo(Context context, NextActionDefinition action)
    {
        var found = People.Find(context, action.To).People;
        var holders = action.Opens.Select(t => Target(t, context)).Where(t => t is not null).SelectMany(t => t!.Value.Workstep.Holder);
        var posts = Posts(context, action.To.Concat(holders)).ToHashSet();
        if (action.To.Concat(holders).Any(r => r is PersonRule.Word { Is: PersonWord.Raiser }))
            posts.UnionWith(context.Situation.Register.PostsOf(context.Process.Raiser, context.Situation.Today));
        return [.. found, .. People.Directory(context.Situation, posts).Where(w => found.All(f => f.Worker != w.Id)).Select(w => new Recipient(w.Id, Recipient.Elsewhere))];
    }

    public static Decision Propose(Process process, Situation situation, Guid id, Proposal proposal)
    {
        if (process.FindWorkstep(id) is not { } workstep) return Decision.Refuse("There is no such piece of work in this process.");
        var context = At(process, situation, workstep);
        var refusals = WhyClosed(workstep, context).Concat(WhyNotPropose(process, situation, workstep, proposal, context, out var absent)).ToList();
        if (refusals.Count > 0) return Decision.Refuse(refusals);
        var action = context.Form!.NextAction(proposal.Definition)!;
        var atOnce = action.AtOnce == AtOnce.Always || action.AtOnce == AtOnce.May && proposal.AtOnce;
        var turn = new Turn(process, context.Protocol, situation) { For = absent };
        EmitPassed(turn, context, GateVerb.Choose, action.Id);
        if (PassesOver(action, context)) EmitPassed(turn, context, GateVerb.Skip, null);
        Begin(turn, workstep);
        turn.Emit(new NextActionProposed(workstep.Id, situation.NewId(), proposal.Definition, action.Opens.Count > 0 ? proposal.PassTo : null)
        {
            ScheduledFor = proposal.ScheduledFor, Priority = Clean(proposal.Priority), Note = Clean(proposal.Note), Reason = Clean(proposal.Reason) ?? WhySkipped(action, context), AtOnce = atOnce,
        });
        if (atOnce) Take(turn, workstep, workstep.NextActions[^1]);
        return turn.Done();
    }

    /// <summary>Whether it leads past a stage that was not used yet.</summary>
    private static bool PassesOver(NextActionDefinition action, Context context) => action.Opens.Any(target => Target(target, context) is { } t && t.Protocol.Id == context.Protocol.Id
        && t.Workstep.Rank is { } rank && context.Protocol.Stages.Any(s => s.Rank > Reached(context) && s.Rank < rank && context.Holds(s.When)));

    /// <summary>The reason that the pack asks for where stages are passed over: it stands beside each of them.</summary>
    private static string? WhySkipped(NextActionDefinition action, Context context) => !PassesOver(action, context) ? null
        : Shut(context, GatesOf(context), GateVerb.Skip, null).Select(g => Clean(context.Situation.Acknowledged.GetValueOrDefault(g.Id))).FirstOrDefault(reason => reason is not null);

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static IEnumerable<Refusal> WhyNotPropose(Process process, Situation situation, Workstep workstep, Proposal proposal, Context context, out Guid? absent)
    {
        var refusals = new List<Refusal>();
        absent = null;
        if (context.Form!.Fields.FirstOrDefault(f => f.Kind == FieldKind.NextActions) is { } grid && WhyNotFill(process, situation, workstep, grid, out absent) is { } why) refusals.Add(new Refusal(why, "action"));
        if (context.Form.NextAction(proposal.Definition) is not { } action || !IsOffered(action, context)) return [.. refusals, new Refusal("Select a next action from the list", "action")];
        if (workstep.NextActions.Any(n => n.Definition == proposal.Definition)) refusals.Add(new Refusal($"{action.Label} is in the list already", "action"));
        if (action.Opens.Count > 0 && proposal.PassTo is null) refusals.Add(new Refusal($"Select whom to pass {action.Label} to", "pass-to"));
        if (proposal.PassTo is { } to && action.Opens.Count > 0 && PassTo(context, action).All(p => p.Worker != to)) refusals.Add(new Refusal($"{situation.Register.NameOf(to)} can’t hold this work. Select one of those listed.", "pass-to"));
        if (proposal.ScheduledFor is { } day && day < situation.Today) refusals.Add(new Refusal("The day to start it can’t be before today", "scheduled-for"));
        if (proposal.Priority is { Length: > 0 } priority && situation.Pack.ListOf(Meaning.Priorities)?.Find(priority) is null) refusals.Add(new Refusal("Select a priority from the list", "priority"));
        foreach (var (text, field) in new[] { (proposal.Note, "note"), (proposal.Reason, "reason") })
            if (text is not null && (Answers.Unfit(text) || text.Length > Answers.MostLongText)) refusals.Add(new Refusal($"The {field} is too long or holds a character that can’t be kept", field));
        refusals.AddRange(Gates(context, GateVerb.Choose, action.Id).Concat(PassesOver(action, context) ? Gates(context, GateVerb.Skip) : []).Select(r => r with { Field = "action" }));
        return refusals;
    }

    public static Decision RemoveNextAction(Process process, Situation situation, Guid id, Guid row)
    {
        if (process.FindWorkstep(id) is not { } workstep) return Decision.Refuse("There is no such piece of work in this process.");
        var context = At(process, situation, workstep);
        var refusals = WhyClosed(workstep, context).ToList();
        Guid? absent = null;
        if (workstep.NextActions.FirstOrDefault(n => n.Id == row) is not { } action) refusals.Add(new Refusal("That next action is not in the list any more."));
        else if (action.Taken is not null) refusals.Add(new Refusal("It was sent already, so it can’t be taken out."));
        if (context.Form!.Fields.FirstOrDefault(f => f.Kind == FieldKind.NextActions) is { } grid && WhyNotFill(process, situation, workstep, grid, out absent) is { } why) refusals.Add(new Refusal(why));
        if (refusals.Count > 0) return Decision.Refuse(refusals);
        var turn = new Turn(process, context.Protocol, situation) { For = absent };
        turn.Emit(new NextActionRemoved(workstep.Id, row));
        return turn.Done();
    }

    /// <summary>Takes the next actions that nobody chooses, once each, as soon as what they wait for holds.</summary>
    internal static void TakeByThemselves(Turn turn)
    {
        if (turn.Process.Status != ProcessStatus.Open) return;
        foreach (var workstep in turn.Process.Worksteps.Where(w => w.IsOpen).ToList())
            foreach (var action in turn.Protocol.FormOf(workstep.Definition).NextActions.Where(a => a.AtOnce == AtOnce.ByItself))
            {
                var context = turn.Context with { Workstep = workstep };
                if (workstep.NextActions.Any(n => n.Definition == action.Id) || !IsOffered(action, context)) continue;
                var holder = People.Find(context, action.To).People.FirstOrDefault()?.Worker ?? workstep.Holder;
                turn.Emit(new NextActionProposed(workstep.Id, turn.Situation.NewId(), action.Id, action.Opens.Count > 0 ? holder : null) { AtOnce = true });
                Take(turn, workstep, workstep.NextActions[^1]);
            }
    }

    /// <summary>What finishing takes where nobody chose how it goes on: null where somebody did, or nothing is meant to go by that.</summary>
    private static (NextActionDefinition Action, Guid? PassTo)? WithFinish(Context context)
    {
        if (context.Workstep!.NextActions.Any(n => n.Taken is null)) return null;
        var action = context.Form!.NextActions.FirstOrDefault(a => a.AtOnce == AtOnce.WithFinish && IsOffered(a, context) && !Gates(context, GateVerb.Choose, a.Id).Any());
        if (action is null) return null;
        return action.Opens.Count == 0 ? (action, null) : PassTo(context, action).FirstOrDefault() is { } first ? (action, first.Worker) : null;
    }

    /// <summary>Something else is still to be answered, and how it goes on may follow from that.</summary>
    private static bool GoesByItself(Context context) => context.Form!.NextActions.Any(a => a.AtOnce == AtOnce.WithFinish)
        && context.Form.Sections.Where(s => context.Holds(s.When)).SelectMany(s => s.Fields).Any(f => f.Kind != FieldKind.NextActions && Missing(f, context.Workstep!, context).Any());

    /// <summary>Carries a next action out: opens its worksteps, here or in a process of its own.</summary>
    private static void Take(Turn turn, Workstep workstep, NextAction row)
    {
        var action = turn.Protocol.FormOf(workstep.Definition).NextAction(row.Definition)!;
        var opened = new List<Origin>();
        foreach (var target in action.Opens)
        {
            var (protocol, definition) = Target(target, turn.Context with { Workstep = workstep })!.Value;
            var holder = row.PassTo ?? turn.Process.Raiser;
            if (protocol.Id == turn.Protocol.Id) opened.Add(new Origin(turn.Process.Id, Open(turn, definition, holder, workstep, row).Id));
            else opened.Add(StartFrom(turn, turn.Context with { Workstep = workstep }, row, protocol, definition, holder));
        }
        turn.Emit(new NextActionTaken(workstep.Id, row.Id, opened));
    }

    /// <param name="one">The process of the agenda's row for which it is; null: it is for the same children.</param>
    private static Origin StartFrom(Turn turn, Context source, NextAction row, Protocol protocol, WorkstepDefinition definition, Guid holder, Case? one = null)
    {
        var situation = turn.Situation with { Pack = turn.Situation.InForce ?? turn.Situation.Pack, Cases = [] };
        if (one is not null) situation = situation with { Children = one.Situation.Children };
        if (protocol.About == About.Service) situation = situation with { Children = [] };
        var process = new Process();
        var begun = new Turn(process, protocol, situation) { NewProcess = situation.NewId(), For = turn.For, Source = source };
        begun.Emit(new ProcessStarted(0, protocol.Id, protocol.Version, situation.Pack.Fingerprint, protocol.About == About.Service ? [] : one?.Process.Children ?? turn.Process.Children, new Origin(turn.Process.Id, source.Workstep!.Id)));
        var opened = Open(begun, definition, holder, null, row);
        turn.Begin(begun);
        return new Origin(process.Id, opened.Id);
    }

    /// <summary>What an agenda leaves to be done goes to the worker whom its row names; to whoever held the meeting, where it names nobody.</summary>
    private static void OpenForRows(Turn turn, Workstep workstep)
    {
        foreach (var table in turn.Protocol.FormOf(workstep.Definition).Agendas.Where(t => t.Opens.Count > 0))
            foreach (var row in workstep.Tables.GetValueOrDefault(table.Id, []))
            {
                var context = turn.Context with { Workstep = workstep, Row = row };
                if (!context.Holds(table.Open) || Agenda.Of(turn.Situation, row) is not { } one) continue;
                var named = table.Columns.Where(c => c.Kind == FieldKind.Worker).Select(c => row.Cells.GetValueOrDefault(c.Id)?.Text).OfType<string>().FirstOrDefault();
                foreach (var target in table.Opens)
                    if (Target(target, context) is var (protocol, definition)) StartFrom(turn, context, Plain, protocol, definition, Guid.TryParse(named, out var who) ? who : workstep.Holder, one);
            }
    }
}
