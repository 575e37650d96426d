using Waymark.Tests;
using Xunit;

namespace Waymark.Core.Tests.Access;

/// <summary>The checks of access that the long run weakens one at a time (<c>tests/weakened</c>): each must still stand where it is said to, once.</summary>
public sealed class WeakenedTests
{
    static readonly IReadOnlyList<string[]> All = [.. File.ReadLines(Checkout.At("tests", "weakened", "weakenings.tsv")).Skip(1).Select(line => line.Split('\t'))];

    [Fact]
    public void Each_weakening_still_fits_and_names_what_notices_it()
    {
        foreach (var line in All)
        {
            Assert.True(line.Length == 5, string.Join('\t', line));
            var (check, file, there, put, by) = (line[0], line[1], line[2], line[3], line[4]);
            var times = File.ReadAllText(Checkout.At(file)).Split(there).Length - 1;
            Assert.True(times == 1, $"'{check}' stands {times} times in {file}: {there}");
            Assert.Contains("WEAK", put, StringComparison.Ordinal);
            var (kind, words) = (by[..by.IndexOf(':', StringComparison.Ordinal)], by[(by.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            if (kind is "island" or "shire") Assert.Contains(words, File.ReadAllText(Checkout.At("tests", "access", $"{kind}.txt")), StringComparison.Ordinal);
            else Assert.True(Directory.EnumerateFiles(Checkout.At("tests"), $"{words.Split('.')[0]}.cs", SearchOption.AllDirectories).Any(source => File.ReadAllText(source).Contains($" {words.Split('.')[1]}(", StringComparison.Ordinal)), $"'{check}' names no test: {by}");
        }
    }

    [Fact]
    public void There_are_sixty_and_each_has_a_name_of_its_own()
    {
        Assert.True(All.Count >= 60);
        Assert.Distinct(All.Select(line => line[0]));
    }
}
