using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Waymark.App.Tests.Harness;

/// <summary>
/// One page as a reader without JavaScript has it: what it says, and what can be filled in. Things are found by the words
/// that a reader sees; what isn't there, or is there twice, is told with a list of what is.
/// </summary>
public sealed class Page
{
    public Page(Uri address, int status, string html)
    {
        Address = address;
        Status = status;
        Html = html;
        Document = new HtmlParser().ParseDocument(html);
    }

    public Uri Address { get; }
    public int Status { get; }
    public string Html { get; }
    public IHtmlDocument Document { get; }

    public string Title => Words.Tidy(Document.Title ?? "");
    public string Heading => Document.QuerySelector("h1") is { } heading ? Words.Of(heading) : "";

    /// <summary>All that the page says, on one line.</summary>
    public string Text => Document.Body is { } body ? Words.Of(body) : "";

    /// <summary>What the main part says: without header, navigation and footer.</summary>
    public string Main => Document.QuerySelector("main") is { } main ? Words.Of(main) : Text;

    /// <summary>The items of the error summary, in their order.</summary>
    public IReadOnlyList<string> Errors => [.. Document.QuerySelectorAll(".govuk-error-summary li").Select(Words.Of)];

    public IReadOnlyList<string> Links => [.. Document.QuerySelectorAll("a[href]").Select(Words.Of)];
    public IReadOnlyList<string> Buttons => [.. Document.QuerySelectorAll("button, input[type=submit]").Select(Words.Of)];

    public bool Has(string words) => Text.Contains(Words.Tidy(words), StringComparison.Ordinal);

    /// <summary>The rows of the table with that caption (or of the only table), as the words of each cell.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Table(string? caption = null)
    {
        var tables = Document.QuerySelectorAll("table").Where(table => caption is null || Words.Are(table.QuerySelector("caption"), caption));
        var table = One(tables, $"table \"{caption}\"");
        return [.. table.QuerySelectorAll("tr").Select(row => (IReadOnlyList<string>)[.. row.Children.Select(Words.Of)])];
    }

    /// <summary>The value beside a key of a summary list.</summary>
    public string Value(string key) =>
        Words.Of(One(Document.QuerySelectorAll("dt").Where(dt => Words.Are(dt, key)).Select(dt => dt.NextElementSibling).OfType<IElement>(), $"value of \"{key}\""));

    public IHtmlAnchorElement Link(string words, string? within = null) =>
        One(Matching(Inside(within).SelectMany(part => part.QuerySelectorAll<IHtmlAnchorElement>("a[href]")), words), $"link \"{words}\"");

    public IHtmlElement Button(string words, string? within = null) =>
        One(Matching(Inside(within).SelectMany(part => part.QuerySelectorAll<IHtmlElement>("button, input[type=submit]")), words), $"button \"{words}\"");

    /// <summary>A text box, list, date part or file input, by its label or its name.</summary>
    public IHtmlElement Control(string label, string? within = null) => One(Controls(label, within), $"field \"{label}\"");

    public IHtmlInputElement RadioOrCheckbox(string kind, string label, string? within = null) =>
        One(Controls(label, within).OfType<IHtmlInputElement>().Where(input => input.Type == kind), $"{kind} \"{label}\"");

    internal IEnumerable<IHtmlElement> Controls(string label, string? within = null)
    {
        var all = Inside(within).SelectMany(part => part.QuerySelectorAll<IHtmlElement>("input:not([type=hidden]):not([type=submit]), select, textarea")).Distinct().ToList();
        var labelled = Matching(all, label, LabelOf).ToList();
        return labelled.Count > 0 ? labelled : all.Where(control => control.GetAttribute("name") == label || control.Id == label);
    }

    /// <summary>The group (fieldset) whose legend says so.</summary>
    internal IElement? Group(string legend, string? within = null) =>
        Matching(Inside(within).SelectMany(part => part.QuerySelectorAll("fieldset")), legend, set => set.QuerySelector("legend") is { } said ? [said] : []).FirstOrDefault();

    /// <summary>The smallest part of the page that holds the words and could be pointed at: a row, a card, a group, a section.</summary>
    private IEnumerable<IElement> Inside(string? within)
    {
        if (within is null) return [Document.DocumentElement];
        const string parts = "tr, li, fieldset, section, article, form, details, .govuk-summary-list__row, .govuk-summary-card, .moj-timeline__item";
        var holding = Document.QuerySelectorAll(parts).Where(part => Words.Of(part).Contains(Words.Tidy(within), StringComparison.Ordinal)).ToList();
        var smallest = holding.Where(part => !holding.Any(other => other != part && part.Contains(other))).ToList();
        return smallest.Count > 0 ? smallest : throw Missing($"part with \"{within}\"");
    }

    internal IEnumerable<IElement> LabelOf(IElement control)
    {
        if (control is IHtmlElement html && control.Id is { Length: > 0 } id)
            foreach (var label in Document.QuerySelectorAll("label").Where(label => label.GetAttribute("for") == id)) yield return label;
        if (control.Closest("label") is { } around && !around.HasAttribute("for")) yield return around;
        foreach (var id2 in (control.GetAttribute("aria-labelledby") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (Document.GetElementById(id2) is { } named) yield return named;
        if (control.HasAttribute("aria-label")) yield return control;
    }

    private static IEnumerable<T> Matching<T>(IEnumerable<T> elements, string words, Func<T, IEnumerable<IElement>>? spoken = null) where T : IElement
    {
        var all = elements.Distinct().ToList();
        bool Says(T element, Func<IElement, string> reading) =>
            (spoken is null ? [element] : spoken(element)).Any(said => string.Equals(reading(said), Words.Tidy(words), StringComparison.Ordinal));
        var exact = all.Where(element => Says(element, Words.Of)).ToList();
        // "Change" and, for a screen reader alone, "the name of Ana": what is seen will do where only one thing says it.
        return exact.Count > 0 ? exact : all.Where(element => Says(element, Words.Seen));
    }

    private T One<T>(IEnumerable<T> found, string what)
    {
        var all = found.Take(2).ToList();
        return all.Count == 1 ? all[0] : throw Missing(what, twice: all.Count > 1);
    }

    internal NotOnThePageException Missing(string what, bool twice = false) => new($"""
        {(twice ? "More than one" : "No")} {what} on "{Heading}" ({Status}, {Address.PathAndQuery})
        errors:  {string.Join(" | ", Errors)}
        fields:  {string.Join(" | ", Document.QuerySelectorAll("input:not([type=hidden]), select, textarea").Select(Described))}
        groups:  {string.Join(" | ", Document.QuerySelectorAll("legend").Select(Words.Of))}
        buttons: {string.Join(" | ", Buttons)}
        links:   {string.Join(" | ", Links)}
        text:    {(Main.Length > 2000 ? Main[..2000] + "…" : Main)}
        """);

    private string Described(IElement control) =>
        string.Join(" / ", LabelOf(control).Select(Words.Of)) is { Length: > 0 } label ? label : $"({control.GetAttribute("name")})";
}

public sealed class NotOnThePageException(string message) : Exception(message);
