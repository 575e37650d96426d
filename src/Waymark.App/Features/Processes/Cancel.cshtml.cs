using Microsoft.AspNetCore.Mvc;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Processes;

/// <summary>Cancels a process that was opened in error; it stays on the record, marked so.</summary>
public sealed class CancelModel : ProcessPage
{
    public IReadOnlyList<Refusal> WhyNot { get; private set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Load(id, AccessVerb.Cancel) is { } refused) return refused;
        WhyNot = [.. Engine.WhyNotCancel(Process, Situation)];
        Reason = await KeptReason("cancel");
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await Load(id, AccessVerb.Cancel) is { } refused) return refused;
        var outcome = await Do("process/cancel", "cancel", Reason, (process, situation) => Engine.Cancel(process, situation, Reason ?? ""));
        if (!outcome.Accepted) return Page();
        Done = "Cancelled. It stays on the record, marked so.";
        return RedirectToPage("Show", new { id });
    }

    public async Task<IActionResult> OnPostDraftAsync(Guid id) => await Load(id, AccessVerb.Cancel) ?? await KeepReason("cancel", Reason);
}
