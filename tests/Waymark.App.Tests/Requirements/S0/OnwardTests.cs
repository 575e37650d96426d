using System.Text;
using Waymark.App.Tests.Harness;
using Xunit;
using static Waymark.App.Tests.Cast;

namespace Waymark.App.Tests.Requirements.S0;

/// <summary>Where a stage leads, and what is kept of it all (S0-011, S0-013, S0-061 to S0-064, S0-071, S0-074, S0-075).</summary>
public sealed class OnwardTests(Databases databases)
{
    async Task<Guide> Replied(Db db)
    {
        var guide = await Guide.Open(databases, db);
        await guide.Escalate(1);
        await guide.Describe();
        await guide.Send(Iro, Guide.Request1, to: Tm);
        await guide.Reply(Tm);
        return guide;
    }

    [Theory(DisplayName = "S0-011 S0-013 The grid shows what is proposed; what is scheduled can't be begun before its day, and can on it"), OnBoth]
    public async Task Scheduled(Db db)
    {
        await using var guide = await Replied(db);
        await guide.Conclude(Guide.Unresolved(2), Guide.Proceed(2), ("Schedule: start on (optional)", "13 7 2020"));
        var grid = (await guide.At(Iro, "/next-actions")).Page.Table();
        Assert.Equal(["Next action", "Assigned to", "Reason", "Note", "Priority", "Status"], grid[0]);
        Assert.Equal([Guide.Proceed(2), Iro.Name, "", "", "", "Proposed"], grid[1]);
        await guide.Confirm();

        await guide.On("2020-07-12 10:00");
        Assert.Empty(await guide.Folder(Iro, "Incoming Work"));
        var iro = await guide.Take(Iro, "Scheduled", Guide.Stage(2));
        Guide.Says(iro, "Not yet", "This is scheduled for Monday 13 July 2020.");
        Assert.DoesNotContain("Save", (await guide.Section(Iro, Guide.Dispute)).Page.Buttons);
        await guide.On("2020-07-13 09:00");
        Assert.Equal([Guide.Stage(2)], await guide.Folder(Iro, "Incoming Work"));
        Guide.Says(await guide.Save(Iro, Guide.Dispute, ("Summary of issues", "Still no plan.")), "Saved.");
    }

    [Theory(DisplayName = "S0-061 S0-063 A next action must match the outcome; stage 3 may follow stage 1, and stage 2 is not used"), OnBoth]
    public async Task A_stage_passed_over(Db db)
    {
        await using var guide = await Replied(db);
        await guide.Save(Iro, Guide.StageOutcome, ("Outcome of dispute", Guide.Unresolved(3)));
        Assert.Equal(["DRP complete needs the outcome Issue resolved."], (await guide.Propose(Iro, "DRP complete")).Errors);
        await guide.Conclude(Guide.Unresolved(3), Guide.Proceed(3), ("Reason (optional)", "Harm is likely."));
        await guide.Confirm();
        Assert.Equal([Guide.Stage(3)], await guide.Folder(Iro, "Incoming Work"));
        var summary = await guide.Summary(Iro);
        Assert.DoesNotContain(Guide.Stage(2), summary.Page.Links);
        Guide.Says(await guide.Process(Iro), "Harm is likely.");
    }

    [Theory(DisplayName = "S0-062 S0-074 Finished as resolved, nothing of it is open and nothing new came; it says by whom and when, and doesn't change"), OnBoth]
    public async Task Resolved(Db db)
    {
        await using var guide = await Replied(db);
        await guide.Conclude("Issue resolved – no further action required", "DRP complete");
        await guide.On("2020-07-02 10:15");
        using var late = await guide.Town.As(Iro);
        await late.Go(guide.Workstep);
        await late.Click(Guide.Dispute);
        await guide.Confirm();
        late.Strict = false;
        await late.Fill("Summary of issues", "Something else.").Press("Save");
        Assert.Contains(late.Errors, error => error.Contains("What is finished doesn’t change", StringComparison.Ordinal));
        var process = await guide.Process(Iro);
        Guide.Says(process, "Resolved. It ran from Monday 29 June 2020 to Thursday 2 July 2020", "Finished by Marged Flintham on Thursday 2 July 2020 at 10:15");
        Guide.Says(await guide.Summary(Iro), "Nothing is under way.");
        Assert.Empty(await guide.Folder(Iro, "Incoming Work"));
        foreach (var section in (string[])[Guide.Dispute, Guide.Recommended, Guide.StageOutcome])
            Assert.DoesNotContain("Save", (await guide.Section(Iro, section)).Page.Buttons);
        Assert.DoesNotContain("Add", (await guide.At(Iro, "/next-actions")).Page.Buttons);
        Guide.Says(await guide.Section(Iro, Guide.Dispute), "No plan for permanence.");
    }

    [Theory(DisplayName = "S0-064 Referred to CAFCASS, the IRO is asked for the referral; attached, it is on the child's record and the task is done"), OnBoth]
    public async Task Referred(Db db)
    {
        await using var guide = await Replied(db);
        await guide.Conclude("Issue unresolved – proceed to formal referral to CAFCASS", "Referred to CAFCASS");
        await guide.Confirm();
        var iro = await guide.Take(Iro, "Incoming Work", "Attach the CAFCASS referral");
        await iro.Click("Referral");
        await iro.Attach("f.document", new Attachment("referral.pdf", "application/pdf", Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"))).Press("Save");
        await guide.Propose(Iro, "Referral attached");
        await guide.Finish(Iro);
        Assert.DoesNotContain(await guide.Folder(Iro, "Incoming Work"), title => title.StartsWith("Attach", StringComparison.Ordinal));
        Guide.Says(await guide.Process(Iro), "Referred to CAFCASS. It began and ended on", "referral.pdf");
        Guide.Says(await guide.Summary(Iro), "Referred to CAFCASS");
    }

    [Theory(DisplayName = "S0-071 The map draws the chain of work in its order, each a link to it, the open one marked"), OnBoth]
    public async Task The_map(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Start(Guide.Information);
        await guide.Save(Iro, "Details of follow up information received", ("Date of new information received", "26 6 2020"), ("Brief summary of the new information", "A new school."));
        await guide.Propose(Iro, Guide.Qap, Iro);
        await guide.Finish(Iro);
        await guide.Ask();
        await guide.Answer(Tm, Guide.ToManager, Guide.Update, "Booked.");
        await guide.Decide("Outstanding issues, QA Review required", "Review QAP Targets");
        await guide.Finish(Iro);
        await guide.Ask("Health check.");
        await guide.Answer(Tm, Guide.ToManager, Guide.Update, "Booked.", "Done.");
        await guide.Decide(Guide.Outstanding(1), Guide.Proceed(1));
        await guide.Finish(Iro);
        await guide.Through(1, Guide.Unresolved(3), Guide.Proceed(3));
        await guide.Take(Iro, "Incoming Work", Guide.Stage(3));

        var map = await guide.Process(Iro, "/map");
        var nodes = map.Page.Document.QuerySelectorAll("section[aria-labelledby=chain] li");
        Assert.Equal([Guide.Information, Guide.Qap, Guide.QapReview, Guide.Stage(1), Guide.Stage(3)], nodes.Select(node => Words.Of(node.QuerySelector("a")!)));
        Assert.Equal([4], nodes.Select((node, at) => (node, at)).Where(each => each.node.GetAttribute("aria-current") == "step").Select(each => each.at));
        Assert.NotNull(map.Page.Document.QuerySelector("section[aria-labelledby=ways] svg"));
        foreach (var link in nodes.Select(node => node.QuerySelector("a")!.GetAttribute("href")!).ToList()) Assert.Equal(200, (await guide.As(Iro, link)).Status);
    }

    [Theory(DisplayName = "S0-075 The register counts the concerns and what is overdue at which stage"), OnBoth]
    public async Task The_register(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Escalate(1);
        await guide.Describe();
        await guide.Send(Iro, Guide.Request1, to: Tm);
        await guide.On("2020-07-07 09:00");
        foreach (var child in new[] { C, E })
        {
            guide.Child = child;
            await guide.Raise();
        }
        var manager = await guide.As(IroManager, "/island/concerns");
        Guide.Says(manager, $"3 concerns, 1 overdue at {Guide.Stage(1)}.");
        var rows = manager.Page.Table("Register").Skip(1).ToList();
        Assert.Equal(3, rows.Count);
        Assert.Equal($"{A.Name} (70000101)", rows[0][0]);
        Assert.Contains("overdue by 1 working day", rows[0][4], StringComparison.Ordinal);
        Assert.All(rows, row => Assert.Equal(Iro.Name, row[2]));
    }
}
