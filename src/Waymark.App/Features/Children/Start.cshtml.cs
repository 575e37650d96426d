using Microsoft.AspNetCore.Mvc;
using Waymark.App.Features.Access;
using Waymark.App.Features.Worksteps;
using Waymark.App.Store;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Children;

/// <summary>Starts one process about this child and others together: it stands on the record of each, and counts once.</summary>
public sealed class StartModel : WaymarkPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The protocol's id.</summary>
    [BindProperty(SupportsGet = true)]
    public string Of { get; set; } = "";

    /// <summary>The workstep to begin with.</summary>
    [BindProperty]
    public string? With { get; set; }

    /// <summary>The others who were ticked.</summary>
    [BindProperty]
    public List<Guid> Others { get; set; } = [];

    [BindProperty]
    public string? Numbers { get; set; }

    public ChildRow Child { get; private set; } = null!;

    public Protocol Protocol { get; private set; } = null!;

    /// <summary>What the viewer may begin with for this child.</summary>
    public IReadOnlyList<WorkstepDefinition> Worksteps { get; private set; } = [];

    public IReadOnlyList<ChildRow> Family { get; private set; } = [];

    public IReadOnlyList<Refusal> ToAcknowledge { get; private set; } = [];

    public async Task<IActionResult> OnGet() => await Open() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Open() is { } refused) return refused;
        var first = Worksteps.FirstOrDefault(workstep => workstep.Id == With) ?? (Worksteps.Count == 1 ? Worksteps[0] : null);
        if (first is null) Fault("With", "Select what to start");
        var (others, whyNot) = await Together.Of(Desk, Others, Numbers ?? "");
        if (whyNot is not null) Fault("Numbers", whyNot);
        else if (others.All(other => other == Id)) Fault(Family.Count > 0 ? "Others" : "Numbers", "Say which other child it is about");
        if (!ModelState.IsValid) return Page();
        var outcome = await Authority.Casework.Start([Id, .. others.Where(other => other != Id)], Operation("workstep/start"),
            situation => Engine.Start(situation with { Acknowledged = PostedForm.Acknowledged(Request.Form) }, Protocol, first!));
        if (outcome.Accepted) return Redirect(Url.Content($"~/worksteps/{outcome.Process!.Worksteps[0].Id}"));
        ToAcknowledge = [.. outcome.Decision.Refusals.Where(refusal => !refusal.Blocks)];
        foreach (var refusal in outcome.Decision.Refusals.Where(refusal => refusal.Blocks || Request.Form["gate"].Contains(refusal.Gate))) Fault(refusal.Blocks ? "" : $"reason-{refusal.Gate}", refusal.Text);
        return Page();
    }

    async Task<IActionResult?> Open()
    {
        var access = await Viewer.Child(Id, AccessVerb.Record);
        if (access.Row is not { } child) return Refuse(access);
        if (Pack.Protocol(Of) is not { About: About.Children } protocol) return NotThere();
        Saw(child: Id);
        var situation = await Authority.Situations.About(Db, [Id], Viewer.Id);
        (Child, Protocol) = (child, protocol);
        Worksteps = [.. protocol.Worksteps.Where(workstep => workstep.By.Count > 0 && !Engine.WhyNotStart(situation, protocol, workstep).Any(why => why.Blocks))];
        if (Worksteps.Count == 0) return NotThere();
        Family = await Together.Family(Desk, Id);
        Saw(shown: Family.Select(other => other.Id));
        return null;
    }
}
