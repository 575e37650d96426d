using NodaTime;
using NodaTime.Text;

namespace Waymark.App.Features.Shared.Components;

/// <summary>Times of the day as pages say them: "4 June 2026 at 9:32am", "2:06pm", "midday", "midnight".</summary>
public static class ClockWords
{
    static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");
    static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("h:mmtt");

    public static string Of(LocalDate date) => Day.Format(date);

    public static string Of(LocalTime time) =>
        time == LocalTime.Midnight ? "midnight" : time == LocalTime.Noon ? "midday" : Clock.Format(time).ToLowerInvariant();

    public static string Of(LocalDate date, LocalTime time) => $"{Of(date)} at {Of(time)}";
}
