using Microsoft.AspNetCore.Mvc;
using Waymark.App.Features.Shared.Components;

namespace Waymark.App.Features.Concerns;

/// <summary>The register of every concern that the viewer may see.</summary>
public sealed class IndexModel : RegisterPage
{
    // 'page' is Razor Pages' own word for the page itself.
    [BindProperty(SupportsGet = true, Name = "part")]
    public int Part { get; set; } = 1;

    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public IReadOnlyList<Tally> Tallies { get; private set; } = [];
    public IReadOnlyList<SelectItem> Owners { get; private set; } = [];
    public IReadOnlyList<string> Teams { get; private set; } = [];
    public IReadOnlyList<string> Localities { get; private set; } = [];
    public IReadOnlyList<SelectItem> Kinds => [.. Pack.Protocols.Where(protocol => protocol.Stages.Any()).Select(protocol => new SelectItem(protocol.Id, protocol.Label))];

    public bool HasMore { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        var register = new Register(Desk);
        Part = Math.Clamp(Part, 1, 10_000);
        var lines = await Read(register, Filter with { Page = Part }, Register.PageSize + 1);
        Saw(shown: Told(lines));
        (Lines, HasMore) = ([.. lines.Take(Register.PageSize)], lines.Count > Register.PageSize);
        Tallies = await register.Tallies(Filter);
        var (owners, teams, localities) = await register.Choices();
        Owners = [.. owners.Select(id => new SelectItem($"{id}", People.NameOf(id))).OrderBy(item => item.Text, StringComparer.Ordinal)];
        (Teams, Localities) = (teams, localities);
        return Page();
    }

    public int Count => Tallies.Where(tally => Stage is null || tally.Stage == Stage).Sum(tally => Overdue ? tally.Overdue : tally.Concerns);

    /// <summary>"3 concerns, 1 overdue at its second stage."</summary>
    public string Summary
    {
        get
        {
            var tallies = Tallies.Where(tally => Stage is null || tally.Stage == Stage).ToList();
            var late = tallies.Where(tally => tally.Overdue > 0).Select(tally => $"{tally.Overdue} overdue at {StageOf(tally)}").ToList();
            return $"{tallies.Sum(tally => tally.Concerns)} {(tallies.Sum(tally => tally.Concerns) == 1 ? "concern" : "concerns")}{(late.Count == 0 ? ", none overdue" : ", " + string.Join(", ", late))}.";
        }
    }

    /// <summary>This page with something changed: what is said again is kept.</summary>
    public string At(string? stage = null, string? sort = null, int part = 1, string path = "~/concerns")
    {
        var down = sort is not null && sort == Sort && !Down;
        var query = new Dictionary<string, string?>
        {
            ["stage"] = stage ?? Stage, ["owner"] = Owner?.ToString(), ["team"] = Team, ["locality"] = Locality, ["kind"] = Kind, ["status"] = Status == "open" ? null : Status, ["overdue"] = Overdue ? "true" : null,
            ["days"] = Days?.ToString(), ["sort"] = (sort ?? Sort) is "due" ? null : sort ?? Sort, ["down"] = sort is null ? Down ? "true" : null : down ? "true" : null, ["part"] = part == 1 ? null : $"{part}",
        };
        return Url.Content(path) + QueryString.Create(query.Where(pair => !string.IsNullOrEmpty(pair.Value)));
    }

    /// <summary>A column's heading, a link that sorts by it.</summary>
    public TableCell Column(string label, string sort) => new()
    {
        Html = (Markup)$"<a class=\"govuk-link govuk-link--no-visited-state\" href=\"{At(sort: sort)}\">{label}{(Sort == sort ? (Markup)$"<span aria-hidden=\"true\"> {(Down ? "▾" : "▴")}</span>" : null)}</a>",
        Attributes = new Attributes { ["aria-sort"] = Sort == sort ? Down ? "descending" : "ascending" : "none" },
    };

    public IReadOnlyList<TableCell> Row(Line line) =>
    [
        (Markup)$"<a class=\"govuk-link\" href=\"{Url.Content($"~/processes/{line.Process}")}\">{line.ChildName} ({line.ChildNumber})</a>{(line.Others == 0 ? "" : $" and {line.Others} more")}",
        (Markup)$"{StageOf(line)}<br><span class=\"govuk-hint\">Process {line.Number}</span>",
        People.NameOf(line.Owner),
        Turn(line),
        line.DueOn is { } due && line.Status == Core.Processes.ProcessStatus.Open ? new DueText(due, Today, Authority.Calendar) : "",
        line.Team ?? "",
        ClockWords.Of(Day(line.Started)),
        LeftOf(line),
    ];

    private TableCell Turn(Line line) => line.Status != Core.Processes.ProcessStatus.Open ? new StateTag(StatusOf(line), TurnState.Finished) : line.Standing switch
    {
        Core.Processes.Standing.Waiting => new StateTag($"Waiting for {TurnOfYou(line)}", TurnState.Waiting),
        Core.Processes.Standing.Returned => new StateTag($"{Pack.Term("returned")} to {TurnOfYou(line)}", TurnState.Returned),
        _ => new StateTag($"With {TurnOfYou(line)}", TurnState.Plain),
    };
}
