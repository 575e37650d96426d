namespace Waymark.App.Features.Shared.Components;

public sealed record Textarea(string? Name = null, Label? Label = null) : Field(Name, Label)
{
    public string? Value { get; init; }
    public int Rows { get; init; } = 5;
    public bool? Spellcheck { get; init; }
    public string? Autocomplete { get; init; }

    protected override Markup Control() =>
        // A line break just after the tag is eaten by the parser, so one is given to it: a text that begins with one keeps it.
        $"""
        <textarea class="govuk-textarea{And(ErrorMessage is not null, "govuk-textarea--error")}{And(Classes)}" id="{ControlId}" name="{Name}" rows="{Rows}"{Markup.Attribute("spellcheck", Spellcheck)}{Markup.Attribute("disabled", Disabled)}{Markup.Attribute("aria-describedby", Description)}{Markup.Attribute("autocomplete", Autocomplete)}{Attributes}>
        {Value}</textarea>
        """;
}
