using Waymark.Core.Access;
using Waymark.Core.Forms;
using Waymark.Core.Packs;

namespace Waymark.Core.Processes;

/// <summary>Moving a running process to another version of its pack: an explicit act, with a reason (design rule 1).</summary>
public static partial class Engine
{
    /// <summary>Why it can't go on under that version: whatever it has already done must have a place there.</summary>
    public static IEnumerable<Refusal> WhyNotMove(Process process, Situation situation, Pack to)
    {
        if (!Policy.Decide(situation.Pack, Capacity.Of(situation.Register, situation.Actor, situation.Today), AccessVerb.Administer).Allows) yield return new Refusal("Your post doesn't include this.");
        if (process.Status != ProcessStatus.Open) yield return new Refusal("This process is closed: it keeps the version that it ran under.");
        if (to.Fingerprint == process.Pack) yield return new Refusal("It runs under this version already.", "version");
        var (was, now) = (Definition(process, situation), to.Protocol(process.Protocol));
        if (now is null) yield return new Refusal($"That version has no ‘{was.Label}’.", "version");
        else
            foreach (var missing in Homeless(process, was, now).Distinct().ToList()) yield return new Refusal($"That version has no place for {missing}, which this process has already.", "version");
    }

    /// <summary>
    /// From now on the process runs under the other version. What was done stays as it was; a clock that still runs is counted
    /// again by the new version's number of days, and says so, and one that is over stays over.
    /// </summary>
    public static Decision Move(Process process, Situation situation, Pack to, string reason)
    {
        var refusals = WhyNotMove(process, situation, to).Concat(WhyNoReason(reason)).ToList();
        if (refusals.Count > 0) return Decision.Refuse(refusals);
        var protocol = to.Protocol(process.Protocol)!;
        var turn = new Turn(process, protocol, situation with { Pack = to }) { Reason = reason.Trim() };
        turn.Emit(new ProcessMoved(protocol.Version, to.Fingerprint, process.Version));
        foreach (var open in process.Worksteps.Where(w => w.IsOpen)) turn.Tell(open.Holder, "process-moved", "A process goes on under another version", open, null);
        return turn.Done();
    }

    private static IEnumerable<string> Homeless(Process process, Protocol was, Protocol now)
    {
        foreach (var workstep in process.Worksteps)
        {
            var definition = was.Workstep(workstep.Definition);
            if (now.FindWorkstep(workstep.Definition) is null) yield return $"the piece of work ‘{definition.Label}’";
            else
                foreach (var missing in Homeless(process, workstep, was, now)) yield return $"{missing} of ‘{definition.Label}’";
        }
        foreach (var clock in process.Clocks.Where(c => c.Workstep is null && now.Clocks.All(d => d.Id != c.Definition)))
            yield return $"the time ‘{was.Clocks.First(d => d.Id == clock.Definition).Label}’";
    }

    private static IEnumerable<string> Homeless(Process process, Workstep workstep, Protocol was, Protocol now)
    {
        var (old, form) = (was.FormOf(workstep.Definition), now.FormOf(workstep.Definition));
        foreach (var field in Written(workstep).Where(id => form.FindField(id)?.Kind != old.FindField(id)?.Kind || form.TableOf(id)?.Id != old.TableOf(id)?.Id)) yield return $"the answer ‘{old.FindField(field)?.Label ?? field}’";
        foreach (var asked in workstep.Requests.Select(r => r.Definition).Where(id => form.Request(id) is null)) yield return $"the request ‘{old.Request(asked)!.Label}’";
        foreach (var action in workstep.NextActions.Select(n => n.Definition).Where(id => form.NextAction(id) is null)) yield return $"the next action ‘{old.NextAction(action)!.Label}’";
        var times = form.Clocks.Concat(now.Workstep(workstep.Definition).Clocks).Select(c => c.Id).ToHashSet();
        foreach (var clock in process.Clocks.Where(c => c.Workstep == workstep.Id && !times.Contains(c.Definition)))
            yield return $"the time ‘{old.Clocks.Concat(was.Workstep(workstep.Definition).Clocks).First(d => d.Id == clock.Definition).Label}’";
    }

    private static IEnumerable<string> Written(Workstep workstep) =>
        workstep.Answers.Keys.Select(key => key.Split('/')[0]).Concat(workstep.Signatures.Keys)
            .Concat(workstep.Tables.SelectMany(table => table.Value.SelectMany(row => row.Cells.Keys).Prepend(table.Key))).Distinct();
}
