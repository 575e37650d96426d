using AngleSharp.Dom;

namespace Waymark.App.Tests.Harness;

/// <summary>
/// What every page owes its reader, looked at whenever a test sees one, so that a page with a journey through it needs no
/// accessibility test of its own for these. The rest (contrast, roles, focus) is axe's, in a real browser.
/// </summary>
internal static class PageRules
{
    public static void Check(Page page)
    {
        var faults = Faults(page).ToList();
        if (faults.Count > 0) throw page.Missing($"sound page: {string.Join("; ", faults)};");
    }

    public static IEnumerable<string> Faults(Page page)
    {
        var document = page.Document;
        if (string.IsNullOrEmpty(document.DocumentElement.GetAttribute("lang"))) yield return "the page doesn't say its language";
        if (page.Title.Length == 0) yield return "no title";
        if (document.QuerySelectorAll("h1").Length != 1) yield return $"{document.QuerySelectorAll("h1").Length} main headings";
        if (document.QuerySelectorAll("main").Length != 1) yield return $"{document.QuerySelectorAll("main").Length} main parts";
        foreach (var twin in document.QuerySelectorAll("[id]").GroupBy(element => element.Id).Where(group => group.Count() > 1))
            yield return $"the id {twin.Key} stands {twin.Count()} times";
        foreach (var control in document.QuerySelectorAll("input:not([type=hidden]):not([type=submit]), select, textarea").Where(control => !page.LabelOf(control).Any()))
            yield return $"no label on {control.LocalName} {control.GetAttribute("name")}";
        foreach (var link in document.QuerySelectorAll("a[href], button").Where(link => Words.Of(link).Length == 0 && link.QuerySelector("img[alt]:not([alt=''])") is null))
            yield return $"a link or button without words: {link.OuterHtml}";
        foreach (var image in document.QuerySelectorAll("img:not([alt])")) yield return $"an image without alt: {image.GetAttribute("src")}";
        foreach (var pointer in Pointers(document)) yield return pointer;
    }

    private static IEnumerable<string> Pointers(IDocument document)
    {
        foreach (var attribute in (string[])["for", "aria-labelledby", "aria-describedby", "aria-controls", "form"])
            foreach (var element in document.QuerySelectorAll($"[{attribute}]"))
                foreach (var id in element.GetAttribute(attribute)!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(id => document.GetElementById(id) is null))
                    yield return $"{attribute} points at {id}, which isn't there";
        foreach (var link in document.QuerySelectorAll("a[href^='#']").Where(link => link.GetAttribute("href") is { Length: > 1 } href && document.GetElementById(href[1..]) is null))
            yield return $"the link \"{Words.Of(link)}\" leads to {link.GetAttribute("href")}, which isn't there";
    }
}
