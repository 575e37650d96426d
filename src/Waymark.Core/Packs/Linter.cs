using Waymark.Core.Packs.Linting;

namespace Waymark.Core.Packs;

/// <summary>
/// What reading can't see: that every form is used and every workstep reached, that every clock leads to something, that no
/// clock escalates by itself, that an exit leads where its words say, that somebody can fill each field and get each message,
/// and that nobody ever stands before a workstep from which nothing can be done. What is only doubtful is in <see cref="Findings"/>.
/// </summary>
public static class Linter
{
    public static IReadOnlyList<Fault> Lint(Pack pack)
    {
        var faults = new List<Fault>();
        foreach (var protocol in pack.Protocols)
        {
            Shapes.Check(pack, protocol, faults);
            Clocks.Check(pack, protocol, faults);
            Somebody.Check(pack, protocol, faults);
        }
        Circles.Check(pack, faults);
        Reach.Check(pack, faults);
        Shapes.UnusedLists(pack, faults);
        Shapes.Posts(pack, faults);
        // A search over a pack that already has holes would only report them again, at more length.
        if (faults.Count == 0)
        {
            foreach (var protocol in pack.Protocols)
                DeadEnds.Check(pack, protocol, faults);
        }
        foreach (var protocol in pack.Protocols)
            Exits.Check(pack, protocol, faults);
        return [.. faults.OrderBy(f => f.At.File, StringComparer.Ordinal).ThenBy(f => f.At.Line).ThenBy(f => f.At.Column)];
    }
}
