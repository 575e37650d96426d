using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using NodaTime;
using NodaTime.Text;
using Waymark.App.Demonstration;
using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Requirements.S0;

/// <summary>
/// The user guide, played through the pages by its people: who is at which page, and what they read there. The steps that the guide
/// takes with them stand in its other half.
/// </summary>
public sealed partial class Guide : IAsyncDisposable
{
    readonly Dictionary<Person, Visitor> seated = [];

    Guide(Town town) => Town = town;

    public Town Town { get; }

    /// <summary>Whom the next start is about.</summary>
    public Person Child { get; set; } = Cast.A;

    /// <summary>The address of the workstep in hand.</summary>
    public string Workstep { get; set; } = "";

    /// <param name="at">The authority's own time.</param>
    public static async Task<Guide> Open(Databases databases, Db db, string at = "2020-06-29 10:00") => new(await Town.Open(databases, db, Local(at)));

    public static async Task<Guide> Open(Databases databases, Db db, string name, Population people) => new(await Town.Open(databases, db, name, people, Local("2020-06-29 10:00")));

    /// <summary>Lets time pass until then; clocks run out on the way, and everybody signs in again.</summary>
    public async Task On(string at)
    {
        await Town.Pass(Local(at) - Town.Clock.Now);
        Leave();
    }

    /// <summary>Another version of the pack is in force from now on.</summary>
    public async Task Publish(string file, string old, string @new)
    {
        await Town.Publish((file, old, @new));
        Leave();
    }

    static Instant Local(string at) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Parse(at).Value.InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/London"]).ToInstant();

    void Leave()
    {
        foreach (var visitor in seated.Values) visitor.Dispose();
        seated.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        Leave();
        await Town.DisposeAsync();
    }

    // ---- Where somebody is ----

    /// <summary>Somebody, signed in, at a page.</summary>
    public async Task<Visitor> As(Person person, string path = "/island/")
    {
        if (!seated.TryGetValue(person, out var visitor)) seated[person] = visitor = await Town.As(person);
        await visitor.Go(path);
        return visitor;
    }

    /// <summary>At the workstep in hand, or at a part of it.</summary>
    public Task<Visitor> At(Person person, string part = "") => As(person, Workstep + part);

    public async Task<Visitor> Section(Person person, string section)
    {
        var visitor = await At(person);
        await visitor.Click(section);
        return visitor;
    }

    public Task<Visitor> Summary(Person person) => As(person, $"/island/children/{Child.Id}");

    /// <summary>The process of the workstep in hand, with its history.</summary>
    public async Task<Visitor> Process(Person person, string part = "")
    {
        var visitor = await At(person);
        var history = visitor.Page.Link("History").GetAttribute("href")!;
        await visitor.Go(history[..history.IndexOf('#', StringComparison.Ordinal)] + part);
        return visitor;
    }

    /// <summary>From the home page to the first thing of that title in a folder; a workstep is then the one in hand.</summary>
    public async Task<Visitor> Take(Person person, string folder, string title)
    {
        var visitor = await As(person);
        var item = Items(visitor, folder).FirstOrDefault(each => Title(each) == title) ?? throw visitor.Page.Missing($"\"{title}\" in {folder}");
        await visitor.Go(item.QuerySelector("a")!.GetAttribute("href")!);
        if (visitor.Path.Contains("/worksteps/", StringComparison.Ordinal)) Workstep = visitor.Path;
        return visitor;
    }

    // ---- What a page says ----

    /// <summary>The lines of a folder of the home page.</summary>
    public static IReadOnlyList<IElement> Items(Visitor visitor, string folder) =>
        [.. visitor.Page.Document.QuerySelectorAll("section").Single(each => each.QuerySelector("h2") is { } title && Words.Of(title).StartsWith($"{folder} [", StringComparison.Ordinal)).QuerySelectorAll("li.wm-task")];

    public static string Title(IElement item) => Words.Of(item.QuerySelector("a")!);

    /// <summary>The titles in a folder, after a look at the home page.</summary>
    public async Task<IReadOnlyList<string>> Folder(Person person, string folder) => [.. Items(await As(person), folder).Select(Title)];

    /// <summary>The line of that title in a folder, and the class of its state: "waiting" is yellow, "returned" has a red border too, "plain" is white.</summary>
    public async Task<(string Words, string Colour)> Line(Person person, string folder, string title)
    {
        var item = Items(await As(person), folder).First(each => Title(each) == title);
        return (Words.Of(item), item.QuerySelector(".wm-state")!.ClassList.Single(name => name.StartsWith("wm-state--", StringComparison.Ordinal))["wm-state--".Length..]);
    }

    /// <summary>The titles of the workstep's sections, each with what is left in it.</summary>
    public async Task<IReadOnlyList<(string Title, string Left)>> Sections(Person person) =>
        [.. (await At(person)).Page.Document.QuerySelectorAll(".govuk-task-list__item").Select(item => (Title(item), Words.Of(item.QuerySelector(".govuk-task-list__status")!)))];

    /// <summary>The choices of a group of radio buttons or ticks.</summary>
    public static IReadOnlyList<string> Choices(Visitor visitor, string legend) =>
        [.. visitor.Page.Group(legend)!.QuerySelectorAll("label").Select(Words.Of)];

    public static string? Chosen(Visitor visitor, string legend) =>
        visitor.Page.Group(legend)!.QuerySelectorAll<IHtmlInputElement>("input").Where(input => input.IsChecked).Select(input => Words.Of(visitor.Page.LabelOf(input).First())).SingleOrDefault();

    public static string Value(Visitor visitor, string label) => visitor.Page.Control(label) switch
    {
        IHtmlTextAreaElement area => area.Value,
        IHtmlInputElement input => input.Value,
        var other => throw visitor.Page.Missing($"box to read: {other.LocalName}"),
    };

    /// <summary>A date's three boxes as "29 6 2020".</summary>
    public static string Day(Visitor visitor, string legend) =>
        string.Join(' ', visitor.Page.Group(legend)!.QuerySelectorAll<IHtmlInputElement>("input[type=text]").Select(input => input.Value));

    public static bool MayWrite(Visitor visitor, string label) => visitor.Page.Controls(label).Any() || visitor.Page.Group(label) is not null;

    public static void Says(Visitor visitor, params string[] words)
    {
        foreach (var said in words) Assert.True(visitor.Has(said), $"\"{said}\" is not on \"{visitor.Heading}\" ({visitor.Path}): {visitor.Main}");
    }

    /// <summary>Adds to the form what no page offers.</summary>
    public static void Forge(Visitor visitor, string name, string value)
    {
        var input = visitor.Page.Document.CreateElement("input");
        foreach (var (attribute, text) in new[] { ("type", "hidden"), ("name", name), ("value", value) }) input.SetAttribute(attribute, text);
        visitor.Page.Document.QuerySelector("main form")!.AppendChild(input);
    }
}
