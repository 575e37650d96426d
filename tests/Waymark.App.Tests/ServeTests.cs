using System.Net.Http.Headers;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Waymark.App.Store;
using Waymark.App.Tests.Features;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Store;
using Xunit;

namespace Waymark.App.Tests;

public sealed class ServeTests(Databases databases)
{
    [Theory, OnBoth("/"), OnBoth("/island/"), OnBoth("/island/sign-in"), OnBoth("/island/children"), OnBoth("/island/no-such-page"), OnBoth("/nowhere/"), OnBoth("/assets/waymark.css")]
    public async Task Every_answer_is_guarded(Db db, string path)
    {
        await using var site = await Site.Start(databases, db);
        using var ida = await site.As("Ida");
        using var answer = await ida.Get(path);
        string Header(string name) => string.Join(',', answer.Headers.TryGetValues(name, out var values) ? values : []);
        foreach (var said in (string[])["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"])
            Assert.Contains(said, Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(("nosniff", "no-referrer", "same-origin", "same-origin", ""), (Header("X-Content-Type-Options"), Header("Referrer-Policy"), Header("Cross-Origin-Opener-Policy"), Header("Cross-Origin-Resource-Policy"), Header("Server")));
        Assert.StartsWith(path.StartsWith("/assets", StringComparison.Ordinal) ? "public, max-age=3600" : "no-store", answer.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task The_session_s_cookie_is_the_server_s_alone_and_the_authority_s_alone(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var visitor = site.Visitor();
        await visitor.Go("/island/sign-in");
        var token = visitor.Page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var signedIn = await visitor.Send(new HttpRequestMessage(HttpMethod.Post, new Uri("/island/sign-in?handler=Person", UriKind.Relative))
        {
            Content = new FormUrlEncodedContent([new("worker", Site.Ida.ToString()), new("__RequestVerificationToken", token)]),
        });
        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("waymark-island=", StringComparison.Ordinal));
        foreach (var said in (string[])["path=/island", "samesite=lax", "httponly"]) Assert.Contains(said, cookie, StringComparison.OrdinalIgnoreCase);
        await using var context = site.Authority.Open();
        Assert.DoesNotContain(await context.Sessions.Select(row => row.TokenHash).ToListAsync(), hash => cookie.Contains(hash, StringComparison.Ordinal));
    }

    [Theory, OnBoth]
    public async Task A_form_without_its_token_changes_nothing(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ida = await site.As("Ida");
        using var answer = await ida.Send(new HttpRequestMessage(HttpMethod.Post, new Uri("/island/children", UriKind.Relative)) { Content = new FormUrlEncodedContent([new("Typed", "finch")]) });
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("nothing was changed", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task What_is_too_large_is_refused_in_words(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ida = await site.As("Ida");
        using var body = new MultipartFormDataContent { { new ByteArrayContent(new byte[27 * 1024 * 1024]) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } }, "file", "large.pdf" } };
        try
        {
            using var answer = await ida.Send(new HttpRequestMessage(HttpMethod.Post, new Uri("/island/children", UriKind.Relative)) { Content = body });
            Assert.Equal(413, (int)answer.StatusCode);
            Assert.Contains("too large", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            // The server answers and closes before all was sent; a client that is still sending may see only that.
        }
    }

    [Theory, OnBoth]
    public async Task A_database_that_is_gone_is_said_plainly_and_comes_back(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ida = await site.As("Ida");
        await site.Database.Lose();
        await ida.Go("/island/children");
        await site.Database.Return();
        Assert.Equal((503, "Waymark can’t reach its records"), (ida.Status, ida.Heading));
        await ida.Go("/island/children");
        Assert.Equal(200, ida.Status);
    }

    /// <summary>Two councils on one machine, and a third whose pack has a fault.</summary>
    [Fact]
    public async Task A_session_of_one_authority_is_nobody_in_another_and_a_faulty_pack_stops_its_own_alone()
    {
        var folder = Scratch.Folder("waymark-two-");
        var packs = Path.Combine(folder, "packs");
        foreach (var id in (string[])["calendars", "island", "harbour", "moor"])
            Copy(Checkout.At("packs", id == "calendars" ? id : "island"), Path.Combine(packs, id), id);
        var broken = Path.Combine(packs, "moor", "authority.yaml");
        await File.WriteAllTextAsync(broken, (await File.ReadAllTextAsync(broken)).Replace("found-by: team,", "fund-by: team,", StringComparison.Ordinal));

        var installation = new Installation(Path.Combine(folder, "data"), packs);
        await using (var empty = await Authorities.Open(installation, new TestClock()))
            foreach (var authority in empty.Served) await Site.Furnish(authority, demonstration: true);
        await using var authorities = await Authorities.Open(installation, new TestClock());
        await using var running = await Running.Start(Serve.Build(new ServeOptions(authorities, Path.Combine(folder, "keys")) { RunsTimers = false }));

        using var visitor = running.Visitor();
        await visitor.Go("/");
        Assert.Equal("Choose your council", visitor.Heading);
        Assert.True(visitor.Has("moor can’t be opened"));
        Assert.Matches(@"authority\.yaml:\d+:\d+ .*fund-by", visitor.Main);
        await visitor.Go("/moor/");
        Assert.Equal(404, visitor.Status);

        await visitor.Go("/island/sign-in");
        await visitor.Press("Ida Fenwick");
        using (var mine = await visitor.Get("/island/children")) Assert.Equal(200, (int)mine.StatusCode);
        var pages = running.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items
            .Select(page => page.AttributeRouteInfo!.Template!.TrimStart('/')).Where(template => template is not ("front" or "sign-in" or "sign-out")).ToList();
        Assert.True(pages.Count > 10);
        foreach (var page in pages)
        {
            var path = System.Text.RegularExpressions.Regex.Replace(page, @"\{[^}]*\}", part => part.Value.Contains(":int", StringComparison.Ordinal) ? "1" : "00000001-0000-0000-0000-000000000001");
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/harbour/{path}", UriKind.Relative));
            // Sent by hand, as a cookie stolen from the one and tried at the other would be.
            request.Headers.Add("Cookie", $"waymark-harbour={visitor.Cookie("waymark-island", "/island/")}");
            using var answer = await visitor.Send(request);
            Assert.True((int)answer.StatusCode == 302 && answer.Headers.Location!.ToString().StartsWith("/harbour/sign-in", StringComparison.Ordinal), $"{page}: {answer.StatusCode}");
        }
    }

    static void Copy(string from, string to, string id)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, File.ReadAllText(file).Replace("authority: island", $"authority: {id}", StringComparison.Ordinal));
        }
    }
}
