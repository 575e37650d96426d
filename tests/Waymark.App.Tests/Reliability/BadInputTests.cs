using Microsoft.EntityFrameworkCore;
using Waymark.App.Demonstration;
using Waymark.App.Store;
using Waymark.App.Tests.Features;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Requirements;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Reliability;

/// <summary>A record that isn't as a process expects it: each has its answer, which whoever meets it can read and act on.</summary>
public sealed class BadInputTests(Databases databases)
{
    const string Manager = "Team Manager", Nobody = "Nobody holds the post of Team Manager for the team North. An administrator can fill the post.";

    [Theory, OnBoth]
    public async Task Of_two_workers_in_a_post_meant_for_one_both_are_offered_and_only_who_was_picked_is_asked(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await ToBeAsked(town);
        using var asked = await town.As(Cast.TmSouth);
        await Write(town.Authority, new Holding(Guid.NewGuid(), Cast.TmSouth.Id, "team-manager", "North", null, new(2020, 1, 1), null));
        using var iro = await town.As(Cast.Iro);
        await iro.Go($"{concern.WorkAddress}/requests/manager-update");
        var offered = iro.Page.Group(Term(town, "pass-to-worker"))!.QuerySelectorAll("label").Select(Words.Of).ToList();
        Assert.Contains($"{Cast.Tm.Name} ({Manager})", offered);
        Assert.Contains($"{Cast.TmSouth.Name} ({Manager})", offered);
        await iro.Choose(Term(town, "pass-to-worker"), $"{Cast.TmSouth.Name} ({Manager})").Press("Send request");
        Assert.True(iro.Has($"to {Cast.TmSouth.Name}."), iro.Main);

        await using var store = town.Authority.Open();
        var request = await store.Requests.SingleAsync();
        Assert.Equal(Cast.TmSouth.Id, request.Holder);
        Assert.False(await store.Notices.AnyAsync(row => row.Recipient == Cast.Tm.Id));
        using var other = await town.As(Cast.Tm);
        await other.Go($"/island/requests/{request.Id}");
        Assert.DoesNotContain("Send answer", other.Page.Buttons);
        Assert.Contains("Send answer", (await asked.Go($"/island/requests/{request.Id}")).Buttons);
    }

    [Theory, OnBoth]
    public async Task A_post_left_empty_amid_a_process_is_named_and_the_process_goes_on_once_it_is_filled(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await ToBeAsked(town);
        using var administrator = await town.As(Cast.Adm);
        await administrator.Go($"/island/administration/workers/{Cast.Tm.Id}");
        await administrator.Click("Record that they leave");
        await administrator.Fill("First day on which they no longer work here", "29 6 2020").Press("Record this");

        using var iro = await town.As(Cast.Iro);
        var asking = $"{concern.WorkAddress}/requests/manager-update";
        await iro.Go(asking);
        Assert.True(iro.Has(Nobody), iro.Main);
        Assert.DoesNotContain("Send request", iro.Page.Buttons);
        Assert.True((await iro.Go($"{concern.WorkAddress}/finish")).Buttons.All(words => !words.StartsWith("Finish", StringComparison.Ordinal)));

        await administrator.Go($"/island/administration/workers/{Cast.TmSouth.Id}");
        await administrator.Click("Add a post");
        await administrator.Choose("Post", Manager).Fill("Team", "North").Fill("First day", "29 6 2020").Press("Add this post");
        await iro.Go(asking);
        Assert.False(iro.Has(Nobody));
        await iro.Press("Send request");
        Assert.True(iro.Has($"to {Cast.TmSouth.Name}."), iro.Main);
    }

    [Theory, OnBoth]
    public async Task A_deputy_whom_the_concern_is_about_acts_for_nobody_in_it(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await ToBeAsked(town);
        await Write(town.Authority, new Absence(Guid.NewGuid(), Cast.Tm.Id, new(2020, 6, 1), null, Cast.TmSouth.Id));
        using var iro = await town.As(Cast.Iro);
        await iro.Go($"{concern.WorkAddress}/requests/manager-update");
        Assert.True(iro.Has($"Away today; {Cast.TmSouth.Name} acts for them."), iro.Main);
        await concern.Save(Cast.Iro, ("about-workers", $"{Cast.TmSouth.Id}"));
        await iro.Go(iro.Path);
        Assert.True(iro.Has("Away today, with no deputy."), iro.Main);
        await iro.Press("Send request");

        await using var store = town.Authority.Open();
        var request = await store.Requests.SingleAsync();
        Assert.Equal(Cast.Tm.Id, request.Holder);
        Assert.False(await store.Notices.AnyAsync(row => row.Recipient == Cast.TmSouth.Id));
        using var deputy = await town.As(Cast.TmSouth);
        await deputy.Go($"/island/requests/{request.Id}");
        Assert.DoesNotContain("Send answer", deputy.Page.Buttons);
    }

    [Theory, OnBoth]
    public async Task A_deputy_who_is_named_while_they_write_the_answer_cannot_send_it(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await ToBeAsked(town);
        await Write(town.Authority, new Absence(Guid.NewGuid(), Cast.Tm.Id, new(2020, 6, 1), null, Cast.TmSouth.Id));
        await concern.Send(Cast.Iro, "manager-update", Cast.Tm);
        using var deputy = await town.As(Cast.TmSouth);
        var answer = Post.Of(await deputy.Go($"/island/requests/{concern.Asked("manager-update").Id}"), "Send answer").With("Note", "All is well.");
        await concern.Save(Cast.Iro, ("about-workers", $"{Cast.TmSouth.Id}"));
        var refused = await answer.Send(deputy);
        Assert.Contains("The concern is about you, so somebody else answers it.", refused.Page.Errors);
        await using var store = town.Authority.Open();
        Assert.Equal(Core.Processes.RequestStatus.Sent, (await store.Requests.SingleAsync()).Status);
    }

    [Theory, OnBoth]
    public async Task A_referral_for_a_child_who_is_no_longer_looked_after_is_neither_made_nor_begun_and_can_be_ended(Db db)
    {
        const string iro = "marguerite", referral = "Referrals to CAFCASS Form";
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 12:00");
        var begins = Post.Of((await walk.Child(iro, 71000301)).Page, $"Start {referral}");
        await walk.Start(iro, 71000301, referral, "The hearing is tomorrow.");
        await walk.Save(iro, "Local Authority Nominated Officer/Senior Officer", ("When", "1 5 2019 at 10:00"), ("How", "Phone"));
        await walk.Save(iro, "Making the referral", ("Referral made at", "1 5 2019 at 11:00"));
        await walk.Save(iro, "Supervision and line manager support", ("Reason for none (optional)", "She is away."));
        var child = Script.ChildId(71000301);
        await using (var writing = await walk.Town.Authority.Database.Write())
        {
            await writing.Db.Children.Where(row => row.Id == child).ExecuteUpdateAsync(set => set.SetProperty(row => row.LegalStatus, (string?)null));
            await writing.Commit();
        }

        Assert.Contains("The child is not looked after.", (await walk.Propose(iro, "Referral made")).Errors);
        Assert.DoesNotContain((await walk.Child(iro, 71000301)).Page.Buttons, button => button.Contains(referral, StringComparison.Ordinal));
        var late = await begins.Send(await walk.As(iro));
        Assert.False(late.Taken);
        Assert.Contains($"{referral} is not for this child as the record stands today.", late.Page.Errors);
        Walk.Says(await walk.Propose(iro, "Referral not made"), "Added. It starts when this piece of work is finished.");
    }

    /// <summary>A concern of A's in which the manager of the team North is to be asked next.</summary>
    static async Task<Concern> ToBeAsked(Town town)
    {
        var concern = await Concern.Qap(town, Cast.A);
        await concern.Save(Cast.Iro, ("review-on", "2020-07-03"));
        await concern.Row("action", ("action", "Arrange the planning meeting."), ("by-whom", "post:social-worker"), ("by-date", "2020-07-03"));
        return concern;
    }

    static string Term(Town town, string key) => town.Authority.Packs.InForce.Term(key);

    static async Task Write(Authority authority, object row)
    {
        await using var writing = await authority.Database.Write();
        writing.Db.Add(row);
        await writing.Commit();
    }
}
