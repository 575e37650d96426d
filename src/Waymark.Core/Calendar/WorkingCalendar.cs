using System.Numerics;
using NodaTime;

namespace Waymark.Core.Calendar;

/// <summary>A day that an authority doesn't count, and why; the note says what is odd about it, such as "Substitute day".</summary>
public sealed record Holiday(LocalDate On, string Name, string Note = "");

/// <summary>
/// The working days of one place: Monday to Friday, less the holidays listed for it. It never changes; a holiday that is
/// proclaimed late makes another calendar (<see cref="With"/>), so that what was counted with the first can be shown again.
/// </summary>
/// <remarks>
/// Working days are numbered from the first Monday of year 1. A bit for each day, with the count before each 64 of them,
/// gives a day's number; an array gives the day of a number: adding ten working days costs no more than adding one.
/// Outside the listed years nothing is known of holidays, and the number is arithmetic over weekdays.
/// </remarks>
public sealed class WorkingCalendar
{
    readonly Dictionary<LocalDate, Holiday> holidays;
    readonly int first, last;            // the table's days, as DateOnly numbers them
    readonly int numberBefore;           // the number of the last working day before the table
    readonly int weekdayHolidays;        // how many weekdays in the table are holidays
    readonly ulong[] working;            // a bit for each day of the table
    readonly int[] before;               // working days in the table before each word of 64
    readonly LocalDate[] dates;          // the working days of the table in order

    internal WorkingCalendar(string name, DateTimeZone zone, LocalDate knownFrom, LocalDate knownTo, IEnumerable<Holiday> listed)
    {
        (Name, Zone, KnownFrom, KnownTo) = (name, zone, knownFrom, knownTo);
        holidays = listed.ToDictionary(holiday => holiday.On);
        first = Number(LocalDate.Min(knownFrom, holidays.Count == 0 ? knownFrom : holidays.Keys.Min()));
        last = Number(LocalDate.Max(knownTo, holidays.Count == 0 ? knownTo : holidays.Keys.Max()));
        numberBefore = WeekdaysThrough(first - 1);

        working = new ulong[(last - first) / 64 + 1];
        before = new int[working.Length];
        var days = new List<LocalDate>(last - first + 1);
        for (var day = first; day <= last; day++)
        {
            var (word, bit) = Math.DivRem(day - first, 64);
            if (bit == 0) before[word] = days.Count;
            if (IsWeekend(day)) continue;
            var date = Date(day);
            if (holidays.ContainsKey(date)) { weekdayHolidays++; continue; }
            working[word] |= 1UL << bit;
            days.Add(date);
        }
        dates = [.. days];
    }

    /// <summary>The name that packs and commands call it by: <c>england-and-wales</c>.</summary>
    public string Name { get; }

    /// <summary>Where its days begin and end.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>The first day for which the holidays are known.</summary>
    public LocalDate KnownFrom { get; }

    /// <summary>The last day for which the holidays are known; what is counted past it is provisional.</summary>
    public LocalDate KnownTo { get; }

    /// <summary>The listed holidays in order, those that fall at a weekend among them.</summary>
    public IEnumerable<Holiday> Holidays => holidays.Values.OrderBy(holiday => holiday.On);

    /// <summary>
    /// Reads a table of holidays: the lines <c># known from</c>, <c># known to</c> and <c># zone</c>, the heading
    /// <c>date,name,notes</c>, then a line for each holiday. Any fault means no calendar, and all faults are given at once.
    /// </summary>
    public static CalendarReading Read(string name, string csv) => CalendarFile.Read(name, csv);

    /// <summary>The same calendar with more holidays; one that is already listed keeps its first name (design rule 4).</summary>
    public WorkingCalendar With(params IEnumerable<Holiday> proclaimed) =>
        new(Name, Zone, KnownFrom, KnownTo, holidays.Values.Concat(proclaimed).DistinctBy(holiday => holiday.On));

    /// <summary>Whether the day is counted.</summary>
    public bool IsWorkingDay(LocalDate date) => IsWorking(Number(date));

    /// <summary>Why the day isn't counted: "Saturday", "Good Friday (bank holiday)", "Boxing Day (substitute day)"; null when it is.</summary>
    public string? WhyNot(LocalDate date)
    {
        if (date.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) return date.DayOfWeek.ToString();
        if (!holidays.TryGetValue(date, out var holiday)) return null;
        if (holiday.Note.Length > 0) return $"{holiday.Name} ({char.ToLowerInvariant(holiday.Note[0])}{holiday.Note[1..]})";
        return holiday.Name.Contains("bank holiday", StringComparison.OrdinalIgnoreCase) ? holiday.Name : $"{holiday.Name} (bank holiday)";
    }

    /// <summary>
    /// The n-th working day after the day, which is itself day 0 and may be any day. None is the day itself when it is a
    /// working day, else the next that is. Fewer than none counts back: one before a Monday is the Friday.
    /// </summary>
    public LocalDate AddWorkingDays(LocalDate date, int days)
    {
        var day = Number(date);
        if (days > 0) return DateOf(NumberThrough(day) + days);
        if (days < 0) return DateOf(NumberThrough(day - 1) + 1 + days);
        return IsWorking(day) ? date : DateOf(NumberThrough(day) + 1);
    }

    /// <summary>How many working days come after the first day, up to and with the second; negative when the second is the earlier.</summary>
    public int WorkingDaysBetween(LocalDate from, LocalDate to) => NumberThrough(Number(to)) - NumberThrough(Number(from));

    /// <summary>The days after <paramref name="from"/> and before or on <paramref name="to"/> that aren't counted.</summary>
    internal IEnumerable<DayNotCounted> NotCounted(LocalDate from, LocalDate to)
    {
        for (var date = from.PlusDays(1); date <= to; date = date.PlusDays(1))
        {
            if (WhyNot(date) is { } why) yield return new DayNotCounted(date, why);
        }
    }

    bool IsWorking(int day)
    {
        if (day < first || day > last) return !IsWeekend(day);
        var (word, bit) = Math.DivRem(day - first, 64);
        return (working[word] >> bit & 1) == 1;
    }

    /// <summary>The number of the last working day on or before the day.</summary>
    int NumberThrough(int day)
    {
        if (day < first) return WeekdaysThrough(day);
        if (day > last) return WeekdaysThrough(day) - weekdayHolidays;
        var (word, bit) = Math.DivRem(day - first, 64);
        return numberBefore + before[word] + BitOperations.PopCount(working[word] << (63 - bit));
    }

    /// <summary>The working day with this number.</summary>
    LocalDate DateOf(int number)
    {
        if (number <= numberBefore) return Date(WeekdayOf(number));
        var place = number - numberBefore - 1;
        return place < dates.Length ? dates[place] : Date(WeekdayOf(number + weekdayHolidays));
    }

    // Day 0, 1 January of year 1, is a Monday.
    static bool IsWeekend(int day) => day % 7 >= 5;

    static int WeekdaysThrough(int day)
    {
        var (weeks, days) = Math.DivRem(day + 1, 7);
        return weeks * 5 + Math.Min(days, 5);
    }

    static int WeekdayOf(int number)
    {
        var (weeks, days) = Math.DivRem(number - 1, 5);
        return weeks * 7 + days;
    }

    static int Number(LocalDate date) => date.ToDateOnly().DayNumber;

    static LocalDate Date(int day) => LocalDate.FromDateOnly(DateOnly.FromDayNumber(day));
}
