using NodaTime;
using Waymark.Core.Calendar;

namespace Waymark.App.Features.Shared.Components;

/// <summary>
/// "Due Monday 6 July 2020, in 3 working days"; "Due Monday 6 July 2020, overdue by 3 working days". How far away it is counts in
/// the authority's working days, whatever unit its clock had: that is the time that people have.
/// </summary>
public sealed record DueText(LocalDate On, LocalDate Today, WorkingCalendar Calendar) : Component
{
    /// <summary>For a clock in hours: when they end, and what time it is now.</summary>
    public LocalDateTime? At { get; init; }
    public LocalDateTime? Now { get; init; }

    bool IsOverdue => At is { } at && Now is { } now ? now > at : Today > On;

    bool IsSoon => !IsOverdue && Calendar.WorkingDaysBetween(Today, On) <= 1;

    protected override Markup Render() => $"""
        <span class="wm-due{And(IsOverdue, "wm-due--overdue")}{And(IsSoon, "wm-due--soon")}{And(Classes)}"{Attributes}>Due <span class="wm-due__when">{When}</span>, <span class="wm-due__away">{Away()}</span>{Provisional}</span>
        """;

    /// <summary>A holiday that isn't proclaimed yet may still move it.</summary>
    Markup? Provisional => On > Calendar.KnownTo ? (Markup)$" <span class=\"wm-due__provisional\">(provisional: calendar known to {ClockWords.Of(Calendar.KnownTo)})</span>" : null;

    string When => At is { } at ? $"{at.Date.InWords()} at {ClockWords.Of(at.TimeOfDay)}" : On.InWords();

    /// <summary>"today", "tomorrow", "in 3 working days", "overdue by 1 working day".</summary>
    public string Away()
    {
        if (IsOverdue) return Today == On ? "overdue since earlier today" : $"overdue by {Length(On, Today)}";
        if (Today == On) return "today";
        return Today.PlusDays(1) == On ? "tomorrow" : $"in {Length(Today, On)}";
    }

    /// <summary>Over a weekend no working day passes; then it is said in days.</summary>
    string Length(LocalDate from, LocalDate to)
    {
        var working = Calendar.WorkingDaysBetween(from, to);
        return working > 0 ? Several(working, "working day") : Several(Period.DaysBetween(from, to), "day");
    }

    static string Several(int number, string thing) => number == 1 ? $"1 {thing}" : $"{number} {thing}s";
}
