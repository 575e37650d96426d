using Waymark.App.Tests.Harness;
using Waymark.Core.Record;
using Xunit;
using static Waymark.App.Tests.Cast;

namespace Waymark.App.Tests.Requirements.S0;

/// <summary>How a QA process begins: from a LAC review, by a next action (S0-001 to S0-014).</summary>
public sealed class EntryTests(Databases databases)
{
    static readonly string[] Actions =
    [
        "18+ Care Leaver Pathway Plan", "Care Leaver Visit/Contact", "Child in Need Visit", "Child or Young Person in Need Plan", "Children in Care - Planning for Permanence",
        "Children's Social Care - Case Closure", "Life Story Work", "Other workflow continues", "Proceed to IRO Quality Assurance", "SDQ Assessment", "Social Work Report for LAC Review",
        "Start Parallel Planning - Adoption Workflow", "Start Subsequent LAC Review", "Step Down Management Decision", "Transition to Adults Services",
    ];

    [Theory(DisplayName = "S0-001 A process keeps the version that it began with, a new one begins with the newest, and both say which and of when"), OnBoth]
    public async Task Versions(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Raise();
        var old = guide.Workstep;
        await guide.Publish("iro-qa.yaml", "version: \"1.0\"\ndated: 2020-07-01", "version: \"1.1\"\ndated: 2020-09-01");
        Guide.Says(await guide.At(Iro), "IRO Quality Assurance Process, version 1.0 of Wednesday 1 July 2020");
        guide.Child = E;
        await guide.Raise();
        Guide.Says(await guide.At(Iro), "IRO Quality Assurance Process, version 1.1 of Tuesday 1 September 2020");

        guide.Workstep = old;
        await guide.Ask();
        await guide.Answer(Tm, Guide.ToManager, Guide.Update, "Booked.");
        await guide.Decide(Guide.Outstanding(1), Guide.Proceed(1));
        await guide.Finish(Iro);
        Guide.Says(await guide.At(Iro), "version 1.0 of Wednesday 1 July 2020");
    }

    [Theory(DisplayName = "S0-002 S0-014 The QA process is the IRO's: it is in their incoming work and on the child's summary; nobody else starts one"), OnBoth]
    public async Task Whose(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Raise();
        Guide.Says(await guide.At(Iro), "Held by Ines Harrowby (Independent Reviewing Officer)");
        var (words, colour) = await guide.Line(Iro, "Incoming Work", Guide.Qap);
        Assert.Contains("Ava Thistlewood (70000101)", words, StringComparison.Ordinal);
        Assert.Equal("plain", colour);
        var summary = await guide.Summary(Iro);
        Assert.Contains(Guide.Qap, summary.Page.Document.QuerySelectorAll("section[aria-labelledby=current] .wm-task").Select(Guide.Title));

        var sw = await guide.Summary(Sw);
        Assert.DoesNotContain(sw.Page.Buttons, button => button.StartsWith("Start ", StringComparison.Ordinal));
        foreach (var (protocol, workstep) in new[] { ("iro-qa", "qap"), ("lac-review", "lac-review") })
        {
            var token = sw.Page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            using var forged = await sw.Send(new HttpRequestMessage(HttpMethod.Post, new Uri($"/island/children/{A.Id}?handler=Start", UriKind.Relative))
            {
                Content = new FormUrlEncodedContent([new("protocol", protocol), new("workstep", workstep), new("__RequestVerificationToken", token)]),
            });
        }
        Assert.Equal(2, (await guide.Town.Audit()).Count(entry => entry.Worker == Sw.Id && entry.What == "workstep/start" && entry.Outcome == AuditOutcome.Refused));
        Assert.Single((await guide.Summary(Iro)).Page.Document.QuerySelectorAll("section[aria-labelledby=current] .wm-task"));
    }

    [Theory(DisplayName = "S0-003 The QA process came from a LAC review or from significant information, and says from which; there is no third way in"), OnBoth]
    public async Task Two_ways_in(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Start(Guide.Information);
        await guide.Save(Iro, "Details of follow up information received", ("Date of new information received", "26 6 2020"), ("Brief summary of the new information", "A new school."));
        await guide.Propose(Iro, Guide.Qap, Iro);
        await guide.Finish(Iro);
        Assert.Equal((Guide.Qap, "Significant Information on an open case, number 1"), ((await guide.At(Iro)).Heading, (await guide.At(Iro)).Page.Value("Came from")));

        guide.Child = E;
        await guide.Raise();
        Assert.Equal("LAC Review, number 3", (await guide.At(Iro)).Page.Value("Came from"));
        Assert.DoesNotContain((await guide.Summary(Iro)).Page.Buttons, button => button.Contains("Quality Assurance", StringComparison.Ordinal) || button.Contains("Dispute", StringComparison.Ordinal));
    }

    [Theory(DisplayName = "S0-004 Where the audit found a concern the QA process is offered, with why; finishing without the audit warns"), OnBoth]
    public async Task The_audit_prompts(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.LacReview(concerns: "Yes");
        var next = await guide.At(Iro, "/next-actions");
        Assert.Contains("Proceed to IRO Quality Assurance", Guide.Choices(next, "Select action"));
        Guide.Says(next, "The audit found concerns: consider Proceed to IRO Quality Assurance.");
        await guide.Propose(Iro, "Proceed to IRO Quality Assurance", Iro);
        Assert.False((await guide.At(Iro, "/next-actions")).Has("The audit found concerns"));

        guide.Child = E;
        await guide.Start(Guide.Review);
        await guide.Save(Iro, "Review", ("Record of the review", "We met."));
        await guide.Propose(Iro, "Life Story Work");
        var finish = await guide.At(Iro, "/finish");
        Guide.Says(finish, "The IRO Audit – LAC Care Planning and Review is not completed.", "I have read this; finish all the same");
        await finish.Press("Finish LAC Review");
        Assert.Equal(["The IRO Audit – LAC Care Planning and Review is not completed."], finish.Errors);
    }

    [Theory(DisplayName = "S0-005 The review's next actions are the pack's fifteen in its order; a sixteenth is a line of the pack, and several may be taken"), OnBoth]
    public async Task The_list(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Start(Guide.Review);
        Assert.Equal(Actions, Guide.Choices(await guide.At(Iro, "/next-actions"), "Select action"));
        await guide.Propose(Iro, "Life Story Work");
        await guide.Propose(Iro, "SDQ Assessment");
        Assert.Equal(["Life Story Work", "SDQ Assessment"], (await guide.At(Iro, "/next-actions")).Page.Table().Skip(1).Select(row => row[0]));

        await guide.Publish("lac-review.yaml", "Transition to Adults Services, ends: Review finished}", "Transition to Adults Services, ends: Review finished}\n      - {id: passport, label: Passport Application, ends: Review finished}");
        guide.Child = E;
        await guide.Start(Guide.Review);
        Assert.Equal([.. Actions, "Passport Application"], Guide.Choices(await guide.At(Iro, "/next-actions"), "Select action"));
    }

    [Theory(DisplayName = "S0-006 S0-012 A next action is added with whom to pass it to; adding another keeps the form; leaving adds nothing"), OnBoth]
    public async Task The_form(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.LacReview();
        var iro = await guide.At(Iro, "/next-actions");
        await iro.Choose("Select action", "Proceed to IRO Quality Assurance").Choose("Pass to worker", "-- Please Select --").Press("Add");
        Assert.Equal(["Select whom to pass Proceed to IRO Quality Assurance to"], iro.Errors);
        Assert.Equal("f-pass-to", iro.Page.Document.QuerySelector(".govuk-error-summary a")!.GetAttribute("href")![1..]);

        await iro.Choose("Pass to worker", Iro.Name).Click("Close");
        Assert.Contains((await guide.Sections(Iro)), section => section == ("Next actions", "1 thing left"));
        await (await guide.At(Iro, "/next-actions")).Choose("Select action", "Proceed to IRO Quality Assurance").Choose("Pass to worker", Iro.Name).Press("Add, and add another");
        Assert.Equal(("Next actions", null), (iro.Heading, Guide.Chosen(iro, "Select action")));
        await iro.Choose("Select action", "SDQ Assessment").Press("Add");
        Assert.Equal(Guide.Review, iro.Heading);
        Assert.Equal(2, (await guide.At(Iro, "/next-actions")).Page.Table().Skip(1).Count());
    }

    [Theory(DisplayName = "S0-007 Sent immediately, the QA process is there before the review is finished, and once; else it comes at finish"), OnBoth]
    public async Task Sent_immediately(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.LacReview();
        var iro = await guide.At(Iro, "/next-actions");
        await iro.Choose("Select action", "Proceed to IRO Quality Assurance").Choose("Pass to worker", Iro.Name).Tick("Send immediately").Press("Add");
        Assert.Equal("Sent", (await guide.At(Iro, "/next-actions")).Page.Table()[1][5]);
        Assert.DoesNotContain(iro.Page.Buttons, button => button.StartsWith("Take out", StringComparison.Ordinal));
        Assert.Equal([Guide.Qap], await guide.Folder(Iro, "Incoming Work"));
        await guide.Finish(Iro);
        Assert.Equal([Guide.Qap], await guide.Folder(Iro, "Incoming Work"));

        guide.Child = E;
        await guide.LacReview();
        await guide.Propose(Iro, "Proceed to IRO Quality Assurance", Iro);
        Assert.Equal("Proposed", (await guide.At(Iro, "/next-actions")).Page.Table()[1][5]);
        Assert.Single(await guide.Folder(Iro, "Incoming Work"));
        await guide.Finish(Iro);
        Assert.Equal([Guide.Qap, Guide.Qap], await guide.Folder(Iro, "Incoming Work"));
    }

    [Theory(DisplayName = "S0-008 Those who may hold the QA process are offered by surname, all of them and nobody who left"), OnBoth]
    public async Task Whom_to_pass_to(Db db)
    {
        string[] surnames = ["Zeller", "Abney", "Mistral", "Corrie", "Yarrow", "Dunmore", "Varley", "Eastgate", "Tansley", "Fallow", "Ryder", "Gower"];
        var iros = surnames.Select((surname, at) => (Worker: new Worker(new Guid(600 + at, 0, 0, new byte[8]), $"Person {surname}", "Island Children's Services", "p@island.example"), Post: "iro"));
        var others = Enumerable.Range(0, 30).Select(at => (Worker: new Worker(new Guid(700 + at, 0, 0, new byte[8]), $"Another Worker{at}", "Island Children's Services", "p@island.example"), Post: "social-worker"));
        var more = iros.Concat(others).ToList();
        var people = People with
        {
            Workers = [.. People.Workers, .. more.Select(each => each.Worker)],
            Holdings = [.. People.Holdings, .. more.Select((each, at) => new Holding(new Guid(800 + at, 0, 0, new byte[8]), each.Worker.Id, each.Post, each.Post == "iro" ? null : "South", null, new(2015, 1, 1), null))],
        };
        await using var guide = await Guide.Open(databases, db, "fourteen officers", people);
        await guide.LacReview();
        var offered = (await guide.At(Iro, "/next-actions")).Page.Control("Pass to worker").QuerySelectorAll("option").Select(Words.Of).Skip(1).ToList();
        Assert.Equal([.. surnames.Select(surname => $"Person {surname}").Append(Iro.Name).Append(Iro2.Name).OrderBy(name => name.Split(' ')[^1], StringComparer.Ordinal)], offered);
        Assert.DoesNotContain(Leaver.Name, offered);
    }

    [Theory(DisplayName = "S0-009 Urgent work comes first in the list; work without a priority has an empty cell"), OnBoth]
    public async Task Priority(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.LacReview();
        await guide.Propose(Iro, "Proceed to IRO Quality Assurance", Iro);
        Assert.Equal("", (await guide.At(Iro, "/next-actions")).Page.Table()[1][4]);
        await guide.Finish(Iro);
        guide.Child = E;
        await guide.LacReview();
        await guide.Propose(Iro, "Proceed to IRO Quality Assurance", Iro, ("Priority (optional)", "Urgent"));
        Assert.Equal("Urgent", (await guide.At(Iro, "/next-actions")).Page.Table()[1][4]);
        await guide.Finish(Iro);
        var lines = Guide.Items(await guide.As(Iro), "Incoming Work").Select(Words.Of).ToList();
        Assert.Collection(lines,
            first => Assert.True(first.Contains(E.Name, StringComparison.Ordinal) && first.Contains("Urgent", StringComparison.Ordinal), first),
            second => Assert.True(second.Contains(A.Name, StringComparison.Ordinal) && !second.Contains("Urgent", StringComparison.Ordinal), second));
    }

    [Theory(DisplayName = "S0-010 A note on a request is read with its author and time, and doesn't change once sent"), OnBoth]
    public async Task Notes(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Raise();
        await guide.AddAction("Arrange the planning meeting.");
        await guide.Save(Iro, Guide.Progress, ("Date the actions need to be reviewed", "3 7 2020"));
        await guide.Send(Iro, Guide.ToManager, "By the third, please.", Tm);
        var tm = await guide.Take(Tm, "Incoming Requests", Guide.ToManager);
        Assert.Equal("By the third, please.", tm.Page.Value("Note"));
        Assert.Equal("Ines Harrowby (Independent Reviewing Officer), Monday 29 June 2020 at 10:00", tm.Page.Value("From"));
        Assert.DoesNotContain(tm.Page.Document.QuerySelectorAll("textarea, input"), box => (box.TextContent + box.GetAttribute("value")).Contains("By the third", StringComparison.Ordinal));
    }
}
