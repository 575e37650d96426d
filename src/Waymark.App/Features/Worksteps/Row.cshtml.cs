using Microsoft.AspNetCore.Mvc;
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

    public async Task<IActionResult> OnGetAsync(Guid id, string table, Guid? row)
    {
        if (await Open(id, table, row) is { } refused) return refused;
        await LoadDraft();
        if (Row is null && Draft?.Typed.FirstOrDefault()?.Row is { } begun) RowId = begun;
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
