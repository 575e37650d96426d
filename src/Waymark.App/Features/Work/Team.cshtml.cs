using Microsoft.AspNetCore.Mvc;
using Waymark.App.Features.Access;

namespace Waymark.App.Features.Work;

/// <summary>The open work of those whom the viewer manages, as far as the viewer may see it.</summary>
public sealed class TeamModel : WaymarkPage
{
    public const int Most = 100;

    public Folders Make { get; private set; } = null!;

    public IReadOnlyList<WorkItem> Items { get; private set; } = [];

    public int Overdue => Items.Count(item => item.IsOverdue(Now));

    public async Task<IActionResult> OnGetAsync()
    {
        var register = await Authority.Situations.Register(Db, []);
        var team = Managed.By(Viewer, Pack, register, Today);
        if (team.Count == 0) return NotThere();
        var work = await WorkRead.Of(Desk, team);
        Make = new Folders(work, Pack, Viewer, Today);
        Items = WorkItem.Sorted(Make.All.Where(item => team.Contains(item.Step.Holder)), Now);
        Saw(shown: Items.Take(Most).Select(item => item.Id).Concat(work.Named));
        return Page();
    }
}
