using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Record;

namespace Waymark.App.Features.SignIn;

/// <summary>In a demonstration, a person is picked; elsewhere, a name and a password are typed.</summary>
public sealed class IndexModel : PageModel
{
    Desk Desk => Desk.Of(HttpContext);

    public Authority Authority => Desk.Authority;

    /// <summary>The page that was asked for before signing in.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty]
    public string? Login { get; set; }

    public bool Failed { get; private set; }

    public IReadOnlyList<Part> Cast { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (Desk.Viewer is not null) return Onward();
        if (Authority.IsDemonstration) Cast = await Part.All(Desk);
        return Page();
    }

    public async Task<IActionResult> OnPostPerson(Guid worker)
    {
        if (!Authority.IsDemonstration || !(await Part.All(Desk)).SelectMany(part => part.People).Any(person => person.Id == worker)) return NotFound();
        return await Begin(worker);
    }

    public async Task<IActionResult> OnPost(string? password)
    {
        if (Authority.IsDemonstration) return NotFound();
        var worker = await Accounts.Check(Authority.Database, Login ?? "", password ?? "", Desk.MachineNow, Desk.Today);
        if (worker is not null) return await Begin(worker.Id);
        await Desk.RecordSignIn(null, AuditAction.SignIn, AuditOutcome.Failed);
        Failed = true;
        return Page();
    }

    async Task<IActionResult> Begin(Guid worker)
    {
        await Sessions.Begin(HttpContext, Desk, worker);
        await Desk.RecordSignIn(worker, AuditAction.SignIn);
        return Onward();
    }

    RedirectResult Onward() => Landing.On(Request, To);
}
