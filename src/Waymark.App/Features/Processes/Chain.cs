using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Processes;

/// <summary>One piece of work in the chain that led here and leads on.</summary>
/// <param name="CameFrom">The link before it, where that is another than the one above.</param>
public sealed record Link(Guid Id, Guid Process, string Label, Guid Holder, WorkstepStatus Status, Instant Opened, Instant? Closed, Guid? CameFrom);

/// <summary>
/// The worksteps of a process and of those that it came from and led to, in the order in which they came, as far as the viewer may
/// see them (S0-071). Two queries, however long it is.
/// </summary>
public static class Chain
{
    public static async Task<IReadOnlyList<Link>> Of(Desk desk, Process process)
    {
        var db = desk.Db;
        var near = await desk.Viewer!.Processes().Where(row => db.ProcessChildren.Any(its => its.ProcessId == row.Id && process.Children.Contains(its.ChildId)))
            .Select(row => new Near(row.Id, row.Number, row.Protocol, row.Pack, row.CameFromProcess, row.CameFromWorkstep)).ToListAsync();
        var linked = Linked(near, process.Id);
        var ids = linked.Keys.ToList();
        var rows = await db.Worksteps.Where(row => ids.Contains(row.ProcessId) && !row.Superseded).ToListAsync();
        var chain = new List<Link>();
        foreach (var row in rows.OrderBy(row => row.OpenedAt).ThenBy(row => linked[row.ProcessId].Number).ThenBy(row => row.Ordinal))
        {
            var its = linked[row.ProcessId];
            var label = (await desk.Authority.Packs.Of(db, its.Pack)).Protocol(its.Protocol)?.FindWorkstep(row.Definition)?.Label ?? row.Definition;
            var from = Json.Read<Workstep>(row.Document).CameFrom ?? (row.Ordinal == 1 ? its.FromWorkstep : null);
            chain.Add(new Link(row.Id, row.ProcessId, label, row.Holder, row.Status, row.OpenedAt, row.ClosedAt, from));
        }
        return chain;
    }

    /// <summary>From one process, backwards and forwards until nothing new is found.</summary>
    private static Dictionary<Guid, Near> Linked(IReadOnlyList<Near> near, Guid start)
    {
        var found = near.Where(each => each.Id == start).ToDictionary(each => each.Id);
        for (var before = 0; before != found.Count;)
        {
            before = found.Count;
            foreach (var each in near.Where(each => !found.ContainsKey(each.Id)))
                if (found.Values.Any(known => known.FromProcess == each.Id || each.FromProcess == known.Id)) found.Add(each.Id, each);
        }
        return found;
    }

    private sealed record Near(Guid Id, int Number, string Protocol, string Pack, Guid? FromProcess, Guid? FromWorkstep);
}
