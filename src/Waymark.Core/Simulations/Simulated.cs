using NodaTime;
using NodaTime.Text;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.Core.Simulations;

/// <param name="Clock">The clock's label.</param>
/// <param name="In">The piece of work or the process that it times.</param>
/// <param name="Due">The last day, and for hours the time, in the authority's zone.</param>
/// <param name="Why">How it was counted, in sentences.</param>
/// <param name="Became">What became of it by the end of the file.</param>
public sealed record PlayedDate(string Clock, string In, string Due, IReadOnlyList<string> Why, string Became);

/// <param name="Found">How they were found, in words.</param>
public sealed record PlayedPerson(string What, string Who, string Found);

/// <param name="Rule">How the recipient was found, in words.</param>
public sealed record PlayedNotice(string At, string Notice, string To, string Rule, IReadOnlyList<string> Channels);

public sealed record PlayedStage(int Rank, string Stage, string State);

/// <param name="At">Local time in the authority's zone.</param>
public sealed record PlayedTelling(string At, string Text, IReadOnlyList<string> More);

/// <summary>What came of an events file under one pack, in words and in the order of time.</summary>
public sealed record Simulated
{
    /// <summary>The file's own title.</summary>
    public required string Title { get; init; }

    public required string Pack { get; init; }

    /// <summary>Of the pack's files: two versions of a pack differ in it.</summary>
    public required string Fingerprint { get; init; }

    public required IReadOnlyList<PlayedTelling> Story { get; init; }
    public required IReadOnlyList<PlayedDate> Dates { get; init; }
    public required IReadOnlyList<PlayedPerson> People { get; init; }
    public required IReadOnlyList<PlayedNotice> Notices { get; init; }
    public required IReadOnlyList<PlayedStage> Stages { get; init; }

    /// <summary>Times that ran out: silences where they timed an answer.</summary>
    public required IReadOnlyList<PlayedTelling> Breaches { get; init; }

    /// <summary>How each process stands at the end of the file.</summary>
    public required IReadOnlyList<string> Ends { get; init; }

    /// <summary>Events that couldn't be played, with where they stand, and rules that found nobody.</summary>
    public required IReadOnlyList<Fault> Faults { get; init; }

    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    internal static Simulated Of(Simulation played, string title)
    {
        var situation = played.At(played.Events.Select(e => e.Recorded).DefaultIfEmpty(Instant.FromUnixTimeSeconds(0)).Max(), Record.Worker.System);
        var told = played.Events.GroupBy(e => e.Process).SelectMany(process => Processes.Story.Of(situation, [.. process])).ToDictionary(t => (t.Event.Process, t.Sequence));
        var story = played.Events.Select(e => (Event: e, Telling: told[(e.Process, e.Sequence)])).ToList();
        string When(Instant at) => Minute.Format(at.InZone(played.Calendar.Zone).LocalDateTime);
        return new Simulated
        {
            Title = title,
            Pack = played.Pack.Id,
            Fingerprint = played.Pack.Fingerprint,
            Story = [.. story.Select(s => new PlayedTelling(When(s.Event.Happened), s.Telling.Text, s.Telling.More))],
            Dates = [.. Each(played, (p, protocol) => p.Clocks.Select(c => Date(p, protocol, c)))],
            People = [.. Each(played, (p, protocol) => p.Worksteps.SelectMany(w => Involved(played, protocol, w)))],
            Notices = [.. played.Notices.Select(n => new PlayedNotice(When(n.At), n.Notice.Label, played.Register.NameOf(n.Notice.To), n.Notice.Rule, [.. n.Notice.Channels.Order().Select(c => Vocabulary.Word(c))]))],
            Stages = [.. Each(played, (p, protocol) => Rungs(played, p, protocol))],
            Breaches = [.. story.Where(s => s.Event.What is ClockRanOut).Select(s => new PlayedTelling(When(s.Event.Happened), s.Telling.Text, s.Telling.More))],
            Ends = [.. Each(played, (p, protocol) => new[] { $"{protocol.Label}, version {p.Version}: {p.EndState ?? p.Status.ToString().ToLowerInvariant()}" })],
            Faults = played.Faults,
        };
    }

    private static IEnumerable<T> Each<T>(Simulation played, Func<Process, Protocol, IEnumerable<T>> of) => played.Processes.SelectMany(p => of(p, played.Pack.Protocol(p.Protocol)!));

    private static PlayedDate Date(Process process, Protocol protocol, Clock clock)
    {
        var workstep = clock.Workstep is { } id ? protocol.Workstep(process.Workstep(id).Definition) : null;
        var definition = protocol.Clocks.Concat(workstep is null ? [] : protocol.Form(workstep.Form).Clocks.Concat(workstep.Clocks)).First(c => c.Id == clock.Definition);
        var due = clock.Due.At is { } at ? Minute.Format(at) : LocalDatePattern.Iso.Format(clock.Due.On);
        var became = clock.Status switch { ClockStatus.RunOut => "ran out", ClockStatus.Stopped => "stopped", _ => "running" };
        return new(definition.Label, workstep?.Label ?? protocol.Label, due, clock.Due.Why, became);
    }

    private static IEnumerable<PlayedPerson> Involved(Simulation played, Protocol protocol, Workstep workstep)
    {
        var label = protocol.Workstep(workstep.Definition).Label;
        yield return new($"holds {Wording.Quote(label)}", played.Register.NameOf(workstep.Holder), "");
        foreach (var request in workstep.Requests)
            yield return new($"was asked {Wording.Quote(protocol.FormOf(workstep.Definition).Request(request.Definition)!.Label)} in {Wording.Quote(label)}", played.Register.NameOf(request.Holder), request.Found);
    }

    private static IEnumerable<PlayedStage> Rungs(Simulation played, Process process, Protocol protocol)
    {
        var context = new Context(process, protocol, played.At(process.Started, Record.Worker.System));
        string Day(Instant at) => LocalDatePattern.Iso.Format(at.InZone(played.Calendar.Zone).Date);
        return Standings.Ladder(process, protocol, context.Holds).Where(r => r.Status != StageStatus.Ahead).Select(r => new PlayedStage(r.Definition.Rank!.Value, r.Definition.Label, r.Status switch
        {
            StageStatus.NotUsed => $"{played.Pack.Term("not-used")}: {r.Reason}",
            _ when r.Workstep!.Closed is { } closed => $"{Day(r.Workstep.Opened)} to {Day(closed)}",
            _ => $"open since {Day(r.Workstep!.Opened)}",
        }));
    }
}
