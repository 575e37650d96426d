using Waymark.Core.Calendar;

namespace Waymark.Core.Packs.Linting;

/// <summary>
/// Each stage has a time, and together they keep within the law: the IRO Handbook (2010), which is statutory guidance, wants a
/// formal process resolved within 20 working days.
/// </summary>
internal static class Times
{
    private const int Statutory = 20;

    public static IEnumerable<Found> In(Pack pack, Protocol protocol)
    {
        var stages = protocol.Stages.Select(w => (Stage: w, Clocks: Running(protocol, w))).ToList();
        foreach (var (stage, _) in stages.Where(s => s.Clocks.Count == 0))
            yield return new(stage, "untimed-stage", $"{Wording.Quote(stage.Label)} (rank {stage.Rank}) has no time: no clock runs in it.", "Add a clock to the workstep or to its form, or accept this with a reason.");

        foreach (var whole in protocol.Clocks.Where(c => Days(c.Span) > Statutory && stages.Count > 0 && !Standing(c)))
            yield return new(whole, "over-statutory", $"{Wording.Quote(whole.Label)} gives the whole process {Wording.Span(whole.Span)}; the IRO Handbook gives {Statutory} working days.", "Shorten the clock, or accept this with a reason.");

        var formal = stages.Where(s => !s.Stage.Means.Contains(Meaning.Informal)).GroupBy(s => s.Stage.Rank).Select(same => same.Max(s => Longest(s.Clocks))).ToList();
        // A clock over the whole process keeps it within the time, however long its stages may take by themselves.
        if (formal.Sum() > Statutory && protocol.Clocks.All(Standing))
            yield return new(protocol, "over-statutory", $"The stages of {Wording.Quote(protocol.Label)} may take {string.Join(" + ", formal.Where(days => days > 0))} = {formal.Sum()} working days one after the other; the IRO Handbook gives the formal process {Statutory}.", "Add a clock for the whole process, shorten a stage's, write 'means: [informal]' on a stage before the formal process, or accept this with a reason.");
    }

    /// <summary>The clocks that may run at a stage, with the switches as they stand.</summary>
    private static List<ClockDefinition> Running(Protocol protocol, WorkstepDefinition stage)
    {
        var form = protocol.Form(stage.Form);
        var here = new Case(form, stage.Rank) { Switches = protocol.Switches.ToDictionary(s => s.Id, s => s.Is) };
        return [.. form.Clocks.Concat(stage.Clocks).Where(c => !here.Hidden(c) && !Standing(c))];
    }

    /// <summary>A clock that counts from a fact of the child times no step of the process, unless the fact is the process's own beginning.</summary>
    private static bool Standing(ClockDefinition clock) => clock.After.Any.All(e => e.Subject is { Kind: SubjectKind.Fact, Name: not "process-started" });

    /// <summary>The longest that the stage's clocks may run one after the other: one follows another that stops, or runs out, where it begins.</summary>
    private static int Longest(List<ClockDefinition> clocks) => clocks.Select(c => Before(c, clocks, clocks.Count)).DefaultIfEmpty(0).Max();

    private static int Before(ClockDefinition clock, List<ClockDefinition> clocks, int deepest) => Days(clock.Span) + (deepest == 0 ? 0 :
        clocks.Where(c => c != clock && clock.After.Any.Any(e => Ends(c, e))).Select(c => Before(c, clocks, deepest - 1)).DefaultIfEmpty(0).Max());

    private static bool Ends(ClockDefinition clock, Entering e) =>
        e.Subject == new Subject(SubjectKind.Clock, clock.Id) && e.State == "run-out" || clock.Until is { } until && until.Any.Contains(e);

    /// <summary>In working days, begun ones counted whole: five to a week, twenty-one to a month.</summary>
    private static int Days(Span span) => span.Unit switch
    {
        Unit.Hours => (span.Amount + 23) / 24,
        Unit.Days => (span.Amount * 5 + 6) / 7,
        Unit.Weeks => span.Amount * 5,
        Unit.Months or Unit.MonthEnds => span.Amount * 21,
        _ => span.Amount,
    };
}
