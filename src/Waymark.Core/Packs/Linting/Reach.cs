namespace Waymark.Core.Packs.Linting;

/// <summary>Every workstep can be come to, can be left for an end, and no next action goes back by rank.</summary>
internal static class Reach
{
    public static void Check(Pack pack, List<Fault> faults)
    {
        var edges = new Dictionary<string, List<string>>();
        var starts = new List<string>();
        var ends = new HashSet<string>();
        foreach (var (protocol, workstep, form) in All(pack))
        {
            var me = $"{protocol.Id}.{workstep.Id}";
            if (workstep.By.Count > 0 || workstep.After is not null)
                starts.Add(me);
            edges[me] = [.. form.NextActions.SelectMany(a => a.Opens).Concat(form.Agendas.SelectMany(a => a.Opens)).Select(o => o.Contains('.') ? o : $"{protocol.Id}.{o}")];
            if (form.NextActions.Any(a => a.Ends is not null || a.Opens.Count == 0))
                ends.Add(me);
            Forward(pack, protocol, workstep, form, faults);
        }

        var reached = Spread(starts, me => edges.GetValueOrDefault(me) ?? []);
        var ending = Spread(ends, me => edges.Where(e => e.Value.Contains(me)).Select(e => e.Key));
        foreach (var (protocol, workstep, _) in All(pack))
        {
            var me = $"{protocol.Id}.{workstep.Id}";
            if (!reached.Contains(me) && workstep.Rank is { } rank)
                faults.Add(new(workstep.At, "reach", $"No next action leads to stage '{workstep.Id}' (rank {rank}), and nothing starts it: it is missing from the outcomes.") { Suggestion = $"Add 'opens: [{workstep.Id}]' on a next action and an option that leads to it, or delete the stage." });
            else if (!reached.Contains(me))
                faults.Add(new(workstep.At, "reach", $"Nothing starts or opens workstep '{workstep.Id}'.") { Suggestion = $"Add 'by: [post]' to start it, 'after: …' to open it by itself, or 'opens: [{workstep.Id}]' on a next action." });
            if (!ending.Contains(me))
                faults.Add(new(workstep.At, "way-out", $"From workstep '{workstep.Id}' the process can't end.") { Suggestion = "Give its form, or one that it leads to, a next action with 'ends: …'." });
        }
    }

    private static IEnumerable<(Protocol, WorkstepDefinition, Form)> All(Pack pack) =>
        pack.Protocols.SelectMany(p => p.Worksteps.Select(w => (p, w, p.Form(w.Form))));

    private static HashSet<string> Spread(IEnumerable<string> from, Func<string, IEnumerable<string>> next)
    {
        var seen = from.ToHashSet();
        for (var todo = new Queue<string>(seen); todo.TryDequeue(out var me);)
        {
            foreach (var other in next(me).Where(seen.Add))
                todo.Enqueue(other);
        }
        return seen;
    }

    /// <summary>Escalation goes forward by rank (design rule 2): what leads back must not be there at that rank.</summary>
    private static void Forward(Pack pack, Protocol protocol, WorkstepDefinition from, Form form, List<Fault> faults)
    {
        if (from.Rank is not { } rank)
            return;
        var here = new Case(form, rank);
        foreach (var action in form.NextActions.Where(a => a.When is null || here.Holds(a.When) != false))
        {
            foreach (var to in action.Opens.Select(o => pack.Workstep(o, protocol.Id)).OfType<(Protocol, WorkstepDefinition Workstep)>().Where(t => t.Item1 == protocol && t.Workstep.Rank <= rank))
                faults.Add(new(action.At, "backward", $"The next-action '{action.Id}' would lead from '{from.Id}' (rank {rank}) to '{to.Workstep.Id}' (rank {to.Workstep.Rank}); escalation goes forward only.") { Suggestion = $"Add 'when: {{fact: rank, before: \"{to.Workstep.Rank}\"}}'." });
        }
    }
}
