using Microsoft.Playwright;
using Waymark.App.Demonstration;
using Waymark.App.Tests;
using Waymark.App.Tests.Harness;
using Waymark.Browser.Tests.Harness;
using Xunit;

namespace Waymark.Browser.Tests;

/// <summary>Perdita draws what she saw on the outline of a body: with a pointer, with the keyboard alone, and without scripts.</summary>
public sealed class BodyMapTests(Databases databases, Chromium chromium)
{
    [Theory(DisplayName = "S3-016 A mark is set and moved on the outline by pointer, finger and keyboard, and removed after asking")]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task Drawn(int width)
    {
        await using var town = await Town.Demonstration(databases, Db.Sqlite, "shire");
        await using var perdita = await Incident(town, width);
        var page = perdita.Page;
        // Beside the body: said, and nothing is begun.
        await page.Locator("svg[data-side=front]").ClickAsync(new() { Position = new() { X = 3, Y = 3 } });
        await Assertions.Expect(page.Locator("[data-body-said]")).ToHaveTextAsync("That is beside the body. Press on the body itself.");

        await PressOn(page, "front", 75.5, 39.5);
        await page.WaitForURLAsync("**/tables/marks?*");
        Assert.True(await page.GetByLabel("Front", new() { Exact = true }).IsCheckedAsync());
        Assert.Equal("left-forearm", await page.GetByLabel("Part of the body").InputValueAsync());
        // Pressed again, a little too high: the boxes follow.
        await PressOn(page, "front", 50, 23);
        Assert.Equal("chest", await page.GetByLabel("Part of the body").InputValueAsync());
        await perdita.Choose("Bruise");
        await perdita.Fill("Describe it", "2 cm, yellow.");
        await perdita.Browser.Accessible();
        await perdita.Browser.Sound();
        await perdita.Browser.Screenshot($"body-map-one-{width}");
        await perdita.Press("Save");

        // By the keyboard alone: a second one.
        await perdita.Go(Section);
        await Painted(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a mark" }).Or(page.GetByRole(AriaRole.Button, new() { Name = "Add a mark" })).First.PressAsync("Enter");
        await page.WaitForURLAsync("**/tables/marks");
        await page.GetByLabel("Back", new() { Exact = true }).PressAsync("Space");
        await page.GetByLabel("Part of the body").FocusAsync();
        await page.Keyboard.TypeAsync("Left sh");
        var mark = page.GetByRole(AriaRole.Button, new() { Name = "The mark that you are adding" }).Or(page.Locator(".wm-body__mark--one")).First;
        var before = await mark.GetAttributeAsync("transform");
        await mark.FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.NotEqual(before, await mark.GetAttributeAsync("transform"));
        await page.GetByLabel("Cut", new() { Exact = true }).PressAsync("Space");
        await perdita.Fill("Describe it", "Thin.");
        await perdita.Press("Save");

        await perdita.Go(Section);
        var marks = page.Locator(".wm-body [role=button]");
        Assert.Equal(["Mark 1: Front, Chest, Bruise, 2 cm, yellow.", "Mark 2: Back, Left shoulder, Cut, Thin."], await marks.EvaluateAllAsync<string[]>("all => all.map(each => each.getAttribute('aria-label'))"));
        await perdita.Browser.Accessible();
        await perdita.Browser.Sound();
        await perdita.Browser.Screenshot($"body-map-{width}");

        // Moved where it stands: up to the neck, and saved by itself.
        await marks.First.FocusAsync();
        var saved = page.WaitForResponseAsync(response => response.Url.Contains("handler=Move", StringComparison.Ordinal));
        for (var step = 0; step < 3; step++) await page.Keyboard.PressAsync("Shift+ArrowUp");
        Assert.Equal(200, (await saved).Status);
        await Assertions.Expect(page.Locator("[data-body-said]")).ToHaveTextAsync("Moved and saved: Neck");
        await perdita.Go(Section);
        await perdita.Reads("1 Front Neck Bruise");

        await Painted(page);
        await marks.Nth(1).FocusAsync();
        await Assertions.Expect(marks.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Delete");
        await page.WaitForURLAsync("**/remove");
        await perdita.Reads("Left shoulder");
        await perdita.Press("OK");
        Assert.Equal(1, await marks.CountAsync());
        await perdita.Browser.Sound();
    }

    [Fact(DisplayName = "S3-016 A hundred marks leave the page accessible and quick, on a telephone too")]
    public async Task Many()
    {
        await using var town = await Town.Demonstration(databases, Db.Sqlite, "shire");
        await using var perdita = await Incident(town, 320);
        var id = Guid.Parse(Section.Split('/')[3]);
        Guid process;
        await using (var store = town.Authority.Open()) process = store.Worksteps.Single(step => step.Id == id).ProcessId;
        var typed = Enumerable.Range(0, 100).SelectMany(n =>
        {
            var (row, place) = (Guid.NewGuid(), Waymark.Core.Forms.BodyMap.Places[n % Waymark.Core.Forms.BodyMap.Places.Count]);
            return new (string Field, string Text)[] { ("side", place.Side), ("part", place.Part), ("mark", "bruise"), ("looks", $"Mark {n}") }.Select(cell => new Waymark.Core.Processes.Typed(cell.Field, row, cell.Text));
        }).ToList();
        Assert.True((await town.Authority.Casework.Do(process, new(new(Script.WorkerId("perdita"), null), Guid.NewGuid(), "test"), (its, situation) => Waymark.Core.Processes.Engine.Save(its, situation, id, typed))).Accepted);
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        await perdita.Go(Section);
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalSeconds, 0, 5);
        Assert.Equal(100, await perdita.Page.Locator(".wm-body [role=button]").CountAsync());
        await perdita.Browser.Sound();
        await perdita.Browser.Screenshot("body-map-full-320");
    }

    [Fact(DisplayName = "S3-016 Without scripts the outline is a picture with its marks, and forms do the rest")]
    public async Task Without_scripts()
    {
        await using var town = await Town.Demonstration(databases, Db.Sqlite, "shire");
        await using var perdita = await Incident(town, 1280, javaScript: false);
        await perdita.Page.GetByText("Add a mark", new() { Exact = true }).ClickAsync();
        await perdita.Choose("Front");
        await perdita.Page.GetByLabel("Part of the body").SelectOptionAsync("Right knee");
        await perdita.Choose("Graze or scratch");
        await perdita.Fill("Describe it", "Fresh.");
        await perdita.Press("Save");
        await perdita.Go(Section);
        await perdita.Reads("1 Front Right knee Graze or scratch Fresh.");
        Assert.Equal(1, await perdita.Page.Locator("svg[data-side=front][role=img] .wm-body__mark").CountAsync());
        Assert.Equal(0, await perdita.Page.Locator("[role=button]").CountAsync());
        Assert.False(await perdita.Page.Locator("[data-body-how]").IsVisibleAsync());
        await perdita.Browser.Screenshot("body-map-no-script");
    }

    /// <summary>Keys that come before the page's first picture are dropped by the browser.</summary>
    private static Task Painted(IPage page) => page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");

    private string Section { get; set; } = "";

    /// <summary>Perdita has begun an incident form about Kit, and is at its body map.</summary>
    private async Task<Seat> Incident(Town town, int width, bool javaScript = true)
    {
        var perdita = await Seat.Take(chromium, town, "Perdita Nakamura-Lowe", javaScript, width, "shire");
        await perdita.Go($"/shire/children/{Script.ChildId(74000401)}");
        await perdita.Press("Add a document");
        Section = new Uri(perdita.Page.Url).AbsolutePath + "/sections/body-map";
        await perdita.Go(Section.Replace("body-map", "document", StringComparison.Ordinal));
        await perdita.Choose("Incident form - Physical Interventions");
        await perdita.Press("Save");
        await perdita.Go(Section);
        return perdita;
    }

    private static async Task PressOn(IPage page, string side, double across, double down)
    {
        var svg = page.Locator($"svg[data-side={side}]");
        await svg.ScrollIntoViewIfNeededAsync();
        var box = (await svg.BoundingBoxAsync())!;
        await svg.ClickAsync(new() { Position = new() { X = (float)(box.Width * across / 100), Y = (float)(box.Height * down / 100) } });
    }
}
