using NodaTime;
using NodaTime.Text;

namespace Waymark.Core.Calendar;

/// <summary>Dates and times as people say them, the same on every machine whatever its language.</summary>
public static class DateWords
{
    static readonly LocalDatePattern WithYear = LocalDatePattern.CreateWithInvariantCulture("dddd d MMMM uuuu");
    static readonly LocalDatePattern WithoutYear = LocalDatePattern.CreateWithInvariantCulture("dddd d MMMM");
    static readonly LocalTimePattern Minutes = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>"Monday 6 July 2020".</summary>
    public static string InWords(this LocalDate date) => WithYear.Format(date);

    /// <summary>"Monday 6 July" when the year goes without saying, because it is <paramref name="year"/>; else with its year.</summary>
    public static string InWords(this LocalDate date, int year) => (date.Year == year ? WithoutYear : WithYear).Format(date);

    /// <summary>"Monday 30 March 2026 at 17:00".</summary>
    public static string InWords(this LocalDateTime time) => $"{time.Date.InWords()} at {Minutes.Format(time.TimeOfDay)}";
}
