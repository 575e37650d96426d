using System.Globalization;
using System.Text;
using NodaTime;
using Waymark.Core.Packs;

namespace Waymark.Core.Calendar;

/// <summary>A calendar, or every fault that kept it from being one.</summary>
public sealed record CalendarReading(WorkingCalendar? Calendar, IReadOnlyList<Fault> Faults);

/// <summary>
/// Reads a table of holidays. Nothing is inferred: what is known, and in which zone, is stated in the file, because the
/// last holiday listed doesn't say whether the rest of its year has none or nobody has written them yet.
/// </summary>
sealed class CalendarFile(string name)
{
    const string Heading = "date,name,notes";
    static readonly LocalDate Earliest = new(1900, 1, 1), Latest = new(2199, 12, 31);

    readonly List<Fault> faults = [];
    readonly Dictionary<LocalDate, (Holiday Holiday, int Line)> holidays = [];
    LocalDate? knownFrom, knownTo;
    DateTimeZone? zone;
    bool headed;

    public static CalendarReading Read(string name, string csv)
    {
        var file = new CalendarFile(name);
        var line = 0;
        foreach (var text in csv.TrimStart('\uFEFF').Split('\n')) file.ReadLine(text.TrimEnd('\r'), ++line);
        file.CheckWhole();
        if (file.faults.Count > 0) return new CalendarReading(null, file.faults);
        var listed = file.holidays.Values.Select(entry => entry.Holiday);
        return new CalendarReading(new WorkingCalendar(name, file.zone!, file.knownFrom!.Value, file.knownTo!.Value, listed), []);
    }

    void ReadLine(string text, int line)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        if (text[0] == '#') ReadComment(text, line);
        else if (headed) ReadHoliday(text, line);
        else if (text == Heading) headed = true;
        else
        {
            Fault(line, 1, $"The heading '{Heading}' belongs here, before the first holiday.");
            headed = true;
        }
    }

    void ReadComment(string text, int line)
    {
        if (Stated("# known from ") is { } from) knownFrom = Once(knownFrom, ReadDate(UpToNote(from), line, 14), line);
        else if (Stated("# known to ") is { } to) knownTo = Once(knownTo, ReadDate(UpToNote(to), line, 12), line);
        else if (Stated("# zone ") is { } id)
        {
            var found = DateTimeZoneProviders.Tzdb.GetZoneOrNull(id.Trim());
            if (found is null) Fault(line, 8, $"'{id.Trim()}' is not a time zone. Write its name as in Europe/London.");
            zone = Once(zone, found, line);
        }

        string? Stated(string opening) => text.StartsWith(opening, StringComparison.Ordinal) ? text[opening.Length..] : null;
        static string UpToNote(string value) => value.Split(';')[0].TrimEnd();
    }

    T? Once<T>(T? earlier, T? value, int line)
    {
        if (earlier is not null) Fault(line, 1, "This was stated already in an earlier line. Keep one of them.");
        return earlier ?? value;
    }

    void ReadHoliday(string text, int line)
    {
        if (Fields(text, line) is not { } fields) return;
        if (fields.Count != 3)
        {
            var (where, what) = fields.Count < 3
                ? (text.Length + 1, $"This line has {fields.Count} of the three columns '{Heading}'. End it with a comma if there is no note.")
                : (fields[3].Column, "This is a fourth column. Put quotes round a name or a note that has a comma in it.");
            Fault(line, where, what);
            return;
        }

        var label = fields[1].Text.Trim();
        if (label.Length == 0) Fault(line, fields[1].Column, "This holiday has no name. Say why the day isn't counted.");
        if (ReadDate(fields[0].Text, line, 1) is not { } date) return;
        if (!holidays.TryAdd(date, (new Holiday(date, label, fields[2].Text.Trim()), line)))
            Fault(line, 1, $"{date.InWords()} is already in line {holidays[date].Line}. Keep one of them.");
    }

    /// <summary>Columns as RFC 4180 has them, without line breaks inside quotes: no holiday needs two lines.</summary>
    List<(string Text, int Column)>? Fields(string text, int line)
    {
        var fields = new List<(string, int)>();
        var at = 0;
        while (true)
        {
            var start = at;
            if (at < text.Length && text[at] == '"')
            {
                var field = new StringBuilder();
                for (at++; ; at++)
                {
                    if (at >= text.Length)
                    {
                        Fault(line, start + 1, "The quotes that begin here are not closed.");
                        return null;
                    }
                    if (text[at] != '"') field.Append(text[at]);
                    else if (at + 1 < text.Length && text[at + 1] == '"') field.Append(text[at++]);
                    else break;
                }
                at++;
                if (at < text.Length && text[at] != ',')
                {
                    Fault(line, at + 1, "After closing quotes comes a comma or the end of the line.");
                    return null;
                }
                fields.Add((field.ToString(), start + 1));
            }
            else
            {
                var comma = text.IndexOf(',', at);
                at = comma < 0 ? text.Length : comma;
                fields.Add((text[start..at], start + 1));
            }
            if (at >= text.Length) return fields;
            at++;
        }
    }

    LocalDate? ReadDate(string text, int line, int column)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            Fault(line, column, $"'{text}' is not a date. Write year, month and day, as in 2020-07-06.");
            return null;
        }
        var read = LocalDate.FromDateOnly(date);
        if (read >= Earliest && read <= Latest) return read;
        Fault(line, column, $"'{text}' is not between 1900 and 2199.");
        return null;
    }

    void CheckWhole()
    {
        if (!headed) Fault(1, 1, $"The heading '{Heading}' is missing.");
        if (faults.Count > 0) return;
        if (knownFrom is null) Fault(1, 1, "Say from when the holidays are known: add the line '# known from 2012-01-01' with the right date.");
        if (knownTo is null) Fault(1, 1, "Say until when the holidays are known: add the line '# known to 2028-12-31' with the right date.");
        if (zone is null) Fault(1, 1, "Say where the days begin and end: add the line '# zone Europe/London' with the right zone.");
        if (knownFrom > knownTo) Fault(1, 1, $"The holidays are known from {knownFrom.Value.InWords()} to {knownTo.Value.InWords()}, which is earlier. Exchange the two.");
        // A day listed before the first known one is nearly always a slip in the year; one after the last is a day proclaimed ahead of its year's list.
        foreach (var (holiday, line) in holidays.Values.Where(entry => entry.Holiday.On < knownFrom))
            Fault(line, 1, $"{holiday.On.InWords()} is before the first known day. Mend its year, or the line '# known from'.");
    }

    void Fault(int line, int column, string message) => faults.Add(new Fault(new Mark($"{name}.csv", line, column), "calendar", message));
}
