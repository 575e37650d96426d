using System.Globalization;
using System.Runtime.InteropServices;

namespace Waymark.Bench;

/// <summary>docs/performance.md: the figures of one run, what each stands beside, and on what they were taken.</summary>
internal static class Report
{
    public static string Of(IReadOnlyList<Measured> measured) => $"""
        # Performance

        Written by `./do bench`. Each figure stands beside the machine's limit for the same work, measured in turns in the same run
        (Waymark, the limit, Waymark, the limit), so that what else the machine did falls on both: read the ratios. They are the
        medians of the rounds below. No test asserts any of them.

        | | |
        |---|---|
        | Day | {Today} |
        | Processors | {Environment.ProcessorCount} |
        | Memory | {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30)} GiB |
        | Runs on | .NET {Environment.Version}, {RuntimeInformation.OSArchitecture} |
        | Load average at the end | {Load} |

        | What | Waymark | Beside it | | Unit | Ratio |
        |---|--:|---|--:|---|--:|
        {string.Join('\n', measured.Select(each => each.Row))}

        {string.Join('\n', measured.SelectMany(each => each.Notes).Select(note => $"* {note}"))}

        ## Rounds

        {string.Join('\n', measured.Select(each => $"* {each.Rounds}"))}

        """.ReplaceLineEndings("\n");

    static string Today => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Load => File.Exists("/proc/loadavg") ? string.Join(" ", File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "not known";
}
