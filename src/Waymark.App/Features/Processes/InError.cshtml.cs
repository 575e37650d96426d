using Microsoft.AspNetCore.Mvc;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Processes;

/// <summary>Marks an entry of the history as recorded in error: it stays readable, marked so, with the reason.</summary>
public sealed class InErrorModel : ProcessPage
{
    public Telling Entry { get; private set; } = null!;

    public IReadOnlyList<Refusal> WhyNot { get; private set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, int sequence)
    {
        if (await Open(id, sequence) is { } refused) return refused;
        Reason = await KeptReason(Part);
        return Page();
    }

    public async Task<IActionResult> OnPostDraftAsync(Guid id, int sequence) => await Open(id, sequence) ?? await KeepReason(Part, Reason);

    private string Part => $"error:{Entry.Sequence}";

    public async Task<IActionResult> OnPostAsync(Guid id, int sequence)
    {
        if (await Open(id, sequence) is { } refused) return refused;
        var outcome = await Do("process/mark-error", Part, Reason, (process, situation) => Engine.MarkError(process, situation, Entry.Event, Reason ?? ""));
        if (!outcome.Accepted) return Page();
        Done = $"Entry {sequence} is marked as recorded in error.";
        return RedirectToPage("Show", null, new { id }, $"entry-{sequence}");
    }

    private async Task<IActionResult?> Open(Guid id, int sequence)
    {
        if (await Load(id, AccessVerb.Record) is { } refused) return refused;
        await LoadStory();
        if (Story.FirstOrDefault(told => told.Sequence == sequence) is not { } entry) return NotThere();
        Entry = entry;
        WhyNot = [.. Engine.WhyNotMarkError(Process, Situation, entry.Event)];
        return null;
    }
}
