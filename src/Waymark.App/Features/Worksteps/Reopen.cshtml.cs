using Microsoft.AspNetCore.Mvc;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Worksteps;

public sealed class ReopenModel : WorkstepPage
{
    public IReadOnlyList<Refusal> WhyNot { get; private set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Load(id) is { } refused) return refused;
        WhyNot = [.. Engine.WhyNotReopen(Process, Situation, Workstep)];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await Load(id) is { } refused) return refused;
        var outcome = await Do("workstep/reopen", (process, situation) => Engine.Reopen(process, situation, id, Reason ?? ""));
        if (!outcome.Accepted) return Page();
        Done = "Reopened as a new version. The finished one stays as it was.";
        return RedirectToPage("Show", new { id = Workstep.SupersededBy });
    }
}
