using NodaTime;
using Waymark.App.Features.Documents;
using Waymark.App.Store;
using Waymark.Core.Access;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Demonstration;

/// <summary>A decision as it was taken: what is written of it, in the order in which things happened.</summary>
public sealed record Taken(Operation Operation, Outcome Outcome);

/// <summary>A paper that somebody attached: a PDF, or a Word document where its name ends so.</summary>
/// <param name="From">The step of the script.</param>
public sealed record Paper(Guid Id, Arrival Arrival, Mark From);

/// <summary>What came of playing the histories up to the morning of the day.</summary>
public sealed record Played(LocalDate Day, IReadOnlyList<Process> Processes, IReadOnlyList<Taken> Taken, IReadOnlyList<Paper> Papers)
{
    /// <summary>Questions whether a document may be taken away, and to whom.</summary>
    public IReadOnlyList<(AgreementRow Question, IReadOnlySet<Guid> To)> Asked { get; init; } = [];

    /// <summary>Records that somebody without a tie to the child opened.</summary>
    public IReadOnlyList<AccessReasonRow> Opened { get; init; } = [];
}

/// <summary>A history can't be played: a step was refused, or says something that isn't there.</summary>
public sealed class ScriptException(IReadOnlyList<Fault> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public ScriptException(Mark at, string message) : this([new Fault(at, "demo", message)])
    {
    }

    public IReadOnlyList<Fault> Faults => faults;
}

/// <summary>
/// Plays all histories through the engine, in the order of time, with the clocks ticking in between: nothing in a demonstration is
/// written that the engine didn't decide.
/// </summary>
public sealed class Player
{
    readonly Pack pack;
    readonly WorkingCalendar calendar;
    readonly LocalDate day;
    readonly Population people;
    readonly List<Process> processes = [];
    readonly List<Taken> taken = [];
    readonly List<Paper> papers = [];
    readonly List<(AgreementRow, IReadOnlySet<Guid>)> asked = [];
    readonly List<AccessReasonRow> opened = [];
    int ids;

    Player(Pack pack, WorkingCalendar calendar, LocalDate day, Population people) => (this.pack, this.calendar, this.day, this.people) = (pack, calendar, day, people);

    public static Played Play(Script script, Pack pack, WorkingCalendar calendar, LocalDate day, Population people)
    {
        var player = new Player(pack, calendar, day, people);
        foreach (var (at, _, history, step, scene) in script.Histories.SelectMany((history, place) => player.Plan(new Telling(history, place))).OrderBy(each => each.At).ThenBy(each => each.Place))
        {
            player.Pass(at);
            new Acting(player, history, step, scene, at).Do();
        }
        player.Pass(calendar.Zone.AtStartOfDay(day).ToInstant());
        return new Played(day, player.processes, player.taken, player.papers) { Asked = player.asked, Opened = player.opened };
    }

    internal Pack Pack => pack;
    internal WorkingCalendar Calendar => calendar;
    internal Population People => people;
    internal List<Paper> Papers => papers;
    internal List<(AgreementRow, IReadOnlySet<Guid>)> Asked => asked;
    internal List<AccessReasonRow> Opened => opened;

    internal Guid NewId() => Script.Id($"demonstration/{++ids}");

    /// <summary>When each step happens: on its working day, one after the other through the day.</summary>
    IEnumerable<(Instant At, int Place, Telling History, Step Step, Scene Scene)> Plan(Telling telling)
    {
        var steps = telling.History.Scenes.SelectMany(played => played.Scene.Steps.Select((step, place) => (Step: step, played.Scene, Wait: step.Wait + (place == 0 ? played.Later : 0)))).ToList();
        var (left, minutes) = (telling.History.Last + steps.Sum(each => each.Wait), 0);
        for (var i = 0; i < steps.Count; i++)
        {
            left -= steps[i].Wait;
            minutes = i == 0 || steps[i].Wait > 0 ? 8 * 60 + 40 + Chance(telling, i, 100) : minutes + 4 + Chance(telling, i, 15);
            var at = calendar.AddWorkingDays(day, -left).At(LocalTime.Midnight.PlusMinutes(minutes)).InZoneLeniently(calendar.Zone).ToInstant();
            yield return (at, telling.Place, telling, steps[i].Step, steps[i].Scene);
        }
    }

    static int Chance(Telling telling, int step, int below) => Script.Id($"time/{telling.Place}/{step}").ToByteArray()[0] * below / 256;

    internal Situation At(Instant now, Guid actor, IReadOnlyList<Guid> children) => new()
    {
        Pack = pack, Calendar = calendar, Now = now, Actor = actor, Register = people.Register, NewId = NewId,
        Children = [.. children.Select(id => people.Children.First(child => child.Id == id))],
    };

    /// <summary>What the policy of access says: nobody is shown to have done in a demonstration what they couldn't.</summary>
    internal Ruling May(Guid worker, AccessVerb verb, Guid? child, LocalDate today)
    {
        var who = Capacity.Of(people.Register, worker, today) with { Trained = people.Trained.Where(each => each.Worker == worker).SelectMany(each => pack.List(each.List)?.Options ?? []).Select(module => module.Id).ToHashSet() };
        if (child is null) return Policy.Decide(pack, who, verb);
        var its = people.Children.First(each => each.Id == child);
        return Policy.Decide(pack, who, verb, new Whom
        {
            Team = its.Team, Locality = its.Locality, Homes = its.Home is { } home ? new HashSet<string> { home } : [],
            Allocated = people.Allocations.Where(each => each.Child == child && each.On(today)).Select(each => each.Worker).ToHashSet(),
        });
    }

    /// <summary>With what may stand on an agenda of the process: everything of those protocols that has been begun.</summary>
    internal Situation At(Instant now, Guid actor, Process process)
    {
        var situation = At(now, actor, process.Children);
        var asks = Agenda.Asks(pack.Protocol(process.Protocol)!);
        return asks.Count == 0 ? situation : situation with
        {
            Cases = [.. processes.Where(each => asks.Contains(each.Protocol)).Select(each => new Case(each, At(now, actor, each.Children) with { LastHeld = NodaConstants.UnixEpoch }))],
        };
    }

    internal void Take(string verb, Actor actor, Decision decision, Process process, Situation situation)
    {
        processes.AddRange(decision.Started);
        taken.Add(new Taken(new Operation(actor, NewId(), $"demonstration/{verb}"), new Outcome(decision, process, situation)));
    }

    /// <summary>Lets time pass: whatever clock ends on the way does so at its own moment.</summary>
    void Pass(Instant until)
    {
        while (processes.Select(process => (Process: process, Due: NextOf(process))).Where(each => each.Due <= until).OrderBy(each => each.Due).FirstOrDefault() is { Process: { } process } next)
        {
            var situation = At(next.Due, Worker.System, process.Children);
            var decision = Engine.Tick(process, situation);
            if (decision.Events.Count == 0) throw new InvalidOperationException($"Process {process.Id} said that a clock was due, and nothing came of it.");
            Take("time", Actor.Time, decision, process, situation);
        }
    }

    static Instant NextOf(Process process) => process.Clocks.Where(clock => clock.Runs)
        .Select(clock => clock is { Status: ClockStatus.Running, Near: { } near } && near < clock.Due.Ends ? near : clock.Due.Ends).DefaultIfEmpty(Instant.MaxValue).Min();
}

/// <summary>A history as far as it has been told.</summary>
sealed class Telling(History history, int place)
{
    readonly List<(Scene Scene, Step First)> begun = [];

    public History History => history;
    public int Place => place;
    public List<Process> Processes { get; } = [];

    /// <summary>Whose history it is, to say where it can't be played.</summary>
    public string Of => history.Children.Count == 0 ? "the service" : $"child {history.Children[0]}";

    /// <summary>How often this scene has been begun by now: the second time, it says what stands under 'name-2'.</summary>
    public int Times(Scene scene, Step step)
    {
        if (step == scene.Steps[0]) begun.Add((scene, step));
        return begun.Count(each => each.Scene == scene);
    }
}
