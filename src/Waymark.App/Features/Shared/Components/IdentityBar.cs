namespace Waymark.App.Features.Shared.Components;

/// <summary>Who the page is about, above it: never in the page's title, which a browser's history keeps and a shared screen shows.</summary>
public sealed record IdentityBar(string Name) : Component
{
    /// <summary>The record; nothing on the record's own page.</summary>
    public string? Href { get; init; }

    /// <summary>A few: number, age, legal status, allocated worker.</summary>
    public IReadOnlyList<(string Name, string Value)> Facts { get; init; } = [];
    public IReadOnlyList<Tag> Alerts { get; init; } = [];
    public string Label { get; init; } = "About";

    protected override Markup Render() => $"""
        <section class="wm-identity{And(Classes)}" aria-label="{Label}"{Attributes}>
          <div class="govuk-width-container wm-identity__inner">
            <span class="wm-identity__name">{(Href is null ? (Markup)$"{Name}" : (Markup)$"<a class=\"govuk-link govuk-link--no-visited-state\" href=\"{Href}\">{Name}</a>")}</span>
            {(Facts.Count == 0 ? null : (Markup)$"<dl class=\"wm-identity__facts\">{Facts.Select(fact => (Markup)$"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>")}</dl>")}
            {(Alerts.Count == 0 ? null : (Markup)$"<div class=\"wm-identity__alerts\">{Alerts}</div>")}
          </div>
        </section>
        """;
}
