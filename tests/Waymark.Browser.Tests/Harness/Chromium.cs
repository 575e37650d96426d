using Microsoft.Playwright;

namespace Waymark.Browser.Tests.Harness;

/// <summary>
/// One real Chromium for the test process: an assembly fixture, started when first asked for. It is the system's own
/// (WAYMARK_CHROMIUM, or /usr/bin/chromium), so nothing is fetched to test with.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> running = new(Launch);

    /// <summary>A page in a profile of its own. A request to anywhere but the test's own server fails, and is told by <see cref="BrowserPage"/>.</summary>
    public async Task<BrowserPage> Open(Uri address, int width = 1280, bool javaScript = true)
    {
        var (_, browser) = await running.Value;
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            JavaScriptEnabled = javaScript,
            Locale = "en-GB",
            TimezoneId = "Europe/London",
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = width, Height = width < 500 ? 640 : 900 },
        });
        context.SetDefaultTimeout(15_000);
        return await BrowserPage.Open(context, address);
    }

    public async ValueTask DisposeAsync()
    {
        if (!running.IsValueCreated) return;
        var (playwright, browser) = await running.Value;
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static async Task<(IPlaywright, IBrowser)> Launch()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("WAYMARK_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium",
            // No name resolves, so nothing leaves the machine, and no request is held up to be looked at. Root, as in a container, has
            // no sandbox; the pages are our own.
            Args = ["--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", .. Environment.IsPrivilegedProcess ? (string[])["--no-sandbox", "--disable-dev-shm-usage"] : []],
        });
        return (playwright, browser);
    }
}
