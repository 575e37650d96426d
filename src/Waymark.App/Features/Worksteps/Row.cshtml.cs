using Microsoft.AspNetCore.Mvc;
using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using CoreField = Waymark.Core.Packs.Field;

namespace Waymark.App.Features.Worksteps;

/// <summary>One row of a table on a page of its own, saved by itself (S0-025, S0-026).</summary>
public sealed class RowModel : FormPage
{
    public CoreField Table { get; private set; } = null!;

    /// <summary>Null: a new one.</summary>
    public Row? Row { get; private set; }

    /// <summary>The row's id, made before it is saved so that the same post twice makes one row.</summary>
    public Guid RowId { get; private set; }

    public override string Part => $"{Table.Id}:{(Row is null ? "new" : RowId)}";

    /// <param name="side">With the two others: the point at which somebody pressed on a body map.</param>
    public async Task<IActionResult> OnGetAsync(Guid id, string table, Guid? row, string? side, string? across, string? down)
    {
        if (await Open(id, table, row) is { } refused) return refused;
        await LoadDraft();
        if (Row is null && Draft?.Typed.FirstOrDefault()?.Row is { } begun) RowId = begun;
        if (Table.IsBodyMap() && side is not null && BodyMap.Hundredths(across) is not null && BodyMap.Hundredths(down) is not null) Begin(Placed(side, across!, down!));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string table, Guid? row, string? another)
    {
        if (await Open(id, table, row, AccessVerb.Record) is { } refused) return refused;
        var posted = Take(Table.Columns, RowId);
        TakeBeside();
        var outcome = await Save("workstep/save-row", (process, situation) => Engine.Save(process, situation, id, posted));
        Row = Rows.FirstOrDefault(r => r.Id == RowId);
        if (!outcome.Accepted) return Page();
        Done = string.Join(" ", outcome.Decision.Warnings.Prepend($"Saved in {Table.Label}."));
        if (IsAgenda) return RedirectToPage("Section", new { id, section = Section.Id });
        return another is not null ? RedirectToPage(new { id, table, row = (Guid?)null }) : RedirectToPage("Show", new { id });
    }

    /// <summary>A mark of a body map was moved to another point of its side: the part of the body follows.</summary>
    public async Task<IActionResult> OnPostMoveAsync(Guid id, string table, Guid row, string across, string down)
    {
        if (await Open(id, table, row, AccessVerb.Record) is { } refused) return refused;
        if (!Table.IsBodyMap() || Row is null || BodyMap.PointOf(Table, Cell) is not { } stood || BodyMap.Hundredths(across) is null || BodyMap.Hundredths(down) is null) return NotThere();
        var moved = Placed(stood.Side, across, down).ToList();
        var outcome = await Save("workstep/save-row", (process, situation) => Engine.Save(process, situation, id, moved));
        Row = Rows.FirstOrDefault(r => r.Id == RowId);
        var part = Table.Column(Meaning.BodyPart)!;
        return outcome.Accepted && Row is not null ? new JsonResult(new { text = $"Moved and saved: {Words(part, Row)}", part = Words(part, Row) }) : StatusCode(StatusCodes.Status409Conflict);
    }

    private string? Cell(CoreField column) => Row?.Cells.GetValueOrDefault(column.Id)?.Text;

    private IEnumerable<Typed> Placed(string side, string across, string down)
    {
        if (Table.Column(Meaning.BodySide)!.Option(side) is null) yield break;
        string At(double number) => Math.Round(number, 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var (x, y) = (BodyMap.Hundredths(across)!.Value, BodyMap.Hundredths(down)!.Value);
        foreach (var (meaning, text) in new[] { (Meaning.BodySide, side), (Meaning.BodyPart, BodyMap.PartAt(side, x, y)), (Meaning.BodyAcross, At(x)), (Meaning.BodyDown, At(y)) })
            yield return new Typed(Table.Column(meaning)!.Id, RowId, text);
    }

    /// <summary>The marks that are saved, and the one that is being written, at the place that its boxes name.</summary>
    public IReadOnlyList<Row> Marks
    {
        get
        {
            var one = new Row { Id = RowId, Cells = Table.Columns.ToDictionary(column => column.Id, column => new Answer(Box(column, Row, newRow: Row is null ? RowId : null).Text, Viewer.Id, Now)) };
            return Row is null ? [.. Rows, one] : [.. Rows.Select(row => row.Id == RowId ? one : row)];
        }
    }

    public async Task<IActionResult> OnPostDraftAsync(Guid id, string table, Guid? row) =>
        await Open(id, table, row, AccessVerb.Record) ?? await Autosave(Table.Columns, RowId);

    private async Task<IActionResult?> Open(Guid id, string table, Guid? row, AccessVerb verb = AccessVerb.Read)
    {
        if (await Load(id, verb) is { } refused) return refused;
        if (Form.Fields.FirstOrDefault(f => f.Id == table && f.Kind is FieldKind.Table or FieldKind.Cases) is not { } found) return NotThere();
        Table = found;
        RowId = row ?? (Request.HasFormContentType && Guid.TryParse(Request.Form["row-id"], out var made) ? made : Guid.NewGuid());
        Row = Rows.FirstOrDefault(r => r.Id == RowId);
        if (IsAgenda && Row is null) return NotThere();
        return row is not null && Row is null && verb == AccessVerb.Read ? NotThere() : null;
    }

    private IReadOnlyList<Row> Rows => Agenda.Rows(Context, Workstep, Table);

    /// <summary>Its rows are other processes, and nobody adds one.</summary>
    public bool IsAgenda => Table.Kind == FieldKind.Cases;

    /// <summary>The process that the row is.</summary>
    public Case? Case => Row is null || !IsAgenda ? null : Agenda.Of(Situation, Row);

    /// <summary>A new row leaves out what comes after somebody else's column: its time is when they have written theirs.</summary>
    public IEnumerable<CoreField> Columns => Row is null ? Table.Columns.TakeWhile(MayFill) : Table.Columns;

    public bool MayAdd => MayFill(Table.Columns[0]);

    public Section Section => Form.SectionOf(Table.Id);
}
