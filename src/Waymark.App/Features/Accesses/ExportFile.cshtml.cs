using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;
using Waymark.App.Features.Access;
using Waymark.App.Features.Shared;
using Waymark.App.Store;
using Waymark.Core.Record;

namespace Waymark.App.Features.Accesses;

/// <summary>The file that was asked for and released: for whoever asked, once.</summary>
public sealed class ExportFileModel : WaymarkPage
{
    public async Task<IActionResult> OnPost(Guid id)
    {
        var (me, now) = (Viewer.Id, Now);
        if (!Viewer.Reviews.Everyone || await Db.AuditExports.FirstOrDefaultAsync(row => row.Id == id && row.AskedBy == me) is not { } export) return NotThere();
        if (export is not { Released: true, TakenAt: null } || export.Until <= now) return Again("It can’t be taken any more: a file is given once, within a day of its release.");
        var (lines, children) = await AuditExports.Read(Desk, export);
        await using (var writing = await Authority.Database.Write())
        {
            // Two at the same moment: one takes it.
            if (await writing.Db.AuditExports.Where(row => row.Id == id && row.TakenAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.TakenAt, now)) == 0) return Again("It was taken already.");
            writing.Db.AuditEntries.Add(Desk.Entry(AuditAction.Administer, "accesses/export/take") with { ChildId = export.ChildId, Shown = $"{id}", Fields = $"{lines.Count}" });
            await writing.Commit();
        }
        Saw(child: export.ChildId, shown: children.Prepend(id));
        return File(Csv.Of(AuditExports.Head, lines), Csv.Type, $"audit-{LocalDatePattern.Iso.Format(export.From)}-{LocalDatePattern.Iso.Format(export.To)}.csv");
    }

    public IActionResult OnGet() => Redirect(Url.Content("~/access/exports"));

    RedirectResult Again(string said)
    {
        Done = said;
        return Redirect(Url.Content("~/access/exports"));
    }
}
