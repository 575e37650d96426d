using NodaTime;
using Waymark.Core.Calendar;

namespace Waymark.Core.Packs;

public enum About { Child, Children, Service }

public enum ShownAs { Steps, OneNote, OneForm }

/// <summary>One process as data. Its version never changes once used (S0-001, design rule 1).</summary>
public sealed record Protocol : Part
{
    public required string Version { get; init; }
    public required LocalDate Dated { get; init; }
    public string? ReviewDue { get; init; }
    /// <summary>The part of the record that its processes belong to; null: to the whole.</summary>
    public string? Area { get; init; }

    public required About About { get; init; }
    public required ShownAs ShownAs { get; init; }
    public IReadOnlyList<Line> Guidance { get; init; } = [];
    public IReadOnlyList<Switch> Switches { get; init; } = [];

    /// <summary>What its register counts its processes by.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    public required IReadOnlyList<WorkstepDefinition> Worksteps { get; init; }
    public required IReadOnlyList<Form> Forms { get; init; }

    /// <summary>Clocks of the whole process: counted once, independent of any workstep's (design rule 4).</summary>
    public IReadOnlyList<ClockDefinition> Clocks { get; init; } = [];

    public IReadOnlyList<NoticeDefinition> Notices { get; init; } = [];
    public IReadOnlyList<Gate> Gates { get; init; } = [];

    public WorkstepDefinition Workstep(string id) => Worksteps.First(w => w.Id == id);

    public WorkstepDefinition? FindWorkstep(string id) => Worksteps.FirstOrDefault(w => w.Id == id);

    public Form Form(string id) => Forms.First(f => f.Id == id);

    public Form FormOf(string workstep) => Form(Workstep(workstep).Form);

    /// <summary>Worksteps that are stages of the escalation, lowest rank first.</summary>
    public IEnumerable<WorkstepDefinition> Stages => Worksteps.Where(w => w.Rank is not null).OrderBy(w => w.Rank);
}

/// <summary>A reading of the guidance that the council may flip; evaluated when the pack is published.</summary>
public sealed record Switch : Part
{
    /// <summary>Id of the option in force.</summary>
    public required string Is { get; init; }
    public required IReadOnlyList<Option> Options { get; init; }
}

/// <summary>Something that a protocol's processes are counted by: themes, teams, stages reached (S1-009, S2-033, S4-036).</summary>
public sealed record Figure : Part
{
    /// <summary>Where what a process is counted under is found.</summary>
    public required Value Value { get; init; }

    /// <summary>Null: a plain text, which the linter refuses.</summary>
    public Subject? Subject => (Value as Value.Of)?.Subject;
}

/// <summary>Which day of a process puts it in a period.</summary>
public enum Counted { Began, Ended }

/// <summary>A piece of work as the pack describes it; one with a rank is a stage.</summary>
public sealed record WorkstepDefinition : Part
{
    public required string Form { get; init; }

    /// <summary>Place in the escalation. Escalation goes forward by rank, may skip, may start anywhere (design rule 2).</summary>
    public int? Rank { get; init; }

    public required IReadOnlyList<PersonRule> Holder { get; init; }

    /// <summary>Who answers for the council at this stage: the word 'answerer' in its form.</summary>
    public IReadOnlyList<PersonRule> Answers { get; init; } = [];

    public IReadOnlyList<PersonRule> Copies { get; init; } = [];

    /// <summary>On the button that starts it.</summary>
    public string Button { get; init; } = "";

    /// <summary>Who may start it from the Start menu; empty: only a next action opens it.</summary>
    public IReadOnlyList<PersonRule> By { get; init; } = [];

    public Moment? After { get; init; }
    public IReadOnlySet<Meaning> Means { get; init; } = new HashSet<Meaning>();
    public string? CaseNote { get; init; }
    public IReadOnlyList<ClockDefinition> Clocks { get; init; } = [];
    public IReadOnlyList<NoticeDefinition> Notices { get; init; } = [];
    public IReadOnlyList<Gate> Gates { get; init; } = [];
}

/// <summary>What the next workstep with the same form starts with.</summary>
public enum Carry
{
    Blank,
    Copy,
    Shown,

    /// <summary>Blank, with one button that copies what is still open from the earlier workstep.</summary>
    Offer,
}

/// <summary>What a workstep asks, sends, needs and leads to; several worksteps may share one.</summary>
public sealed record Form : Part
{
    public Carry Carry { get; init; }
    public IReadOnlyList<Line> Guidance { get; init; } = [];
    public required IReadOnlyList<Section> Sections { get; init; }
    public IReadOnlyList<RequestDefinition> Requests { get; init; } = [];
    public required IReadOnlyList<NextActionDefinition> NextActions { get; init; }
    public IReadOnlyList<ClockDefinition> Clocks { get; init; } = [];
    public IReadOnlyList<NoticeDefinition> Notices { get; init; } = [];
    public IReadOnlyList<Gate> Gates { get; init; } = [];

    /// <summary>Every field of the form, a table's columns not among them.</summary>
    public IEnumerable<Field> Fields => Sections.SelectMany(s => s.Fields);

    /// <summary>A field or a table's column by its id; null: there is none.</summary>
    public Field? FindField(string id) =>
        Fields.FirstOrDefault(f => f.Id == id) ?? Fields.SelectMany(f => f.Columns).FirstOrDefault(c => c.Id == id);

    /// <summary>The table that holds this column; null: it is no column.</summary>
    public Field? TableOf(string column) => Fields.FirstOrDefault(f => f.Columns.Any(c => c.Id == column));

    /// <summary>The fields that are lists of processes.</summary>
    public IEnumerable<Field> Agendas => Fields.Where(f => f.Kind == FieldKind.Cases);

    public Section SectionOf(string field) => Sections.First(s => s.Fields.Any(f => f.Id == field || f.Columns.Any(c => c.Id == field)));

    public RequestDefinition? Request(string id) => Requests.FirstOrDefault(r => r.Id == id);

    public NextActionDefinition? NextAction(string id) => NextActions.FirstOrDefault(n => n.Id == id);
}

public sealed record Section : Part
{
    public required IReadOnlyList<Field> Fields { get; init; }
}

public enum FieldKind
{
    Text, LongText, Date, DateTime, Number, YesNo, Choice, Choices, Worker, Workers, Attendance, PersonOrText,
    Table, Signature, Attachment, ChildDetails, StepsTaken, NextActions, Cases, Figures, Process,
}

/// <summary>Until when an answer, or a request, must be there.</summary>
public enum Required
{
    No,

    /// <summary>Field: before its section or row can be saved.</summary>
    Save,

    /// <summary>Field: before a request is sent. Request: it must have been sent before finish.</summary>
    Send,

    /// <summary>Field: before finish. Request: it must have been answered before finish.</summary>
    Finish,
}

public sealed record Field : Part
{
    public required FieldKind Kind { get; init; }
    public required Required Required { get; init; }

    /// <summary>Who may fill it; empty: whoever holds the workstep.</summary>
    public IReadOnlyList<PersonRule> By { get; init; } = [];

    public Value? Default { get; init; }

    /// <summary>Of a number asked about whoever is given a post: fewer falls short.</summary>
    public int? Least { get; init; }

    /// <summary>For a person-or-text or worker field: the people it starts with.</summary>
    public IReadOnlyList<PersonRule> DefaultPeople { get; init; } = [];

    /// <summary>Null: as the form says.</summary>
    public Carry? Carry { get; init; }

    public IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>The id of the list that the options came from; null: they stand in the field.</summary>
    public string? List { get; init; }

    /// <summary>A table's columns.</summary>
    public IReadOnlyList<Field> Columns { get; init; } = [];

    /// <summary>A table's rows for which this holds are still open: what an offered carry copies. An agenda's rows for which it holds leave something to be done.</summary>
    public Condition? Open { get; init; }

    /// <summary>The protocol whose processes an agenda or figures are of.</summary>
    public string? Of { get; init; }
    /// <summary>Which day of a process puts it in the period of figures.</summary>
    public Counted Counted { get; init; }

    /// <summary>Which of them are on the agenda.</summary>
    public Condition? Needs { get; init; }

    /// <summary>What each open row of an agenda opens at finish: worksteps, of this protocol or another's.</summary>
    public IReadOnlyList<string> Opens { get; init; } = [];

    /// <summary>The type of case note that an agenda's rows are written as, each with its own process.</summary>
    public string? CaseNote { get; init; }

    public IReadOnlySet<Meaning> Means { get; init; } = new HashSet<Meaning>();

    public Option? Option(string id) => OptionList.Flatten(Options).FirstOrDefault(o => o.Id == id);
}

/// <summary>What one worker asks another within a workstep.</summary>
public sealed record RequestDefinition : Part
{
    public required IReadOnlyList<PersonRule> By { get; init; }
    public required IReadOnlyList<PersonRule> To { get; init; }
    public IReadOnlyList<PersonRule> Copies { get; init; } = [];
    public required Required Required { get; init; }

    /// <summary>May go to more than one person.</summary>
    public bool Many { get; init; }

    /// <summary>Fields that its receiver may fill; none: it is only acknowledged.</summary>
    public IReadOnlyList<string> Fills { get; init; } = [];

    /// <summary>How long after it happened an answer that came outside the program may still be recorded; null: never (design rule 11).</summary>
    public Span? Outside { get; init; }

    public string? CaseNote { get; init; }
}

public enum AtOnce
{
    No,
    May,
    Always,

    /// <summary>It goes by itself at the first save with which its condition holds; nobody chooses it.</summary>
    ByItself,

    /// <summary>It goes when the workstep is finished and nothing else was chosen; to choose it by hand passes it to somebody else, or plans it.</summary>
    WithFinish,
}

/// <summary>What finishing a workstep starts, or that it ends the process.</summary>
public sealed record NextActionDefinition : Part
{
    /// <summary>Worksteps it opens: 'step-2', or 'challenge.step-1' for another protocol's.</summary>
    public IReadOnlyList<string> Opens { get; init; } = [];

    /// <summary>The end state in words, where it ends the process; null: the process goes on.</summary>
    public string? Ends { get; init; }

    /// <summary>Who may be passed the new workstep.</summary>
    public IReadOnlyList<PersonRule> To { get; init; } = [];

    public AtOnce AtOnce { get; init; }
    public IReadOnlySet<Meaning> Means { get; init; } = new HashSet<Meaning>();
    public string? CaseNote { get; init; }
}

/// <summary>An amount, a unit and an anchor. A clock never tells anybody: notices do.</summary>
public sealed record ClockDefinition : Part
{
    public required Span Span { get; init; }
    public required Moment After { get; init; }

    /// <summary>So long before its end it is near; null: never.</summary>
    public Span? Remind { get; init; }

    public Moment? Until { get; init; }
}

public enum Channel { InApp, Email, Acknowledged }

/// <summary>A message that the protocol owes somebody.</summary>
public sealed record NoticeDefinition : Part
{
    public required Moment After { get; init; }
    public required IReadOnlyList<PersonRule> To { get; init; }
    public IReadOnlyList<PersonRule> Copies { get; init; } = [];
    public required IReadOnlySet<Channel> Channels { get; init; }
}

public enum GateVerb { Start, Save, AddRow, Send, Complete, Sign, Choose, Skip, Finish, Download }

/// <summary>What must hold before a verb is allowed. Its label is the refusal or the warning, in the council's words.</summary>
public sealed record Gate : Part
{
    public required GateVerb Verb { get; init; }

    /// <summary>Which request, field, next action or workstep the verb is for; null: any.</summary>
    public string? Of { get; init; }

    /// <summary>Nobody else may do the verb; empty: anybody who otherwise may.</summary>
    public IReadOnlyList<PersonRule> By { get; init; } = [];

    /// <summary>Null: it always asks.</summary>
    public Condition? Needs { get; init; }

    public required Else Else { get; init; }

    /// <summary>Its words; {name} is whoever is missing of the attendance that it asks about.</summary>
    public string Said(IReadOnlyCollection<string>? missing = null) =>
        Label.Replace("{name}", missing is { Count: > 0 } ? string.Join(" and ", missing) : "somebody", StringComparison.Ordinal);
}
