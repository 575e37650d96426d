using Waymark.Core.Forms;
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
        if (field.IsBodyMap() || field.Columns.Any(c => Body.Any(c.Means.Contains)))
            BodyMaps(field, faults);
        if (field.Columns.Any(c => c.Columns.Count > 0))
            Add(faults, "shape", field, $"A column of '{field.Id}' has columns of its own.", "Make it a table of its own.");
    }

    private static readonly Meaning[] Body = [Meaning.BodySide, Meaning.BodyPart, Meaning.BodyAcross, Meaning.BodyDown];

    /// <summary>A table of marks on the outline of a body says which column is which, and names sides and parts that the outline has.</summary>
    private static void BodyMaps(Field table, List<Fault> faults)
    {
        if (!table.IsBodyMap() || table.Kind != FieldKind.Table)
        {
            Add(faults, "means", table, $"'{table.Id}' has the columns of a body map, or means one, and isn't a table of marks.", "Write 'kind: table' and 'means: [body-map]', or take 'means' out of it and its columns.");
            return;
        }
        foreach (var meaning in Body.Where(meaning => table.Columns.Count(column => column.Means.Contains(meaning)) != 1))
            Add(faults, "missing", table, $"Table '{table.Id}' of marks must have one column that means {Vocabulary.Word(meaning)}.", $"Write 'means: [{Vocabulary.Word(meaning)}]' on one of its columns.");
        foreach (var point in table.Columns.Where(column => column.IsPoint() && (column.Kind != FieldKind.Number || column.Required != Required.No)))
            Add(faults, "shape", point, $"'{point.Id}' says where a mark is drawn, and who uses no pointer leaves it empty.", "Write 'kind: number' and 'required: no'.");
        foreach (var (meaning, known) in new[] { (Meaning.BodySide, "body-side"), (Meaning.BodyPart, "body-part") })
            if (table.Column(meaning) is { } column)
            {
                if (column.Kind != FieldKind.Choice || column.Required != Required.Save)
                    Add(faults, "shape", column, $"'{column.Id}' says where a mark is, and a mark must say so.", "Write 'kind: choice' and 'required: save'.");
                foreach (var option in OptionList.Flatten(column.Options).Where(option => !Vocabulary.Words[known].ContainsKey(option.Id)))
                    Add(faults, "option", option, $"The outline of a body has no '{option.Id}'.", $"Write one of {string.Join(", ", Vocabulary.Words[known].Keys)}.");
            }
    }

    /// <summary>A choice that starts with the stage's rank has an option for each stage.</summary>
    private static void Levels(Form form, List<WorkstepDefinition> users, List<Fault> faults)
    {
        foreach (var field in Walk.Fields(form).Where(f => f is { Kind: FieldKind.Choice, Options.Count: > 0, Default: Value.Of { Subject: { Kind: SubjectKind.Fact, Name: "rank" } } }))
            foreach (var stage in users.Where(w => w.Rank is { } rank && field.Option(rank.ToString()) is null))
                Add(faults, "option", field, $"'{field.Id}' follows the stage, and has no option for rank {stage.Rank}, which is '{stage.Id}'.", $"Add the option '{{id: \"{stage.Rank}\", label: …}}' to {(field.List is { } list ? $"list '{list}'" : "it")}, or delete the stage.");
    }

    /// <summary>What a post asks has no form around it: no list, no condition, nobody else who fills it.</summary>
    public static void Posts(Pack pack, List<Fault> faults)
    {
        foreach (var field in pack.Posts.SelectMany(post => post.Asks))
        {
            if (field.Kind is not (FieldKind.YesNo or FieldKind.Number or FieldKind.Text) || field.When is not null || field.By.Count > 0)
                Add(faults, "shape", field, $"'{field.Id}' is asked about whoever is given a post, and can only be yes or no, a number or a line of text, always and for the one who gives the post.", "Write 'kind: yes-no', 'kind: number' or 'kind: text', without 'when' and 'by'.");
            if (field.Least is not null && field.Kind != FieldKind.Number)
                Add(faults, "shape", field, $"'{field.Id}' has a least, and isn't a number.", "Write 'kind: number', or take 'least' out.");
        }
        foreach (var field in pack.Protocols.SelectMany(protocol => protocol.Forms).SelectMany(Walk.Fields).Where(field => field.Least is not null))
            Add(faults, "shape", field, $"'{field.Id}' has a least, which only what a post asks may have.", "Take 'least' out.");
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
