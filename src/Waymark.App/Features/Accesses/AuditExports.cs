using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.App.Store.Audit;
using Waymark.Core.Record;

namespace Waymark.App.Features.Accesses;

/// <summary>What is asked of the audit, and the entries themselves as lines of a file, each with its place in the chain and its link.</summary>
static class AuditExports
{
    public static readonly string[] Head = ["Place", "Link", "Sealed", "Entry", "When", "Worker", "Posts", "For", "Did", "What", "Outcome", "Child", "Process", "Work", "Document", "Fields", "Searched for", "Listed", "Reason", "Session", "Address", "Request"];

    /// <summary>What the viewer may release: nothing that they asked for, or that is about what they did.</summary>
    public static IQueryable<AuditExportRow> ToRelease(Desk desk)
    {
        var me = desk.Viewer!.Id;
        return desk.Db.AuditExports.Where(row => row.AnsweredAt == null && row.AskedBy != me && row.Worker != me && (row.ChildId == null || desk.Viewer.ByNumber().Any(child => child.Id == row.ChildId)));
    }

    /// <summary>What waits for the viewer: to be released, or to be taken.</summary>
    public static async Task<int> Waiting(Desk desk)
    {
        var (me, now) = (desk.Viewer!.Id, desk.Now);
        return await ToRelease(desk).CountAsync() + await desk.Db.AuditExports.CountAsync(row => row.AskedBy == me && row.Released == true && row.TakenAt == null && row.Until > now);
    }

    static IEnumerable<Guid> Listed(string? shown) => (shown ?? "").Split(',').Select(id => Guid.TryParse(id, out var its) ? its : Guid.Empty);

    /// <summary>A list may have shown somebody else a child of whom the viewer may know nothing.</summary>
    static string Without(HashSet<Guid> hidden, string? shown) => string.Join(',', (shown ?? "").Split(',').Where(id => !Guid.TryParse(id, out var its) || !hidden.Contains(its)));

    /// <summary>The lines, oldest first, and the children whom they name. Nobody of whom the viewer may know nothing is among them.</summary>
    public static async Task<(List<string[]> Lines, List<Guid> Children)> Read(Desk desk, AuditExportRow export)
    {
        var (db, zone) = (desk.Db, desk.Authority.Calendar.Zone);
        var (from, until) = (zone.AtStartOfDay(export.From).ToInstant(), zone.AtStartOfDay(export.To.PlusDays(1)).ToInstant());
        var entries = db.AuditEntries.Where(entry => entry.At >= from && entry.At < until && (entry.ChildId == null || desk.Viewer!.ByNumber().Any(child => child.Id == entry.ChildId)));
        // A list names its children among what it showed.
        if (export.ChildId is { } id && $"{id}" is var text) entries = entries.Where(entry => entry.ChildId == id || entry.Shown!.Contains(text));
        if (export.Worker is { } worker) entries = entries.Where(entry => entry.Worker == worker);
        var rows = await (from entry in entries join link in db.AuditSeals on entry.Number equals link.Entry into links from link in links.DefaultIfEmpty() orderby entry.Number select new { entry, link }).ToListAsync();
        var named = rows.Select(row => row.entry.ChildId).OfType<Guid>().Concat(rows.SelectMany(row => Listed(row.entry.Shown))).Distinct().ToList();
        var numbers = await desk.Viewer!.ByNumber().Where(child => named.Contains(child.Id)).ToDictionaryAsync(child => child.Id, child => $"{child.Number}");
        var hidden = (await db.Children.Where(child => named.Contains(child.Id) && !desk.Viewer.ByNumber().Any(its => its.Id == child.Id)).Select(child => child.Id)
            .Union(db.ProcessChildren.Where(its => named.Contains(its.ProcessId) && !desk.Viewer.ByNumber().Any(child => child.Id == its.ChildId)).Select(its => its.ProcessId)).TagWith(Unaudited.Ruling).ToListAsync()).ToHashSet();
        var register = await desk.Authority.Situations.Register(db, []);
        string Name(Guid? who) => who is { } one ? register.NameOf(one) : "";
        return ([.. rows.Select(row => new[]
        {
            $"{row.link?.Place}", row.link is null ? "" : Convert.ToHexStringLower(row.link.Hash), row.link is null ? "" : InstantPattern.ExtendedIso.Format(row.link.SealedAt), $"{row.entry.Number}", InstantPattern.ExtendedIso.Format(row.entry.At),
            Name(row.entry.Worker), row.entry.Posts ?? "", Name(row.entry.ForWorker), $"{row.entry.Action}", row.entry.What, $"{row.entry.Outcome}", row.entry.ChildId is { } child ? numbers.GetValueOrDefault(child, "") : "",
            $"{row.entry.ProcessId}", $"{row.entry.WorkstepId}", $"{row.entry.DocumentId}", row.entry.Fields ?? "", row.entry.Terms ?? "", Without(hidden, row.entry.Shown), row.entry.Reason ?? "", row.entry.Session ?? "", row.entry.Address ?? "", row.entry.Request ?? "",
        })], [.. numbers.Keys]);
    }
}
