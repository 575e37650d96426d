namespace Waymark.Tests;

/// <summary>
/// What a run tried, and how often: one line each in artifacts/counts.tsv, which <c>./do long</c> turns into docs/tested.md.
/// </summary>
internal static class Counts
{
    private static readonly Lock Turn = new();

    public static void Say(string name, long times, int seed)
    {
        var line = $"{name.Replace('\t', ' ').Replace('\n', ' ')}\t{times}\t{seed}\n";
        lock (Turn) File.AppendAllText(Path.Combine(Checkout.Artifacts, "counts.tsv"), line);
    }
}
