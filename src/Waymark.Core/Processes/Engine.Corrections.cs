using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.Core.Processes;

/// <summary>What every process has besides its own course, each with its reason, its permission and its event.</summary>
public static partial class Engine
{
    public static IEnumerable<Refusal> WhyNotReassign(Process process, Situation situation, Workstep workstep)
    {
        var context = At(process, situation, workstep);
        if (!workstep.IsOpen) foreach (var refusal in WhyClosed(workstep, context)) yield return refusal;
        if (!People.ActsFor(context, workstep.Holder, out _) && !Rights.May(context, AccessVerb.Reassign))
            yield return new Refusal($"Only {situation.Register.NameOf(workstep.Holder)} or a manager of the service may pass this work on.");
    }

    /// <summary>Those who may be passed a workstep: the holders of the posts that its holder has.</summary>
    public static IReadOnlyList<Worker> Successors(Process process, Situation situation, Workstep workstep)
    {
        var posts = situation.Register.Holdings.Where(h => h.Worker == workstep.Holder).Select(h => h.Post);
        return [.. People.Directory(situation, posts).Where(w => w.Id != workstep.Holder)];
    }

    public static Decision Reassign(Process process, Situation situation, Guid id, Guid to, string reason)
    {
        if (process.FindWorkstep(id) is not { } workstep) return Decision.Refuse("There is no such piece of work in this process.");
        var context = At(process, situation, workstep);
        var refusals = WhyNotReassign(process, situation, workstep).ToList();
        if (to == workstep.Holder) refusals.Add(new Refusal($"{situation.Register.NameOf(to)} has it already", "to"));
        else if (Successors(process, situation, workstep).All(w => w.Id != to)) refusals.Add(new Refusal("Select somebody in the same post", "to"));
        else if (People.Subjects(process, context.Protocol).Contains(to)) refusals.Add(new Refusal($"The concern is about {situation.Register.NameOf(to)}.", "to"));
        refusals.AddRange(WhyNoReason(reason));
        if (refusals.Count > 0) return Decision.Refuse(refusals);
        var turn = new Turn(process, context.Protocol, situation) { Reason = reason.Trim() };
        turn.Emit(new WorkstepReassigned(workstep.Id, to));
        turn.Tell(to, Arrived, "A piece of work has come to you", workstep, null);
        return turn.Done();
    }

    public static IEnumerable<Refusal> WhyNotCancel(Process process, Situation situation)
    {
        var context = At(process, situation);
        if (process.Status != ProcessStatus.Open) yield return new Refusal("This process is closed.");
        if (!Rights.May(context, AccessVerb.Cancel)) yield return new Refusal("Only a manager of the service that raised it may cancel it.");
    }

    /// <summary>Cancels a process that was opened in error; it stays on the record, marked so (IMP-25).</summary>
    public static Decision Cancel(Process process, Situation situation, string reason)
    {
        var refusals = WhyNotCancel(process, situation).Concat(WhyNoReason(reason)).ToList();
        if (refusals.Count > 0) return Decision.Refuse(refusals);
        var turn = new Turn(process, Definition(process, situation), situation) { Reason = reason.Trim() };
        foreach (var open in process.Worksteps.Where(w => w.IsOpen).ToList())
        {
            CancelWorkstep(turn, open, reason.Trim());
            turn.Tell(open.Holder, "process-cancelled", "A process was cancelled", open, null);
        }
        turn.Emit(new ProcessCancelled());
        return turn.Done();
    }

    public static IEnumerable<Refusal> WhyNotReopen(Process process, Situation situation, Workstep workstep)
    {
        var context = At(process, situation, workstep);
        if (workstep.Status != WorkstepStatus.Finished) yield return new Refusal("Only finished work can be reopened.");
        if (process.Status == ProcessStatus.Cancelled) yield return new Refusal("This process was cancelled.");
        if (workstep.SupersededBy is not null) yield return new Refusal("It was reopened already: a newer version stands.");
        if (!Rights.May(context, AccessVerb.Reopen)) yield return new Refusal("Only a manager of the service that raised it may reopen it.");
    }

    /// <summary>
    /// Reopens a finished workstep as a new version that starts with its answers; the finished one stays as it was (rule 7,
    /// IMP-26). What it started stays started.
    /// </summary>
    public static Decision Reopen(Process process, Situation situation, Guid id, string reason)
    {
        if (process.FindWorkstep(id) is not { } workstep) return Decision.Refuse("There is no such piece of work in this process.");
        var refusals = WhyNotReopen(process, situation, workstep).Concat(WhyNoReason(reason)).ToList();
        if (refusals.Count > 0) return Decision.Refuse(refusals);
        var turn = new Turn(process, Definition(process, situation), situation) { Reason = reason.Trim() };
        if (process.Status == ProcessStatus.Ended) turn.Emit(new ProcessReopened());
        var version = situation.NewId();
        var form = turn.Protocol.FormOf(workstep.Definition);
        turn.Emit(new WorkstepOpened(version, workstep.Definition, workstep.Holder)
        {
            CameFrom = workstep.CameFrom, Reopens = workstep.Id,
            Answers = [.. workstep.Answers.Where(a => form.FindField(a.Key)?.IsComputed() != true).Select(a => new CellChange(a.Key, a.Value.Text))],
            Rows = [.. workstep.Tables.SelectMany(t => t.Value.Select(r => new RowChange(t.Key, situation.NewId(), [.. r.Cells.Select(c => new CellChange(c.Key, c.Value.Text))])))],
        });
        turn.Emit(new WorkstepSuperseded(workstep.Id, version));
        turn.Tell(workstep.Holder, "work-reopened", "A finished piece of work was reopened", process.Workstep(version), null);
        return turn.Done();
    }

    public static IEnumerable<Refusal> WhyNotMarkError(Process process, Situation situation, Event entry)
    {
        var context = At(process, situation);
        if (process.InError.Contains(entry.Sequence)) yield return new Refusal("It is marked already.");
        if (entry.By != situation.Actor && !Rights.May(context, AccessVerb.Correct)) yield return new Refusal("Only whoever wrote it, or a manager of the service, may mark it.");
    }

    /// <summary>Marks an entry as recorded in error. It stays readable, marked so, with the reason.</summary>
    public static Decision MarkError(Process process, Situation situation, Event entry, string reason)
    {
        var refusals = WhyNotMarkError(process, situation, entry).Concat(WhyNoReason(reason)).ToList();
        if (refusals.Count > 0) return Decision.Refuse(refusals);
        var turn = new Turn(process, Definition(process, situation), situation) { Reason = reason.Trim() };
        turn.Emit(new RecordedInError(entry.Sequence));
        return turn.Done();
    }

    // ---- Time ----

    /// <summary>
    /// What time passing has brought about by now: clocks near their end, and clocks that ran out, each once (rule 3). It tells
    /// people and closes nothing. No events: nothing was due.
    /// </summary>
    public static Decision Tick(Process process, Situation situation)
    {
        var turn = new Turn(process, Definition(process, situation), situation with { Actor = Worker.System });
        turn.Recount();
        foreach (var clock in process.Clocks.Where(c => c.Runs).OrderBy(c => c.Due.Ends).ToList())
        {
            if (clock.Status == ClockStatus.Running && clock.Near is { } near && near <= situation.Now && situation.Now < clock.Due.Ends) turn.Emit(new ClockNear(clock.Id));
            // It ran out when it ended, however late that is noticed.
            if (clock.Due.Ends <= situation.Now && !turn.CameInTime(clock)) turn.Emit(new ClockRanOut(clock.Id), happened: clock.Due.Ends);
        }
        return turn.Done();
    }
}
