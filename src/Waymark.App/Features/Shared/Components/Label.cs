namespace Waymark.App.Features.Shared.Components;

public sealed record Label(string? Text = null) : TextComponent(Text)
{
    public string? For { get; init; }
    public bool IsPageHeading { get; init; }

    protected override Markup Render()
    {
        if (IsEmpty) return $"";
        Markup label = $"""
            <label class="govuk-label{And(Classes)}"{Attributes}{Markup.Attribute("for", For)}>
              {Body}
            </label>
            """;
        return IsPageHeading ? (Markup)$"<h1 class=\"govuk-label-wrapper\">{label}</h1>" : label;
    }

    public static implicit operator Label?(string? text) => text is null ? null : new(text);
}
