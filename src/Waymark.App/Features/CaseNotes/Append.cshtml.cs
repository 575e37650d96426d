using Microsoft.AspNetCore.Mvc;
using Waymark.App.Features.Processes;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.CaseNotes;

/// <summary>Adds to a case note that a process wrote; what it says already stays.</summary>
public sealed class AppendModel : ProcessPage
{
    [BindProperty]
    public string? Text { get; set; }

    public CaseNote Note { get; private set; } = null!;

    public string Type => Core.Record.CaseNotes.Label(Pack, Note.Type);

    public IReadOnlyList<Refusal> WhyNot { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, Guid note) => await Open(id, note, AccessVerb.Read) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid id, Guid note)
    {
        if (await Open(id, note, AccessVerb.Record) is { } refused) return refused;
        var outcome = await Do("casenotes/append", (process, situation) => Engine.Append(process, situation, note, Text ?? ""));
        if (!outcome.Accepted) return Page();
        Done = $"Added to the case note: {Type}.";
        return Redirect(Url.Content($"~/children/{Process.Children[0]}/notes"));
    }

    private async Task<IActionResult?> Open(Guid id, Guid note, AccessVerb verb)
    {
        if (await Load(id, verb) is { } refused) return refused;
        if (Process.CaseNotes.FirstOrDefault(each => each.Id == note) is not { } found) return NotThere();
        Note = found;
        WhyNot = [.. Engine.WhyNotAppend(Process, Situation)];
        return null;
    }
}
