using Microsoft.EntityFrameworkCore;
using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Features.Access;

public sealed class UnrecordedTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task What_cannot_be_recorded_is_not_shown_and_not_done(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ida = await site.As("Ida Fenwick");
        await ida.Go($"/island/children/{Site.Arlo}");
        Assert.Contains("Arlo Finch", ida.Text, StringComparison.Ordinal);

        await Rename(site, "ALTER TABLE audit_entry RENAME TO audit_entry_gone");
        foreach (var page in new[] { $"/island/children/{Site.Arlo}", "/island/children", "/island/notices" })
        {
            await ida.Go(page);
            Assert.Equal((503, "We could not record this access, so we cannot show it"), (ida.Status, ida.Heading));
            Assert.DoesNotContain("Finch", ida.Text, StringComparison.Ordinal);
        }
        await Rename(site, "ALTER TABLE audit_entry_gone RENAME TO audit_entry");
        await ida.Go($"/island/children/{Site.Arlo}");
        Assert.Equal(200, ida.Status);
    }

    static async Task Rename(Site site, string sql)
    {
        await using var db = site.Authority.Open();
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}
