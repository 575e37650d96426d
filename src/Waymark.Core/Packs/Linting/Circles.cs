namespace Waymark.Core.Packs.Linting;

/// <summary>Nothing waits for itself: no post manages its own manager, no clock counts from what it brings about, no field is there only if it is filled.</summary>
internal static class Circles
{
    public static void Check(Pack pack, List<Fault> faults)
    {
        var posts = pack.Posts.ToDictionary(p => p.Id, p => p.Manager is { } m ? new[] { m } : []);
        foreach (var circle in Of(posts))
            faults.Add(new(pack.Post(circle[0]).At, "cycle", $"Each of these posts is managed by the next, and so by itself: {Round(circle)}.") { Suggestion = $"Take 'manager' out of the highest of them." });

        foreach (var protocol in pack.Protocols)
        {
            Clocks(protocol, faults);
            foreach (var form in protocol.Forms)
                Fields(form, faults);
            Openings(protocol, faults);
        }
    }

    private static void Clocks(Protocol protocol, List<Fault> faults)
    {
        var clocks = Walk.Clocks(protocol).DistinctBy(c => c.Id).ToDictionary(c => c.Id);
        var follows = clocks.ToDictionary(c => c.Key, c => c.Value.After.Any.Where(e => e.Subject.Kind == SubjectKind.Clock && clocks.ContainsKey(e.Subject.Name)).Select(e => e.Subject.Name).ToArray());
        // An anchor with another way to come about starts the round from outside.
        foreach (var circle in Of(follows).Where(c => c.All(id => clocks[id].After.Any.Count == 1)))
            faults.Add(new(clocks[circle[0]].At, "cycle", $"Each of these clocks counts from the end of the next, so that none ever starts: {Round(circle)}.") { Suggestion = "Let one of them count from a request, a date or a workstep." });
    }

    private static void Fields(Form form, List<Fault> faults)
    {
        var fields = Walk.Fields(form).ToDictionary(f => f.Id);
        var reads = fields.ToDictionary(f => f.Key, f => Needed(f.Value.When).Where(fields.ContainsKey).ToArray());
        foreach (var circle in Of(reads))
            faults.Add(new(fields[circle[0]].At, "cycle", $"Each of these fields is there only if the next is filled, so that none ever is: {Round(circle)}.") { Suggestion = "Take the 'when' out of one of them." });
    }

    private static void Openings(Protocol protocol, List<Fault> faults)
    {
        var led = protocol.Forms.SelectMany(f => f.NextActions).SelectMany(a => a.Opens).ToHashSet();
        var worksteps = protocol.Worksteps.ToDictionary(w => w.Id);
        var after = worksteps.ToDictionary(w => w.Key, w => w.Value is { By.Count: 0, After.Any: [{ Subject: { Kind: SubjectKind.Workstep } subject }] } && !led.Contains(w.Key) && worksteps.ContainsKey(subject.Name) ? new[] { subject.Name } : []);
        foreach (var circle in Of(after))
            faults.Add(new(worksteps[circle[0]].At, "cycle", $"Each of these worksteps opens after the next, so that none ever does: {Round(circle)}.") { Suggestion = "Let a person start one of them ('by'), or a next action open it." });
    }

    /// <summary>The fields that must be filled for the condition to hold.</summary>
    private static IEnumerable<string> Needed(Condition? condition) => condition switch
    {
        Condition.All all => all.Of.SelectMany(Needed),
        Condition.Is { Subject.Kind: SubjectKind.Field } c => [c.Subject.Name],
        Condition.In { Subject.Kind: SubjectKind.Field } c => [c.Subject.Name],
        Condition.Exists { Yes: true, Subject.Kind: SubjectKind.Field } c => [c.Subject.Name],
        _ => [],
    };

    private static string Round(IReadOnlyList<string> circle) => string.Join(", ", circle.Append(circle[0]).Select(id => $"'{id}'"));

    /// <summary>Each circle once, beginning with the one of its members that the pack has first.</summary>
    private static IEnumerable<IReadOnlyList<string>> Of(Dictionary<string, string[]> next)
    {
        var seen = new HashSet<string>();
        foreach (var start in next.Keys)
        {
            if (!seen.Contains(start) && Back(start, next) is { } circle)
            {
                seen.UnionWith(circle);
                yield return circle;
            }
        }
    }

    /// <summary>The shortest way from there to itself; null: there is none.</summary>
    private static List<string>? Back(string start, Dictionary<string, string[]> next)
    {
        var cameFrom = new Dictionary<string, string>();
        var todo = new Queue<string>([start]);
        while (todo.TryDequeue(out var me))
        {
            foreach (var other in next.GetValueOrDefault(me, []))
            {
                if (other == start)
                {
                    var way = new List<string> { me };
                    while (way[^1] != start) way.Add(cameFrom[way[^1]]);
                    way.Reverse();
                    return way;
                }
                if (cameFrom.TryAdd(other, me)) todo.Enqueue(other);
            }
        }
        return null;
    }
}
