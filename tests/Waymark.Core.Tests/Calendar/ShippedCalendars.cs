using NodaTime;
using Waymark.Core.Calendar;

namespace Waymark.Core.Tests.Calendar;

/// <summary>The calendars as they ship, read from the repository's own files.</summary>
static class ShippedCalendars
{
    public static readonly string Folder = Checkout.At("packs", "calendars");

    public static readonly IReadOnlyList<WorkingCalendar> All =
        [.. Directory.GetFiles(Folder, "*.csv").Order(StringComparer.Ordinal).Select(Read)];

    public static WorkingCalendar EnglandAndWales => All.Single(calendar => calendar.Name == "england-and-wales");

    public static WorkingCalendar Named(string name) => All.Single(calendar => calendar.Name == name);

    public static LocalDate Day(string text) => LocalDate.FromDateOnly(DateOnly.ParseExact(text, "yyyy-MM-dd"));

    static WorkingCalendar Read(string file)
    {
        var reading = WorkingCalendar.Read(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file));
        return reading.Calendar ?? throw new InvalidDataException(string.Join('\n', reading.Faults));
    }
}
