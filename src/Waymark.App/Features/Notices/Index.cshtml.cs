using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Features.Notices;

/// <summary>What the protocols owed the viewer a word about. A notice says nothing of a child: it leads to where that is read.</summary>
public sealed class IndexModel : WaymarkPage
{
    const int Most = 100;

    public IReadOnlyList<NoticeRow> Notices { get; private set; } = [];

    IReadOnlyDictionary<Guid, string> about = new Dictionary<Guid, string>();

    /// <summary>Which piece of work it is about, by its number and not by the child: "Quality check, process 12. "</summary>
    public string? About(NoticeRow notice) => notice.WorkstepId is { } step ? about.GetValueOrDefault(step) : null;

    public async Task<IActionResult> OnGet()
    {
        Notices = await Mine().OrderBy(notice => notice.ReadAt != null).ThenByDescending(notice => notice.CreatedAt).ThenBy(notice => notice.Id).Take(Most).ToListAsync();
        var steps = Notices.Select(notice => notice.WorkstepId).OfType<Guid>().Distinct().ToList();
        about = await Viewer.Worksteps().Where(step => steps.Contains(step.Id)).Join(Db.Processes, step => step.ProcessId, process => process.Id, (step, process) => new { step.Id, step.Definition, process.Protocol, process.Number })
            .ToDictionaryAsync(each => each.Id, each => $"{Pack.Protocol(each.Protocol)?.FindWorkstep(each.Definition)?.Label ?? each.Definition}, process {each.Number}. ");
        Saw(shown: Notices.Select(notice => notice.Id));
        return Page();
    }

    public Task<IActionResult> OnPostRead(Guid id) => Mark(notice => notice.Id == id);

    public Task<IActionResult> OnPostReadAll() => Mark(notice => notice.Channel == Channel.InApp);

    async Task<IActionResult> Mark(System.Linq.Expressions.Expression<Func<NoticeRow, bool>> which)
    {
        var (now, me) = (Now, Viewer.Id);
        await using var writing = await Authority.Database.Write();
        var mine = writing.Db.Notices.Where(notice => notice.Recipient == me && notice.Channel != Channel.Email && notice.ReadAt == null).Where(which);
        await mine.Where(notice => notice.Channel == Channel.Acknowledged).ExecuteUpdateAsync(set => set.SetProperty(notice => notice.AcknowledgedAt, now));
        await mine.ExecuteUpdateAsync(set => set.SetProperty(notice => notice.ReadAt, now));
        writing.Db.AuditEntries.Add(Desk.Entry(AuditAction.Change, "notices/read"));
        await writing.Commit();
        return RedirectToPage();
    }

    IQueryable<NoticeRow> Mine()
    {
        var me = Viewer.Id;
        return Db.Notices.Where(notice => notice.Recipient == me && notice.Channel != Channel.Email);
    }
}
