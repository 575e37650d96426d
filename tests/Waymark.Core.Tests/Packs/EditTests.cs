using System.Text.RegularExpressions;
using Waymark.Core.Packs;
using Waymark.Tests;
using Xunit;

namespace Waymark.Core.Tests.Packs;

/// <summary>
/// One slip at a time in each shipped pack, all over it: a line lost, a name mistyped, a list of people emptied. None goes
/// through unseen.
/// </summary>
public partial class EditTests
{
    public static TheoryData<string> Shipped => new(PackFiles.Shipped);

    [Theory, MemberData(nameof(Shipped))]
    public void A_clock_dropped_a_target_renamed_or_a_post_emptied_is_named(string pack)
    {
        var whole = PackFiles.Files(pack);
        var edits = whole.SelectMany(f => Edits(f.Path, f.Text)).GroupBy(e => e.What).SelectMany(Spread).ToList();
        Assert.Contains(edits, e => e.What == "clock dropped");
        Assert.Contains(edits, e => e.What == "target renamed");
        Assert.Contains(edits, e => e.What == "people emptied");
        var unseen = edits.AsParallel().WithDegreeOfParallelism(2)
            .Where(e => PackFiles.Checked([.. whole.Select(f => f.Path == e.Path ? (f.Path, e.Text) : f)]).Count == 0)
            .Select(e => $"{e.What}: {e.Path}, {e.Was.Trim()}").ToList();
        Assert.Equal("", string.Join("\n", unseen));
    }

    /// <summary>A large pack has hundreds of places for one kind of slip: these stand for them, from its first line to its last.</summary>
    private static IEnumerable<T> Spread<T>(IEnumerable<T> edits)
    {
        var all = edits.ToList();
        return all.Where((_, i) => i % (all.Count / 40 + 1) == 0);
    }

    private static IEnumerable<(string What, string Path, string Was, string Text)> Edits(string path, string text)
    {
        foreach (Match m in Clock().Matches(text))
            yield return ("clock dropped", path, m.Value, text.Remove(m.Index, m.Length));
        foreach (Match m in Target().Matches(text))
            yield return ("target renamed", path, m.Value, text.Insert(m.Index + m.Length, "-9"));
        foreach (Match m in People().Matches(text))
            yield return ("people emptied", path, m.Value, text.Remove(m.Groups[1].Index, m.Groups[1].Length));
        foreach (Match m in Post().Matches(text))
            yield return ("post renamed", path, m.Value, text.Insert(m.Index + m.Length, "-9"));
    }

    [GeneratedRegex(@"^ +- \{id: [a-z0-9-]+, label: .*\bamount: .*\n", RegexOptions.Multiline)]
    private static partial Regex Clock();

    [GeneratedRegex(@"\b(?:opens: \[|form: |of: |request: |clock: )[a-z0-9.-]+")]
    private static partial Regex Target();

    [GeneratedRegex(@"\b(?:holder|to): \[([a-z0-9-]+(?:, [a-z0-9-]+)*)\]")]
    private static partial Regex People();

    [GeneratedRegex(@"\banswers: \[[a-z0-9-]+")]
    private static partial Regex Post();

    /// <summary>What is refused reads whole: where, what, and what to write.</summary>
    public static TheoryData<string, string, string, string> Unknown => new()
    {
        { "protocols/iro-qa.yaml", "answers: [service-manager]", "answers: [servce-manager]", "protocols/iro-qa.yaml:27:112: Nobody is called 'servce-manager'. Meant 'service-manager'? There are: iro, social-worker," },
        { "protocols/iro-qa.yaml", "after: {field: review-on}", "after: {field: reveiw-on}", "There is no field 'reveiw-on'. Meant 'review-on'? There are:" },
        { "protocols/iro-qa.yaml", "opens: [drp-4]", "opens: [drp-5]", "There is no workstep 'drp-5'. Meant 'drp-1'? There are:" },
        { "protocols/iro-qa.yaml", "default: cafcass-referral", "default: cafcass-referal", "'cafcass-referal', with which 'document-type' starts, isn't one of its options. Write one of" },
        { "authority.yaml", "found-by: service, means: [line]}", "found-by: service, means: [line], manager: team-manager}", "Each of these posts is managed by the next, and so by itself: 'team-manager', 'service-manager', 'service-director', 'corporate-director', 'team-manager'." },
        { "protocols/iro-qa.yaml", "{id: hand-over, label: Manager's hand-over to the IRO due, amount: 1, unit: working-days, after: {request: request-1, is: completed}", "{id: hand-over, label: Manager's hand-over to the IRO due, amount: 1, unit: working-days, after: {clock: hand-over, is: run-out}", "Each of these clocks counts from the end of the next, so that none ever starts: 'hand-over', 'hand-over'." },
    };

    [Theory, MemberData(nameof(Unknown))]
    public void What_a_pack_names_and_nothing_bears_is_refused_with_its_place_and_what_to_write(string path, string old, string @new, string said)
    {
        var told = PackFiles.Checked(PackFiles.Edited("island", path, old, @new));
        var fault = Assert.Single(told, f => f.Text.Contains(said, StringComparison.Ordinal));
        Assert.Matches(@"^[a-z/.-]+:\d+:\d+: ", fault.Text);
    }
}
