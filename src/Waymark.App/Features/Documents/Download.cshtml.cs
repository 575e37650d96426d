using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Access;
using Waymark.Core.Access;
using Waymark.Core.Packs;

namespace Waymark.App.Features.Documents;

/// <summary>
/// Sends a file to be saved, to whoever may take files away from what it is attached to. Never shown inline: its name, its type and a policy that
/// lets it do nothing go with it, for the browser that shows it all the same.
/// </summary>
public sealed class DownloadModel : WaymarkPage
{
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        Sight.Document = id;
        if (await Db.Documents.SingleOrDefaultAsync(row => row.Id == id) is not { } document) return NotThere();
        if (document.ProcessId is { } process && await Viewer.Process(process, AccessVerb.Download) is { Row: null } refused) return Refuse(refused);
        if (document.ProcessId is null && await Viewer.Child(document.ChildId ?? Guid.Empty, AccessVerb.Download) is { Row: null } concealed) return Refuse(concealed);
        Saw(document.ChildId, document.ProcessId, document.WorkstepId);
        Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return File(Authority.Files.Open(id), document.MediaType, document.Name);
    }
}
