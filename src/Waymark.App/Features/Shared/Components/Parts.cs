namespace Waymark.App.Features.Shared.Components;

/// <summary>Links between the pages of one thing: Mine, Team, Waiting on others. They are pages, not tabs: each has an address.</summary>
public sealed record Parts(string Label, IReadOnlyList<Part?> Items) : Component
{
    protected override Markup Render() => $"""
        <nav aria-label="{Label}"{Attributes}>
          <ul class="wm-parts{And(Classes)}">
          {Items.OfType<Part>().Select(part => (Markup)$"<li><a class=\"govuk-link\" href=\"{part.Href}\"{(part.Current ? Markup.Attribute("aria-current", "page") : null)}>{part.Text}{(part.Count is { } count ? (Markup)$" ({count})" : null)}</a></li>")}
          </ul>
        </nav>
        """;
}

public sealed record Part(string Text, string Href)
{
    public bool Current { get; init; }
    public int? Count { get; init; }
}
