using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Waymark.App.Features.Shared.Components;

/// <summary>
/// A record of options and one function to HTML. Options and classes are named as in govuk-frontend, whose own fixtures each
/// of its components is held to. In a page: <c>@(new Tag("Overdue", "red"))</c>.
/// </summary>
public abstract record Component : IHtmlContent
{
    public string? Classes { get; init; }
    public Attributes? Attributes { get; init; }

    protected abstract Markup Render();

    public void WriteTo(TextWriter writer, HtmlEncoder encoder) => Render().WriteTo(writer, encoder);

    public sealed override string ToString() => Render().ToString();

    protected static string? And(string? classes) => string.IsNullOrEmpty(classes) ? null : " " + classes;

    protected static string? And(bool when, string classes) => when ? " " + classes : null;

    protected static string? Joined(params ReadOnlySpan<string?> ids)
    {
        var joined = string.Join(' ', ids.ToArray().Where(id => !string.IsNullOrEmpty(id)));
        return joined.Length == 0 ? null : joined;
    }
}

/// <summary>A component around some text, or around HTML made by another component or by Razor.</summary>
public abstract record TextComponent(string? Text) : Component
{
    public IHtmlContent? Html { get; init; }

    protected bool IsEmpty => Html is null && string.IsNullOrEmpty(Text);

    protected IHtmlContent Body => Html ?? (Markup)$"{Text}";
}

/// <summary>Text or HTML as a part of a bigger component: a key, a value, a title, a cell.</summary>
public record Content(string? Text = null)
{
    public IHtmlContent? Html { get; init; }
    public string? Classes { get; init; }
    public Attributes? Attributes { get; init; }

    internal bool IsEmpty => Html is null && string.IsNullOrEmpty(Text);

    internal IHtmlContent Body => Html ?? (Markup)$"{Text}";

    public static implicit operator Content?(string? text) => text is null ? null : new(text);

    public static implicit operator Content(Component component) => new() { Html = component };

    public static implicit operator Content(HtmlString html) => new() { Html = html };

    public static implicit operator Content(Markup html) => new() { Html = html };
}
