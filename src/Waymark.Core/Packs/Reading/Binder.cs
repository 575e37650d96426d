using NodaTime;
using Waymark.Core.Calendar;

namespace Waymark.Core.Packs.Reading;

/// <summary>From nodes that the grammar let through to definitions; nothing is checked here.</summary>
internal sealed partial class Binder(IReadOnlyDictionary<string, string> terms, IReadOnlyList<OptionList> lists)
{
    public static IReadOnlyDictionary<string, string> Terms(YamlMapping authority)
    {
        var words = ((YamlMapping)authority["terms"]!).Entries.ToDictionary(e => e.Key.Text, e => ((YamlScalar)e.Value).Text);
        return words.ToDictionary(w => w.Key, w => Fill(w.Value, words));
    }

    private static string Fill(string text, IReadOnlyDictionary<string, string> terms) =>
        Grammar.Placeholder().Replace(text, m => !Vocabulary.FilledLater.Contains(m.Groups[1].Value) && terms.TryGetValue(m.Groups[1].Value, out var words) ? words : m.Value);

    public Pack Pack(YamlMapping authority, IEnumerable<YamlMapping> protocols, string fingerprint) => new()
    {
        Id = authority.Text("authority")!,
        Label = Words(authority, "label")!,
        Hint = Words(authority, "hint"),
        At = authority.At,
        Calendar = authority.Text("calendar")!,
        Terms = terms,
        Posts = Each(authority, "posts", Post),
        Areas = Each(authority, "areas", Area),
        Induction = Span(authority["induction"]),
        Access = Each(authority, "access", Access),
        Unusual = Each(authority, "unusual", Unusual),
        Lists = lists,
        Protocols = [.. protocols.Select(Protocol).OrderBy(protocol => Place(Texts(authority, "offers"), protocol.Id))],
        Fingerprint = fingerprint,
    };

    private static int Place(IReadOnlyList<string> named, string id) => named.Index().Where(each => each.Item == id).Select(each => each.Index).FirstOrDefault(int.MaxValue);

    private Post Post(YamlMapping n) => new()
    {
        Id = Id(n), Label = Label(n), Hint = Words(n, "hint"), At = n.At,
        FoundBy = Word<FoundBy>(n, "found-by"),
        Manager = n.Text("manager"),
        Asks = Each(n, "fields", Field),
        Means = Set<Meaning>(n, "means"),
    };

    private Area Area(YamlMapping n) => new()
    {
        Id = Id(n), Label = Label(n), Hint = Words(n, "hint"), At = n.At,
        By = People(n, "by"),
        Means = Set<Meaning>(n, "means"),
    };

    private AccessRule Access(YamlMapping n) => new()
    {
        Id = Id(n), Label = Label(n), Hint = Words(n, "hint"), At = n.At,
        By = People(n, "by"),
        Verbs = Set<AccessVerb>(n, "verb"),
        Whose = Word<Whose>(n, "whose"),
        Needs = If(n, "needs"),
        Else = Word<Else>(n, "else"),
    };

    private UnusualRule Unusual(YamlMapping n) => new(Word<Sign>(n, "sign"), Number(n, "amount"), Number(n, "quiet-from"), Number(n, "quiet-until"))
    {
        Id = Id(n), Label = Label(n).Replace("{number}", n.Text("amount") ?? "", StringComparison.Ordinal), At = n.At,
    };

    private static int Number(YamlMapping n, string key) => n.Text(key) is { } text ? int.Parse(text) : 0;

    public OptionList List(YamlMapping n) => new()
    {
        Id = n.Text("list")!, Label = Label(n), Hint = Words(n, "hint"), At = n.At, Accepts = Each(n, "accepts", Acceptance),
        Means = Set<Meaning>(n, "means"),
        Options = Each(n, "options", Option),
    };

    private Option Option(YamlMapping n) => new()
    {
        Id = Id(n), Label = Label(n), Hint = Words(n, "hint"), When = If(n, "when"), At = n.At, Accepts = Each(n, "accepts", Acceptance),
        Means = Set<Meaning>(n, "means"),
        Area = n.Text("area"),
        Options = Each(n, "options", Option),
    };

    private Protocol Protocol(YamlMapping n) => new()
    {
        Id = n.Text("protocol")!, Label = Label(n), Hint = Words(n, "hint"), When = If(n, "when"), At = n.At, Accepts = Each(n, "accepts", Acceptance),
        Version = n.Text("version")!,
        Dated = Date(n.Text("dated")!),
        Area = n.Text("area"),
        ReviewDue = n.Text("review-due"),
        About = Word<About>(n, "about"),
        ShownAs = Word<ShownAs>(n, "shown-as"),
        Guidance = Each(n, "guidance", Line),
        Switches = Each(n, "switches", Switch),
        Figures = Each(n, "figures", Figure),
        Worksteps = Each(n, "worksteps", Workstep),
        Forms = Each(n, "forms", Form),
        Clocks = Each(n, "clocks", Clock),
        Notices = Each(n, "notices", Notice),
        Gates = Each(n, "gates", Gate),
    };

    private Line Line(YamlMapping n) => new(Label(n), Words(n, "text") ?? "", n.Text("link"));

    private Switch Switch(YamlMapping n) => new()
    {
        Id = Id(n), Label = Label(n), Hint = Words(n, "hint"), At = n.At,
        Is = n.Text("is")!,
        Options = Each(n, "options", Option),
    };

    private Figure Figure(YamlMapping n) => new()
    {
        Id = Id(n), Label = Label(n), Hint = Words(n, "hint"), At = n.At,
        Value = Value(n["value"]!),
    };

    private WorkstepDefinition Workstep(YamlMapping n) => new()
    {
        Id = Id(n), Label = Label(n), Hint = Words(n, "hint"), When = If(n, "when"), At = n.At, Accepts = Each(n, "accepts", Acceptance),
        Form = n.Text("form")!,
        Rank = n.Text("rank") is { } rank ? int.Parse(rank) : null,
        Holder = People(n, "holder"),
        Answers = People(n, "answers"),
        Copies = People(n, "copies"),
        Button = Words(n, "button") ?? $"{terms.GetValueOrDefault("start", "Start")} {Label(n)}",
        By = People(n, "by"),
        After = Moment(n, "after"),
        Means = Set<Meaning>(n, "means"),
        CaseNote = n.Text("case-note"),
        Clocks = Each(n, "clocks", Clock),
        Notices = Each(n, "notices", Notice),
        Gates = Each(n, "gates", Gate),
    };

    private Form Form(YamlMapping n) => new()
    {
        Id = Id(n), Label = Label(n), Hint = Words(n, "hint"), At = n.At, Accepts = Each(n, "accepts", Acceptance),
        Carry = n["carry"] is null ? Carry.Blank : Word<Carry>(n, "carry"),
        Guidance = Each(n, "guidance", Line),
        Sections = Each(n, "sections", Section),
        Requests = Each(n, "requests", Request),
        NextActions = Each(n, "next-actions", NextAction),
        Clocks = Each(n, "clocks", Clock),
        Notices = Each(n, "notices", Notice),
        Gates = Each(n, "gates", Gate),
    };

    private Section Section(YamlMapping n) => new()
    {
        Id = Id(n), Label = Label(n), Hint = Words(n, "hint"), When = If(n, "when"), At = n.At, Accepts = Each(n, "accepts", Acceptance),
        Fields = Each(n, "fields", Field),
    };

    private Field Field(YamlMapping n) => new()
    {
        Id = Id(n), Label = Label(n), Hint = Words(n, "hint"), When = If(n, "when"), At = n.At, Accepts = Each(n, "accepts", Acceptance),
        Kind = Word<FieldKind>(n, "kind"),
        Required = Word<Required>(n, "required"),
        By = People(n, "by"),
        Default = n["default"] is { } value and not YamlSequence ? Value(value) : null,
        DefaultPeople = n["default"] is YamlSequence ? People(n, "default") : [],
        Carry = n["carry"] is null ? null : Word<Carry>(n, "carry"),
        List = n.Text("options"),
        Options = n.Text("options") is { } list ? lists.FirstOrDefault(l => l.Id == list)?.Options ?? [] : Each(n, "options", Option),
        Columns = Each(n, "fields", Field),
        Open = If(n, "open"),
        Least = n.Text("least") is { } least ? int.Parse(least) : null,
        Of = n.Text("of"),
        Counted = n["counted"] is null ? Counted.Began : Word<Counted>(n, "counted"),
        Needs = If(n, "needs"),
        Opens = Texts(n, "opens"),
        CaseNote = n.Text("case-note"),
        Means = Set<Meaning>(n, "means"),
    };

    private RequestDefinition Request(YamlMapping n) => new()
    {
        Id = Id(n), Label = Label(n), Hint = Words(n, "hint"), When = If(n, "when"), At = n.At, Accepts = Each(n, "accepts", Acceptance),
        By = People(n, "by"),
        To = People(n, "to"),
        Copies = People(n, "copies"),
        Required = Word<Required>(n, "required"),
        Many = n.Text("many") == "yes",
        Fills = Texts(n, "fills"),
        Outside = Span(n["outside"]),
        CaseNote = n.Text("case-note"),
    };

    private NextActionDefinition NextAction(YamlMapping n) => new()
    {
        Id = Id(n), Label = Label(n), Hint = Words(n, "hint"), When = If(n, "when"), At = n.At, Accepts = Each(n, "accepts", Acceptance),
        Opens = Texts(n, "opens"),
        Ends = Words(n, "ends"),
        To = People(n, "to"),
        AtOnce = n["at-once"] is null ? AtOnce.No : Word<AtOnce>(n, "at-once"),
        Means = Set<Meaning>(n, "means"),
        CaseNote = n.Text("case-note"),
    };

    private ClockDefinition Clock(YamlMapping n) => new()
    {
        Id = Id(n), Label = Label(n), Hint = Words(n, "hint"), When = If(n, "when"), At = n.At, Accepts = Each(n, "accepts", Acceptance),
        Span = Span(n)!.Value,
        After = Moment(n, "after")!,
        Remind = Span(n["remind"]),
        Until = Moment(n, "until"),
    };

    private NoticeDefinition Notice(YamlMapping n) => new()
    {
        Id = Id(n), Label = Label(n), When = If(n, "when"), At = n.At, Accepts = Each(n, "accepts", Acceptance),
        After = Moment(n, "after")!,
        To = People(n, "to"),
        Copies = People(n, "copies"),
        Channels = Set<Channel>(n, "channel"),
    };

    private Gate Gate(YamlMapping n) => new()
    {
        Id = Id(n), Label = Label(n), When = If(n, "when"), At = n.At, Accepts = Each(n, "accepts", Acceptance),
        Verb = Word<GateVerb>(n, "verb"),
        Of = n.Text("of"),
        By = People(n, "by"),
        Needs = If(n, "needs"),
        Else = Word<Else>(n, "else"),
    };

    private Acceptance Acceptance(YamlMapping n) => new(n.Text("finding")!, Words(n, "reason")!, Words(n, "by")!, n.At);

    private static Span? Span(YamlNode? node) =>
        node is YamlMapping n ? new(int.Parse(n.Text("amount")!), Word<Unit>(n, "unit")) : null;

    /// <summary>A date without a day is the first of its month: packs print what their own document says, as a guidance line.</summary>
    private static LocalDate Date(string text) =>
        text.Split('-') is [var year, var month, var day] ? new(int.Parse(year), int.Parse(month), int.Parse(day)) : new(int.Parse(text[..4]), int.Parse(text[5..]), 1);

    private static string Id(YamlMapping n) => n.Text("id")!;

    private string Label(YamlMapping n) => Words(n, "label")!;

    /// <summary>A text that begins with a term begins with a capital, whatever the term does.</summary>
    private string? Words(YamlMapping n, string key) => n.Text(key) is not { } text ? null
        : Fill(text, terms) is var words && text.StartsWith('{') && words.Length > 0 ? char.ToUpperInvariant(words[0]) + words[1..] : words;

    private static IReadOnlyList<T> Each<T>(YamlMapping n, string key, Func<YamlMapping, T> bind) => [.. n.Maps(key).Select(bind)];

    private static IReadOnlyList<string> Texts(YamlMapping n, string key) => [.. n.Items(key).Select(i => ((YamlScalar)i).Text)];

    private static T Word<T>(YamlMapping n, string key) where T : struct, Enum => Vocabulary.Enum<T>(n.Text(key)!);

    private static HashSet<T> Set<T>(YamlMapping n, string key) where T : struct, Enum => [.. Texts(n, key).Select(Vocabulary.Enum<T>)];
}
