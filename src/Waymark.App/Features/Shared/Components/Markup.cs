using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;

namespace Waymark.App.Features.Shared.Components;

/// <summary>
/// HTML written as an interpolated string. What is in a hole decides how it is written: text is always encoded, and only
/// <see cref="IHtmlContent"/> passes as it is. So a component can't forget to encode, and reads like the HTML that it makes.
/// </summary>
[InterpolatedStringHandler]
public sealed class Markup(int literalLength, int formattedCount) : IHtmlContent
{
    // Names in Welsh, Polish or Arabic stay readable in the page's source; <, >, &, " and ' are always encoded.
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    readonly StringBuilder html = new(literalLength + (formattedCount * 24));

    public void AppendLiteral(string literal) => html.Append(literal);

    public void AppendFormatted(string? text)
    {
        if (!string.IsNullOrEmpty(text)) html.Append(Encoder.Encode(text));
    }

    public void AppendFormatted(int number) => html.Append(number);

    public void AppendFormatted(IHtmlContent? content)
    {
        if (content is Markup markup) html.Append(markup.html);
        else if (content is not null) Write(content);
    }

    public void AppendFormatted(IEnumerable<IHtmlContent?>? contents)
    {
        foreach (var content in contents ?? []) AppendFormatted(content);
    }

    void Write(IHtmlContent content)
    {
        using var writer = new StringWriter(html);
        content.WriteTo(writer, Encoder);
    }

    public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write(html);

    public override string ToString() => html.ToString();

    /// <summary>A space, the name and the value; nothing when there is no value.</summary>
    public static Markup? Attribute(string name, string? value) =>
        string.IsNullOrEmpty(value) ? null : (Markup)$" {name}=\"{value}\"";

    public static Markup? Attribute(string name, bool on) => on ? (Markup)$" {name}" : null;

    /// <summary>Writes "true" or "false" when it was said, nothing when it wasn't.</summary>
    public static Markup? Attribute(string name, bool? said) =>
        said is { } value ? (Markup)$" {name}=\"{(value ? "true" : "false")}\"" : null;
}
