using System.Diagnostics;
using System.Text;
using NodaTime;
using Waymark.Core.Calendar;

namespace Waymark.Bench;

/// <summary>Due dates a second: asked of the program as lines, and of its core; beside a loop that walks day by day.</summary>
internal static class DueDates
{
    const int Rounds = 3, Questions = 300_000;
    static readonly TimeSpan Each = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<Measured>> Run()
    {
        var calendar = WorkingCalendar.Read("england-and-wales", File.ReadAllText(Checkout.At("packs", "calendars", "england-and-wales.csv"))).Calendar!;
        var holidays = Holidays(calendar);
        var chance = new Random(1);
        var starts = Enumerable.Range(0, 4096).Select(_ => (From: new LocalDate(2016, 1, 1).PlusDays(chance.Next(0, 3650)), Amount: chance.Next(1, 41))).ToArray();
        var lines = string.Concat(Enumerable.Range(0, Questions).Select(n => starts[n % starts.Length]).Select(each => $"england-and-wales\t{each.From.Year:0000}-{each.From.Month:00}-{each.From.Day:00}\t{each.Amount} working days\n"));
        foreach (var (from, amount) in starts)
            if (Due.Count(calendar, from, new Span(amount, Unit.WorkingDays)).On != DayByDay(from, amount, holidays)) throw new InvalidOperationException($"{from} and {amount} working days differ");

        return
        [
            await Measured.Take("`waymark due --stdin`, starting it included", "a loop over days, in process", "answers/s", Rounds, () => Asked(lines), () => Times(starts, (from, amount) => DayByDay(from, amount, holidays))),
            await Measured.Take("due dates in process, 1 to 40 working days", "a loop over days, in process", "answers/s", Rounds, () => Times(starts, (from, amount) => Due.Count(calendar, from, new Span(amount, Unit.WorkingDays)).On), () => Times(starts, (from, amount) => DayByDay(from, amount, holidays))),
        ];
    }

    static async Task<double> Asked(string lines)
    {
        var began = Stopwatch.GetTimestamp();
        using var program = Process.Start(new ProcessStartInfo(Starting.Waymark, ["due", "--stdin"]) { RedirectStandardInput = true, RedirectStandardOutput = true, StandardInputEncoding = new UTF8Encoding(false), WorkingDirectory = Checkout.Root })!;
        var answers = program.StandardOutput.ReadToEndAsync();
        await program.StandardInput.WriteAsync(lines);
        program.StandardInput.Close();
        var count = (await answers).Count(letter => letter == '\n');
        await program.WaitForExitAsync();
        return count == Questions && program.ExitCode == 0 ? count / Stopwatch.GetElapsedTime(began).TotalSeconds : throw new InvalidOperationException($"{count} answers, exit code {program.ExitCode}");
    }

    static Task<double> Times((LocalDate From, int Amount)[] starts, Func<LocalDate, int, LocalDate> count)
    {
        var (done, latest, began) = (0L, default(LocalDate), Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(began) < Each)
        {
            foreach (var (from, amount) in starts)
                if (count(from, amount) is var day && day > latest) latest = day;
            done += starts.Length;
        }
        return Task.FromResult(latest == default ? 0 : done / Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    static LocalDate DayByDay(LocalDate from, int amount, HashSet<LocalDate> holidays)
    {
        var day = from;
        for (var left = amount; left > 0;)
        {
            day = day.PlusDays(1);
            if (day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && !holidays.Contains(day)) left--;
        }
        return day;
    }

    /// <summary>Of more years than the questions lie in.</summary>
    static HashSet<LocalDate> Holidays(WorkingCalendar calendar) =>
        [.. Due.Count(calendar, calendar.KnownFrom, new Span(4250, Unit.WorkingDays)).NotCounted.Where(day => day.On.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday)).Select(day => day.On)];
}
