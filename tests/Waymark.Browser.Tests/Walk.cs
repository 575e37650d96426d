using NodaTime;
using Waymark.App.Tests;
using Waymark.Browser.Tests.Harness;
using Xunit;

namespace Waymark.Browser.Tests;

/// <summary>The parts of the guide, as its people do them. Each begins where the one before left whoever does it.</summary>
internal static class Walk
{
    public const string Update = "Manager please update the actions";

    public const string WorkerUpdate = "Social Worker please update the actions";

    /// <summary>From the child's page to a review whose next action is proposed, and nothing is left but Finish.</summary>
    public static async Task Review(Seat iro, Person child)
    {
        await iro.Go("/island/children");
        await iro.Fill("Name, part of a name, or number", child.Name);
        await iro.Press("Find");
        await iro.Follow(child.Name);
        await iro.Press("Start LAC Review");
        await iro.GoOn();
        await iro.Fill("Record of the review", "We met at home. There is no record of a planning meeting.");
        await iro.Choose("Yes", within: "IRO Audit – LAC Care Planning and Review completed (optional)");
        await iro.Choose("Yes", within: "Concerns found by the audit (optional)");
        await iro.Press("Save");
        await iro.GoOn();
        await iro.Choose("Proceed to IRO Quality Assurance");
        await iro.Press("Add");
        await iro.GoOn();
        Assert.Equal("Check and finish LAC Review", iro.Heading);
    }

    /// <summary>From Finish on the review to the request that is sent to the manager.</summary>
    public static async Task Raise(Seat iro, LocalDate by)
    {
        await iro.Press("Finish LAC Review");
        await iro.GoOn();
        await iro.Day("Date the actions need to be reviewed", by);
        await iro.Press("Add a row");
        await iro.Fill("Action", "There has been no recorded planning meeting. Social worker to arrange one.");
        await iro.Day("Date", by);
        await iro.Press("Save");
        await iro.GoOn();
        Assert.EndsWith(Update, iro.Heading, StringComparison.Ordinal);
        await iro.Fill("Note (optional)", "She asked for this at her review.");
        await iro.Press("Send request");
        await iro.Reads($"Request sent to {Cast.Tm.Name}.");
    }

    /// <summary>From the list of work to the answer that is sent.</summary>
    public static async Task Answer(Seat seat, string request, Person child, string update)
    {
        await seat.Go("/island/");
        await seat.Open(request, child.Name);
        await seat.Fill("Social Worker's update", update);
        await seat.Choose("Completed");
        await seat.Press("Send answer");
        await seat.Reads("has been told.");
    }

    public static async Task Decide(Seat iro, string decision, string next)
    {
        await iro.GoOn();
        await iro.Fill("IRO decision on individual issue resolution", "Not resolved.");
        await iro.Press("Save Changes");
        await iro.GoOn();
        await iro.Fill("Summary and Conclusion", "It was promised twice.");
        await iro.Choose(decision);
        await iro.Choose("QAP process overseen by");
        await iro.Press("Save");
        await iro.GoOn();
        await iro.Choose(next);
        await iro.Press("Add");
        await iro.GoOn();
        await iro.Press("Finish IRO Quality Assurance Process");
    }

    /// <summary>From a stage that was just opened to its first request.</summary>
    public static async Task Dispute(Seat iro, int stage, LocalDate by)
    {
        Assert.Equal($"IRO Dispute Resolution Process Stage {stage}", iro.Heading);
        await iro.GoOn();
        await iro.Reads($"Level {stage}");
        await iro.Fill("Summary of issues", "There is still no plan for where she will live.");
        await iro.Press("Save");
        await iro.GoOn();
        await iro.Fill("Desired outcome", "A plan that she has seen and understood.");
        if (stage == 1)
        {
            await iro.Press("Add a row");
            await iro.Fill("Action", "Hold the planning meeting.");
            await iro.Day("By when? (optional)", by);
            await iro.Press("Save");
        }
        else
        {
            await iro.Press("Save");
        }
        await iro.GoOn();
        await iro.Press("Send request");
        await iro.Reads("Request sent");
    }

    public static async Task AnswerStage(Seat manager, Person child)
    {
        await manager.Go("/island/");
        await manager.Open("Manager please update the recommended actions", child.Name);
        if (await manager.Page.GetByLabel("Managers update").CountAsync() > 0) await manager.Fill("Managers update", "It can’t be held before August.");
        await manager.Choose("Completed");
        await manager.Press("Send answer");
        await manager.Reads("has been told.");
    }

    /// <summary>From the manager's hand-over to the request for the IRO manager's word.</summary>
    public static async Task Weigh(Seat iro, Person child, string outcome, string next)
    {
        await iro.Go("/island/");
        await iro.Open("IRO please review information and confirm next actions", child.Name);
        await iro.Choose("Completed");
        await iro.Press("Send answer");
        await iro.GoOn();
        await iro.GoOn();
        await iro.Fill("Overall summary of progress", "No progress since the review.");
        await iro.Choose(outcome);
        await iro.Choose("Independent Reviewing Officer to confirm recommendations");
        await iro.Press("Save");
        await iro.Follow("Add a next action");
        await iro.Choose(next);
        await iro.Press("Add");
        await iro.GoOn();
        await iro.Press("Send request");
        await iro.Reads("Request sent");
    }

    public static async Task Confirm(Seat head, Person child)
    {
        await head.Go("/island/");
        await head.Open("IRO Manager please comment and confirm", child.Name);
        await head.Fill("IRO Manager's comment", "I agree.");
        await head.Choose("IRO Manager to confirm recommendations");
        await head.Choose("Completed");
        await head.Press("Send answer");
        await head.GoOn();
        await head.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { NameRegex = new("^Finish") }).First.WaitForAsync();
        await head.Press((await head.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { NameRegex = new("^Finish") }).First.InnerTextAsync()).Trim());
    }

    public static async Task Refer(Seat iro)
    {
        Assert.Equal("Attach the CAFCASS referral", iro.Heading);
        await iro.GoOn();
        await iro.Page.Locator("input[type=file]").SetInputFilesAsync(new Microsoft.Playwright.FilePayload { Name = "referral.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"u8.ToArray() });
        await iro.Press("Save");
        await iro.GoOn();
        await iro.Choose("Referral attached");
        await iro.Press("Add");
        await iro.GoOn();
        await iro.Press("Finish Attach the CAFCASS referral");
    }
}
