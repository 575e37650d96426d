namespace Waymark.App.Features.Shared.Components;

public sealed record BackLink(string? Href = null, string? Text = null) : TextComponent(Text)
{
    protected override Markup Render() =>
        $"<a href=\"{(string.IsNullOrEmpty(Href) ? "#" : Href)}\" class=\"govuk-back-link{And(Classes)}\"{Attributes}>{(IsEmpty ? (Markup)$"Back" : Body)}</a>";
}
