using Waymark.Core.Packs;
using Waymark.Tests;
using Xunit;

namespace Waymark.Core.Tests.Packs;

/// <summary>
/// Four councils' guides written down as they stand: what their authors couldn't see on paper is named by the check. All that
/// it says is a golden file; with WAYMARK_GOLDEN=write the run writes it anew.
/// </summary>
public class LiteralPackTests
{
    /// <summary>The guide, the name of what is found, and words of what is said.</summary>
    public static TheoryData<string, string, string> Known => new()
    {
        { "island", "reach", "No next action leads to stage 'stage-4' (rank 4), and nothing starts it: it is missing from the outcomes." },
        { "island", "option", "'level' follows the stage, and has no option for rank 4, which is 'stage-4'." },
        { "island", "no-unit", "‘5 days’ doesn't say whether these are working days or calendar days." },
        { "county", "other-stage", "'to-2' leads to 'stage-2' (‘Stage 2’), and its words name another stage: ‘The alert is escalating to Stage 3’." },
        { "county", "may-and-must", "‘Meeting with the Assistant Director’ is there only if ‘Issues are complex’ is Yes, and the gate ‘A meeting is always held before CAFCASS.’ always wants it." },
        { "county", "no-unit", "‘5 days’" },
        { "city", "untimed-stage", "‘Stage 4’ (rank 4) has no time" },
        { "city", "over-statutory", "10 + 6 + 10 = 26 working days" },
        { "city", "praise-among-failures", "‘Excellent practice’ stands among 4 other options" },
        { "borough", "untimed-stage", "Level 4’ (rank 6) has no time" },
    };

    [Theory, MemberData(nameof(Known))]
    public void What_a_guide_leaves_open_is_named(string guide, string name, string words) =>
        Assert.Single(PackFiles.Checked(PackFiles.Files($"literal/{guide}")), f => f.Name == name && f.Text.Contains(words, StringComparison.Ordinal));

    [Theory, InlineData("island"), InlineData("county"), InlineData("city"), InlineData("borough")]
    public void All_that_the_check_says_of_a_guide_is_as_reviewed(string guide) =>
        Golden.Check(Checkout.At("tests", "packs", "literal", guide, "found.txt"), string.Concat(PackFiles.Checked(PackFiles.Files($"literal/{guide}")).Select(f => f.Text + "\n")));
}
