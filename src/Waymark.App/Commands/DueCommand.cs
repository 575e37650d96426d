using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime.Text;
using Waymark.Core.Calendar;

namespace Waymark.App.Commands;

/// <summary>
/// <c>waymark due</c>: when a rule falls due, and why then; or a stream of such questions, one answer to a line.
/// Exit code 1 says that a question had no answer; in a stream the others are answered all the same.
/// </summary>
static class DueCommand
{
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Build()
    {
        var calendar = new Option<string>("--calendar") { Description = "The calendar's name, as packs/calendars/ has it", HelpName = "NAME" };
        var from = new Option<string>("--from") { Description = "Day 0: a date, or for hours a date and local time", HelpName = "DATE" };
        var rule = new Option<string>("--rule") { Description = "How long: working days, days, weeks or hours", HelpName = "RULE" };
        var stdin = new Option<bool>("--stdin") { Description = "Answer lines of calendar, date and rule with tabs between, one line each" };
        var json = new Option<bool>("--json") { Description = "Answer in JSON, one object to a line" };
        var packs = new Option<string>("--packs") { Description = "The folder that holds the packs", HelpName = "DIR" };

        var verb = new Verb("due", "Say when a rule falls due, and why then",
            "waymark due --calendar england-and-wales --from 2020-06-29 --rule \"5 working days\"",
            "waymark due --calendar scotland --from 2026-03-27T16:00 --rule \"72 hours\" --json",
            "waymark due --stdin < questions.tsv > answers.txt")
        { calendar, from, rule, stdin, json, packs };

        verb.Validators.Add(given =>
        {
            var stated = new Option[] { calendar, from, rule }.Where(option => given.GetResult(option) is not null).ToList();
            if (given.GetValue(stdin) && stated.Count > 0) given.AddError($"{stated[0].Name} can't be used with --stdin, where each line says it.");
            if (given.GetValue(stdin)) return;
            foreach (var missing in new Option[] { calendar, from, rule }.Except(stated)) given.AddError($"{missing.Name} is missing.");
        });

        verb.SetAction(parsed =>
        {
            if (Calendars(parsed.GetValue(packs), out var error) is not { } rules) return CommandLine.Fail(parsed, error);
            return parsed.GetValue(stdin)
                ? AnswerEach(rules, parsed.GetValue(json), Console.OpenStandardInput(), Console.OpenStandardOutput())
                : AnswerOne(parsed, rules, parsed.GetRequiredValue(calendar), parsed.GetRequiredValue(from), parsed.GetRequiredValue(rule), parsed.GetValue(json));
        });
        return verb;
    }

    static DueRules? Calendars(string? packs, out string error)
    {
        if (PackFolder.Find(packs, out error) is not { } folder) return null;
        var readings = Directory.GetFiles(Path.Combine(folder, "calendars"), "*.csv").Order(StringComparer.Ordinal)
            .Select(file => WorkingCalendar.Read(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)))
            .ToList();
        error = string.Join(Environment.NewLine, readings.SelectMany(reading => reading.Faults));
        return error.Length > 0 ? null : new DueRules(readings.Select(reading => reading.Calendar!));
    }

    static int AnswerOne(ParseResult parsed, DueRules rules, string calendar, string from, string rule, bool json)
    {
        if (!rules.TryCount(calendar, from, rule, out var due, out var error)) return CommandLine.Fail(parsed, error);
        var output = parsed.InvocationConfiguration.Output;
        if (json)
        {
            output.WriteLine(InJson(due));
            return CommandLine.Done;
        }
        output.WriteLine(due.ToIso());
        foreach (var sentence in due.Why()) output.WriteLine(sentence);
        return CommandLine.Done;
    }

    /// <summary>
    /// Every whole line that has come is answered, and the answers written out, before more is waited for: a file goes
    /// through in large blocks, and a program that asks one question and waits for its answer gets it.
    /// </summary>
    internal static int AnswerEach(DueRules rules, bool json, Stream input, Stream output)
    {
        using var questions = new StreamReader(input, Encoding.UTF8);
        using var answers = new StreamWriter(output, new UTF8Encoding(false)) { NewLine = "\n" };
        var exit = CommandLine.Done;
        var buffer = new char[1 << 16];
        var kept = 0;
        while (questions.Read(buffer, kept, buffer.Length - kept) is > 0 and var more)
        {
            var text = buffer.AsSpan(0, kept + more);
            for (var end = text.IndexOf('\n'); end >= 0; end = text.IndexOf('\n'))
            {
                Answer(text[..end].TrimEnd('\r'));
                text = text[(end + 1)..];
            }
            answers.Flush();
            kept = text.Length;
            if (kept == buffer.Length) buffer = new char[kept * 2];
            text.CopyTo(buffer);
        }
        if (kept > 0) Answer(buffer.AsSpan(0, kept));
        return exit;

        void Answer(ReadOnlySpan<char> line)
        {
            var answered = rules.TryCount(line, out var due, out var error);
            if (!answered) exit = CommandLine.Failed;
            answers.WriteLine(!json ? DueRules.Line(due, error) : answered ? InJson(due!) : Json(writer => writer.WriteString("error", error)));
        }
    }

    static string InJson(Due due) => Json(writer =>
    {
        writer.WriteString("due", due.ToIso());
        writer.WriteString("ends", InstantPattern.General.Format(due.Ends));
        writer.WriteBoolean("provisional", due.Provisional);
        writer.WriteString("calendar", due.Calendar.Name);
        writer.WriteString("from", LocalDatePattern.Iso.Format(due.From));
        writer.WriteString("rule", due.Span.ToString());
        writer.WriteStartArray("notCounted");
        foreach (var day in due.NotCounted)
        {
            writer.WriteStartObject();
            writer.WriteString("on", LocalDatePattern.Iso.Format(day.On));
            writer.WriteString("why", day.Why);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("why");
        foreach (var sentence in due.Why()) writer.WriteStringValue(sentence);
        writer.WriteEndArray();
    });

    static string Json(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Plain))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
