using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Processes;

/// <summary>Where this concern has come from and gone to, and all the ways that its protocol has (S0-071).</summary>
public sealed class MapModel : ProcessPage
{
    public IReadOnlyList<Link> Links { get; private set; } = [];

    public HtmlString Drawing { get; private set; } = null!;

    /// <summary>What the check finds doubtful in the protocol that this process keeps, or in the council's lists; where the council accepted it, its reason.</summary>
    public IReadOnlyList<Finding> Found { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Load(id) is { } refused) return refused;
        Links = await Chain.Of(Desk, Process);
        Drawing = new HtmlString(MapDrawing.Svg(Map.Of(Situation.Pack, Protocol)));
        Found = [.. Findings.Of(Situation.Pack).Where(finding => finding.Protocol is null || finding.Protocol == Protocol.Id)];
        Saw(shown: Links.Select(link => link.Id));
        return Page();
    }

    public string Words(Link link) => link.Status switch
    {
        WorkstepStatus.Finished => $"{Name(link.Holder)}, from {Day(link.Opened)} to {Day(link.Closed!.Value)}",
        WorkstepStatus.Cancelled => $"{Name(link.Holder)}, cancelled on {Day(link.Closed!.Value)}",
        _ => $"With {Name(link.Holder)} since {Day(link.Opened)}",
    };

    /// <summary>Said only where it isn't the one above.</summary>
    public string? CameFrom(int index) =>
        Links[index].CameFrom is { } from && (index == 0 || Links[index - 1].Id != from) ? Links.FirstOrDefault(link => link.Id == from)?.Label : null;

    private string Day(NodaTime.Instant at) => at.Day(Situation).InWords();
}
