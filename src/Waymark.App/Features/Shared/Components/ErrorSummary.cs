using Microsoft.AspNetCore.Html;

namespace Waymark.App.Features.Shared.Components;

/// <summary>All that is wrong, in the same words as beside each field, with a link to it. First thing in the page's main part.</summary>
public sealed record ErrorSummary(IReadOnlyList<ErrorSummaryItem>? ErrorList = null) : Component
{
    public string? TitleText { get; init; } = "There is a problem";
    public IHtmlContent? TitleHtml { get; init; }
    public string? DescriptionText { get; init; }
    public IHtmlContent? DescriptionHtml { get; init; }
    public bool? DisableAutoFocus { get; init; }

    protected override Markup Render() => $"""
        <div class="govuk-error-summary{And(Classes)}"{Markup.Attribute("data-disable-auto-focus", DisableAutoFocus)}{Attributes} data-module="govuk-error-summary">
          <div role="alert">
            <h2 class="govuk-error-summary__title">
              {TitleHtml ?? (Markup)$"{TitleText}"}
            </h2>
            <div class="govuk-error-summary__body">
              {Description}
              {List}
            </div>
          </div>
        </div>
        """;

    Markup? Description => DescriptionHtml is null && string.IsNullOrEmpty(DescriptionText)
        ? null
        : (Markup)$"<p>{DescriptionHtml ?? (Markup)$"{DescriptionText}"}</p>";

    Markup? List => ErrorList is { Count: > 0 }
        ? (Markup)$"<ul class=\"govuk-list govuk-error-summary__list\">{ErrorList.Select(Item)}</ul>"
        : null;

    static Markup Item(ErrorSummaryItem item) => string.IsNullOrEmpty(item.Href)
        ? (Markup)$"<li>{item.Body}</li>"
        : (Markup)$"<li><a href=\"{item.Href}\"{item.Attributes}>{item.Body}</a></li>";
}

public sealed record ErrorSummaryItem(string? Text = null, string? Href = null)
{
    public IHtmlContent? Html { get; init; }
    public Attributes? Attributes { get; init; }

    internal IHtmlContent Body => Html ?? (Markup)$"{Text}";
}
