using NodaTime;
using Waymark.App.Features.Shared.Components;

namespace Waymark.App.Features.Shared;

/// <summary>A date as it was typed in three boxes, kept so that it can be shown again, and the day that it is where it is one.</summary>
public sealed record TypedDate(string Day, string Month, string Year)
{
    public static TypedDate Of(LocalDate? date) => date is { } day ? new($"{day.Day}", $"{day.Month}", $"{day.Year}") : new("", "", "");

    public static TypedDate Read(IFormCollection form, string name) =>
        new(form[$"{name}-day"].ToString().Trim(), form[$"{name}-month"].ToString().Trim(), form[$"{name}-year"].ToString().Trim());

    public bool IsEmpty => Day.Length + Month.Length + Year.Length == 0;

    /// <summary>Null: there is no such day. Months are taken by name too, and years only in full.</summary>
    public LocalDate? Date
    {
        get
        {
            if (!Number(Day, out var day) || !Number(Year, out var year) || year is < 1900 or > 2199 || MonthNumber() is not { } month) return null;
            return day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month) ? new LocalDate(year, month, day) : null;
        }
    }

    public DateInput Input(string name, string legend, string? hint = null, ErrorMessage? error = null) => new(name)
    {
        NamePrefix = name,
        Fieldset = new Fieldset(new Legend(legend) { Classes = "govuk-fieldset__legend--s" }),
        Hint = hint is null ? null : new Hint(hint),
        ErrorMessage = error,
        Values = new Dictionary<string, string?> { [$"{name}-day"] = Day, [$"{name}-month"] = Month, [$"{name}-year"] = Year },
    };

    int? MonthNumber()
    {
        if (Number(Month, out var month)) return month is >= 1 and <= 12 ? month : null;
        var named = Month.Length < 3 ? -1 : Array.FindIndex(Months, name => name.StartsWith(Month, StringComparison.OrdinalIgnoreCase));
        return named < 0 ? null : named + 1;
    }

    static readonly string[] Months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    static bool Number(string text, out int number) => int.TryParse(text, System.Globalization.NumberStyles.None, null, out number);
}
