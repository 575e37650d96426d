using System.Diagnostics.CodeAnalysis;
using NodaTime;
using NodaTime.TimeZones;

namespace Waymark.Core.Calendar;

/// <summary>
/// Answers "when is it due?" for rules that are written as text: a calendar's name, a day or a local time, and a span.
/// One line in, one line out, so that another system's dates can be held against ours by the million.
/// </summary>
public sealed class DueRules
{
    const string FromExpected = "Write a date as in 2020-06-29, or a date and time as in 2026-03-27T16:00, between the years 1900 and 2199.";

    readonly Dictionary<string, WorkingCalendar> calendars;
    readonly Dictionary<string, WorkingCalendar>.AlternateLookup<ReadOnlySpan<char>> byName;

    /// <summary>Answers from these calendars, each by its name.</summary>
    public DueRules(IEnumerable<WorkingCalendar> calendars)
    {
        this.calendars = calendars.ToDictionary(calendar => calendar.Name, StringComparer.Ordinal);
        byName = this.calendars.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>
    /// Answers one line <c>calendar TAB from TAB rule</c>: <c>2020-07-06</c>, for hours <c>2026-03-30T17:00</c>, followed by
    /// <c>TAB provisional</c> where the calendar's knowledge ends; or <c>error: …</c>, which says what to write instead.
    /// </summary>
    public string Answer(ReadOnlySpan<char> line)
    {
        TryCount(line, out var due, out var error);
        return Line(due, error);
    }

    /// <summary>What was counted, or the error when nothing was, as <see cref="Answer"/> writes it.</summary>
    public static string Line(Due? due, string error)
    {
        if (due is null) return $"error: {error}";
        return due.Provisional ? $"{due.ToIso()}\tprovisional" : due.ToIso();
    }

    /// <summary>Counts one line <c>calendar TAB from TAB rule</c>.</summary>
    /// <inheritdoc cref="TryCount(ReadOnlySpan{char}, ReadOnlySpan{char}, ReadOnlySpan{char}, out Due, out string)"/>
    public bool TryCount(ReadOnlySpan<char> line, [NotNullWhen(true)] out Due? due, out string error)
    {
        Span<Range> parts = stackalloc Range[4];
        if (line.Split(parts, '\t') == 3) return TryCount(line[parts[0]], line[parts[1]], line[parts[2]], out due, out error);

        due = null;
        error = (line.IsWhiteSpace() ? "The line is empty." : "The line does not have three parts.")
            + " Write the calendar, the date and the rule with a tab between them.";
        return false;
    }

    /// <summary>
    /// Counts the rule from a day (<c>2020-06-29</c>) or from a local time in the calendar's zone (<c>2026-03-27T16:00</c>).
    /// Hours need the time; every other unit counts from its day. A time that comes twice when the clocks go back is the
    /// earlier of the two, so that nobody is given an hour more than the rule allows; one that never was is refused.
    /// </summary>
    /// <param name="due">The answer.</param>
    /// <param name="error">What is wrong and what to write instead; empty when there is an answer.</param>
    public bool TryCount(
        ReadOnlySpan<char> calendar, ReadOnlySpan<char> from, ReadOnlySpan<char> rule, [NotNullWhen(true)] out Due? due, out string error)
    {
        due = null;
        if (!byName.TryGetValue(calendar.Trim(), out var found))
        {
            error = $"There is no calendar '{calendar.Trim()}'. Write one of: {string.Join(", ", calendars.Keys.Order(StringComparer.Ordinal))}.";
            return false;
        }
        if (!TryReadFrom(from.Trim(), out var day, out var time))
        {
            error = $"'{from.Trim()}' is not a date. {FromExpected}";
            return false;
        }
        if (!Span.TryParse(rule, out var span, out error)) return false;

        if (time is null)
        {
            if (span.Unit == Unit.Hours)
            {
                error = "Hours are counted from a time. Write it after the date, as in 2026-03-27T16:00.";
                return false;
            }
            due = Due.Count(found, day, span);
            return true;
        }

        var mapping = found.Zone.MapLocal(day + time.Value);
        if (mapping.Count == 0)
        {
            error = $"The time {from.Trim()} never was: the clocks went forward over it. Write a time before or after the change.";
            return false;
        }
        due = Due.Count(found, mapping.First().ToInstant(), span);
        return true;
    }

    /// <summary>By hand rather than by pattern: this and the counting are all that a line costs.</summary>
    static bool TryReadFrom(ReadOnlySpan<char> text, out LocalDate day, out LocalTime? time)
    {
        (day, time) = (default, null);
        if (text.Length is not (10 or 16) || text[4] != '-' || text[7] != '-') return false;
        if (!Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var dayOfMonth)) return false;
        if (year is < 1900 or > 2199 || month is < 1 or > 12 || dayOfMonth < 1 || dayOfMonth > DateTime.DaysInMonth(year, month)) return false;
        day = new LocalDate(year, month, dayOfMonth);
        if (text.Length == 10) return true;

        if (text[10] != 'T' || text[13] != ':' || !Digits(text[11..13], out var hour) || !Digits(text[14..16], out var minute)) return false;
        if (hour > 23 || minute > 59) return false;
        time = new LocalTime(hour, minute);
        return true;
    }

    static bool Digits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit)) return false;
            value = value * 10 + (digit - '0');
        }
        return true;
    }
}
