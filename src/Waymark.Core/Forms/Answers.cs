using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.Core.Forms;

/// <summary>
/// What was typed, made into one canonical text, or the reason why it can't be. A day is '2020-06-29', a day and time
/// '2026-03-27T16:00', yes or no 'yes' or 'no', a choice its option's id, several things one a line, a person 'worker:' and their
/// id or 'post:' and its, somebody invited their id and '=present', '=absent', '=deputy' or '=' alone. Text is NFC, with line feeds, without NUL or lone surrogates (design part 4).
/// </summary>
public static class Answers
{
    public const int MostText = 500;
    public const int MostLongText = 20_000;

    /// <returns>The canonical text (empty: no answer), or a message that says what to write.</returns>
    public static (string Text, string? Error) Check(Field field, string typed, Context context)
    {
        if (Unfit(typed)) return ("", $"{field.Label} holds a character that can’t be kept. Delete it, or type the text again.");
        var text = typed.ReplaceLineEndings("\n").Normalize(NormalizationForm.FormC).Trim();
        if (text.Length == 0) return ("", null);
        return field.Kind switch
        {
            FieldKind.Text => Within(field, text.Replace('\n', ' '), MostText),
            FieldKind.LongText or FieldKind.ChildDetails => Within(field, text, MostLongText),
            FieldKind.Date => Day(field.Label, text),
            FieldKind.DateTime => Minute(field, text),
            FieldKind.Number => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var n) ? (n.ToString(CultureInfo.InvariantCulture), null) : ("", $"{field.Label} must be a number, like 12"),
            FieldKind.YesNo => text is "yes" or "no" ? (text, null) : ("", $"Select yes or no for {field.Label}"),
            FieldKind.Choice => Chosen(field, [text], context),
            FieldKind.Choices => Chosen(field, text.Split('\n'), context),
            FieldKind.Worker => Workers(field, [text], context),
            FieldKind.Workers => Workers(field, text.Split('\n'), context),
            FieldKind.PersonOrText => PersonOrText(field, text, context),
            FieldKind.Attendance => Attendance(field, text.Split('\n'), context),
            FieldKind.Process => Finished(field, context).Any(p => p.Id.ToString() == text) || context.Workstep?.Answers.GetValueOrDefault(field.Id)?.Text == text ? (text, null) : ("", $"Select {field.Label} from the list"),
            FieldKind.Attachment => text.Split('\n').All(t => Guid.TryParse(t, out _)) ? (text, null) : ("", $"Attach a file to {field.Label}"),
            _ => ("", $"{field.Label} can’t be typed into."),
        };
    }

    /// <summary>NUL, other control characters, and half of a character pair: neither database keeps them, so neither is given them.</summary>
    public static bool Unfit(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) return true;
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(c)) return true;
        }
        return false;
    }

    private static (string, string?) Within(Field field, string text, int most) => text.Length <= most
        ? (text, null)
        : ("", $"{field.Label} must be {most:N0} characters or fewer. It has {text.Length:N0}.");

    /// <summary>A day as a date input posts it, '29/6/2020' or '29 6 2020', or as ISO 8601.</summary>
    public static (string Text, string? Error) Day(string label, string text)
    {
        var iso = LocalDatePattern.Iso.Parse(text);
        var day = iso.Success ? iso : LocalDatePattern.CreateWithInvariantCulture("d/M/uuuu").Parse(string.Join('/', text.Split(['/', ' ', '-', '.'], StringSplitOptions.RemoveEmptyEntries)));
        if (!day.Success) return ("", $"{label} must be a real date, like 29 6 2020");
        return day.Value.Year is >= 1900 and <= 2200 ? (LocalDatePattern.Iso.Format(day.Value), null) : ("", $"The year of {label} must have four digits, like 2020");
    }

    /// <summary>A day and a time, as a browser posts them or as people write them: '29/6/2020 16:00', '29 6 2020 at 16:00'.</summary>
    private static (string, string?) Minute(Field field, string text)
    {
        var iso = Facts.Minute.Parse(text.Length > 16 ? text[..16] : text);
        var minute = iso.Success ? iso : LocalDateTimePattern.CreateWithInvariantCulture("d/M/uuuu/H/mm").Parse(string.Join('/', text.Replace(" at ", " ", StringComparison.Ordinal).Split(['/', ' ', '-', '.', ':'], StringSplitOptions.RemoveEmptyEntries)));
        if (!minute.Success) return ("", $"{field.Label} must be a day and a time, like 29 6 2020 at 16:00");
        return minute.Value.Year is >= 1900 and <= 2200 ? (Facts.Minute.Format(minute.Value), null) : ("", $"The year of {field.Label} must have four digits, like 2020");
    }

    public static readonly IReadOnlyList<(string Id, string Label)> Presences = [("present", "present"), ("absent", "absent"), ("deputy", "sent a deputy")];

    private static (string, string?) Attendance(Field field, string[] lines, Context context)
    {
        var people = lines.Select(line => line.Split('=')).ToList();
        if (people.Exists(p => p.Length != 2 || p[1].Length > 0 && Presences.All(known => known.Id != p[1]))) return ("", $"Say for each person of {field.Label} whether they were present, absent or sent a deputy");
        var (_, error) = Workers(field, [.. people.Select(p => p[0])], context);
        return error is null ? (string.Join('\n', people.DistinctBy(p => p[0]).Select(p => $"{p[0]}={p[1]}")), null) : ("", error);
    }

    private static string Attended(string line, Situation situation)
    {
        var (who, state) = (line[..line.IndexOf('=')], line[(line.IndexOf('=') + 1)..]);
        return $"{situation.Register.NameOf(Guid.Parse(who))}: {Presences.FirstOrDefault(known => known.Id == state).Label ?? "not said"}";
    }

    private static (string, string?) Chosen(Field field, string[] ids, Context context)
    {
        var offered = Offered(field, context).Select(o => o.Id).ToHashSet();
        return ids.All(offered.Contains) ? (string.Join('\n', ids.Distinct()), null) : ("", $"Select {field.Label} from the list");
    }

    /// <summary>The options that are there for this process now, in the pack's order.</summary>
    public static IEnumerable<Option> Offered(Field field, Context context) => OptionList.Flatten(field.Options).Where(o => context.Holds(o.When));

    /// <summary>The processes that a field may point at: finished ones about the same children, the newest first.</summary>
    public static IEnumerable<Process> Finished(Field field, Context context) =>
        context.Situation.Others.Where(p => p.Protocol == field.Of && p.Status == ProcessStatus.Ended && p.Id != context.Process.Id).OrderByDescending(p => p.Closed);

    /// <summary>'Review 12, finished on Thursday 9 July 2015'.</summary>
    public static string NameOf(Process process, Situation situation) =>
        $"{(situation.InForce ?? situation.Pack).Protocol(process.Protocol)?.Label ?? process.Protocol} {process.Number}, {(process.Closed is { } at ? $"finished on {Calendar.DateWords.InWords(at.Day(situation))}" : $"begun on {Calendar.DateWords.InWords(process.Started.Day(situation))}")}";

    private static (string, string?) Workers(Field field, string[] ids, Context context) =>
        ids.All(t => Guid.TryParse(t, out var id) && context.Situation.Register.Here(id, context.Situation.Today))
            ? (string.Join('\n', ids.Distinct()), null)
            : ("", $"Select somebody who works here for {field.Label}");

    private static (string, string?) PersonOrText(Field field, string text, Context context)
    {
        if (text.StartsWith("worker:", StringComparison.Ordinal)) return Workers(field, [text[7..]], context) is (var id, null) ? ($"worker:{id}", null) : ("", $"Select somebody who works here for {field.Label}");
        if (text.StartsWith("post:", StringComparison.Ordinal) && context.Situation.Pack.FindPost(text[5..]) is null) return ("", $"Select a post from the list for {field.Label}");
        return Within(field, text.Replace('\n', ' '), MostText);
    }

    /// <summary>A canonical text in words, as a page and a print show it.</summary>
    public static string InWords(Field field, string text, Situation situation) => field.Kind switch
    {
        FieldKind.Date or FieldKind.ChildDetails when LocalDatePattern.Iso.Parse(text) is { Success: true } day => Calendar.DateWords.InWords(day.Value),
        FieldKind.DateTime when LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(text) is { Success: true } time => Calendar.DateWords.InWords(time.Value),
        FieldKind.YesNo => situation.Pack.Term(text),
        FieldKind.Figures when situation.Pack.Protocol(field.Of ?? "") is { } counted => FigureSheet.Read(text).InWords(situation.Pack, counted),
        FieldKind.Choice or FieldKind.Choices => string.Join(", ", text.Split('\n').Select(id => field.Option(id)?.Label ?? id)),
        FieldKind.Worker or FieldKind.Workers => string.Join(", ", text.Split('\n').Select(t => situation.Register.NameOf(Guid.Parse(t)))),
        FieldKind.Process => situation.Others.FirstOrDefault(p => p.Id.ToString() == text) is { } other ? NameOf(other, situation) : "A process that is no longer on the record",
        FieldKind.Attendance => string.Join("; ", text.Split('\n').Select(line => Attended(line, situation))),
        FieldKind.PersonOrText when text.StartsWith("worker:", StringComparison.Ordinal) => situation.Register.NameOf(Guid.Parse(text[7..])),
        FieldKind.PersonOrText when text.StartsWith("post:", StringComparison.Ordinal) => situation.Pack.FindPost(text[5..])?.Label ?? text[5..],
        _ => text,
    };

    /// <summary>The words for a detail of the child: 'child/born' is 'Date of birth'; a second child's say which.</summary>
    public static string DetailOf(Pack pack, string id)
    {
        var parts = id.Split('/');
        var words = parts[^1] switch { "born" => "Date of birth", "name" => "Name", "number" => "Number", "address" => "Address", "legal-status" => pack.ListOf(Meaning.LegalStatuses)?.Label ?? "Status", "locality" => "Locality", var other => other };
        return parts.Length > 2 ? $"{words} (child {parts[1]})" : words;
    }

    /// <summary>Stands for a text in a posted form, so that what was typed over can be told from what stands now. No secret.</summary>
    public static string Mark(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));

    /// <summary>
    /// SHA-256, in hex, over everything above a signature on its form: each section, field, row and cell in the form's order, as
    /// length-prefixed UTF-8, so that no two contents share bytes (rule 7).
    /// </summary>
    public static string ContentAbove(Workstep workstep, Form form, string signature, Context context)
    {
        var bytes = new MemoryStream();
        foreach (var field in form.Fields.TakeWhile(f => f.Id != signature))
        {
            if (field.Kind is FieldKind.Signature or FieldKind.NextActions) continue;
            Put(bytes, field.Id);
            if (field.Kind is FieldKind.Table or FieldKind.Cases) PutRows(bytes, field, workstep.Tables.GetValueOrDefault(field.Id, []));
            else if (field.Kind == FieldKind.ChildDetails) foreach (var detail in workstep.Answers.Where(a => a.Key.StartsWith(field.Id + "/", StringComparison.Ordinal)).OrderBy(a => a.Key, StringComparer.Ordinal)) Put(bytes, detail.Key, detail.Value.Text);
            else Put(bytes, context.Answered(workstep, field) ?? "");
        }
        return Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()));
    }

    private static void PutRows(MemoryStream bytes, Field table, IReadOnlyList<Row> rows)
    {
        Put(bytes, rows.Count.ToString());
        foreach (var row in rows)
            foreach (var column in table.Columns) Put(bytes, column.Id, row.Cells.GetValueOrDefault(column.Id)?.Text ?? "");
    }

    private static void Put(MemoryStream bytes, params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            bytes.Write(BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(utf8.Length)));
            bytes.Write(utf8);
        }
    }
}
