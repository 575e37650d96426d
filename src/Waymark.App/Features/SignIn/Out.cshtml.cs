using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Waymark.App.Features.Access;
using Waymark.Core.Record;

namespace Waymark.App.Features.SignIn;

public sealed class OutModel : PageModel
{
    public RedirectToPageResult OnGet() => RedirectToPage("/SignIn/Index");

    public async Task<RedirectToPageResult> OnPost()
    {
        var desk = Desk.Of(HttpContext);
        if (desk.Viewer is { } viewer) await desk.RecordSignIn(viewer.Id, AuditAction.SignOut);
        await Sessions.End(HttpContext, desk);
        return RedirectToPage("/SignIn/Index");
    }
}
