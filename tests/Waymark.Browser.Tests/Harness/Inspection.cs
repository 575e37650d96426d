using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Waymark.App.Tests;
using Xunit;

namespace Waymark.Browser.Tests.Harness;

/// <summary>
/// Holds pages to the rules at three widths, and remembers which routes of the table they came from. Every fault is told, not the
/// first alone: one run shows what there is to mend.
/// </summary>
public sealed class Inspection
{
    private static readonly int[] Widths = [320, 768, 1280];

    private readonly List<string> faults = [];
    private readonly List<(string Route, Regex Address)> unseen = [];

    /// <param name="without">Routes that give no page. One that is not in the table is a fault: nobody would notice it otherwise.</param>
    public Inspection(Town town, params string[] without)
    {
        var routes = town.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!.Trim('/')).Where(route => !route.EndsWith("index", StringComparison.OrdinalIgnoreCase)).ToHashSet();
        Assert.Empty(without.Except(routes));
        unseen.AddRange(routes.Except(without).Select(route => (route, Matching(route))));
    }

    public string Council { get; init; } = "island";

    /// <summary>Goes to a page of the authority, and judges it.</summary>
    public async Task See(Seat seat, string address, string state = "as it is")
    {
        await Visit(seat.Browser, $"/{Council}/{address}", state);
        var came = new Uri(seat.Page.Url).AbsolutePath[(Council.Length + 2)..];
        unseen.RemoveAll(each => each.Address.IsMatch(came));
    }

    public async Task Visit(BrowserPage page, string address, string state, int status = 200)
    {
        var response = await page.Page.GotoAsync(address);
        if (response!.Status != status) faults.Add($"{address} ({state}) answers {response.Status}");
        await Judge(page, $"{address} ({state})", sound: status == 200);
    }

    /// <summary>Presses the first button of the page's form, with nothing filled in: what comes back says what is missing.</summary>
    public async Task Refused(Seat seat, string state)
    {
        await seat.Page.Locator("main form button[type=submit], main form button:not([type])").First.ClickAsync();
        await seat.Page.WaitForLoadStateAsync();
        await Judge(seat.Browser, state + ": an error");
    }

    /// <param name="sound">False for an answer that the browser itself calls an error.</param>
    public async Task Judge(BrowserPage page, string state, bool sound = true)
    {
        foreach (var width in Widths)
        {
            await page.Page.SetViewportSizeAsync(width, 800);
            try
            {
                await page.Accessible();
                if (sound) await page.Sound();
            }
            catch (Exception fault) when (fault is not PlaywrightException)
            {
                faults.Add($"{state} at {width}: {fault.Message}");
                page.Forgive();
            }
        }
    }

    public void FoundNothing() => Assert.True(faults.Count == 0, string.Join("\n\n", faults));

    public void SawEverything() =>
        Assert.True(unseen.Count == 0, $"Nobody has looked at these routes; go to a page of each in AccessibleTests: {string.Join(", ", unseen.Select(each => each.Route))}");

    /// <summary>The addresses of a route: a literal is itself, and a value is what its constraint takes.</summary>
    private static Regex Matching(string route)
    {
        var pattern = Regex.Replace(Regex.Escape(route).Replace("/\\{row:guid\\?}", "(/\\{row:guid})?", StringComparison.Ordinal), @"\\\{\w+(:\w+)?}", value => value.Groups[1].Value switch
        {
            ":guid" => "[0-9a-f-]{36}",
            ":int" => "[0-9]+",
            _ => "[^/]+",
        });
        return new Regex($"^{pattern}$", RegexOptions.IgnoreCase);
    }
}
