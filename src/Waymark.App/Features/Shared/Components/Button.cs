using Microsoft.AspNetCore.Html;

namespace Waymark.App.Features.Shared.Components;

/// <summary>
/// One primary button on a page, which says what it does: "Send to Priya Shah (team manager)". Others are
/// <c>govuk-button--secondary</c>; what can't be undone is <c>govuk-button--warning</c>. With <c>Href</c> it is a link.
/// </summary>
public sealed record Button(string? Text = null) : TextComponent(Text)
{
    static readonly HtmlString StartIcon = new("""
        <svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false">
          <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/>
        </svg>
        """);

    public string? Href { get; init; }
    public string? Id { get; init; }
    public string? Name { get; init; }
    public string? Value { get; init; }
    public string Type { get; init; } = "submit";
    public bool Disabled { get; init; }
    public bool? PreventDoubleClick { get; init; }
    public bool IsStartButton { get; init; }

    protected override Markup Render()
    {
        Markup common = $" class=\"govuk-button{And(Classes)}{And(IsStartButton, "govuk-button--start")}\" data-module=\"govuk-button\"{Attributes}{Markup.Attribute("id", Id)}";
        Markup inside = $"""
            {(IsStartButton && Html is not null ? (Markup)$"<span>{Html}</span>" : Body)}
            {(IsStartButton ? StartIcon : null)}
            """;
        return string.IsNullOrEmpty(Href)
            ? (Markup)$"<button type=\"{Type}\"{Markup.Attribute("value", Value)}{Markup.Attribute("name", Name)}{Unavailable}{Markup.Attribute("data-prevent-double-click", PreventDoubleClick)}{common}>{inside}</button>"
            : (Markup)$"<a href=\"{Href}\" role=\"button\" draggable=\"false\"{common}>{inside}</a>";
    }

    HtmlString? Unavailable => Disabled ? new(" disabled aria-disabled=\"true\"") : null;
}
