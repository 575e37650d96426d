using System.Text;
using AngleSharp.Dom;

namespace Waymark.App.Tests.Harness;

/// <summary>The words of an element as a reader has them: white space made one space, scripts and hidden parts left out.</summary>
internal static class Words
{
    private static readonly HashSet<string> Silent = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "template", "head" };
    private static readonly HashSet<string> Inline = new(StringComparer.OrdinalIgnoreCase)
        { "a", "abbr", "b", "bdi", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr" };

    /// <summary>With what is said to a screen reader alone.</summary>
    public static string Of(IElement element) => Read(element, heard: true);

    /// <summary>Without it.</summary>
    public static string Seen(IElement element) => Read(element, heard: false);

    public static bool Are(IElement? element, string words) => element is not null && Of(element) == Tidy(words);

    public static string Tidy(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Read(IElement element, bool heard)
    {
        if (element.GetAttribute("aria-label") is { Length: > 0 } label) return Tidy(label);
        if (element.LocalName == "input") return Tidy(element.GetAttribute("value") ?? "");
        var text = new StringBuilder();
        Append(element, heard, text);
        return Tidy(text.ToString());
    }

    private static void Append(INode node, bool heard, StringBuilder text)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText said) text.Append(said.Data);
            if (child is not IElement element || Skipped(element, heard)) continue;
            var block = !Inline.Contains(element.LocalName);
            if (block) text.Append(' ');
            Append(element, heard, text);
            if (block) text.Append(' ');
        }
    }

    private static bool Skipped(IElement element, bool heard) =>
        Silent.Contains(element.LocalName) || element.HasAttribute("hidden") || (!heard && element.ClassList.Contains("govuk-visually-hidden"));
}
