using Microsoft.AspNetCore.Mvc;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Requests;

public sealed class ReassignModel : RequestPage
{
    public IReadOnlyList<Refusal> WhyNot { get; private set; } = [];

    [BindProperty]
    public Guid To { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Open(id) is { } refused) return refused;
        WhyNot = [.. Engine.WhyNotReassignRequest(Context, Workstep, Asked)];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await Open(id) is { } refused) return refused;
        var outcome = await Do("request/reassign", (process, situation) => Engine.ReassignRequest(process, situation, Workstep.Id, id, To, Reason ?? ""));
        if (!outcome.Accepted) return Page();
        Done = $"Passed to {Name(To)}.";
        return Viewer.Hats.Contains(Asked.Sender) ? RedirectToPage("/Worksteps/Show", new { id = Workstep.Id }) : RedirectToPage("/Work/Index");
    }

    /// <summary>Those whom the rule finds and the other holders of the same posts.</summary>
    public IEnumerable<Recipient> Receivers => Engine.Receivers(Context, Kind).Where(r => r.Worker != Asked.Holder);
}
