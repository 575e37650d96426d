namespace Waymark.App.Features.Shared.Components;

public sealed record Table(IReadOnlyList<IReadOnlyList<TableCell>?> Rows) : Component
{
    public IReadOnlyList<TableCell>? Head { get; init; }
    public string? Caption { get; init; }
    public string? CaptionClasses { get; init; }
    public bool FirstCellIsHeader { get; init; }

    protected override Markup Render() => $"""
        <table class="govuk-table{And(Classes)}"{Attributes}>
        {(string.IsNullOrEmpty(Caption) ? null : (Markup)$"<caption class=\"govuk-table__caption{And(CaptionClasses)}\">{Caption}</caption>")}
        {(Head is null ? null : (Markup)$"<thead class=\"govuk-table__head\"><tr class=\"govuk-table__row\">{Head.Select(HeadCell)}</tr></thead>")}
          <tbody class="govuk-table__body">
          {Rows.Where(row => row is not null).Select(row => (Markup)$"<tr class=\"govuk-table__row\">{row!.Select(BodyCell)}</tr>")}
          </tbody>
        </table>
        """;

    static Markup HeadCell(TableCell cell) =>
        $"<th scope=\"col\" class=\"govuk-table__header{Format(cell, "header")}{And(cell.Classes)}\"{Spans(cell)}{cell.Attributes}>{cell.Body}</th>";

    Markup BodyCell(TableCell cell, int column) => column == 0 && FirstCellIsHeader
        ? (Markup)$"<th scope=\"row\" class=\"govuk-table__header{And(cell.Classes)}\"{Spans(cell)}{cell.Attributes}>{cell.Body}</th>"
        : (Markup)$"<td class=\"govuk-table__cell{Format(cell, "cell")}{And(cell.Classes)}\"{Spans(cell)}{cell.Attributes}>{cell.Body}</td>";

    static string? Format(TableCell cell, string kind) => string.IsNullOrEmpty(cell.Format) ? null : $" govuk-table__{kind}--{cell.Format}";

    static Markup Spans(TableCell cell) =>
        $"{Markup.Attribute("colspan", cell.Colspan?.ToString())}{Markup.Attribute("rowspan", cell.Rowspan?.ToString())}";
}

public sealed record TableCell(string? Text = null) : Content(Text)
{
    public string? Format { get; init; }
    public int? Colspan { get; init; }
    public int? Rowspan { get; init; }

    public static implicit operator TableCell(string? text) => new(text);

    public static implicit operator TableCell(Component component) => new() { Html = component };

    public static implicit operator TableCell(Markup html) => new() { Html = html };
}
