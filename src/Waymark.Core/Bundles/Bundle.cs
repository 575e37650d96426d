using NodaTime;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.Core.Bundles;

/// <summary>Papers put together from the record for somebody outside: what stands in them, from where, and what a reader will look for in vain.</summary>
/// <param name="For">Whom they are for: the courts' service, or somebody who decides.</param>
/// <param name="Title">In the council's words.</param>
public sealed record Bundle(Meaning For, string Title, IReadOnlyList<Chapter> Chapters, IReadOnlyList<Gap> Gaps)
{
    /// <summary>Workers whose names stand in them.</summary>
    public IReadOnlyList<Guid> Named { get; init; } = [];

    /// <summary>Whom the stage that is open would ask, and who would be sent a copy: whoever a briefing is for.</summary>
    public IReadOnlyList<Recipient> Readers { get; init; } = [];

    /// <summary>What a process has papers for: a piece of work that is marked so, or a next action that was chosen.</summary>
    public static IEnumerable<Meaning> Offered(Process process, Protocol protocol) =>
        Marked(process, protocol).SelectMany(w => protocol.Workstep(w.Definition).Means).Where(IsPurpose)
            .Concat(Chosen(process, protocol).Select(_ => Meaning.CourtBody)).Distinct();

    public static bool IsPurpose(Meaning meaning) => meaning is Meaning.CourtBody or Meaning.Briefing;

    /// <summary>The pieces of work that papers are made for, as they stand.</summary>
    internal static IEnumerable<Workstep> Marked(Process process, Protocol protocol) =>
        process.Worksteps.Where(w => w.Status != WorkstepStatus.Cancelled && w.SupersededBy is null && protocol.Workstep(w.Definition).Means.Any(IsPurpose));

    internal static IEnumerable<NextActionDefinition> Chosen(Process process, Protocol protocol) =>
        from workstep in process.Worksteps
        where workstep.Status != WorkstepStatus.Cancelled && workstep.SupersededBy is null
        from row in workstep.NextActions
        let action = protocol.FormOf(workstep.Definition).NextAction(row.Definition)
        where action?.Means.Contains(Meaning.CourtBody) == true
        select action;
}

/// <summary>One process that the papers tell of, as it stands and as it came about.</summary>
/// <param name="Events">All of them, in order.</param>
public sealed record Account(Process Process, Situation Situation, IReadOnlyList<Event> Events)
{
    public Protocol Protocol { get; } = Engine.Definition(Process, Situation);

    internal Context Context => new(Process, Protocol, Situation);

    internal Sources Sources => sources ??= Sources.Of(this);

    private Sources? sources;

    /// <summary>Of this process: 'Formal concern, number 1004'.</summary>
    internal string Named => $"{Protocol.Label}, number {Process.Number}";

    /// <summary>The pieces of work that stand: neither cancelled nor given way to a newer version.</summary>
    internal IEnumerable<Workstep> Worksteps => Process.Worksteps.Where(w => w.Status != WorkstepStatus.Cancelled && w.SupersededBy is null);

    internal string Name(Guid worker) => Situation.Register.NameOf(worker);

    internal string When(Instant at) => Calendar.DateWords.InWords(at.InZone(Situation.Calendar.Zone).LocalDateTime);

    internal string Day(Instant at) => Calendar.DateWords.InWords(at.Day(Situation));

    internal string Label(Workstep workstep) => Protocol.Workstep(workstep.Definition).Label;
}

/// <summary>What the record holds besides the processes.</summary>
/// <param name="Complete">Nothing that the process came from is left out.</param>
public sealed record Surroundings(IReadOnlyList<Relative> Family, IReadOnlyList<Kept> Files, bool Complete);

public sealed record Relative(string Name, string Relation);

/// <summary>A file that lies with one of the processes; the papers name it and don't hold it.</summary>
/// <param name="Kind">'PDF, 120 KB'.</param>
public sealed record Kept(Guid Process, Guid? Workstep, string Name, string Kind, string Sha256, Instant At, Guid By);

/// <param name="Heading">Ours, or the council's.</param>
public sealed record Chapter(string Heading, IReadOnlyList<Block> Blocks);

/// <summary>A piece of the text, the same on the page, on paper and in the file.</summary>
public abstract record Block
{
    private Block() { }

    public sealed record Subheading(string Text) : Block;

    public sealed record Paragraph(string Text) : Block;

    /// <param name="Text">May have several lines.</param>
    /// <param name="Source">Where it stands in the record: process, entry, by whom, when.</param>
    public sealed record Fact(string Label, string Text, string Source) : Block;

    public sealed record Grid(string Caption, IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows) : Block;
}

/// <summary>What a reader will look for and the record doesn't hold; and where it is to be filled in.</summary>
/// <param name="Section">Of the workstep's form; null: the whole.</param>
public sealed record Gap(string Text)
{
    public Guid? Workstep { get; init; }
    public string? Section { get; init; }

    /// <summary>What is to be opened there, in the council's words; null: there is no such place.</summary>
    public string? Where { get; init; }
}
