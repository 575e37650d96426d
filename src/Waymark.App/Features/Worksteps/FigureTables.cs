using NodaTime;
using NodaTime.Text;
using Waymark.App.Features.Shared.Components;
using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using CoreField = Waymark.Core.Packs.Field;

namespace Waymark.App.Features.Worksteps;

/// <summary>The figures that a piece of work was opened with, a table for each.</summary>
/// <param name="Text">As the answer holds them.</param>
public sealed record FigureTables(Context Context, CoreField Field, string Text) : Component
{
    /// <summary>Makes an address of one that begins with <c>~/</c>: each count is then a link to the register. Null: nothing is a link, as in print.</summary>
    public Func<string, string>? Address { get; init; }

    protected override Markup Render()
    {
        var (sheet, pack) = (FigureSheet.Read(Text), Context.Situation.Pack);
        if (pack.Protocol(Field.Of ?? "") is not { } counted) return $"";
        var period = sheet is { First: { } first, Last: { } last } ? $" from {ClockWords.Of(first)} to {ClockWords.Of(last)}" : "";
        return $"<p class=\"govuk-body\">{sheet.Processes} of {counted.Label}{period}.</p>{counted.Figures.Select(figure => Table(sheet, pack, counted, figure))}";
    }

    private Table? Table(FigureSheet sheet, Pack pack, Protocol counted, Figure figure)
    {
        var counts = sheet.Counts.Where(count => count.Figure == figure.Id).ToList();
        return counts.Count == 0 ? null : new([.. counts.Select(count => (IReadOnlyList<TableCell>)[FigureSheet.Words(pack, counted, figure, count.Value), Count(sheet, counted, count, FigureSheet.Words(pack, counted, figure, count.Value))])])
        {
            Caption = figure.Label, CaptionClasses = "govuk-table__caption--s", FirstCellIsHeader = true, Classes = "wm-narrow", Head = [figure.Hint ?? figure.Label, new("How many") { Format = "numeric" }],
        };
    }

    private TableCell Count(FigureSheet sheet, Protocol counted, FigureCount count, string words)
    {
        if (Address is not { } address) return new TableCell($"{count.Processes}") { Format = "numeric" };
        var query = QueryString.Create(new Dictionary<string, string?> { ["from"] = Iso(sheet.First), ["to"] = Iso(sheet.Last), ["by"] = Vocabulary.Word(Field.Counted), [$"f-{count.Figure}"] = count.Value }).ToUriComponent();
        return new() { Html = (Markup)$"<a class=\"govuk-link\" href=\"{address($"~/registers/{counted.Id}")}{query}#lines\">{count.Processes}<span class=\"govuk-visually-hidden\"> {words}</span></a>", Format = "numeric" };
    }

    private static string? Iso(LocalDate? day) => day is { } on ? LocalDatePattern.Iso.Format(on) : null;
}
