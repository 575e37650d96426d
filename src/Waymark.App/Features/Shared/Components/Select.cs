namespace Waymark.App.Features.Shared.Components;

/// <summary>A choice from a long list. Prefer <see cref="Radios"/> where all options fit on the page.</summary>
public sealed record Select(string? Name = null, Label? Label = null) : Field(Name, Label)
{
    public IReadOnlyList<SelectItem?> Items { get; init; } = [];
    public string? Value { get; init; }

    protected override Markup Control() => $"""
        <select class="govuk-select{And(Classes)}{And(ErrorMessage is not null, "govuk-select--error")}" id="{ControlId}" name="{Name}"{Markup.Attribute("disabled", Disabled)}{Markup.Attribute("aria-describedby", Description)}{Attributes}>
        {Items.OfType<SelectItem>().Select(Option)}
        </select>
        """;

    Markup Option(SelectItem item)
    {
        var isSelected = item.Selected ?? (!string.IsNullOrEmpty(Value) && (item.Value ?? item.Text) == Value);
        var value = item.Value is null ? null : (Markup)$" value=\"{item.Value}\"";
        return $"<option{value}{Markup.Attribute("selected", isSelected)}{Markup.Attribute("disabled", item.Disabled)}{item.Attributes}>{item.Text}</option>";
    }
}

public sealed record SelectItem(string? Value = null, string? Text = null)
{
    public bool? Selected { get; init; }
    public bool Disabled { get; init; }
    public Attributes? Attributes { get; init; }
}
