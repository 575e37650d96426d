using Waymark.App.Tests.Harness;
using Xunit;
using static Waymark.App.Tests.Cast;

namespace Waymark.App.Tests.Requirements.S0;

/// <summary>The dispute's form, one for every stage (S0-042 to S0-050, S0-058 to S0-060, S0-069, S0-070).</summary>
public sealed class DisputeTests(Databases databases)
{
    [Theory(DisplayName = "S0-042 S0-046 A stage has its five sections, its title, and the level that follows from it, which nobody can post otherwise"), OnBoth]
    public async Task Sections(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Escalate(2);
        Assert.Equal(Guide.Stage(2), (await guide.At(Iro)).Heading);
        Assert.Equal(["Child / Young Person's details", Guide.Dispute, Guide.Recommended, Guide.StageOutcome, Guide.NextActions], (await guide.Sections(Iro)).Select(section => section.Title));

        var iro = await guide.Section(Iro, Guide.Dispute);
        Guide.Says(iro, "Level of dispute Level 2");
        Assert.False(Guide.MayWrite(iro, "Level of dispute"));
        Guide.Forge(iro, "w.level", "");
        Guide.Forge(iro, "f.level", "1");
        iro.Strict = false;
        await iro.Press("Save");
        Assert.Contains("Level of dispute is filled by Waymark.", iro.Errors);
        Guide.Says(await guide.Section(Iro, Guide.Dispute), "Level of dispute Level 2");
    }

    [Theory(DisplayName = "S0-044 S0-045 The date of dispute comes along and can be changed; the whole process is counted from the first stage's"), OnBoth]
    public async Task Dates(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Escalate(1);
        Guide.Says(await guide.Section(Iro, Guide.Dispute), "Date Entire DRP to be resolved by Monday 27 July 2020");
        await guide.Save(Iro, Guide.Dispute, ("Date of dispute", "24 8 2020"));
        Guide.Says(await guide.Section(Iro, Guide.Dispute), "Date Entire DRP to be resolved by Tuesday 22 September 2020");
        await guide.Save(Iro, Guide.Dispute, ("Date of dispute", "29 6 2020"));

        await guide.On("2020-07-06 10:00");
        await guide.Through(1, Guide.Unresolved(2), Guide.Proceed(2));
        var iro = await guide.Take(Iro, "Incoming Work", Guide.Stage(2));
        await iro.Click(Guide.Dispute);
        Assert.Equal("29 6 2020", Guide.Day(iro, "Date of dispute"));
        await guide.Save(Iro, Guide.Dispute, ("Date of dispute", "6 7 2020"));
        iro = await guide.Section(Iro, Guide.Dispute);
        Assert.Equal("6 7 2020", Guide.Day(iro, "Date of dispute"));
        Guide.Says(iro, "Date Entire DRP to be resolved by Monday 27 July 2020", "20 working days");
    }

    [Theory(DisplayName = "S0-047 Asking the manager without a summary of the issues warns"), OnBoth]
    public async Task Summary_of_issues(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Escalate(1);
        await guide.AddRow(Iro, Guide.Recommended, ("Action", "Write the plan."));
        var iro = await guide.Send(Iro, Guide.Request1, to: Tm);
        Assert.Equal(["Summary of issues is empty."], iro.Errors);
        Assert.Empty(await guide.Folder(Tm, "Incoming Requests"));
        await guide.Save(Iro, Guide.Dispute, ("Summary of issues", "No plan for permanence."));
        Guide.Says(await guide.Send(Iro, Guide.Request1, to: Tm), "Request sent to Tariq Mosswell.");
    }

    [Theory(DisplayName = "S0-048 S0-050 An action alone makes a row; the manager fills only their update, and reads the desired outcome"), OnBoth]
    public async Task Recommended_actions(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Escalate(1);
        Guide.Says(await guide.AddRow(Iro, Guide.Recommended, ("Action", "Write the plan.")), "Saved in Recommended Actions.");
        await guide.Save(Iro, Guide.Recommended, ("Desired outcome", "A plan by August."));
        await guide.Save(Iro, Guide.Dispute, ("Summary of issues", "No plan for permanence."));
        Assert.False(Guide.MayWrite(await guide.OpenRow(Iro, Guide.Recommended, 1), Guide.ManagersUpdate + " (optional)"));
        await guide.Send(Iro, Guide.Request1, to: Tm);

        var tm = await guide.OpenRow(Tm, Guide.Recommended, 1);
        Assert.True(Guide.MayWrite(tm, Guide.ManagersUpdate + " (optional)"));
        foreach (var label in (string[])["Action", "Who is responsible? (optional)", "By when? (optional)", "Update (optional)"]) Assert.False(Guide.MayWrite(tm, label), label);
        tm = await guide.Section(Tm, Guide.Recommended);
        Guide.Says(tm, "A plan by August.");
        Assert.False(Guide.MayWrite(tm, "Desired outcome"));
    }

    [Theory(DisplayName = "S0-049 Taking a row out asks first; then it is gone, and the history has it"), OnBoth]
    public async Task Deleting(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Escalate(1);
        foreach (var action in (string[])["First.", "Second.", "Third."]) await guide.AddRow(Iro, Guide.Recommended, ("Action", action));
        var iro = await guide.Section(Iro, Guide.Recommended);
        await iro.Click("Remove", within: ": row 2");
        Guide.Says(iro, "Confirm", "Are you sure you wish to delete this row?", "Second.");
        await iro.Click("Cancel");
        Assert.Equal(3, iro.Page.Document.QuerySelectorAll(".govuk-summary-card").Length);
        await iro.Click("Remove", within: ": row 2");
        await iro.Press("OK");
        Assert.Equal(["First.", "Third."], (await guide.Section(Iro, Guide.Recommended)).Page.Document.QuerySelectorAll(".govuk-summary-card").Select(card => Words.Of(card.QuerySelector("dd")!)));
        Guide.Says(await guide.Process(Iro), "Recommended Actions, row 2: The whole row: cleared Before: Second.");
        Assert.Contains(await guide.Town.Audit(), entry => entry.What == "workstep/remove-row" && entry.Worker == Iro.Id);
    }

    [Theory(DisplayName = "S0-058 Neither the IRO Manager is asked nor the stage finished without a summary of progress"), OnBoth]
    public async Task Progress(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Escalate(1);
        await guide.Describe();
        await guide.Send(Iro, Guide.Request1, to: Tm);
        await guide.Reply(Tm);
        await guide.Save(Iro, Guide.StageOutcome, ("Outcome of dispute", Guide.Unresolved(2)));
        Guide.Says(await guide.At(Iro, "/requests/request-3"), "Before this can be sent:", "The progress summary, the outcome, your signature and a next action come first.");
        Guide.Says(await guide.At(Iro, "/finish"), "It can’t be finished yet", "Enter Overall summary of progress");
    }

    [Theory(DisplayName = "S0-059 The outcomes are those that lie ahead: no stage twice, none below, CAFCASS at every one"), OnBoth(1), OnBoth(2), OnBoth(3)]
    public async Task Outcomes(Db db, int stage)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Escalate(stage);
        string[] ahead = ["Issue resolved – no further action required", .. Enumerable.Range(stage + 1, 4 - stage).Select(Guide.Unresolved), "Issue unresolved – proceed to formal referral to CAFCASS"];
        Assert.Equal(ahead, Guide.Choices(await guide.Section(Iro, Guide.StageOutcome), "Outcome of dispute"));
    }

    [Theory(DisplayName = "S0-059 Where the pack switches stage 4 off, stage 3 leads to CAFCASS alone"), OnBoth]
    public async Task Without_stage_4(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Publish("iro-qa.yaml", "is: yes, hint: \"The guide times four stages", "is: no, hint: \"The guide times four stages");
        await guide.Escalate(3);
        Assert.Equal(["Issue resolved – no further action required", "Issue unresolved – proceed to formal referral to CAFCASS"], Guide.Choices(await guide.Section(Iro, Guide.StageOutcome), "Outcome of dispute"));
    }

    [Theory(DisplayName = "S0-060 The IRO's signature stands for the outcome that was chosen: another outcome clears it"), OnBoth]
    public async Task Signature(Db db)
    {
        await using var guide = await Guide.Open(databases, db, "2020-06-29 15:40");
        await guide.Escalate(1);
        await guide.Describe();
        await guide.Send(Iro, Guide.Request1, to: Tm);
        await guide.Reply(Tm);
        await guide.Save(Iro, Guide.StageOutcome, ("Overall summary of progress", "Too slow."), ("Outcome of dispute", Guide.Unresolved(2)), ("Independent Reviewing Officer to confirm recommendations", null));
        Guide.Says(await guide.Section(Iro, Guide.StageOutcome), "Verified at 03:40PM on 29/06/2020 by Ines Harrowby");
        await guide.Save(Iro, Guide.StageOutcome, ("Outcome of dispute", Guide.Unresolved(3)));
        var iro = await guide.Section(Iro, Guide.StageOutcome);
        Assert.False(iro.Has("Verified at"));
        Assert.True(Guide.MayWrite(iro, "Independent Reviewing Officer to confirm recommendations"));
        Guide.Says(await guide.At(Iro), "Sign: Independent Reviewing Officer to confirm recommendations");
    }

    [Theory(DisplayName = "S0-069 S0-070 The next stage is blank beside the one before, offers its open actions, and reminds to check the dates until that is done"), OnBoth]
    public async Task Blank(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Escalate(1);
        await guide.Describe("First.", "Second.", "Third.");
        await guide.Send(Iro, Guide.Request1, to: Tm);
        var tm = await guide.Answer(Tm, Guide.Request1, Guide.ManagersUpdate, "It is begun.");
        Assert.Equal(["Some actions have no Managers update."], tm.Errors);
        await tm.Tick("I have read this; go on all the same").Press("Send answer");
        await guide.Answer(Iro, Guide.Request2);
        await guide.Conclude(Guide.Unresolved(2), Guide.Proceed(2));
        await guide.Confirm();

        var iro = await guide.Take(Iro, "Incoming Work", Guide.Stage(2));
        Guide.Says(iro, "Check the dates and the Level of dispute for this stage.");
        await iro.Click(Guide.Stage(1), within: "Earlier stage");
        Guide.Says(iro, "Finished");
        await iro.Click(Guide.Recommended);
        Guide.Says(iro, "First.", "It is begun.", "Second.", "Third.", "A plan by August.");
        Guide.Says(await guide.Save(Iro, Guide.Dispute, ("Summary of issues", "")), "Saved.");
        Assert.False((await guide.At(Iro)).Has("Check the dates and the Level of dispute for this stage."));
        iro = await guide.Section(Iro, Guide.StageOutcome);
        Assert.Equal(("", null), (Guide.Value(iro, "Overall summary of progress"), Guide.Chosen(iro, "Outcome of dispute")));
        iro = await guide.Section(Iro, Guide.Recommended);
        Assert.Equal(("", 0), (Guide.Value(iro, "Desired outcome"), iro.Page.Document.QuerySelectorAll(".govuk-summary-card").Length));
        await iro.Press("Copy 2 open rows from the earlier stage");
        Guide.Says(iro, "Copied what was still open.", "Second.", "Third.");
        Assert.False(iro.Has("First."));
    }
}
