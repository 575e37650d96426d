using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Waymark.App.Store;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Simulations;

namespace Waymark.App.Commands;

/// <summary>
/// <c>waymark pack simulate</c>: plays a made-up concern under a pack, by itself or beside another pack or version. Exit code 3
/// says that the pack, or an event of the file, was refused.
/// </summary>
static class SimulateCommand
{
    static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Verb Build()
    {
        var path = new Argument<string>("pack") { Description = "The folder that holds the authority.yaml", HelpName = "PACK" };
        var events = new Option<string>("--events") { Description = "The events file", HelpName = "FILE", Required = true };
        var against = new Option<string>("--against") { Description = "Another pack, or another version of it, to play the events under", HelpName = "PACK" };
        var other = new Option<string>("--against-events") { Description = "The events as the other pack names them; without it, the same file", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Answer in JSON, in one line" };
        var packs = new Option<string>("--packs") { Description = "The folder that holds the calendars; without it, the pack's own neighbour is looked for first", HelpName = "DIR" };
        var verb = new Verb("simulate", "Play a made-up concern under a pack: dates, people, notices, stages and silences",
            "waymark pack simulate packs/island --events packs/island/simulations/no-plan.yaml",
            "waymark pack simulate packs/island --events no-plan.yaml --against next/island") { path, events, against, other, json, packs };
        verb.Validators.Add(given =>
        {
            if (given.GetResult(other) is not null && given.GetResult(against) is null) given.AddError("--against-events needs --against.");
        });
        verb.SetAction(parsed =>
        {
            var file = parsed.GetRequiredValue(events);
            if (Play(parsed, parsed.GetRequiredValue(path), file, parsed.GetValue(packs), out var exit) is not { } one) return exit;
            if (parsed.GetValue(against) is not { } second) return Say(parsed, one, parsed.GetValue(json));
            return Play(parsed, second, parsed.GetValue(other) ?? file, parsed.GetValue(packs), out exit) is { } beside ? Compare(parsed, one, beside, parsed.GetValue(json)) : exit;
        });
        return verb;
    }

    static int Say(ParseResult parsed, Simulated played, bool json)
    {
        parsed.InvocationConfiguration.Output.Write(json ? JsonSerializer.Serialize(played, Plain) + "\n" : played.Text());
        foreach (var fault in played.Faults) parsed.InvocationConfiguration.Error.WriteLine(fault.At.File.Length == 0 ? fault.Message : fault.ToString());
        return played.Faults.Count > 0 ? PackCommand.Faulty : CommandLine.Done;
    }

    /// <summary>What the other pack refuses is a difference, and shown as one.</summary>
    static int Compare(ParseResult parsed, Simulated one, Simulated other, bool json)
    {
        parsed.InvocationConfiguration.Output.Write(json ? JsonSerializer.Serialize(new { one, other, lines = one.With(other) }, Plain) + "\n" : one.Table(other));
        return CommandLine.Done;
    }

    static Simulated? Play(ParseResult parsed, string folder, string events, string? packs, out int exit)
    {
        if (!Directory.Exists(folder)) return Refuse(CommandLine.Fail(parsed, $"There is no folder '{folder}'."), out exit);
        if (!File.Exists(events)) return Refuse(CommandLine.Fail(parsed, $"There is no file '{events}'."), out exit);
        var read = PackReader.Read(Path.GetFileName(Path.GetFullPath(folder)), PackFiles.Read(folder));
        var (file, faults) = EventsFile.Read(events, File.ReadAllText(events));
        var refused = read.Faults.Concat(read.Pack is { } whole ? Linter.Lint(whole) : []).Select(fault => Path.Combine(folder, fault.ToString())).Concat(faults.Select(fault => fault.ToString())).ToList();
        foreach (var fault in refused) parsed.InvocationConfiguration.Error.WriteLine(fault);
        if (refused.Count > 0 || read.Pack is not { } pack || file is null) return Refuse(PackCommand.Faulty, out exit);
        if (Calendar(folder, packs, pack.Calendar, out var error) is not { } calendar) return Refuse(CommandLine.Fail(parsed, error), out exit);
        exit = CommandLine.Done;
        return Simulation.Play(pack, calendar, file);
    }

    static Simulated? Refuse(int with, out int exit)
    {
        exit = with;
        return null;
    }

    static WorkingCalendar? Calendar(string folder, string? packs, string name, out string error)
    {
        var neighbour = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))!;
        var home = packs is null && Directory.Exists(Path.Combine(neighbour, "calendars")) ? neighbour : PackFolder.Find(packs, out error);
        error = home is null ? "There is no folder with calendars beside the pack. Name it with --packs." : "";
        if (home is null) return null;
        var file = Path.Combine(home, "calendars", $"{name}.csv");
        if (!File.Exists(file)) error = $"There is no calendar '{name}' in {Path.Combine(home, "calendars")}.";
        if (error.Length > 0) return null;
        var reading = WorkingCalendar.Read(name, File.ReadAllText(file));
        error = string.Join(Environment.NewLine, reading.Faults);
        return reading.Calendar;
    }
}
