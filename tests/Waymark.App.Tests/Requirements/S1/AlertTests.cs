using Waymark.App.Tests.Harness;
using Waymark.Core.Packs;
using Xunit;

namespace Waymark.App.Tests.Requirements.S1;

/// <summary>The formal alert and its four stages (S1-004 to S1-006, S1-018 to S1-046).</summary>
public sealed class AlertTests(Databases databases)
{
    const string Alert = "Quality Assurance Alert", Request = "Please respond to the Quality Assurance Alert", Decision = "IRO's decision";
    const string Iro = "marguerite";
    static readonly string[] Responders = ["", "imelda", "priscilla", "thora", "fitzroy"];
    static readonly string[] Posts = ["", "Team Manager", "Children's Service Manager", "HOS", "Assistant Director"];

    static string Stage(int stage) => $"{Alert}, Stage {stage}";

    /// <summary>An alert set out at a stage, straight away.</summary>
    static async Task Begin(Walk walk, int stage, string iro = Iro, int child = 71000301)
    {
        await walk.Start(iro, child, Stage(stage));
        await walk.Save(iro, Alert, ("Raised as", "Independent Reviewing Officer"), ("Reason for this stage", "It is urgent."), ("Concern", "No plan."), ("Impact on the child", "No school."), ("Reason for no informal alert", "No time."), ("Actions requested", "A plan."));
    }

    static async Task Sent(Walk walk, int stage)
    {
        await Begin(walk, stage);
        await walk.Send(Iro, Request);
    }

    static async Task Responded(Walk walk, int stage)
    {
        await Sent(walk, stage);
        await walk.Answer(Responders[stage], Request, ("Response (optional)", "We shall."));
    }

    static Task<Visitor> Decide(Walk walk, string satisfied) => walk.Save(Iro, Decision, ("Satisfied by the response", satisfied), ("Decision and reason", "As seen today."));

    [Theory(DisplayName = "S1-004 Where one worker is both reviewing officer and chair of a child, the alert asks as which it is raised"), OnBoth]
    public async Task Two_roles(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-04-18 10:00");
        await walk.Start("piers", 71000312, Stage(1));
        var visitor = await walk.Save("piers", Alert, ("Reason for this stage", "It is urgent."), ("Concern", "Two plans."), ("Impact on the child", "Muddle."), ("Reason for no informal alert", "No time."), ("Actions requested", "One plan."));
        await visitor.Click(Request);
        Walk.Says(visitor, "Select Raised as before you send this.");
        await walk.Save("piers", Alert, ("Raised as", "Independent Chair"));
        Walk.Says(await walk.Send("piers", Request), "Sent to Imelda Rasheed-Croft.");
    }

    [Theory(DisplayName = "S1-005 S1-006 The alert offers the nine themes, several of which may be ticked, and carries the guidance that it rests on"), OnBoth]
    public async Task Themes_and_guidance(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-04-18 10:00");
        await Begin(walk, 1);
        var visitor = await walk.Save(Iro, Alert, ("Themes (optional)", "Plan is up to date\nThe child understands what changes to the care plan mean"));
        Walk.Says(visitor, "IRO Handbook", "Care Planning Placement and Case Review", "[2018] EWFC 72", "Lancashire ruling");
        Assert.Contains(visitor.Page.Document.Links, link => link.GetAttribute("href") == "https://www.familylawweek.co.uk/site.aspx?i=ed98855");
        await visitor.Click(Alert);
        Assert.Equal(9, visitor.Page.Group("Themes (optional)")!.QuerySelectorAll("input").Length);
        Assert.Equal(2, visitor.Page.Group("Themes (optional)")!.QuerySelectorAll("input[checked]").Length);
        await walk.Publish(("lists/themes.yaml", "\noptions:\n", "\noptions:\n  - {id: tenth, label: A tenth theme}\n"));
        await walk.Start(Iro, 71000302, Stage(1));
        await walk.Save(Iro, Alert, ("Themes (optional)", "A tenth theme\nPlan is up to date"));
    }

    [Theory(DisplayName = "S1-018 S1-019 S1-022 An alert may enter at any stage with a reason; it asks that stage's manager and no social worker, and isn't sent without its concern"), OnBoth]
    public async Task Enters_anywhere(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-04-18 10:00");
        await walk.Start(Iro, 71000301, Stage(3));
        var visitor = await walk.Save(Iro, Alert, ("Raised as", "Independent Reviewing Officer"), ("Impact on the child", "No school."), ("Reason for no informal alert", "No time."), ("Actions requested", "A plan."));
        await visitor.Click(Request);
        Walk.Says(visitor, "Enter Concern before you send this.", "Enter Reason for this stage before you send this.");
        var form = await walk.Save(Iro, Alert, ("Concern", "No plan."), ("Reason for this stage", "Only the county can decide it."));
        await form.Click(Alert);
        Walk.Says(form, "Isaac Thorogood-Bello", "LAC");
        Assert.Equal(["18", "4", "2019"], form.Page.Group("Date raised")!.QuerySelectorAll("input").Cast<AngleSharp.Html.Dom.IHtmlInputElement>().Select(box => box.Value));
        var sending = await walk.At(Iro);
        await sending.Click(Request);
        Assert.DoesNotContain("Hettie Obuya-Marsh", sending.Page.Group(walk.Term("pass-to-worker"))!.TextContent, StringComparison.Ordinal);
        Walk.Says(await walk.Send(Iro, Request), "Sent to Thora Ledbury-Nkemelu.");
        Walk.Says(await walk.Process(Iro), "not used");
    }

    [Theory(DisplayName = "S1-020 S1-045 A stage has five working days from receipt and the whole twenty from its start; going on early takes a reason, and moves the whole by nothing"), OnBoth]
    public async Task Two_clocks(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-04-18 10:00");
        await Sent(walk, 1);
        Walk.Says(await walk.Process(Iro), "29 April 2019", "21 May 2019");
        await walk.On("2019-04-23 10:00");
        await Decide(walk, "No");
        var refused = await walk.Propose(Iro, "Escalate to Stage 4");
        Walk.Says(refused, "Say why stages are passed over.");
        await walk.Propose(Iro, "Escalate to Stage 4", "Only the Assistant Director can decide it.");
        await walk.Finish(Iro);
        await walk.Take(Iro, "incoming-work", Stage(4));
        Walk.Says(await walk.Process(Iro), "21 May 2019", "Only the Assistant Director can decide it.");
        // Begun anew on 23 April the twenty would end with Wednesday 22 May.
        Assert.DoesNotContain("22 May 2019", (await walk.Process(Iro)).Main, StringComparison.Ordinal);
        Assert.DoesNotContain(await walk.Offered(Iro), action => action.StartsWith("Escalate to Stage", StringComparison.Ordinal));
    }

    [Theory(DisplayName = "S1-021 The Senior IRO Manager is told of each event, at stage 1 too"), OnBoth]
    public async Task Senior_is_told(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-04-18 10:00");
        await Sent(walk, 1);
        Assert.Equal(["bertrand"], walk.Told("A formal alert has moved on"));
        await walk.Answer("imelda", Request, ("Response (optional)", "We shall."));
        Assert.Equal(["bertrand", "bertrand"], walk.Told("A formal alert has moved on"));
    }

    [Theory(DisplayName = "S1-026 Silence gives the right to go on: within the time a reason is asked for, after it none")]
    [OnBoth("2019-04-25 10:00", false), OnBoth("2019-04-30 10:00", true)]
    public async Task Silence(Db db, string on, bool free)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-04-18 10:00");
        await Sent(walk, 1);
        await walk.On(on);
        await Decide(walk, "No");
        var visitor = await walk.Propose(Iro, "Escalate to Stage 2");
        Assert.Equal(free, !visitor.Has("Say why Stage 2 now."));
        Assert.Equal(free, visitor.Has("Added. It starts when this piece of work is finished."));
    }

    [Theory(DisplayName = "S1-027 S1-031 S1-035 S1-039 Each stage is sent to its own manager, the later ones with copies, stands on the record as a case note, and gives the admin team a task")]
    [OnBoth(1), OnBoth(2), OnBoth(3), OnBoth(4)]
    public async Task Sends(Db db, int stage)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-04-18 10:00");
        await Sent(walk, stage);
        foreach (var channel in (Channel[])[Channel.InApp, Channel.Email])
        {
            Assert.Equal([Responders[stage]], walk.Told("You have been asked for something", channel));
            Assert.Equal(stage == 1 ? [] : ["bertrand", "imelda", "vaughan"], walk.Told("You have been copied into a request", channel));
        }
        Assert.Equal(["ginevra", "rashid"], walk.Told("A piece of work has come to you"));
        Walk.Says(await walk.Take(Responders[stage], "incoming-requests", Request), "Monday 29 April 2019");
        Walk.Says(await walk.Notes(Iro, 71000301, Alert), $"{Stage(stage)}: sent by Marguerite Haldane-Osei", "No plan.", "A plan.");
        await walk.Take("ginevra", "incoming-work", "Upload the Quality Assurance Alert");
        await walk.Save("rashid", "Upload", ("The alert is on the case file", "Yes"));
        await walk.Propose("rashid", "Confirmed");
        Walk.Says(await walk.Finish("rashid"), "Rashid Underby");
    }

    [Theory(DisplayName = "S1-028 S1-032 S1-036 S1-040 A response is told to the reviewing officer, the social worker and every manager below")]
    [OnBoth(1, "hettie marguerite"), OnBoth(2, "hettie imelda marguerite"), OnBoth(3, "hettie imelda marguerite priscilla"), OnBoth(4, "hettie imelda marguerite priscilla thora")]
    public async Task Responds(Db db, int stage, string told)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-04-18 10:00");
        await Sent(walk, stage);
        var request = await walk.Take(Responders[stage], "incoming-requests", Request);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await (await walk.As("dorian")).Get(request.Path)).StatusCode);
        await walk.On("2019-04-29 16:00");
        await walk.Answer(Responders[stage], Request, ("Response (optional)", "We shall."));
        foreach (var channel in (Channel[])[Channel.InApp, Channel.Email]) Assert.Equal(told.Split(' '), walk.Told($"The {Posts[stage]} has responded", channel));
        Walk.Says(await walk.Process(Iro), "We shall.");
        Assert.Empty(walk.Told("A response is overdue"));
    }

    [Theory(DisplayName = "S1-029 S1-033 S1-037 S1-041 Satisfied, the alert is resolved, its clocks stop, and team manager, admin team and responder are told")]
    [OnBoth(1, "ginevra imelda rashid"), OnBoth(2, "bertrand ginevra imelda priscilla rashid vaughan"), OnBoth(3, "bertrand ginevra imelda rashid thora vaughan"), OnBoth(4, "bertrand fitzroy ginevra imelda rashid vaughan")]
    public async Task Satisfied(Db db, int stage, string told)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-04-18 10:00");
        await Responded(walk, stage);
        await Decide(walk, "Yes");
        if (stage == 4) await walk.Save(Iro, Decision, ("Issues are complex", "No"), ("Escalation to CAFCASS is being considered", "No"));
        await walk.Propose(Iro, "Satisfied");
        await walk.Finish(Iro);
        Walk.Says(await walk.Process(Iro), "Resolved");
        foreach (var channel in (Channel[])[Channel.InApp, Channel.Email]) Assert.Equal(told.Split(' '), walk.Told("The Quality Assurance Alert has been resolved", channel));
        // Sent, answered and resolved; neither the stage's clock nor the whole's has anything to say after that.
        await walk.On("2019-06-30 10:00");
        Assert.Empty(walk.Told("A response is overdue"));
        Assert.Equal(3, walk.Told("A formal alert has moved on").Count);
    }

    [Theory(DisplayName = "S1-030 S1-034 S1-038 Not satisfied, the next stage opens with the alert as it stood, and the admin team hears of that stage and no other")]
    [OnBoth(1), OnBoth(2), OnBoth(3)]
    public async Task Escalates(Db db, int stage)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-04-18 10:00");
        await Responded(walk, stage);
        await Decide(walk, "No");
        await walk.Propose(Iro, $"Escalate to Stage {stage + 1}");
        await walk.Finish(Iro);
        for (var told = 2; told <= 4; told++) Assert.Equal(told == stage + 1 ? ["ginevra", "rashid"] : [], walk.Told($"The Alert is escalating to Stage {told}"));
        var visitor = await walk.Take(Iro, "incoming-work", Stage(stage + 1));
        await visitor.Click(Alert);
        Walk.Says(visitor, "No plan.", "No school.");
        await walk.Save(Iro, Alert, ("Concern", "There is a plan for nothing."), ("Reason for this stage", "It goes on."));
        await walk.Send(Iro, Request);
        Walk.Says(await walk.Notes(Iro, 71000301, Alert), "No plan.", "There is a plan for nothing.");
    }

    [Theory(DisplayName = "S1-042 S1-043 S1-044 At stage 4 people meet where it is complex, and always before CAFCASS, which is there for a looked-after child alone"), OnBoth]
    public async Task Before_cafcass(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-04-18 10:00");
        await Responded(walk, 4);
        await Decide(walk, "No");
        await walk.Save(Iro, Decision, ("Issues are complex", "Yes"), ("Escalation to CAFCASS is being considered", "Yes"));
        var alert = walk.Workstep;
        await walk.Take("callista", "incoming-work", "Stage 4 meeting");
        Walk.Says(await walk.Save("callista", "Meeting", ("Date", "23 4 2019"), ("Issues", "No school."), ("Outcome", "None yet.")), "Fitzroy Calderwood");
        walk.Workstep = alert;
        Walk.Says(await walk.Propose(Iro, "Escalate to CAFCASS"), "The meeting before CAFCASS has not been held.");
        await walk.Propose(Iro, "Convene the meeting before CAFCASS");
        await walk.Take("callista", "incoming-work", "Meeting before CAFCASS");
        await walk.Save("callista", "Meeting", ("Date", "18 4 2019"), ("Fitzroy Calderwood, Assistant Director of Children Services", "Present"), ("Cosmo Varga-Whitlow, HOS operations", "Present"), ("Beatrix Ommaney, Head of Service Safeguarding and Improvement", "Sent a deputy"), ("Issues that cannot be resolved", "No school."), ("Outcome", "Refer."));
        await walk.Propose("callista", "Meeting held");
        await walk.Finish("callista");
        walk.Workstep = alert;
        await walk.Propose(Iro, "Escalate to CAFCASS");
        await walk.Finish(Iro);
        Assert.Equal(["ginevra", "rashid"], walk.Told("The Alert is escalating to CAFCASS"));
        Walk.Says(await walk.Take(Iro, "incoming-work", "Referrals to CAFCASS Form"), "Came from");
        await Begin(walk, 4, "sunniva", 71000310);
        Assert.DoesNotContain("Escalate to CAFCASS", await walk.Offered("sunniva"));
    }
}
