using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.Browser.Tests.Harness;

public sealed class ChromiumTests(Chromium chromium) : IAsyncLifetime
{
    private Running parlour = null!;

    public async ValueTask InitializeAsync() => parlour = await Running.Start(Parlour.Build());

    public ValueTask DisposeAsync() => parlour.DisposeAsync();

    [Theory]
    [InlineData(320)]
    [InlineData(768)]
    [InlineData(1280)]
    public async Task A_page_is_opened_pressed_judged_and_pictured(int width)
    {
        await using var page = await chromium.Open(parlour.Address, width);
        await page.Go("/live");
        await page.Page.GetByText("Press me").ClickAsync();
        Assert.Equal("Pressed", await page.Page.Locator("#out").InnerTextAsync());
        await page.Sound();
        await page.Accessible();
        Assert.True(new FileInfo(await page.Screenshot($"harness-{width}")).Length > 1000);
    }

    [Fact]
    public async Task Without_JavaScript_no_script_runs()
    {
        await using var page = await chromium.Open(parlour.Address, javaScript: false);
        await page.Go("/live");
        await page.Page.GetByText("Press me").ClickAsync();
        Assert.Equal("Nothing yet", await page.Page.Locator("#out").InnerTextAsync());
    }

    [Fact]
    public async Task Axe_finds_what_is_wrong()
    {
        await using var page = await chromium.Open(parlour.Address);
        await page.Go("/poor");
        var violations = await Axe.Violations(page.Page);
        Assert.Contains(violations, each => each.StartsWith("html-has-lang", StringComparison.Ordinal));
        Assert.Contains(violations, each => each.StartsWith("label", StringComparison.Ordinal));
    }
}
