using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Waymark.App.Tests.Features.Shared.Components;

/// <summary>
/// A page's meaning as lines that can be compared: elements, attributes in order of name, and text with each run of white space as
/// one space. White space that no reader can see (at the edge of an element, or beside a block) is dropped; inside a textarea it stays.
/// </summary>
static partial class NormalisedDom
{
    static readonly HashSet<string> Inline = ["a", "span", "strong", "b", "i", "em", "br", "time", "kbd", "code"];

    public static string Of(string html)
    {
        var lines = new StringBuilder();
        foreach (var node in new HtmlParser().ParseFragment(html, null!)) Write(node, 0, lines);
        return lines.ToString();
    }

    static void Write(INode node, int depth, StringBuilder lines)
    {
        if (node is IText text) WriteText(text, depth, lines);
        if (node is not IElement element) return;
        lines.Append(' ', depth * 2).Append('<').Append(element.LocalName);
        foreach (var attribute in element.Attributes.OrderBy(a => a.Name, StringComparer.Ordinal))
            lines.Append(' ').Append(attribute.Name).Append("=\"").Append(Spaces().Replace(attribute.Value, " ").Trim()).Append('"');
        lines.Append(">\n");
        foreach (var child in element.ChildNodes) Write(child, depth + 1, lines);
    }

    static void WriteText(IText text, int depth, StringBuilder lines)
    {
        var shown = text.Data;
        if (text.ParentElement?.LocalName != "textarea")
        {
            shown = Spaces().Replace(shown, " ");
            if (!IsInline(text.PreviousSibling)) shown = shown.TrimStart(' ');
            if (!IsInline(text.NextSibling)) shown = shown.TrimEnd(' ');
        }
        if (shown.Length > 0) lines.Append(' ', depth * 2).Append('"').Append(shown).Append("\"\n");
    }

    static bool IsInline(INode? node) => node is IText || (node is IElement element && Inline.Contains(element.LocalName));

    [GeneratedRegex(@"[ \t\r\n\f]+")]
    private static partial Regex Spaces();
}
