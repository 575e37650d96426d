using NodaTime;

namespace Waymark.App.Features.Children;

/// <summary>A child's age as people say it: months below two years, then years.</summary>
public static class Age
{
    public static string On(LocalDate born, LocalDate day)
    {
        if (born > day) return "not yet born";
        var age = Period.Between(born, day, PeriodUnits.Years | PeriodUnits.Months);
        return age.Years >= 2 ? $"{age.Years} years" : Several((age.Years * 12) + age.Months, "month");
    }

    static string Several(long number, string thing) => number == 1 ? $"1 {thing}" : $"{number} {thing}s";
}
