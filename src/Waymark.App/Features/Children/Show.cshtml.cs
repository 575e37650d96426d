using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Features.Worksteps;
using Waymark.App.Store;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Features.Children;

/// <summary>The child's summary: who they are, who is around them, what is under way, what has been, and what may be started.</summary>
public sealed class ShowModel : WaymarkPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Posted with a start, so that the same post again starts nothing more.</summary>
    [BindProperty]
    public Guid Key { get; set; } = Guid.NewGuid();

    public ChildRow Child { get; private set; } = null!;

    public ChildsRecord Record { get; private set; } = null!;

    public IReadOnlyList<Startable> Start { get; private set; } = [];

    /// <summary>What was asked for and waits for a reason, or for having been read.</summary>
    public (Protocol Protocol, WorkstepDefinition Workstep)? Asking { get; private set; }

    public IReadOnlyList<Refusal> ToAcknowledge { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        var access = await Viewer.Child(Id);
        if (access.Row is not { } child) return Refuse(access);
        await Show(child);
        return Page();
    }

    public async Task<IActionResult> OnPostStart(string protocol, string workstep)
    {
        var access = await Viewer.Child(Id, AccessVerb.Record);
        if (access.Row is not { } child) return Refuse(access);
        if (Pack.Protocol(protocol) is not { } its || its.FindWorkstep(workstep) is not { } first) return NotThere();
        var acknowledged = PostedForm.Acknowledged(Request.Form);
        var standing = await Standing(its, first);
        if (standing?.Open is { } there) return Redirect(Url.Content($"~/worksteps/{there}"));
        var outcome = standing is not null
            ? await Authority.Casework.Do(standing.Process, Operation("workstep/start"), (process, situation) => Engine.Join(process, situation with { Acknowledged = acknowledged }, first))
            : await Authority.Casework.Start([Id], Operation("workstep/start"), situation => Engine.Start(situation with { Acknowledged = acknowledged }, its, first));
        if (outcome.Accepted) return Redirect(Url.Content($"~/worksteps/{outcome.Process!.Worksteps.Last(step => step.Definition == first.Id).Id}"));
        ToAcknowledge = [.. outcome.Decision.Refusals.Where(refusal => !refusal.Blocks)];
        if (ToAcknowledge.Count == outcome.Decision.Refusals.Count) Asking = (its, first);
        // What is only asked for is no fault until it was asked and left out.
        foreach (var refusal in outcome.Decision.Refusals.Where(refusal => Asking is null || Request.Form["gate"].Contains(refusal.Gate))) Fault(Asking is null ? "start" : $"reason-{refusal.Gate}", refusal.Text);
        await Show(child);
        return Page();
    }

    /// <summary>The process that stands for what the child's record called for: what is started by hand is counted there, or is open there already.</summary>
    async Task<Stands?> Standing(Protocol protocol, WorkstepDefinition first)
    {
        if (!Calls.Counts(protocol)) return null;
        return await Db.Processes
            .Where(row => row.Protocol == protocol.Id && row.Status == ProcessStatus.Open && row.RaisedBy == Worker.System && Db.ProcessChildren.Any(its => its.ProcessId == row.Id && its.ChildId == Id))
            .OrderBy(row => row.Number)
            .Select(row => new Stands(row.Id, Db.Worksteps.Where(step => step.ProcessId == row.Id && step.Status == WorkstepStatus.Open && step.Definition == first.Id).Select(step => (Guid?)step.Id).FirstOrDefault()))
            .FirstOrDefaultAsync();
    }

    sealed record Stands(Guid Process, Guid? Open);

    /// <summary>Why the record is open to the viewer, where that is no tie to the child.</summary>
    public AccessReasonRow? OpenedFor { get; private set; }

    async Task Show(ChildRow child)
    {
        Child = child;
        OpenedFor = await Viewer.OpenedFor(Id);
        Record = await ChildsRecord.Read(Desk, child);
        Start = await Startable.Of(Desk, Id);
        Saw(child: Id, shown: Record.Processes.Select(process => process.Id).Concat(Record.Notes.Select(note => note.Id)));
    }
}
