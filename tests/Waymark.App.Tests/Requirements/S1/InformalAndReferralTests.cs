using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Requirements.S1;

/// <summary>What comes before the formal alert, and what leaves the authority (S1-010 to S1-016, S1-046 to S1-059).</summary>
public sealed class InformalAndReferralTests(Databases databases)
{
    const string Iro = "marguerite", Informal = "Informal Quality Assurance Alert", Reply = "Please respond to the concerns and actions requested", Referral = "Referrals to CAFCASS Form";

    static async Task Raise(Walk walk, string kind = "Concern")
    {
        await walk.Start(Iro, 71000301, Informal);
        await walk.Save(Iro, "Concern", ("Kind", kind), ("What it is about", "No plan."), ("Actions requested", "Write one."), ("Method", "Phone"));
    }

    [Theory(DisplayName = "S1-008 Good practice is recorded, asks nobody for anything and has no clock"), OnBoth]
    public async Task Good_practice(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 10:00");
        await Raise(walk, "Good practice");
        Assert.DoesNotContain("Due", (await walk.Process(Iro)).Main, StringComparison.Ordinal);
        Assert.Contains("Good practice recorded", await walk.Offered(Iro));
        await walk.Propose(Iro, "Good practice recorded");
        await walk.Finish(Iro);
        Assert.Empty(walk.Told("You have been asked for something"));
    }

    [Theory(DisplayName = "S1-010 S1-016 Unanswered when its time is over, the IRO goes formal or doesn't; going formal takes the concern along and links the two"), OnBoth]
    public async Task Goes_formal(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 10:00");
        await Raise(walk);
        await walk.Send(Iro, Reply);
        await walk.On("2019-05-10 10:00");
        Assert.Contains(Iro, walk.Told("No reply to an informal alert"));
        await walk.Save(Iro, "IRO's decision", ("Resolved to the IRO's satisfaction", "No"));
        Assert.Equal(["Not going formal", "Access the Formal Quality Assurance Alert Process"], await walk.Offered(Iro));
        await walk.Propose(Iro, "Access the Formal Quality Assurance Alert Process");
        Walk.Says(await walk.Finish(Iro), "Quality Assurance Alert");
        var alert = await walk.Take(Iro, "incoming-work", "Quality Assurance Alert, Stage 1");
        Walk.Says(alert, "Came from", Informal);
        await alert.Click("Quality Assurance Alert");
        Walk.Says(alert, "No plan.", "Write one.");
        Assert.DoesNotContain(alert.Page.Buttons, button => button.Contains("Reason for no informal", StringComparison.Ordinal));
    }

    [Theory(DisplayName = "S1-013 An informal alert names whom it was raised with, how and when; with nobody, it isn't sent"), OnBoth]
    public async Task Raised_with(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 10:00");
        await Raise(walk);
        var visitor = await walk.At(Iro);
        await visitor.Click("Concern");
        foreach (var list in visitor.Page.Document.QuerySelectorAll("select[name='f.raised-with']").Cast<AngleSharp.Html.Dom.IHtmlSelectElement>()) list.Value = "";
        await visitor.Press("Save");
        await visitor.Click(Reply);
        Walk.Says(visitor, "Select Raised with before you send this.");
        await walk.Save(Iro, "Concern", ("Worker 1", "Imelda Rasheed-Croft, Team Manager"));
        Walk.Says(await walk.Send(Iro, Reply), "Sent to Imelda Rasheed-Croft.");
        Assert.Equal(["imelda"], walk.Told("You have been asked for something"));
        var entry = await walk.Notes(Iro, 71000301, "IRO QA");
        Walk.Says(entry, "sent by Marguerite Haldane-Osei to Imelda Rasheed-Croft", "Method Phone", "Raised with Imelda Rasheed-Croft", "Date and time Wednesday 1 May 2019 at 10:00");
        Assert.DoesNotContain("Hettie", entry.Main, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "S1-015 The team has five working days from when it was raised, whichever of them answers"), OnBoth]
    public async Task Five_days(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 10:00");
        await Raise(walk);
        await walk.Send(Iro, Reply);
        Walk.Says(await walk.Take("imelda", "incoming-requests", Reply), "Thursday 9 May 2019");
        await walk.On("2019-05-08 10:00");
        await walk.Answer("imelda", Reply, ("Reply (optional)", "Done."));
        await walk.On("2019-05-20 10:00");
        Assert.Empty(walk.Told("No reply to an informal alert"));
    }

    [Theory(DisplayName = "S1-051 S1-054 A referral waits for no alert: without one it takes a reason; it is there for a looked-after child alone"), OnBoth]
    public async Task At_any_time(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 10:00");
        var asked = await walk.Child(Iro, 71000301);
        await asked.Press($"Start {Referral}");
        Walk.Says(asked, "Say why there is no alert first.");
        Walk.Says(await walk.Start(Iro, 71000301, Referral, "The hearing is tomorrow."), "Curtailment");
        Walk.Says(await walk.Process(Iro), "The hearing is tomorrow.");
        Assert.DoesNotContain((await walk.Child("sunniva", 71000310)).Page.Buttons, button => button.Contains(Referral, StringComparison.Ordinal));
        Assert.Contains((await walk.Child("piers", 71000312)).Page.Buttons, button => button.Contains(Referral, StringComparison.Ordinal));
    }

    [Theory(DisplayName = "S1-055 A referral that is weighed up and not made asks why not, and not when it was made"), OnBoth]
    public async Task Not_made(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 12:00");
        await walk.Start(Iro, 71000301, Referral, "The hearing is tomorrow.");
        Walk.Says(await walk.At(Iro), "Enter Referral made at");
        await walk.Propose(Iro, "Referral not made");
        var left = await walk.At(Iro);
        Walk.Says(left, "Enter Why it is not made");
        Assert.False(left.Has("Enter Referral made at"));
    }

    [Theory(DisplayName = "S1-052 S1-053 S1-055 S1-056 A referral is made once the Nominated Officer was told before it, with its weighing-up, and reasons where the alert was curtailed; supervision is asked about"), OnBoth]
    public async Task Made(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 12:00");
        await walk.Start(Iro, 71000301, Referral, "The hearing is tomorrow.");
        await walk.Save(Iro, "Curtailment", ("The Formal Quality Assurance Alert was curtailed", "Yes"));
        await walk.Save(Iro, "Making the referral", ("Referral made at", "1 5 2019 at 11:00"));
        Walk.Says(await walk.Propose(Iro, "Referral made"), "The Nominated Officer must be told before the referral is made.");
        var told = await walk.Save(Iro, "Local Authority Nominated Officer/Senior Officer", ("When", "1 5 2019 at 10:00"), ("How", "Phone"));
        Assert.Equal(["eustace"], walk.Told("A referral to CAFCASS is being considered"));
        Walk.Says(told, "Enter Reasons for curtailing it", "Enter Efforts made to resolve the issue", "Enter Impact of a referral on the child");
        Walk.Says(await walk.Propose(Iro, "Referral made"), "No supervision is recorded, and no reason for none.");
        await walk.Save(Iro, "Supervision and line manager support", ("Reason for none (optional)", "She is away."));
        Walk.Says(await walk.Propose(Iro, "Referral made"), "Added. It starts when this piece of work is finished.");
        Walk.Says(await walk.At(Iro, "/finish"), "Enter Impact of a referral on the child", "Enter Reasons for curtailing it", "Enter Efforts made to resolve the issue");
    }

    [Theory(DisplayName = "S1-057 A child who can't complain has somebody named who will; a complaint that is serious enough opens a referral"), OnBoth]
    public async Task Complaint(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 10:00");
        await walk.Start(Iro, 71000301, "Complaint raised by a child");
        Walk.Says(await walk.Save(Iro, "Complaint", ("The child is able to start a complaint", "No")), "Enter Who will on the child's behalf");
        await walk.Save(Iro, "Complaint", ("The child is able to start a complaint", "No"), ("Or somebody else, in words", "His aunt"), ("Serious enough to make a referral to CAFCASS appropriate", "Yes"));
        Assert.Contains("Refer to CAFCASS", await walk.Offered(Iro));
    }
}
