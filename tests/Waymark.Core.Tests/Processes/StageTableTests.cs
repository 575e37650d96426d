using NodaTime;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Xunit;

namespace Waymark.Core.Tests.Processes;

/// <summary>
/// Each council's stages as its own document has them, written by hand in <c>tests/stages</c> and not from the pack, against what the
/// engine does with the pack: who answers, who is copied in, how long it may take, and where it can lead.
/// </summary>
public sealed class StageTableTests
{
    private static readonly string[] Columns = ["stage", "owner", "copies", "time", "from", "due", "exits", "guide", "reading"];

    public static TheoryData<string, string> Rows
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var council in new[] { "island", "county", "city", "borough" })
                foreach (var row in Table(council)) data.Add(council, row[0]);
            return data;
        }
    }

    private static List<string[]> Table(string council)
    {
        var lines = File.ReadAllLines(Checkout.At("tests", "stages", $"{council}.tsv")).Select(l => l.Split('\t')).ToList();
        Assert.Equal(Columns, lines[0]);
        Assert.All(lines, l => Assert.Equal(Columns.Length, l.Length));
        return lines[1..];
    }

    [Theory, MemberData(nameof(Rows))]
    public void Each_cell_is_what_the_document_says(string council, string stage)
    {
        var row = Table(council).Single(r => r[0] == stage);
        var reached = StageRuns.Of(council, stage, row[4] == "-" ? "2020-04-08" : row[4]);
        Assert.Contains(stage == "(whole)" ? "" : stage, reached.Label, StringComparison.OrdinalIgnoreCase);
        // Those who are asked together have the same time: it is one.
        var clocks = reached.Clocks.DistinctBy(c => (c.Definition, c.Due.Ends)).Select(c => c.Due).ToList();
        string[] found = [stage, Cell(reached.Owners), Cell(reached.Copies), Cell(clocks.Select(Words)), row[4], Cell(clocks.Select(d => d.At is { } at ? at.ToString("uuuu-MM-dd'T'HH:mm", null) : d.On.ToString("uuuu-MM-dd", null))), Cell(reached.Exits.Select(a => Leads(council, reached.Protocol, reached.Pack, a)).Distinct()), row[7], row[8]];
        Assert.Equal(Columns.Zip(row.Select(Sorted)), Columns.Zip(found.Select(Sorted)));
    }

    /// <summary>Every stage of the pack has its line in the table, so that none is there of which the document doesn't speak.</summary>
    [Theory]
    [InlineData("island", "iro-qa")]
    [InlineData("county", "formal-alert")]
    [InlineData("city", "dispute")]
    [InlineData("borough", "issue")]
    public void No_stage_is_left_out(string council, string protocol) =>
        Assert.All(Packs.PackFiles.Read(council).Protocol(protocol)!.Stages, s => Assert.Contains(Table(council), r => s.Label.Contains(r[0], StringComparison.OrdinalIgnoreCase)));

    private static string Cell(IEnumerable<string> words) => string.Join(" | ", words) is { Length: > 0 } cell ? cell : "-";

    /// <summary>Times stand in their order; of people and ways on the order says nothing.</summary>
    private static string Sorted(string cell) => string.Join(" | ", cell.Split(" | ").Order(StringComparer.Ordinal));

    private static string Words(Deadline due) => due.Why[0] is var why && why.StartsWith("0 working days", StringComparison.Ordinal) ? "the same working day" : why[..why.IndexOf(" from ", StringComparison.Ordinal)];

    private static string Leads(string council, Protocol own, Pack pack, NextActionDefinition action)
    {
        var opened = action.Opens.Select(target => Stage(council, target.Split('.') is [var other, var there] ? pack.Protocol(other)!.Workstep(there) : own.Workstep(target))).ToList();
        if (action.Ends is not null) return string.Join(", ", opened.Prepend($"end: {action.Ends}"));
        return opened.Count > 0 ? string.Join(", ", opened) : $"stays: {action.Label}";
    }

    /// <summary>A stage by the name that the table has for it; what is none, by its own.</summary>
    private static string Stage(string council, WorkstepDefinition workstep) =>
        workstep.Rank is null ? workstep.Label : Table(council).Select(r => r[0]).Where(s => workstep.Label.Contains(s, StringComparison.OrdinalIgnoreCase)).OrderBy(s => s.Length).LastOrDefault() ?? workstep.Label;
}
