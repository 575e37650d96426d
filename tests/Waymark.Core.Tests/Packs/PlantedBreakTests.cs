using System.Diagnostics;
using Xunit;

namespace Waymark.Core.Tests.Packs;

/// <summary>
/// The breaks of <c>tests/planted</c>, which the long run plants one at a time to see a test turn red: each must still fit what is here, and
/// the test that it names must be there.
/// </summary>
public sealed class PlantedBreakTests
{
    public static TheoryData<string> Patches => [.. Directory.EnumerateFiles(Checkout.At("tests", "planted"), "*.patch").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Patches))]
    public void Each_break_still_fits_and_names_a_test(string patch)
    {
        var file = Checkout.At("tests", "planted", patch);
        var named = File.ReadLines(file).Single(l => l.StartsWith("Turns red: ", StringComparison.Ordinal))["Turns red: ".Length..];
        var dot = named.LastIndexOf('.');
        Assert.NotNull(typeof(PlantedBreakTests).Assembly.GetType(named[..dot])?.GetMethod(named[(dot + 1)..]));
        using var git = Process.Start(new ProcessStartInfo("git", ["apply", "--check", "--unidiff-zero", "--whitespace=nowarn", file]) { WorkingDirectory = Checkout.Root, RedirectStandardError = true })!;
        var said = git.StandardError.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, $"{patch} no longer fits: make it again.\n{said}");
    }

    [Theory]
    [InlineData("S0"), InlineData("S1"), InlineData("S2"), InlineData("S4")]
    public void Each_document_has_ten(string document) => Assert.True(Patches.Count(p => p.Data.StartsWith(document, StringComparison.Ordinal)) >= 10);
}
