using Waymark.Core.Packs;
using Waymark.Core.Simulations;
using Waymark.Core.Tests.Calendar;
using Waymark.Core.Tests.Packs;
using Waymark.Tests;
using Xunit;

namespace Waymark.Core.Tests.Simulations;

public class SimulationTests
{
    private static readonly string Concern = File.ReadAllText(Checkout.At("packs", "island", "simulations", "no-plan.yaml"));

    private static Simulated Play(Pack pack, string events)
    {
        var read = EventsFile.Read("no-plan.yaml", events);
        Assert.True(read.File is not null, string.Join("\n", read.Faults));
        return Simulation.Play(pack, ShippedCalendars.Named(pack.Calendar), read.File);
    }

    /// <summary>The one made-up concern, as each council's pack has an events file for it.</summary>
    public static TheoryData<string> Councils => new("island", "county", "city", "borough");

    [Theory, MemberData(nameof(Councils))]
    public void The_same_concern_plays_under_each_council_as_reviewed(string council)
    {
        var played = Play(PackFiles.Read(council), File.ReadAllText(Path.Combine(PackFiles.Folder(council), "simulations", "no-plan.yaml")));
        Assert.Equal("", string.Join("\n", played.Faults));
        Golden.Check(Checkout.At("tests", "Waymark.Core.Tests", "Golden", "simulations", $"{council}.txt"), played.Text());
    }

    /// <summary>A day and time anchors a clock as a day does, and the day that is typed stops one; without it the time runs out, and nobody is said to have been silent.</summary>
    [Fact]
    public void A_typed_day_and_time_starts_a_clock_and_stops_another()
    {
        var borough = PackFiles.Read("borough");
        var events = File.ReadAllText(Path.Combine(PackFiles.Folder("borough"), "simulations", "no-plan.yaml"));
        var (done, missed) = (Play(borough, events), Play(borough, events.Replace(", contact-at: 2026-04-01T10:05", "", StringComparison.Ordinal)));

        Assert.Contains(done.Dates, d => d is { Clock: "Latest date for informal resolution", Due: "2026-04-09" });
        Assert.Equal("stopped", done.Dates.First(d => d.Clock == "Direct follow-up").Became);
        Assert.Contains(missed.Breaches, b => b.Text == "‘Direct follow-up’ ran out: it ended with Wednesday 1 April 2026.");
    }

    /// <summary>Seven working days instead of five: Easter lies between, and the silence is told so much later.</summary>
    [Fact]
    public void Two_versions_are_shown_beside_each_other_with_a_star_where_they_differ()
    {
        var next = PackReader.Read("island", PackFiles.Edited("island", "protocols/iro-qa.yaml", "due, amount: 5, unit: working-days, after: {request: request-1", "due, amount: 7, unit: working-days, after: {request: request-1")).Pack!;
        var (one, other) = (Play(PackFiles.Read("island"), Concern), Play(next, Concern));

        var differs = one.With(other).Where(b => b.Differs).ToList();

        Assert.Contains(differs, b => b.What == "Manager's reply due, in ‘IRO Dispute Resolution Process Stage 1’" && b.One == "2026-04-10, ran out" && b.Other == "2026-04-14, ran out");
        Assert.Contains(differs, b => b.Section == "Not played" && b.One is null && b.Other!.Contains("The manager has neither replied nor run out of time.", StringComparison.Ordinal));
        Assert.Contains("* Manager's reply due, in ‘IRO Dispute Resolution Process Stage 1’", one.Table(other), StringComparison.Ordinal);
        Assert.EndsWith("Nothing differs.\n", one.Table(one), StringComparison.Ordinal);
    }

    [Fact]
    public void A_post_that_nobody_holds_is_seen_at_the_event_that_needs_it()
    {
        var played = Play(PackFiles.Read("island"), Concern.Replace("events:\n", "vacant: [team-manager]\nevents:\n", StringComparison.Ordinal));
        Assert.Contains(played.Faults, f => f.Rule == "refused" && f.At.Line == 16 && f.Message.Contains("Nobody holds the post of Team Manager", StringComparison.Ordinal));
    }

    [Fact]
    public void Somebody_with_a_name_holds_the_post_instead()
    {
        var played = Play(PackFiles.Read("island"), Concern.Replace("events:\n", "people: [{id: tess, name: Tess Marlow, post: team-manager}]\nevents:\n", StringComparison.Ordinal));
        Assert.Empty(played.Faults);
        Assert.Contains(played.Notices, n => n is { To: "Tess Marlow", Notice: "A reply is overdue" });
    }

    [Fact]
    public void What_is_recorded_of_the_child_holds_from_then_on()
    {
        var left = Concern.Replace("  - {at: 2026-04-13 09:00, save: {progress: No answer came over Easter., outcome: stage-2}}", "  - {at: 2026-04-13 08:00, record: {legal-status: none}}\n  - {at: 2026-04-13 09:00, save: {progress: Robin is no longer looked after., outcome: cafcass}}", StringComparison.Ordinal);
        Assert.Contains(Play(PackFiles.Read("island"), left).Faults, f => f.Rule == "refused" && f.Message.Contains("outcome", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What stands in the file, where it is refused, and what to write.</summary>
    public static TheoryData<string, string, string> Bad => new()
    {
        { "simulation: A\nevents:\n  - {at: 2026-03-02 09:00, by: iro, strat: lac-review}\n", "e.yaml:3:37: ", "'strat' isn't what an event does. Meant 'start'?" },
        { "simulation: A\nevents:\n  - {at: 2 March, by: iro, start: lac-review}\n", "e.yaml:3:10: ", "'2 March' isn't a moment. Write day and time: 2026-03-02 09:00." },
        { "simulation: A\nevents:\n  - {at: 2026-03-02 09:00, start: a, send: b}\n", "e.yaml:3:5: ", "does 2 things at once" },
        { "simulation: A\nevents:\n  - {at: 2026-03-03 09:00, wait: a}\n  - {at: 2026-03-02 09:00, wait: b}\n", "e.yaml:4:10: ", "happens before what stands above it" },
        { "simulation: A\nevents:\n  - {at: 2026-03-02 09:00, send: a, tto: b}\n", "e.yaml:3:37: ", "'tto' can't stand here. Meant 'to'?" },
        { "events:\n  - {at: 2026-03-03 09:00, wait: a}\n", "e.yaml:1:1: ", "'simulation' is missing." },
        { "simulation: A\nchild: {legalstatus: s20}\nevents:\n  - {at: 2026-03-03 09:00, wait: a}\n", "e.yaml:2:9: ", "Meant 'legal-status'?" },
        { "simulation: A\n", "e.yaml:1:1: ", "Nothing happens in this file." },
        { "- a\n", "e.yaml:1:1: ", "An events file is a block of keys." },
        { "simulation: A\nevents:\n  - {at: 2026-03-02 09:00, wait: [}\n", "e.yaml:3:", "isn't closed" },
    };

    [Theory, MemberData(nameof(Bad))]
    public void A_bad_file_is_refused_with_its_place_and_what_to_write(string text, string place, string said)
    {
        var (file, faults) = EventsFile.Read("e.yaml", text);
        Assert.Null(file);
        Assert.Contains(faults, f => f.ToString().StartsWith(place, StringComparison.Ordinal) && f.ToString().Contains(said, StringComparison.Ordinal) && f.Suggestion.Length > 0);
    }

    /// <summary>A name in the example mistyped, where it is refused, and what to write.</summary>
    public static TheoryData<string, string, string, string> Unknown => new()
    {
        { "by: iro, start", "by: ior, start", "no-plan.yaml:6:32: ", "Nobody is called 'ior'. Meant 'iro'?" },
        { "start: significant-information.significant", "start: significant-informatoin.significant", "no-plan.yaml:6:44: ", "There is no protocol 'significant-informatoin'. Meant 'significant-information'?" },
        { "propose: to-qap", "propose: to-qpa", "no-plan.yaml:8:37: ", "There is no next action 'to-qpa'. Meant 'to-qap'?" },
        { "{review-on: 2026", "{reviewon: 2026", "no-plan.yaml:10:35: ", "has no field 'reviewon'. Meant 'review-on'?" },
        { "send: manager-update", "send: managers-update", "no-plan.yaml:15:34: ", "There is no request 'managers-update'. Meant 'manager-update'?" },
        { "finish: qap}", "finish: qpa}", "no-plan.yaml:19:36: ", "There is no workstep 'qpa'. Meant 'qap'?" },
        { "answer: request-3}", "answer: request-2}", "no-plan.yaml:29:5: ", "No request 'request-2' is waiting on Monday 13 April 2026 at 14:20. Send it first." },
        { "sign: overseen", "sign: oversen", "no-plan.yaml:17:5: ", "has no field 'oversen'. Meant 'overseen'?" },
    };

    [Theory, MemberData(nameof(Unknown))]
    public void A_name_that_the_pack_has_not_got_is_told_at_its_place(string old, string @new, string place, string said)
    {
        var played = Play(PackFiles.Read("island"), Concern.Replace(old, @new, StringComparison.Ordinal));
        Assert.StartsWith(place + played.Faults[0].Message, played.Faults[0].ToString(), StringComparison.Ordinal);
        Assert.Contains(said, played.Faults[0].ToString(), StringComparison.Ordinal);
    }
}
