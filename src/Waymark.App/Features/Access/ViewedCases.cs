using Microsoft.EntityFrameworkCore;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Access;

/// <summary>An agenda names the children of those processes alone that the viewer may read.</summary>
public static class ViewedCases
{
    public static async Task<IReadOnlyList<Guid>> CasesOf(this Viewer viewer, Situation situation)
    {
        var ids = situation.Cases.Select(each => each.Process.Id).ToList();
        return ids.Count == 0 ? [] : await viewer.Processes().Where(process => ids.Contains(process.Id)).Select(process => process.Id).ToListAsync();
    }

    /// <summary>Those processes, and their children, as the audit lists what a page shows.</summary>
    public static IEnumerable<Guid> Named(this Situation situation, IReadOnlyCollection<Guid> readable) =>
        readable.Concat(situation.Cases.Where(each => readable.Contains(each.Process.Id)).SelectMany(each => each.Process.Children));

    public static Situation Showing(this Situation situation, IReadOnlyCollection<Guid> readable) =>
        situation.Cases.Count == 0 ? situation : situation with { Cases = [.. situation.Cases.Select(each => each with { Shown = readable.Contains(each.Process.Id) })] };
}
