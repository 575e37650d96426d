namespace Waymark.App.Features.Shared.Components;

/// <summary>A text area that says how much room is left. Without script it says the limit.</summary>
public sealed record CharacterCount(string? Name = null, Label? Label = null) : Component
{
    public string? Id { get; init; }
    public Hint? Hint { get; init; }
    public ErrorMessage? ErrorMessage { get; init; }
    public FormGroup? FormGroup { get; init; }
    public string? Value { get; init; }
    public int Rows { get; init; } = 5;
    public int? Maxlength { get; init; }
    public int? Maxwords { get; init; }
    public int? Threshold { get; init; }
    public string? CountType { get; init; }
    public bool? Spellcheck { get; init; }
    public Content? CountMessage { get; init; }
    public string? TextareaDescriptionText { get; init; }
    public IReadOnlyDictionary<string, string>? CharactersUnderLimitText { get; init; }
    public string? CharactersAtLimitText { get; init; }
    public IReadOnlyDictionary<string, string>? CharactersOverLimitText { get; init; }
    public IReadOnlyDictionary<string, string>? WordsUnderLimitText { get; init; }
    public string? WordsAtLimitText { get; init; }
    public IReadOnlyDictionary<string, string>? WordsOverLimitText { get; init; }

    string? Counting => string.IsNullOrEmpty(CountType) ? Maxwords is null ? null : "words" : CountType;

    int? Limit => Maxwords ?? Maxlength;

    protected override Markup Render()
    {
        var id = string.IsNullOrEmpty(Id) ? Name : Id;
        var message = new Hint(LimitInWords())
        {
            Id = id + "-info",
            Classes = "govuk-character-count__message" + And(CountMessage?.Classes),
        };
        return $"{new Textarea(Name, Label)
        {
            Id = id,
            DescribedBy = message.Id,
            Rows = Rows,
            Spellcheck = Spellcheck,
            Value = Value,
            Classes = "govuk-js-character-count" + And(Classes),
            Hint = Hint,
            ErrorMessage = ErrorMessage,
            Attributes = Attributes,
            FormGroup = new()
            {
                Classes = "govuk-character-count" + And(FormGroup?.Classes),
                Attributes = ScriptOptions(),
                BeforeInput = FormGroup?.BeforeInput,
                AfterInput = (Markup)$"{message}{FormGroup?.AfterInput}",
            },
        }}";
    }

    string? LimitInWords() => Limit is not { } limit ? null
        : (TextareaDescriptionText ?? $"You can enter up to %{{count}} {(Counting == "words" ? "words" : "characters")}")
            .Replace("%{count}", $"{limit}", StringComparison.Ordinal);

    Attributes ScriptOptions()
    {
        var options = new Attributes { ["data-module"] = "govuk-character-count" };
        options.AddIfSaid("data-maxlength", Maxlength?.ToString());
        options.AddIfSaid("data-maxwords", Maxwords?.ToString());
        options.AddIfSaid("data-threshold", Threshold?.ToString());
        options.AddIfSaid("data-count-type", Counting);
        if (Limit is null) options.AddIfSaid("data-i18n.textarea-description.other", TextareaDescriptionText);
        options.AddPlural("data-i18n.characters-under-limit", CharactersUnderLimitText);
        options.AddIfSaid("data-i18n.characters-at-limit", CharactersAtLimitText);
        options.AddPlural("data-i18n.characters-over-limit", CharactersOverLimitText);
        options.AddPlural("data-i18n.words-under-limit", WordsUnderLimitText);
        options.AddIfSaid("data-i18n.words-at-limit", WordsAtLimitText);
        options.AddPlural("data-i18n.words-over-limit", WordsOverLimitText);
        foreach (var (name, value) in FormGroup?.Attributes ?? []) options[name] = value;
        return options;
    }
}
