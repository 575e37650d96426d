namespace Waymark.App.Features.Shared.Components;

public sealed record ErrorMessage(string? Text = null) : TextComponent(Text)
{
    public string? Id { get; init; }
    public string VisuallyHiddenText { get; init; } = "Error";

    protected override Markup Render() => $"""
        <p{Markup.Attribute("id", Id)} class="govuk-error-message{And(Classes)}"{Attributes}>
          {Hidden}{Body}
        </p>
        """;

    Markup? Hidden => VisuallyHiddenText.Length == 0
        ? null
        : (Markup)$"<span class=\"govuk-visually-hidden\">{VisuallyHiddenText}:</span> ";

    public static implicit operator ErrorMessage?(string? text) => string.IsNullOrEmpty(text) ? null : new(text);
}
