using Microsoft.EntityFrameworkCore;
using Waymark.App.Tests.Harness;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features.Access;

public sealed class RecordsTheViewTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task A_view_that_can_t_be_recorded_is_not_shown(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ida = await site.As("Ida");
        await ida.Go($"/island/children/{Site.Arlo}");
        Assert.Equal(200, ida.Status);

        await using (var context = site.Authority.Open()) await context.Database.ExecuteSqlRawAsync("ALTER TABLE audit_entry RENAME TO audit_gone");
        await ida.Go($"/island/children/{Site.Arlo}");
        Assert.Equal(503, ida.Status);
        Assert.DoesNotContain("Arlo", ida.Page.Html, StringComparison.Ordinal);

        await using (var context = site.Authority.Open()) await context.Database.ExecuteSqlRawAsync("ALTER TABLE audit_gone RENAME TO audit_entry");
        await ida.Go($"/island/children/{Site.Arlo}");
        Assert.Equal(200, ida.Status);
    }

    [Theory, OnBoth]
    public async Task Each_page_that_is_shown_leaves_one_entry(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ada = await site.As("Ada");
        foreach (var path in (string[])["/children", "/notices", "/administration", $"/administration/workers/{Site.Ida}", $"/administration/workers/{Site.Ida}/hand-over"])
        {
            var before = (await site.Audit()).Count;
            await ada.Go("/island" + path);
            Assert.Equal(200, ada.Status);
            var entry = Assert.Single((await site.Audit()).Skip(before));
            Assert.Equal((AuditAction.View, Site.Ada, AuditOutcome.Done, "island-administrator"), (entry.Action, entry.Worker, entry.Outcome, entry.Posts));
        }
    }

    [Theory, OnBoth]
    public async Task A_refusal_leaves_one_too(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ida = await site.As("Ida");
        await ida.Go("/island/administration");
        Assert.Equal((403, "You can’t do this"), (ida.Status, ida.Heading));
        Assert.Equal(AuditOutcome.Refused, (await site.Audit())[^1].Outcome);
        Assert.DoesNotContain("Administration", ida.Page.Links);
    }
}
