using Waymark.Core.Calendar;

namespace Waymark.Core.Packs;

/// <summary>Where something stands in a pack's files: line and column count from 1.</summary>
public readonly record struct Mark(string File, int Line, int Column)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}

/// <summary>Something wrong in a pack: where, what, and what to write instead.</summary>
public sealed record Fault(Mark At, string Rule, string Message)
{
    /// <summary>What to write instead, in words.</summary>
    public string Suggestion { get; init; } = "";

    public override string ToString() => $"{At}: {Message} {Suggestion} [{Rule}]";
}

/// <summary>Anything in a pack that has an id, words for a reader, and perhaps a condition under which it is there at all.</summary>
public abstract record Part
{
    /// <summary>The name that other lines of the pack refer to; never shown.</summary>
    public required string Id { get; init; }

    /// <summary>The words a person reads, its terms already filled in.</summary>
    public required string Label { get; init; }

    public string? Hint { get; init; }

    /// <summary>It is there only if this holds; null: always.</summary>
    public Condition? When { get; init; }

    /// <summary>Findings of the check that the council knows of here and lives with.</summary>
    public IReadOnlyList<Acceptance> Accepts { get; init; } = [];

    public Mark At { get; init; }
}

/// <summary>A council's word that a finding may stay.</summary>
/// <param name="Finding">The finding's name, as the vocabulary has it.</param>
/// <param name="Reason">Why it may stay, in the council's words.</param>
/// <param name="By">Who decided it, in the council's words.</param>
public sealed record Acceptance(string Finding, string Reason, string By, Mark At);

/// <summary>
/// One authority's folder of YAML, read whole: its posts, words, lists and protocols. Immutable. A process keeps the version
/// of the pack that it began with (design rule 1).
/// </summary>
public sealed record Pack : Part
{
    /// <summary>The name of the holiday table that counts this authority's working days.</summary>
    public required string Calendar { get; init; }

    /// <summary>The program's own words as this authority says them, by the key in the vocabulary ('incoming-work').</summary>
    public required IReadOnlyDictionary<string, string> Terms { get; init; }

    public required IReadOnlyList<Post> Posts { get; init; }

    /// <summary>The named parts of a child's record (S3-023).</summary>
    public IReadOnlyList<Area> Areas { get; init; } = [];

    /// <summary>How long after somebody takes up a post its training is to be completed; null: nobody is reminded (S3-008).</summary>
    public Span? Induction { get; init; }

    public required IReadOnlyList<AccessRule> Access { get; init; }

    /// <summary>What is out of the ordinary in who opened which record.</summary>
    public IReadOnlyList<UnusualRule> Unusual { get; init; } = [];

    public required IReadOnlyList<OptionList> Lists { get; init; }

    public required IReadOnlyList<Protocol> Protocols { get; init; }

    /// <summary>SHA-256 over the files as read, in hex: the version that a process is pinned to.</summary>
    public required string Fingerprint { get; init; }

    public Post Post(string id) => Posts.First(p => p.Id == id);

    public Post? FindPost(string id) => Posts.FirstOrDefault(p => p.Id == id);

    public Protocol? Protocol(string id) => Protocols.FirstOrDefault(p => p.Id == id);

    public OptionList? List(string id) => Lists.FirstOrDefault(l => l.Id == id);

    /// <summary>The list that the engine asks for by its meaning; null: the authority has none.</summary>
    public OptionList? ListOf(Meaning meaning) => Lists.FirstOrDefault(l => l.Means.Contains(meaning));

    /// <summary>The authority's word for one of ours; the key itself, with spaces, where the pack says nothing (the linter refuses that).</summary>
    public string Term(string key) => Terms.TryGetValue(key, out var words) ? words : key.Replace('-', ' ');
}

/// <summary>How the holder of a post is found for a child.</summary>
public enum FoundBy { Allocation, Team, Locality, Home, Part, Service, Group }

/// <summary>A job in the authority's structure. Who holds it, from when to when, is in the register, not here.</summary>
public sealed record Post : Part
{
    public required FoundBy FoundBy { get; init; }

    /// <summary>The post that manages this one, where there is one.</summary>
    public string? Manager { get; init; }

    /// <summary>What is asked about whoever is given the post (S3-031).</summary>
    public IReadOnlyList<Field> Asks { get; init; } = [];

    public IReadOnlySet<Meaning> Means { get; init; } = new HashSet<Meaning>();
}

/// <summary>The few words that Core knows; packs attach them to their own names, and rules speak of them, never of names (design part 1).</summary>
public enum Meaning
{
    /// <summary>Post: the worker who holds the child's case.</summary>
    CaseHolder,

    /// <summary>Post: in the line of management that a concern may be about. May not edit, withdraw, cancel or restrict an entry of the independent service (rule 9).</summary>
    Line,

    /// <summary>Post: of the independent service. Its managers see all its concerns (rule 8).</summary>
    Independent,

    /// <summary>Option: a child with this current entry is looked after.</summary>
    LookedAfter,

    /// <summary>Option: a child with this current entry has a child protection plan.</summary>
    ProtectionPlan,

    /// <summary>Option: a state on the way; the workstep stays open with it.</summary>
    Waiting,

    /// <summary>Option: a newer document of this type supersedes the older.</summary>
    NewestIsCurrent,

    /// <summary>Field of workers: those whom the concern is about; they may not answer, approve or close it (rule 9).</summary>
    Subject,

    /// <summary>Post: the work of administration (workers, posts, allocations); no case content.</summary>
    Administration,

    /// <summary>List: what a piece of work may be marked with; the first is the most pressing.</summary>
    Priorities,

    /// <summary>List: what a child's legal status may be.</summary>
    LegalStatuses,

    /// <summary>List: the types of case note.</summary>
    CaseNoteTypes,

    /// <summary>List: the types of document.</summary>
    DocumentTypes,

    /// <summary>List: what a worker may record as having changed for a child.</summary>
    RecordChanges,

    /// <summary>Option of it: the day of the next review.</summary>
    NextReview,

    /// <summary>Option of it: the day by which the report for the next review is to be in.</summary>
    ReviewReport,

    /// <summary>Option of it: that report is in.</summary>
    ReportReceived,

    /// <summary>Option of it: a review was held.</summary>
    ReviewHeld,

    /// <summary>Option of it: the day of the next child protection conference.</summary>
    NextConference,

    /// <summary>Option of it: a child protection conference was held.</summary>
    ConferenceHeld,

    /// <summary>Option of it: a new placement began.</summary>
    Placement,

    /// <summary>Option of it: the child stopped being looked after.</summary>
    CareEnded,

    /// <summary>Option of it: an event of which those who are to know hear at once.</summary>
    Significant,

    /// <summary>Workstep: before the formal process, whose statutory time doesn't count it.</summary>
    Informal,

    /// <summary>Next action: the process leaves the authority for the courts' service. Workstep: it is for the courts' service.</summary>
    CourtBody,

    /// <summary>Workstep: a briefing for somebody who decides.</summary>
    Briefing,

    /// <summary>Field: what the concern is, or why it is put here.</summary>
    Concern,

    /// <summary>Field: what it means for the child.</summary>
    Impact,

    /// <summary>Field: what the child wishes and feels.</summary>
    Wishes,

    /// <summary>Field: what outcome is sought.</summary>
    Sought,

    /// <summary>Field: whether and why the process was cut short.</summary>
    Curtailed,

    /// <summary>Field: the court's reference, or that there is none.</summary>
    CourtReference,

    /// <summary>Field of choices: what is at fault; a repeat is noticed by it.</summary>
    Criterion,

    /// <summary>Field that lists processes: it doesn't say whom they are about.</summary>
    Unnamed,

    /// <summary>Field of a date: the document's own, which may lie years before it was added (S3-032).</summary>
    DocumentDate,

    /// <summary>Option of a list of document types: one is owed for each month (S3-018).</summary>
    Monthly,

    /// <summary>Option of a list of document types: one is owed for each review (S3-018).</summary>
    ForReview,

    /// <summary>Option of a list of document types: whoever may read the record may take it away, for a need that they state (S3-025).</summary>
    OpenDownload,

    /// <summary>Area: who the child is, and who is around them.</summary>
    Details,

    /// <summary>Area: all documents.</summary>
    Documents,

    /// <summary>Area: the case notes.</summary>
    CaseNotes,

    /// <summary>Field that is a table: its rows are marks on the outline of a body (S3-016).</summary>
    BodyMap,

    /// <summary>Column of it: front or back.</summary>
    BodySide,

    /// <summary>Column of it: which part of the body, in words.</summary>
    BodyPart,

    /// <summary>Column of it: how far from the outline's left edge, of 100.</summary>
    BodyAcross,

    /// <summary>Column of it: how far from the outline's top, of 100.</summary>
    BodyDown,
}

/// <summary>What an access rule lets people do.</summary>
public enum AccessVerb { Read, Search, Record, Upload, Download, Review, Reassign, Cancel, Reopen, Correct, Administer, Emergency, Restrict }

public enum Whose { Allocated, Team, Locality, Home, Any, Staff, Everyone }

/// <summary>What happens when what must hold doesn't.</summary>
public enum Else { Block, Reason, Warn }

/// <summary>Who may do what to whose record (design part 5).</summary>
public sealed record AccessRule : Part
{
    public required IReadOnlyList<PersonRule> By { get; init; }
    public required IReadOnlySet<AccessVerb> Verbs { get; init; }
    public required Whose Whose { get; init; }
    public Condition? Needs { get; init; }
    public required Else Else { get; init; }
}

/// <summary>What an authority may hold to be out of the ordinary.</summary>
public enum Sign { NoRelation, SameSurname, SamePostcode, OutOfHours, ClosedCase, ManyChildren, UnlikeThem, OnlySearched }

/// <summary>What whoever reviews access is shown first (S3-011). Its label says why, to the reviewer.</summary>
/// <param name="Amount">More than so many children, times or searches; of no meaning for the other signs.</param>
/// <param name="QuietFrom">The hour from which few work; with <paramref name="QuietUntil"/>, for <see cref="Sign.OutOfHours"/> alone.</param>
public sealed record UnusualRule(Sign Sign, int Amount, int QuietFrom, int QuietUntil) : Part
{
    /// <summary>Whether few work at that hour of the day. The hours may go over midnight.</summary>
    public bool IsQuiet(int hour) => QuietFrom <= QuietUntil ? hour >= QuietFrom && hour < QuietUntil : hour >= QuietFrom || hour < QuietUntil;
}

/// <summary>A named part of a child's record (S3-023).</summary>
public sealed record Area : Part
{
    /// <summary>For whose posts alone it is there; empty: for everybody who may read the record.</summary>
    public IReadOnlyList<PersonRule> By { get; init; } = [];

    public IReadOnlySet<Meaning> Means { get; init; } = new HashSet<Meaning>();
}

/// <summary>Options named by the authority: ordered, nested.</summary>
public sealed record OptionList : Part
{
    public required IReadOnlyList<Option> Options { get; init; }

    /// <summary>What the engine asks the list for, whether or not a field uses it.</summary>
    public IReadOnlySet<Meaning> Means { get; init; } = new HashSet<Meaning>();

    public Option? Find(string id) => Flatten(Options).FirstOrDefault(o => o.Id == id);

    internal static IEnumerable<Option> Flatten(IEnumerable<Option> options) => options.SelectMany(o => Flatten(o.Options).Prepend(o));
}

public sealed record Option : Part
{
    public IReadOnlySet<Meaning> Means { get; init; } = new HashSet<Meaning>();

    /// <summary>Of a type of document: the part of the record that it belongs to.</summary>
    public string? Area { get; init; }

    public IReadOnlyList<Option> Options { get; init; } = [];
}

/// <summary>A line for the reader: document control, a link to guidance.</summary>
public sealed record Line(string Label, string Text, string? Link);
