namespace Waymark.App.Features.Shared.Components;

public sealed record Checkboxes(string? Name = null) : FieldGroup
{
    public string? IdPrefix { get; init; }
    public string? DescribedBy { get; init; }
    public required IReadOnlyList<CheckboxItem?> Items { get; init; }
    public IReadOnlyCollection<string>? Values { get; init; }

    string? Prefix => string.IsNullOrEmpty(IdPrefix) ? Name : IdPrefix;

    string? GroupDescription => Fieldset?.DescribedBy ?? DescribedBy;

    protected override Markup Render() => Group(Prefix, GroupDescription, $"""
        <div class="govuk-checkboxes{And(Classes)}"{Attributes} data-module="govuk-checkboxes">
          {FormGroup?.BeforeInput}
          {Items.Select((item, index) => item is null ? null : Item(item, index + 1))}
          {FormGroup?.AfterInput}
        </div>
        """);

    // Without a fieldset there is no one element to carry the group's hint and error, so each box does.
    string? DescriptionOfEach => Fieldset is not null ? null : Joined(
        GroupDescription,
        Hint is null ? null : Prefix + "-hint",
        ErrorMessage is null ? null : Prefix + "-error");

    Markup Item(CheckboxItem item, int number)
    {
        if (!string.IsNullOrEmpty(item.Divider)) return $"<div class=\"govuk-checkboxes__divider\">{item.Divider}</div>";
        var id = item.Id ?? (number > 1 ? $"{Prefix}-{number}" : Prefix);
        var isChecked = item.Checked ?? (item.Value is not null && Values?.Contains(item.Value) == true);
        var hint = item.Hint is { HasBody: true }
            ? item.Hint with { Id = id + "-item-hint", Classes = "govuk-checkboxes__hint" + And(item.Hint.Classes) }
            : null;
        return $"""
            <div class="govuk-checkboxes__item">
              <input class="govuk-checkboxes__input" id="{id}" name="{item.Name ?? Name}" type="checkbox" value="{item.Value}"{Markup.Attribute("checked", isChecked)}{Markup.Attribute("disabled", item.Disabled)}{(item.Conditional?.Html is null ? null : Markup.Attribute("data-aria-controls", "conditional-" + id))}{Markup.Attribute("data-behaviour", item.Behaviour)}{Markup.Attribute("aria-describedby", Joined(DescriptionOfEach, hint?.Id))}{item.Attributes}>
              {item.LabelFor(id, "govuk-checkboxes__label")}
              {hint}
            </div>
            {Conditional(item, id, isChecked)}
            """;
    }

    static Markup? Conditional(CheckboxItem item, string? id, bool isChecked) => item.Conditional?.Html is not { } html ? null : (Markup)$"""
        <div class="govuk-checkboxes__conditional{And(!isChecked, "govuk-checkboxes__conditional--hidden")}" id="conditional-{id}">
          {html}
        </div>
        """;
}

public sealed record CheckboxItem(string? Value = null, string? Text = null) : RadioItem(Value, Text)
{
    public string? Name { get; init; }

    /// <summary><c>exclusive</c>: choosing this one, "None of these", clears the others (with script; the server checks it).</summary>
    public string? Behaviour { get; init; }
}
