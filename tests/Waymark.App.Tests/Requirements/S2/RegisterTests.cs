using System.Text;
using Waymark.App.Tests.Harness;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Requirements.S2;

/// <summary>The log of forms, and the figures (S2-019, S2-033).</summary>
public sealed class RegisterTests(Databases databases)
{
    const string Iro = "nerissa", Head = "percival", Issue = "Issue Notification", Form = "Quality Assurance Form (stage 1)";
    const string AskIssue = "Please respond to the Issue Notification within 72 hours", AskForm = "Please respond to the Quality Assurance Form (stage 1)";
    const string Drift = "Drift/delay in implementation in care plan", Agency = "Failure by any agency to comply with statutory requirements eg visits, sharing of court documents, school provision etc.";

    static async Task Weigh(Walk walk, int child, string iro, string next, string? reason = null)
    {
        await walk.Start(iro, child, "Practice or other concern");
        await walk.Save(iro, "Concern", ("Concern", "No report."), ("Serious enough to warrant immediate action", "NO"));
        await walk.Propose(iro, next, reason);
        await walk.Finish(iro);
    }

    static async Task Notify(Walk walk, int child, string criteria, string iro = Iro)
    {
        await Weigh(walk, child, iro, Issue);
        await walk.Take(iro, "incoming-work", Issue);
        await walk.Save(iro, Issue, ("Issue Notification Criteria", criteria), ("Response asked", "The report."), ("Significant impact on the child/young person", "NO"));
        await walk.Send(iro, AskIssue);
    }

    static async Task Formal(Walk walk, int child, string criteria, string iro = Iro, params (string, string?)[] more)
    {
        await Weigh(walk, child, iro, "Straight to formal QA Notification", "It touches the care plan.");
        await walk.Take(iro, "incoming-work", Form);
        await walk.Save(iro, Form, ("Formal QA Notification Criteria", criteria), ("Detail", "Eleven weeks."));
        if (more.Length > 0) await walk.Save(iro, Form, more);
        if (criteria != "Excellent practice") await walk.Send(iro, AskForm);
    }

    static async Task Ended(Walk walk, string iro, string action)
    {
        await walk.Propose(iro, action);
        await walk.Finish(iro);
    }

    [Theory(DisplayName = "S2-019 A finished form is in the log by itself: a line with its number, its child, its reviewing officer, its dates and its result, which opens it"), OnBoth]
    public async Task Log(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-08-26 10:00");
        await Formal(walk, 72000401, Drift, more: ("Action asked", "Go on."));
        await Formal(walk, 72000408, Drift, "hamish", ("Action asked", "Go on."));
        var visitor = await walk.As(Head, "/registers");
        await visitor.Click($"Log of {Form}");
        Walk.Says(visitor, "0 forms that you may see.");
        await walk.On("2015-08-28 10:00");
        await walk.Answer("lionel", AskForm, ("Response (optional)", "We go on."));
        await walk.Take(Iro, "incomplete-work", Form);
        await walk.Save(Iro, "Sign-off", ("Response is satisfactory", "YES"));
        await walk.Save(Iro, "Sign-off", ("IRO sign-off", null));
        await Ended(walk, Iro, "IRO signs off");
        visitor = await walk.As(Head, "/registers");
        await visitor.Click($"Log of {Form}");
        Walk.Says(visitor, "1 form that you may see.");
        var line = visitor.Page.Table("Log")[1];
        Assert.Equal(["1", "Jolyon Abara-Wicks (72000401)", "Nerissa Blakeway-Odum", "26 August 2015", "26 August 2015", "28 August 2015", "28 August 2015", "IRO signs off"], line);
        await visitor.Fill("Finished from", "29 8 2015").Press("Show");
        Walk.Says(visitor, "0 forms");
        await visitor.Fill("Finished from", "31 2 2015").Press("Show");
        Assert.Equal(["From must be a real date, like 29 6 2020"], visitor.Errors);
        await visitor.Fill("Finished from", "28 8 2015").Fill("To", "28 8 2015").Press("Show");
        await visitor.Click("1");
        Walk.Says(visitor, "Jolyon Abara-Wicks", "Responded by Lionel Apperley on Friday 28 August 2015");
        var file = await (await visitor.Get("/city/registers/dispute/stage-1.csv")).Content.ReadAsStringAsync();
        Assert.Contains("1,Jolyon Abara-Wicks (72000401),Nerissa Blakeway-Odum,2015-08-26,2015-08-26,2015-08-28,2015-08-28,IRO signs off", file, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "S2-033 S2-014 Of ten notifications, each count by criterion, agency, team, answer in time, stage and excellent practice is of the records that it opens, for all and for who may see some"), OnBoth]
    public async Task Figures(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-06 10:00");
        await Notify(walk, 72000401, "No reports");                                                      // 1: answered in time
        await walk.Answer("lionel", AskIssue, ("Response (optional)", "Here it is."));
        await Notify(walk, 72000401, "No reports\nNon-attendance");                                      // 2: answered late
        await Formal(walk, 72000401, Drift, more: ("Action asked", "Go on."));                           // 3: answered in time
        await walk.Answer("lionel", AskForm, ("Response (optional)", "We go on."));
        await Formal(walk, 72000401, Agency, more: [("Action asked", "A school."), ("Agency", "School")]);   // 4: no answer, stage 1
        await Formal(walk, 72000401, "Excellent practice");                                              // 5
        await Ended(walk, Iro, "Send excellent practice");
        // Hours run through the night: 72 of them end on Thursday at ten; ten working days with Monday 20 July.
        await walk.On("2015-07-10 10:00");
        await walk.Answer("lionel", AskIssue, ("Response (optional)", "Late."));
        // Time has passed, and each of the twelve children has a statutory review coming: 6 to 17.
        await Notify(walk, 72000402, "Non-attendance");                                                  // 18: no answer
        await walk.On("2015-07-21 10:00");
        await Notify(walk, 72000405, "No reports");                                                      // 19: awaited
        foreach (var criterion in (string[])["No reports", "Non-attendance"]) await Notify(walk, 72000408, criterion, "hamish");   // 20, 21: awaited, Castle
        await Formal(walk, 72000408, Drift, "hamish", ("Action asked", "Go on."));                       // 22: awaited
        var visitor = await walk.As(Head, "/registers");
        await visitor.Click("IRO Dispute Resolution Flowchart");
        Assert.Equal(10, Registers.Lines(visitor).Count);
        Assert.Equal(new() { ["Non-attendance"] = 3, ["No reports"] = 4, ["None said"] = 4 }, await Registers.Figure(visitor, "Issue Notification Criteria"));
        Assert.Equal(new() { [Drift] = 2, [Agency] = 1, ["Excellent practice"] = 1, ["None said"] = 6 }, await Registers.Figure(visitor, "Formal QA Notification Criteria"));
        Assert.Equal(new() { ["School"] = 1, ["None said"] = 9 }, await Registers.Figure(visitor, "Agency"));
        Assert.Equal(new() { ["Riverside"] = 7, ["Castle"] = 3 }, await Registers.Figure(visitor, "Team"));
        Assert.Equal(new() { ["In time"] = 1, ["Late"] = 1, ["No response received"] = 1, ["Not answered yet"] = 3, ["None said"] = 4 }, await Registers.Figure(visitor, "Answered in 72 hours"));
        Assert.Equal(new() { ["In time"] = 1, ["No response received"] = 1, ["Not answered yet"] = 1, ["None said"] = 7 }, await Registers.Figure(visitor, "Answered in 10 working days"));
        Assert.Equal(new() { [Issue] = 6, [Form] = 4 }, await Registers.Figure(visitor, "Stage reached"));
        Assert.Equal(new() { ["Excellent practice"] = 1, ["Open"] = 9 }, await Registers.Figure(visitor, "Outcome"));
        await visitor.Fill("From", "7 7 2015").Fill("To", "20 7 2015").Press("Show");
        Assert.Equal(["18"], Registers.Lines(visitor));
        await visitor.Fill("From", "6 7 2015").Choose("In the period if it", "Ended in it").Press("Show");
        Assert.Equal(["5"], Registers.Lines(visitor));

        // A team manager counts the team's own; a director all, unnamed until there is a reason; an administrator none.
        var manager = await walk.As("philippa", "/registers/dispute");
        Assert.Equal(["20", "21", "22"], Registers.Lines(manager));
        Assert.Equal(new() { ["Castle"] = 3 }, await Registers.Figure(manager, "Team"));
        var director = await walk.As("quentin", "/registers/dispute");
        Assert.Equal(10, Registers.Lines(director).Count);
        Assert.DoesNotContain("Jolyon", director.Main, StringComparison.Ordinal);
        Walk.Says(director, "Say why to open it", "once you say why");
        Assert.Empty(Registers.Lines(await walk.As("edwina", "/registers/dispute")));
        var file = Encoding.UTF8.GetString(await (await visitor.Get("/city/registers/dispute.csv?f-team=Castle")).Content.ReadAsByteArrayAsync());
        var lines = file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).ToList();
        Assert.Equal(3, lines.Count);
        Assert.Contains("20,Thandiwe Loxley (72000408),Hamish Tavener-Roy,2015-07-21,,Open,No reports,,,Castle,Not answered yet,,Issue Notification,Open", file, StringComparison.Ordinal);
        Assert.Contains(await walk.Town.Audit(), entry => entry is { Action: AuditAction.Download, What: "registers/export" } && entry.Shown!.Split(',').Length == 3 + lines.Select(line => line.Split(',')[1]).Distinct().Count());
    }
}
