using System.Globalization;
using Waymark.Core.Calendar;
using Xunit;

namespace Waymark.Core.Tests.Calendar;

/// <summary>
/// Every answer is held against a second counting that shares nothing with the first: it parses the tables itself, walks
/// one day at a time, and knows the United Kingdom's clocks only from the rule that changes them. WAYMARK_SEED repeats a
/// run; WAYMARK_LONG=1 makes it ten times as long.
/// </summary>
public class DayByDayTests
{
    static readonly DateTime Start = new(2012, 1, 1), End = new(2028, 12, 31);
    static readonly string[] Units = ["working days", "working days", "working days", "hours", "hours", "days", "weeks"];

    readonly Dictionary<string, HashSet<DateOnly>> holidays = Directory.GetFiles(ShippedCalendars.Folder, "*.csv").ToDictionary(
        file => Path.GetFileNameWithoutExtension(file),
        file => File.ReadLines(file).Where(line => char.IsAsciiDigit(line[0])).Select(line => DateOnly.Parse(line[..10], CultureInfo.InvariantCulture)).ToHashSet());

    [Fact]
    public void Random_rules_are_counted_alike_by_both()
    {
        var cases = Seeds.Times(20_000, 200_000);
        TestContext.Current.TestOutputHelper!.WriteLine($"WAYMARK_SEED={Seeds.Seed}, {cases} cases");
        var random = Seeds.Chance(nameof(Random_rules_are_counted_alike_by_both));
        var rules = new DueRules(ShippedCalendars.All);
        var names = holidays.Keys.Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(["england-and-wales", "jersey", "northern-ireland", "scotland"], names);
        for (var i = 0; i < cases; i++)
        {
            var (calendar, unit) = (names[random.Next(names.Length)], Units[random.Next(Units.Length)]);
            var amount = random.Next(10) == 0 ? random.Next(1001) : random.Next(61);
            var from = unit == "hours" && random.Next(2) == 0 ? NearAClockChange(random) : Start.AddMinutes(random.Next((int)(End - Start).TotalMinutes));
            var timed = unit == "hours" || random.Next(4) == 0;
            var line = $"{calendar}\t{from.ToString(timed ? "yyyy-MM-ddTHH:mm" : "yyyy-MM-dd", CultureInfo.InvariantCulture)}\t{amount} {unit}";

            var (expected, actual) = (Expected(holidays[calendar], from, timed, amount, unit), rules.Answer(line));
            if (expected.StartsWith("error", StringComparison.Ordinal) && actual.StartsWith("error", StringComparison.Ordinal)) continue;
            Assert.True(expected == actual, $"{line}: day by day {expected}, but the answer was {actual} (WAYMARK_SEED={Seeds.Seed}, case {i})");
        }
        Counts.Say("Due dates against day-by-day counting", cases, Seeds.Seed);
    }

    [Fact]
    public void Every_day_is_numbered_alike_by_both()
    {
        foreach (var (name, days) in holidays)
        {
            var calendar = ShippedCalendars.Named(name);
            var origin = DateOnly.FromDateTime(Start.AddYears(-2));
            var counted = 0;
            for (var day = origin.AddDays(1); day.Year <= 2030; day = day.AddDays(1))
            {
                if (IsWorking(days, day)) counted++;
                var (from, to) = (NodaTime.LocalDate.FromDateOnly(origin), NodaTime.LocalDate.FromDateOnly(day));
                Assert.Equal((name, day, counted), (name, day, calendar.WorkingDaysBetween(from, to)));
                Assert.Equal((name, day, IsWorking(days, day)), (name, day, calendar.IsWorkingDay(to)));
            }
        }
    }

    static string Expected(HashSet<DateOnly> holidays, DateTime from, bool timed, int amount, string unit)
    {
        if (timed && ToUtc(from) is null) return "error: no such time";
        if (unit == "hours")
        {
            var end = ToUtc(from)!.Value.AddHours(amount);
            return Answer(DateOnly.FromDateTime(ToLocal(end)), ToLocal(end).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture));
        }

        var day = DateOnly.FromDateTime(from);
        if (unit == "weeks") amount *= 7;
        if (unit != "working days")
        {
            for (; amount > 0; amount--) day = day.AddDays(1);
        }
        else if (amount == 0)
        {
            while (!IsWorking(holidays, day)) day = day.AddDays(1);
        }
        else
        {
            while (amount > 0)
            {
                day = day.AddDays(1);
                if (IsWorking(holidays, day)) amount--;
            }
        }
        return Answer(day, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

        static string Answer(DateOnly on, string text) => on > DateOnly.FromDateTime(End) ? text + "\tprovisional" : text;
    }

    static bool IsWorking(HashSet<DateOnly> holidays, DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day);

    // Summer time runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on that of October (Summer Time Order 2002).
    static bool IsSummer(DateTime utc) => utc >= Change(utc.Year, 3) && utc < Change(utc.Year, 10);

    static DateTime Change(int year, int month)
    {
        var day = new DateTime(year, month, 31, 1, 0, 0);
        while (day.DayOfWeek != DayOfWeek.Sunday) day = day.AddDays(-1);
        return day;
    }

    static DateTime ToLocal(DateTime utc) => IsSummer(utc) ? utc.AddHours(1) : utc;

    /// <summary>The earlier where there are two, nothing where there is none.</summary>
    static DateTime? ToUtc(DateTime local) =>
        IsSummer(local.AddHours(-1)) ? local.AddHours(-1) : IsSummer(local) ? null : local;

    static DateTime NearAClockChange(Random random) =>
        Change(random.Next(2012, 2029), random.Next(2) == 0 ? 3 : 10).AddMinutes(random.Next(-6000, 300));
}
