using Microsoft.AspNetCore.Mvc;
using Waymark.App.Features.Shared.Components;
using Waymark.App.Store;
using Waymark.Core.Packs;

namespace Waymark.App.Features.Registers;

/// <summary>The register of a protocol's processes: its figures over a period, each count a link to the lines that make it up.</summary>
public sealed class ShowModel : RegisterPage
{
    public const int PageSize = 50;

    /// <summary>Figures to lay against each other: one for the rows, one for the columns.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Rows { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Columns { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Part { get; set; } = 1;

    /// <summary>Of the whole period, and of what it is narrowed to.</summary>
    public Totals All { get; private set; } = null!;
    public Totals Narrowed { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string protocol)
    {
        if (!await Open(protocol)) return NotThere();
        All = ModelState.IsValid ? await Totals() : new Totals(Protocol, []);
        Narrowed = All.Of(Picked);
        Part = Math.Clamp(Part, 1, 10_000);
        Saw(shown: Told(Lines));
        return Page();
    }

    public IReadOnlyList<Entry> Lines => [.. Narrowed.Entries.Skip((Part - 1) * PageSize).Take(PageSize)];

    public bool HasMore => Narrowed.Entries.Count > Part * PageSize;

    public Figure? Down => Protocol.Figures.FirstOrDefault(figure => figure.Id == Rows);

    public Figure? Across => Protocol.Figures.FirstOrDefault(figure => figure.Id == Columns && figure.Id != Rows);

    public string Summary => $"{Narrowed.Entries.Count} {(Narrowed.Entries.Count == 1 ? "is" : "are")} counted here{PeriodWords}, by the day on which {(By == "ended" ? "it ended" : "it began")}.";

    /// <summary>Said on the page, because counts are of what the viewer may know of.</summary>
    public string Whose => Narrowed.Entries.All(entry => entry.Opens) ? "Counted is what you may open." : "Counted is what you may open, and what you may open once you say why; that is listed without the child’s name.";

    public IEnumerable<SelectItem> Choices(Figure figure) =>
        [new("", "Any"), .. All.By(figure).Select(each => new SelectItem(each.Value, $"{Words(figure, each.Value)} ({each.Processes})"))];

    public string? PickOf(Figure figure) => Picked.FirstOrDefault(pick => pick.Figure == figure.Id)?.Value;

    public IReadOnlyList<TableCell> Row(Entry line) =>
    [
        (Markup)$"<a class=\"govuk-link\" href=\"{Url.Content($"~/processes/{line.Id}")}\">{line.Number}</a>",
        line.Opens ? NamesOf(line) : (Markup)$"<span class=\"govuk-hint\">Say why to open it</span>",
        NameOf(line.Raiser),
        ClockWords.Of(DayOf(line.Started)),
        line.Closed is { } closed ? ClockWords.Of(DayOf(closed)) : "",
        StateOf(line),
    ];

    /// <summary>A figure's values, each with how many have it.</summary>
    public Table Table(Figure figure) => new([.. Narrowed.By(figure).Select(each => (IReadOnlyList<TableCell>)[Words(figure, each.Value), Count(each.Processes, Words(figure, each.Value), At(figure, each.Value))])])
    {
        Caption = figure.Label, CaptionClasses = "govuk-table__caption--s", FirstCellIsHeader = true, Classes = "wm-narrow", Head = [figure.Hint ?? figure.Label, new("How many") { Format = "numeric" }],
    };

    /// <summary>One figure against another: how many have both values.</summary>
    public Table Cross(Figure down, Figure across)
    {
        var columns = Narrowed.By(across);
        return new([.. Narrowed.By(down).Select(row => (IReadOnlyList<TableCell>)[Words(down, row.Value), .. columns.Select(column => Both(down, row.Value, across, column.Value))])])
        {
            Caption = $"{down.Label} by {Lower(across.Label)}", CaptionClasses = "govuk-table__caption--m", FirstCellIsHeader = true,
            Head = [down.Label, .. columns.Select(column => new TableCell(Words(across, column.Value)) { Format = "numeric" })],
        };
    }

    private TableCell Both(Figure down, string row, Figure across, string column)
    {
        var both = Narrowed.Of([new(down.Id, row), new(across.Id, column)]).Entries.Count;
        return both == 0
            ? new TableCell("0") { Format = "numeric" }
            : Count(both, $"{Words(down, row)}, {Words(across, column)}", At(with: [(Prefix + down.Id, row), (Prefix + across.Id, column)]) + "#lines");
    }

    private static TableCell Count(int count, string of, string href) =>
        new() { Html = (Markup)$"<a class=\"govuk-link\" href=\"{href}\">{count}<span class=\"govuk-visually-hidden\"> {of}</span></a>", Format = "numeric" };

    private static string Lower(string words) => words.Length > 1 && char.IsUpper(words[1]) ? words : char.ToLowerInvariant(words[0]) + words[1..];
}
