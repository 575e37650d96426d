using Microsoft.AspNetCore.Html;

namespace Waymark.App.Features.Shared.Components;

public sealed record ServiceNavigation(IReadOnlyList<ServiceNavigationItem?>? Navigation = null) : Component
{
    public string? ServiceName { get; init; }
    public string? ServiceUrl { get; init; }
    public string AriaLabel { get; init; } = "Service information";
    public string? MenuButtonText { get; init; }
    public string? MenuButtonLabel { get; init; }
    public string? NavigationLabel { get; init; }
    public string? NavigationId { get; init; }
    public string? NavigationClasses { get; init; }
    public bool? CollapseNavigationOnMobile { get; init; }
    public ServiceNavigationSlots? Slots { get; init; }

    string MenuWord => string.IsNullOrEmpty(MenuButtonText) ? "Menu" : MenuButtonText;

    string ListId => string.IsNullOrEmpty(NavigationId) ? "navigation" : NavigationId;

    ServiceNavigationItem[] Shown => [.. (Navigation ?? []).OfType<ServiceNavigationItem>()];

    protected override Markup Render()
    {
        Markup common = $" class=\"govuk-service-navigation{And(Classes)}\" data-module=\"govuk-service-navigation\"{Attributes}";
        Markup inside = $"""
            <div class="govuk-width-container{And(Slots?.End?.Align == "inline", "govuk-service-navigation__inlining-container")}">
              {Slots?.Start}
              <div class="govuk-service-navigation__container">
                {Name}
                {List()}
              </div>
              {Slots?.End?.Html}
            </div>
            """;
        // With a name or a slot the whole is a region of its own; without, the nav inside says enough.
        var isRegion = !string.IsNullOrEmpty(ServiceName) || Slots?.Start is not null || Slots?.End?.Html is not null;
        return isRegion
            ? (Markup)$"<section aria-label=\"{AriaLabel}\"{common}>{inside}</section>"
            : (Markup)$"<div{common}>{inside}</div>";
    }

    Markup? Name => string.IsNullOrEmpty(ServiceName) ? null : string.IsNullOrEmpty(ServiceUrl)
        ? (Markup)$"<span class=\"govuk-service-navigation__service-name\"><span class=\"govuk-service-navigation__text\">{ServiceName}</span></span>"
        : (Markup)$"<span class=\"govuk-service-navigation__service-name\"><a href=\"{ServiceUrl}\" class=\"govuk-service-navigation__link\">{ServiceName}</a></span>";

    Markup? List()
    {
        if (Shown.Length == 0 && Slots?.NavigationStart is null && Slots?.NavigationEnd is null) return null;
        return $"""
            <nav aria-label="{(string.IsNullOrEmpty(NavigationLabel) ? MenuWord : NavigationLabel)}" class="govuk-service-navigation__wrapper{And(NavigationClasses)}">
              {MenuButton}
              <ul class="govuk-service-navigation__list" id="{ListId}">
                {Slots?.NavigationStart}
                {Shown.Select(Item)}
                {Slots?.NavigationEnd}
              </ul>
            </nav>
            """;
    }

    Markup? MenuButton
    {
        get
        {
            if (!(CollapseNavigationOnMobile ?? Shown.Length > 1)) return null;
            var label = MenuButtonLabel == MenuWord ? null : MenuButtonLabel;
            return $"""
                <button type="button" class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle" aria-controls="{ListId}"{Markup.Attribute("aria-label", label)} hidden aria-hidden="true">
                  {MenuWord}
                </button>
                """;
        }
    }

    static Markup Item(ServiceNavigationItem item)
    {
        var isHere = item.Active || item.Current;
        var current = isHere ? Markup.Attribute("aria-current", item.Current ? "page" : "true") : null;
        // Bold for those who override our colours: they still see where they are.
        var body = isHere ? (Markup)$"<strong class=\"govuk-service-navigation__active-fallback\">{item.Body}</strong>" : item.Body;
        return $"""
            <li class="govuk-service-navigation__item{And(isHere, "govuk-service-navigation__item--active")}">
              {(!string.IsNullOrEmpty(item.Href)
                  ? (Markup)$"<a class=\"govuk-service-navigation__link\" href=\"{item.Href}\"{current}{item.Attributes}>{body}</a>"
                  : item.IsEmpty ? null : (Markup)$"<span class=\"govuk-service-navigation__text\"{current}>{body}</span>")}
            </li>
            """;
    }
}

public sealed record ServiceNavigationItem(string? Text = null, string? Href = null) : Content(Text)
{
    /// <summary>This page is the one.</summary>
    public bool Current { get; init; }

    /// <summary>This page is below the one.</summary>
    public bool Active { get; init; }
}

public sealed record ServiceNavigationSlots
{
    public IHtmlContent? Start { get; init; }
    public ServiceNavigationEnd? End { get; init; }
    public IHtmlContent? NavigationStart { get; init; }
    public IHtmlContent? NavigationEnd { get; init; }
}

public sealed record ServiceNavigationEnd(IHtmlContent? Html = null, string? Align = null);
