using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Store;

/// <summary>What the audit says of a change: which events, which fields by name, and nothing that was written in them.</summary>
static class AuditedChange
{
    /// <summary>One entry for each child of each process that changed, so that each child's file answers who changed it.</summary>
    public static IEnumerable<AuditEntry> Of(Operation operation, Decision decision, Outcome outcome, AuthorityClock clock)
    {
        foreach (var events in decision.Events.GroupBy(e => e.Process))
        {
            var process = decision.Started.Concat(decision.Touched).FirstOrDefault(each => each.Id == events.Key) ?? outcome.Process!;
            var entry = Posted(operation, outcome.Situation).Entry(clock, AuditAction.Change, operation.What) with
            {
                ProcessId = process.Id,
                WorkstepId = events.Select(e => WorkstepOf(e.What)).FirstOrDefault(id => id is not null),
                FirstEvent = events.Min(e => e.Sequence),
                LastEvent = events.Max(e => e.Sequence),
                ForWorker = events.Select(e => e.For).FirstOrDefault(id => id is not null),
                Fields = Joined(events.SelectMany(e => FieldsOf(e.What))),
            };
            foreach (var child in Children(process)) yield return entry with { ChildId = child };
        }
    }

    /// <summary>A refusal names the fields and gates that stood in the way.</summary>
    public static IEnumerable<AuditEntry> OfRefusal(Operation operation, Outcome outcome, AuthorityClock clock)
    {
        var named = outcome.Decision.Refusals.Select(refusal => refusal.Gate ?? refusal.Field).Concat(outcome.Decision.Conflicts.Select(conflict => conflict.Field));
        return Unchanged(outcome, Posted(operation, outcome.Situation).Entry(clock, AuditAction.Change, operation.What, AuditOutcome.Refused) with { Fields = Joined(named.OfType<string>()) });
    }

    /// <summary>A post that came a second time, or that said what stood already: it read the record, and changed nothing. Time passing reads for nobody.</summary>
    public static IEnumerable<AuditEntry> OfNothing(Operation operation, Outcome outcome, AuthorityClock clock) =>
        operation.Actor == Actor.Time ? [] : Unchanged(outcome, Posted(operation, outcome.Situation).Entry(clock, AuditAction.View, operation.What));

    static IEnumerable<AuditEntry> Unchanged(Outcome outcome, AuditEntry said)
    {
        var entry = said with { ProcessId = outcome.Process?.Id };
        var children = outcome.Process is { } process ? Children(process) : outcome.Situation.Children.Select(child => (Guid?)child.Id).DefaultIfEmpty(null);
        foreach (var child in children) yield return entry with { ChildId = child };
    }

    static Actor Posted(Operation operation, Situation situation) => operation.Actor.Posts is not null
        ? operation.Actor
        : operation.Actor with { Posts = Joined(situation.Register.PostsOf(situation.Actor, situation.Today)) };

    static IEnumerable<Guid?> Children(Process process) => process.Children.Select(child => (Guid?)child).DefaultIfEmpty(null);

    static string? Joined(IEnumerable<string> names) => string.Join(',', names.Distinct(StringComparer.Ordinal)) is { Length: > 0 } joined ? joined : null;

    static IEnumerable<string> FieldsOf(What what) => what switch
    {
        AnswersSaved saved => saved.Answers.Select(change => change.Field).Concat(saved.Rows.SelectMany(row => row.Cells.Select(cell => $"{row.Table}.{cell.Field}").DefaultIfEmpty(row.Table))),
        Signed signed => [signed.Field],
        SignatureCleared cleared => [cleared.Field],
        GatePassed passed => [passed.Gate],
        _ => [],
    };

    static Guid? WorkstepOf(What what) => what switch
    {
        WorkstepOpened each => each.Workstep,
        WorkstepBegun each => each.Workstep,
        WorkstepFinished each => each.Workstep,
        WorkstepCancelled each => each.Workstep,
        WorkstepReassigned each => each.Workstep,
        WorkstepSuperseded each => each.Workstep,
        AnswersSaved each => each.Workstep,
        Signed each => each.Workstep,
        SignatureCleared each => each.Workstep,
        RequestSent each => each.Workstep,
        RequestAnswered each => each.Workstep,
        RequestReassigned each => each.Workstep,
        RequestWithdrawn each => each.Workstep,
        NextActionProposed each => each.Workstep,
        NextActionRemoved each => each.Workstep,
        NextActionTaken each => each.Workstep,
        GatePassed each => each.Workstep,
        CaseNoteWritten each => each.Workstep,
        _ => null,
    };
}
