using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Features.Notices;

public sealed class NoticesTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task A_notice_says_nothing_of_a_child_leads_to_where_that_is_and_is_marked_as_read(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var tess = await site.As("Tess");
        await tess.Go("/island/notices");
        Assert.True(tess.Has("You have been asked for something"));
        Assert.Matches("Notices [1-9] unread", tess.Text);
        foreach (var word in (string[])["Arlo", "Finch", "70000101", "planning meeting"]) Assert.DoesNotContain(word, tess.Page.Html, StringComparison.Ordinal);
        await tess.Press("Mark all as read");
        Assert.DoesNotContain("unread", tess.Text, StringComparison.Ordinal);
        await tess.Click("You have been asked for something");
        Assert.Equal(200, tess.Status);
        Assert.StartsWith("/island/requests/", tess.Path, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Another_s_notices_are_not_touched(Db db)
    {
        await using var site = await Site.Start(databases, db);
        await using var context = site.Authority.Open();
        var before = context.Notices.Count(notice => notice.ReadAt == null);
        using var otto = await site.As("Otto");
        await otto.Go("/island/notices");
        var hers = context.Notices.First(notice => notice.Recipient == Site.Tess).Id;
        using var body = new FormUrlEncodedContent([new("__RequestVerificationToken", otto.Page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!)]);
        using var answer = await otto.Send(new HttpRequestMessage(HttpMethod.Post, new Uri($"/island/notices?handler=Read&id={hers}", UriKind.Relative)) { Content = body });
        Assert.Equal(before, context.Notices.Count(notice => notice.ReadAt == null));
    }
}
