using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Waymark.App.Demonstration;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Reliability;

namespace Waymark.App.Tests.Features.Access;

/// <summary>One thing that somebody asked of the program, and what came back.</summary>
internal sealed record Call(string Worker, string Route, string Path, bool Posted, int Status, string Body)
{
    public override string ToString() => $"{Worker} {(Posted ? "posted to" : "asked for")} {Path} ({Route}): {Status}";
}

/// <summary>
/// Everybody of a council at once, each following whatever links they have seen, rarely seen pages first; now and then a link that
/// another had, and now and then a button. It knows no page.
/// </summary>
internal sealed partial class Wandering : IDisposable
{
    const string Wrote = "They rang about it again at noon.";

    readonly Town town;
    readonly Random chance;
    readonly string council;
    readonly List<Somebody> people = [];
    readonly HashSet<string> known = [];
    readonly List<string> all = [];
    readonly Dictionary<string, int> visits = [];
    readonly List<(string Route, Regex Address)> routes;
    readonly Dictionary<string, (Somebody By, string Path, string Html)> forms = [];

    Wandering(Town town, Random chance)
    {
        (this.town, this.chance, council) = (town, chance, town.Authority.Id);
        routes = [.. RoutesOf(town).Where(route => !Front(route)).OrderBy(route => route.Count(letter => letter == '{')).Select(route => (route, Matching(route)))];
    }

    sealed record Somebody(string Name, Visitor Visitor)
    {
        public Dictionary<string, List<string>> Known { get; } = [];
        public (string Path, string Html)? Last { get; set; }
    }

    /// <summary>Each page of the program, as its route names it.</summary>
    public static IReadOnlyList<string> RoutesOf(Town town) =>
        [.. town.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText!).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Nobody is signed in there, or nobody stays so; the home page is one route, however it is called.</summary>
    public static bool Front(string route) => route is "front" or "sign-out" or "sign-in" or "" or "Work" or "Work/Index" || route.EndsWith("/Index", StringComparison.Ordinal);

    /// <summary>Routes that somebody was shown, each with how often.</summary>
    public IReadOnlyDictionary<string, int> Visits => visits;

    /// <summary>For each route, who was last shown it, and where.</summary>
    public Dictionary<string, (string Name, string Path)> Shown { get; } = [];

    public static async Task<Wandering> Begin(Town town, Random chance)
    {
        var wandering = new Wandering(town, chance);
        foreach (var name in await Here(town.Authority))
        {
            var visitor = town.Visitor();
            visitor.Strict = false;
            await visitor.Go($"/{wandering.council}/sign-in");
            await visitor.Press(visitor.Page.Buttons.Single(words => words == name || words.StartsWith(name + ", ", StringComparison.Ordinal)));
            var somebody = new Somebody(name, visitor);
            wandering.people.Add(somebody);
            wandering.Follow(somebody, visitor.Page.Html);
            foreach (var path in wandering.Unlinked()) wandering.Add(somebody, path);
        }
        return wandering;
    }

    static async Task<IReadOnlyList<string>> Here(Authority authority)
    {
        await using var db = authority.Open();
        var register = await authority.Situations.Register(db, []);
        var today = authority.Clock.GetCurrentInstant().InZone(authority.Calendar.Zone).Date;
        return [.. register.Workers.Where(worker => register.Here(worker.Id, today)).Select(worker => worker.Name)];
    }

    /// <summary>Pages to which no link leads, or only a script or a letter.</summary>
    IEnumerable<string> Unlinked() => ["/access/mine", "/access", "/concerns.csv", "/children/emergency", "/notices/letters", "/packs/simulate"];

    /// <summary>One call, of somebody's.</summary>
    public async Task<Call> Next()
    {
        var somebody = people[chance.Next(people.Count)];
        if (somebody.Last is { } last && chance.Next(12) == 0 && await Press(somebody, new Page(new Uri(town.Address, last.Path), 200, last.Html)) is { } pressed) return pressed;
        var path = chance.Next(5) == 0 ? all[chance.Next(all.Count)] : Own(somebody);
        return await Get(somebody, path);
    }

    public Task<Call> Get(string name, string path) => Get(people.Single(each => each.Name == name), path);

    string Own(Somebody somebody)
    {
        var rare = somebody.Known.Keys.OrderBy(route => visits.GetValueOrDefault(route)).ThenBy(_ => chance.Next()).Take(chance.Next(2) == 0 ? 3 : somebody.Known.Count).ToList();
        var paths = somebody.Known[rare[chance.Next(rare.Count)]];
        return paths[chance.Next(paths.Count)];
    }

    async Task<Call> Get(Somebody somebody, string path)
    {
        using var response = await somebody.Visitor.Get(path);
        return await Came(somebody, path, posted: false, response);
    }

    /// <summary>Each button of the page of each route that was shown last.</summary>
    public async IAsyncEnumerable<Call> PressAll()
    {
        foreach (var (by, path, html) in forms.Values.ToList())
        {
            var page = new Page(new Uri(town.Address, path), 200, html);
            foreach (var button in ButtonsOf(page).Distinct())
                if (await Press(by, page, button) is { } call) yield return call;
        }
    }

    static List<string> ButtonsOf(Page page) => [.. page.Document.QuerySelectorAll("main button").Select(Words.Of).Where(words => words.Length > 0)];

    async Task<Call?> Press(Somebody somebody, Page page) => ButtonsOf(page) is { Count: > 0 } buttons ? await Press(somebody, page, buttons[chance.Next(buttons.Count)]) : null;

    async Task<Call?> Press(Somebody somebody, Page page, string button)
    {
        FillIn(page);
        Post post;
        try
        {
            post = Post.Of(page, button);
        }
        catch (NotOnThePageException)
        {
            return null;
        }
        if (post.Address.AbsolutePath.EndsWith("/sign-out", StringComparison.Ordinal) || post.Address.AbsolutePath.Contains("/demonstration/", StringComparison.Ordinal)) return null;
        var body = string.Join('&', post.Fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));
        using var response = await somebody.Visitor.Send(new HttpRequestMessage(HttpMethod.Post, post.Address) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") });
        return await Came(somebody, post.Address.PathAndQuery, posted: true, response);
    }

    /// <summary>Whatever can be chosen is, and whatever can be written in is written in.</summary>
    void FillIn(Page page)
    {
        foreach (var area in page.Document.QuerySelectorAll<AngleSharp.Html.Dom.IHtmlTextAreaElement>("textarea").Where(each => each.Value.Length == 0)) area.Value = Wrote;
        foreach (var radios in page.Document.QuerySelectorAll<AngleSharp.Html.Dom.IHtmlInputElement>("input[type=radio]").GroupBy(each => each.Name).Where(group => !group.Any(each => each.IsChecked)))
            radios.ElementAt(chance.Next(radios.Count())).IsChecked = true;
        foreach (var list in page.Document.QuerySelectorAll<AngleSharp.Html.Dom.IHtmlSelectElement>("select").Where(each => each.Options.Length > 1 && string.IsNullOrEmpty(each.Value))) list.Options[chance.Next(1, list.Options.Length)].IsSelected = true;
    }

    async Task<Call> Came(Somebody somebody, string path, bool posted, HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        var html = response.Content.Headers.ContentType?.MediaType == "text/html";
        var call = new Call(somebody.Name, RouteOf(path), path, posted, (int)response.StatusCode, body);
        if (call.Status == 200) visits[call.Route] = visits.GetValueOrDefault(call.Route) + 1;
        if (call.Status == 200 && !posted) Shown[call.Route] = (somebody.Name, path);
        if (call.Status == 200 && html) forms[call.Route] = (somebody, path, body);
        if (response.Headers.Location is { } next) Add(somebody, next.ToString());
        if (html && call.Status == 200)
        {
            somebody.Last = (path, body);
            Follow(somebody, body);
        }
        return call;
    }

    string RouteOf(string path)
    {
        var within = path.Split('?')[0].Split('#')[0][(council.Length + 1)..].Trim('/');
        return within.Length == 0 ? "Work" : routes.FirstOrDefault(route => route.Address.IsMatch(within)).Route ?? path;
    }

    static Regex Matching(string route) => new("^" + string.Join('/', route.Split('/').Select(part =>
        Parameter().Replace(Regex.Escape(part).Replace("\\{", "{", StringComparison.Ordinal), name => name.Value.Contains(":guid", StringComparison.Ordinal) ? "[0-9a-fA-F-]{36}" : name.Value.Contains(":int", StringComparison.Ordinal) ? "[0-9]+" : "[^/.]+"))) + "$");

    void Follow(Somebody somebody, string html)
    {
        foreach (Match link in Link().Matches(html)) Add(somebody, System.Net.WebUtility.HtmlDecode(link.Groups[1].Value));
    }

    void Add(Somebody somebody, string path)
    {
        path = path.Split('#')[0];
        if (!path.StartsWith('/')) return;
        if (!path.StartsWith($"/{council}/", StringComparison.Ordinal)) path = $"/{council}{path}";
        var route = RouteOf(path);
        if (route == path) return;
        var paths = somebody.Known.TryGetValue(route, out var list) ? list : somebody.Known[route] = [];
        if (!paths.Contains(path)) paths.Add(path);
        if (known.Add(path)) all.Add(path);
    }

    public void Dispose()
    {
        foreach (var somebody in people) somebody.Visitor.Dispose();
    }

    [GeneratedRegex("(?:href|action|data-autosave|data-presence)=\"([^\"#]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\{[^}]+\}?")]
    private static partial Regex Parameter();
}
