using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Waymark.App.Demonstration;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Reliability;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Requirements.S2;

/// <summary>What the child's reviews and what happens to the child lead to (S2-009 to S2-011, S2-030, S2-031).</summary>
public sealed class ReviewTests(Databases databases)
{
    const int Child = 72000401;
    const string Iro = "nerissa", Worker = "lionel", Issue = "Issue Notification", Form = "Quality Assurance Form (stage 1)", Review = "Statutory review";
    const string Ask = "Please respond to the Issue Notification within 72 hours", Event = "A significant event is recorded", Late = "The report for the review is not in: consider raising No reports";

    static async Task Weigh(Walk walk, string action, string? reason = null)
    {
        await walk.Start(Iro, Child, "Practice or other concern");
        await walk.Save(Iro, "Concern", ("Concern", "No report."), ("Serious enough to warrant immediate action", "NO"));
        await walk.Propose(Iro, action, reason);
        await walk.Finish(Iro);
    }

    static async Task<Visitor> Notify(Walk walk, string criterion = "No reports", params (string, string?)[] more)
    {
        await Weigh(walk, Issue);
        await walk.Take(Iro, "incoming-work", Issue);
        await walk.Save(Iro, Issue, [("Issue Notification Criteria", criterion), ("Response asked", "The report."), ("Significant impact on the child/young person", "NO"), .. more]);
        return await walk.At(Iro);
    }

    [Theory(DisplayName = "S2-009 A criterion raised again within twelve months is said at once, naming the first, and going on without the formal form takes a reason"), OnBoth]
    public async Task Repeated(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-05-05 10:00");
        Assert.False((await Notify(walk)).Has("Raised before"));
        var number = Words.Of((await walk.Process(Iro)).Page.Document.QuerySelector(".govuk-caption-l")!)["Number ".Length..];
        await walk.At(Iro);
        await walk.Send(Iro, Ask);
        await walk.On("2015-07-10 16:00");
        var raised = $"Raised before: No reports: {Issue} {number}, Tuesday 5 May 2015.";
        Walk.Says(await Notify(walk), raised);
        var visitor = await walk.Send(Iro, Ask);
        Walk.Says(visitor, $"{raised} Say why an {Issue} is enough.");
        visitor.Page.Document.QuerySelector<IHtmlTextAreaElement>("textarea[name^='reason.']")!.Value = "It was another worker.";
        foreach (var tick in visitor.Page.Document.QuerySelectorAll<IHtmlInputElement>("input[name=gate]")) tick.IsChecked = true;
        await visitor.Press("Send request");
        Walk.Says(visitor, "Sent to");
        var second = walk.Workstep;
        await walk.Town.Pass(NodaTime.Duration.FromMinutes(1));
        await walk.Answer(Worker, Ask, ("Response (optional)", "Here it is."));
        walk.Workstep = second;
        await walk.Save(Iro, "Sign-off", ("Response is satisfactory", "YES"));
        Walk.Says(await walk.Propose(Iro, "IRO signs off"), "a formal QA Notification should be done");
    }

    [Theory(DisplayName = "S2-009 Another criterion, or one raised more than twelve months ago and before the last review, is no repeat")]
    [OnBoth("Non-attendance", "2015-07-10 16:00", false), OnBoth("No reports", "2016-05-04 10:00", true), OnBoth("No reports", "2016-05-06 10:00", false)]
    public async Task No_repeat(Db db, string criterion, string at, bool repeats)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-05-05 10:00");
        await Notify(walk);
        await walk.On("2015-06-01 10:00");
        await walk.Change(Iro, Child, "A statutory review was held", "1 6 2015");
        await walk.On(at);
        Assert.Equal(repeats, (await Notify(walk, criterion)).Has("Raised before"));
    }

    [Theory(DisplayName = "S2-009 One raised longer ago, and since the last review, is a repeat"), OnBoth]
    public async Task Since_the_last_review(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-05-05 10:00");
        await walk.Change(Iro, Child, "A statutory review was held", "1 5 2015");
        await Notify(walk);
        await walk.On("2016-05-06 10:00");
        Walk.Says(await Notify(walk), "Raised before: No reports");
    }

    [Theory(DisplayName = "S2-010 Where an early review is considered, saving makes the review a task of its own, once, and the formal form can be started beside it"), OnBoth]
    public async Task Early_review(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 16:00");
        await Notify(walk, "No reports", ("Early review considered (optional)", "YES"));
        var issue = walk.Workstep;
        await walk.Save(Iro, Issue, ("Response asked", "The report, today."));
        var home = await walk.As(Iro);
        Assert.Single(home.Page.Document.QuerySelectorAll("li.wm-task a"), link => Words.Of(link) == Review);
        Walk.Says(await walk.Take(Iro, "incoming-work", Review), "Enter Date of the review");
        walk.Workstep = issue;
        var visitor = await walk.At(Iro, "/next-actions");
        visitor.Choose(walk.Term("select-action"), "Instigate formal QA Notification");
        visitor.Tick(walk.Term("send-immediately"));
        await visitor.Press(walk.Term("add"));
        visitor.Page.Document.QuerySelector<IHtmlTextAreaElement>("textarea[name^='reason.']")!.Value = "The care plan is at risk.";
        foreach (var tick in visitor.Page.Document.QuerySelectorAll<IHtmlInputElement>("input[name=gate]")) tick.IsChecked = true;
        await visitor.Press(walk.Term("add"));
        await walk.Take(Iro, "incoming-work", Form);
        // Signing the notification off would end the formal one with it.
        walk.Workstep = issue;
        await walk.Save(Iro, "Sign-off", ("Response is satisfactory", "YES"));
        Assert.Empty(await walk.Offered(Iro));
    }

    [Theory(DisplayName = "S2-010 An early review that is not called ends with its reason, and without a day on which it was"), OnBoth]
    public async Task Not_called(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 16:00");
        await Notify(walk, "No reports", ("Early review considered (optional)", "YES"));
        await walk.Take(Iro, "incoming-work", Review);
        await walk.Propose(Iro, "No review is called", "She was seen yesterday.");
        Assert.Equal("Statutory review", (await walk.Finish(Iro)).Heading);
        Walk.Says(await walk.Process(Iro), "No review called.", "She was seen yesterday.");
    }

    [Theory(DisplayName = "S2-010 Signing the notification off leaves the early review as it is"), OnBoth]
    public async Task Early_review_stays(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 16:00");
        await Notify(walk, "No reports", ("Early review considered (optional)", "YES"), ("Early review date", "20 7 2015"));
        await walk.Send(Iro, Ask);
        await walk.Answer(Worker, Ask, ("Response (optional)", "Here it is."));
        await walk.Take(Iro, "incomplete-work", Issue);
        await walk.Save(Iro, "Sign-off", ("Response is satisfactory", "YES"));
        await walk.Save(Iro, "Sign-off", ("Signed off by IRO", null));
        await walk.Propose(Iro, "IRO signs off");
        await walk.Finish(Iro);
        Assert.Single((await walk.As(Iro)).Page.Document.QuerySelectorAll("li.wm-task a"), link => Words.Of(link) == Review);
        await walk.Take(Iro, "incoming-work", Review);
    }

    [Theory(DisplayName = "S2-011 The formal form can point at a review that is finished, and needs none"), OnBoth]
    public async Task After_a_review(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-09 10:00");
        await walk.Start(Iro, Child, Review);
        await walk.Save(Iro, "Review", ("Date of the review", "9 7 2015"), ("What was agreed", "To go on."), ("Nerissa Blakeway-Odum, IRO", "Present"), ("Lionel Apperley, SW", "Present"));
        await walk.Propose(Iro, "Review held");
        await walk.Finish(Iro);
        await walk.On("2015-07-10 10:00");
        await Weigh(walk, "Straight to formal QA Notification", "It touches the care plan.");
        await walk.Take(Iro, "incoming-work", Form);
        await walk.Save(Iro, Form, ("Formal QA Notification Criteria", "Drift/delay in implementation in care plan"), ("Detail", "Eleven weeks."), ("Action asked", "Go on."));
        Assert.DoesNotContain("After the review", (await walk.At(Iro)).Main, StringComparison.Ordinal);
        var visitor = await walk.At(Iro);
        await visitor.Click(Form);
        var option = visitor.Page.Controls("After the review (optional)").OfType<IHtmlSelectElement>().Single().Options.Select(each => each.Text).Single(text => text.EndsWith("finished on Thursday 9 July 2015", StringComparison.Ordinal));
        await walk.Save(Iro, Form, ("After the review (optional)", option));
        visitor = await walk.At(Iro);
        await visitor.Click(option);
        Walk.Says(visitor, Review, "Review held");
    }

    [Theory(DisplayName = "S2-011 Without any review the formal form is filled in and sent all the same"), OnBoth]
    public async Task Without_a_review(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 10:00");
        await Weigh(walk, "Straight to formal QA Notification", "It touches the care plan.");
        await walk.Take(Iro, "incoming-work", Form);
        await walk.Save(Iro, Form, ("Formal QA Notification Criteria", "Drift/delay in implementation in care plan"), ("Detail", "Eleven weeks."), ("Action asked", "Go on."));
        await walk.Send(Iro, "Please respond to the Quality Assurance Form (stage 1)");
        Assert.Equal(["gideon", Worker], walk.Told("You have been asked for something"));
    }

    [Theory(DisplayName = "S2-030 A placement change that the social worker records is a notice to the reviewing officer at once, and a piece of work with its words"), OnBoth]
    public async Task Significant_event(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 16:00");
        var visitor = await walk.Change(Worker, Child, "Placement change", "10 7 2015", "To Mrs Lowe.");
        Assert.Equal([Iro], walk.Told(Event));
        Walk.Says(visitor, "Placement change, Friday 10 July 2015: it is on the record.", "Recorded by Lionel Apperley");
        var said = await walk.Take(Iro, "incoming-work", "Significant event");
        await said.Click("Event");
        Walk.Says(said, "Placement change, Friday 10 July 2015: To Mrs Lowe.");
        // Another event is another notice, though the first was not looked at yet.
        await walk.Change(Worker, Child, "Missing from placement", "10 7 2015");
        Assert.Equal([Iro, Iro], walk.Told(Event));
        await walk.Change(Worker, Child, "A statutory review is planned", "20 7 2015");
        Assert.Equal(2, walk.Told(Event).Count);
    }

    [Theory(DisplayName = "S2-030 Nothing is recorded twice by the same post, without a day, ahead of the day, or by who may not"), OnBoth]
    public async Task Only_what_may_be(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 16:00");
        Walk.Says(await walk.Change(Worker, Child, "Placement change", "11 7 2015", "To Mrs Lowe."), "Placement change: the day can’t be after today", "To Mrs Lowe.");
        Walk.Says(await walk.Change(Worker, Child, "A statutory review is planned", "9 7 2015"), "the day can’t be before today");
        Walk.Says(await walk.Change(Worker, Child, "Placement change", "31 6 2015"), "The day must be a real date");
        Assert.Empty(walk.Told(Event));
        var worker = await walk.As(Worker, $"/children/{Script.ChildId(Child)}/changes");
        worker.Choose(walk.Town.Authority.Packs.InForce.ListOf(Core.Packs.Meaning.RecordChanges)!.Label, "Placement change").Fill("The day", "10 7 2015");
        var post = Post.Of(worker.Page, "Record what changed");
        var before = (await walk.Town.Audit()).Count;
        for (var time = 0; time < 2; time++) Assert.True((await post.Send(worker)).Taken);
        Assert.Single(walk.Told(Event));
        Assert.Equal([AuditAction.View], (await walk.Town.Audit()).Skip(before).Select(entry => entry.Action).SkipWhile(action => action == AuditAction.Change));
        var outsider = await walk.As("mabel", $"/children/{Script.ChildId(Child)}/changes");
        Assert.False(outsider.Has("Record what changed"));
        Assert.Equal(404, outsider.Status);
    }

    [Theory(DisplayName = "S2-031 The day after the report was due the reviewing officer is prompted to raise No reports, which opens filled and with the review linked"), OnBoth]
    public async Task No_report(Db db)
    {
        await using var walk = await Planned(databases, db);
        await walk.On("2015-07-06 23:00");
        Assert.Empty(walk.Told(Late));
        await walk.On("2015-07-07 08:00");
        Assert.Equal([Iro], walk.Told(Late));
        await walk.Take(Iro, "incoming-work", "No report for the review");
        await walk.Propose(Iro, $"Raise an {Issue}");
        await walk.Finish(Iro);
        await walk.Take(Iro, "incoming-work", Issue);
        var visitor = await walk.At(Iro);
        Walk.Says(visitor, "About the review");
        await visitor.Click(Issue);
        Assert.Contains("no-reports", visitor.Page.Document.QuerySelectorAll<IHtmlInputElement>("input[type=checkbox]").Where(box => box.IsChecked).Select(box => box.Value));
        await visitor.Go($"{walk.Workstep}");
        await visitor.Go(visitor.Page.Document.QuerySelectorAll("dd a").First(link => Words.Of(link).StartsWith(Review, StringComparison.Ordinal)).GetAttribute("href")!);
        Walk.Says(visitor, "No report for the review");
    }

    [Theory(DisplayName = "S2-031 A report that came in time prompts nobody"), OnBoth]
    public async Task Report_in(Db db)
    {
        await using var walk = await Planned(databases, db);
        await walk.On("2015-07-03 10:00");
        await walk.Change(Worker, Child, "The report for the review is in", "3 7 2015");
        await walk.On("2015-07-07 08:00");
        Assert.Empty(walk.Told(Late));
    }

    static async Task<Walk> Planned(Databases databases, Db db)
    {
        var walk = await Walk.Open(databases, db, "city", "2015-06-22 10:00");
        await walk.Change(Iro, Child, "A statutory review is planned", "10 7 2015");
        await walk.Change(Iro, Child, "A report is due for the review", "6 7 2015");
        return walk;
    }
}
