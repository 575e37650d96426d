using System.Diagnostics;
using Waymark.App.Store;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Simulations;
using YamlDotNet.RepresentationModel;

namespace Waymark.Bench;

/// <summary>One made-up concern under every council's protocol, side by side: packs read and checked, played, laid out; beside parsing their YAML alone.</summary>
internal static class Playing
{
    const int Rounds = 5;

    static readonly string[] Councils = [.. Directory.EnumerateDirectories(Checkout.At("packs")).Where(folder => File.Exists(Concern(folder))).Order(StringComparer.Ordinal)];

    public static async Task<IReadOnlyList<Measured>> Run() =>
    [
        await Measured.Take($"one concern played under {Councils.Length} councils side by side, less is better", "parsing their YAML alone", "s", Rounds, () => Timed(Play), () => Timed(Parse)),
        await Measured.Take("the same by `waymark pack simulate`, two by two, less is better", "starting it as often for its version", "s", Rounds, () => Timed(Ask), () => Timed(Start)),
    ];

    static string Concern(string folder) => Path.Combine(folder, "simulations", "no-plan.yaml");

    static Task<double> Timed(Action work)
    {
        var began = Stopwatch.GetTimestamp();
        work();
        return Task.FromResult(Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    static void Play()
    {
        var calendar = WorkingCalendar.Read("england-and-wales", File.ReadAllText(Checkout.At("packs", "calendars", "england-and-wales.csv"))).Calendar!;
        var played = Councils.Select(folder =>
        {
            var pack = PackReader.Read(Path.GetFileName(folder), PackFiles.Read(folder)).Pack!;
            return Linter.Lint(pack).Count == 0 ? Simulation.Play(pack, calendar, EventsFile.Read(Concern(folder), File.ReadAllText(Concern(folder))).File!) : throw new InvalidOperationException($"{folder} has faults");
        }).ToList();
        if (played.Any(one => one.Faults.Count > 0 || one.Table(played[0]).Length == 0)) throw new InvalidOperationException("an event was refused");
    }

    static void Parse()
    {
        foreach (var (_, text) in Councils.SelectMany(PackFiles.Read)) new YamlStream().Load(new StringReader(text));
    }

    static void Ask()
    {
        foreach (var pair in Councils.Chunk(2))
            Waymark(["pack", "simulate", pair[0], "--events", Concern(pair[0]), .. pair.Length == 2 ? ["--against", pair[1], "--against-events", Concern(pair[1])] : Array.Empty<string>()]);
    }

    static void Start()
    {
        foreach (var _ in Councils.Chunk(2)) Waymark(["--version"]);
    }

    static void Waymark(string[] words)
    {
        using var program = Process.Start(new ProcessStartInfo(Starting.Waymark, words) { RedirectStandardOutput = true })!;
        program.StandardOutput.ReadToEnd();
        program.WaitForExit();
        if (program.ExitCode != 0) throw new InvalidOperationException($"waymark {words[0]}: exit code {program.ExitCode}");
    }
}
