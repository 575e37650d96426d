namespace Waymark.App.Features.Shared.Components;

/// <summary>A status: always a word; the colour only helps to find it. Colours: grey, green, teal, blue, purple, magenta, red, orange, yellow.</summary>
public sealed record Tag(string? Text = null, string? Colour = null) : TextComponent(Text)
{
    protected override Markup Render() => $"""
        <strong class="govuk-tag{(Colour is null ? null : " govuk-tag--" + Colour)}{And(Classes)}"{Attributes}>
          {Body}
        </strong>
        """;
}
