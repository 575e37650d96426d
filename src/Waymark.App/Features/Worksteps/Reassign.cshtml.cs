using Microsoft.AspNetCore.Mvc;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Worksteps;

public sealed class ReassignModel : WorkstepPage
{
    public IReadOnlyList<Refusal> WhyNot { get; private set; } = [];

    [BindProperty]
    public Guid To { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Load(id) is { } refused) return refused;
        WhyNot = [.. Engine.WhyNotReassign(Process, Situation, Workstep)];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await Load(id, AccessVerb.Read) is { } refused) return refused;
        var outcome = await Do("workstep/reassign", (process, situation) => Engine.Reassign(process, situation, id, To, Reason ?? ""));
        if (!outcome.Accepted) return Page();
        Done = $"{Definition.Label} is with {Name(To)} now.";
        return RedirectToPage("/Processes/Show", new { id = Process.Id });
    }
}
