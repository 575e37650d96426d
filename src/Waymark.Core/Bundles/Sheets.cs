using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.Core.Bundles;

/// <summary>A form as it was filled in: every question in its order, and 'Not answered' where nothing stands.</summary>
internal static class Sheets
{
    public static Chapter Tell(Account account, Workstep workstep)
    {
        var blocks = new List<Block>();
        var context = account.Context.In(workstep);
        foreach (var section in context.Form!.Sections.Where(s => context.Holds(s.When)))
        {
            var said = section.Fields.Where(f => context.Holds(f.When)).SelectMany(f => Of(account, workstep, f)).ToList();
            if (said.Count > 0) blocks.AddRange([new Block.Subheading(section.Label), .. said]);
        }
        return new Chapter(account.Label(workstep), blocks);
    }

    private static IEnumerable<Block> Of(Account account, Workstep workstep, Field field) => field.Kind switch
    {
        FieldKind.ChildDetails or FieldKind.NextActions or FieldKind.Attachment => [],
        FieldKind.Table => Grid(account, workstep, field) is { } grid ? [grid] : [new Block.Paragraph($"{field.Label}: no rows.")],
        FieldKind.Signature => [workstep.Signatures.TryGetValue(field.Id, out var signature) ? new Block.Fact(field.Label, signature.Stamp, Signed(account, workstep, field)) : new Block.Fact(field.Label, "Not signed", "")],
        _ => [account.Context.Answered(workstep, field) is { Length: > 0 } text
            ? new Block.Fact(field.Label, Answers.InWords(field, text, account.Situation), account.Sources.Of(workstep, field.Id))
            : new Block.Fact(field.Label, "Not answered", "")],
    };

    private static string Signed(Account account, Workstep workstep, Field field) =>
        account.Sources.InWords(account.Events.Last(e => e.What is Signed signed && signed.Workstep == workstep.Id && signed.Field == field.Id));

    /// <summary>A table with its source in the last column; null: it has no rows.</summary>
    public static Block.Grid? Grid(Account account, Workstep workstep, Field table)
    {
        var rows = workstep.Tables.GetValueOrDefault(table.Id, []);
        return rows.Count == 0 ? null : new Block.Grid($"{account.Label(workstep)}: {table.Label}", [.. table.IsBodyMap() ? ["Number"] : Array.Empty<string>(), .. table.Told().Select(c => c.Label), "Source"],
            [.. rows.Select((row, index) => (IReadOnlyList<string>)[.. table.IsBodyMap() ? [$"{index + 1}"] : Array.Empty<string>(), .. table.Told().Select(c => row.Cells.TryGetValue(c.Id, out var cell) ? Answers.InWords(c, cell.Text, account.Situation) : ""), account.Sources.Of(workstep, "", row.Id)])]);
    }
}
