using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Access;
using Waymark.App.Features.Documents;
using Waymark.App.Store;
using Waymark.App.Store.Audit;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Features.Notices;

/// <summary>
/// A notice's link, here and in its letter: notes that its recipient followed it, and leads to where it is read. Whether that may
/// be read is asked there; a notice of somebody else isn't known here.
/// </summary>
public sealed class OpenModel : WaymarkPage
{
    public async Task<IActionResult> OnGet(Guid id)
    {
        var me = Viewer.Id;
        if (await Db.Notices.SingleOrDefaultAsync(row => row.Id == id && row.Recipient == me) is not { } notice) return NotThere();
        if (notice.OpenedAt is null) await Note(notice);
        Saw(null, notice.ProcessId, notice.WorkstepId, [notice.Id]);
        if (notice.Definition == DownloadQuestion.Notice && await Db.Documents.Where(file => file.WorkstepId == notice.WorkstepId).Select(file => file.ChildId).TagWith(Unaudited.Ruling).FirstOrDefaultAsync() is { } child) return LocalRedirect(Url.Content($"~/children/{child}/documents"));
        return LocalRedirect(Url.Content(
            notice.RequestId is { } request ? $"~/requests/{request}" : notice.WorkstepId is { } step ? $"~/worksteps/{step}" : $"~/processes/{notice.ProcessId}"));
    }

    /// <summary>What is to be acknowledged stays new until that is said.</summary>
    async Task Note(NoticeRow notice)
    {
        var (id, now) = (notice.Id, Now);
        await using var writing = await Authority.Database.Write();
        var it = writing.Db.Notices.Where(row => row.Id == id && row.OpenedAt == null);
        await it.Where(row => row.Channel == Channel.InApp && row.ReadAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadAt, now));
        await it.ExecuteUpdateAsync(set => set.SetProperty(row => row.OpenedAt, now));
        writing.Db.AuditEntries.Add(Desk.Entry(AuditAction.Change, "notices/open") with { ProcessId = notice.ProcessId, WorkstepId = notice.WorkstepId });
        await writing.Commit();
    }
}
