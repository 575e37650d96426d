using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NodaTime;
using Waymark.App.Tests;
using Xunit;

namespace Waymark.Browser.Tests.Harness;

/// <summary>
/// One of the cast at a browser, who finds everything by its words. Each page that they come to is counted by its heading:
/// the same heading again is the same page, as whoever reads it has it.
/// </summary>
public sealed class Seat : IAsyncDisposable
{
    public Seat(BrowserPage browser) => Browser = browser;

    public BrowserPage Browser { get; }

    public IPage Page => Browser.Page;

    /// <summary>The headings that this person came to, one after the other.</summary>
    public List<string> Headings { get; } = [];

    public string Heading => Headings[^1];

    /// <summary>Somebody who has just signed in to the town, and sees their work.</summary>
    public static async Task<Seat> Take(Chromium chromium, Town town, string name, bool javaScript = true, int width = 1280, string council = "island")
    {
        var seat = new Seat(await chromium.Open(town.Address, width, javaScript));
        await seat.SignIn(name, council);
        return seat;
    }

    public async Task SignIn(string name, string council = "island")
    {
        await Go($"/{council}/sign-in");
        await Leave(Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^{Regex.Escape(name)}(,|$)") }));
    }

    /// <summary>The same browser, in another window of it.</summary>
    public async Task<Seat> Window() => new(await Browser.Another());

    public async Task Go(string address)
    {
        await Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await Arrive();
    }

    /// <summary>Presses a button that leads to a page.</summary>
    public Task Press(string button) => Leave(Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }));

    public Task Follow(string link) => Leave(Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = link, Exact = true }));

    /// <summary>The one thing that the page says is next.</summary>
    public Task GoOn() => Leave(Page.Locator("main .govuk-button[href]").First);

    /// <summary>The row of a list of work that speaks of this child.</summary>
    public Task Open(string title, string child) =>
        Leave(Page.Locator("li.wm-task", new() { HasText = child }).GetByRole(AriaRole.Link, new() { Name = title, Exact = true }));

    public async Task Fill(string label, string text) => await Page.GetByLabel(label, new() { Exact = true }).First.FillAsync(text);

    public async Task Choose(string label) => await Page.GetByLabel(label, new() { Exact = true }).First.CheckAsync();

    public async Task Choose(string label, string within) =>
        await Page.GetByRole(AriaRole.Group, new() { Name = within, Exact = true }).GetByLabel(label, new() { Exact = true }).CheckAsync();

    public async Task Day(string question, LocalDate day)
    {
        var boxes = Page.GetByRole(AriaRole.Group, new() { Name = question, Exact = true });
        await boxes.GetByLabel("Day").FillAsync($"{day.Day}");
        await boxes.GetByLabel("Month").FillAsync($"{day.Month}");
        await boxes.GetByLabel("Year").FillAsync($"{day.Year}");
    }

    /// <summary>What the main part of the page says.</summary>
    public async Task<string> Words() => string.Join(' ', (await Page.GetByRole(AriaRole.Main).InnerTextAsync()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public async Task Reads(string words)
    {
        var said = await Words();
        Assert.True(said.Contains(words, StringComparison.Ordinal), $"\"{words}\" is not on {Page.Url}: {said}");
    }

    /// <summary>How many pages were come to since then: each new heading is one.</summary>
    public int PagesSince(int then) => Enumerable.Range(then, Headings.Count - then).Count(n => n == 0 || Headings[n] != Headings[n - 1]);

    public ValueTask DisposeAsync() => Browser.DisposeAsync();

    private async Task Leave(ILocator by)
    {
        var arrived = new TaskCompletionSource();
        void Loaded(object? sender, IPage page) => arrived.TrySetResult();
        Page.DOMContentLoaded += Loaded;
        try
        {
            await by.First.ClickAsync();
            await arrived.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (Exception problem) when (problem is TimeoutException or PlaywrightException)
        {
            throw new InvalidOperationException($"Could not leave {Page.Url} by {by}. It says: {await Words()}", problem);
        }
        finally
        {
            Page.DOMContentLoaded -= Loaded;
        }
        await Arrive();
    }

    private async Task Arrive() => Headings.Add(await Page.Locator("h1").First.InnerTextAsync());
}
