using System.Text.RegularExpressions;
using Waymark.Core.Packs;
using Xunit;

namespace Waymark.Core.Tests.Packs;

/// <summary>
/// What an author slips in most often, done in turn at every place of every shipped pack: a clock dropped, what something leads to
/// renamed, a post emptied. The check names each, with its place and what to write; none passes in silence.
/// </summary>
public sealed partial class NamedMutationTests
{
    public static TheoryData<string> Councils => new(PackFiles.Shipped);

    [Theory, MemberData(nameof(Councils))]
    public void A_clock_that_is_dropped_is_named(string council) =>
        Each(council, ClockLine(), (_, text, match) => Without(text, match), atLeast: 2);

    [Theory, MemberData(nameof(Councils))]
    public void A_target_that_is_renamed_is_named_on_its_line(string council) =>
        Each(council, Target(), (_, text, match) => text[..match.Index] + match.Value.Replace(match.Groups[1].Value, match.Groups[1].Value + "-no-more", StringComparison.Ordinal) + text[(match.Index + match.Length)..], atLeast: 1, above: 0);

    [Theory, MemberData(nameof(Councils))]
    public void A_post_that_is_emptied_is_named_in_its_piece_of_work(string council) =>
        Each(council, People(), (_, text, match) => text[..match.Groups[1].Index] + text[(match.Groups[1].Index + match.Groups[1].Length)..], atLeast: 3, above: 6);

    /// <param name="above">So many lines above it the fault may stand; null: anywhere, since what is dropped is missed where it was spoken of.</param>
    private static void Each(string council, Regex what, Func<string, string, Match, string> mutate, int atLeast, int? above = null)
    {
        var whole = PackFiles.Files(council);
        var before = PackFiles.Checked(whole).Select(said => (said.Name, said.At.File, said.Text[said.Text.IndexOf(' ', StringComparison.Ordinal)..])).ToHashSet();
        var (done, silent) = (0, new List<string>());
        foreach (var (path, text) in whole.Where(file => file.Path.StartsWith("protocols/", StringComparison.Ordinal)))
            foreach (var match in what.Matches(text).Where(match => !text[..match.Index].Split('\n')[^1].Contains('#', StringComparison.Ordinal)))
            {
                done++;
                var line = text[..match.Groups[1].Index].Count(c => c == '\n') + 1;
                var said = PackFiles.Checked([.. whole.Select(file => file.Path == path ? (path, mutate(path, text, match)) : file)])
                    .Where(each => !before.Contains((each.Name, each.At.File, each.Text[each.Text.IndexOf(' ', StringComparison.Ordinal)..]))).ToList();
                if (said.All(each => above is { } lines && (each.At.File != path || each.At.Line > line || each.At.Line < line - lines))) silent.Add($"{path}:{line}: {match.Value.Trim()}");
            }
        Assert.True(done >= atLeast, $"Only {done} places of {council} were tried.");
        Assert.True(silent.Count == 0, $"{silent.Count} of {done} pass in silence:\n{string.Join('\n', silent)}");
    }

    /// <summary>With 'clocks:' above it too, where nothing else stands under it.</summary>
    private static string Without(string text, Match match)
    {
        var (before, after) = (text[..match.Index], text[(match.Index + match.Length)..]);
        if (after.StartsWith(match.Groups[2].Value + "- ", StringComparison.Ordinal)) return before + after;
        return Heading().IsMatch(before) ? Heading().Replace(before, "") + after : before + after;
    }

    [GeneratedRegex(@"^([ ]*)clocks:[^\n]*\n\z", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(([ ]*)- \{id: [\w-]+, label: [^\n]*amount: [^\n]*after: [^\n]*\n)", RegexOptions.Multiline)]
    private static partial Regex ClockLine();

    [GeneratedRegex(@"opens: \[([\w.-]+)")]
    private static partial Regex Target();

    [GeneratedRegex(@"(?:answers|holder): \[([\w-]+)\]")]
    private static partial Regex People();
}
