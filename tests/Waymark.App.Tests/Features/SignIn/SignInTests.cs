using NodaTime;
using Waymark.App.Tests.Harness;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features.SignIn;

public sealed class SignInTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task In_a_demonstration_a_person_is_picked_and_every_page_says_that_it_is_one(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var visitor = site.Visitor();
        await visitor.Go("/island/children");
        Assert.Equal("Who would you like to be?", visitor.Heading);
        Assert.True(visitor.Has("Demonstration. All people are invented."));
        Assert.DoesNotContain("Nell Gone", visitor.Text, StringComparison.Ordinal);
        await visitor.Press("Tess Marlow, North");
        Assert.Equal("/island/children", visitor.Path);
        Assert.True(visitor.Has("Tess Marlow Team Manager"));
        Assert.True(visitor.Has("Demonstration. All people are invented."));
        await visitor.Press("Sign out");
        await visitor.Go("/island/children");
        Assert.Equal("Who would you like to be?", visitor.Heading);
        Assert.Equal([AuditAction.SignIn, AuditAction.SignOut], (await site.Audit()).Where(entry => entry.Worker == Site.Tess && entry.Action is AuditAction.SignIn or AuditAction.SignOut).Select(entry => entry.Action));
    }

    [Theory, OnBoth]
    public async Task Whoever_holds_two_posts_is_picked_with_one_button_that_names_both(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using (var ada = await site.As("Ada"))
        {
            await ada.Click("Administration");
            await ada.Click("Tess Marlow");
            await ada.Click("Add a post");
            await ada.Choose("Post", "Independent Reviewing Officer").Fill("First day", "1 june 2020").Press("Add this post");
        }
        using var visitor = site.Visitor();
        await visitor.Go("/island/sign-in");
        Assert.Single(visitor.Page.Buttons, words => words.StartsWith("Tess Marlow", StringComparison.Ordinal));
        var cast = visitor.Page.Document.QuerySelectorAll(".wm-cast").Where(part => Words.Of(part).Contains("Tess Marlow", StringComparison.Ordinal)).Select(Words.Of).ToList();
        Assert.Equal(2, cast.Count);
        Assert.Single(cast, part => part.StartsWith("Team Manager", StringComparison.Ordinal) && (part.Contains("Tess Marlow, North Also Independent Reviewing Officer", StringComparison.Ordinal) || part.Contains("Tess Marlow is at Independent Reviewing Officer", StringComparison.Ordinal)));
    }

    [Theory, OnBoth]
    public async Task Elsewhere_a_password_opens_and_whoever_was_asked_for_something_lands_on_it(Db db)
    {
        await using var site = await Site.Start(databases, db, demonstration: false);
        using var visitor = site.Visitor();
        await visitor.Go($"/island/children/{Site.Arlo}");
        await visitor.Fill("Name that you sign in with", "IDA").Fill("Password", Site.Password).Press("Sign in");
        Assert.Equal($"/island/children/{Site.Arlo}", visitor.Path);
        Assert.False(visitor.Has("Demonstration"));
    }

    [Theory, OnBoth]
    public async Task The_page_asked_for_is_never_on_another_site(Db db)
    {
        await using var site = await Site.Start(databases, db, demonstration: false);
        foreach (var to in (string[])["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example", "\\\\elsewhere.example"])
        {
            using var visitor = site.Visitor();
            visitor.Strict = false;
            await visitor.Go($"/island/sign-in?to={Uri.EscapeDataString(to)}");
            await visitor.Fill("Name that you sign in with", "ida").Fill("Password", Site.Password).Press("Sign in");
            Assert.Equal(site.Address.Authority, visitor.Page.Address.Authority);
        }
    }

    [Theory, OnBoth]
    public async Task Five_wrong_passwords_shut_an_account_for_a_quarter_of_an_hour(Db db)
    {
        await using var site = await Site.Start(databases, db, demonstration: false);
        using var visitor = site.Visitor();
        await visitor.Go("/island/sign-in");
        for (var i = 0; i < 5; i++) await visitor.Fill("Name that you sign in with", "ida").Fill("Password", "wrong").Press("Sign in");
        Assert.StartsWith("That name and password don’t match", Assert.Single(visitor.Errors), StringComparison.Ordinal);
        await visitor.Fill("Password", Site.Password).Press("Sign in");
        Assert.Single(visitor.Errors);
        site.Clock.Advance(Duration.FromMinutes(16));
        await visitor.Fill("Password", Site.Password).Press("Sign in");
        Assert.Empty(visitor.Errors);
        Assert.Equal(6, (await site.Audit()).Count(entry => entry.Outcome == AuditOutcome.Failed));
    }

    [Theory, OnBoth("a wrong name", "nobody"), OnBoth("one who left", "nell")]
    public async Task Nobody_else_comes_in(Db db, string who, string login)
    {
        await using var site = await Site.Start(databases, db, demonstration: false);
        using var visitor = site.Visitor();
        await visitor.Go("/island/sign-in");
        await visitor.Fill("Name that you sign in with", login).Fill("Password", Site.Password).Press("Sign in");
        Assert.True(visitor.Errors.Count == 1, who);
    }

    [Theory, OnBoth]
    public async Task A_session_ends_after_half_an_hour_of_nothing_and_after_twelve_of_anything(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var visitor = await site.As("Ida");
        for (var i = 0; i < 28; i++)
        {
            site.Clock.Advance(Duration.FromMinutes(25));
            await visitor.Go("/island/children");
            Assert.Equal("Find a child", visitor.Heading);
        }
        site.Clock.Advance(Duration.FromMinutes(25));
        await visitor.Go("/island/children");
        Assert.Equal("Who would you like to be?", visitor.Heading);

        using var idle = await site.As("Ida");
        site.Clock.Advance(Duration.FromMinutes(31));
        await idle.Go("/island/children");
        Assert.Equal("Who would you like to be?", idle.Heading);
    }

    [Theory, OnBoth]
    public async Task Picking_a_person_is_for_demonstrations_alone(Db db)
    {
        await using var site = await Site.Start(databases, db, demonstration: false);
        using var visitor = site.Visitor();
        await visitor.Go("/island/sign-in");
        var token = visitor.Page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var forged = await visitor.Send(new HttpRequestMessage(HttpMethod.Post, new Uri("/island/sign-in?handler=Person", UriKind.Relative))
        {
            Content = new FormUrlEncodedContent([new("worker", Site.Ida.ToString()), new("__RequestVerificationToken", token)]),
        });
        Assert.Equal(404, (int)forged.StatusCode);
    }
}
