using Microsoft.AspNetCore.Html;

namespace Waymark.App.Features.Shared.Components;

public sealed record Radios(string? Name = null) : FieldGroup
{
    public string? IdPrefix { get; init; }
    public required IReadOnlyList<RadioItem?> Items { get; init; }
    public string? Value { get; init; }

    string? Prefix => string.IsNullOrEmpty(IdPrefix) ? Name : IdPrefix;

    protected override Markup Render() => Group(Prefix, Fieldset?.DescribedBy, $"""
        <div class="govuk-radios{And(Classes)}"{Attributes} data-module="govuk-radios">
          {FormGroup?.BeforeInput}
          {Items.Select((item, index) => item is null ? null : Item(item, index + 1))}
          {FormGroup?.AfterInput}
        </div>
        """);

    Markup Item(RadioItem item, int number)
    {
        if (!string.IsNullOrEmpty(item.Divider)) return $"<div class=\"govuk-radios__divider\">{item.Divider}</div>";
        var id = item.Id ?? (number > 1 ? $"{Prefix}-{number}" : Prefix);
        var isChecked = item.Checked ?? (!string.IsNullOrEmpty(Value) && item.Value == Value);
        var hint = item.Hint is { HasBody: true }
            ? item.Hint with { Id = id + "-item-hint", Classes = "govuk-radios__hint" + And(item.Hint.Classes) }
            : null;
        return $"""
            <div class="govuk-radios__item">
              <input class="govuk-radios__input" id="{id}" name="{Name}" type="radio" value="{item.Value}"{Markup.Attribute("checked", isChecked)}{Markup.Attribute("disabled", item.Disabled)}{(item.Conditional?.Html is null ? null : Markup.Attribute("data-aria-controls", "conditional-" + id))}{Markup.Attribute("aria-describedby", hint?.Id)}{item.Attributes}>
              {item.LabelFor(id, "govuk-radios__label")}
              {hint}
            </div>
            {Conditional(item, id, isChecked)}
            """;
    }

    static Markup? Conditional(RadioItem item, string? id, bool isChecked) => item.Conditional?.Html is not { } html ? null : (Markup)$"""
        <div class="govuk-radios__conditional{And(!isChecked, "govuk-radios__conditional--hidden")}" id="conditional-{id}">
          {html}
        </div>
        """;
}

/// <summary>An option of <see cref="Radios"/> or <see cref="Checkboxes"/>; one with only a divider is the word between options.</summary>
public record RadioItem(string? Value = null, string? Text = null)
{
    public IHtmlContent? Html { get; init; }
    public string? Id { get; init; }
    public Content? Label { get; init; }
    public Hint? Hint { get; init; }
    public string? Divider { get; init; }
    public bool? Checked { get; init; }
    public Conditional? Conditional { get; init; }
    public bool Disabled { get; init; }
    public Attributes? Attributes { get; init; }

    internal Label LabelFor(string? id, string classes) => new(Text)
    {
        Html = Html,
        For = id,
        Classes = string.IsNullOrEmpty(Label?.Classes) ? classes : $"{classes} {Label.Classes}",
        Attributes = Label?.Attributes,
    };
}

/// <summary>What is shown only when its option is chosen (always, without script).</summary>
public sealed record Conditional(IHtmlContent? Html = null);
