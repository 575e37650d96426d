using System.Text.RegularExpressions;
using Waymark.Core.Packs;
using Waymark.Tests;
using Xunit;

namespace Waymark.Core.Tests.Packs;

/// <summary>
/// The program knows no council: no key of a shipped pack's protocols, worksteps, stages and posts stands in its source, and no
/// label or option of two words or more, be it in a comment. What a key would clash with is said otherwise, or the key is. A key
/// of one plain word, 'close', is looked for between quotes: without them it is English.
/// </summary>
public sealed partial class NoCouncilInSourceTests
{
    private static readonly string[] Kinds = [".cs", ".cshtml", ".js", ".sql", ".tsv", ".css"];

    private static readonly IReadOnlyList<(string Path, string Text)> Sources =
        [.. Directory.EnumerateFiles(Checkout.At("src"), "*", SearchOption.AllDirectories).Where(f => Kinds.Contains(Path.GetExtension(f)) && !Elsewhere().IsMatch(f)).Select(f => (f, File.ReadAllText(f)))];

    public static TheoryData<string> Shipped => new(PackFiles.Shipped);

    [Theory, MemberData(nameof(Shipped))]
    public void No_key_of_a_pack_stands_in_the_source(string name)
    {
        var pack = PackFiles.Read(name);
        var keys = pack.Protocols.SelectMany(p => p.Worksteps.Select(w => w.Id).Prepend(p.Id)).Concat(pack.Posts.Select(p => p.Id)).ToHashSet();
        Assert.True(Sources.Count > 200 && keys.Count > 5);
        Assert.Equal("", Where(Words(), keys));
    }

    [Theory, MemberData(nameof(Shipped))]
    public void No_label_of_a_pack_stands_in_the_source(string name)
    {
        var pack = PackFiles.Read(name);
        var labels = pack.Protocols.SelectMany(Parts).Concat(pack.Posts).Concat(pack.Lists).Concat(pack.Lists.SelectMany(l => Flat(l.Options))).Select(p => p.Label).Append(pack.Label).Where(l => l.Contains(' ')).ToHashSet();
        Assert.True(labels.Count > 20);
        var found = Sources.SelectMany(s => labels.Where(l => s.Text.Contains(l, StringComparison.Ordinal)).Select(l => $"‘{l}’ in {Path.GetRelativePath(Checkout.At("src"), s.Path)}"));
        Assert.Equal("", string.Join('\n', found.Order(StringComparer.Ordinal)));
    }

    private static string Where(Regex words, HashSet<string> keys) => string.Join('\n', Sources.SelectMany(s =>
        words.Matches(s.Text).Where(m => keys.Contains(m.Value) && (m.Value.Contains('-') || Quoted(s.Text, m))).Select(m => $"'{m.Value}' in {Path.GetRelativePath(Checkout.At("src"), s.Path)}:{s.Text[..m.Index].Count(c => c == '\n') + 1}")).Order(StringComparer.Ordinal));

    private static bool Quoted(string text, Match m) => m.Index > 0 && m.Index + m.Length < text.Length && text[m.Index - 1] is '"' or '\'' && text[m.Index + m.Length] == text[m.Index - 1];

    private static IEnumerable<Part> Parts(Protocol p) => new Part[] { p }.Concat(p.Switches).Concat(p.Worksteps).Concat(p.Forms)
        .Concat(p.Forms.SelectMany(f => f.Sections)).Concat(p.Forms.SelectMany(f => f.Fields).SelectMany(f => f.Columns.Concat<Part>(Flat(f.Options)).Prepend(f)))
        .Concat(p.Forms.SelectMany(f => f.Requests)).Concat(p.Forms.SelectMany(f => f.NextActions))
        .Concat(p.Clocks).Concat(p.Forms.SelectMany(f => f.Clocks)).Concat(p.Worksteps.SelectMany(w => w.Clocks));

    private static IEnumerable<Option> Flat(IEnumerable<Option> options) => options.SelectMany(o => Flat(o.Options).Prepend(o));

    [GeneratedRegex("[a-z0-9]+(?:-[a-z0-9]+)*")]
    private static partial Regex Words();

    [GeneratedRegex(@"[\\/](?:bin|obj|wwwroot)[\\/]")]
    private static partial Regex Elsewhere();
}
