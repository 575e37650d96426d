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

    [Theory, OnBoth]
    public async Task The_process_shows_who_was_told_and_when_they_opened_it(Db db)
    {
        await using var site = await Site.Start(databases, db);
        await using var context = site.Authority.Open();
        var notice = context.Notices.First(row => row.Recipient == Site.Tess && row.Channel == Core.Packs.Channel.InApp);
        using var ida = await site.As("Ida");
        await ida.Go($"/island/processes/{notice.ProcessId}");
        Assert.Matches("You have been asked for something.*Tess Marlow.*In Waymark: not read yet", ida.Text);

        using var tess = await site.As("Tess");
        await tess.Go($"/island/notices/{notice.Id}");
        Assert.StartsWith("/island/requests/", tess.Path, StringComparison.Ordinal);
        await ida.Go($"/island/processes/{notice.ProcessId}");
        Assert.Contains("In Waymark: read Monday 29 June 2020 at 10:00", ida.Text, StringComparison.Ordinal);
        await ida.Go($"/island/notices/{notice.Id}");
        Assert.Equal(404, ida.Status);
    }

    [Theory, OnBoth]
    public async Task One_chooses_how_often_letters_come(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var tess = await site.As("Tess");
        await tess.Go("/island/notices/letters");
        Assert.True(tess.Has("No e-mail address is kept for you"));
        tess.Choose("How often do you want them?", "One a day, at noon");
        await tess.Press("Save");
        await using var context = site.Authority.Open();
        Assert.Equal(12, context.Workers.Single(row => row.Id == Site.Tess).LetterHour);
    }
}
