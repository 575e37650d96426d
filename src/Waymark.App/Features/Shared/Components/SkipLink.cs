namespace Waymark.App.Features.Shared.Components;

public sealed record SkipLink(string? Text = null, string? Href = null) : TextComponent(Text)
{
    protected override Markup Render() =>
        $"<a href=\"{(string.IsNullOrEmpty(Href) ? "#content" : Href)}\" class=\"govuk-skip-link{And(Classes)}\"{Attributes} data-module=\"govuk-skip-link\">{Body}</a>";
}
