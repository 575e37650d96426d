using Microsoft.AspNetCore.Html;

namespace Waymark.App.Features.Shared.Components;

/// <summary>What surrounds a field: its classes, and anything that stands just before or after the control.</summary>
public sealed record FormGroup
{
    public string? Classes { get; init; }
    public Attributes? Attributes { get; init; }
    public IHtmlContent? BeforeInput { get; init; }
    public IHtmlContent? AfterInput { get; init; }
}

/// <summary>A single control with its label, hint and error.</summary>
public abstract record Field(string? Name, Label? Label) : Component
{
    public string? Id { get; init; }
    public Hint? Hint { get; init; }
    public ErrorMessage? ErrorMessage { get; init; }
    public FormGroup? FormGroup { get; init; }
    public string? DescribedBy { get; init; }
    public bool Disabled { get; init; }

    protected string? ControlId => string.IsNullOrEmpty(Id) ? Name : Id;

    protected string? Description => Joined(
        DescribedBy,
        Hint is null ? null : ControlId + "-hint",
        ErrorMessage is null ? null : ControlId + "-error");

    /// <summary>The control; what stands before and after it is the group's, unless the control writes that itself.</summary>
    protected abstract Markup Control();

    protected virtual bool WritesItsNeighbours => false;

    protected override Markup Render()
    {
        var label = Label is null ? null : Label with { For = ControlId };
        var hint = Hint is null ? null : Hint with { Id = ControlId + "-hint" };
        var error = ErrorMessage is null ? null : ErrorMessage with { Id = ControlId + "-error" };
        return $"""
            <div class="govuk-form-group{And(error is not null, "govuk-form-group--error")}{And(FormGroup?.Classes)}"{FormGroup?.Attributes}>
              {label}
              {hint}
              {error}
              {(WritesItsNeighbours ? null : FormGroup?.BeforeInput)}
              {Control()}
              {(WritesItsNeighbours ? null : FormGroup?.AfterInput)}
            </div>
            """;
    }
}

/// <summary>Several controls under one question: radios, checkboxes, the parts of a date.</summary>
public abstract record FieldGroup : Component
{
    public Fieldset? Fieldset { get; init; }
    public Hint? Hint { get; init; }
    public ErrorMessage? ErrorMessage { get; init; }
    public FormGroup? FormGroup { get; init; }

    protected Markup Group(string? id, string? describedBy, Markup controls, string? role = null)
    {
        var hint = Hint is null ? null : Hint with { Id = id + "-hint" };
        var error = ErrorMessage is null ? null : ErrorMessage with { Id = id + "-error" };
        Markup inner = $"""
            {hint}
            {error}
            {controls}
            """;
        var fieldset = Fieldset is null
            ? null
            : Fieldset with { DescribedBy = Joined(describedBy, hint?.Id, error?.Id), Role = role, Html = inner };
        return $"""
            <div class="govuk-form-group{And(error is not null, "govuk-form-group--error")}{And(FormGroup?.Classes)}"{FormGroup?.Attributes}>
            {fieldset ?? (IHtmlContent)inner}
            </div>
            """;
    }
}
