using NodaTime;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.Core.Simulations;

/// <summary>
/// Plays an events file through the engine under one pack, with the clocks ticking between: what people would see, and when,
/// without a database. An event that the engine refuses, or that names what the pack hasn't got, is noted, and the rest goes on.
/// </summary>
public sealed class Simulation
{
    private readonly List<Event> events = [];
    private readonly List<(OwedNotice Notice, Instant At)> notices = [];
    private readonly List<Fault> faults = [];
    private readonly EventsFile file;
    private int ids;

    private Simulation(Pack pack, WorkingCalendar calendar, EventsFile file)
    {
        (Pack, Calendar, this.file) = (pack, calendar, file);
        Register = StandIns.Register(pack, file);
        Child = StandIns.Child(pack, file.Child);
    }

    internal Pack Pack { get; }
    internal WorkingCalendar Calendar { get; }
    internal Register Register { get; }
    internal Child Child { get; set; }
    internal List<Process> Processes { get; } = [];

    /// <summary>Everything that happened, in order; those of several processes among one another.</summary>
    internal IReadOnlyList<Event> Events => events;
    internal IReadOnlyList<(OwedNotice Notice, Instant At)> Notices => notices;
    internal IReadOnlyList<Fault> Faults => faults;

    /// <summary>What comes of the file under the pack. Faults are those of events that couldn't be played.</summary>
    public static Simulated Play(Pack pack, WorkingCalendar calendar, EventsFile file)
    {
        var simulation = new Simulation(pack, calendar, file);
        simulation.People();
        foreach (var one in file.Events)
        {
            var at = one.At.InZoneLeniently(calendar.Zone).ToInstant();
            simulation.Pass(at);
            if (new Acting(simulation, one, at).Do() is { } fault) simulation.faults.Add(fault);
        }
        return Simulated.Of(simulation, file.Title);
    }

    internal Guid NewId() => StandIns.Id($"simulated/{++ids}");

    internal Situation At(Instant now, Guid actor) => new()
    {
        Pack = Pack, Calendar = Calendar, Now = now, Actor = actor, Register = Register, Children = [Child], NewId = NewId,
    };

    internal void Take(Decision decision, Instant at)
    {
        Processes.AddRange(decision.Started);
        events.AddRange(decision.Events);
        notices.AddRange(decision.Notices.Select(n => (n, at)));
        // A rule that finds nobody is a visible fault, never silence (design rule 8).
        faults.AddRange(decision.Warnings.Where(w => w.Contains("Nobody holds", StringComparison.Ordinal)).Select(w => new Fault(new("", 0, 0), "nobody", w)));
    }

    /// <summary>The posts that the file speaks of are the pack's.</summary>
    private void People()
    {
        foreach (var (post, at) in file.People.Select(p => (p.Post, p.At)).Concat(file.Vacant.Select(v => (v.Text, v.At))).Where(p => Pack.FindPost(p.Item1) is null))
            faults.Add(new(at, "events", $"The pack has no post '{post}'.") { Suggestion = Acting.Meant(post, Pack.Posts.Select(p => p.Id)) });
    }

    /// <summary>Lets time pass: each clock that is near or runs out on the way does so at its own moment.</summary>
    private void Pass(Instant until)
    {
        while (Processes.Select(p => (Process: p, Due: NextOf(p))).Where(p => p.Due <= until).OrderBy(p => p.Due).FirstOrDefault() is { Process: { } process } next)
        {
            var decision = Engine.Tick(process, At(next.Due, Worker.System));
            if (decision.Events.Count == 0) return;
            Take(decision, next.Due);
        }
    }

    private static Instant NextOf(Process process) => process.Clocks.Where(c => c.Runs)
        .Select(c => c is { Status: ClockStatus.Running, Near: { } near } && near < c.Due.Ends ? near : c.Due.Ends).DefaultIfEmpty(Instant.MaxValue).Min();
}
