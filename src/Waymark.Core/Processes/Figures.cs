using NodaTime;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.Core.Processes;

/// <summary>What a process is counted under by one of its protocol's figures: an option's id, a stage, a state, a team.</summary>
public sealed record Counting(string Figure, string Value);

/// <summary>
/// By what the processes of a protocol are counted (S1-009, S1-017, S2-033, S4-036). A process counts once under each value that
/// it has, so that the figures of a choice of many may add up to more than there are processes.
/// </summary>
public static class Figures
{
    /// <summary>The answer came before its clock ran out.</summary>
    public const string InTime = "in-time";

    /// <summary>The answer came after its clock had run out.</summary>
    public const string Late = "late";

    /// <summary>The clock ran out, and no answer has come.</summary>
    public const string NoAnswer = "no-answer";

    /// <summary>The clock still runs.</summary>
    public const string Awaited = "awaited";

    /// <summary>The work was over before its clock was, without an answer.</summary>
    public const string Closed = "closed";

    /// <summary>The facts of a process and its children that it can be counted by.</summary>
    public static IReadOnlyList<string> Facts { get; } = ["team", "locality", "category", "rank", "process-state"];

    /// <summary>The figure speaks of the children, as they are today, and not of the process.</summary>
    public static bool IsOfTheChildren(this Figure figure) => figure.Subject is { Kind: SubjectKind.Fact, Name: "team" or "locality" or "category" };

    /// <summary>A figure counts by what has few values: a choice, how a clock ended, or one of <see cref="Facts"/>.</summary>
    public static bool CanCount(Protocol protocol, Figure figure) => figure.Subject switch
    {
        { Kind: SubjectKind.Field } field => Fields(protocol, field.Name).ToList() is { Count: > 0 } found && found.TrueForAll(f => f.Field.Kind is FieldKind.Choice or FieldKind.Choices or FieldKind.YesNo),
        { Kind: SubjectKind.Clock } clock => Clocks(protocol, clock.Name).Any(),
        { Kind: SubjectKind.Fact } fact => Facts.Contains(fact.Name),
        _ => false,
    };

    /// <summary>What the process itself is counted under; what its children are is in <see cref="Of(Protocol, Pack, Child)"/>.</summary>
    public static IEnumerable<Counting> Of(Process process, Protocol protocol) =>
        protocol.Figures.SelectMany(figure => Values(process, protocol, figure).Distinct().Select(value => new Counting(figure.Id, value)));

    /// <summary>What a process about this child is counted under for being about them.</summary>
    public static IEnumerable<Counting> Of(Protocol protocol, Pack pack, Child child) =>
        protocol.Figures.Where(IsOfTheChildren).SelectMany(figure => Values(pack, child, figure.Subject!.Name).Select(value => new Counting(figure.Id, value)));

    /// <summary>A value in words, as the pack has them.</summary>
    public static string InWords(Pack pack, Protocol protocol, Figure figure, string value) => figure.Subject switch
    {
        { Kind: SubjectKind.Field } field when value is "yes" or "no" && Fields(protocol, field.Name).Any(f => f.Field.Kind == FieldKind.YesNo) => pack.Term(value),
        { Kind: SubjectKind.Field } field => Fields(protocol, field.Name).Select(f => f.Field.Option(value)?.Label).FirstOrDefault(label => label is not null) ?? value,
        { Kind: SubjectKind.Clock } => value switch { InTime => "In time", Late => "Late", Awaited => "Not answered yet", Closed => "Closed before an answer", _ => Sentence(pack.Term("no-response")) },
        { Name: "rank" } => protocol.FindWorkstep(value)?.Label ?? value,
        { Name: "process-state" } when value is "open" or "cancelled" => Sentence(value),
        { Name: "category" } => value == Vocabulary.Word(Meaning.LookedAfter) ? pack.Term(value) : Labels(pack, Meaning.ProtectionPlan) ?? value,
        _ => value,
    };

    /// <summary>Values in the order in which the pack has them; those of no order, by their words.</summary>
    public static int Place(Protocol protocol, Figure figure, string value) => figure.Subject switch
    {
        { Kind: SubjectKind.Field } field => Fields(protocol, field.Name).SelectMany(f => OptionList.Flatten(f.Field.Options)).Select(o => o.Id).ToList().IndexOf(value),
        { Kind: SubjectKind.Clock } => Array.IndexOf([InTime, Late, NoAnswer, Awaited, Closed], value),
        { Name: "rank" } => protocol.FindWorkstep(value)?.Rank ?? 0,
        _ => 0,
    };

    private static IEnumerable<string> Values(Process process, Protocol protocol, Figure figure) => figure.Subject switch
    {
        { Kind: SubjectKind.Field } field => Answer(process, protocol, field.Name)?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [],
        { Kind: SubjectKind.Clock } clock => process.Clocks.Where(c => c.Definition == clock.Name).Select(c => Ended(process, protocol, c)),
        { Name: "rank" } => Standings.Stage(process, protocol) is { } stage ? [stage.Definition] : [],
        { Name: "process-state" } => [process.EndState ?? Vocabulary.Word(process.Status)],
        _ => [],
    };

    /// <summary>The latest that was said, of the worksteps that stand.</summary>
    private static string? Answer(Process process, Protocol protocol, string name)
    {
        var meant = Fields(protocol, name).ToList();
        return process.Worksteps.Where(w => w.Status != WorkstepStatus.Cancelled && w.SupersededBy is null)
            .Where(w => meant.Exists(f => f.Form.Id == protocol.Workstep(w.Definition).Form && (f.Workstep is null || f.Workstep == w.Definition)))
            .Select(w => w.Answers.GetValueOrDefault(name[(name.LastIndexOf('.') + 1)..])?.Text).LastOrDefault(text => !string.IsNullOrEmpty(text));
    }

    /// <summary>Of several who were asked one answer is enough, as it is for the clock.</summary>
    private static string Ended(Process process, Protocol protocol, Clock clock)
    {
        var until = Clocks(protocol, clock.Definition).SelectMany(c => c.Until?.Any ?? []).Select(u => u.Subject).ToList();
        var asked = until.Where(u => u.Kind == SubjectKind.Request).Select(u => u.Name).ToHashSet();
        if (asked.Count == 0) return clock.Runs ? Awaited : clock.Status == ClockStatus.RunOut ? NoAnswer : InTime;
        var answered = process.Worksteps.Where(w => clock.Workstep is null || w.Id == clock.Workstep).SelectMany(w => w.Requests)
            .Where(r => asked.Contains(r.Definition) && r.Status == RequestStatus.Completed && r.Answered >= clock.Started).Select(r => r.Answered).Min();
        if (answered is { } at) return at <= clock.Due.Ends ? InTime : Late;
        return clock.Runs ? Awaited : clock.Status == ClockStatus.RunOut ? NoAnswer : Closed;
    }

    /// <summary>A child may be looked after and have a protection plan: then it is of both (S1-009).</summary>
    private static IEnumerable<string> Values(Pack pack, Child child, string fact) => (fact switch
    {
        "team" => [child.Team],
        "locality" => [child.Locality],
        _ => new[]
        {
            Processes.Facts.Means(pack, child.LegalStatus, Meaning.LookedAfter) ? Vocabulary.Word(Meaning.LookedAfter) : null,
            Processes.Facts.Means(pack, child.Plan, Meaning.ProtectionPlan) || Processes.Facts.Means(pack, child.LegalStatus, Meaning.ProtectionPlan) ? Vocabulary.Word(Meaning.ProtectionPlan) : null,
        },
    }).OfType<string>();

    private static IEnumerable<FoundField> Fields(Protocol protocol, string name) => name.Split('.') switch
    {
        [var id] => protocol.Forms.Where(f => f.FindField(id) is not null).Select(f => new FoundField(protocol, f, null, f.FindField(id)!)),
        [var owner, var id] => protocol.Forms.Where(f => f.Id == (protocol.FindWorkstep(owner)?.Form ?? owner) && f.FindField(id) is not null).Select(f => new FoundField(protocol, f, protocol.FindWorkstep(owner)?.Id, f.FindField(id)!)),
        _ => [],
    };

    private static IEnumerable<ClockDefinition> Clocks(Protocol protocol, string id) =>
        protocol.Clocks.Concat(protocol.Worksteps.SelectMany(w => w.Clocks)).Concat(protocol.Forms.SelectMany(f => f.Clocks)).Where(c => c.Id == id);

    private static string? Labels(Pack pack, Meaning meaning) =>
        pack.Lists.SelectMany(list => OptionList.Flatten(list.Options)).FirstOrDefault(option => option.Means.Contains(meaning))?.Label;

    private static string Sentence(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
