using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Waymark.App.Features.Shared.Components;
using Waymark.Core.Calendar;
using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using CoreField = Waymark.Core.Packs.Field;
using Table = Waymark.App.Features.Shared.Components.Table;

namespace Waymark.App.Features.Worksteps;

/// <summary>A workstep as one readable sheet: each section's answers, rows and signatures, in the form's order.</summary>
/// <param name="Context">Its workstep is the one shown.</param>
public sealed record WorkstepSheet(Context Context) : IHtmlContent
{
    /// <summary>Level of the sections' headings.</summary>
    public int Level { get; init; } = 2;

    /// <summary>Leaves out the child's details, where the page shows them already.</summary>
    public bool WithoutChild { get; init; }

    /// <summary>Leaves out what nobody has answered yet.</summary>
    public bool Brief { get; init; }

    /// <summary>Tables that the page shows in another way.</summary>
    public IReadOnlyCollection<CoreField> Without { get; init; } = [];

    private Workstep Workstep => Context.Workstep!;

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        foreach (var section in Context.Form!.Sections.Where(s => Context.Holds(s.When)))
        {
            var fields = section.Fields.Where(f => f.Kind != FieldKind.NextActions && !(WithoutChild && f.Kind == FieldKind.ChildDetails) && Context.Holds(f.When) && !Without.Contains(f) && !(Brief && IsEmpty(f))).ToList();
            if (fields.Count == 0) continue;
            writer.Write($"<h{Level} class=\"govuk-heading-{(Level > 3 ? "s" : "m")}\">{encoder.Encode(section.Label)}</h{Level}>");
            var rows = fields.Where(f => f.Kind is not (FieldKind.Table or FieldKind.Cases)).SelectMany(Rows).ToList();
            if (rows.Count > 0) new SummaryList(rows).WriteTo(writer, encoder);
            foreach (var table in fields.Where(f => f.Kind is FieldKind.Table or FieldKind.Cases)) Grid(table).WriteTo(writer, encoder);
        }
    }

    private bool IsEmpty(CoreField field) => field.Kind switch
    {
        FieldKind.Table or FieldKind.Cases => Agenda.Rows(Context, Workstep, field).Count == 0,
        FieldKind.Signature => !Workstep.Signatures.ContainsKey(field.Id),
        _ => field.Kind != FieldKind.ChildDetails && string.IsNullOrEmpty(Context.Answered(Workstep, field)),
    };

    private IEnumerable<SummaryRow> Rows(CoreField field)
    {
        if (field.Kind == FieldKind.ChildDetails)
            return Workstep.Answers.Where(a => a.Key.StartsWith(field.Id + "/", StringComparison.Ordinal))
                .Select(a => new SummaryRow(Answers.DetailOf(Context.Situation.Pack, a.Key), a.Key.EndsWith("/born", StringComparison.Ordinal) ? Words(field with { Kind = FieldKind.Date }, a.Value.Text) : a.Value.Text));
        if (field.Kind == FieldKind.Signature)
            return [new SummaryRow(field.Label, Workstep.Signatures.GetValueOrDefault(field.Id)?.Stamp ?? "Not signed")];
        if (field.Kind == FieldKind.Attachment)
            return [new SummaryRow(field.Label, Workstep.Answers.ContainsKey(field.Id) ? "Attached" : "Nothing attached")];
        var text = Context.Answered(Workstep, field);
        if (field.Kind == FieldKind.Figures && !string.IsNullOrEmpty(text)) return [new SummaryRow(field.Label, new Content { Html = new FigureTables(Context, field, text) })];
        return [string.IsNullOrEmpty(text) ? new SummaryRow(field.Label, "Not answered") { Classes = "wm-unanswered" } : new SummaryRow(field.Label, Signed(field, Words(field, text)))];
    }

    /// <summary>Where the pack says who fills a field, several write on one form: each part shows its author.</summary>
    private Content Signed(CoreField field, string text) =>
        field.By.Count > 0 && !field.IsComputed() && Workstep.Answers.GetValueOrDefault(field.Id) is { } answer && answer.By != Guid.Empty
            ? new() { Html = (Markup)$"<span class=\"wm-written\">{text}</span><div class=\"govuk-hint\">{Context.Situation.Register.NameOf(answer.By)}, {answer.At.Day(Context.Situation).InWords()}</div>" }
            : Written(text);

    /// <summary>A text with the line breaks that its writer gave it.</summary>
    public static Content Written(string text) => new() { Html = (Markup)$"<span class=\"wm-written\">{text}</span>" };

    private string Words(CoreField field, string text) => Answers.InWords(field, text, Context.Situation);

    private IHtmlContent Grid(CoreField table)
    {
        var rows = Agenda.Rows(Context, Workstep, table);
        if (table.IsBodyMap() && rows.Count > 0) return new BodyFigure(table, rows, Context.Situation);
        if (rows.Count == 0) return (Markup)$"<p class=\"govuk-body\">{table.Label}: no rows.</p>";
        var grid = new Table([.. rows.Select(row => (IReadOnlyList<TableCell>)[.. Whose(table, row), .. table.Columns.Select(c => new TableCell(row.Cells.TryGetValue(c.Id, out var cell) ? Words(c, cell.Text) : ""))])])
        {
            Caption = table.Label, CaptionClasses = "govuk-table__caption--s", Head = [.. table.Kind == FieldKind.Cases ? [new TableCell("Of")] : Array.Empty<TableCell>(), .. table.Columns.Select(c => new TableCell(c.Label))],
        };
        return (Markup)$"<div class=\"wm-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{table.Label}\">{grid}</div>";
    }

    /// <summary>An agenda's row begins with the process that it is, and whom that is about where the reader may know.</summary>
    private IEnumerable<TableCell> Whose(CoreField table, Row row)
    {
        if (table.Kind != FieldKind.Cases) yield break;
        var one = Agenda.Of(Context.Situation, row);
        var about = one is { Shown: true } && !table.Means.Contains(Meaning.Unnamed) ? $", {string.Join(", ", one.Situation.Children.Select(child => child.Name))}" : "";
        yield return new TableCell($"{one?.Label}{about}");
    }
}
