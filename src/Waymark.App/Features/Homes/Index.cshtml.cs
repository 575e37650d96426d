using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Access;
using Waymark.App.Features.Documents;
using Waymark.App.Store;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Features.Homes;

/// <summary>The children of the viewer's homes today: what was added for each, with its date, and what is due or missing (S3-018, S3-021).</summary>
public sealed class IndexModel : WaymarkPage
{
    public Work.Inductions Trainings { get; private set; } = null!;

    public IReadOnlyList<Resident> Residents { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        var (homes, today) = (Viewer.Homes, Today);
        if (homes.Count == 0) return NotThere();
        var rows = await (from placed in Db.Placements
                          where homes.Contains(placed.Home) && placed.From <= today && (placed.To == null || placed.To >= today)
                          join child in Viewer.Children() on placed.Child equals child.Id
                          orderby placed.Home, child.NameKey, child.Id
                          select new { placed, child }).ToListAsync();
        var documents = (await ChildsDocuments.Read(Desk, [.. rows.Select(row => row.child.Id)])).ToLookup(each => each.File.ChildId);
        Residents = [.. rows.Select(row => new Resident(row.child, row.placed, [.. documents[row.child.Id].Where(each => each.Held.Added is not null).DistinctBy(each => each.Held.Type)],
            ReportOwed.Of(Pack, Authority.Calendar, row.child.Child(), row.placed, [.. documents[row.child.Id].Select(each => each.Held)], today)))];
        Trainings = await Work.Inductions.Of(Desk);
        Saw(shown: Residents.Select(each => each.Child.Id));
        return Page();
    }
}

/// <param name="Newest">The newest document of each type.</param>
public sealed record Resident(ChildRow Child, Placement Placement, IReadOnlyList<ChildsDocument> Newest, IReadOnlyList<ReportOwed> Owed);
