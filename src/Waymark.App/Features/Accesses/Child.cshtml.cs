using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Access;

namespace Waymark.App.Features.Accesses;

/// <summary>Who has looked at one child's record, as far as the viewer may look at what workers opened.</summary>
public sealed class ChildModel : WaymarkPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public ChildRow Child { get; private set; } = null!;

    public IReadOnlyList<Look> Looks { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (await Viewer.ByNumber().FirstOrDefaultAsync(row => row.Id == Id) is not { } child) return NotThere();
        if (Viewer.Reviews.IsNobody) return Refuse(Ruling.Deny("Your post doesn't include this."), Id);
        Child = child;
        Looks = await AccessLog.Read(Desk, Db.AuditEntries.Where(entry => entry.ChildId == Id), await AccessLog.Covered(Desk));
        Saw(child: Id);
        return Page();
    }
}
