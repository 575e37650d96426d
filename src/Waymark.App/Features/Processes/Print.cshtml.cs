using Microsoft.AspNetCore.Mvc;

namespace Waymark.App.Features.Processes;

/// <summary>The process as one document on paper: no folded parts, no links to press; that it was opened to be printed is in the audit.</summary>
public sealed class PrintModel : ProcessPage
{
    public StageLadder? Ladder { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Load(id) is { } refused) return refused;
        await LoadStory();
        Ladder = Protocol.Stages.Any() ? new StageLadder(this, Url) : null;
        return Page();
    }
}
