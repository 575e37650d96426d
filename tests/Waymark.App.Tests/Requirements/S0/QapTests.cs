using Waymark.App.Tests.Harness;
using Xunit;
using static Waymark.App.Tests.Cast;

namespace Waymark.App.Tests.Requirements.S0;

/// <summary>The QA process itself: its form, its request, its decision (S0-021 to S0-028, S0-033 to S0-041).</summary>
public sealed class QapTests(Databases databases)
{
    [Theory(DisplayName = "S0-021 The QA process has its four sections in order, each with what is left to do in it"), OnBoth]
    public async Task Sections(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Raise();
        Assert.Equal([("Child/Young Person's Details", "Nothing left to do"), (Guide.Progress, "2 things left"), (Guide.Outcome, "3 things left"), (Guide.NextActions, "1 thing left")], await guide.Sections(Iro));
    }

    [Theory(DisplayName = "S0-022 S0-043 The child's details come from the record; a correction keeps what stood before, with who and when"), OnBoth("qap"), OnBoth("dispute")]
    public async Task Details(Db db, string where)
    {
        await using var guide = await Guide.Open(databases, db);
        if (where == "qap") await guide.Raise();
        else await guide.Escalate(1);
        var section = where == "qap" ? "Child/Young Person's Details" : "Child / Young Person's details";
        Assert.Equal((section, "Nothing left to do"), (await guide.Sections(Iro))[0]);
        var page = (await guide.Section(Iro, section)).Page;
        Assert.Equal((A.Name, "1 Orchard Row, Northby", "Care Order"), (page.Value("Name"), page.Value("Address"), page.Value("Legal status")));
        await guide.Save(Iro, section, ("Address", "2 Orchard Row, Northby"));
        Assert.Equal("2 Orchard Row, Northby", (await guide.Section(Iro, section)).Page.Value("Address"));
        Guide.Says(await guide.Process(Iro), "Ines Harrowby wrote in", "Address: 2 Orchard Row, Northby Before: 1 Orchard Row, Northby");
        Assert.Contains(await guide.Town.Audit(), entry => entry.What == "workstep/save" && entry.Worker == Iro.Id && entry.ChildId == A.Id);
    }

    [Theory(DisplayName = "S0-023 A review date is kept, and one before today warns"), OnBoth]
    public async Task Review_date(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Raise();
        await guide.Save(Iro, Guide.Progress, ("Date the actions need to be reviewed", "3 7 2020"));
        Assert.Equal("3 7 2020", Guide.Day(await guide.Section(Iro, Guide.Progress), "Date the actions need to be reviewed"));
        Guide.Says(await guide.Save(Iro, Guide.Progress, ("Date the actions need to be reviewed", "26 6 2020")), "Saved. The review date is before today.");
    }

    [Theory(DisplayName = "S0-024 S0-033 A row has five columns; whoever is asked writes the update alone, and it is kept with who and when"), OnBoth]
    public async Task Rows(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Raise();
        await guide.Ask("Arrange the planning meeting.", "Health check.");
        await guide.Send(Iro, Guide.ToSocialWorker, to: Sw);
        var row = (await guide.Section(Iro, Guide.Progress)).Page.Document.QuerySelectorAll(".govuk-summary-card")[0];
        Assert.Equal(["Action", "By whom", "Date", Guide.Update, Guide.Decision], row.QuerySelectorAll("dt").Select(Words.Of));
        Assert.Equal(["Arrange the planning meeting.", "Allocated SW", "Friday 10 July 2020", "", ""], row.QuerySelectorAll("dd").Select(Words.Of));
        Assert.False(Guide.MayWrite(await guide.OpenRow(Iro, Guide.Progress, 1), Guide.Update));
        var sw = await guide.Take(Sw, "Incoming Requests", Guide.ToSocialWorker);
        Assert.False(Guide.MayWrite(sw, "Action"));
        sw = await guide.OpenRow(Sw, Guide.Progress, 1);
        Assert.False(Guide.MayWrite(sw, "Action"));
        Assert.True(Guide.MayWrite(sw, Guide.Update + " (optional)"));

        await guide.Answer(Tm, Guide.ToManager, Guide.Update, "Booked for Friday.", "The nurse came.");
        Guide.Says(await guide.Process(Iro), "Tariq Mosswell wrote in", "Actions, row 1: Social Worker's update: Booked for Friday.", "Actions, row 2: Social Worker's update: The nurse came.");
        await guide.Answer(Sw, Guide.ToSocialWorker);
        Assert.Equal("plain", (await guide.Line(Iro, "Incomplete Work", Guide.Qap)).Colour);
    }

    [Theory(DisplayName = "S0-025 S0-027 Rows are added one after another and stay in that order; what is saved is there again after the session is lost"), OnBoth]
    public async Task Adding(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Raise();
        var iro = await guide.Section(Iro, Guide.Progress);
        await iro.Press("Add a row");
        await iro.Fill("Action", "First.").Fill("Date", "10 7 2020").Press("Save and add another");
        Assert.Equal(("Actions: add a row", ""), (iro.Heading, Guide.Value(iro, "Action")));
        await iro.Fill("Action", "Second.").Fill("Date", "11 7 2020").Press("Save");
        Assert.Equal(Guide.Qap, iro.Heading);

        using var again = await guide.Town.As(Iro);
        await again.Go(guide.Workstep);
        await again.Click(Guide.Progress);
        Assert.Equal(["First.", "Second."], again.Page.Document.QuerySelectorAll(".govuk-summary-card").Select(card => Words.Of(card.QuerySelector("dd")!)));
        Assert.Contains(Guide.Qap, await guide.Folder(Iro, "Incomplete Work"));
    }

    [Theory(DisplayName = "S0-026 A row opens with all its values; leaving changes nothing, and saving shows the decision"), OnBoth]
    public async Task Editing(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Raise();
        await guide.Ask();
        await guide.Answer(Tm, Guide.ToManager, Guide.Update, "Booked.");
        var iro = await guide.OpenRow(Iro, Guide.Progress, 1);
        Assert.Equal(("Arrange the planning meeting.", "10 7 2020"), (Guide.Value(iro, "Action"), Guide.Day(iro, "Date")));
        Guide.Says(iro, "By whom", Guide.Update, "Booked.");
        await iro.Fill(Guide.Decision, "Not met.").Click("Cancel");
        Assert.False((await guide.Section(Iro, Guide.Progress)).Has("Not met."));
        await (await guide.OpenRow(Iro, Guide.Progress, 1)).Fill(Guide.Decision, "Met.").Press("Save Changes");
        Guide.Says(await guide.Section(Iro, Guide.Progress), "Met.");
    }

    [Theory(DisplayName = "S0-028 The request to the manager is needed before the QA process is finished; both who are asked have it"), OnBoth]
    public async Task The_request(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Raise();
        await guide.AddAction("Arrange the planning meeting.");
        await guide.Save(Iro, Guide.Progress, ("Date the actions need to be reviewed", "3 7 2020"));
        await guide.Decide("Issues resolved, no more QA needed at this time", "QAP Complete");
        var finish = await guide.At(Iro, "/finish");
        Guide.Says(finish, "Send the request: Manager please update the actions");
        Assert.DoesNotContain(finish.Page.Buttons, button => button.StartsWith("Finish", StringComparison.Ordinal));
        await guide.Send(Iro, Guide.ToManager, to: Tm);
        await guide.Send(Iro, Guide.ToSocialWorker, to: Sw);
        Assert.Equal([Guide.ToManager], await guide.Folder(Tm, "Incoming Requests"));
        Assert.Equal([Guide.ToSocialWorker], await guide.Folder(Sw, "Incoming Requests"));
        Guide.Says(await guide.At(Iro, "/finish"), "The manager has not answered; the issues can't be called resolved yet.");
    }

    [Theory(DisplayName = "S0-034 S0-035 Finish names the row without a decision, and the summary that is missing"), OnBoth]
    public async Task What_is_missing(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Raise();
        await guide.Ask("Arrange the planning meeting.", "Health check.");
        await guide.Answer(Tm, Guide.ToManager, Guide.Update, "Booked.", "Done.");
        await (await guide.OpenRow(Iro, Guide.Progress, 1)).Fill(Guide.Decision, "Met.").Press("Save Changes");
        var finish = await guide.At(Iro, "/finish");
        Guide.Says(finish, "Enter IRO decision on individual issue resolution in row 2 of Actions", "Enter Summary and Conclusion");
        Assert.False(finish.Has("in row 1 of Actions"));
        Assert.DoesNotContain(finish.Page.Buttons, button => button.StartsWith("Finish", StringComparison.Ordinal));
    }

    [Theory(DisplayName = "S0-036 Of the five decisions one is held: the last that was chosen"), OnBoth]
    public async Task One_decision(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Raise();
        Assert.Equal(["Issues resolved, no more QA needed at this time", "Outstanding issues, QA Review required", Guide.Outstanding(1), Guide.Outstanding(2), Guide.Outstanding(3)], Guide.Choices(await guide.Section(Iro, Guide.Outcome), "IRO Decision"));
        await guide.Save(Iro, Guide.Outcome, ("IRO Decision", Guide.Outstanding(1)));
        await guide.Save(Iro, Guide.Outcome, ("IRO Decision", Guide.Outstanding(3)));
        Assert.Equal(Guide.Outstanding(3), Guide.Chosen(await guide.Section(Iro, Guide.Outcome), "IRO Decision"));
    }

    [Theory(DisplayName = "S0-037 The signature's stamp is the server's time and the signer's own name, title and organisation; nobody else may sign"), OnBoth]
    public async Task Signature(Db db)
    {
        await using var guide = await Guide.Open(databases, db, "2020-06-29 14:06");
        await guide.Raise();
        await guide.Ask();
        await guide.Save(Iro, Guide.Outcome, ("Summary and Conclusion", "The plan stands still."), ("IRO Decision", Guide.Outstanding(1)));
        var tm = await guide.Section(Tm, Guide.Outcome);
        Assert.False(Guide.MayWrite(tm, "QAP process overseen by"));
        await guide.Take(Tm, "Incoming Requests", Guide.ToManager);
        Guide.Forge(tm, "sign", "overseen");
        tm.Strict = false;
        await tm.Press("Send answer");
        Assert.Contains("Only Ines Harrowby may sign this.", tm.Errors);
        await guide.Save(Iro, Guide.Outcome, ("QAP process overseen by", null));
        Guide.Says(await guide.Section(Iro, Guide.Outcome), "Verified at 02:06PM on 29/06/2020 by Ines Harrowby Job Title: Independent Reviewing Officer, Organisation: Island Children's Services");
    }

    [Theory(DisplayName = "S0-038 S0-041 A next action must match the decision, and leads straight to the stage that was decided"), OnBoth]
    public async Task Matching(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Raise();
        await guide.Ask();
        await guide.Answer(Tm, Guide.ToManager, Guide.Update, "Booked.");
        await guide.Save(Iro, Guide.Outcome, ("IRO Decision", Guide.Outstanding(2)));
        Assert.Equal(["QAP Complete needs the decision Issues resolved."], (await guide.Propose(Iro, "QAP Complete")).Errors);
        Guide.Says(await guide.Propose(Iro, Guide.Proceed(2), Iro), "Added.");
        await (await guide.At(Iro, "/next-actions")).Press($"Take out: {Guide.Proceed(2)}");
        Assert.DoesNotContain("Referred to CAFCASS", Guide.Choices(await guide.At(Iro, "/next-actions"), "Select action"));
        await guide.Decide(Guide.Outstanding(3), Guide.Proceed(3));
        await guide.Finish(Iro);
        Assert.Equal([Guide.Stage(3)], await guide.Folder(Iro, "Incoming Work"));
        Assert.DoesNotContain(await guide.Folder(Iro, "Incomplete Work"), title => title.Contains("Dispute", StringComparison.Ordinal));
    }

    [Theory(DisplayName = "S0-039 QAP Complete resolves the process and opens nothing"), OnBoth]
    public async Task Complete(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Raise();
        await guide.Ask();
        await guide.Answer(Tm, Guide.ToManager, Guide.Update, "Booked.");
        await guide.Decide("Issues resolved, no more QA needed at this time", "QAP Complete");
        Guide.Says(await guide.Finish(Iro), "Resolved. It began and ended on Monday 29 June 2020");
        Guide.Says(await guide.Summary(Iro), "Nothing is under way.");
        Assert.Empty(await guide.Folder(Iro, "Incoming Work"));
    }

    [Theory(DisplayName = "S0-040 A review begins with the actions and is otherwise blank; taking a row out of it leaves the finished form as it was"), OnBoth]
    public async Task Reviewing(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Raise();
        await guide.Ask("Arrange the planning meeting.", "Health check.");
        await guide.Answer(Tm, Guide.ToManager, Guide.Update, "Booked.", "Done.");
        await guide.Decide("Outstanding issues, QA Review required", "Review QAP Targets");
        var qap = guide.Workstep;
        await guide.Finish(Iro);
        var iro = await guide.Section(Iro, Guide.Progress);
        Guide.Says(iro, "Arrange the planning meeting.", "Health check.");
        await iro.Click("Remove", within: ": row 1");
        await iro.Press("OK");
        Assert.False((await guide.Section(Iro, Guide.Progress)).Has("Arrange the planning meeting."));
        iro = await guide.Section(Iro, Guide.Outcome);
        Assert.Equal(("", null), (Guide.Value(iro, "Summary and Conclusion"), Guide.Chosen(iro, "IRO Decision")));
        Assert.True(Guide.MayWrite(iro, "QAP process overseen by"));
        Assert.Equal(Guide.QapReview, (await guide.At(Iro)).Heading);
        guide.Workstep = qap;
        Guide.Says(await guide.Section(Iro, Guide.Progress), "Arrange the planning meeting.", "Health check.");
    }
}
