using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Requirements.S4;

/// <summary>What both sides learnt, and where it goes (S4-033 to S4-035).</summary>
public sealed class LearningTests(Databases databases)
{
    const string Iro = "araminta", Formal = "Formal Issue Resolution (Stage 2)", Closing = "Outcome and learning";
    const string Ask = "Please resolve the issue on the Quality Assurance Issue Resolution form", AskTeam = "Please add the outcome and learning of the social work team";
    const string Learning = "Key learning points", Items = "Learning, without names", Action = "Action from learning";

    /// <summary>An issue that is resolved, with nothing said of it yet.</summary>
    static async Task Resolved(Walk walk)
    {
        await walk.Start(Iro, 73000501, Formal);
        await walk.Save(Iro, "Issue", ("Why the issue starts at this stage", "It was put before."), ("The issue", "No delegation."), ("Impact on the child", "He misses trips."), ("The resolution sought", "Sign it."), ("Reason", "There are concerns about the provision of services"));
        await walk.Send(Iro, Ask);
        await walk.Save(Iro, "Direct follow-up", ("Method", "MS teams"), ("Date and time", "1 4 2026 at 11:00"));
        await walk.Answer("viola", Ask, ("Answer of the Team Manager (optional)", "Signed today."));
        await walk.Take(Iro, "incomplete-work", Formal);
        await walk.Save(Iro, "IRO/CPC's view", ("Satisfied that the issue is resolved", "Yes"), ("Reason", "I have seen it."));
        await walk.Propose(Iro, "Resolved");
        await walk.Finish(Iro);
        await walk.Take(Iro, "incoming-work", Closing);
    }

    static async Task TeamAnswers(Walk walk)
    {
        var closing = walk.Workstep;
        await walk.Send(Iro, AskTeam);
        await walk.Answer("fenella", AskTeam, ("Outcome of issue requiring resolution (social work team) (optional)", "Signed in time."), ("Key learning points (social work team) (optional)", "Read the plan."));
        walk.Workstep = closing;
    }

    static async Task Finalised(Walk walk)
    {
        await Resolved(walk);
        await walk.Save(Iro, Closing, ("Outcome of issue requiring resolution", "Delegated."), (Learning, "Ask sooner."));
        await TeamAnswers(walk);
        await walk.Propose(Iro, "Finalise - resolved");
        await walk.Finish(Iro);
    }

    [Theory(DisplayName = "S4-033 The social work team's part is asked for before an issue is finalised, and each part shows who wrote it"), OnBoth]
    public async Task Both_write(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        await Resolved(walk);
        await walk.Save(Iro, Closing, ("Outcome of issue requiring resolution", "Delegated."), (Learning, "Ask sooner."));
        await walk.Propose(Iro, "Finalise - resolved");
        Walk.Says(await walk.At(Iro, "/finish"), $"Send the request: {AskTeam}", "The social work team has neither answered nor run out of time.");
        await TeamAnswers(walk);
        var process = await walk.Process(Iro);
        Walk.Says(process, "Ask sooner.", "Read the plan.");
        string Part(string label) => Words.Of(process.Page.Document.QuerySelectorAll(".govuk-summary-list__row").Single(row => Words.Of(row.QuerySelector("dt")!) == label).QuerySelector("dd")!);
        Assert.Contains("Araminta Foley-Sarpong", Part(Learning), StringComparison.Ordinal);
        Assert.Contains("Fenella Drummond-Akua", Part("Key learning points (social work team)"), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "S4-034 Nothing is finalised without its learning; what is finalised can't be edited any more, and the child's record still shows it"), OnBoth]
    public async Task Is_locked(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        await Resolved(walk);
        await walk.Save(Iro, Closing, ("Outcome of issue requiring resolution", "Delegated."));
        await TeamAnswers(walk);
        await walk.Propose(Iro, "Finalise - resolved");
        Walk.Says(await walk.At(Iro, "/finish"), "Enter Key learning points");
        var (closing, form) = (walk.Workstep, await walk.At(Iro));
        await form.Click(Closing);
        form.Fill(Learning, "Ask sooner.");
        await form.Press("Save");
        await walk.Finish(Iro);
        walk.Workstep = closing;
        foreach (var who in new[] { Iro, "fenella" })
        {
            var page = await walk.At(who, "/sections/learning");
            Walk.Says(page, "Ask sooner.", "Read the plan.");
            Assert.Empty(page.Page.Document.QuerySelectorAll("main textarea"));
            Assert.DoesNotContain("Save", page.Page.Buttons);
        }
        foreach (var who in new[] { Iro, "fenella" })
        {
            var record = await walk.Child(who, 73000501);
            Walk.Says(record, "Finalised - resolved");
            Walk.Says(await walk.Notes(who, 73000501), "Ask sooner.", "Read the plan.");
        }
    }

    [Theory(DisplayName = "S4-035 What was learnt is on the next agenda of each of the three kinds of meeting, without the child's name, and an action is followed until it is done"), OnBoth]
    public async Task Is_shared(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        await Finalised(walk);
        await walk.On("2026-05-01 10:00");
        foreach (var (who, meeting) in new[] { ("viola", "Team meeting"), ("kwabena", "Team meeting"), ("seraphina", "Operations Managers meeting") })
        {
            await walk.Take(who, "incoming-work", meeting);
            var item = Assert.Single(await walk.Agenda(who, "Figures", Items));
            Assert.Contains("Ask sooner.", item, StringComparison.Ordinal);
            Assert.Contains("Read the plan.", item, StringComparison.Ordinal);
            Assert.DoesNotContain("Peregrine", item, StringComparison.Ordinal);
        }

        await walk.Take("viola", "incoming-work", "Team meeting");
        var held = walk.Workstep;
        await walk.Save("viola", "Figures", ("Date", "1 5 2026"));
        await walk.Write("viola", "Figures", "Ask sooner.", ("Action (optional)", "Go through the plan at each handover"), ("Who (optional)", "Ignatius Cope-Linden, Social Worker"), ("By when (optional)", "8 5 2026"));
        await walk.Propose("viola", "Discussed");
        await walk.Finish("viola");
        var action = await walk.Take("ignatius", "incoming-work", Action);
        Assert.DoesNotContain("Peregrine", action.Main, StringComparison.Ordinal);
        await walk.On("2026-05-11 10:00");
        Assert.Contains("ignatius", walk.Told("An action of a meeting is overdue"));
        var (task, viola) = (walk.Workstep, await walk.As("viola", held));
        walk.Workstep = held;
        Walk.Says(await walk.Process("viola"), $"{Action} ", ": Open");
        walk.Workstep = task;
        await walk.Save("ignatius", "Action", ("Done on", "11 5 2026"));
        await walk.Propose("ignatius", "Done");
        await walk.Finish("ignatius");
        walk.Workstep = held;
        Walk.Says(await walk.Process("viola"), ": Done");

        // It stands on the next agenda of each, and not on the one after.
        await walk.On("2026-06-01 10:00");
        await walk.Take("viola", "incoming-work", "Team meeting");
        Assert.Empty(await walk.Agenda("viola", "Figures", Items));
        await walk.On("2026-07-01 10:00");
        await walk.Take("ambrose", "incoming-work", "Quality Performance Review meeting (QPRM)");
        Assert.Contains("Ask sooner.", Assert.Single(await walk.Agenda("ambrose", "Figures", Items)), StringComparison.Ordinal);
    }
}
