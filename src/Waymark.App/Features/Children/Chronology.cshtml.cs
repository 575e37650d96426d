using Microsoft.AspNetCore.Mvc;
using Waymark.App.Features.Access;
using Waymark.App.Store;

namespace Waymark.App.Features.Children;

/// <summary>The child's chronology, to be read from the beginning and to be printed (S1-007).</summary>
public sealed class ChronologyModel : WaymarkPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public ChildRow Child { get; private set; } = null!;

    public IReadOnlyList<ChronologyDay> Days { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        var access = await Viewer.Child(Id);
        if (access.Row is not { } child) return Refuse(access);
        Child = child;
        (Days, var children) = await Chronology.Read(Desk, Id);
        Saw(child: Id, shown: Days.SelectMany(day => day.Entries).Select(entry => entry.Told?.Event.Process).OfType<Guid>().Distinct().Concat(children));
        return Page();
    }
}
