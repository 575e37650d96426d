using Microsoft.AspNetCore.Mvc;

namespace Waymark.App.Features.Worksteps;

public sealed class PresenceModel : WorkstepPage
{
    /// <summary>Says that the viewer is here, and who else is: names of workers, nothing of the child.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Viewer.Workstep(id) is { Row: null } refused) return Refuse(refused);
        await Presence.Say(Desk, id);
        var others = await Presence.Others(Desk, id);
        return new JsonResult(new { text = others.Count == 0 ? "" : $"{string.Join(" and ", others)} {(others.Count == 1 ? "is" : "are")} also here. You can both write." });
    }
}
