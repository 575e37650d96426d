using Microsoft.AspNetCore.Mvc;
using Waymark.App.Features.Access;

namespace Waymark.App.Features.Accesses;

/// <summary>What the viewer opened, as it will be read by whoever reviews it.</summary>
public sealed class MineModel : WaymarkPage
{
    public IReadOnlyList<Look> Looks { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        var me = Viewer.Id;
        Looks = await AccessLog.Read(Desk, Db.AuditEntries.Where(entry => entry.Worker == me), [me]);
        Saw(shown: Looks.Select(look => look.Child?.Id).OfType<Guid>());
        return Page();
    }
}
