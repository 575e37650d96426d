using Microsoft.EntityFrameworkCore;
using Waymark.App.Tests.Features;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Store;
using Xunit;

namespace Waymark.App.Tests.Reliability;

/// <summary>A form that arrives twice does what it says once; one that only looks like the same form is another.</summary>
public sealed class ReplayTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task The_same_post_again_gives_the_first_result_and_one_event(Db db)
    {
        await using var desks = await Desks.Open(databases, db);
        var posts = new (Visitor By, Post Post)[]
        {
            (desks.Ida, (await Desks.Opened(desks.Ida, desks.Section("outcome"))).With("f.summary", "Once.")),
            (desks.Ida, (await Desks.Opened(desks.Ida, $"/island/worksteps/{desks.Workstep}/tables/actions")).With("f.action", "Once.").With("f.by-date-day", "3").With("f.by-date-month", "8").With("f.by-date-year", "2020")),
            (desks.Ida, Post.Of(await desks.Ida.Go($"/island/worksteps/{desks.Workstep}/requests/sw-update-request"), "Send request").With("To", Site.Sami.ToString())),
            (desks.Tess, Post.Of(await desks.Tess.Go($"/island/requests/{desks.Request}"), "Send answer").With("Status", "Returned").With("Note", "Which school?")),
            (desks.Ida, Post.Of(await desks.Ida.Go($"/island/children/{Site.Arlo}"), "Start LAC Review")),
        };
        foreach (var (by, post) in posts)
        {
            var first = await post.Send(by);
            Assert.True(first.Taken, first.ToString());
            var record = await desks.Record();
            var again = await post.Send(by);
            Assert.Equal((first.Status, first.Location), (again.Status, again.Location));
            Assert.Equal(record, await desks.Record());
        }
    }

    [Theory, OnBoth]
    public async Task The_same_post_six_times_at_once_is_one_event(Db db)
    {
        await using var desks = await Desks.Open(databases, db);
        var post = Post.Of(await desks.Ida.Go($"/island/children/{Site.Arlo}"), "Start LAC Review");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => post.Send(desks.Ida))));
        Assert.All(answers, answer => Assert.True(answer.Taken, answer.ToString()));
        Assert.Single(answers.Select(answer => answer.Location).Distinct());
    }

    [Theory(DisplayName = "Words sent under a key that was used before are not taken for saved"), OnBoth]
    public async Task Other_words_under_one_key(Db db)
    {
        await using var desks = await Desks.Open(databases, db);
        var page = await Desks.Opened(desks.Ida, desks.Section("outcome"));
        Assert.True((await page.With("f.summary", "Before Back.").Send(desks.Ida)).Taken);
        var again = await page.With("f.summary", "After Back.").Send(desks.Ida);
        Assert.False(again.Taken);
        Assert.True(again.Page.Has("Before Back.") && Post.Of(again.Page, "Save")["f.summary"] == "After Back.", again.Page.Main);

        var progress = (await Desks.Opened(desks.Ida, desks.Section("action-progress"))).With("f.review-on-day", "9").With("key", page["key"]);
        Assert.True((await progress.Send(desks.Ida)).Taken);
        Assert.Equal("9", (await Desks.Opened(desks.Ida, desks.Section("action-progress")))["f.review-on-day"]);
    }

    [Theory, OnBoth]
    public async Task A_key_of_somebody_elses_finds_nothing_of_theirs(Db db)
    {
        await using var desks = await Desks.Open(databases, db);
        // Both pages were opened before either was saved: with the same words under the same key, who sends them is all that differs.
        var ida = (await Desks.Opened(desks.Ida, desks.Section("outcome"))).With("f.summary", "Theirs.");
        var mona = (await Desks.Opened(desks.Mona, desks.Section("outcome"))).With("f.summary", "Theirs.").With("key", ida["key"]);
        Assert.True((await ida.Send(desks.Ida)).Taken);
        var same = await mona.Send(desks.Mona);
        Assert.True(same.Taken, same.ToString());
        var other = (await Desks.Opened(desks.Mona, desks.Section("outcome"))).With("f.summary", "Mona's.").With("key", ida["key"]);
        Assert.True((await other.Send(desks.Mona)).Taken);
        Assert.Equal("Mona's.", (await Desks.Opened(desks.Ida, desks.Section("outcome")))["f.summary"]);
    }
}
