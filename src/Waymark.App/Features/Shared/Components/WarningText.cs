namespace Waymark.App.Features.Shared.Components;

public sealed record WarningText(string? Text = null) : TextComponent(Text)
{
    public string? IconFallbackText { get; init; }

    protected override Markup Render() => $"""
        <div class="govuk-warning-text{And(Classes)}"{Attributes}>
          <span class="govuk-warning-text__icon" aria-hidden="true">!</span>
          <strong class="govuk-warning-text__text">
            <span class="govuk-visually-hidden">{(string.IsNullOrEmpty(IconFallbackText) ? "Warning" : IconFallbackText)}</span>
            {Body}
          </strong>
        </div>
        """;
}
