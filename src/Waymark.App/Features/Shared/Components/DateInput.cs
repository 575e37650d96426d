namespace Waymark.App.Features.Shared.Components;

/// <summary>
/// A known date, in three boxes. <c>Values</c> are what was typed, by the name of the box with its prefix (<c>due-day</c>): a
/// date that doesn't exist is shown again as it was typed.
/// </summary>
public sealed record DateInput(string? Id = null) : FieldGroup
{
    public string? NamePrefix { get; init; }
    public DateInputItem? Day { get; init; }
    public DateInputItem? Month { get; init; }
    public DateInputItem? Year { get; init; }
    public IReadOnlyList<DateInputItem>? Items { get; init; }
    public IReadOnlyDictionary<string, string?>? Values { get; init; }

    protected override Markup Render()
    {
        // JAWS doesn't read the description of a fieldset of text boxes unless its role is "group".
        return Group(Id, Fieldset?.DescribedBy, $"""
            <div class="govuk-date-input{And(Classes)}"{Attributes}{Markup.Attribute("id", Id)}>
              {FormGroup?.BeforeInput}
              {Boxes().Select(Box)}
              {FormGroup?.AfterInput}
            </div>
            """, role: "group");
    }

    IEnumerable<DateInputItem> Boxes() => Items is { Count: > 0 } ? Items.Select(Named) : new[]
    {
        Named((Day ?? new()) with { Name = Day?.Name ?? "day" }),
        Named((Month ?? new()) with { Name = Month?.Name ?? "month" }),
        Named((Year ?? new()) with { Name = Year?.Name ?? "year" }),
    }.Where(item => !item.Omitted);

    /// <summary>The box with its value, its width and whether the error is at it.</summary>
    DateInputItem Named(DateInputItem item)
    {
        var part = PartOf(item.Name);
        var width = part == "year" ? 4 : 2;
        var known = part is null ? null : PartFor(part) is { } given ? given.Value : Typed(part);
        var isAtFault = item.Error ?? (ErrorMessage is not null && !AnyBoxIsAtFault);
        return item with
        {
            Value = item.Value ?? known ?? Typed(Prefixed(item.Name)),
            Classes = Joined(
                isAtFault && !Has(item.Classes, "govuk-input--error") ? "govuk-input--error" : null,
                Has(item.Classes, "govuk-input--width-") ? null : $"govuk-input--width-{width}",
                item.Classes),
        };
    }

    bool AnyBoxIsAtFault => (Items ?? [Day ?? new(), Month ?? new(), Year ?? new()])
        .Any(item => item.Error == true || Has(item.Classes, "govuk-input--error"));

    string? PartOf(string? name) =>
        name is null ? null
        : name == "day" || name == Day?.Name ? "day"
        : name == "month" || name == Month?.Name ? "month"
        : name == "year" || name == Year?.Name ? "year"
        : null;

    DateInputItem? PartFor(string part) => part switch { "day" => Day, "month" => Month, _ => Year };

    string? Typed(string? name) => name is null ? null : Values?.GetValueOrDefault(name);

    string Prefixed(string? name) => string.IsNullOrEmpty(NamePrefix) ? name ?? "" : $"{NamePrefix}-{name}";

    static bool Has(string? classes, string name) => classes?.Contains(name, StringComparison.Ordinal) == true;

    Markup Box(DateInputItem item)
    {
        var input = new Input(Prefixed(item.Name), new Label(item.Label ?? Capitalised(item.Name)) { Classes = "govuk-date-input__label" })
        {
            Id = item.Id ?? $"{Id}-{item.Name}",
            Classes = "govuk-date-input__input" + And(item.Classes),
            Value = item.Value,
            Inputmode = item.Inputmode ?? "numeric",
            Autocomplete = item.Autocomplete,
            Pattern = item.Pattern,
            Attributes = item.Attributes,
        };
        return $"""
            <div class="govuk-date-input__item">
              {input}
            </div>
            """;
    }

    static string Capitalised(string? name) =>
        string.IsNullOrEmpty(name) ? "" : char.ToUpperInvariant(name[0]) + name[1..].ToLowerInvariant();
}

public sealed record DateInputItem(string? Name = null)
{
    public string? Id { get; init; }
    public string? Label { get; init; }
    public string? Value { get; init; }
    public string? Autocomplete { get; init; }
    public string? Inputmode { get; init; }
    public string? Pattern { get; init; }
    public string? Classes { get; init; }

    /// <summary>Whether the error is at this box. When no box says so, an error message is at all of them.</summary>
    public bool? Error { get; init; }

    /// <summary>This part of the date isn't asked for.</summary>
    public bool Omitted { get; init; }

    public Attributes? Attributes { get; init; }
}
