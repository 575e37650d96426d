using Microsoft.AspNetCore.Mvc;

namespace Waymark.App.Features.Bundles;

/// <summary>The papers on paper, or as a PDF by the browser: real headings and linked contents, so that it is tagged and has an outline.</summary>
public sealed class PrintModel : BundlePage
{
    public async Task<IActionResult> OnGetAsync(Guid id, string purpose) => await Load(id, purpose) ?? Page();
}
