using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Access;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Features.Accesses;

/// <summary>
/// One child's record, by its number, for some hours, where nothing else opens it: whoever reviews access sees it at once. A record
/// that is sealed, one that excludes the worker and one that doesn't exist answer alike.
/// </summary>
public sealed class EmergencyModel : WaymarkPage
{
    const int Shortest = 20;

    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    public IActionResult OnGet() => May() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (May() is { } refused) return refused;
        if (!int.TryParse((Number ?? "").Trim(), out var number)) Fault("Number", $"Enter the child’s {Pack.Term("record-number")}, in figures");
        var why = Stated("Why", Why, "Say what the emergency is", Shortest);
        if (!ModelState.IsValid) return Page();
        var found = await Db.Children.Where(child => child.Number == number).Select(child => (Guid?)child.Id).FirstOrDefaultAsync();
        var ruling = found is { } id ? await Viewer.InEmergency(id) : Ruling.Conceal;
        if (ruling.Verdict == Verdict.Conceal || found is not { } child)
        {
            Sight.Refused = Ruling.Conceal;
            Fault("Number", $"No record opens under this {Pack.Term("record-number")}. Check it with whoever gave it to you");
            return Page();
        }
        if ((await Viewer.Child(child)).Row is not null) return Redirect(Url.Content($"~/children/{child}"));
        await using var writing = await Authority.Database.Write();
        var given = AccessReasonRow.Of(ReasonKind.Emergency, Guid.NewGuid(), Viewer.Id, child, why, Now, Authority.Calendar);
        writing.Db.AccessReasons.Add(given);
        writing.Db.AuditEntries.Add(given.Entry(Desk.Acting(), Authority.Clock));
        await writing.Commit();
        return Redirect(Url.Content($"~/children/{child}"));
    }

    IActionResult? May() => Viewer.May(AccessVerb.Emergency) is { Allows: false } ruling ? Refuse(ruling) : null;
}
