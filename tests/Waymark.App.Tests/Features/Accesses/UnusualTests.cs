using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Store;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features.Accesses;

/// <summary>Inga reviews everybody's access. Fern Finch is a social worker of Bryn's team, and has his surname; Ivo reviews no child's care.</summary>
public sealed class UnusualTests(Databases databases)
{
    static readonly Guid Fern = Island.Id(40);

    [Theory(DisplayName = "S3-011 What was out of the ordinary is shown with why, until somebody else says what they found"), OnBoth]
    public async Task Reviewed(Db db)
    {
        await using var site = await Site.Start(databases, db);
        await Join(site);
        using var fern = await site.As("Fern");
        using var ivo = await site.As("Ivo");
        using var ida = await site.As("Ida");
        await fern.Go($"/island/children/{Site.Bryn}");
        Assert.Equal(200, fern.Status);
        await ivo.Go($"/island/children/{Site.Bryn}");
        Assert.Equal(404, ivo.Status);
        // Arlo's care is hers to review: nothing to ask about.
        await ida.Go($"/island/children/{Site.Arlo}");
        Assert.Equal(200, ida.Status);

        using var inga = await site.As("Inga");
        await inga.Go("/island/access");
        await inga.Click("What was out of the ordinary");
        Assert.Equal("Out of the ordinary", inga.Heading);
        Assert.True(inga.Has("Fern Finch opened the record of Bryn Finch (70000102)"), inga.Main);
        Assert.True(inga.Has("The same surname as the child"), inga.Main);
        Assert.True(inga.Has("Ivo Hart tried to open the record of Bryn Finch (70000102)"), inga.Main);
        Assert.True(inga.Has("Nothing opened this record to them"), inga.Main);
        Assert.False(inga.Has("Ida Fenwick"), inga.Main);

        await inga.Press("Record this review", within: "Ivo Hart tried");
        Assert.Equal(["Say how you know", "Select whether it was expected"], inga.Errors.Order(StringComparer.Ordinal));
        await inga.Choose("What did you find?", "It was followed up", within: "Ivo Hart tried").Fill("How you know, and what follows", "He mistyped a number; we spoke.", within: "Ivo Hart tried").Press("Record this review", within: "Ivo Hart tried");
        Assert.True(inga.Has("Reviewed: Ivo Hart tried to open the record of Bryn Finch"), inga.Main);
        Assert.Contains(inga.Page.Table(), row => row.Contains("It was followed up") && row.Contains("He mistyped a number; we spoke.") && row[^1].StartsWith("Inga Vale", StringComparison.Ordinal));
        Assert.Single(inga.Page.Buttons, words => words == "Record this review");
        Assert.Contains(await site.Audit(), entry => entry is { What: "accesses/unusual", Action: AuditAction.Change, Fields: "followed-up" } && entry.ChildId == Site.Bryn && entry.Worker == Site.Inga);

        // What goes on after it was reviewed is shown again.
        site.Clock.Advance(Duration.FromMinutes(10));
        await ivo.Go($"/island/children/{Site.Bryn}");
        await inga.Go("/island/access/unusual");
        Assert.True(inga.Has("It was reviewed, and went on after that"), inga.Main);
        await ida.Go("/island/access/unusual");
        Assert.Equal(403, ida.Status);
    }

    [Theory(DisplayName = "S3-011 A look at the record of a child with the worker's home postcode is shown to the reviewer, and the postcode to nobody"), OnBoth]
    public async Task SamePostcode(Db db)
    {
        await using var site = await Site.Start(databases, db);
        await Join(site);
        await using (var writing = await site.Authority.Database.Write())
        {
            writing.Db.Add(ChildRow.Of(new Child(Island.Id(4000), 80000000, "Some Child", new(2012, 1, 1)) { Team = "South", Address = "14 Dune Road, St Merrin xx9 4qz" }));
            await writing.Commit();
        }
        using var fern = await site.As("Fern");
        await fern.Go($"/island/children/{Island.Id(4000)}");
        Assert.Equal(200, fern.Status);
        Assert.Empty(await Why(site));

        using var inga = await site.As("Inga");
        using var ada = await site.As("Ada");
        await ada.Go($"/island/administration/workers/{Fern}");
        Assert.True(ada.Has("Not recorded"), ada.Main);
        await ada.Click("Record home postcode");
        foreach (var wrong in new[] { "XX9", "14 Dune Road, XX9 4QZ", "<b>" })
        {
            await ada.Fill("Postcode", wrong).Press("Save");
            Assert.Equal(["Enter a full UK postcode, such as SW1A 2AA"], ada.Errors);
        }
        await ada.Fill("Postcode", " xx94qz").Press("Save");
        Assert.True(ada.Has("The home postcode of Fern Finch is recorded."), ada.Main);
        Assert.False(ada.Text.Contains("4QZ", StringComparison.OrdinalIgnoreCase), ada.Main);
        Assert.Contains(await site.Audit(), entry => entry is { What: "administration/postcode", Action: AuditAction.Administer, Fields: "postcode" } && entry.Shown == $"{Fern}");

        Assert.Equal(["The same home postcode as in the child’s address"], await Why(site));
        await inga.Go("/island/access/unusual");
        Assert.False(inga.Text.Contains("4QZ", StringComparison.OrdinalIgnoreCase), inga.Main);
        // Who reads their own looks doesn't learn from them where a child lives.
        await fern.Go("/island/access/mine");
        Assert.True(fern.Has("Some Child"), fern.Main);
        Assert.False(fern.Has("postcode"), fern.Main);

        await ada.Click("Change home postcode");
        await ada.Fill("Postcode", "").Press("Save");
        Assert.True(ada.Has("No home postcode is recorded of Fern Finch."), ada.Main);
        Assert.Empty(await Why(site));
    }

    [Theory, OnBoth]
    public async Task Nobody_reviews_their_own_looks(Db db)
    {
        await using var site = await Site.Start(databases, db);
        await Join(site);
        await using (var writing = await site.Authority.Database.Write())
        {
            writing.Db.Add(new Holding(Guid.NewGuid(), Fern, "information-officer", null, null, new(2020, 1, 1), null));
            await writing.Commit();
        }
        using var fern = await site.As("Fern");
        await fern.Go($"/island/children/{Site.Bryn}");
        await fern.Go("/island/access/unusual");
        Assert.True(fern.Has("Nothing of the last four weeks waits for a review"), fern.Main);
        await using var other = await site.Authority.Database.Write();
        await Assert.ThrowsAnyAsync<Exception>(() => other.Db.Database.ExecuteSqlAsync($"INSERT INTO unusual_review (id, worker, day, signs, result, note, by_worker, at) VALUES ({Guid.NewGuid()}, {Fern}, {new DateOnly(2020, 6, 29)}, 'x', 'expected', 'Mine', {Fern}, 0)"));
    }

    /// <summary>By the island's rules: after 10pm, on a closed case, more than forty children, more than ten searches that led to nobody.</summary>
    [Theory, OnBoth]
    public async Task Each_rule_of_the_council_finds_what_it_says(Db db)
    {
        await using var site = await Site.Start(databases, db);
        await Join(site);
        // 29 June 2020, 22:30 in the summer's British time is 21:30 UTC.
        var (night, day, closed) = (Instant.FromUtc(2020, 6, 29, 21, 30), Instant.FromUtc(2020, 6, 29, 11, 0), Island.Id(4000));
        await using (var writing = await site.Authority.Database.Write())
        {
            for (var n = 0; n <= 41; n++) writing.Db.Add(ChildRow.Of(new Child(Island.Id(4000 + n), 80000000 + n, $"Some Child{n}", new(2012, 1, 1)) { Team = "South", CaseOpen = n > 0 }));
            await writing.Commit();
        }
        site.Clock.Now = night;
        AuditEntry Look(Guid child, Instant at) => new() { At = at, Worker = Fern, Action = AuditAction.View, What = "children/show", ChildId = child };
        await site.Authority.Audit.Write([Look(closed, day), Look(Site.Bryn, night - Duration.FromMinutes(1))]);
        Assert.Equal(["The child's case is closed", "The same surname as the child. Between 10pm and 6am"], await Why(site));
        await site.Authority.Audit.Write([.. Enumerable.Range(1, 38).Select(n => Look(Island.Id(4000 + n), day))]);
        Assert.Equal(2, (await Why(site)).Count); // Forty: as many as there may be.
        await site.Authority.Audit.Write(Look(Island.Id(4039), day));
        Assert.Contains("The records of more than 40 children in one day", await Why(site));

        AuditEntry Search(Guid? found) => new() { At = day, Worker = Site.Sami, Action = AuditAction.Search, What = "children/index", Terms = "some", Shown = $"{found}" };
        await site.Authority.Audit.Write([.. Enumerable.Range(0, 10).Select(_ => Search(Site.Bryn)), Search(Site.Arlo), Look(Site.Arlo, day + Duration.FromMinutes(50)) with { Worker = Site.Sami }]);
        Assert.DoesNotContain(await Why(site), why => why.Contains("searches", StringComparison.Ordinal));
        await site.Authority.Audit.Write(Search(null));
        Assert.Contains("More than 10 searches in one day, after which nobody who was found was opened", await Why(site));
    }

    static async Task<List<string>> Why(Site site)
    {
        using var inga = await site.As("Inga");
        await inga.Go("/island/access/unusual");
        Assert.Equal(200, inga.Status);
        return [.. inga.Page.Document.QuerySelectorAll("article dt").Where(key => Words.Of(key) == "Why it is here").Select(key => Words.Of(key.NextElementSibling!)).Order(StringComparer.Ordinal)];
    }

    static async Task Join(Site site)
    {
        await using var writing = await site.Authority.Database.Write();
        writing.Db.Add(WorkerRow.Of(new Worker(Fern, "Fern Finch", "Island Council", null)));
        writing.Db.Add(new Holding(Guid.NewGuid(), Fern, "social-worker", "South", null, new(2015, 1, 1), null));
        await writing.Commit();
    }
}
