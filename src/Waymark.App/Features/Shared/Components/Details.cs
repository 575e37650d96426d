using Microsoft.AspNetCore.Html;

namespace Waymark.App.Features.Shared.Components;

public sealed record Details(string? SummaryText = null, string? Text = null) : TextComponent(Text)
{
    public IHtmlContent? SummaryHtml { get; init; }
    public string? Id { get; init; }
    public bool Open { get; init; }

    protected override Markup Render() => $"""
        <details{Markup.Attribute("id", Id)} class="govuk-details{And(Classes)}"{Attributes}{Markup.Attribute("open", Open)}>
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">
              {SummaryHtml ?? (Markup)$"{SummaryText}"}
            </span>
          </summary>
          <div class="govuk-details__text">
            {Body}
          </div>
        </details>
        """;
}
