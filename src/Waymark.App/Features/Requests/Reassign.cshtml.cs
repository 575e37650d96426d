using Microsoft.AspNetCore.Mvc;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Requests;

public sealed class ReassignModel : RequestPage
{
    public IReadOnlyList<Refusal> WhyNot { get; private set; } = [];
    public override string Part => "reassign:" + base.Part;

    [BindProperty]
    public Guid To { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Open(id) is { } refused) return refused;
        WhyNot = [.. Engine.WhyNotReassignRequest(Context, Workstep, Asked)];
        await LoadDraft();
        (To, Reason) = (Guid.TryParse(Beside(nameof(To)), out var to) ? to : To, Beside(nameof(Reason)));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await Open(id) is { } refused) return refused;
        TakeBeside(nameof(To), nameof(Reason));
        var outcome = await Save("request/reassign", (process, situation) => Engine.ReassignRequest(process, situation, Workstep.Id, id, To, Reason ?? ""));
        if (!outcome.Accepted) return Page();
        Done = $"Passed to {Name(To)}.";
        return Viewer.Hats.Contains(Asked.Sender) ? RedirectToPage("/Worksteps/Show", new { id = Workstep.Id }) : RedirectToPage("/Work/Index");
    }

    public async Task<IActionResult> OnPostDraftAsync(Guid id)
    {
        if (await Open(id) is { } refused) return refused;
        TakeBeside(nameof(To), nameof(Reason));
        return await Autosave();
    }

    /// <summary>Those whom the rule finds and the other holders of the same posts.</summary>
    public IEnumerable<Recipient> Receivers => Engine.Receivers(Context, Kind).Where(r => r.Worker != Asked.Holder);
}
