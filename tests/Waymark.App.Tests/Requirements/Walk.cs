using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using NodaTime;
using NodaTime.Text;
using Waymark.App.Demonstration;
using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Requirements;

/// <summary>
/// A council's process played through its pages by the people of its demonstration, in that council's own words: it knows none of
/// them, and reads what buttons and folders are called from the pack in force.
/// </summary>
public sealed class Walk : IPlayers, IAsyncDisposable
{
    readonly Dictionary<string, Visitor> seated = [];
    readonly string council;
    readonly Script script;

    Walk(Town town, string council, string? packs) => (Town, this.council, script) = (town, council, Town.ScriptOf(council, packs));

    public Town Town { get; }

    /// <summary>The address of the workstep in hand.</summary>
    public string Workstep { get; set; } = "";

    /// <param name="at">The council's own time.</param>
    /// <param name="packs">Where the council's folder lies; null: among those that are shipped.</param>
    public static async Task<Walk> Open(Databases databases, Db db, string council, string at, string? packs = null) => new(await Town.People(databases, db, council, Journeys.Local(at), packs), council, packs);

    public string Term(string key) => Town.Authority.Packs.InForce.Term(key);

    /// <summary>Lets time pass until then; clocks run out on the way, and everybody signs in again.</summary>
    public async Task On(string at)
    {
        await Town.Pass(Journeys.Local(at) - Town.Clock.Now);
        StandUp();
    }

    /// <summary>Publishes another version of the pack; everybody signs in again.</summary>
    public async Task Publish(params (string File, string Old, string New)[] edits)
    {
        await Town.Publish(edits);
        StandUp();
    }

    void StandUp()
    {
        foreach (var visitor in seated.Values) visitor.Dispose();
        seated.Clear();
    }

    // ---- Where somebody is ----

    /// <summary>A worker, by the id that the demonstration gives them, signed in and at a page.</summary>
    public async Task<Visitor> As(string worker, string path = "/")
    {
        if (!seated.TryGetValue(worker, out var visitor)) seated[worker] = visitor = await Town.As(script.Workers.Single(line => line.Id == worker).Name);
        await visitor.Go(path.StartsWith($"/{council}", StringComparison.Ordinal) ? path : $"/{council}{path}");
        return visitor;
    }

    public Task<Visitor> At(string worker, string part = "") => As(worker, Workstep + part);

    public Task<Visitor> Child(string worker, int number) => As(worker, $"/children/{Script.ChildId(number)}");

    /// <summary>From the home page to the first thing of that title in a folder; a workstep is then the one in hand.</summary>
    public async Task<Visitor> Take(string worker, string folder, string title)
    {
        var visitor = await As(worker);
        var item = Items(visitor, Term(folder)).FirstOrDefault(each => Words.Of(each.QuerySelector("a")!) == title) ?? throw visitor.Page.Missing($"\"{title}\" in {Term(folder)}");
        await visitor.Go(item.QuerySelector("a")!.GetAttribute("href")!);
        if (visitor.Path.Contains("/worksteps/", StringComparison.Ordinal)) Workstep = visitor.Path;
        return visitor;
    }

    static IReadOnlyList<IElement> Items(Visitor visitor, string folder) =>
        [.. visitor.Page.Document.QuerySelectorAll("section").Single(each => each.QuerySelector("h2") is { } title && Words.Of(title).StartsWith($"{folder} [", StringComparison.Ordinal)).QuerySelectorAll("li.wm-task")];

    // ---- What they do ----

    public async Task<Visitor> Start(string worker, int child, string workstep, string? reason = null)
    {
        var visitor = await Child(worker, child);
        await visitor.Press(visitor.Page.Buttons.Contains(workstep) ? workstep : $"{Term("start")} {workstep}");
        if (reason is not null)
        {
            visitor.Page.Document.QuerySelector<IHtmlTextAreaElement>("textarea[name^=reason]")!.Value = reason;
            await visitor.Press(Term("start"));
        }
        Workstep = visitor.Path;
        return visitor;
    }

    /// <summary>Fills a section in and saves it; a label alone is a tick, and a text with lines between is several.</summary>
    public async Task<Visitor> Save(string worker, string section, params (string Label, string? Text)[] answers)
    {
        var visitor = await At(worker);
        await visitor.Click(section);
        foreach (var (label, text) in answers) Enter(visitor, label, text);
        await visitor.Press("Save");
        return visitor;
    }

    /// <summary>The rows of an agenda, each as it reads.</summary>
    public async Task<IReadOnlyList<string>> Agenda(string worker, string section, string list)
    {
        var visitor = await At(worker);
        await visitor.Click(section);
        return [.. visitor.Page.Document.QuerySelectorAll($"section[aria-label='{list}'] .govuk-summary-card").Select(Words.Of)];
    }

    /// <summary>Writes in the first row of an agenda that says something.</summary>
    public async Task<Visitor> Write(string worker, string section, string row, params (string Label, string? Text)[] answers)
    {
        var visitor = await At(worker);
        await visitor.Click(section);
        var card = visitor.Page.Document.QuerySelectorAll(".govuk-summary-card").FirstOrDefault(each => Words.Of(each).Contains(row, StringComparison.Ordinal)) ?? throw visitor.Page.Missing($"row of \"{row}\"");
        await visitor.Go(card.QuerySelectorAll("a").Single(link => Words.Of(link).StartsWith("Write", StringComparison.Ordinal)).GetAttribute("href")!);
        foreach (var (label, text) in answers) Enter(visitor, label, text);
        await visitor.Press(Term("save-changes"));
        return visitor;
    }

    /// <summary>Says of each who was invited that they were there.</summary>
    public async Task<Visitor> Present(string worker, string section, params string[] names)
    {
        var visitor = await At(worker);
        await visitor.Click(section);
        foreach (var name in names)
            visitor.Choose(visitor.Page.Document.QuerySelectorAll("label").Select(Words.Of).First(label => label.StartsWith(name, StringComparison.Ordinal)), "Present");
        await visitor.Press("Save");
        return visitor;
    }

    static void Enter(Visitor visitor, string label, string? text)
    {
        var group = visitor.Page.Group(label);
        if (text is null) visitor.Tick(label);
        else if (group?.QuerySelector("input[type=checkbox]") is not null) foreach (var one in text.Split('\n')) visitor.Tick(one, within: label);
        else if (visitor.Page.Controls(label).OfType<IHtmlSelectElement>().Any() || group?.QuerySelector("input[type=radio]") is not null) visitor.Choose(label, text);
        else visitor.Fill(label, text);
    }

    public async Task<Visitor> Send(string worker, string request)
    {
        var visitor = await At(worker);
        await visitor.Click(request);
        await visitor.Press(Term("send-request"));
        return visitor;
    }

    /// <summary>From the folder of requests: what is asked for is written there and sent.</summary>
    public async Task<Visitor> Answer(string worker, string request, params (string Label, string Text)[] answers)
    {
        var visitor = await Take(worker, "incoming-requests", request);
        foreach (var (label, text) in answers) Enter(visitor, label, text);
        await visitor.Press("Send answer");
        return visitor;
    }

    public async Task<Visitor> Propose(string worker, string action, string? reason = null)
    {
        var visitor = await At(worker, "/next-actions");
        visitor.Choose(Term("select-action"), action);
        await visitor.Press(Term("add"));
        if (reason is null) return visitor;
        foreach (var tick in visitor.Page.Document.QuerySelectorAll<IHtmlInputElement>("input[name=gate]")) tick.IsChecked = true;
        foreach (var box in visitor.Page.Document.QuerySelectorAll<IHtmlTextAreaElement>("textarea[name^='reason.']")) box.Value = reason;
        await visitor.Press(Term("add"));
        return visitor;
    }

    /// <summary>Checks and finishes, having read what is only warned of. What came of it is in hand where it came to the same person.</summary>
    public async Task<Visitor> Finish(string worker)
    {
        var visitor = await At(worker, "/finish");
        foreach (var tick in visitor.Page.Document.QuerySelectorAll<IHtmlInputElement>("input[name=gate]")) tick.IsChecked = true;
        await visitor.Press(visitor.Page.Buttons.SingleOrDefault(words => words.StartsWith(Term("finish") + " ", StringComparison.Ordinal)) ?? throw visitor.Page.Missing("button to finish"));
        if (visitor.Path.Contains("/worksteps/", StringComparison.Ordinal) && !visitor.Path.EndsWith("/finish", StringComparison.Ordinal)) Workstep = visitor.Path;
        return visitor;
    }

    /// <summary>Writes down what changed for a child, on their page.</summary>
    /// <param name="on">Day, month and year, as they are typed.</param>
    public async Task<Visitor> Change(string worker, int child, string what, string on, string? words = null)
    {
        var visitor = await As(worker, $"/children/{Script.ChildId(child)}/changes");
        visitor.Choose(Town.Authority.Packs.InForce.ListOf(Core.Packs.Meaning.RecordChanges)!.Label, what);
        visitor.Fill("The day", on);
        if (words is not null) visitor.Fill("What happened (optional)", words);
        await visitor.Press("Record what changed");
        return visitor;
    }

    /// <summary>The process of the workstep in hand, with its history.</summary>
    public async Task<Visitor> Process(string worker)
    {
        var visitor = await At(worker);
        var history = visitor.Page.Link("History").GetAttribute("href")!;
        await visitor.Go(history[..history.IndexOf('#', StringComparison.Ordinal)]);
        return visitor;
    }

    /// <summary>Everything that was done for a child, in order.</summary>
    public async Task<Visitor> Chronology(string worker, int child)
    {
        var visitor = await Child(worker, child);
        await visitor.Click("Chronology");
        return visitor;
    }

    /// <summary>Says, through the pages of the administration, that somebody is away and who acts for them: "13 5 2019".</summary>
    public async Task Away(string administrator, string worker, string deputy, string from, string to)
    {
        var visitor = await As(administrator, $"/administration/workers/{Script.WorkerId(worker)}/absence");
        visitor.Fill("First day away", from).Fill("Last day away (leave empty until it is known)", to).Choose("Who acts for them?", script.Workers.Single(line => line.Id == deputy).Name);
        await visitor.Press("Record this absence");
    }

    /// <summary>The case notes on a child's record; of one type, as its filter names it, or of all.</summary>
    public async Task<Visitor> Notes(string worker, int child, string? type = null)
    {
        var visitor = await As(worker, $"/children/{Script.ChildId(child)}/notes");
        if (type is null) return visitor;
        visitor.Choose(Town.Authority.Packs.InForce.ListOf(Core.Packs.Meaning.CaseNoteTypes)!.Label, type);
        await visitor.Press("Show");
        return visitor;
    }

    Task IPlayers.Start(string worker, int child, string workstep) => Start(worker, child, workstep);

    Task IPlayers.Save(string worker, string section, params (string Label, string? Text)[] answers) => Save(worker, section, answers);

    Task IPlayers.Send(string worker, string request) => Send(worker, request);

    Task IPlayers.Answer(string worker, string request, params (string Label, string Text)[] answers) => Answer(worker, request, answers);

    Task IPlayers.Take(string worker, string folder, string title) => Take(worker, folder, title);

    Task IPlayers.Propose(string worker, string action, string? reason) => Propose(worker, action, reason);

    Task IPlayers.Finish(string worker) => Finish(worker);

    async Task IPlayers.Reads(string worker, string section, params string[] words)
    {
        var visitor = await At(worker);
        await visitor.Click(section);
        Says(visitor, words);
    }

    async Task IPlayers.Ends(string worker, params string[] words) => Says(await Process(worker), words);

    // ---- What is said ----

    public static void Says(Visitor visitor, params string[] words)
    {
        foreach (var said in words) Assert.True(visitor.Has(said), $"\"{said}\" is not on \"{visitor.Heading}\" ({visitor.Path}): {visitor.Main}");
    }

    /// <summary>The next actions that are offered, in the pack's order.</summary>
    public async Task<IReadOnlyList<string>> Offered(string worker) =>
        [.. (await At(worker, "/next-actions")).Page.Group(Term("select-action"))!.QuerySelectorAll("label").Select(Words.Of)];

    /// <summary>Whom a notice of this label has gone to, by the ids of the demonstration, each as often as it went.</summary>
    public IReadOnlyList<string> Told(string label, Core.Packs.Channel channel = Core.Packs.Channel.InApp)
    {
        using var db = Town.Authority.Open();
        var to = db.Notices.Where(row => row.Label == label && row.Channel == channel).Select(row => row.Recipient).ToList();
        return [.. to.Select(id => script.Workers.Single(line => Script.WorkerId(line.Id) == id).Id).Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        StandUp();
        await Town.DisposeAsync();
    }
}
