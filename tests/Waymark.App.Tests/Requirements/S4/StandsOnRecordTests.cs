using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Requirements.S4;

/// <summary>What an issue rests on, what was said at each step and what was thought of it, as it is read afterwards (S4-004, S4-009, S4-027, S4-028, S4-044).</summary>
public sealed class StandsOnRecordTests(Databases databases)
{
    const string Iro = "araminta", Informal = "Informal Resolution (Stage 1)", Formal = "Formal Issue Resolution (Stage 2)";
    const string Told = "An issue about a child has been raised with you", Ask = "Please resolve the issue on the Quality Assurance Issue Resolution form", AskLevel = "Please resolve the dispute on the Quality Assurance Issue Resolution form";
    const string Services = "There are concerns about the provision of services";
    const int Child = 73000501;

    static string Level(int level) => $"Formal Dispute (Stage 3): Level {level}";

    static async Task PutInformally(Walk walk)
    {
        await walk.Start(Iro, Child, Informal);
        await walk.Save(Iro, "Issue", ("Method", "face to face"), ("Discussed at", "1 4 2026 at 09:15"), ("Issue", "No delegation."), ("Impact on the child", "He misses trips."), ("Preferred solution", "Sign it."), ("Reason", Services), ("What this rests on (optional)", "Practice standard"), ("Specific timescale agreed", "10 4 2026"));
        await walk.Send(Iro, Told);
    }

    static async Task Unresolved(Walk walk)
    {
        await walk.Save(Iro, "Review on the agreed date", ("Resolved", "No"), ("Reason", "Nobody signed."), ("What we did in plain words for the child (optional)", "We asked for you to go on trips. We will ask again."));
        await walk.Propose(Iro, "Escalate to Formal stage");
        await walk.Finish(Iro);
        await walk.Take(Iro, "incoming-work", Formal);
        await walk.Send(Iro, Ask);
        await walk.Save(Iro, "Direct follow-up", ("Method", "MS teams"), ("Date and time", "13 4 2026 at 10:20"));
    }

    static async Task Dispute(Walk walk, int level)
    {
        await walk.Save(Iro, "Dispute", [("Ground for dispute", "It has not been possible to resolve the issue"), ("The issue", "No delegation."), ("Impact on the child", "He misses trips."), ("The resolution sought", "Sign it."), ("Date contacted", "1 4 2026"), .. level == 4 ? [("Date resolution is sought by", "8 4 2026")] : Array.Empty<(string, string?)>()]);
        if (level == 4) await Briefed(walk);
        await walk.Send(Iro, AskLevel);
    }

    static async Task Briefed(Walk walk)
    {
        var level = walk.Workstep;
        await walk.Propose(Iro, "Write the briefing");
        await walk.Take(Iro, "incoming-work", "Case Briefing for Deputy Director/DCS");
        await walk.Save(Iro, "Account", ("Incident leading to Briefing", "The trip."), ("Background Information", "In care since he was six."), ("Current Plan of Intervention proposed and Outcomes Sought", "Sign it."));
        await walk.Propose(Iro, "Briefing complete");
        await walk.Finish(Iro);
        walk.Workstep = level;
    }

    [Theory(DisplayName = "S4-009 The chronology holds both talks and the form with author, method and time, and what was written in plain words for the child"), OnBoth]
    public async Task All_that_was_said(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        await PutInformally(walk);
        await walk.On("2026-04-13 10:30");
        await Unresolved(walk);
        var chronology = await walk.Chronology(Iro, Child);
        Walk.Says(chronology, "Method: face to face", "Discussed at: Wednesday 1 April 2026 at 09:15", "Method: MS teams", "Date and time: Monday 13 April 2026 at 10:20", $"Araminta Foley-Sarpong sent ‘{Ask}’ to Viola Entwhistle", "We asked for you to go on trips. We will ask again.");
        var talks = chronology.Page.Document.QuerySelectorAll("main .wm-timeline__item").Where(item => Words.Of(item).Contains("Method: ", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, talks.Count);
        Assert.All(talks, talk => Assert.StartsWith("Araminta Foley-Sarpong wrote in ", Words.Of(talk.QuerySelector("h3")!), StringComparison.Ordinal));
    }

    [Theory(DisplayName = "S4-044 Before every move between stages and levels stands whether the chair was satisfied, with the day and the reason"), OnBoth]
    public async Task View_at_each_step(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        await PutInformally(walk);
        Assert.Contains("Enter Reason", (await walk.At(Iro, "/finish")).Main, StringComparison.Ordinal);
        await walk.On("2026-04-13 10:30");
        await Unresolved(walk);
        await walk.On("2026-04-14 11:00");
        await Move(walk, "Proceed to stage 3 - Dispute, Level 1", Level(1), "Two answers, no signature.");
        await Dispute(walk, 1);
        await walk.On("2026-04-15 12:00");
        await Move(walk, "Proceed to stage 3 (Level 2)", Level(2), "She may not decide it.");
        var chronology = await walk.Chronology(Iro, Child);
        var said = chronology.Main;
        string[] order =
        [
            "Resolved: No", "Reason: Nobody signed.", $"‘{Formal}’ came to",
            "Satisfied that the issue is resolved: No", "Reason: Two answers, no signature.", $"‘{Level(1)}’ came to",
            "Satisfied that the issue is resolved: No", "Reason: She may not decide it.", $"‘{Level(2)}’ came to",
        ];
        var at = 0;
        foreach (var words in order)
        {
            var found = said.IndexOf(words, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"“{words}” doesn't follow in its order: {said}");
            at = found + words.Length;
        }
        foreach (var (view, on) in ((string, string)[])[("Resolved: No", "13 April 2026 at 10:30am"), ("Reason: Nobody signed.", "13 April 2026 at 10:30am"), ("Reason: Two answers, no signature.", "14 April 2026 at 11:00am"), ("Reason: She may not decide it.", "15 April 2026 at midday")])
            Assert.Equal(on, Words.Of(chronology.Page.Document.QuerySelectorAll("main .wm-timeline__item").Single(item => Words.Of(item).Contains(view, StringComparison.Ordinal)).QuerySelector("time")!));
    }

    static async Task Move(Walk walk, string action, string to, string why)
    {
        Assert.DoesNotContain(action, await walk.Offered(Iro));
        await walk.Save(Iro, "IRO/CPC's view", ("Satisfied that the issue is resolved", "No"));
        await walk.Save(Iro, "Direct follow-up", ("Method", "MS teams"), ("Date and time", "13 4 2026 at 10:20"));
        await walk.Propose(Iro, action);
        Walk.Says(await walk.At(Iro, "/finish"), "Enter Reason");
        await walk.Save(Iro, "IRO/CPC's view", ("Reason", why));
        await walk.Finish(Iro);
        await walk.Take(Iro, "incoming-work", to);
    }

    [Theory(DisplayName = "S4-027 At each level the direct follow-up is missed until it is recorded, with its method, under that level")]
    [OnBoth(1), OnBoth(2), OnBoth(3), OnBoth(4)]
    public async Task Follow_up(Db db, int level)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        await walk.Start(Iro, Child, Level(level));
        await Dispute(walk, level);
        Assert.Empty(walk.Told("Follow-up missing"));
        await walk.On("2026-04-02 09:00");
        Assert.Equal([Iro], walk.Told("Follow-up missing"));
        Walk.Says(await walk.Process(Iro), "Follow-up missing");
        Walk.Says(await walk.At(Iro), "Select Method", "Enter Date and time");
        await walk.Save(Iro, "Direct follow-up", ("Method", "MS teams"), ("Date and time", "2 4 2026 at 08:40"));
        var process = await walk.Process(Iro);
        var under = process.Page.Document.QuerySelectorAll("main article").Single(article => Words.Of(article).Contains("MS teams", StringComparison.Ordinal));
        Assert.Equal(Level(level), Words.Of(under.QuerySelector("h3")!));
        Assert.Contains("Thursday 2 April 2026 at 08:40", Words.Of(under), StringComparison.Ordinal);
        Assert.DoesNotContain("Select Method", (await walk.At(Iro)).Main, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "S4-028 An IRO who chairs no conference is not satisfied at Level 2, and Level 3 opens"), OnBoth]
    public async Task The_chairs_call(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        await walk.Start(Iro, Child, Level(2));
        await Dispute(walk, 2);
        await walk.Save(Iro, "Direct follow-up", ("Method", "e-mail"), ("Date and time", "1 4 2026 at 09:50"));
        Assert.DoesNotContain("Proceed to stage 3 (Level 3)", await walk.Offered(Iro));
        await walk.Save(Iro, "IRO/CPC's view", ("Satisfied that the issue is resolved", "No"), ("Reason", "Nothing came."));
        Assert.DoesNotContain("Proceed to stage 3 (Level 2)", await walk.Offered(Iro));
        await walk.Propose(Iro, "Proceed to stage 3 (Level 3)");
        await walk.Finish(Iro);
        Walk.Says(await walk.Take(Iro, "incoming-work", Level(3)), "Not started");
        await Dispute(walk, 3);
        Assert.Contains("thaddeus", walk.Told("You have been asked for something"));
    }
}
