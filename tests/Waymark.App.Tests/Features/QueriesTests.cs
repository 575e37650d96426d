using NodaTime;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Store;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features;

/// <summary>A page asks the database as often for many rows as for few.</summary>
public sealed class QueriesTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task The_pages_queries_are_constant_in_the_rows_shown(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var mona = await site.As("Mona");
        using var ada = await site.As("Ada");
        (Visitor, string)[] pages =
        [
            (mona, $"/island/children/{Site.Arlo}"), (mona, $"/island/children/{Site.Arlo}/chronology"), (mona, "/island/notices"), (mona, "/island/children"), (ada, "/island/administration"),
            (ada, $"/island/administration/workers/{Site.Ida}"), (ada, $"/island/administration/workers/{Site.Ida}/hand-over"), (mona, "/island/demonstration/clock"),
        ];
        // EF remembers for a second that nobody listens: the counting begins before the first page that is counted.
        using var queries = new Queries(site.Database.Name);
        await Task.Delay(1100);
        await Count(queries, pages); // Caches are filled and everything is compiled.
        var few = await Count(queries, pages);
        await Fill(site);
        await Count(queries, pages);
        var many = await Count(queries, pages);
        Assert.Equal(few, many);
        Assert.All(many, page => Assert.InRange(page.Queries, 1, 20));
    }

    static async Task<List<(string Page, int Queries)>> Count(Queries queries, (Visitor, string)[] pages)
    {
        var counts = new List<(string, int)>();
        foreach (var (visitor, path) in pages)
        {
            var before = queries.Seen.Count;
            await visitor.Go(path);
            Assert.Equal(200, visitor.Status);
            counts.Add((path, queries.Seen.Count - before));
        }
        return counts;
    }

    /// <summary>Four more reviews of Arlo's care, and thirty more workers and children.</summary>
    static async Task Fill(Site site)
    {
        for (var i = 0; i < 4; i++)
            await site.Authority.Casework.Start([Site.Arlo], new Operation(new Actor(Site.Ida), Guid.NewGuid(), "test"), situation => Island.Start(situation, "lac-review"));
        await using var writing = await site.Authority.Database.Write();
        for (var i = 0; i < 30; i++)
        {
            writing.Db.Add(WorkerRow.Of(new Worker(Island.Id(2000 + i), $"Extra Worker{i}", "Island Council", null)));
            writing.Db.Add(new Holding(Guid.NewGuid(), Island.Id(2000 + i), "iro", null, null, new LocalDate(2015, 1, 1), null));
            writing.Db.Add(ChildRow.Of(new Child(Island.Id(3000 + i), 80000000 + i, $"Extra Child{i}", new LocalDate(2012, 1, 1))));
            writing.Db.Add(new Allocation(Guid.NewGuid(), Island.Id(3000 + i), Site.Ida, "iro", new LocalDate(2018, 1, 1), null));
            writing.Db.Add(new Allocation(Guid.NewGuid(), Island.Id(3000 + i), Site.Mona, "iro-manager", new LocalDate(2018, 1, 1), null));
        }
        await writing.Commit();
    }
}
