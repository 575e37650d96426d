using System.Globalization;

namespace Waymark.Core.Calendar;

/// <summary>What a clock counts in (design rule 3).</summary>
public enum Unit
{
    /// <summary>Elapsed hours: seventy-two hours are seventy-two hours when the clocks change too.</summary>
    Hours,

    /// <summary>Calendar days, weekends and holidays among them.</summary>
    Days,

    /// <summary>Seven calendar days each.</summary>
    Weeks,

    /// <summary>Calendar months: the same day of a later month, or that month's last day where it has no such day.</summary>
    Months,

    /// <summary>Last days of months: one month end from 15 January is 31 January, and from 31 January it is the last of February.</summary>
    MonthEnds,

    /// <summary>Days that the authority's calendar counts: Monday to Friday, less its holidays.</summary>
    WorkingDays,
}

/// <summary>
/// An amount of a unit, as a protocol states it: five working days, seventy-two hours. The amount is 0 to 1000
/// wherever text is read.
/// </summary>
public readonly record struct Span(int Amount, Unit Unit)
{
    /// <summary>The largest amount that text may state; a process that waits longer has lost its point.</summary>
    public const int Most = 1000;

    const string Expected = "Write a whole number from 0 to 1000 and then 'working days', 'days', 'weeks' or 'hours', as in '5 working days'.";

    /// <summary>
    /// Reads <c>5 working days</c>, <c>1 week</c>, <c>72 hours</c>, <c>10 days</c>; singular and plural alike. Months and
    /// month ends are stated by packs alone, in fields of their own, and are not read here.
    /// </summary>
    /// <param name="text">The rule; spaces around it don't matter.</param>
    /// <param name="span">What it says.</param>
    /// <param name="error">What is wrong with it and what to write instead; empty when it is read.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out Span span, out string error)
    {
        span = default;
        text = text.Trim();
        var space = text.IndexOf(' ');
        if (space < 0)
        {
            error = text.IsEmpty ? $"The rule is empty. {Expected}" : $"'{text}' is not a rule. {Expected}";
            return false;
        }

        if (!int.TryParse(text[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || amount > Most)
        {
            error = $"'{text[..space]}' is not an amount. {Expected}";
            return false;
        }

        Unit? unit = text[(space + 1)..].TrimStart() switch
        {
            "working days" or "working day" => Unit.WorkingDays,
            "days" or "day" => Unit.Days,
            "hours" or "hour" => Unit.Hours,
            "weeks" or "week" => Unit.Weeks,
            _ => null,
        };
        if (unit is null)
        {
            error = $"'{text[(space + 1)..].TrimStart()}' is not something that can be counted. {Expected}";
            return false;
        }

        span = new Span(amount, unit.Value);
        error = "";
        return true;
    }

    /// <summary>As people say it: "5 working days", "1 week".</summary>
    public override string ToString()
    {
        var one = Unit switch
        {
            Unit.Hours => "hour",
            Unit.Days => "day",
            Unit.Weeks => "week",
            Unit.Months => "month",
            Unit.MonthEnds => "month end",
            _ => "working day",
        };
        return Amount == 1 ? $"1 {one}" : $"{Amount} {one}s";
    }
}
