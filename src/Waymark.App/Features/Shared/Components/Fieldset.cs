using Microsoft.AspNetCore.Html;

namespace Waymark.App.Features.Shared.Components;

public sealed record Legend(string? Text = null) : TextComponent(Text)
{
    public bool IsPageHeading { get; init; }

    protected override Markup Render() => IsEmpty ? (Markup)$"" : (Markup)$"""
        <legend class="govuk-fieldset__legend{And(Classes)}">
        {(IsPageHeading ? (Markup)$"<h1 class=\"govuk-fieldset__heading\">{Body}</h1>" : Body)}
        </legend>
        """;

    public static implicit operator Legend?(string? text) => text is null ? null : new(text);
}

public sealed record Fieldset(Legend? Legend = null) : Component
{
    public string? DescribedBy { get; init; }
    public string? Role { get; init; }
    public IHtmlContent? Html { get; init; }

    protected override Markup Render() => $"""
        <fieldset class="govuk-fieldset{And(Classes)}"{Markup.Attribute("role", Role)}{Markup.Attribute("aria-describedby", DescribedBy)}{Attributes}>
          {Legend}
          {Html}
        </fieldset>
        """;
}
