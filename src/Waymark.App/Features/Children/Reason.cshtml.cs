using Microsoft.AspNetCore.Mvc;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Access;
using Waymark.Core.Record;

namespace Waymark.App.Features.Children;

/// <summary>Asked once for each child, session and day of somebody whose post reaches the record only with a reason.</summary>
public sealed class ReasonModel : WaymarkPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The page that was asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    public string Asked { get; private set; } = "";

    public async Task<IActionResult> OnGet() => await Turn() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Turn() is { } elsewhere) return elsewhere;
        var why = Stated("Why", Why, "Say why you need this record");
        if (!ModelState.IsValid) return Page();
        await using var writing = await Authority.Database.Write();
        var given = AccessReasonRow.Of(ReasonKind.Wider, Guid.NewGuid(), Viewer.Id, Id, why, Now, Authority.Calendar);
        writing.Db.AccessReasons.Add(given);
        writing.Db.AuditEntries.Add(given.Entry(Desk.Acting(), Authority.Clock));
        await writing.Commit();
        return Onward();
    }

    /// <summary>Null: a reason is asked for. Else where to go instead.</summary>
    async Task<IActionResult?> Turn()
    {
        var access = await Viewer.Child(Id);
        if (access.Ruling.Allows) return Onward();
        if (access.Ruling.Verdict != Verdict.Ask) return Refuse(access);
        Saw(child: Id);
        Asked = access.Ruling.Why;
        return null;
    }

    RedirectResult Onward() => Landing.On(Request, To ?? $"/children/{Id}");
}
