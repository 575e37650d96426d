using NodaTime;
using NodaTime.Text;

namespace Waymark.Core.Calendar;

/// <summary>Periods whose end begins a piece of work by itself.</summary>
public static class Periods
{
    /// <summary>The day on which the latest such period had ended: the first after its last. Null: the fact tells of no period.</summary>
    public static LocalDate? Ended(string fact, LocalDate today) => fact switch
    {
        "month-ended" => new LocalDate(today.Year, today.Month, 1),
        // Financial quarters count from April, and so end where the calendar's do.
        "quarter-ended" => new LocalDate(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1),
        _ => null,
    };

    /// <summary>The first day of what a pack writes as a month or a day: '2021-05' begins on 1 May 2021. Null: it is neither.</summary>
    public static LocalDate? Begins(string written) =>
        LocalDatePattern.Iso.Parse(written) is { Success: true } day ? day.Value
        : YearMonthPattern.Iso.Parse(written) is { Success: true } month ? month.Value.OnDayOfMonth(1) : null;

    /// <summary>The latest such period that had ended, both days included. Null: the fact tells of no period.</summary>
    public static (LocalDate First, LocalDate Last)? Last(string fact, LocalDate today) => Ended(fact, today) is not { } ended
        ? null
        : (ended.PlusMonths(fact == "month-ended" ? -1 : -3), ended.PlusDays(-1));
}
