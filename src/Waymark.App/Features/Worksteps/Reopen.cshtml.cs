using Microsoft.AspNetCore.Mvc;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Worksteps;

public sealed class ReopenModel : FormPage
{
    public IReadOnlyList<Refusal> WhyNot { get; private set; } = [];
    public override string Part => "reopen";

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Load(id) is { } refused) return refused;
        WhyNot = [.. Engine.WhyNotReopen(Process, Situation, Workstep)];
        await LoadDraft();
        Reason = Beside(nameof(Reason));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await Load(id) is { } refused) return refused;
        TakeBeside(nameof(Reason));
        var outcome = await Save("workstep/reopen", (process, situation) => Engine.Reopen(process, situation, id, Reason ?? ""));
        if (!outcome.Accepted) return Page();
        Done = "Reopened as a new version. The finished one stays as it was.";
        return RedirectToPage("Show", new { id = Workstep.SupersededBy });
    }

    public async Task<IActionResult> OnPostDraftAsync(Guid id)
    {
        if (await Load(id) is { } refused) return refused;
        TakeBeside(nameof(Reason));
        return await Autosave();
    }
}
