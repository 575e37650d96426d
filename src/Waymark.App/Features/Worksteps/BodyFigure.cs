using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Waymark.App.Features.Shared.Components;
using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using CoreField = Waymark.Core.Packs.Field;
using Table = Waymark.App.Features.Shared.Components.Table;

namespace Waymark.App.Features.Worksteps;

/// <summary>
/// The outline of a body, front and back, with the marks of a table; and the table, which says the same in words (S3-016). It is a picture
/// for whoever has no script; a script lets marks be set, moved and removed in it.
/// </summary>
public sealed record BodyFigure(CoreField Table, IReadOnlyList<Row> Rows, Situation Situation) : IHtmlContent
{
    // The right half of the outline, drawn for this program, from the neck down to between the legs; the other half mirrors it.
    static readonly double[][] Half =
    [
        [54.5, 33, 56, 36, 61, 38], [68, 40, 72.5, 43.5, 73.2, 50], [74, 57, 76, 62, 77, 69], [78.5, 77, 81, 86, 82, 93], [84.6, 97, 84.8, 103, 83.2, 107], [82, 110, 79.6, 109, 79.2, 105],
        [78.6, 101, 78.2, 97, 77.8, 94], [76, 87, 72.4, 79, 70.6, 72], [69, 66, 67, 60, 66, 55], [66.3, 62, 64.4, 69, 63.6, 75], [63.2, 81, 65.6, 87, 66.4, 94],
        [67.2, 105, 66, 116, 64.6, 125], [63.9, 131, 63.6, 136, 63.8, 141], [65.2, 150, 63.4, 163, 61.4, 175], [61, 180, 62.6, 183.5, 64.6, 187.4], [65.6, 190.6, 62.4, 192, 59, 191.6],
        [55.8, 191.2, 55.2, 187.4, 55.6, 183], [55.8, 176, 54.9, 167, 54.3, 159], [53.7, 151, 54.2, 144, 53.7, 137], [53.2, 124, 52.2, 111, 50, 98],
    ];

    static readonly string Outline = "M54.5 26 " + string.Join(' ', Half.Select(Curve)) + " " + string.Join(' ', Half.Index().Reverse().Select(each => Back(each.Index))) + " L45.5 26";

    const string FrontLines = "M41 39 C45 41 47.5 42 49 43 M59 39 C55 41 52.5 42 51 43 M39 55 C42 59 47 59.5 49.5 57 M61 55 C58 59 53 59.5 50.5 57 M50 78 v2.5 M40 139 C41.5 141 44 141 45.5 139 M60 139 C58.5 141 56 141 54.5 139";
    const string BackLines = "M50 38 V84 M40.5 45 C42.5 49 42.5 53 41 57 M59.5 45 C57.5 49 57.5 53 59 57 M50 86 V97 M37 99 C41 103 46 102.5 50 98 C54 102.5 59 103 63 99 M40 138 C42 136.5 43.5 136.5 45.5 138 M60 138 C58 136.5 56.5 136.5 54.5 138";

    /// <summary>Where the table's rows are changed: '/…/tables/marks'. Null: they can't be.</summary>
    public string? At { get; init; }

    /// <summary>The mark that the page is about: it is drawn before the others, and boxes of the page hold where it is.</summary>
    public Guid? One { get; init; }

    /// <summary>Shows the table below the figure.</summary>
    public bool Listed { get; init; } = true;

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var script = At is null ? null : (Markup)$" data-body-map=\"{At}\" data-places=\"{string.Join(';', BodyMap.Places.Select(place => string.Create(CultureInfo.InvariantCulture, $"{place.Side} {place.Part} {place.Across} {place.Down}")))}\"{(One is null ? null : (Markup)$" data-one=\"{string.Join(' ', Boxes)}\"")}";
        ((Markup)$"<div class=\"wm-body\"{script}>{(At is null ? null : (Markup)$"<p class=\"govuk-body wm-body__how\" data-body-how hidden>{How}</p>")}<div class=\"wm-body__sides\">{Sides.Select(Side)}</div><p class=\"govuk-visually-hidden\" role=\"status\" data-body-said></p></div>").WriteTo(writer, encoder);
        if (Listed) List().WriteTo(writer, encoder);
    }

    string How => One is null
        ? "Press on the outline where a mark is, to add it there. Press a mark to change it. With the keyboard: the tab key goes from mark to mark, arrow keys move one, Enter changes it, Delete removes it."
        : "Press on the outline where the mark is. With the keyboard: go to the mark with the tab key and move it with the arrow keys.";

    /// <summary>Ids of the boxes that hold side, part, across and down.</summary>
    IEnumerable<string> Boxes => new[] { Meaning.BodySide, Meaning.BodyPart, Meaning.BodyAcross, Meaning.BodyDown }.Select(meaning => FieldBox.Anchor(Table.Column(meaning)!.Id));

    IEnumerable<Option> Sides => Table.Column(Meaning.BodySide)!.Options;

    Markup Side(Option side)
    {
        var marks = Rows.Select((row, index) => (Row: row, Number: index + 1, At: BodyMap.PointOf(Table, column => row.Cells.GetValueOrDefault(column.Id)?.Text))).Where(mark => mark.At?.Side == side.Id).OrderBy(mark => mark.Row.Id == One).ToList();
        var says = marks.Count switch { 0 => "no mark", 1 => "1 mark", var many => $"{many} marks" };
        var (left, right) = side.Id == "front" ? ("Right", "Left") : ("Left", "Right");
        return $"""
            <figure class="wm-body__side"><figcaption class="govuk-heading-s">{side.Label}</figcaption>
            <svg viewBox="0 0 100 {BodyMap.Height}" role="img" aria-label="{side.Label}: the outline of a body, {says}" data-side="{side.Id}" focusable="false">
            <g class="wm-body__outline"><path d="{Outline}"/><ellipse cx="40.4" cy="17.4" rx="1.7" ry="3"/><ellipse cx="59.6" cy="17.4" rx="1.7" ry="3"/><path d="M50 4.5 C57 4.5 60 9.5 59.6 16 C59.2 23.5 55.2 30 50 30 C44.8 30 40.8 23.5 40.4 16 C40 9.5 43 4.5 50 4.5 Z"/></g>
            <path class="wm-body__lines" d="{(side.Id == "front" ? FrontLines : BackLines)}"/>
            <text class="wm-body__hand" x="17" y="122" text-anchor="middle">{left}</text><text class="wm-body__hand" x="83" y="122" text-anchor="middle">{right}</text>
            {marks.Select(Mark)}</svg></figure>
            """;
    }

    IHtmlContent Mark((Row Row, int Number, (string Side, double Across, double Down)? At) mark)
    {
        var (across, down) = (Number(mark.At!.Value.Across), Number(mark.At.Value.Down * BodyMap.Height / 100));
        return (Markup)$"<g class=\"wm-body__mark{(mark.Row.Id == One ? " wm-body__mark--one" : null)}\" data-row=\"{mark.Row.Id.ToString()}\" data-name=\"{Name(mark.Row, mark.Number)}\" transform=\"translate({across} {down})\"><circle r=\"5.6\"/><text y=\"2\" text-anchor=\"middle\">{mark.Number}</text></g>";
    }

    static string Number(double number) => Math.Round(number, 2).ToString(CultureInfo.InvariantCulture);

    string Name(Row row, int number) => $"Mark {number}: {string.Join(", ", Table.Told().Select(column => Words(column, row)).Where(words => words.Length > 0))}";

    string Words(CoreField column, Row row) => row.Cells.GetValueOrDefault(column.Id)?.Text is { Length: > 0 } text ? Answers.InWords(column, text, Situation) : "";

    IHtmlContent List()
    {
        if (Rows.Count == 0) return (Markup)$"<p class=\"govuk-body\">{Table.Label}: none yet.</p>";
        var change = At is not null;
        return new Scroll($"{Table.Label} in words", new Table([.. Rows.Select((row, index) => (IReadOnlyList<TableCell>)[new($"{index + 1}"), .. Table.Told().Select(column => new TableCell(Words(column, row))), .. change ? [Links(row, index + 1)] : Array.Empty<TableCell>()])])
        {
            Caption = Table.Label, CaptionClasses = "govuk-table__caption--s", FirstCellIsHeader = true,
            Head = ["Number", .. Table.Told().Select(column => new TableCell(column.Label)), .. change ? [(Markup)$"<span class=\"govuk-visually-hidden\">Change</span>"] : Array.Empty<TableCell>()],
        });
    }

    TableCell Links(Row row, int number) =>
        (Markup)$"<span class=\"wm-inline\"><a class=\"govuk-link\" href=\"{At}/{row.Id.ToString()}\">Change<span class=\"govuk-visually-hidden\"> mark {number}</span></a> <a class=\"govuk-link\" href=\"{At}/{row.Id.ToString()}/remove\">Remove<span class=\"govuk-visually-hidden\"> mark {number}</span></a></span>";

    static string Curve(double[] p) => string.Create(CultureInfo.InvariantCulture, $"C{p[0]} {p[1]} {p[2]} {p[3]} {p[4]} {p[5]}");

    /// <summary>A piece of the other half: the same curve mirrored, drawn from its end to its beginning.</summary>
    static string Back(int index)
    {
        var (p, from) = (Half[index], index == 0 ? [0, 0, 0, 0, 54.5, 26] : Half[index - 1]);
        return Curve([100 - p[2], p[3], 100 - p[0], p[1], 100 - from[4], from[5]]);
    }
}
