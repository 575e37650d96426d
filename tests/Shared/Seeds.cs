namespace Waymark.Tests;

/// <summary>
/// Where tests get chance from. <c>./do test --seed N</c> sets WAYMARK_SEED; without it the seed is 1, so that a test run
/// alone in an editor gives the same answer twice. <c>./do long</c> sets WAYMARK_LONG, and the counts grow.
/// </summary>
internal static class Seeds
{
    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("WAYMARK_SEED"), out var seed) ? seed : 1;

    public static bool Long { get; } = Environment.GetEnvironmentVariable("WAYMARK_LONG") is "1" or "true";

    /// <summary>How often a property is tried: the few of an ordinary run, or the many of a long one.</summary>
    public static int Times(int ordinary, int longRun) => Long ? longRun : ordinary;

    /// <summary>The seed of one test: differs between tests, so that two do not walk in step.</summary>
    public static int For(string test)
    {
        unchecked
        {
            // FNV-1a, as string.GetHashCode differs from one process to the next.
            var hash = 2166136261u;
            foreach (var letter in test) hash = (hash ^ letter) * 16777619u;
            return (int)((hash ^ (uint)Seed) & int.MaxValue);
        }
    }

    public static Random Chance(string test) => new(For(test));
}
