using Waymark.Core.Processes;

namespace Waymark.Core.Packs.Linting;

/// <summary>Forms, fields and lists that are whole by themselves.</summary>
internal static class Shapes
{
    public static void Check(Pack pack, Protocol protocol, List<Fault> faults)
    {
        foreach (var form in protocol.Forms)
        {
            var users = protocol.Worksteps.Where(w => w.Form == form.Id).ToList();
            if (users.Count == 0)
                Add(faults, "unused", form, $"No workstep uses form '{form.Id}'.", $"Delete it, or write 'form: {form.Id}' on a workstep.");
            Form(form, faults);
            foreach (var field in Walk.Fields(form))
                Field(pack, field, faults);
            Levels(form, users, faults);
            if (!Walk.Speaks(form, PersonWord.Answerer))
                continue;
            foreach (var workstep in users.Where(w => w.Answers.Count == 0))
                Add(faults, "person", workstep, $"Form '{form.Id}' speaks of the answerer, and workstep '{workstep.Id}' has none.", "Add 'answers: [post]' to the workstep.");
        }
        foreach (var s in protocol.Switches.Where(s => s.Options.All(o => o.Id != s.Is)))
            Add(faults, "option", s, $"'{s.Is}' isn't a position of switch '{s.Id}'.", $"Write 'is: ' and one of {string.Join(", ", s.Options.Select(o => o.Id))}.");
        foreach (var figure in protocol.Figures.Where(figure => !Figures.CanCount(protocol, figure)))
            Add(faults, "figure", figure, $"Nothing can be counted by '{figure.Id}'.", $"Write 'value: ' and a choice ({{field: …}}), a clock that an answer stops ({{clock: …}}), or {{fact: …}} with one of {string.Join(", ", Figures.Facts)}.");
    }

    private static void Form(Form form, List<Fault> faults)
    {
        var grids = form.Fields.Count(f => f.Kind == FieldKind.NextActions);
        if (grids != 1)
            Add(faults, "way-out", form, $"Form '{form.Id}' shows its next actions in {grids} places, not in one.", "Keep one field of 'kind: next-actions', in the last section.");
        if (form.NextActions.Count == 0)
            Add(faults, "way-out", form, $"Form '{form.Id}' has no next action.", "Add one to 'next-actions' that opens a workstep or ends the process.");
        foreach (var action in form.NextActions.Where(a => a.Opens.Count > 0 && a.To.Count == 0))
            Add(faults, "missing", action, $"The next-action '{action.Id}' opens work and says nobody to pass it to.", "Add 'to: [raiser]', or the posts it may be passed to.");
    }

    private static void Field(Pack pack, Field field, List<Fault> faults)
    {
        switch (field.Kind)
        {
            case FieldKind.Choice or FieldKind.Choices when field.Options.Count == 0:
                Add(faults, "options", field, $"Choice '{field.Id}' has no options.", "Add 'options: a-list', or the options themselves.");
                break;
            case FieldKind.Choice when field.Default is Value.Plain plain && field.Option(plain.Text) is null:
                Add(faults, "option", field, $"'{plain.Text}', with which '{field.Id}' starts, isn't one of its options.", $"Write one of {string.Join(", ", OptionList.Flatten(field.Options).Select(o => o.Id).Take(40))}.");
                break;
            case FieldKind.Table when field.Columns.Count == 0:
                Add(faults, "missing", field, $"Table '{field.Id}' has no fields.", "Add 'fields:' with its columns.");
                break;
            case FieldKind.Signature when field.By.Count == 0:
                Add(faults, "missing", field, $"Signature '{field.Id}' says nobody who signs.", "Add 'by: [raiser]', or the post that signs.");
                break;
            case FieldKind.Cases or FieldKind.Figures or FieldKind.Process when field.Of is null:
                Add(faults, "missing", field, $"'{field.Id}' doesn't say whose processes.", "Add 'of: a-protocol'.");
                break;
            case FieldKind.Figures when pack.Protocol(field.Of!)?.Figures.Count == 0:
                Add(faults, "figure", field, $"'{field.Id}' shows the figures of '{field.Of}', which has none.", $"Add 'figures:' to protocol '{field.Of}'.");
                break;
        }
        if (field.Open is not null && field.Kind is not (FieldKind.Table or FieldKind.Cases))
            Add(faults, "carry", field, $"'{field.Id}' isn't a table, and only a table's rows are open or not.", "Take 'open' out.");
        if (field.Kind != FieldKind.Cases && (field.Opens.Count > 0 || field.CaseNote is not null))
            Add(faults, "shape", field, $"'{field.Id}' isn't a list of processes, whose rows alone open work or are written as case notes.", "Take 'opens' and 'case-note' out, or write 'kind: cases'.");
        if (field.Opens.Count > 0 && field.Open is null)
            Add(faults, "missing", field, $"'{field.Id}' opens work and doesn't say for which rows.", "Add 'open: {field: a-column, exists: yes}'.");
        if (field.Opens.Count > 0 && field.Columns.All(c => c.Kind != FieldKind.Worker))
            Add(faults, "missing", field, $"'{field.Id}' opens work, and no column says for whom.", "Add a column of 'kind: worker'.");
        if (field.Carry == Carry.Offer && field is { Kind: FieldKind.Table, Open: null })
            Add(faults, "carry", field, $"Table '{field.Id}' offers to copy what is open, and doesn't say which rows are.", "Add 'open: {field: a-column, exists: no}'.");
        if (field.Means.Contains(Meaning.Subject) && field.Kind is not (FieldKind.Worker or FieldKind.Workers))
            Add(faults, "means", field, $"'{field.Id}' means the workers whom a concern is about, and isn't a field of workers.", "Write 'kind: workers', or take 'means' out.");
        if (field.Means.Contains(Meaning.Criterion) && field.Kind is not (FieldKind.Choice or FieldKind.Choices))
            Add(faults, "means", field, $"'{field.Id}' means what is at fault, and isn't a choice from a list.", "Write 'kind: choices', or take 'means' out.");
        if (field.Columns.Any(c => c.Columns.Count > 0))
            Add(faults, "shape", field, $"A column of '{field.Id}' has columns of its own.", "Make it a table of its own.");
    }

    /// <summary>A choice that starts with the stage's rank has an option for each stage.</summary>
    private static void Levels(Form form, List<WorkstepDefinition> users, List<Fault> faults)
    {
        foreach (var field in Walk.Fields(form).Where(f => f is { Kind: FieldKind.Choice, Options.Count: > 0, Default: Value.Of { Subject: { Kind: SubjectKind.Fact, Name: "rank" } } }))
            foreach (var stage in users.Where(w => w.Rank is { } rank && field.Option(rank.ToString()) is null))
                Add(faults, "option", field, $"'{field.Id}' follows the stage, and has no option for rank {stage.Rank}, which is '{stage.Id}'.", $"Add the option '{{id: \"{stage.Rank}\", label: …}}' to {(field.List is { } list ? $"list '{list}'" : "it")}, or delete the stage.");
    }

    public static void UnusedLists(Pack pack, List<Fault> faults)
    {
        var used = pack.Protocols.SelectMany(p => p.Forms).SelectMany(Walk.Fields).Select(f => f.List)
            .Concat(pack.Protocols.SelectMany(Walk.Subjects).Where(s => s.Kind == SubjectKind.List).Select(s => s.Name))
            .Concat(pack.Access.Select(a => a.Needs).OfType<Condition>().SelectMany(c => c.Subjects()).Where(s => s.Kind == SubjectKind.List).Select(s => s.Name))
            .ToHashSet();
        foreach (var list in pack.Lists)
        {
            if (!used.Contains(list.Id) && list.Means.Count == 0)
                Add(faults, "unused", list, $"Nothing uses list '{list.Id}'.", $"Delete the file, or write 'options: {list.Id}' on a choice, or say with 'means' what the engine asks it for.");
            // Each form by which documents are added may have types of its own.
            foreach (var meaning in list.Means.Where(meaning => meaning != Meaning.DocumentTypes && pack.ListOf(meaning) != list))
                Add(faults, "means", list, $"Lists '{pack.ListOf(meaning)!.Id}' and '{list.Id}' both mean {Vocabulary.Word(meaning)}.", "Keep 'means' on one of them.");
            foreach (var twice in OptionList.Flatten(list.Options).GroupBy(o => o.Id).Where(g => g.Count() > 1))
                Add(faults, "id", twice.Last(), $"Option '{twice.Key}' stands twice in list '{list.Id}'.", "Give one of them another id.");
        }
    }

    private static void Add(List<Fault> faults, string rule, Part at, string message, string suggestion) => faults.Add(new(at.At, rule, message) { Suggestion = suggestion });
}
