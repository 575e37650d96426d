using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Requirements.S4;

/// <summary>What is learnt from the forms that were finalised (S4-036).</summary>
public sealed class LearningReportTests(Databases databases)
{
    const string Iro = "araminta", Process = "Quality Assurance Issue Resolution and Dispute", Formal = "Formal Issue Resolution (Stage 2)", Level = "Formal Dispute (Stage 3): Level 1", Learning = "Outcome and learning";
    const string Plan = "There are concerns about the quality, implementation and timeliness of the child's plan", Services = "There are concerns about the provision of services";
    const string Team = "Please add the outcome and learning of the social work team";

    static async Task AtFormal(Walk walk, int child, string reason, string manager, params (string, string?)[] more)
    {
        await walk.Start(Iro, child, Formal);
        await walk.Save(Iro, "Issue", [.. more, ("Why the issue starts at this stage", "It is late."), ("The issue", "No visit."), ("Impact on the child", "She waits."), ("The resolution sought", "Visit."), ("Reason", reason)]);
        await walk.Send(Iro, "Please resolve the issue on the Quality Assurance Issue Resolution form");
        await walk.Save(Iro, "Direct follow-up", ("Method", "MS teams"), ("Date and time", "13 4 2026 at 10:00"));
        await walk.Answer(manager, "Please resolve the issue on the Quality Assurance Issue Resolution form");
        await walk.Take(Iro, "incomplete-work", Formal);
    }

    static async Task AtLevel(Walk walk, int child, string manager)
    {
        await walk.Start(Iro, child, Level);
        await walk.Save(Iro, "Dispute", ("Ground for dispute", "It has not been possible to resolve the issue"), ("The issue", "No visit."), ("Impact on the child", "She waits."), ("The resolution sought", "Visit."), ("Date contacted", "13 4 2026"));
        await walk.Send(Iro, "Please resolve the dispute on the Quality Assurance Issue Resolution form");
        await walk.Save(Iro, "Direct follow-up", ("Method", "MS teams"), ("Date and time", "13 4 2026 at 10:00"));
        await walk.Answer(manager, "Please resolve the dispute on the Quality Assurance Issue Resolution form");
        await walk.Take(Iro, "incomplete-work", Level);
    }

    static async Task Finalise(Walk walk, string worker)
    {
        await walk.Save(Iro, "IRO/CPC's view", ("Satisfied that the issue is resolved", "Yes"), ("Reason", "Seen."));
        await walk.Propose(Iro, "Resolved");
        await walk.Finish(Iro);
        await walk.Take(Iro, "incoming-work", Learning);
        await walk.Save(Iro, Learning, ("Outcome of issue requiring resolution", "Visited."), ("Key learning points", "Ask sooner."));
        await walk.Send(Iro, Team);
        await walk.Answer(worker, Team);
        await walk.Take(Iro, "incomplete-work", Learning);
        await walk.Propose(Iro, "Finalise - resolved");
        await walk.Finish(Iro);
    }

    [Theory(DisplayName = "S4-036 Of six finalised forms the totals by reason, stage and team are those of the records, over a period, and the chair of the review meeting reads them without a child’s name"), OnBoth]
    public async Task Six_forms(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-13 10:00");
        foreach (var reason in (string[])[Plan, $"{Plan}\n{Services}"])
        {
            await AtFormal(walk, 73000501, reason, "viola");
            await Finalise(walk, "fenella");
        }
        await AtFormal(walk, 73000503, Services, "kwabena");
        await Finalise(walk, "zadie");
        await AtLevel(walk, 73000501, "saffron");
        await Finalise(walk, "fenella");
        await walk.Start(Iro, 73000501, Formal);                            // 5: not finalised
        await walk.On("2026-07-01 10:00");
        foreach (var _ in (int[])[10, 11])                                  // 6 to 9 are the service's own
        {
            await AtFormal(walk, 73000503, Services, "kwabena");
            await Finalise(walk, "zadie");
        }
        var visitor = await walk.As("hildegard", "/registers");
        await visitor.Click(Process);
        await visitor.Choose("In the period if it", "Ended in it").Press("Show");
        Assert.Equal(["1", "2", "3", "4", "10", "11"], Registers.Lines(visitor));
        Assert.Equal(new() { [Plan] = 2, [Services] = 4, ["None said"] = 1 }, await Registers.Figure(visitor, "Reason"));
        Assert.Equal(new() { [Formal] = 5, [Level] = 1 }, await Registers.Figure(visitor, "Stage reached"));
        Assert.Equal(new() { ["Harbour"] = 3, ["Hill"] = 3 }, await Registers.Figure(visitor, "Team"));
        await visitor.Click("Last quarter");
        Assert.Equal(["1", "2", "3", "4"], Registers.Lines(visitor));
        Assert.Equal(new() { [Plan] = 2, [Services] = 2, ["None said"] = 1 }, await Registers.Figure(visitor, "Reason"));
        Assert.Equal(new() { ["Harbour"] = 3, ["Hill"] = 1 }, await Registers.Figure(visitor, "Team"));
        await visitor.Click("This quarter");
        Assert.Equal(new() { ["Hill"] = 2 }, await Registers.Figure(visitor, "Team"));
        var director = await walk.As("ambrose", "/registers/issue?by=ended");
        Assert.Equal(new() { ["Harbour"] = 3, ["Hill"] = 3 }, await Registers.Figure(director, "Team"));
        Assert.DoesNotContain("Peregrine", director.Text, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "S4-004 What an issue rests on is picked from the list, and stands in the form and in the learning report"), OnBoth]
    public async Task Basis(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-13 10:00");
        await AtFormal(walk, 73000501, Plan, "viola", ("What this rests on (optional)", "Guidance\nPractice standard"));
        Walk.Says(await walk.Process(Iro), "What this rests on Guidance, Practice standard");
        await Finalise(walk, "fenella");
        await AtFormal(walk, 73000503, Plan, "kwabena", ("What this rests on (optional)", "Guidance"));
        await Finalise(walk, "zadie");
        var report = await walk.As("hildegard", "/registers/issue?by=ended");
        Assert.Equal(new() { ["Guidance"] = 2, ["Practice standard"] = 1 }, await Registers.Figure(report, "What it rests on"));
    }
}
