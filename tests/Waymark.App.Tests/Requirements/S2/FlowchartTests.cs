using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Requirements.S2;

/// <summary>The flowchart from the first question to the formal form (S2-001 to S2-032).</summary>
public sealed class FlowchartTests(Databases databases)
{
    const string Iro = "nerissa", Issue = "Issue Notification", Form = "Quality Assurance Form (stage 1)";
    const string AskIssue = "Please respond to the Issue Notification within 72 hours", AskForm = "Please respond to the Quality Assurance Form (stage 1)";

    static async Task Weigh(Walk walk, string serious)
    {
        await walk.Start(Iro, 72000401, "Practice or other concern");
        await walk.Save(Iro, "Concern", ("Concern", "No report."), ("Serious enough to warrant immediate action", serious));
    }

    static async Task Notify(Walk walk, string criteria = "No reports", params (string, string?)[] more)
    {
        await Weigh(walk, "NO");
        await walk.Propose(Iro, Issue);
        await walk.Finish(Iro);
        await walk.Take(Iro, "incoming-work", Issue);
        await walk.Save(Iro, Issue, [("Issue Notification Criteria", criteria), ("Response asked", "The report."), ("Significant impact on the child/young person", "NO"), .. more]);
    }

    static async Task Formal(Walk walk, string criteria)
    {
        await Weigh(walk, "NO");
        await walk.Propose(Iro, "Straight to formal QA Notification", "It touches the care plan.");
        await walk.Finish(Iro);
        await walk.Take(Iro, "incoming-work", Form);
        await walk.Save(Iro, Form, ("Formal QA Notification Criteria", criteria), ("Detail", "Eleven weeks."));
    }

    [Theory(DisplayName = "S2-001 S2-003 The flowchart says what it is and of when; until the question is answered neither branch is open"), OnBoth]
    public async Task First_question(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 16:00");
        Walk.Says(await walk.Start(Iro, 72000401, "Practice or other concern"), "IRO Dispute Resolution Flowchart", "Process for Addressing Practice and other Concerns", "July 2015");
        await walk.Save(Iro, "Concern", ("Concern", "No report."));
        Assert.Null((await walk.At(Iro, "/next-actions")).Page.Group(walk.Term("select-action"))?.QuerySelector("label"));
        Assert.DoesNotContain((await walk.Child(Iro, 72000401)).Page.Buttons, button => button.Contains(Form, StringComparison.Ordinal));
    }

    [Theory(DisplayName = "S2-004 Where it is serious enough, a head of service hears at once, and the process waits for what was agreed"), OnBoth]
    public async Task Immediate(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 16:00");
        await Weigh(walk, "YES");
        await walk.Propose(Iro, "Inform DHoS IRO or Deputy Head of Service (operational)");
        await walk.Finish(Iro);
        await walk.Take(Iro, "incoming-work", "Immediate action");
        await walk.Send(Iro, "Urgent concern about a child");
        Assert.Equal(["percival"], walk.Told("You have been asked for something"));
        Walk.Says(await walk.At(Iro, "/finish"), "Enter What was agreed", "Select Enter at");
    }

    [Theory(DisplayName = "S2-005 S2-006 An Issue Notification reaches worker and manager at once, who have 72 hours, weekends and clock changes counted")]
    [OnBoth("2015-07-10 16:00", "Monday 13 July 2015 at 16:00"), OnBoth("2026-03-27 16:00", "Monday 30 March 2026 at 17:00")]
    public async Task Seventy_two_hours(Db db, string sent, string due)
    {
        await using var walk = await Walk.Open(databases, db, "city", sent);
        await Notify(walk);
        await walk.Send(Iro, AskIssue);
        Assert.Equal(["gideon", "lionel"], walk.Told(Issue));
        Walk.Says(await walk.Take("lionel", "incoming-requests", AskIssue), due);
        Walk.Says(await walk.Notes(Iro, 72000401, Issue), $"{Issue}: sent by", "The report.");
    }

    [Theory(DisplayName = "S2-007 S2-032 A good answer is signed off and ends it; without one, after 72 hours, the formal form is the only other way on"), OnBoth]
    public async Task Signed_off(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 16:00");
        await Notify(walk);
        await walk.Send(Iro, AskIssue);
        Walk.Says(await walk.Propose(Iro, "Instigate formal QA Notification"), "The 72 hours have not ended and nobody has responded: say why now.");
        await walk.Answer("lionel", AskIssue, ("Response (optional)", "Here it is."));
        await walk.Take(Iro, "incomplete-work", Issue);
        await walk.Save(Iro, "Sign-off", ("Response is satisfactory", "YES"));
        await walk.Save(Iro, "Sign-off", ("Signed off by IRO", null));
        Assert.Equal(["IRO signs off", "Instigate formal QA Notification"], await walk.Offered(Iro));
        await walk.Propose(Iro, "IRO signs off");
        await walk.Finish(Iro);
        Walk.Says(await walk.Process(Iro), "Signed off at 04:00PM on 10/07/2015 by Nerissa Blakeway-Odum");
    }

    [Theory(DisplayName = "S2-008 Poor practice isn't sent without saying which"), OnBoth]
    public async Task Which_practice(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 16:00");
        await Notify(walk, "Poor practice");
        Walk.Says(await walk.At(Iro), "Poor practice needs one of its own items.");
        await walk.Save(Iro, Issue, ("Issue Notification Criteria", "Poor quality reports"));
        Walk.Says(await walk.Send(Iro, AskIssue), "Sent to");
    }

    [Theory(DisplayName = "S2-012 What must be notified formally can't be signed off as an issue"), OnBoth]
    public async Task Must(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 16:00");
        await Notify(walk, "No reports", ("Formal QA Notification Criteria (optional)", "Drift/delay in implementation in care plan"));
        await walk.Send(Iro, AskIssue);
        await walk.Answer("lionel", AskIssue, ("Response (optional)", "Here it is."));
        await walk.Take(Iro, "incomplete-work", Issue);
        await walk.Save(Iro, "Sign-off", ("Response is satisfactory", "YES"));
        Walk.Says(await walk.Propose(Iro, "IRO signs off"), "A formal QA Notification must be made for the criteria ticked.");
    }

    [Theory(DisplayName = "S2-013 Excellent practice is told to worker and manager: nobody is asked for an answer, nothing is due, nothing escalates"), OnBoth]
    public async Task Excellent(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 16:00");
        await Formal(walk, "Excellent practice");
        Assert.Equal(["Send excellent practice"], await walk.Offered(Iro));
        await walk.Propose(Iro, "Send excellent practice");
        await walk.Finish(Iro);
        Assert.Equal(["gideon", "lionel"], walk.Told("Excellent practice"));
        Assert.Empty(walk.Told("You have been asked for something"));
    }

    [Theory(DisplayName = "S2-013 Praise is sent on a form of its own; a form that was made one of praise isn't discussed any further, whatever its answer was"), OnBoth]
    public async Task Praise_alone(Db db)
    {
        const string drift = "Drift/delay in implementation in care plan", praise = "Excellent practice";
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 16:00");
        await Formal(walk, drift);
        await walk.Save(Iro, Form, ("Action asked", "Go on."));
        await walk.Send(Iro, AskForm);
        await walk.Answer("lionel", AskForm, ("Response (optional)", "No."));
        await walk.Take(Iro, "incomplete-work", Form);
        await walk.Save(Iro, "Sign-off", ("Response is satisfactory", "NO"));
        Assert.Equal(["Discuss immediately with the DHoS IRO Service"], await walk.Offered(Iro));
        Walk.Says(await walk.Save(Iro, Form, ("Formal QA Notification Criteria", praise)), "Excellent practice is sent on a form of its own.");
        var form = await walk.At(Iro);
        await form.Click(Form);
        await form.Untick(drift).Tick(praise).Press("Save");
        Assert.Equal(["Send excellent practice"], await walk.Offered(Iro));
    }

    [Theory(DisplayName = "S2-014 S2-016 An agency at fault is named; worker and manager have ten working days"), OnBoth]
    public async Task Agency(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-08-26 10:00");
        await Formal(walk, "Failure by any agency to comply with statutory requirements eg visits, sharing of court documents, school provision etc.");
        var visitor = await walk.Save(Iro, Form, ("Action asked", "A school."));
        await visitor.Click(AskForm);
        Walk.Says(visitor, "Select Agency before you send this.");
        await walk.Save(Iro, Form, ("Agency", "School"));
        await walk.Send(Iro, AskForm);
        Walk.Says(await walk.Take("gideon", "incoming-requests", AskForm), "Thursday 10 September 2015");
    }

    [Theory(DisplayName = "S2-018 S2-020 With no answer the discussion opens by itself the day after, for both; from it stage 2 comes to the deputy head of the IRO service"), OnBoth]
    public async Task Discussed(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-08-26 10:00");
        await Formal(walk, "Drift/delay in implementation in care plan");
        await walk.Save(Iro, Form, ("Action asked", "Go on."));
        await walk.Send(Iro, AskForm);
        await walk.On("2015-09-10 23:00");
        Assert.DoesNotContain("percival", walk.Told("A piece of work has come to you"));
        await walk.On("2015-09-11 09:00");
        Assert.Contains("percival", walk.Told("A piece of work has come to you"));
        Walk.Says(await walk.Take(Iro, "incoming-work", "Discussion with DHoS IRO Service"), "Nerissa Blakeway-Odum");
        await walk.Save("percival", "Discussion", ("What further action is needed", "Stage 2."));
        await walk.Propose("percival", "Stage 2");
        await walk.Finish("percival");
        Walk.Says(await walk.Take("percival", "incoming-work", "Dispute, Stage 2"), "Percival Nwosu-Thane");
    }
}
