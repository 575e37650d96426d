namespace Waymark.App.Features.Shared.Components;

public sealed record Hint(string? Text = null) : TextComponent(Text)
{
    public string? Id { get; init; }

    internal bool HasBody => !IsEmpty;

    protected override Markup Render() => $"""
        <div{Markup.Attribute("id", Id)} class="govuk-hint{And(Classes)}"{Attributes}>
          {Body}
        </div>
        """;

    public static implicit operator Hint?(string? text) => text is null ? null : new(text);
}
