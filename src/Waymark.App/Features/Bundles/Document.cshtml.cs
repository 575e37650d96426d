using Microsoft.AspNetCore.Mvc;
using Waymark.App.Features.Documents;

namespace Waymark.App.Features.Bundles;

/// <summary>The papers as a Word document, to be sent. That they were taken is in the audit before the first byte leaves.</summary>
public sealed class DocumentModel : BundlePage
{
    public async Task<IActionResult> OnGetAsync(Guid id, string purpose)
    {
        if (await Load(id, purpose) is { } refused) return refused;
        var name = FileName.Of($"{Bundle.Title} {Accounts[^1].Process.Number}", FileKind.Word.Extension);
        return File(new WordDocument(Bundle, Viewer.Worker.Name, Now).Write(), FileKind.Word.MediaType, name);
    }
}
