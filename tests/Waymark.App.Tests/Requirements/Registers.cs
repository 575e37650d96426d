using System.Globalization;
using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Requirements;

/// <summary>A register as it is read: its counts, and the lines that each opens.</summary>
static class Registers
{
    /// <summary>The numbers of the processes that the page lists.</summary>
    public static IReadOnlyList<string> Lines(Visitor visitor) => visitor.Page.Document.QuerySelectorAll("#lines").Length == 0 ? [] : [.. visitor.Page.Table("Lines").Skip(1).Select(row => row[0])];

    /// <summary>What a figure counts, each of its counts having opened just so many lines.</summary>
    public static async Task<Dictionary<string, int>> Figure(Visitor visitor, string figure)
    {
        var (register, counts) = (visitor.Path, new Dictionary<string, int>());
        var table = visitor.Page.Document.QuerySelectorAll("table").Single(each => Words.Of(each.QuerySelector("caption")!) == figure);
        var rows = table.QuerySelectorAll("tbody tr").Select(row => (Words: Words.Of(row.QuerySelector("th")!), Link: row.QuerySelector("a")!)).ToList();
        foreach (var (words, link) in rows)
        {
            counts[words] = Number(Words.Of(link));
            await visitor.Go(link.GetAttribute("href")!);
            Assert.Equal(counts[words], Lines(visitor).Count);
        }
        await visitor.Go(register);
        return counts;
    }

    public static int Number(string cell) => int.Parse(cell.Split(' ')[0], CultureInfo.InvariantCulture);
}
