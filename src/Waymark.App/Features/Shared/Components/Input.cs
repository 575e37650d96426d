using Microsoft.AspNetCore.Html;

namespace Waymark.App.Features.Shared.Components;

/// <summary>A line of text. Set <c>Classes</c> to <c>govuk-input--width-10</c> and the like where the answer's length is known.</summary>
public sealed record Input(string? Name = null, Label? Label = null) : Field(Name, Label)
{
    public string Type { get; init; } = "text";
    public string? Value { get; init; }
    public string? Autocomplete { get; init; }
    public string? Autocapitalize { get; init; }
    public string? Inputmode { get; init; }
    public string? Pattern { get; init; }
    public bool? Spellcheck { get; init; }
    public Content? Prefix { get; init; }
    public Content? Suffix { get; init; }
    public InputWrapper? InputWrapper { get; init; }

    protected override bool WritesItsNeighbours => true;

    protected override Markup Control()
    {
        var isAlone = Prefix is null && Suffix is null && FormGroup?.BeforeInput is null && FormGroup?.AfterInput is null;
        return isAlone ? Element() : (Markup)$"""
            <div class="govuk-input__wrapper{And(InputWrapper?.Classes)}"{InputWrapper?.Attributes}>
              {FormGroup?.BeforeInput}
              {Affix(Prefix, "prefix")}
              {Element()}
              {Affix(Suffix, "suffix")}
              {FormGroup?.AfterInput}
            </div>
            """;
    }

    Markup Element()
    {
        // An empty value is written: the box was emptied, and isn't merely unsaid.
        var value = Value is null ? null : (Markup)$" value=\"{Value}\"";
        return $"""
            <input class="govuk-input{And(Classes)}{And(ErrorMessage is not null, "govuk-input--error")}" id="{ControlId}" name="{Name}" type="{Type}"{Markup.Attribute("spellcheck", Spellcheck)}{value}{Markup.Attribute("disabled", Disabled)}{Markup.Attribute("aria-describedby", Description)}{Markup.Attribute("autocomplete", Autocomplete)}{Markup.Attribute("autocapitalize", Autocapitalize)}{Markup.Attribute("pattern", Pattern)}{Markup.Attribute("inputmode", Inputmode)}{Attributes}>
            """;
    }

    static Markup? Affix(Content? affix, string side) => affix is null
        ? null
        : (Markup)$"<div class=\"govuk-input__{side}{And(affix.Classes)}\" aria-hidden=\"true\"{affix.Attributes}>{affix.Body}</div>";
}

public sealed record InputWrapper
{
    public string? Classes { get; init; }
    public Attributes? Attributes { get; init; }
}
