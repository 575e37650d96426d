using Waymark.App.Tests.Harness;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features.Administration;

public sealed class AdministrationTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task A_worker_is_added_given_a_post_and_a_child_and_can_then_open_the_record(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ada = await site.As("Ada");
        await ada.Click("Administration");
        await ada.Click("Add a worker");
        await ada.Fill("Name", "").Fill("E-mail address (optional)", "not an address").Press("Add this worker");
        Assert.Equal(["Enter the worker’s name", "Enter an e-mail address, such as name@council.gov.uk"], ada.Errors);
        await ada.Fill("Name", "Una Hale").Fill("E-mail address (optional)", "").Press("Add this worker");
        Assert.Equal("Una Hale", ada.Heading);
        Assert.True(ada.Has("Una Hale was added"));

        await ada.Click("Add a post");
        await ada.Choose("Post", "Team Manager").Fill("First day", "31 2 2020").Press("Add this post");
        Assert.Equal(["Enter the team: Team Manager is found by team", "The first day must be a real date, such as 27 3 2026"], ada.Errors.Order(StringComparer.Ordinal));
        Assert.Equal("31", ada.Page.Document.QuerySelector("#from-day")!.GetAttribute("value"));
        await ada.Choose("Post", "Independent Reviewing Officer").Fill("First day", "1 june 2020").Press("Add this post");
        Assert.True(ada.Has("Una Hale is Independent Reviewing Officer from Monday 1 June 2020"));

        await ada.Click("Allocate a child");
        await ada.Fill("Mosaic number", "99").Choose("As", "Independent Reviewing Officer").Press("Allocate");
        Assert.Equal(["There is no child with the number 99"], ada.Errors);
        await ada.Fill("Mosaic number", "70000101").Press("Allocate");
        Assert.True(ada.Has("70000101 is allocated to Una Hale"));
        Assert.DoesNotContain("Arlo", ada.Page.Html, StringComparison.Ordinal);

        using var una = await site.As("Una");
        await una.Go($"/island/children/{Site.Arlo}");
        Assert.Equal(200, una.Status);
        Assert.True(una.Has("Una Hale, since 29 June 2020"));
        Assert.Contains(await site.Audit(), entry => entry is { Action: AuditAction.Administer, What: "administration/allocate" } && entry.ChildId == Site.Arlo);
    }

    [Theory, OnBoth]
    public async Task A_deputy_sees_what_the_absent_worker_could_until_they_are_back(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ivo = await site.As("Ivo");
        await ivo.Go($"/island/children/{Site.Arlo}");
        Assert.Equal(404, ivo.Status);

        using var ada = await site.As("Ada");
        await ada.Go($"/island/administration/workers/{Site.Ida}");
        await ada.Click("Record an absence");
        await ada.Fill("First day away", "29 6 2020").Fill("Last day away (leave empty until it is known)", "28 6 2020").Choose("Who acts for them?", "Ivo Hart").Press("Record this absence");
        Assert.Equal(["The last day must be the same as or after the first"], ada.Errors);
        await ada.Fill("Last day away (leave empty until it is known)", "").Press("Record this absence");
        Assert.True(ada.Has("Ivo Hart acts for them"));
        await ivo.Go($"/island/children/{Site.Arlo}");
        Assert.Equal(200, ivo.Status);

        await ada.Click("End the absence from 29 June 2020");
        await ada.Fill("Last day", "28 6 2020").Press("End it");
        Assert.StartsWith("It began on Monday 29 June 2020", Assert.Single(ada.Errors), StringComparison.Ordinal);
        await ada.Fill("Last day", "29 6 2020").Press("End it");
        site.Clock.Advance(NodaTime.Duration.FromMinutes(20));
        await ivo.Go($"/island/children/{Site.Arlo}");
        Assert.Equal(200, ivo.Status);
    }

    [Theory, OnBoth]
    public async Task A_leaver_s_open_work_passes_to_another_in_one_act(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ada = await site.As("Ada");
        await ada.Go($"/island/administration/workers/{Site.Ida}");
        await ada.Click("Record that they leave");
        await ada.Fill("First day on which they no longer work here", "29 6 2020").Press("Record this");
        Assert.True(ada.Has("Left on 29 June 2020"));
        await ada.Click("Hand over");
        Assert.True(ada.Has("1 piece of work IRO Quality Assurance Process (2)"), ada.Main);
        await ada.Press("Hand over all of it");
        Assert.Equal(["Select who takes the work over", "Say why the work is handed over"], ada.Errors);
        await ada.Choose("Who takes it over?", "Ivo Hart").Fill("Why?", "Ida has left").Press("Hand over all of it");
        Assert.True(ada.Has("1 piece of work passed to Ivo Hart"), ada.Main);

        using var ivo = await site.As("Ivo");
        await ivo.Go("/island/notices");
        Assert.True(ivo.Has("A piece of work has come to you"));
        using var ida = site.Visitor();
        await ida.Go("/island/sign-in");
        Assert.DoesNotContain("Ida Fenwick", ida.Page.Buttons);
    }

    [Theory, OnBoth("an IRO", "Ida"), OnBoth("a director", "Dora")]
    public async Task Nobody_without_the_post_comes_in(Db db, string who, string name)
    {
        await using var site = await Site.Start(databases, db);
        using var visitor = await site.As(name);
        foreach (var path in (string[])["", "/workers/add", $"/workers/{Site.Ida}", $"/workers/{Site.Ida}/hand-over", $"/workers/{Site.Ida}/end/leave"])
        {
            await visitor.Go("/island/administration" + path);
            Assert.True(visitor.Status == 403, $"{who}: {path}");
        }
    }
}
