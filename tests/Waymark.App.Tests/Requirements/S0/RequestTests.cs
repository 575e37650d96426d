using Waymark.App.Tests.Harness;
using Xunit;
using static Waymark.App.Tests.Cast;

namespace Waymark.App.Tests.Requirements.S0;

/// <summary>The dispute's three requests, and requests in general (S0-051 to S0-057, S0-065 to S0-068, S0-072, S0-073).</summary>
public sealed class RequestTests(Databases databases)
{
    [Theory(DisplayName = "S0-051 Each stage asks its own manager, who has five working days from when the request reached them")]
    [OnBoth(1, "2020-06-29", "Monday 6 July 2020"), OnBoth(2, "2020-06-29", "Monday 6 July 2020"), OnBoth(3, "2020-06-29", "Monday 6 July 2020"), OnBoth(2, "2020-04-08", "Friday 17 April 2020")]
    public async Task Its_own_manager(Db db, int stage, string day, string due)
    {
        await using var guide = await Guide.Open(databases, db, $"{day} 10:00");
        await guide.Escalate(stage);
        await guide.Describe();
        var iro = await guide.At(Iro);
        await iro.Click(Guide.Request1);
        Assert.StartsWith(Guide.ManagerOf(stage).Name, Guide.Chosen(iro, "Pass to worker")!, StringComparison.Ordinal);
        Guide.Says(iro, $"Sent now, the answer is due by {due}.");
        await iro.Press("Send request");
        var manager = await guide.Take(Guide.ManagerOf(stage), "Incoming Requests", Guide.Request1);
        Guide.Says(manager, $"Answer due Due {due}, in 5 working days");
    }

    [Theory(DisplayName = "S0-052 Nobody is locked out: the manager sees that the IRO is there too, both write, and both texts are kept"), OnBoth]
    public async Task At_once(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Escalate(1);
        await guide.Describe();
        await guide.Send(Iro, Guide.Request1, to: Tm);
        Assert.Equal([Guide.Request1], await guide.Folder(Tm, "Incoming Requests"));
        await guide.At(Iro, "/presence");
        var iro = await guide.Section(Iro, Guide.Dispute);
        Guide.Says(await guide.At(Tm), "Also here now: Ines Harrowby. You can both write.");
        var tm = await guide.OpenRow(Tm, Guide.Recommended, 1);
        await tm.Fill(Guide.ManagersUpdate + " (optional)", "It is begun.").Press("Save Changes");
        await iro.Fill("Summary of issues", "No plan at all.").Press("Save");
        Guide.Says(await guide.Section(Tm, Guide.Recommended), "It is begun.");
        Guide.Says(await guide.Section(Tm, Guide.Dispute), "No plan at all.");
    }

    [Theory(DisplayName = "S0-053 S0-054 S0-055 Completing the request is the manager's sign-off; with it goes the one back, which only the manager can send"), OnBoth]
    public async Task There_and_back(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Escalate(1);
        await guide.Describe();
        await guide.Send(Iro, Guide.Request1, to: Tm);
        Assert.DoesNotContain(Guide.Request2, (await guide.At(Iro)).Page.Links);
        Guide.Says(await guide.At(Iro, "/requests/request-2"), "Only the Team Manager may send this request.");

        var tm = await guide.Answer(Tm, Guide.Request1);
        Assert.Equal(["Some actions have no Managers update."], tm.Errors);
        await tm.Fill(Guide.ManagersUpdate, "It is begun.").Press("Send answer");
        Guide.Says(tm, "Status Completed", "DateTime 29/06/2020 10:00, Tariq Mosswell");
        Assert.Equal([Guide.Request2], await guide.Folder(Iro, "Incoming Requests"));
        Guide.Says(await guide.At(Iro), $"{Guide.Request2} (Required)", "29/06/2020 (Tariq Mosswell)");
    }

    [Theory(DisplayName = "S0-056 S0-057 A request says what it is, can be completed or sent back with a note, left without a trace, or passed on"), OnBoth]
    public async Task The_dialogue(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Escalate(1);
        await guide.Describe();
        await guide.Send(Iro, Guide.Request1, to: Tm);
        await guide.Answer(Tm, Guide.Request1, Guide.ManagersUpdate, "It is begun.");
        var iro = await guide.Take(Iro, "Incoming Requests", Guide.Request2);
        Assert.EndsWith($"{Guide.Request2} (Required)", iro.Heading, StringComparison.Ordinal);
        Assert.Equal("2-3", iro.Page.Value("Request Id"));
        Assert.Equal(["Completed", "Returned"], Guide.Choices(iro, "Status"));
        Guide.Says(iro, "It is begun.");
        await iro.Click(Guide.Stage(1), within: "About");
        Assert.Equal(guide.Workstep, iro.Path);
        Assert.Equal([Guide.Request2], await guide.Folder(Iro, "Incoming Requests"));

        await guide.Take(Iro, "Incoming Requests", Guide.Request2);
        await iro.Click("Reassign");
        await iro.Choose("Pass to worker", "Joss Bellwether (Independent Reviewing Officer)").Fill("Reason", "I am away tomorrow.").Press("Pass it on");
        Assert.Empty(await guide.Folder(Iro, "Incoming Requests"));
        await guide.Return(Iro2, Guide.Request2, "Which plan?");
        Guide.Says(await guide.At(Tm), "Returned by Joss Bellwether", "Which plan?");
    }

    [Theory(DisplayName = "S0-065 The IRO Manager is asked once outcome, signature and next action are there"), OnBoth]
    public async Task Request_3(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Escalate(1);
        await guide.Describe();
        await guide.Send(Iro, Guide.Request1, to: Tm);
        await guide.Reply(Tm);
        var iro = await guide.At(Iro, "/requests/request-3");
        Guide.Says(iro, "The progress summary, the outcome, your signature and a next action come first.");
        Assert.DoesNotContain("Send request", iro.Page.Buttons);
        await guide.Conclude(Guide.Unresolved(2), Guide.Proceed(2));
        await guide.Send(Iro, Guide.Request3, to: IroManager);
        Assert.Equal([Guide.Request3], await guide.Folder(IroManager, "Incoming Requests"));
    }

    [Theory(DisplayName = "S0-066 Leaving never loses what was typed, and never asks: it is there again as a draft, and nobody else is kept out"), OnBoth]
    public async Task Leaving(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Escalate(1);
        var iro = await guide.Section(Iro, Guide.Dispute);
        var form = iro.Page.Document.QuerySelector("form[data-autosave]")!;
        form.SetAttribute("action", form.GetAttribute("data-autosave")!);
        await iro.Fill("Summary of issues", "Half a sent").Press("Save");
        Guide.Says(iro, "Kept at 10:00");

        await guide.As(Iro);
        iro = await guide.Section(Iro, Guide.Dispute);
        Guide.Says(iro, "What you wrote here at Monday 29 June 2020 at 10:00 is not saved yet.");
        Assert.Equal("Half a sent", Guide.Value(iro, "Summary of issues"));
        Assert.False((await guide.Section(IroManager, Guide.Dispute)).Has("Half a sent"));
        await iro.Press("Throw it away and show what is saved");
        Assert.Equal("", Guide.Value(iro, "Summary of issues"));
    }

    [Theory(DisplayName = "S0-067 S0-068 The comment and the second signature are the IRO Manager's, who finishes the stage; the next one arrives at the IRO"), OnBoth]
    public async Task The_manager_finishes(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Escalate(1);
        await guide.Describe();
        await guide.Send(Iro, Guide.Request1, to: Tm);
        await guide.Reply(Tm);
        await guide.Conclude(Guide.Unresolved(2), Guide.Proceed(2));
        Assert.False(Guide.MayWrite(await guide.Section(Iro, Guide.StageOutcome), "IRO Manager's comment"));
        await guide.Send(Iro, Guide.Request3, to: IroManager);
        Assert.True(Guide.MayWrite(await guide.Section(IroManager, Guide.StageOutcome), "IRO Manager's comment"));
        Guide.Says(await guide.At(Iro, "/finish"), "It can’t be finished yet", "Sign: IRO Manager to confirm recommendations", "The IRO Manager finishes this workstep.");

        var manager = await guide.Take(IroManager, "Incoming Requests", Guide.Request3);
        await manager.Fill("IRO Manager's comment", "I agree.").Tick("IRO Manager to confirm recommendations").Press("Send answer");
        await manager.Click("Check and finish");
        await guide.Finish(IroManager);
        Guide.Says(await guide.At(Iro), "Finished");
        Assert.DoesNotContain("Save", (await guide.Section(Iro, Guide.Dispute)).Page.Buttons);
        Assert.Equal([Guide.Stage(2)], await guide.Folder(Iro, "Incoming Work"));
    }

    [Theory(DisplayName = "S0-072 A request that the pack alone adds is sent, answered and coloured like the others"), OnBoth]
    public async Task A_new_kind(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Publish("iro-qa.yaml", "      - {id: sw-update-request,", "      - {id: view, label: IRO Manager please give your view, by: [raiser], to: [iro-manager], required: finish}\n      - {id: sw-update-request,");
        await guide.Raise();
        await guide.AddAction("Arrange the planning meeting.");
        Guide.Says(await guide.At(Iro, "/finish"), "Send the request: IRO Manager please give your view");
        await guide.Send(Iro, "IRO Manager please give your view", "What do you think?", IroManager);
        Assert.Equal("waiting", (await guide.Line(Iro, "Incomplete Work", Guide.Qap)).Colour);
        await guide.Return(IroManager, "IRO Manager please give your view", "Of what?");
        Assert.Equal("returned", (await guide.Line(Iro, "Incomplete Work", Guide.Qap)).Colour);
        await guide.Send(Iro, "IRO Manager please give your view", to: IroManager);
        await guide.Answer(IroManager, "IRO Manager please give your view");
        Assert.Equal("plain", (await guide.Line(Iro, "Incomplete Work", Guide.Qap)).Colour);
        Assert.False((await guide.At(Iro, "/finish")).Has("IRO Manager please give your view"));
    }

    [Theory(DisplayName = "S0-073 Without a reply in time the request is overdue, those who wait are told, and the IRO may go on unresolved"), OnBoth]
    public async Task Silence(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Escalate(1);
        await guide.Describe();
        await guide.Send(Iro, Guide.Request1, to: Tm);
        await guide.On("2020-07-06 17:00");
        Guide.Says(await guide.As(Tm, "/island/notices"), "A reply is due soon");
        Assert.DoesNotContain("overdue", (await guide.Line(Tm, "Incoming Requests", Guide.Request1)).Words, StringComparison.Ordinal);
        await guide.On("2020-07-07 09:00");
        Assert.Contains("overdue by 1 working day", (await guide.Line(Tm, "Incoming Requests", Guide.Request1)).Words, StringComparison.Ordinal);
        foreach (var person in new[] { Tm, Iro, IroManager }) Guide.Says(await guide.As(person, "/island/notices"), "A reply is overdue");
        Guide.Says(await guide.At(Iro), "No response: Tariq Mosswell has not answered in time. You may go on without it.");
        await guide.Conclude(Guide.Unresolved(2), Guide.Proceed(2));
        await guide.Confirm();
        Assert.Equal([Guide.Stage(2)], await guide.Folder(Iro, "Incoming Work"));
    }
}
