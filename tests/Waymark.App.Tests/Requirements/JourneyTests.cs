using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Requirements;

/// <summary>The main journey of each council besides Island, through its pages, by its own people, from the first word to an end.</summary>
public sealed class JourneyTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task County_a_concern_is_put_informally_goes_formal_is_escalated_in_silence_and_is_resolved(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-04-11 10:00");
        await walk.Start("marguerite", 71000301, "Informal Quality Assurance Alert");
        await walk.Save("marguerite", "Concern", ("What it is about", "No plan for school."), ("Actions requested", "Write one."), ("Method", "Phone"));
        await walk.Send("marguerite", "Please respond to the concerns and actions requested");
        await walk.Answer("imelda", "Please respond to the concerns and actions requested", ("Reply (optional)", "We are looking into it."));
        await walk.Take("marguerite", "incomplete-work", "Informal Quality Assurance Alert");
        await walk.Save("marguerite", "IRO's decision", ("Resolved to the IRO's satisfaction", "No"));
        await walk.Propose("marguerite", "Access the Formal Quality Assurance Alert Process");
        await walk.Finish("marguerite");
        await walk.Take("marguerite", "incoming-work", "Quality Assurance Alert, Stage 1");

        await walk.On("2019-04-18 10:00");
        var alert = await walk.Save("marguerite", "Quality Assurance Alert", ("Raised as", "Independent Reviewing Officer"), ("Reason for this stage", "Put informally, without effect."), ("Impact on the child", "Isaac is at home."));
        await alert.Click("Quality Assurance Alert");
        Walk.Says(alert, "No plan for school.", "Write one.");
        await walk.Send("marguerite", "Please respond to the Quality Assurance Alert");
        Assert.Equal(["ginevra", "rashid"], walk.Told("A piece of work has come to you").Where(who => who is "ginevra" or "rashid"));

        await walk.On("2019-04-30 10:00");
        Assert.Contains("Escalate to Stage 2", await walk.Offered("marguerite"));
        await walk.Save("marguerite", "IRO's decision", ("Satisfied by the response", "No"), ("Decision and reason", "No response."));
        await walk.Propose("marguerite", "Escalate to Stage 2");
        await walk.Finish("marguerite");
        Assert.Equal(["ginevra", "rashid"], walk.Told("The Alert is escalating to Stage 2"));
        await walk.Take("marguerite", "incoming-work", "Quality Assurance Alert, Stage 2");
        await walk.Save("marguerite", "Quality Assurance Alert", ("Reason for this stage", "Nobody answered."));
        await walk.Send("marguerite", "Please respond to the Quality Assurance Alert");
        await walk.Answer("priscilla", "Please respond to the Quality Assurance Alert", ("Response (optional)", "He starts on Monday."));
        await walk.Take("marguerite", "incomplete-work", "Quality Assurance Alert, Stage 2");
        await walk.Save("marguerite", "IRO's decision", ("Satisfied by the response", "Yes"), ("Decision and reason", "He has started."));
        await walk.Propose("marguerite", "Satisfied");
        await walk.Finish("marguerite");
        Walk.Says(await walk.Process("marguerite"), "Resolved");
        Assert.Superset(new HashSet<string> { "ginevra", "imelda", "priscilla" }, walk.Told("The Quality Assurance Alert has been resolved").ToHashSet());
    }

    [Theory, OnBoth]
    public async Task City_the_map_says_what_is_doubtful_in_the_process_and_why_the_council_keeps_it(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 16:00");
        await walk.Start("nerissa", 72000401, "Practice or other concern");
        var process = await walk.Process("nerissa");
        await process.Click("Map");
        Walk.Says(process, "What is doubtful in it", "(rank 4) has no time: no clock runs in it. Accepted by Head of Service QA: The flowchart gives no time.");
    }

    [Theory, OnBoth]
    public async Task City_an_issue_nobody_answers_becomes_a_formal_form_is_talked_over_and_settled_by_a_plan(Db db)
    {
        const string Issue = "Please respond to the Issue Notification within 72 hours", Form = "Please respond to the Quality Assurance Form (stage 1)";
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 16:00");
        await walk.Start("nerissa", 72000401, "Practice or other concern");
        await walk.Save("nerissa", "Concern", ("Concern", "No report for the review."), ("Serious enough to warrant immediate action", "NO"));
        await walk.Propose("nerissa", "Issue Notification");
        await walk.Finish("nerissa");
        await walk.Take("nerissa", "incoming-work", "Issue Notification");
        await walk.Save("nerissa", "Issue Notification", ("Issue Notification Criteria", "No reports"), ("Response asked", "The report."), ("Significant impact on the child/young person", "NO"));
        var sending = await walk.At("nerissa");
        await sending.Click(Issue);

        await sending.Press("Send request");

        await walk.On("2015-07-13 16:30");
        Assert.Contains("nerissa", walk.Told("No response in 72 hours"));
        await walk.Save("nerissa", "Sign-off", ("Response is satisfactory", "NO"));
        await walk.Propose("nerissa", "Instigate formal QA Notification");
        await walk.Finish("nerissa");
        await walk.Take("nerissa", "incoming-work", "Quality Assurance Form (stage 1)");
        await walk.Save("nerissa", "Quality Assurance Form (stage 1)", ("Formal QA Notification Criteria", "Drift/delay in implementation in care plan"), ("Action asked", "Write the report."));
        await walk.Send("nerissa", Form);

        await walk.On("2015-07-28 09:00");
        await walk.Take("nerissa", "incoming-work", "Discussion with DHoS IRO Service");
        await walk.Save("percival", "Discussion", ("What further action is needed", "Stage 2 today."));
        await walk.Propose("percival", "Stage 2");
        await walk.Finish("percival");
        await walk.Take("percival", "incoming-work", "Dispute, Stage 2");
        await walk.Save("percival", "Discussion", ("Discussion held", "28 7 2015 at 09:00"), ("Agreed", "YES"), ("Outcome", "It is written this week."));
        Walk.Says(await walk.At("percival"), "Dispute, Stage 2");
    }

    [Theory, OnBoth]
    public async Task Borough_an_issue_is_put_informally_goes_formal_and_is_finalised_with_what_both_sides_learnt(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        await walk.Start("araminta", 73000501, "Informal Resolution (Stage 1)");
        await walk.Save("araminta", "Issue", ("Method", "face to face"), ("Issue", "No delegation."), ("Impact on the child", "He misses trips."), ("Preferred solution", "Sign it."), ("Reason", "There are concerns about the provision of services"), ("Specific timescale agreed", "10 4 2026"));
        await walk.Send("araminta", "An issue about a child has been raised with you");
        await walk.Answer("fenella", "An issue about a child has been raised with you");
        await walk.On("2026-04-13 10:00");
        await walk.Save("araminta", "Review on the agreed date", ("Resolved", "No"), ("Reason", "Not signed."));
        await walk.Propose("araminta", "Escalate to Formal stage");
        await walk.Finish("araminta");
        await walk.Take("araminta", "incoming-work", "Formal Issue Resolution (Stage 2)");
        var form = await walk.At("araminta");
        await form.Click("Issue");
        Walk.Says(form, "No delegation.", "He misses trips.");
        await form.Press("Save");
        await walk.Send("araminta", "Please resolve the issue on the Quality Assurance Issue Resolution form");
        await walk.Save("araminta", "Direct follow-up", ("Method", "MS teams"), ("Date and time", "13 4 2026 at 11:00"));
        await walk.Answer("viola", "Please resolve the issue on the Quality Assurance Issue Resolution form", ("Answer of the Team Manager (optional)", "Signed today."));
        await walk.Take("araminta", "incomplete-work", "Formal Issue Resolution (Stage 2)");
        await walk.Save("araminta", "IRO/CPC's view", ("Satisfied that the issue is resolved", "Yes"), ("Reason", "I have seen it."));
        await walk.Propose("araminta", "Resolved");
        await walk.Finish("araminta");
        await walk.Take("araminta", "incoming-work", "Outcome and learning");
        await walk.Save("araminta", "Outcome and learning", ("Outcome of issue requiring resolution", "Signed."), ("Key learning points", "Ask sooner."));
        await walk.Send("araminta", "Please add the outcome and learning of the social work team");
        await walk.Answer("fenella", "Please add the outcome and learning of the social work team", ("Outcome of issue requiring resolution (social work team) (optional)", "Signed."), ("Key learning points (social work team) (optional)", "Read the plan."));
        await walk.Take("araminta", "incomplete-work", "Outcome and learning");
        await walk.Propose("araminta", "Finalise - resolved");
        await walk.Finish("araminta");
        Walk.Says(await walk.Process("araminta"), "Finalised - resolved", "Read the plan.");
    }
}
