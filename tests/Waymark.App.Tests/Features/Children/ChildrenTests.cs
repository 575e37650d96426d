using Waymark.App.Tests.Harness;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features.Children;

public sealed class ChildrenTests(Databases databases)
{
    [Theory, OnBoth("both names", "Arlo Finch"), OnBoth("part of each, in any order, without accents", "bria arl"), OnBoth("the number", "70000101")]
    public async Task A_child_is_found(Db db, string by, string typed)
    {
        await using var site = await Site.Start(databases, db);
        using var ida = await site.As("Ida");
        await ida.Go("/island/children");
        await ida.Fill("Name, part of a name, or number", typed).Press("Find");
        Assert.True(ida.Has("1 child found"), by);
        Assert.DoesNotContain(typed.Split(' ')[0], ida.Path, StringComparison.OrdinalIgnoreCase);
        var entry = (await site.Audit())[^1];
        Assert.Equal((AuditAction.Search, typed, Site.Arlo.ToString()), (entry.Action, entry.Terms, entry.Shown));
        await ida.Click("Arlo Finch-Ó Briain");
        Assert.Equal("Arlo Finch-Ó Briain", ida.Heading);
        Assert.DoesNotContain("Arlo", ida.Page.Title, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Only_children_whose_record_may_open_are_found(Db db)
    {
        await using var site = await Site.Start(databases, db);
        foreach (var (name, found) in new[] { ("Ida", 1), ("Tess", 1), ("Otto", 1), ("Mona", 2), ("Dora", 2), ("Ivo", 0), ("Ada", 0) })
        {
            using var visitor = await site.As(name);
            await visitor.Go("/island/children");
            await visitor.Fill("Name, part of a name, or number", "finch").Press("Find");
            Assert.True(visitor.Has(found == 0 ? "No child was found" : found == 1 ? "1 child found" : "2 children found"), $"{name}: {visitor.Main}");
        }
    }

    [Theory, OnBoth]
    public async Task Nothing_typed_is_said_so_and_a_link_that_was_tampered_with_finds_nothing(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ida = await site.As("Ida");
        await ida.Go("/island/children");
        await ida.Fill("Name, part of a name, or number", " ' ").Press("Find");
        Assert.Equal(["Enter a name, part of a name, or a number"], ida.Errors);
        await ida.Go("/island/children?search=CfDJ8xyz");
        Assert.True(ida.Has("Children you are allocated to"));
    }

    [Theory, OnBoth]
    public async Task What_is_not_yours_is_the_same_page_as_what_is_not_there(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ida = await site.As("Ida");
        await ida.Go($"/island/children/{Site.Bryn}");
        var notHers = ida.Page;
        await ida.Go($"/island/children/{Guid.NewGuid()}");
        Assert.Equal((404, notHers.Html), (ida.Status, ida.Page.Html));
        await ida.Go("/island/no-such-page");
        Assert.Equal((404, notHers.Html), (ida.Status, ida.Page.Html));
        var concealed = (await site.Audit()).Where(entry => entry.Outcome == AuditOutcome.Concealed).ToList();
        Assert.Contains(concealed, entry => entry.ChildId == Site.Bryn && entry.Worker == Site.Ida);
    }

    [Theory, OnBoth]
    public async Task The_summary_shows_who_is_around_the_child_and_what_is_under_way(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var sami = await site.As("Sami");
        await sami.Go($"/island/children/{Site.Arlo}");
        foreach (var said in (string[])["Current Work", "IRO Quality Assurance Process", "Held by Ida Fenwick", "Ida Fenwick, since 1 January 2018", "Care Order", "14 March 2008 (12 years)", "Open concerns", "Review finished"])
            Assert.True(sami.Has(said), $"{said} is not on: {sami.Main}");
        Assert.DoesNotContain(sami.Page.Buttons, words => words.StartsWith("Start", StringComparison.Ordinal));
        var entry = (await site.Audit())[^1];
        Assert.Equal((AuditAction.View, Site.Arlo, Site.Sami, AuditOutcome.Done), (entry.Action, entry.ChildId, entry.Worker, entry.Outcome));
    }

    [Theory(DisplayName = "S0-015 S0-002 The Start menu lists what this worker may start for this child"), OnBoth]
    public async Task S0_015(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ida = await site.As("Ida");
        await ida.Go($"/island/children/{Site.Arlo}");
        Assert.Contains("Start Significant Information on an open case", ida.Page.Buttons);
        Assert.DoesNotContain("Start IRO Quality Assurance Process", ida.Page.Buttons);
        var before = (await site.Audit()).Count(entry => entry.What == "workstep/start");
        await ida.Press("Start Significant Information on an open case");
        Assert.StartsWith("/island/worksteps/", ida.Path, StringComparison.Ordinal);
        Assert.Equal(before + 1, (await site.Audit()).Count(entry => entry.What == "workstep/start"));
    }

    [Theory, OnBoth]
    public async Task One_who_needs_a_reason_gives_it_once_and_it_is_kept(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var dora = await site.As("Dora");
        await dora.Go($"/island/children/{Site.Arlo}");
        Assert.Equal("Why do you need this record?", dora.Heading);
        await dora.Fill("Your reason", "because").Press("Open the record");
        Assert.Equal(["Say a little more: at least 10 letters"], dora.Errors);
        await dora.Fill("Your reason", "I answer for Tess this week").Press("Open the record");
        Assert.Equal("Arlo Finch-Ó Briain", dora.Heading);
        await dora.Go($"/island/children/{Site.Arlo}");
        Assert.Equal("Arlo Finch-Ó Briain", dora.Heading);
        Assert.Contains(await site.Audit(), entry => entry.Reason == "I answer for Tess this week" && entry.ChildId == Site.Arlo && entry.Worker == Site.Dora);

        await dora.Press("Sign out");
        using var again = await site.As("Dora");
        await again.Go($"/island/children/{Site.Arlo}");
        Assert.Equal("Why do you need this record?", again.Heading);
    }

    [Theory, OnBoth]
    public async Task A_post_by_one_who_may_only_read_changes_nothing(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var tess = await site.As("Tess");
        await tess.Go($"/island/children/{Site.Bryn}");
        Assert.Equal(404, tess.Status);
        await tess.Go("/island/children");
        var token = tess.Page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var forged = await tess.Send(new HttpRequestMessage(HttpMethod.Post, new Uri($"/island/children/{Site.Bryn}?handler=Start", UriKind.Relative))
        {
            Content = new FormUrlEncodedContent([new("protocol", "lac-review"), new("workstep", "lac-review"), new("__RequestVerificationToken", token)]),
        });
        Assert.Equal(404, (int)forged.StatusCode);
    }
}
