using Waymark.Tests;
using Xunit;

namespace Waymark.Core.Tests.Packs;

/// <summary>A council's page of walks names every way in which its processes can end, each with who took it there.</summary>
public sealed class WalkedTests
{
    private const string Heading = "## Every way to an end";

    [Fact]
    public void Every_way_to_an_end_of_a_council_that_was_walked_is_on_its_page()
    {
        var walked = PackFiles.Shipped.Select(name => (Pack: name, Page: Page(name))).Where(each => each.Page.Contains(Heading, StringComparison.Ordinal)).ToList();
        Assert.True(walked.Count >= 3);
        foreach (var (pack, page) in walked)
        {
            var rows = page.Split('\n').SkipWhile(line => line != Heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)).Where(line => line.StartsWith('|')).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
            var ends = PackFiles.Read(pack).Protocols.SelectMany(protocol => protocol.Forms.SelectMany(form => form.NextActions).Where(action => action.Ends is not null).Select(action => (protocol.Label, action.Ends!))).Distinct();
            Assert.Equal([], ends.Where(end => !rows.Any(row => row[1] == end.Label && row[2] == end.Item2 && row[3].Length > 0)).Select(end => $"{pack}: {end.Label}: {end.Item2}"));
        }
    }

    private static string Page(string pack) => Checkout.At("docs", "walks", $"{pack}.md") is var path && File.Exists(path) ? File.ReadAllText(path) : "";
}
