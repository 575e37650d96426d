using Microsoft.EntityFrameworkCore;
using Waymark.App.Store;
using Waymark.App.Tests;
using Waymark.Core.Processes;

namespace Waymark.Browser.Tests;

/// <summary>Where in the demonstration each state of each page is to be seen, as the reviewing officer whom it is about has it.</summary>
internal sealed class Scenes
{
    private readonly List<WorkstepRow> steps;
    private readonly List<RequestRow> requests;
    private readonly Dictionary<string, Guid> workers;

    private Scenes(Dictionary<string, Guid> workers, List<WorkstepRow> steps, List<RequestRow> requests) => (this.workers, this.steps, this.requests) = (workers, steps, requests);

    public Guid Me => workers["Gwenllian"];
    public Guid Away => workers["Ottilie"];
    public WorkstepRow Plain => Qap(step => step.Standing == Standing.None && step.BegunAt != null);
    public WorkstepRow Incoming => Qap(step => step.BegunAt == null);
    public WorkstepRow Waiting => Qap(step => step.Standing == Standing.Waiting);
    public WorkstepRow Returned => steps.First(step => IsOpen(step) && step.Standing == Standing.Returned);
    public WorkstepRow Dispute => steps.First(step => IsOpen(step) && step.Definition == "drp-1" && step.Standing == Standing.Waiting);
    public WorkstepRow Finished => steps.First(step => step.Status == WorkstepStatus.Finished && step.Definition == "qap");
    public WorkstepRow Court => steps.First(step => step.Definition == "attach-referral");
    public WorkstepRow Scheduled { get; private set; } = null!;
    public Guid Sent => requests.First(request => request.Sender == Me && request.Status == RequestStatus.Sent && request.WorkstepId == Waiting.Id).Id;
    public Guid Asked => requests.First(request => request.Holder == Me && request.Status == RequestStatus.Sent).Id;
    public Guid Answered => requests.First(request => request.Sender == Me && request.Status == RequestStatus.Completed).Id;
    public Guid AskedOfPatrice => requests.First(request => request.Holder == workers["Patrice"] && request.Status == RequestStatus.Sent).Id;
    public Guid Child { get; private set; }

    /// <summary>A row of the waiting workstep's actions.</summary>
    public Guid Row { get; private set; }

    /// <summary>The last entry in the waiting process that the officer made.</summary>
    public int Entry { get; private set; }

    public static async Task<Scenes> Of(Town town)
    {
        await using var db = town.Authority.Open();
        var workers = await db.Workers.ToDictionaryAsync(worker => worker.Name.Split(' ')[0], worker => worker.Id);
        var me = workers["Gwenllian"];
        var scenes = new Scenes(
            workers,
            await db.Worksteps.Where(step => step.Holder == me).OrderBy(step => step.OpenedAt).ThenBy(step => step.Id).ToListAsync(),
            await db.Requests.OrderBy(request => request.SentAt).ThenBy(request => request.Id).ToListAsync());
        var (plain, waiting) = (scenes.Plain, scenes.Waiting);
        scenes.Scheduled = scenes.steps.First(step => IsOpen(step) && step.ScheduledOn > town.Today);
        scenes.Child = await db.ProcessChildren.Where(its => its.ProcessId == plain.ProcessId).Select(its => its.ChildId).FirstAsync();
        scenes.Entry = await db.Events.Where(entry => entry.ProcessId == waiting.ProcessId && entry.ByWorker == me).Select(entry => entry.Sequence).MaxAsync();
        scenes.Row = (await town.Authority.Situations.Read(db, waiting.ProcessId, waiting.Holder))!.Process.Workstep(waiting.Id).Tables["actions"][0].Id;
        return scenes;
    }

    private static bool IsOpen(WorkstepRow step) => step.Status == WorkstepStatus.Open;

    private WorkstepRow Qap(Func<WorkstepRow, bool> which) => steps.First(step => IsOpen(step) && step.Definition == "qap" && which(step));
}
