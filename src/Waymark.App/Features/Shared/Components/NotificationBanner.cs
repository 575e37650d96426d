using Microsoft.AspNetCore.Html;

namespace Waymark.App.Features.Shared.Components;

/// <summary>What just happened (<c>Type = "success"</c>), or what must be known before going on. Never goes away by itself.</summary>
public sealed record NotificationBanner(string? Text = null) : TextComponent(Text)
{
    public string? Type { get; init; }
    public string? Role { get; init; }
    public string? TitleText { get; init; }
    public IHtmlContent? TitleHtml { get; init; }
    public string? TitleId { get; init; }
    public int TitleHeadingLevel { get; init; } = 2;
    public bool? DisableAutoFocus { get; init; }

    bool IsSuccess => Type == "success";

    protected override Markup Render()
    {
        var id = string.IsNullOrEmpty(TitleId) ? "govuk-notification-banner-title" : TitleId;
        var role = string.IsNullOrEmpty(Role) ? IsSuccess ? "alert" : "region" : Role;
        return $"""
            <div class="govuk-notification-banner{And(IsSuccess, "govuk-notification-banner--success")}{And(Classes)}" role="{role}" aria-labelledby="{id}" data-module="govuk-notification-banner"{Markup.Attribute("data-disable-auto-focus", DisableAutoFocus)}{Attributes}>
              <div class="govuk-notification-banner__header">
                <h{TitleHeadingLevel} class="govuk-notification-banner__title" id="{id}">
                  {Title}
                </h{TitleHeadingLevel}>
              </div>
              <div class="govuk-notification-banner__content">
                {Message}
              </div>
            </div>
            """;
    }

    IHtmlContent Title => TitleHtml
        ?? (Markup)$"{(string.IsNullOrEmpty(TitleText) ? IsSuccess ? "Success" : "Important" : TitleText)}";

    IHtmlContent? Message => IsEmpty ? null : Html ?? (Markup)$"<p class=\"govuk-notification-banner__heading\">{Text}</p>";
}
