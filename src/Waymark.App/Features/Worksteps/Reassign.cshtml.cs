using Microsoft.AspNetCore.Mvc;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Worksteps;

public sealed class ReassignModel : FormPage
{
    public IReadOnlyList<Refusal> WhyNot { get; private set; } = [];
    public override string Part => "reassign";

    [BindProperty]
    public Guid To { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Load(id) is { } refused) return refused;
        WhyNot = [.. Engine.WhyNotReassign(Process, Situation, Workstep)];
        await LoadDraft();
        (To, Reason) = (Guid.TryParse(Beside(nameof(To)), out var to) ? to : To, Beside(nameof(Reason)));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await Load(id, AccessVerb.Read) is { } refused) return refused;
        TakeBeside(nameof(To), nameof(Reason));
        var outcome = await Save("workstep/reassign", (process, situation) => Engine.Reassign(process, situation, id, To, Reason ?? ""));
        if (!outcome.Accepted) return Page();
        Done = $"{Definition.Label} is with {Name(To)} now.";
        return RedirectToPage("/Processes/Show", new { id = Process.Id });
    }

    public async Task<IActionResult> OnPostDraftAsync(Guid id)
    {
        if (await Load(id) is { } refused) return refused;
        TakeBeside(nameof(To), nameof(Reason));
        return await Autosave();
    }
}
