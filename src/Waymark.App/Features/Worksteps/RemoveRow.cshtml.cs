using Microsoft.AspNetCore.Mvc;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using CoreField = Waymark.Core.Packs.Field;

namespace Waymark.App.Features.Worksteps;

/// <summary>Asks before a row is taken out (S0-049). The event keeps that it was, and by whom.</summary>
public sealed class RemoveRowModel : FormPage
{
    public CoreField Table { get; private set; } = null!;
    public Row Row { get; private set; } = null!;
    public override string Part => $"{Table.Id}:{Row.Id}";

    public async Task<IActionResult> OnGetAsync(Guid id, string table, Guid row) => await Open(id, table, row, AccessVerb.Read) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid id, string table, Guid row)
    {
        if (await Open(id, table, row, AccessVerb.Record) is { } refused) return refused;
        var outcome = await Save("workstep/remove-row", (process, situation) => Engine.Save(process, situation, id, [], [(table, row)]));
        if (!outcome.Accepted) return Page();
        Done = $"Row removed from {Table.Label}.";
        return RedirectToPage("Section", new { id, section = Form.SectionOf(table).Id });
    }

    private async Task<IActionResult?> Open(Guid id, string table, Guid row, AccessVerb verb)
    {
        if (await Load(id, verb) is { } refused) return refused;
        if (Form.Fields.FirstOrDefault(f => f.Id == table && f.Kind == FieldKind.Table) is not { } found || Workstep.Tables.GetValueOrDefault(table, []).FirstOrDefault(r => r.Id == row) is not { } there) return NotThere();
        (Table, Row) = (found, there);
        return null;
    }
}
