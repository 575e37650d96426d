using Waymark.Core.Forms;
using Waymark.Core.Packs;

namespace Waymark.Core.Processes;

/// <summary>One value as a form posts it.</summary>
/// <param name="Field">The field's id, a column's id where there is a row, or 'child/name' for a detail of the child.</param>
/// <param name="Row">The table's row; a new id makes a new row.</param>
/// <param name="Text">As typed.</param>
/// <param name="Was"><see cref="Answers.Mark"/> of the text that it was typed over; null: nothing is compared.</param>
public sealed record Typed(string Field, Guid? Row, string Text, string? Was = null);

public static partial class Engine
{
    /// <summary>
    /// Why the actor may not fill a field: null, they may. A field that a request fills belongs to whoever holds such a request
    /// while it is open; else to those its 'by' names; else to the workstep's holder (S0-024, S0-048).
    /// </summary>
    public static string? WhyNotFill(Process process, Situation situation, Workstep workstep, Field field, out Guid? absent)
    {
        absent = null;
        var context = At(process, situation, workstep);
        if (field.IsComputed() || field.Kind == FieldKind.Figures) return $"{field.Label} is filled by Waymark.";
        if ((field.Carry ?? context.Form!.Carry) == Carry.Shown && Before(process, workstep, context) is { } before && before.Answers.ContainsKey(field.Id))
            return $"{field.Label} stands as it was in {context.Protocol.Workstep(before.Definition).Label}.";
        var asking = context.Form!.Requests.Where(r => r.Fills.Contains(field.Id)).Select(r => r.Id).ToHashSet();
        if (asking.Count > 0)
        {
            if (People.Subjects(process, context.Protocol).Contains(situation.Actor)) return "The concern is about you, so somebody else answers it.";
            foreach (var request in workstep.Requests.Where(r => r.Status == RequestStatus.Sent && asking.Contains(r.Definition)))
                if (People.ActsFor(context, request.Holder, out absent)) return null;
            return $"{field.Label} is filled by whoever has been asked to.";
        }
        if (field.By.Count == 0) return People.Holds(context, workstep, out absent) ? null : $"{field.Label} is filled by {situation.Register.NameOf(workstep.Holder)}.";
        return People.Names(context, field.By, out absent) ? null : $"{field.Label} is filled by {People.InWords(context, field.By)}.";
    }

    /// <summary>The workstep with the same form that came before this one; null: this is the first.</summary>
    private static Workstep? Before(Process process, Workstep workstep, Context context) => process.Worksteps.TakeWhile(w => w.Id != workstep.Id)
        .LastOrDefault(w => w.Status != WorkstepStatus.Cancelled && w.Id != workstep.Reopens && context.Protocol.Workstep(w.Definition).Form == context.Form!.Id);

    /// <summary>
    /// Saves what was posted, each value against the text that it was typed over: what nobody else touched is saved; where
    /// somebody did, both texts come back and nothing is overwritten (design part 4). Only what changed becomes an event.
    /// </summary>
    public static Decision Save(Process process, Situation situation, Guid id, IReadOnlyList<Typed> posted, IReadOnlyList<(string Table, Guid Row)>? removed = null)
    {
        if (process.FindWorkstep(id) is not { } workstep) return Decision.Refuse("There is no such piece of work in this process.");
        var context = At(process, situation, workstep);
        var save = new Saving(process, situation, workstep, context);
        save.Refusals.AddRange(WhyClosed(workstep, context));
        if (save.Refusals.Count == 0) save.Read(posted, removed ?? []);
        if (save.Refusals.Count > 0 || save.Conflicts.Count > 0) return new Decision { Refusals = save.Refusals, Conflicts = save.Conflicts };

        var after = context with { Typed = save.Answers.ToDictionary(a => a.Field, a => a.Text) };
        var following = Following(context, after).ToList();
        after = after with { Typed = after.Typed.Concat(following.Select(f => KeyValuePair.Create(f.Field.Id, f.Text))).ToDictionary() };
        var gates = WhyNotSave(context, after, workstep, save.Rows).ToList();
        if (gates.Any(g => g.Ask != Else.Warn)) return Decision.Refuse(gates.Where(g => g.Ask != Else.Warn));

        var turn = new Turn(process, context.Protocol, situation) { For = save.For };
        EmitPassed(turn, after, GateVerb.Save, null);
        foreach (var row in save.Rows.Where(r => !r.Removed)) EmitPassed(turn, after with { Row = Merged(workstep, row) }, GateVerb.AddRow, row.Table);
        EmitSaved(turn, workstep, [.. save.Answers, .. following.Select(f => new CellChange(f.Field.Id, f.Text))], save.Rows);
        return turn.Done([.. gates.Select(g => g.Text), .. following.Select(f => f.Text.Length == 0 ? $"Nobody is found for {f.Field.Label}." : $"{f.Field.Label} is now {Answers.InWords(f.Field, f.Text, situation)}.")]);
    }

    /// <summary>Whoever a field started with by what another field said follows that, until somebody names another (S2-015).</summary>
    private static IEnumerable<(Field Field, string Text)> Following(Context before, Context after)
    {
        foreach (var field in after.Form!.Fields.Where(f => !after.Typed.ContainsKey(f.Id) && f.DefaultPeople.Any(rule => Reads(rule, after.Typed))))
            if (PersonText(field, before) is var was && PersonText(field, after) is var now && was != now && (after.Answered(after.Workstep!, field) ?? "") == (was ?? "")) yield return (field, now ?? "");
    }

    private static bool Reads(PersonRule rule, IReadOnlyDictionary<string, string> changed) => rule switch
    {
        PersonRule.InField field => changed.ContainsKey(field.Field.Name),
        PersonRule.ManagerOf of => Reads(of.Of, changed),
        PersonRule.OneOf any => any.Rules.Any(each => Reads(each, changed)),
        _ => false,
    };

    /// <summary>The gates that what is typed shuts. One that asks for a reason asks when it is shut, not each time after.</summary>
    private static IEnumerable<Refusal> WhyNotSave(Context before, Context after, Workstep workstep, IReadOnlyList<RowChange> rows)
    {
        var shut = Shut(before, GatesOf(before), GateVerb.Save, null).Select(g => g.Id).ToHashSet();
        foreach (var gate in Gates(after, GateVerb.Save).Where(g => g.Ask != Else.Reason || !shut.Contains(g.Gate!))) yield return gate;
        foreach (var row in rows.Where(r => !r.Removed))
            foreach (var gate in Gates(after with { Row = Merged(workstep, row) }, GateVerb.AddRow, row.Table)) yield return gate with { Row = row.Row, Field = ColumnOf(after, gate.Gate!, row.Table) };
    }

    /// <summary>The column that a gate on a row asks about, where it can be mended; else the row's first.</summary>
    private static string ColumnOf(Context context, string gate, string table)
    {
        var columns = context.Form!.Fields.First(f => f.Id == table).Columns;
        var asks = GatesOf(context).First(g => g.Id == gate).Needs?.Subjects().Where(s => s.Kind == SubjectKind.Field).Select(s => s.Name).ToHashSet() ?? [];
        return (columns.FirstOrDefault(c => asks.Contains(c.Id)) ?? columns[0]).Id;
    }

    /// <summary>The row as it will stand.</summary>
    private static Row Merged(Workstep workstep, RowChange change)
    {
        var row = new Row { Id = change.Row, Cells = new(workstep.Tables.GetValueOrDefault(change.Table, []).FirstOrDefault(r => r.Id == change.Row)?.Cells ?? []) };
        foreach (var cell in change.Cells) row.Cells[cell.Field] = new Answer(cell.Text, Guid.Empty, default);
        return row;
    }

    private static void EmitSaved(Turn turn, Workstep workstep, IReadOnlyList<CellChange> answers, IReadOnlyList<RowChange> rows)
    {
        Begin(turn, workstep);
        if (answers.Count > 0 || rows.Count > 0) turn.Emit(new AnswersSaved(workstep.Id, answers, rows));
        var (form, context) = (turn.Protocol.FormOf(workstep.Definition), turn.Context with { Workstep = workstep });
        foreach (var (field, signature) in workstep.Signatures.ToList())
            if (Answers.ContentAbove(workstep, form, field, context) != signature.Content) turn.Emit(new SignatureCleared(workstep.Id, field));
    }

    /// <summary>The holder's first act makes incoming work their work in progress.</summary>
    private static void Begin(Turn turn, Workstep workstep)
    {
        if (workstep.Begun is null && People.Holds(turn.Context with { Workstep = workstep }, workstep, out _)) turn.Emit(new WorkstepBegun(workstep.Id));
    }

    /// <summary>Copies what is still open in an earlier workstep's table into this one's (S0-069's optional copy).</summary>
    public static Decision CopyOpenRows(Process process, Situation situation, Guid id, string table)
    {
        if (process.FindWorkstep(id) is not { } workstep) return Decision.Refuse("There is no such piece of work in this process.");
        var context = At(process, situation, workstep);
        var field = context.Form!.Fields.FirstOrDefault(f => f.Id == table && f.Kind == FieldKind.Table);
        if (field is null) return Decision.Refuse("There is no such table in this form.");
        var closed = WhyClosed(workstep, context).ToList();
        if (closed.Count > 0) return Decision.Refuse(closed);
        Guid? absent = null;
        var columns = field.Columns.Where(c => WhyNotFill(process, situation, workstep, c, out absent) is null).Select(c => c.Id).ToHashSet();
        if (columns.Count == 0) return Decision.Refuse($"You can’t fill {field.Label}.");
        var rows = OpenRows(process, situation, workstep, field).Select(row =>
            new RowChange(table, situation.NewId(), [.. row.Cells.Where(c => columns.Contains(c.Key)).Select(c => new CellChange(c.Key, c.Value.Text))])).ToList();
        if (rows.Count == 0) return Decision.Refuse("Nothing is open in the earlier stage.");
        var turn = new Turn(process, context.Protocol, situation) { For = absent };
        EmitSaved(turn, workstep, [], rows);
        return turn.Done();
    }

    /// <summary>Rows of the latest earlier workstep with the same form that the pack calls open.</summary>
    public static IReadOnlyList<Row> OpenRows(Process process, Situation situation, Workstep workstep, Field table)
    {
        var protocol = Definition(process, situation);
        var form = protocol.Workstep(workstep.Definition).Form;
        var earlier = process.Worksteps.TakeWhile(w => w.Id != workstep.Id).LastOrDefault(w => protocol.Workstep(w.Definition).Form == form && w.Status == WorkstepStatus.Finished);
        if (earlier is null) return [];
        return [.. earlier.Tables.GetValueOrDefault(table.Id, []).Where(row => (At(process, situation, earlier) with { Row = row }).Holds(table.Open))];
    }

    /// <summary>Reads a posted form field by field into changes, refusals and conflicts.</summary>
    private sealed class Saving(Process process, Situation situation, Workstep workstep, Context context)
    {
        private readonly Form form = context.Form!;

        public List<Refusal> Refusals { get; } = [];
        public List<Conflict> Conflicts { get; } = [];
        public List<CellChange> Answers { get; } = [];
        public List<RowChange> Rows { get; } = [];
        public Guid? For { get; private set; }

        public void Read(IReadOnlyList<Typed> posted, IReadOnlyList<(string Table, Guid Row)> removed)
        {
            var visible = context with { Typed = posted.Where(t => t.Row is null).GroupBy(t => t.Field).ToDictionary(g => g.Key, g => g.Last().Text.Trim()) };
            foreach (var typed in posted.Where(t => t.Row is null)) ReadField(typed, visible);
            foreach (var row in posted.Where(t => t.Row is not null).GroupBy(t => t.Row!.Value)) ReadRow(row.Key, [.. row], visible);
            foreach (var (table, row) in removed) Remove(table, row);
        }

        private void ReadField(Typed typed, Context visible)
        {
            var slash = typed.Field.IndexOf('/');
            var field = form.Fields.FirstOrDefault(f => f.Id == (slash < 0 ? typed.Field : typed.Field[..slash]));
            if (field is null || slash >= 0 != (field.Kind == FieldKind.ChildDetails) || field.Kind is FieldKind.Table or FieldKind.Cases or FieldKind.Figures or FieldKind.Signature or FieldKind.NextActions)
            {
                Refusals.Add(new Refusal("That is no field of this form.", typed.Field));
                return;
            }
            if (!visible.Holds(field.When) || !visible.Holds(form.SectionOf(field.Id).When)) return;
            var now = workstep.Answers.GetValueOrDefault(typed.Field);
            if (Change(field, typed, now) is { } text) Answers.Add(new CellChange(typed.Field, text));
        }

        private void ReadRow(Guid id, IReadOnlyList<Typed> cells, Context visible)
        {
            var table = form.TableOf(cells[0].Field);
            if (table is null || cells.Any(c => form.TableOf(c.Field) != table))
            {
                Refusals.Add(new Refusal("That is no column of this form.", cells[0].Field, id));
                return;
            }
            if (!visible.Holds(table.When) || !visible.Holds(form.SectionOf(table.Id).When)) return;
            var row = Agenda.Rows(context, workstep, table).FirstOrDefault(r => r.Id == id);
            if (row is null && table.Kind == FieldKind.Cases)
            {
                Refusals.Add(new Refusal($"That is not in {table.Label}.", cells[0].Field, id));
                return;
            }
            if (row is null && cells.Any(c => c.Was is not null && c.Was != Forms.Answers.Mark("")))
            {
                Refusals.Add(new Refusal("This row was removed while you were writing. What you typed is below: add it as a new row if it is still needed.", cells[0].Field, id));
                return;
            }
            var changes = new List<CellChange>();
            foreach (var cell in cells)
                if (Change(form.FindField(cell.Field)!, cell, row?.Cells.GetValueOrDefault(cell.Field)) is { } text) changes.Add(new CellChange(cell.Field, text));
            foreach (var column in row is null ? table.Columns.Where(c => c.Required == Required.Save && cells.All(cell => cell.Field != c.Id)) : [])
                Refusals.Add(new Refusal(Enter(column), column.Id, id));
            if (changes.Count == 0) return;
            if (table.IsBodyMap() && BodyMap.WhyNot(table, row is null ? workstep.Tables.GetValueOrDefault(table.Id, []).Count : 0, column => WillBe(column, changes, row)) is { } whyNot)
            {
                Refusals.Add(new Refusal(whyNot.Why, whyNot.At.Id, id));
                return;
            }
            // What a row of an agenda starts with stands from when somebody first writes in it.
            if (table.Kind == FieldKind.Cases && workstep.Tables.GetValueOrDefault(table.Id, []).All(r => r.Id != id))
                changes.AddRange(row!.Cells.Where(cell => changes.All(c => c.Field != cell.Key)).Select(cell => new CellChange(cell.Key, cell.Value.Text)).ToList());
            Rows.Add(new RowChange(table.Id, id, changes));
        }

        private static string? WillBe(Field column, List<CellChange> changes, Row? row) =>
            changes.FirstOrDefault(change => change.Field == column.Id)?.Text ?? row?.Cells.GetValueOrDefault(column.Id)?.Text;

        private void Remove(string table, Guid id)
        {
            var field = form.Fields.FirstOrDefault(f => f.Id == table && f.Kind == FieldKind.Table);
            if (field is null || workstep.Tables.GetValueOrDefault(table)?.Any(r => r.Id == id) != true) Refusals.Add(new Refusal("That row is not there any more.", table, id));
            else if (field.Columns.Where(c => c.Required == Required.Save).Concat(field.Columns.Take(1)).Select(c => WhyNotFill(process, situation, workstep, c, out _)).FirstOrDefault(why => why is not null) is { } why) Refusals.Add(new Refusal(why, table, id));
            else Rows.Add(new RowChange(table, id, [], Removed: true));
        }

        /// <returns>The new canonical text where it changes what stands; null where it doesn't, or can't.</returns>
        private string? Change(Field field, Typed typed, Answer? now)
        {
            var stands = now?.Text ?? "";
            var (text, error) = Forms.Answers.Check(field, typed.Text, context);
            var untouched = error is null && (text == stands || typed.Was == Forms.Answers.Mark(text));
            if (untouched && !(text.Length == 0 && field.Required == Required.Save)) return null;
            if (WhyNotFill(process, situation, workstep, field, out var absent) is { } why)
            {
                if (!untouched) Refusals.Add(new Refusal(why, typed.Field, typed.Row));
                return null;
            }
            For ??= absent;
            if (error is not null) Refusals.Add(new Refusal(error, typed.Field, typed.Row));
            else if (typed.Was is not null && typed.Was != Forms.Answers.Mark(stands)) Conflicts.Add(new Conflict(typed.Field, typed.Row, stands, now?.By ?? Guid.Empty, now?.At ?? workstep.Opened, text));
            else if (text.Length == 0 && field.Required == Required.Save) Refusals.Add(new Refusal(Enter(field), typed.Field, typed.Row));
            else return text;
            return null;
        }
    }

    private static string Enter(Field field) => field.Kind switch
    {
        FieldKind.Choice or FieldKind.Choices or FieldKind.YesNo or FieldKind.Worker or FieldKind.Workers => $"Select {field.Label}",
        FieldKind.Attachment => $"Attach {field.Label}",
        FieldKind.Signature => $"Sign: {field.Label}",
        FieldKind.Table => $"Add a row to {field.Label}",
        FieldKind.NextActions => "Add a next action",
        _ => $"Enter {field.Label}",
    };
}
