using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Waymark.App.Features.Shared.Components;

/// <summary>More attributes for a component's element, in the order they were given. Names come from our code, values from anywhere.</summary>
public sealed class Attributes : Dictionary<string, string?>, IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        foreach (var (name, value) in this) ((Markup)$" {name}=\"{value}\"").WriteTo(writer, encoder);
    }

    internal void AddIfSaid(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) this[name] = value;
    }

    /// <summary>One attribute for each plural form of a message: <c>.one</c>, <c>.other</c>.</summary>
    internal void AddPlural(string name, IReadOnlyDictionary<string, string>? forms)
    {
        foreach (var (form, text) in forms ?? new Dictionary<string, string>()) this[$"{name}.{form}"] = text;
    }
}
