using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace Waymark.Browser.Tests.Harness;

/// <summary>A page in real Chromium, and what went wrong in it: script errors, and requests that left the test's server.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly string own;
    private readonly List<string> faults = [];
    private readonly ConcurrentQueue<string> addresses = [];

    private BrowserPage(IBrowserContext context, IPage page, string own) => (this.context, Page, this.own) = (context, page, own);

    public IPage Page { get; }

    public static async Task<BrowserPage> Open(IBrowserContext context, Uri address)
    {
        var page = new BrowserPage(context, await context.NewPageAsync(), address.GetLeftPart(UriPartial.Authority) + "/");
        page.Listen();
        return page;
    }

    /// <summary>Another window of the same browser: it is signed in as this one is, and ends with it.</summary>
    public async Task<BrowserPage> Another()
    {
        var another = new BrowserPage(context, await context.NewPageAsync(), own);
        another.Listen();
        return another;
    }

    public async Task Go(string path) => await Page.GotoAsync(path);

    /// <summary>No script error, no request to elsewhere, and nothing sideways: at 320 px a page scrolls one way only.</summary>
    public async Task Sound()
    {
        var over = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(over <= 0, $"{Page.Url} is {over} px wider than its window");
        Assert.True(faults.Count == 0, $"{Page.Url}: {string.Join("; ", faults)}");
    }

    /// <summary>
    /// A shared or stolen computer holds nothing: no storage was written, and neither an address that was asked for nor a cookie
    /// has any of these words in it.
    /// </summary>
    public async Task Forgets(params string[] words)
    {
        var kept = await Page.EvaluateAsync<string[]>("""
            async () => [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await indexedDB.databases()).map(each => each.name), ...await caches.keys()]
            """);
        Assert.Empty(kept);
        var cookies = (await context.CookiesAsync()).Select(cookie => $"{cookie.Name}={Uri.UnescapeDataString(cookie.Value)}");
        var telling = addresses.Concat(cookies).Where(each => words.Any(word => each.Contains(word, StringComparison.OrdinalIgnoreCase))).ToList();
        Assert.True(telling.Count == 0, $"These tell of a child: {string.Join("; ", telling)}");
    }

    /// <summary>Forgets the faults so far, once they have been told.</summary>
    public void Forgive() => faults.Clear();

    /// <summary>Holds the page to WCAG 2.2 AA as far as axe can tell.</summary>
    public async Task Accessible()
    {
        var violations = await Axe.Violations(Page);
        Assert.True(violations.Count == 0, $"{Page.Url}\n{string.Join('\n', violations)}");
    }

    /// <summary>Keeps a picture of the whole page in artifacts/screenshots.</summary>
    public async Task<string> Screenshot(string name)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(Checkout.Artifacts, "screenshots")).FullName, name + ".png");
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = true });
        return file;
    }

    private void Listen()
    {
        Page.PageError += (_, error) => faults.Add($"script: {error}");
        Page.Console += (_, said) => { if (said.Type == "error") faults.Add($"console: {said.Text}"); };
        Page.Request += (_, request) =>
        {
            addresses.Enqueue(Uri.UnescapeDataString(request.Url));
            if (!request.Url.StartsWith(own, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) faults.Add($"a request to {request.Url}");
        };
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
