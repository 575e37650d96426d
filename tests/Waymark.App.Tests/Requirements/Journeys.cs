using NodaTime;
using NodaTime.Text;
using Xunit;

namespace Waymark.App.Tests.Requirements;

/// <summary>People of a council's demonstration at work, whatever they sit at: they find things by their words and by nothing else.</summary>
public interface IPlayers
{
    Task Start(string worker, int child, string workstep);

    Task Save(string worker, string section, params (string Label, string? Text)[] answers);

    Task Send(string worker, string request);

    Task Answer(string worker, string request, params (string Label, string Text)[] answers);

    Task Take(string worker, string folder, string title);

    Task Propose(string worker, string action, string? reason = null);

    Task Finish(string worker);

    /// <summary>Lets time pass until then.</summary>
    Task On(string at);

    /// <summary>What a section of the work in hand says.</summary>
    Task Reads(string worker, string section, params string[] words);

    /// <summary>What the page of the process says.</summary>
    Task Ends(string worker, params string[] words);
}

/// <summary>The main journey of each council besides Island, from the first word to an end. Played through HTTP on both databases, and in a browser.</summary>
public static class Journeys
{
    public static (string Council, string At, Func<IPlayers, Task> Play)[] All { get; } =
        [("county", "2019-04-11 10:00", County), ("city", "2015-07-10 16:00", City), ("borough", "2026-04-01 10:00", Borough)];

    public static Instant Local(string at) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Parse(at).Value.InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/London"]).ToInstant();

    /// <summary>A concern is put informally, goes formal, is escalated in silence, and is resolved.</summary>
    static async Task County(IPlayers people)
    {
        await people.Start("marguerite", 71000301, "Informal Quality Assurance Alert");
        await people.Save("marguerite", "Concern", ("What it is about", "No plan for school."), ("Actions requested", "Write one."), ("Method", "Phone"));
        await people.Send("marguerite", "Please respond to the concerns and actions requested");
        await people.Answer("imelda", "Please respond to the concerns and actions requested", ("Reply (optional)", "We are looking into it."));
        await people.Take("marguerite", "incomplete-work", "Informal Quality Assurance Alert");
        await people.Save("marguerite", "IRO's decision", ("Resolved to the IRO's satisfaction", "No"));
        await people.Propose("marguerite", "Access the Formal Quality Assurance Alert Process");
        await people.Finish("marguerite");
        await people.Take("marguerite", "incoming-work", "Quality Assurance Alert, Stage 1");

        await people.On("2019-04-18 10:00");
        await people.Save("marguerite", "Quality Assurance Alert", ("Raised as", "Independent Reviewing Officer"), ("Reason for this stage", "Put informally, without effect."), ("Impact on the child", "Isaac is at home."));
        await people.Reads("marguerite", "Quality Assurance Alert", "No plan for school.", "Write one.");
        await people.Send("marguerite", "Please respond to the Quality Assurance Alert");

        await people.On("2019-04-30 10:00");
        await people.Save("marguerite", "IRO's decision", ("Satisfied by the response", "No"), ("Decision and reason", "No response."));
        await people.Propose("marguerite", "Escalate to Stage 2");
        await people.Finish("marguerite");
        await people.Take("marguerite", "incoming-work", "Quality Assurance Alert, Stage 2");
        await people.Save("marguerite", "Quality Assurance Alert", ("Reason for this stage", "Nobody answered."));
        await people.Send("marguerite", "Please respond to the Quality Assurance Alert");
        await people.Answer("priscilla", "Please respond to the Quality Assurance Alert", ("Response (optional)", "He starts on Monday."));
        await people.Take("marguerite", "incomplete-work", "Quality Assurance Alert, Stage 2");
        await people.Save("marguerite", "IRO's decision", ("Satisfied by the response", "Yes"), ("Decision and reason", "He has started."));
        await people.Propose("marguerite", "Satisfied");
        await people.Finish("marguerite");
        await people.Ends("marguerite", "Resolved");
    }

    /// <summary>An issue that nobody answers in 72 hours becomes a formal form; nobody answers that either, and it is talked over and settled by a plan.</summary>
    static async Task City(IPlayers people)
    {
        await people.Start("nerissa", 72000401, "Practice or other concern");
        await people.Save("nerissa", "Concern", ("Concern", "No report for the review."), ("Serious enough to warrant immediate action", "NO"));
        await people.Propose("nerissa", "Issue Notification");
        await people.Finish("nerissa");
        await people.Take("nerissa", "incoming-work", "Issue Notification");
        await people.Save("nerissa", "Issue Notification", ("Issue Notification Criteria", "No reports"), ("Response asked", "The report."), ("Significant impact on the child/young person", "NO"));
        await people.Send("nerissa", "Please respond to the Issue Notification within 72 hours");

        await people.On("2015-07-13 16:30");
        await people.Save("nerissa", "Sign-off", ("Response is satisfactory", "NO"));
        await people.Propose("nerissa", "Instigate formal QA Notification");
        await people.Finish("nerissa");
        await people.Take("nerissa", "incoming-work", "Quality Assurance Form (stage 1)");
        await people.Save("nerissa", "Quality Assurance Form (stage 1)", ("Formal QA Notification Criteria", "Drift/delay in implementation in care plan"), ("Action asked", "Write the report."));
        await people.Send("nerissa", "Please respond to the Quality Assurance Form (stage 1)");

        await people.On("2015-07-28 09:00");
        await people.Take("nerissa", "incoming-work", "Discussion with DHoS IRO Service");
        await people.Save("percival", "Discussion", ("What further action is needed", "Stage 2 today."));
        await people.Propose("percival", "Stage 2");
        await people.Finish("percival");
        await people.Take("percival", "incoming-work", "Dispute, Stage 2");
        await people.Save("percival", "Discussion", ("Discussion held", "28 7 2015 at 09:00"), ("Agreed", "YES"), ("Outcome", "It is written this week."));
        await people.Ends("percival", "Dispute, Stage 2", "It is written this week.");
    }

    /// <summary>An issue is put informally, goes formal, and is finalised with what both sides learnt.</summary>
    static async Task Borough(IPlayers people)
    {
        await people.Start("araminta", 73000501, "Informal Resolution (Stage 1)");
        await people.Save("araminta", "Issue", ("Method", "face to face"), ("Issue", "No delegation."), ("Impact on the child", "He misses trips."), ("Preferred solution", "Sign it."), ("Reason", "There are concerns about the provision of services"), ("Specific timescale agreed", "10 4 2026"));
        await people.Send("araminta", "An issue about a child has been raised with you");
        await people.Answer("fenella", "An issue about a child has been raised with you");
        await people.On("2026-04-13 10:00");
        await people.Save("araminta", "Review on the agreed date", ("Resolved", "No"), ("Reason", "Not signed."));
        await people.Propose("araminta", "Escalate to Formal stage");
        await people.Finish("araminta");
        await people.Take("araminta", "incoming-work", "Formal Issue Resolution (Stage 2)");
        await people.Reads("araminta", "Issue", "No delegation.", "He misses trips.");
        await people.Save("araminta", "Issue");
        await people.Send("araminta", "Please resolve the issue on the Quality Assurance Issue Resolution form");
        await people.Save("araminta", "Direct follow-up", ("Method", "MS teams"), ("Date and time", "13 4 2026 at 11:00"));
        await people.Answer("viola", "Please resolve the issue on the Quality Assurance Issue Resolution form", ("Answer of the Team Manager (optional)", "Signed today."));
        await people.Take("araminta", "incomplete-work", "Formal Issue Resolution (Stage 2)");
        await people.Save("araminta", "IRO/CPC's view", ("Satisfied that the issue is resolved", "Yes"), ("Reason", "I have seen it."));
        await people.Propose("araminta", "Resolved");
        await people.Finish("araminta");
        await people.Take("araminta", "incoming-work", "Outcome and learning");
        await people.Save("araminta", "Outcome and learning", ("Outcome of issue requiring resolution", "Signed."), ("Key learning points", "Ask sooner."));
        await people.Send("araminta", "Please add the outcome and learning of the social work team");
        await people.Answer("fenella", "Please add the outcome and learning of the social work team", ("Outcome of issue requiring resolution (social work team) (optional)", "Signed."), ("Key learning points (social work team) (optional)", "Read the plan."));
        await people.Take("araminta", "incomplete-work", "Outcome and learning");
        await people.Propose("araminta", "Finalise - resolved");
        await people.Finish("araminta");
        await people.Ends("araminta", "Finalised - resolved", "Read the plan.");
    }
}
