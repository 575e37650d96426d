using System.Globalization;

namespace Waymark.Bench;

/// <summary>One row of the report: what Waymark reaches beside what stands for the machine's limit, turn by turn in one run.</summary>
/// <param name="Unit">Of both; where less is better, <paramref name="What"/> says so.</param>
internal sealed record Measured(string What, string Beside, string Unit, IReadOnlyList<double> Ours, IReadOnlyList<double> Limit)
{
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Waymark, the other, Waymark, the other: so that what else the machine does falls on both. The first of each only warms up.</summary>
    public static async Task<Measured> Take(string what, string beside, string unit, int rounds, Func<Task<double>> ours, Func<Task<double>> limit)
    {
        await ours();
        await limit();
        var (first, second) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            first.Add(await ours());
            second.Add(await limit());
            Console.WriteLine($"  {what}, {unit}: {Number(first[^1])}; {beside}: {Number(second[^1])}");
        }
        return new Measured(what, beside, unit, first, second);
    }

    public string Row => $"| {What} | {Number(Median(Ours))} | {Beside} | {Number(Median(Limit))} | {Unit} | {Median(Ours) / Median(Limit):0.00} |";

    public string Rounds => $"{What}: {Each(Ours)}; {Beside}: {Each(Limit)}";

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }

    public static string Number(double value) => value.ToString(value >= 100 ? "#,0" : "0.00", CultureInfo.InvariantCulture);

    static string Each(IEnumerable<double> values) => string.Join(", ", values.Select(Number));
}
