using Microsoft.EntityFrameworkCore;
using Waymark.App.Store;
using Waymark.App.Tests.Features;
using Waymark.App.Tests.Harness;
using Waymark.Core.Processes;
using Waymark.Core.Record;
using Xunit;
using Island = Waymark.App.Tests.Store.Island;

namespace Waymark.App.Tests.Reliability;

/// <summary>Posts that no page of Waymark's would send: each is refused, leaves an entry in the audit, and changes nothing.</summary>
public sealed class ForgedPostTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task Work_on_a_child_that_one_may_not_know_of_is_not_there(Db db)
    {
        await using var desks = await Desks.Open(databases, db);
        var brynsStep = await BrynsReview(desks);
        var page = (await Desks.Opened(desks.Ida, desks.Section("outcome"))).With("f.summary", "Forged.");
        await NotThere(desks, desks.Ida, page.To($"/island/worksteps/{brynsStep}/sections/review"));
        await NotThere(desks, desks.Ida, page.To($"/island/worksteps/{brynsStep}/sections/review?handler=Draft"));
        await NotThere(desks, desks.Ida, page.To($"/island/worksteps/{brynsStep}/finish"));
        await NotThere(desks, desks.Ida, page.To($"/island/worksteps/{brynsStep}/next-actions"));
        await NotThere(desks, desks.Ida, Post.Of(await desks.Ida.Go($"/island/children/{Site.Arlo}"), "Start LAC Review").To($"/island/children/{Site.Bryn}?handler=Start"));
    }

    [Theory, OnBoth]
    public async Task What_may_not_be_seen_is_answered_as_what_is_not_there(Db db)
    {
        await using var desks = await Desks.Open(databases, db);
        var brynsStep = await BrynsReview(desks);
        foreach (var (hidden, nothing) in new[] { ($"/island/worksteps/{brynsStep}", $"/island/worksteps/{Guid.NewGuid()}"), ($"/island/children/{Site.Bryn}", $"/island/children/{Guid.NewGuid()}"), ($"/island/worksteps/{brynsStep}/sections/review", $"/island/worksteps/{Guid.NewGuid()}/sections/review") })
        {
            var (one, other) = (await Whole(desks.Ida, hidden), await Whole(desks.Ida, nothing));
            Assert.Equal(404, one.Status);
            Assert.Equal(other, one);
        }
    }

    [Theory, OnBoth]
    public async Task A_field_that_the_form_has_not_is_not_kept(Db db)
    {
        await using var desks = await Desks.Open(databases, db);
        var page = await Desks.Opened(desks.Ida, desks.Section("outcome"));
        var (before, mark) = (await desks.Record(), page["w.summary"]);
        await page.With("f.invented", "Forged.").With("w.invented", mark).Send(desks.Ida);
        await page.With("f.sw-update", "Forged.").With("w.sw-update", mark).Send(desks.Ida);
        Assert.DoesNotContain("Forged.", await desks.Record(), StringComparison.Ordinal);
        Assert.Equal(before, await desks.Record());
    }

    [Theory, OnBoth]
    public async Task A_field_of_somebody_elses_is_refused(Db db)
    {
        await using var desks = await Desks.Open(databases, db);
        var row = (await Desks.Opened(desks.Tess, desks.Row(Island.Id(900)), "Save Changes")).With("f.iro-decision", "Forged.").With("w.iro-decision", "");
        await Refused(desks, desks.Tess, row);
        await Refused(desks, desks.Tess, (await Desks.Opened(desks.Ida, desks.Section("outcome"))).With("f.summary", "Forged.").With("__RequestVerificationToken", row["__RequestVerificationToken"]));
    }

    [Theory, OnBoth]
    public async Task A_next_action_that_is_not_offered_is_refused(Db db)
    {
        await using var desks = await Desks.Open(databases, db);
        var page = await Desks.Opened(desks.Ida, desks.Section("outcome"));
        foreach (var action in (string[])["to-cafcass", "qap-complete", "to-drp-9", ""])
            await Refused(desks, desks.Ida, page.To($"/island/worksteps/{desks.Workstep}/next-actions").With("Action", action).With("PassTo", Site.Ida.ToString()));
    }

    [Theory, OnBoth]
    public async Task A_request_that_was_put_to_somebody_else_is_theirs_to_answer(Db db)
    {
        await using var desks = await Desks.Open(databases, db);
        var answer = Post.Of(await desks.Tess.Go($"/island/requests/{desks.Request}"), "Send answer").With("Status", "Completed").With("Note", "Forged.");
        await Refused(desks, desks.Ida, answer.With("__RequestVerificationToken", (await Desks.Opened(desks.Ida, desks.Section("outcome")))["__RequestVerificationToken"]));
        using var otto = await desks.Site.As("Otto");
        await otto.Go("/island/children");
        await NotThere(desks, otto, answer.With("__RequestVerificationToken", otto.Page.Document.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!));
    }

    [Theory, OnBoth]
    public async Task A_form_without_its_token_or_with_another_sessions_is_refused(Db db)
    {
        await using var desks = await Desks.Open(databases, db);
        var page = (await Desks.Opened(desks.Ida, desks.Section("outcome"))).With("f.summary", "Forged.");
        var others = (await Desks.Opened(desks.Mona, desks.Section("outcome")))["__RequestVerificationToken"];
        foreach (var forged in new[] { page.Without("__RequestVerificationToken"), page.With("__RequestVerificationToken", others), page.With("__RequestVerificationToken", "forged") })
        {
            var (before, entries) = (await desks.Record(), await Entries(desks));
            var answer = await forged.Send(desks.Ida);
            Assert.Equal((400, "This page was open for too long"), (answer.Status, answer.Page.Heading));
            Assert.Equal(before, await desks.Record());
            Assert.Contains((await Entries(desks))[entries.Count..], entry => entry.Worker == Site.Ida && entry.Outcome == AuditOutcome.Refused);
        }
    }

    static async Task NotThere(Desks desks, Visitor by, Post post)
    {
        var (before, entries) = (await desks.Record(), await Entries(desks));
        var answer = await post.Send(by);
        Assert.Equal((404, "Page not found"), (answer.Status, answer.Page.Heading));
        Assert.Equal(before, await desks.Record());
        Assert.Contains((await Entries(desks))[entries.Count..], entry => entry.Outcome == AuditOutcome.Concealed);
    }

    static async Task Refused(Desks desks, Visitor by, Post post)
    {
        var (before, entries) = (await desks.Record(), await Entries(desks));
        var answer = await post.Send(by);
        Assert.True(answer.Status is 200 or 403, answer.ToString());
        Assert.True(answer.Status == 403 || answer.Page.Errors.Count > 0, answer.Page.Main);
        Assert.Equal(before, await desks.Record());
        Assert.Contains((await Entries(desks))[entries.Count..], entry => entry.Outcome == AuditOutcome.Refused);
    }

    static Task<List<AuditEntry>> Entries(Desks desks) => desks.Site.Audit();

    static async Task<(int Status, string Html)> Whole(Visitor by, string address)
    {
        using var response = await by.Get(address);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Work on Bryn, whom Ida may not know of: Ivo reviews his care.</summary>
    static async Task<Guid> BrynsReview(Desks desks)
    {
        await using (var writing = await desks.Site.Authority.Database.Write())
        {
            writing.Db.Add(new Allocation(Guid.NewGuid(), Site.Bryn, Site.Ivo, "iro", new NodaTime.LocalDate(2018, 1, 1), null));
            await writing.Commit();
        }
        var started = await desks.Site.Authority.Casework.Start([Site.Bryn], new Operation(new Actor(Site.Ivo), Guid.NewGuid(), "test"), situation => Island.Start(situation, "lac-review"));
        Assert.True(started.Accepted, Island.Said(started));
        return started.Process!.Worksteps[0].Id;
    }
}
