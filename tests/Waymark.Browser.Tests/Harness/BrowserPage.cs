using Microsoft.Playwright;
using Xunit;

namespace Waymark.Browser.Tests.Harness;

/// <summary>A page in real Chromium, and what went wrong in it: script errors, and requests that left the test's server.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> faults = [];

    private BrowserPage(IBrowserContext context, IPage page) => (this.context, Page) = (context, page);

    public IPage Page { get; }

    public static async Task<BrowserPage> Open(IBrowserContext context, Uri address)
    {
        var page = new BrowserPage(context, await context.NewPageAsync());
        page.Page.PageError += (_, error) => page.faults.Add($"script: {error}");
        page.Page.Console += (_, said) => { if (said.Type == "error") page.faults.Add($"console: {said.Text}"); };
        var own = address.GetLeftPart(UriPartial.Authority) + "/";
        await context.RouteAsync(url => !url.StartsWith(own, StringComparison.Ordinal), route =>
        {
            page.faults.Add($"a request to {route.Request.Url}");
            return route.AbortAsync();
        });
        return page;
    }

    public async Task Go(string path) => await Page.GotoAsync(path);

    /// <summary>No script error, no request to elsewhere, and nothing sideways: at 320 px a page scrolls one way only.</summary>
    public async Task Sound()
    {
        var over = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(over <= 0, $"{Page.Url} is {over} px wider than its window");
        Assert.True(faults.Count == 0, $"{Page.Url}: {string.Join("; ", faults)}");
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
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Artifacts, "screenshots")).FullName, name + ".png");
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = true });
        return file;
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
