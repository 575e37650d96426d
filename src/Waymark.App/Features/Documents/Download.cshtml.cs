using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Access;
using Waymark.App.Store.Audit;
using Waymark.Core.Access;

namespace Waymark.App.Features.Documents;

/// <summary>
/// Sends a file to be saved, to whoever may take files away from what it is attached to. Never shown inline: its name, its type and a policy that
/// lets it do nothing go with it, for the browser that shows it all the same. Whoever takes away what they need says so first.
/// </summary>
public sealed class DownloadModel : WaymarkPage
{
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        Sight.Document = id;
        if (await Db.Documents.TagWith(Unaudited.Ruling).SingleOrDefaultAsync(row => row.Id == id) is not { } document) return NotThere();
        var ruling = await Viewer.Take(document);
        if (ruling.Verdict == Verdict.Ask) return Redirect(Url.Content($"~/documents/{id}/need"));
        if (!ruling.Allows) return Refuse(ruling, document.ChildId);
        if (Files.WhyNot(Authority, document) is { } why) return Refuse(Ruling.Deny(why), document.ChildId);
        Saw(document.ChildId, document.ProcessId, document.WorkstepId);
        Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return File(Authority.Files.Open(document), document.MediaType, document.Name);
    }
}
