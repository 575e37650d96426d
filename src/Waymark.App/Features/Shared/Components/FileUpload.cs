namespace Waymark.App.Features.Shared.Components;

public sealed record FileUpload(string? Name = null, Label? Label = null) : Field(Name, Label)
{
    public bool Multiple { get; init; }

    /// <summary>
    /// The markup for govuk-frontend's drop zone. Our script doesn't start it, as its button's name isn't the text that it shows
    /// (WCAG 2.5.3): leave this off, and the browser's own control is used.
    /// </summary>
    public bool Javascript { get; init; }
    public string? WrapperClasses { get; init; }
    public Attributes? WrapperAttributes { get; init; }
    public string? ChooseFilesButtonText { get; init; }
    public string? NoFileChosenText { get; init; }
    public IReadOnlyDictionary<string, string>? MultipleFilesChosenText { get; init; }
    public string? DropInstructionText { get; init; }
    public string? EnteredDropZoneText { get; init; }
    public string? LeftDropZoneText { get; init; }

    protected override Markup Control() => Javascript
        ? (Markup)$"<div class=\"govuk-file-upload-wrapper{And(WrapperClasses)}\"{ScriptOptions()}>{Element()}</div>"
        : Element();

    Markup Element() => $"""
        <input class="govuk-file-upload{And(Classes)}{And(ErrorMessage is not null, "govuk-file-upload--error")}" id="{ControlId}" name="{Name}" type="file"{Markup.Attribute("disabled", Disabled)}{Markup.Attribute("multiple", Multiple)}{Markup.Attribute("aria-describedby", Description)}{Attributes}>
        """;

    Attributes ScriptOptions()
    {
        var options = new Attributes { ["data-module"] = "govuk-file-upload" };
        options.AddIfSaid("data-i18n.choose-files-button", ChooseFilesButtonText);
        options.AddIfSaid("data-i18n.no-file-chosen", NoFileChosenText);
        options.AddPlural("data-i18n.multiple-files-chosen", MultipleFilesChosenText);
        options.AddIfSaid("data-i18n.drop-instruction", DropInstructionText);
        options.AddIfSaid("data-i18n.entered-drop-zone", EnteredDropZoneText);
        options.AddIfSaid("data-i18n.left-drop-zone", LeftDropZoneText);
        foreach (var (name, value) in WrapperAttributes ?? []) options[name] = value;
        return options;
    }
}
