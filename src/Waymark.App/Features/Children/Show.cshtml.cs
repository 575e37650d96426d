using Microsoft.AspNetCore.Mvc;
using Waymark.App.Features.Access;
using Waymark.App.Features.Worksteps;
using Waymark.App.Store;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

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

    public IReadOnlyList<(Protocol Protocol, WorkstepDefinition Workstep)> Start { get; private set; } = [];

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
        var outcome = await Authority.Casework.Start([Id], Operation("workstep/start"), situation => Engine.Start(situation with { Acknowledged = PostedForm.Acknowledged(Request.Form) }, its, first));
        if (outcome.Accepted) return Redirect(Url.Content($"~/worksteps/{outcome.Process!.Worksteps[0].Id}"));
        ToAcknowledge = [.. outcome.Decision.Refusals.Where(refusal => !refusal.Blocks)];
        if (ToAcknowledge.Count == outcome.Decision.Refusals.Count) Asking = (its, first);
        foreach (var refusal in outcome.Decision.Refusals) Fault(Asking is null ? "start" : $"reason-{refusal.Gate}", refusal.Text);
        await Show(child);
        return Page();
    }

    async Task Show(ChildRow child)
    {
        Child = child;
        Record = await ChildsRecord.Read(Desk, child);
        Start = await Startable();
        Saw(child: Id, shown: Record.Processes.Select(process => process.Id).Concat(Record.Notes.Select(note => note.Id)));
    }

    /// <summary>What the viewer may start for this child: asked of the engine, which the post asks again.</summary>
    async Task<IReadOnlyList<(Protocol, WorkstepDefinition)>> Startable()
    {
        var situation = await Authority.Situations.About(Db, [Id], Viewer.Id);
        return [..
            from protocol in Pack.Protocols
            from workstep in protocol.Worksteps
            where workstep.By.Count > 0 && !Engine.WhyNotStart(situation, protocol, workstep).Any(why => why.Blocks)
            select (protocol, workstep)];
    }
}
