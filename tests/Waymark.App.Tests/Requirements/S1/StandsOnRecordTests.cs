using Waymark.App.Tests.Harness;
using Waymark.Core.Packs;
using Xunit;

namespace Waymark.App.Tests.Requirements.S1;

/// <summary>What shows afterwards that the reviewing officer acted, who stood in for them, and under which version (S1-007, S1-025, S1-046, S1-047, S1-062).</summary>
public sealed class StandsOnRecordTests(Databases databases)
{
    const string Iro = "marguerite", Alert = "Quality Assurance Alert", Request = "Please respond to the Quality Assurance Alert", Decision = "IRO's decision";
    const int Child = 71000301;

    static string Stage(int stage) => $"{Alert}, Stage {stage}";

    static async Task Sent(Walk walk, int stage, int child = Child)
    {
        await walk.Start(Iro, child, Stage(stage));
        await walk.Save(Iro, Alert, ("Raised as", "Independent Reviewing Officer"), ("Reason for this stage", "It is urgent."), ("Concern", "No plan."), ("Impact on the child", "No school."), ("Reason for no informal alert", "No time."), ("Actions requested", "A plan."));
        await walk.Send(Iro, Request);
    }

    static Task<Visitor> Decide(Walk walk, string satisfied, string worker = Iro, string why = "As seen today.") => walk.Save(worker, Decision, ("Satisfied by the response", satisfied), ("Decision and reason", why));

    static async Task Escalate(Walk walk, int to)
    {
        await Decide(walk, "No");
        await walk.Propose(Iro, $"Escalate to Stage {to}");
        await walk.Finish(Iro);
        await walk.Take(Iro, "incoming-work", Stage(to));
        await walk.Save(Iro, Alert, ("Reason for this stage", "It goes on."));
        await walk.Send(Iro, Request);
    }

    [Theory(DisplayName = "S1-001 When the guidance is to be reviewed the responsible head of service has a task; its six lines of document control stand on the page of the work"), OnBoth]
    public async Task Document_control(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2021-04-20 10:00");
        var guidance = (await walk.Start(Iro, Child, Stage(1))).Page;
        (string, string)[] lines =
        [
            ("Title/Status", "Guidance of the IRO Quality Assurance Alert Escalation Process"), ("New document or revised", "new"), ("Date approved SMT", "May 2019"),
            ("Responsible Head of Service", "Head of Service Safeguarding and Improvement"), ("Date review", "May 2021"), ("Date SMT approved", "Not filled in"),
        ];
        foreach (var (label, text) in lines) Assert.Equal(text, guidance.Value(label));
        await walk.On("2021-04-30 23:00");
        Assert.DoesNotContain("beatrix", walk.Told("A piece of work has come to you"));
        await walk.On("2021-05-01 08:00");
        Walk.Says(await walk.Take("beatrix", "incoming-work", "Review of the guidance"), "May 2021");
        await walk.Save("beatrix", "Review", ("Date reviewed", "1 5 2021"), ("What is to change", "Nothing."));
        await walk.Propose("beatrix", "Reviewed");
        await walk.Finish("beatrix");
        await walk.On("2021-06-10 08:00");
        Assert.Equal(["beatrix"], walk.Told("A piece of work has come to you").Where(worker => worker == "beatrix"));
    }

    [Theory(DisplayName = "S1-007 The child's chronology says of an alert that went informal, stage 1 and stage 2 who did what and when, in order, with the days in between, and prints"), OnBoth]
    public async Task Chronology(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 10:00");
        await walk.Start(Iro, Child, "Informal Quality Assurance Alert");
        await walk.Save(Iro, "Concern", ("What it is about", "No plan & no <school>."), ("Actions requested", "Write one."), ("Method", "Phone"));
        await walk.Send(Iro, "Please respond to the concerns and actions requested");
        await walk.On("2019-05-08 15:30");
        await walk.Answer("imelda", "Please respond to the concerns and actions requested", ("Reply (optional)", "Soon."));
        await walk.On("2019-05-10 09:00");
        await walk.Save(Iro, "IRO's decision", ("Resolved to the IRO's satisfaction", "No"));
        await walk.Propose(Iro, "Access the Formal Quality Assurance Alert Process");
        await walk.Finish(Iro);
        await walk.Take(Iro, "incoming-work", Stage(1));
        await walk.Save(Iro, Alert, ("Raised as", "Independent Reviewing Officer"), ("Reason for this stage", "She can decide it."), ("Impact on the child", "No school."));
        await walk.Send(Iro, Request);
        await walk.On("2019-05-14 11:00");
        await walk.Answer("imelda", Request, ("Response (optional)", "We shall."));
        await walk.On("2019-05-15 12:00");
        await Escalate(walk, 2);

        var chronology = await walk.Chronology(Iro, Child);
        Assert.Equal(
            ["1 May 2019", "7 days later 8 May 2019", "2 days later 10 May 2019", "4 days later 14 May 2019", "The next day 15 May 2019"],
            chronology.Page.Document.QuerySelectorAll("main h2").Select(Words.Of));
        var told = chronology.Page.Document.QuerySelectorAll("main .wm-timeline__item").Select(item => $"{Words.Of(item.QuerySelector("time")!)} {Words.Of(item.QuerySelector("h3")!)}").ToList();
        string[] acts =
        [
            "1 May 2019 at 10:00am Marguerite Haldane-Osei began ‘Informal Quality Assurance Alert’",
            "1 May 2019 at 10:00am Marguerite Haldane-Osei sent ‘Please respond to the concerns and actions requested’ to Imelda Rasheed-Croft",
            "8 May 2019 at 3:30pm Imelda Rasheed-Croft completed ‘Please respond to the concerns and actions requested’",
            "10 May 2019 at 9:00am Marguerite Haldane-Osei finished ‘Informal Quality Assurance Alert’",
            "10 May 2019 at 9:00am Marguerite Haldane-Osei began ‘Formal Quality Assurance Alert’",
            "10 May 2019 at 9:00am Marguerite Haldane-Osei sent ‘Please respond to the Quality Assurance Alert’ to Imelda Rasheed-Croft",
            "14 May 2019 at 11:00am Imelda Rasheed-Croft completed ‘Please respond to the Quality Assurance Alert’",
            "15 May 2019 at midday ‘Quality Assurance Alert, Stage 2’ came to Marguerite Haldane-Osei",
            "15 May 2019 at midday Marguerite Haldane-Osei sent ‘Please respond to the Quality Assurance Alert’ to Priscilla Danquah-Ives",
        ];
        Assert.Equal(acts, acts.Where(act => told.Any(line => line.StartsWith(act, StringComparison.Ordinal))));
        Assert.Equal(acts, told.Select(line => acts.FirstOrDefault(act => line.StartsWith(act, StringComparison.Ordinal))).OfType<string>());
        Walk.Says(chronology, "No plan & no <school>.", "Soon.", "We shall.", "As seen today.");
        Assert.Empty(chronology.Page.Document.QuerySelectorAll("main details"));
        Assert.NotNull(chronology.Page.Document.QuerySelector("button[data-print]"));
    }

    [Theory(DisplayName = "S1-007 What somebody may not see stands in nobody's chronology of theirs, and the page isn't there for whoever may not know of the child"), OnBoth]
    public async Task Chronology_of_what_is_seen(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 10:00");
        await Sent(walk, 1);
        Walk.Says(await walk.Chronology("hettie", Child), "No plan.");
        var address = (await walk.Chronology(Iro, Child)).Path;
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await (await walk.As("dorian")).Get(address)).StatusCode);
        await walk.Start("piers", 71000308, Stage(1));
        Assert.DoesNotContain("piers", (await walk.Chronology(Iro, Child)).Main, StringComparison.OrdinalIgnoreCase);
    }

    [Theory(DisplayName = "S1-025 A stage 2 alert leaves by e-mail to the service manager and to those it is copied to; the child's record keeps to whom, to whom copied, and when"), OnBoth]
    public async Task By_email(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-04-18 10:00");
        await Sent(walk, 2);
        Assert.Equal(["priscilla"], walk.Told("You have been asked for something", Channel.Email));
        Assert.Equal(["bertrand", "imelda", "vaughan"], walk.Told("You have been copied into a request", Channel.Email));
        Walk.Says(await walk.Notes(Iro, Child, Alert), $"{Stage(2)}: sent by Marguerite Haldane-Osei to Priscilla Danquah-Ives (Children's Service Manager for North)", "Thursday 18 April 2019 at 10:00.", "Copied to Imelda Rasheed-Croft, Vaughan Tredinnock, Bertrand Ottoway");
        var told = (await walk.Process(Iro)).Page.Table("People told").Skip(1).Where(row => row[3].Contains("By e-mail", StringComparison.Ordinal)).Select(row => $"{row[0]}: {row[1]}: {row[2]}").ToList();
        Assert.Contains("Thursday 18 April 2019 at 10:00: You have been asked for something: Priscilla Danquah-Ives (Children's Service Manager for North)", told);
        Assert.Contains("Thursday 18 April 2019 at 10:00: You have been copied into a request: Imelda Rasheed-Croft (Team Manager for North)", told);
    }

    [Theory(DisplayName = "S1-046 A referral alongside leaves stage 2 open with its clock; both show on the child"), OnBoth]
    public async Task Alongside(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-04-18 10:00");
        await Sent(walk, 2);
        await walk.On("2019-04-23 10:00");
        Walk.Says(await walk.Propose(Iro, "Refer to CAFCASS alongside"), "The meeting before CAFCASS has not been held; say why you refer now.");
        Walk.Says(await walk.Propose(Iro, "Refer to CAFCASS alongside", "He is moved on Friday."), "Sent: it is in their incoming work now.");
        // Five working days from Thursday 18 April: Friday and Monday are Easter's, so 23, 24, 25, 26 and 29.
        Walk.Says(await walk.Process(Iro), "Open since", "Not answered yet.", "Monday 29 April 2019");
        var child = await walk.Child(Iro, Child);
        var current = child.Page.Document.QuerySelector("section[aria-labelledby=current]")!;
        Assert.Equal([Stage(2), "Referrals to CAFCASS Form", "Upload the Quality Assurance Alert"], current.QuerySelectorAll(".wm-task__title a").Select(Words.Of).Order(StringComparer.Ordinal));
        Assert.Contains("29 April 2019", Words.Of(current), StringComparison.Ordinal);
        await walk.Answer("priscilla", Request, ("Response (optional)", "We shall."));
        Walk.Says(await walk.Take(Iro, "incoming-work", "Referrals to CAFCASS Form"), "Came from");
    }

    [Theory(DisplayName = "S1-047 While the reviewing officer is away the manager who acts for her is told of the response, sees for whom she acts, and records satisfied for her"), OnBoth]
    public async Task Absence(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-08 10:00");
        await Sent(walk, 1);
        await walk.Away("winston", Iro, "callista", "10 5 2019", "17 5 2019");
        await walk.On("2019-05-13 10:00");
        await walk.Answer("imelda", Request, ("Response (optional)", "We shall."));
        Assert.Contains("callista", walk.Told("The Team Manager has responded"));
        Assert.Contains(Iro, walk.Told("The Team Manager has responded"));
        var alert = walk.Workstep;
        Walk.Says(await walk.Take("callista", "incomplete-work", Stage(1)), "You act for Marguerite Haldane-Osei while they are away, up to Friday 17 May 2019.");
        Assert.Equal(alert, walk.Workstep);
        await Decide(walk, "Yes", "callista", "It is done.");
        await walk.Propose("callista", "Satisfied");
        await walk.Finish("callista");
        Walk.Says(await walk.Process("callista"), "Resolved", "Callista Umeh-Dunsford for Marguerite Haldane-Osei finished");
        Walk.Says(await walk.Notes("callista", Child, Alert), "It is done.", "Callista Umeh-Dunsford for Marguerite Haldane-Osei, Monday 13 May 2019 at 10:00.");
        await walk.On("2019-05-20 10:00");
        await Sent(walk, 1, 71000302);
        Assert.DoesNotContain("You act for", (await walk.At("callista")).Main, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "S1-062 With four days for stage 2 in a new version, what begins with it has four; what began before keeps five, and its manager and copies"), OnBoth]
    public async Task Another_version(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-07 10:00");
        await Sent(walk, 1);
        var before = walk.Workstep;
        await walk.Publish(
            ("/formal-alert.yaml", "version: \"1.0\"", "version: \"1.1\""),
            ("/formal-alert.yaml", "      - {id: reply, label: Response due, amount: 5, unit: working-days, after: {request: response, is: delivered}, remind: {amount: 1, unit: working-days}, until: {request: response, is: completed}}",
                "      - {id: reply, label: Response due, amount: 5, unit: working-days, after: {request: response, is: delivered}, remind: {amount: 1, unit: working-days}, until: {request: response, is: completed}, when: {not: {fact: rank, is: \"2\"}}}\n"
                + "      - {id: reply-2, label: Response due, amount: 4, unit: working-days, after: {request: response, is: delivered}, remind: {amount: 1, unit: working-days}, until: {request: response, is: completed}, when: {fact: rank, is: \"2\"}}"),
            ("/formal-alert.yaml", "    answers: [service-manager]\n    copies: [team-manager, independent-chair-tm, senior-iro-manager]", "    answers: [head-of-strategy]\n    copies: [service-manager]"));
        await Sent(walk, 2, 71000302);
        // Four working days from Tuesday 7 May: 8, 9, 10 and 13; a fifth would be the 14th.
        Walk.Says(await walk.Process(Iro), "Monday 13 May 2019");
        Assert.Equal(["imelda", "thora"], walk.Told("You have been asked for something"));
        Assert.Equal(["priscilla"], walk.Told("You have been copied into a request"));
        walk.Workstep = before;
        await walk.Answer("imelda", Request, ("Response (optional)", "We shall."));
        walk.Workstep = before;
        await Escalate(walk, 2);
        Walk.Says(await walk.Process(Iro), "Tuesday 14 May 2019");
        Assert.Equal(["imelda", "priscilla", "thora"], walk.Told("You have been asked for something"));
    }
}
