using Microsoft.Extensions.Configuration;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Tests.Harness;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features.Access;

public sealed class LimitsTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task Who_opens_one_page_after_another_is_stopped_and_whoever_reviews_access_sees_it(Db db)
    {
        await using var site = await Site.Start(databases, db, limits: new Limits { Pages = 12 });
        using var ida = await site.As("Ida");
        site.Clock.Advance(Duration.FromMinutes(2));
        for (var n = 1; n <= 15; n++)
        {
            await ida.Go($"/island/children/{Site.Arlo}");
            Assert.Equal(n <= 12 ? 200 : 429, ida.Status);
            if (n > 12) Assert.DoesNotContain("Arlo", ida.Page.Html, StringComparison.Ordinal);
        }
        Assert.Equal("Please wait a little", ida.Heading);
        Assert.True(ida.Has("You have opened 12 pages in a minute. You can go on in a minute."), ida.Main);
        Assert.Equal(3, (await site.Audit()).Count(entry => entry is { What: "limit/pages", Outcome: AuditOutcome.Refused } && entry.Worker == Site.Ida));

        // Others go on, and so does she after the minute.
        using var inga = await site.As("Inga");
        await inga.Go("/island/access/unusual");
        Assert.True(inga.Has("Ida Fenwick was asked to wait 3 times"), inga.Main);
        Assert.True(inga.Has("As many pages as one person may open in a minute"), inga.Main);
        await inga.Choose("What did you find?", "It was expected").Fill("How you know, and what follows", "She showed a colleague the pages.").Press("Record this review");
        Assert.True(inga.Has("Reviewed: Ida Fenwick was asked to wait 3 times"), inga.Main);
        site.Clock.Advance(Duration.FromMinutes(1));
        await ida.Go($"/island/children/{Site.Arlo}");
        Assert.Equal(200, ida.Status);
    }

    [Theory, OnBoth]
    public async Task Searches_and_files_have_limits_of_their_own(Db db)
    {
        await using var site = await Site.Start(databases, db, limits: Limits.None with { Searches = 3, Exports = 2 });
        using var ida = await site.As("Ida");
        for (var n = 1; n <= 4; n++)
        {
            await ida.Go("/island/children");
            await ida.Fill("Name, part of a name, or number", "70000101").Press("Find");
            Assert.Equal(n <= 3 ? 200 : 429, ida.Status);
        }
        Assert.True(ida.Has("You have searched 3 times in a minute"), ida.Main);
        for (var n = 1; n <= 3; n++)
        {
            await ida.Go("/island/concerns.csv");
            Assert.Equal(n <= 2 ? 200 : 429, ida.Status);
        }
        // Half an hour is the longest that a session is left alone.
        site.Clock.Advance(Duration.FromHours(23));
        using var later = await site.As("Ida");
        await later.Go("/island/concerns.csv");
        Assert.Equal(429, later.Status);
        site.Clock.Advance(Duration.FromHours(1));
        using var tomorrow = await site.As("Ida");
        await tomorrow.Go("/island/concerns.csv");
        Assert.Equal(200, tomorrow.Status);
    }

    [Fact]
    public void The_settings_say_more_or_less_or_none()
    {
        var said = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["limits:pages"] = "300", ["limits:searches"] = "0", ["limits:exports"] = "many" }).Build();
        Assert.Equal(new Limits { Pages = 300, Searches = null }, Limits.Read(said.GetSection("limits")));
        Assert.Equal(new Limits(), Limits.Read(said.GetSection("nothing")));
    }
}
