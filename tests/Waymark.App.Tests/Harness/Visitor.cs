using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Waymark.App.Tests.Harness;

/// <summary>
/// Somebody at a browser without JavaScript: follows links and redirects, keeps cookies, fills forms in and presses buttons,
/// and finds everything by its words. <c>within</c> names some words of the row, card or group that is meant.
/// </summary>
public sealed class Visitor : IDisposable
{
    private readonly HttpClient client;
    private readonly CookieContainer cookies = new();
    private readonly Dictionary<IElement, IReadOnlyList<Attachment>> attached = [];
    private Page? page;

    /// <param name="handler">Where requests go when there is no real server: a test server's handler.</param>
    public Visitor(Uri address, HttpMessageHandler? handler = null)
    {
        client = new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = address };
    }

    public Page Page => page ?? throw new InvalidOperationException("Go to a page first.");
    public string Text => Page.Text;
    public string Main => Page.Main;
    public string Heading => Page.Heading;
    public string Path => Page.Address.PathAndQuery;
    public int Status => Page.Status;
    public IReadOnlyList<string> Errors => Page.Errors;

    /// <summary>Pages are held to <see cref="PageRules"/> as they are seen; a test about a broken page turns this off.</summary>
    public bool Strict { get; set; } = true;

    public bool Has(string words) => Page.Has(words);

    public async Task<Page> Go(string address) =>
        await Show(new HttpRequestMessage(HttpMethod.Get, new Uri(page?.Address ?? client.BaseAddress!, address)));

    public Task<Page> Click(string link, string? within = null) => Go(Page.Link(link, within).GetAttribute("href")!);

    public Task<Page> Press(string button, string? within = null) => Show(Request(button, within));

    /// <summary>What pressing a button would send.</summary>
    internal HttpRequestMessage Request(string button, string? within = null) => new Submission(Page, Page.Button(button, within), attached).Request(Page.Address);

    /// <summary>Writes into a text box by its label or name; into a date's three boxes ("27 3 2025") by the group's legend.</summary>
    public Visitor Fill(string label, string value, string? within = null)
    {
        var found = Page.Controls(label, within).ToList();
        if (found.Count == 0 && Page.Group(label, within) is { } group) return FillParts(label, group, value);
        var control = Page.Control(label, within);
        if (control is IHtmlTextAreaElement area) area.Value = value;
        else if (control is IHtmlInputElement { Type: not ("radio" or "checkbox" or "file") } input) input.Value = value;
        else throw Page.Missing($"field to write in named \"{label}\"");
        return this;
    }

    /// <summary>Chooses an option of a list by its label, or a radio button of a group by its legend.</summary>
    public Visitor Choose(string label, string option, string? within = null)
    {
        if (Page.Controls(label, within).OfType<IHtmlSelectElement>().FirstOrDefault() is { } list) return ChooseOption(list, label, option);
        var group = Page.Group(label, within) ?? throw Page.Missing($"list or group \"{label}\"");
        var radio = Page.Controls(option, within).OfType<IHtmlInputElement>().FirstOrDefault(input => input.Type == "radio" && group.Contains(input))
            ?? throw Page.Missing($"radio \"{option}\" in \"{label}\"");
        foreach (var other in group.QuerySelectorAll<IHtmlInputElement>("input[type=radio]").Where(other => other.Name == radio.Name)) other.IsChecked = false;
        radio.IsChecked = true;
        return this;
    }

    public Visitor Tick(string label, string? within = null) => SetTick(label, within, ticked: true);

    public Visitor Untick(string label, string? within = null) => SetTick(label, within, ticked: false);

    public Visitor Attach(string label, params Attachment[] files)
    {
        attached[Page.Control(label)] = files;
        return this;
    }

    /// <summary>One request with these cookies and nothing else followed or shown: a download, or a post made by hand.</summary>
    public async Task<HttpResponseMessage> Send(HttpRequestMessage request)
    {
        request.RequestUri = new Uri(page?.Address ?? client.BaseAddress!, request.RequestUri!);
        var jar = Jar(request.RequestUri);
        if (cookies.GetCookieHeader(jar) is { Length: > 0 } sent) request.Headers.Add("Cookie", sent);
        var response = await client.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
            foreach (var cookie in set) cookies.SetCookies(jar, cookie);
        return response;
    }

    /// <summary>What a cookie holds that would be sent with a request for that path; null: there is none of that name.</summary>
    public string? Cookie(string name, string path) => cookies.GetCookies(Jar(new Uri(page?.Address ?? client.BaseAddress!, path)))[name]?.Value;

    public Task<HttpResponseMessage> Get(string address) => Send(new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.RelativeOrAbsolute)));

    public void Dispose() => client.Dispose();

    private async Task<Page> Show(HttpRequestMessage request)
    {
        if (page is not null && request.Method == HttpMethod.Post)
        {
            request.Headers.Referrer = page.Address;
            request.Headers.Add("Origin", page.Address.GetLeftPart(UriPartial.Authority));
        }
        var response = await Send(request);
        var at = request.RequestUri!;
        for (var hops = 0; (int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } next; hops++)
        {
            if (hops == 20) throw new InvalidOperationException($"Redirected twenty times, at last to {next}");
            // 301, 302 and 303 after a post become a get, as in every browser; 307 and 308 repeat the post, which Waymark never asks for.
            if ((int)response.StatusCode is 307 or 308 && request.Method != HttpMethod.Get) throw new InvalidOperationException($"A post was redirected with {(int)response.StatusCode}");
            at = new Uri(at, next);
            response = await Send(new HttpRequestMessage(HttpMethod.Get, at));
        }
        return await Read(at, response);
    }

    private async Task<Page> Read(Uri address, HttpResponseMessage response)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        var body = await response.Content.ReadAsStringAsync();
        attached.Clear();
        page = new Page(address, (int)response.StatusCode, type == "text/html" ? body : $"<pre>{WebUtility.HtmlEncode(body)}</pre>");
        if (Strict && type == "text/html") PageRules.Check(page);
        return page;
    }

    private Visitor FillParts(string legend, IElement group, string value)
    {
        var boxes = group.QuerySelectorAll<IHtmlInputElement>("input").Where(input => input.Type is "text" or "number").ToList();
        var parts = value.Split([' ', '/'], StringSplitOptions.RemoveEmptyEntries);
        if (boxes.Count != parts.Length && parts.Length != 0) throw Page.Missing($"group \"{legend}\" of {parts.Length} boxes (it has {boxes.Count})");
        for (var i = 0; i < boxes.Count; i++) boxes[i].Value = parts.Length == 0 ? "" : parts[i];
        return this;
    }

    private Visitor ChooseOption(IHtmlSelectElement list, string label, string option)
    {
        var chosen = list.Options.FirstOrDefault(each => Words.Tidy(each.Text) == Words.Tidy(option))
            ?? throw Page.Missing($"option \"{option}\" in \"{label}\" ({string.Join(" | ", list.Options.Select(each => Words.Tidy(each.Text)))})");
        if (!list.IsMultiple)
            foreach (var other in list.Options) other.IsSelected = false;
        chosen.IsSelected = true;
        return this;
    }

    private Visitor SetTick(string label, string? within, bool ticked)
    {
        Page.RadioOrCheckbox("checkbox", label, within).IsChecked = ticked;
        return this;
    }

    // Browsers send Secure cookies to their own machine without TLS; the cookie jar knows only the scheme.
    private static Uri Jar(Uri address) => address.IsLoopback ? new UriBuilder(address) { Scheme = "https" }.Uri : address;
}
