using NodaTime;
using Waymark.Core.Packs;

namespace Waymark.Core.Processes;

/// <summary>What the requests of a workstep come to (rule 5). Always shown in words, with a colour beside them.</summary>
public enum Standing
{
    /// <summary>White: nothing is awaited.</summary>
    None,

    /// <summary>Yellow: an answer is awaited.</summary>
    Waiting,

    /// <summary>Yellow with a red border: one was returned and not sent again, withdrawn or replaced.</summary>
    Returned,
}

public enum StageStatus { Ahead, NotUsed, Open, Finished }

/// <summary>One rung of the ladder: a stage of the escalation, as far as this process has come.</summary>
public sealed record Rung(WorkstepDefinition Definition, StageStatus Status, Workstep? Workstep, string? Reason);

/// <summary>What is read off a process: stage, standing and whose turn it is are derived, never stored or typed (rule 2).</summary>
public static class Standings
{
    /// <summary>The requests that count: the latest of each kind, or of each kind and receiver where it may go to many. What was withdrawn is gone.</summary>
    public static IEnumerable<Request> Current(IEnumerable<Request> requests, bool many) =>
        requests.Where(r => r.Status != RequestStatus.Withdrawn)
            .GroupBy(r => (r.Definition, Holder: many ? r.Holder : Guid.Empty)).Select(group => group.Last());

    public static IEnumerable<Request> Current(Workstep workstep, Form form) =>
        workstep.Requests.GroupBy(r => r.Definition).SelectMany(group => Current(group, form.Request(group.Key)?.Many ?? false));

    public static Standing Of(Workstep workstep, Form form)
    {
        if (!workstep.IsOpen) return Standing.None;
        var current = Current(workstep, form).ToList();
        if (current.Any(r => r.Status == RequestStatus.Returned)) return Standing.Returned;
        return current.Any(r => r.Status == RequestStatus.Sent) ? Standing.Waiting : Standing.None;
    }

    /// <summary>Whose turn it is: those whose answer is awaited, else whoever holds the work.</summary>
    public static IReadOnlyList<Guid> Turn(Workstep workstep, Form form) => Of(workstep, form) == Standing.Waiting
        ? [.. Current(workstep, form).Where(r => r.Status == RequestStatus.Sent).Select(r => r.Holder).Distinct()]
        : [workstep.Holder];

    /// <summary>The highest stage that was opened and stands; null: the escalation has not begun.</summary>
    public static Workstep? Stage(Process process, Protocol protocol) => process.Worksteps
        .Where(w => w.Status != WorkstepStatus.Cancelled && w.SupersededBy is null && protocol.Workstep(w.Definition).Rank is not null)
        .OrderBy(w => protocol.Workstep(w.Definition).Rank).LastOrDefault();

    /// <summary>The workstep that the process is at: its stage while that is open, or else what is open beside it, or what came last.</summary>
    public static Workstep? At(Process process, Protocol protocol) =>
        process.Worksteps.LastOrDefault(w => w.IsOpen && protocol.Workstep(w.Definition).Rank is not null) ?? process.Worksteps.LastOrDefault(w => w.IsOpen) ?? Stage(process, protocol) ?? process.Worksteps.LastOrDefault();

    public static IEnumerable<Rung> Ladder(Process process, Protocol protocol, Func<Condition?, bool> holds)
    {
        foreach (var stage in protocol.Stages.Where(s => holds(s.When)))
        {
            var workstep = process.Worksteps.LastOrDefault(w => w.Definition == stage.Id && w.Status != WorkstepStatus.Cancelled);
            var passed = process.Worksteps.SelectMany(w => w.NotUsed).FirstOrDefault(n => n.Definition == stage.Id);
            yield return workstep is not null
                ? new Rung(stage, workstep.IsOpen ? StageStatus.Open : StageStatus.Finished, workstep, null)
                : new Rung(stage, passed is null ? StageStatus.Ahead : StageStatus.NotUsed, null, passed?.Reason);
        }
    }

    /// <summary>The clock that times the answer to a request: the one that its completing stops.</summary>
    public static Clock? ClockOf(Process process, Form form, Workstep workstep, Request request)
    {
        var timing = form.Clocks.Where(c => c.Until?.Any.Any(u => u.Subject is { Kind: SubjectKind.Request } s && s.Name == request.Definition) == true).Select(c => c.Id).ToHashSet();
        return process.Clocks.LastOrDefault(c => c.Workstep == workstep.Id && timing.Contains(c.Definition) && (c.Request is null || c.Request == request.Id));
    }

    /// <summary>The running clock that ends first.</summary>
    public static Clock? Next(Process process, Guid? workstep = null) =>
        process.Clocks.Where(c => c.Runs && (workstep is null || c.Workstep == workstep)).OrderBy(c => c.Due.Ends).FirstOrDefault();

    /// <summary>Clocks that ran out and that nothing has answered since: what is overdue.</summary>
    public static IEnumerable<Clock> Overdue(Process process, Protocol protocol) =>
        process.Status == ProcessStatus.Open ? process.Clocks.Where(c => c.Status == ClockStatus.RunOut && StillAwaited(process, protocol, c)) : [];

    /// <summary>The clock that a list shows: what is overdue the longest, else what is due next.</summary>
    public static Clock? Due(Process process, Protocol protocol, Guid? workstep = null) =>
        Overdue(process, protocol).Where(c => workstep is null || c.Workstep == workstep).OrderBy(c => c.Due.Ends).FirstOrDefault() ?? Next(process, workstep);

    private static bool StillAwaited(Process process, Protocol protocol, Clock clock)
    {
        if (clock.Workstep is not { } id) return true;
        var workstep = process.Workstep(id);
        if (!workstep.IsOpen) return false;
        var definition = protocol.FormOf(workstep.Definition).Clocks.Concat(protocol.Workstep(workstep.Definition).Clocks).First(c => c.Id == clock.Definition);
        var asked = clock.Request is { } request ? workstep.Requests.First(r => r.Id == request).Status : (RequestStatus?)null;
        // What a clock waits for may also be a field that somebody fills in.
        if (definition.Until?.Any.Any(until => until.Subject.Kind == SubjectKind.Field && workstep.Answers.ContainsKey(until.Subject.Name)) == true) return false;
        return !IsAnswered(definition, asked, kind => workstep.Requests.LastOrDefault(r => r.Definition == kind && r.Status != RequestStatus.Withdrawn)?.Status);
    }

    /// <summary>Whether what a clock timed has come, though it ran out first.</summary>
    /// <param name="asked">Where the request stands that the clock counts from, if it counts from one.</param>
    /// <param name="latest">Where the latest request of a kind stands; null: there is none.</param>
    public static bool IsAnswered(ClockDefinition clock, RequestStatus? asked, Func<string, RequestStatus?> latest) =>
        asked is RequestStatus.Completed or RequestStatus.Withdrawn
        || clock.Until?.Any.Any(until => until.Subject.Kind == SubjectKind.Request && latest(until.Subject.Name) is { } status
            && (until.State is "sent" or "delivered" || string.Equals(status.ToString(), until.State, StringComparison.OrdinalIgnoreCase))) == true;

    public static LocalDate Day(this Instant at, Situation situation) => at.InZone(situation.Calendar.Zone).Date;
}
