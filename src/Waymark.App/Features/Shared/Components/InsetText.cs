namespace Waymark.App.Features.Shared.Components;

public sealed record InsetText(string? Text = null) : TextComponent(Text)
{
    public string? Id { get; init; }

    protected override Markup Render() => $"""
        <div{Markup.Attribute("id", Id)} class="govuk-inset-text{And(Classes)}"{Attributes}>
          {Body}
        </div>
        """;
}
