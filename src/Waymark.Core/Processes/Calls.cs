using NodaTime;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;

namespace Waymark.Core.Processes;

/// <summary>
/// Work that a child's record calls for without anybody starting it: what a pack counts or opens from a date on the record, or from an
/// event on it. Such a process stands from the day that the date is known, and is counted once, whoever begins the work.
/// </summary>
public static class Calls
{
    private const string SignificantEvent = "significant-event";

    private static readonly IReadOnlySet<string> Dates =
        new HashSet<string> { "last-review", "next-review", "review-report", "last-conference", "next-conference", "mid-point", "placement" };

    /// <summary>Whether the moment is a day that stands on a child's record.</summary>
    public static bool IsOfTheRecord(Moment moment) => moment.Any.Any(e => e.Subject.Kind == SubjectKind.Fact && Dates.Contains(e.Subject.Name));

    /// <summary>Clocks of the whole process that count from the child's record.</summary>
    public static IEnumerable<ClockDefinition> Clocks(Protocol protocol) => protocol.Clocks.Where(clock => IsOfTheRecord(clock.After));

    public static bool Counts(Protocol protocol) => Clocks(protocol).Any();

    /// <summary>Whether a significant event opens work of this protocol.</summary>
    public static bool Hears(Protocol protocol) => protocol.Worksteps.Any(step => step.After is { } after && after.Any.Any(e => e.Subject is { Kind: SubjectKind.Fact, Name: SignificantEvent }));

    public static bool Any(Pack pack) => pack.Protocols.Any(Counts);

    /// <summary>The protocols whose other processes about the same children a process of this one looks at.</summary>
    public static IEnumerable<string> LooksAt(Protocol protocol)
    {
        if (Counts(protocol)) yield return protocol.Id;
        foreach (var field in protocol.Forms.SelectMany(form => form.Fields))
        {
            if (field is { Kind: FieldKind.Process, Of: { } of }) yield return of;
            if (field.Means.Contains(Meaning.Criterion)) yield return protocol.Id;
        }
    }

    /// <summary>Begins what the dates on the child's record call for, unless that stands already, was done, or lies in the past.</summary>
    public static Decision ForDates(Situation situation, Protocol protocol)
    {
        var empty = new Context(new Process(), protocol, situation);
        var due = Clocks(protocol).Where(clock => Anchors.Of(clock.After, empty).Any(anchor => IsNew(clock, anchor, empty))).ToList();
        if (due.Count == 0 || situation.Others.Any(other => other.Protocol == protocol.Id && other is { Status: ProcessStatus.Open, CalledBy: not null }) || !empty.Holds(protocol.When)) return new Decision();
        return Begin(situation, protocol, due[0].After.Any[0].Subject.Name);
    }

    /// <summary>Begins what a significant event calls for: work of its own each time, so that none is passed over for another.</summary>
    public static Decision ForTheEvent(Situation situation, Protocol protocol) =>
        Hears(protocol) && new Context(new Process(), protocol, situation).Holds(protocol.When) ? Begin(situation, protocol, SignificantEvent) : new Decision();

    private static Decision Begin(Situation situation, Protocol protocol, string fact)
    {
        var process = new Process();
        var turn = new Turn(process, protocol, situation) { NewProcess = situation.NewId() };
        turn.Emit(new ProcessStarted(0, protocol.Id, protocol.Version, situation.Pack.Fingerprint, [.. situation.Children.Select(child => child.Id)], null) { CalledBy = fact });
        return turn.Done() with { Started = [process] };
    }

    /// <summary>Whether a clock that would start at this anchor has anything to time: not what is past, and not what was done in another process.</summary>
    internal static bool IsNew(ClockDefinition clock, Anchor anchor, Context context)
    {
        var situation = context.Situation;
        var due = anchor.At is { } at ? Due.Count(situation.Calendar, at, clock.Span) : Due.Count(situation.Calendar, anchor.On, clock.Span);
        return due.Ends > situation.Now
            && !situation.Others.Any(other => other.Protocol == context.Protocol.Id && other.Id != context.Process.Id
                && other.Clocks.Any(its => its.Definition == clock.Id && its.Due.From == due.From && IsDone(clock, its, other, context)));
    }

    /// <summary>It ran out, or what stops it came, or somebody cancelled the whole.</summary>
    private static bool IsDone(ClockDefinition clock, Clock its, Process other, Context context)
    {
        if (other.Status == ProcessStatus.Cancelled || its.Status == ClockStatus.RunOut) return true;
        if (other.Pack != context.Situation.Pack.Fingerprint) return !its.Runs;
        return clock.Until is null ? other.Status == ProcessStatus.Ended
            : clock.Until.Any.Any(until => new Context(other, context.Protocol, context.Situation).Holds(until.State is { } state ? new Condition.Is(until.Subject, new Value.Plain(state)) : new Condition.Exists(until.Subject, true)));
    }
}
