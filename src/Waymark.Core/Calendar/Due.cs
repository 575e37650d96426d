using NodaTime;
using NodaTime.Text;

namespace Waymark.Core.Calendar;

/// <summary>A day that a working-day clock passed over, and why: "Saturday", "Good Friday (bank holiday)".</summary>
public sealed record DayNotCounted(LocalDate On, string Why);

/// <summary>
/// When something is due, and how that was counted (design rule 3; S0-051). The day of the anchor is day 0. A clock in
/// days, weeks, months or working days ends with the end of its last day in the calendar's zone; one in hours ends when
/// that many hours have passed, whatever the clocks on the wall did. It holds what it was counted with, so that it can
/// always say why.
/// </summary>
public sealed record Due
{
    static readonly LocalDateTimePattern ToTheMinute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    readonly Instant? started;

    Due(WorkingCalendar calendar, LocalDate from, Instant? start, Span span, LocalDate on, LocalDateTime? at) =>
        (Calendar, From, started, Span, On, At) = (calendar, from, start, span, on, at);

    /// <summary>The calendar that it was counted in.</summary>
    public WorkingCalendar Calendar { get; }

    /// <summary>Day 0.</summary>
    public LocalDate From { get; }

    /// <summary>How long the clock runs.</summary>
    public Span Span { get; }

    /// <summary>The last day on which it is in time.</summary>
    public LocalDate On { get; }

    /// <summary>For hours alone: the time on the wall when they have passed.</summary>
    public LocalDateTime? At { get; }

    /// <summary>The first instant at which it is late: the start of the day after <see cref="On"/>, or the end of the hours.</summary>
    public Instant Ends => Span.Unit == Unit.Hours
        ? started!.Value + Duration.FromHours(Span.Amount)
        : Calendar.Zone.AtStartOfDay(On.PlusDays(1)).ToInstant();

    /// <summary>
    /// Whether some of the days counted lie outside those for which the calendar knows the holidays. Weekends are still
    /// passed over there; a holiday that is listed later can move the date.
    /// </summary>
    public bool Provisional => On > Calendar.KnownTo || From < Calendar.KnownFrom;

    /// <summary>The days that a working-day clock passed over, in order; none for any other unit.</summary>
    public IReadOnlyList<DayNotCounted> NotCounted =>
        // No working days at all move a weekend to its Monday, so there day 0 itself is the first day passed over.
        Span.Unit != Unit.WorkingDays ? [] : [.. Calendar.NotCounted(Span.Amount == 0 ? From.PlusDays(-1) : From, On)];

    /// <summary>Counts from a day.</summary>
    /// <exception cref="ArgumentException">The span is in hours, which run from a time and not from a day; or it is below zero.</exception>
    public static Due Count(WorkingCalendar calendar, LocalDate from, Span span)
    {
        if (span.Unit == Unit.Hours) throw new ArgumentException("Hours are counted from a time, not from a day.", nameof(span));
        return new Due(calendar, from, null, span, LastDay(calendar, from, span), null);
    }

    /// <summary>Counts from an instant: hours from that instant, every other unit from its day in the calendar's zone.</summary>
    /// <exception cref="ArgumentException">The span is below zero.</exception>
    public static Due Count(WorkingCalendar calendar, Instant from, Span span)
    {
        var day = from.InZone(calendar.Zone).Date;
        if (span.Unit != Unit.Hours) return new Due(calendar, day, from, span, LastDay(calendar, day, span), null);
        ArgumentOutOfRangeException.ThrowIfNegative(span.Amount, nameof(span));
        var at = (from + Duration.FromHours(span.Amount)).InZone(calendar.Zone).LocalDateTime;
        return new Due(calendar, day, from, span, at.Date, at);
    }

    static LocalDate LastDay(WorkingCalendar calendar, LocalDate from, Span span)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(span.Amount, nameof(span));
        return span.Unit switch
        {
            Unit.Days => from.PlusDays(span.Amount),
            Unit.Weeks => from.PlusWeeks(span.Amount),
            Unit.Months => from.PlusMonths(span.Amount),
            Unit.MonthEnds => MonthEnd(from, span.Amount),
            _ => calendar.AddWorkingDays(from, span.Amount),
        };
    }

    /// <summary>
    /// The n-th month end after the day; none is the day itself when it is one, else the next. A report due at the end of
    /// the month (S3-018) for a child placed on the month's last day falls due a month later, not the same evening.
    /// </summary>
    static LocalDate MonthEnd(LocalDate from, int amount)
    {
        var own = DateAdjusters.EndOfMonth(from);
        var passed = from == own ? amount : Math.Max(amount, 1) - 1;
        return DateAdjusters.EndOfMonth(own.PlusMonths(passed));
    }

    /// <summary><c>2020-07-06</c>, or for hours <c>2026-03-30T17:00</c> in the calendar's zone.</summary>
    public string ToIso() => At is { } at ? ToTheMinute.Format(at) : LocalDatePattern.Iso.Format(On);

    /// <summary>How the date was reached, in sentences for the person who asks "why this date?".</summary>
    public IEnumerable<string> Why()
    {
        yield return At is null
            ? $"{Span} from {From.InWords()}."
            : $"{Span} from {started!.Value.InZone(Calendar.Zone).LocalDateTime.InWords()}.";

        var passed = NotCounted;
        if (passed.Count > 0) yield return $"Not counted: {string.Join(", ", PassedOver(passed))}.";
        if (At is not null && ClockChange() is { } change) yield return change;

        yield return At is { } at ? $"Ends on {at.InWords()}." : $"Ends with {On.InWords()}.";

        if (On > Calendar.KnownTo)
            yield return $"Provisional: holidays after {Calendar.KnownTo.InWords()} are not known yet.";
        if (From < Calendar.KnownFrom)
            yield return $"Provisional: holidays before {Calendar.KnownFrom.InWords()} are not known.";
    }

    /// <summary>Each day while a person can take them in; past a month the weekends are a number.</summary>
    IEnumerable<string> PassedOver(IReadOnlyList<DayNotCounted> days)
    {
        var weekends = days.Count(IsWeekend);
        if (weekends > 10) yield return $"{weekends} Saturdays and Sundays";
        foreach (var day in days.Where(day => weekends <= 10 || !IsWeekend(day)))
            yield return IsWeekend(day) ? day.On.InWords(From.Year) : $"{day.Why} on {day.On.InWords(From.Year)}";

        static bool IsWeekend(DayNotCounted day) => day.On.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday;
    }

    string? ClockChange()
    {
        var moved = Calendar.Zone.GetUtcOffset(Ends) - Calendar.Zone.GetUtcOffset(started!.Value);
        if (moved == Offset.Zero) return null;
        return $"The clocks go {(moved > Offset.Zero ? "forward" : "back")} in between.";
    }
}
