using Waymark.Core.Forms;
using Waymark.Core.Packs;

namespace Waymark.Core.Processes;

/// <summary>Case notes that a process has written, added to by hand.</summary>
public static partial class Engine
{
    public static IEnumerable<Refusal> WhyNotAppend(Process process, Situation situation)
    {
        var context = At(process, situation);
        if (process.Status == ProcessStatus.Cancelled) yield return new Refusal("This process was cancelled.");
        if (People.Subjects(process, context.Protocol).Contains(situation.Actor)) yield return new Refusal("The concern is about you, so somebody else adds to this note.");
        else if (!MayAppend(context, out _)) yield return new Refusal($"Only {situation.Register.NameOf(process.Raiser)} and whoever holds or answers this now may add to this note.");
    }

    /// <summary>Whoever leads the process, and whoever holds or was asked for its open work.</summary>
    private static bool MayAppend(Context context, out Guid? absent)
    {
        if (People.ActsFor(context, context.Process.Raiser, out absent)) return true;
        foreach (var open in context.Process.Worksteps.Where(w => w.IsOpen))
        {
            if (People.Holds(context.In(open), open, out absent)) return true;
            foreach (var asked in open.Requests.Where(r => r.Status is RequestStatus.Sent or RequestStatus.Completed))
                if (People.ActsFor(context, asked.Holder, out absent)) return true;
        }
        return false;
    }

    /// <summary>Adds to a case note; nothing that it says already changes (rule 7).</summary>
    public static Decision Append(Process process, Situation situation, Guid note, string text)
    {
        if (process.CaseNotes.FirstOrDefault(n => n.Id == note) is not { } kept) return Decision.Refuse("There is no such case note in this process.");
        var refusals = WhyNotAppend(process, situation).Concat(Record.CaseNotes.WhyNotText(text)).ToList();
        if (refusals.Count > 0) return Decision.Refuse(refusals);
        var context = At(process, situation);
        MayAppend(context, out var absent);
        var turn = new Turn(process, context.Protocol, situation) { For = absent };
        var at = Standings.At(process, context.Protocol) is { } now ? context.Protocol.Workstep(now.Definition).Label : context.Protocol.Label;
        turn.Emit(new CaseNoteWritten(kept.Id, kept.Type, $"{at}: added", null, [new NoteLine(null, situation.Pack.Term("note"), Record.CaseNotes.Kept(text))]));
        return turn.Done();
    }
}
