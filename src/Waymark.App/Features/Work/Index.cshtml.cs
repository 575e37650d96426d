using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Access;
using Waymark.App.Features.Documents;
using Waymark.App.Features.Worksteps;
using Waymark.App.Store;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Work;

/// <summary>A folder of the home page.</summary>
/// <param name="Id">Where a link on the page leads.</param>
/// <param name="Empty">What to say when there is nothing in it.</param>
public sealed record Folder(string Id, string Title, IReadOnlyList<WorkItem> Items, string Empty);

/// <summary>Work is the home page: what the viewer has to do, what is due first, and what they wait for.</summary>
public sealed class IndexModel : WaymarkPage
{
    public Folders Make { get; private set; } = null!;

    public IReadOnlyList<Folder> Folders { get; private set; } = [];

    /// <summary>What is overdue or due today, of what the viewer holds or was asked.</summary>
    public IReadOnlyList<WorkItem> First { get; private set; } = [];

    /// <summary>What the viewer is to say that they have seen, or whether a document may be taken away, newest first.</summary>
    public IReadOnlyList<NoticeRow> Told { get; private set; } = [];

    /// <summary>How much is open with those whom the viewer manages; null: they manage nobody.</summary>
    public int? Team { get; private set; }

    /// <summary>What the viewer may begin that is about no child: a meeting, an analysis.</summary>
    public IReadOnlyList<(Protocol Protocol, WorkstepDefinition Workstep)> Start { get; private set; } = [];

    /// <summary>What was asked for and waits for a reason, or for having been read.</summary>
    public (Protocol Protocol, WorkstepDefinition Workstep)? Asking { get; private set; }

    public IReadOnlyList<Refusal> ToAcknowledge { get; private set; } = [];

    public Inductions Trainings { get; private set; } = null!;

    /// <summary>How many children live in the viewer's homes today; null: they work in none.</summary>
    public int? Residents { get; private set; }

    /// <summary>How many looks at records wait for the viewer's review; null: they review none.</summary>
    public int? ToReview { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        await Show();
        return Page();
    }

    public async Task<IActionResult> OnPostStartAsync(string protocol, string workstep)
    {
        if (Pack.Protocol(protocol) is not { About: About.Service } its || its.FindWorkstep(workstep) is not { } first) return NotThere();
        var outcome = await Authority.Casework.Start([], Operation("workstep/start"), situation => Engine.Start(situation with { Acknowledged = PostedForm.Acknowledged(Request.Form) }, its, first));
        if (outcome.Accepted) return Redirect(Url.Content($"~/worksteps/{outcome.Process!.Worksteps[0].Id}"));
        ToAcknowledge = [.. outcome.Decision.Refusals.Where(refusal => !refusal.Blocks)];
        if (ToAcknowledge.Count == outcome.Decision.Refusals.Count) Asking = (its, first);
        // What is only asked for is no fault until it was asked and left out.
        foreach (var refusal in outcome.Decision.Refusals.Where(refusal => Asking is null || Request.Form["gate"].Contains(refusal.Gate))) Fault(Asking is null ? "start" : $"reason-{refusal.Gate}", refusal.Text);
        await Show();
        return Page();
    }

    private async Task Show()
    {
        var work = await WorkRead.Of(Desk, Viewer.Hats);
        Make = new Folders(work, Pack, Viewer, Today);
        Folders =
        [
            Of("incoming", Pack.Term("incoming-work"), Make.Incoming, "Nothing new has come to you."),
            Of("requests", Pack.Term("incoming-requests"), Make.IncomingRequests, "Nobody is waiting for an answer from you."),
            Of("in-progress", Pack.Term("incomplete-work"), Make.InProgress, "You have begun nothing that is still open."),
            Of("sent", "Sent requests", Make.SentRequests, "You are not waiting for anybody’s answer."),
            Of("scheduled", "Scheduled", Make.Scheduled, "Nothing is planned for a later day."),
        ];
        // What there is comes before what there is not: whoever is only ever asked sees what they are asked.
        Folders = [.. Folders.OrderBy(folder => folder.Items.Count == 0)];
        First = WorkItem.Sorted(Make.Incoming.Concat(Make.IncomingRequests).Concat(Make.InProgress).Where(item => item.IsPressing(Now, Today)), Now);
        Team = await CountTeam(work);
        Start = await Startable();
        Trainings = await Inductions.Of(Desk);
        var (homes, today) = (Viewer.Homes, Today);
        Residents = homes.Count == 0 ? null : await Viewer.Children().CountAsync(child => Db.Placements.Any(its => its.Child == child.Id && homes.Contains(its.Home) && its.From <= today && (its.To == null || its.To >= today)));
        ToReview = Viewer.Reviews.IsNobody ? null : await Accesses.AccessLog.Waiting(Desk);
        Told = await Unsaid();
        Saw(shown: Folders.SelectMany(folder => folder.Items).Select(item => item.Id).Concat(work.Named));
    }

    private async Task<IReadOnlyList<(Protocol, WorkstepDefinition)>> Startable()
    {
        var offered = (from protocol in Pack.Protocols where protocol.About == About.Service from workstep in protocol.Worksteps where workstep.By.Count > 0 select (protocol, workstep)).ToList();
        if (offered.Count == 0) return [];
        var situation = await Authority.Situations.About(Db, [], Viewer.Id);
        return [.. offered.Where(each => !Engine.WhyNotStart(situation, each.protocol, each.workstep).Any(why => why.Blocks))];
    }

    private async Task<IReadOnlyList<NoticeRow>> Unsaid()
    {
        var me = Viewer.Id;
        var rows = await Db.Notices.Where(notice => notice.Recipient == me && ((notice.Channel == Channel.Acknowledged && notice.ReadAt == null)
                || (notice.Definition == DownloadQuestion.Notice && Db.Agreements.Any(asked => asked.AnsweredAt == null && Db.Documents.Any(file => file.Id == asked.DocumentId && file.WorkstepId == notice.WorkstepId)))))
            .OrderByDescending(notice => notice.CreatedAt).ThenBy(notice => notice.Id).ToListAsync();
        return [.. rows.DistinctBy(notice => (notice.Definition, notice.ProcessId, notice.Sequence < 0 ? notice.WorkstepId : notice.Id))];
    }

    private Folder Of(string id, string title, IEnumerable<WorkItem> items, string empty) => new(id, title, id == "scheduled" ? [.. items] : WorkItem.Sorted(items, Now), empty);

    private async Task<int?> CountTeam(WorkRead work)
    {
        var team = Managed.By(Viewer, Pack, work.Register, Today);
        return team.Count == 0 ? null : await Viewer.Worksteps().CountAsync(step => step.Status == WorkstepStatus.Open && team.Contains(step.Holder));
    }
}
