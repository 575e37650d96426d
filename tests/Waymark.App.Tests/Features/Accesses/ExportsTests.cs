using System.Net;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Store;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features.Accesses;

/// <summary>Inga and Mona review everybody's access; until Mona does, Inga is alone.</summary>
public sealed class ExportsTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task The_audit_leaves_as_a_file_when_one_asks_and_another_releases_it_once(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ida = await site.As("Ida");
        await ida.Go($"/island/children/{Site.Arlo}");
        await ida.Go("/island/access/exports");
        Assert.Equal(403, ida.Status);
        using var inga = await site.As("Inga");
        await inga.Go("/island/access/exports");
        Assert.True(inga.Has("Nobody else may release a file today, so you can’t ask for one. Ask an administrator who else can be Information Governance Officer."), inga.Main);
        Assert.DoesNotContain("Ask for the file", inga.Page.Buttons);

        await Second(site);
        await inga.Go("/island/access/exports");
        await inga.Press("Ask for the file");
        Assert.Equal(["Enter the first day", "Enter the last day", "Say who needs it, and for what"], inga.Errors.Order(StringComparer.Ordinal));
        await inga.Fill("First day", "1 6 2020").Fill("Last day", "29 6 2020").Fill("The child’s Mosaic number", "70000101").Choose("What this worker did", "Mona Lark").Fill("Who needs it, and for what?", "=The family court asked for it.").Press("Ask for the file");
        Assert.Equal(["A second person must release it, and nobody else may today. Ask an administrator who else can be Information Governance Officer"], inga.Errors);
        await inga.Choose("What this worker did", "Whoever it was").Press("Ask for the file");
        Assert.True(inga.Has("It waits for a second person to release it"), inga.Main);
        Assert.DoesNotContain("Release it", inga.Page.Buttons);
        Assert.DoesNotContain("Take the file", inga.Page.Buttons);

        using var mona = await site.As("Mona");
        await mona.Go("/island/access/exports");
        Assert.True(mona.Has("Inga Vale asks for a file"), mona.Main);
        await mona.Press("Release it");
        Assert.True(mona.Has("Released. Inga Vale can take it once, within a day."), mona.Main);
        Assert.DoesNotContain("Take the file", mona.Page.Buttons);

        await site.Authority.Sealer.SealAll();
        await inga.Go("/island/access/exports");
        var take = Reliability.Post.Of(inga.Page, "Take the file");
        using (var refused = await mona.Send(Request(take, mona, await Token(mona)))) Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        var file = await take.Send(inga);
        Assert.Equal(200, file.Status);
        Assert.Contains("Ida Fenwick,iro,,View,children/show,Done,70000101", file.Page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Arlo", file.Page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(",=The", file.Page.Html, StringComparison.Ordinal);
        Assert.Matches("(^|\n)[0-9]+,[0-9a-f]{64},2", file.Page.Html);
        var again = await take.Send(inga);
        Assert.True(again.Taken, $"{again}");
        await inga.Go("/island/access/exports");
        Assert.True(inga.Has("It can’t be taken any more"), inga.Main);
        Assert.Equal(["ask", "release", "take"], (await site.Audit()).Where(entry => entry.What.StartsWith("accesses/export/", StringComparison.Ordinal)).Select(entry => entry.What.Split('/')[2]));
        Assert.Contains(await site.Audit(), entry => entry is { Action: AuditAction.Download, What: "accesses/exportfile" } && entry.ChildId == Site.Arlo && entry.Worker == Site.Inga);
    }

    [Theory, OnBoth]
    public async Task A_file_about_what_somebody_did_is_not_theirs_to_release_and_none_is_given_late(Db db)
    {
        await using var site = await Site.Start(databases, db);
        await Second(site);
        await using (var writing = await site.Authority.Database.Write())
        {
            writing.Db.Add(new Holding(Guid.NewGuid(), Site.Tess, "information-officer", null, null, new(2020, 1, 1), null));
            await writing.Commit();
        }
        using var inga = await site.As("Inga");
        await inga.Go("/island/access/exports");
        await inga.Fill("First day", "1 6 2020").Fill("Last day", "29 6 2020").Choose("What this worker did", "Mona Lark").Fill("Who needs it, and for what?", "A grievance that Mona raised.").Press("Ask for the file");
        using var mona = await site.As("Mona");
        await mona.Go("/island/access/exports");
        Assert.False(mona.Has("Inga Vale asks for a file"), mona.Main);
        using var tess = await site.As("Tess");
        await tess.Go("/island/access/exports");
        await tess.Press("Release it");
        site.Clock.Advance(NodaTime.Duration.FromHours(24));
        using var later = await site.As("Inga");
        await later.Go("/island/access/exports");
        Assert.True(later.Has("It was not taken within a day"), later.Main);
        Assert.DoesNotContain("Take the file", later.Page.Buttons);
    }

    [Theory, OnBoth]
    public async Task A_child_whose_record_is_sealed_is_in_no_line_of_a_file_that_anybody_else_takes(Db db)
    {
        await using var site = await Site.Start(databases, db);
        await Second(site);
        using var ida = await site.As("Ida");
        foreach (var page in new[] { "work", "children", $"children/{Site.Arlo}", "registers/iro-qa", "registers/lac-review", "registers/significant-information" }) await ida.Go($"/island/{page}");
        List<Guid> his = [Site.Arlo];
        await using (var writing = await site.Authority.Database.Write())
        {
            his.AddRange(await writing.Db.ProcessChildren.Where(its => its.ChildId == Site.Arlo).Select(its => its.ProcessId).ToListAsync());
            writing.Db.Add(new RestrictionRow { Id = Guid.NewGuid(), ChildId = Site.Arlo, Kind = RestrictionKind.Sealed, Reason = "He was adopted.", ByWorker = Site.Ida, BegunAt = site.Clock.GetCurrentInstant() });
            await writing.Commit();
        }
        var shown = (await site.Audit()).Where(entry => entry.ChildId is null).Select(entry => entry.Shown ?? "").ToList();
        Assert.All(his, id => Assert.Contains(shown, list => list.Contains($"{id}", StringComparison.Ordinal)));

        using var inga = await site.As("Inga");
        await inga.Go("/island/access/exports");
        await inga.Fill("First day", "1 6 2020").Fill("Last day", "29 6 2020").Fill("Who needs it, and for what?", "The inspection asked for it.").Press("Ask for the file");
        using var mona = await site.As("Mona");
        await mona.Go("/island/access/exports");
        await mona.Press("Release it");
        await inga.Go("/island/access/exports");
        var file = await Reliability.Post.Of(inga.Page, "Take the file").Send(inga);
        Assert.Contains("Ida Fenwick,iro,,View,work", file.Page.Html, StringComparison.Ordinal);
        Assert.All(his, id => Assert.DoesNotContain($"{id}", file.Page.Html, StringComparison.Ordinal));
    }

    static async Task Second(Site site)
    {
        await using var writing = await site.Authority.Database.Write();
        writing.Db.Add(new Holding(Guid.NewGuid(), Site.Mona, "information-officer", null, null, new(2020, 1, 1), null));
        await writing.Commit();
    }

    static async Task<string> Token(Visitor visitor)
    {
        await visitor.Go("/island/access/exports");
        return Reliability.Post.Of(visitor.Page, "Ask for the file")["__RequestVerificationToken"];
    }

    static HttpRequestMessage Request(Reliability.Post post, Visitor _, string token) =>
        new(HttpMethod.Post, post.Address) { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]) };
}
