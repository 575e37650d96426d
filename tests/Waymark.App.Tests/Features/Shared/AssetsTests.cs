using System.IO.Compression;
using Waymark.Tests;
using Xunit;

namespace Waymark.App.Tests.Features.Shared;

public class AssetsTests
{
    static readonly string Folder = Checkout.At("src", "Waymark.App", "wwwroot", "assets");

    // GOV.UK's typeface and crown are licensed to GOV.UK alone, and its blue would say that a council's page is its own.
    [Theory]
    [InlineData("GDS Transport")]
    [InlineData("govuk-crown")]
    [InlineData("@font-face")]
    [InlineData("url(")]
    public void The_stylesheet_holds_nothing_of_GOV_UKs_own_and_fetches_nothing(string word) =>
        Assert.DoesNotContain(word, File.ReadAllText(Path.Combine(Folder, "waymark.css")), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("localStorage")]
    [InlineData("sessionStorage")]
    [InlineData("indexedDB")]
    [InlineData("document.cookie")]
    [InlineData("innerHTML")]
    public void The_script_keeps_nothing_in_the_browser_and_writes_no_HTML(string word) =>
        Assert.DoesNotContain(word, Ours(), StringComparison.Ordinal);

    [Fact]
    public void All_assets_together_are_at_most_80_KB_as_sent()
    {
        var total = Directory.EnumerateFiles(Folder).Sum(file =>
        {
            using var sent = new MemoryStream();
            using (var gzip = new GZipStream(sent, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(File.ReadAllBytes(file));
            return sent.Length;
        });
        Assert.InRange(total, 1, 80 * 1024);
    }

    static string Ours() => string.Concat(Directory.EnumerateFiles(Checkout.At("assets", "scripts")).Select(File.ReadAllText));
}
