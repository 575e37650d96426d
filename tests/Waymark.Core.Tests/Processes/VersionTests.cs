using System.Text.RegularExpressions;
using Waymark.Core.Packs;
using Waymark.Core.Tests.Packs;
using Xunit;

namespace Waymark.Core.Tests.Processes;

/// <summary>A process keeps the version that it began with: whatever is published while it runs changes none of its dates, people or history.</summary>
public sealed partial class VersionTests
{
    /// <summary>What councils change: times, who answers, the words, who is told, and what blocks.</summary>
    private static readonly Func<string, string>[] Changes =
    [
        text => Amount().Replace(text, m => $"amount: {int.Parse(m.Groups[1].Value) + 2}, unit"),
        text => text.Replace("unit: working-days", "unit: weeks", StringComparison.Ordinal),
        text => text.Replace("answers: [team-manager]", "answers: [corporate-director]", StringComparison.Ordinal).Replace("answers: [service-manager]", "answers: [team-manager]", StringComparison.Ordinal),
        text => text.Replace("label: ", "label: New - ", StringComparison.Ordinal).Replace("label: New - \"", "label: \"New - ", StringComparison.Ordinal),
        text => text.Replace("to: [receiver, raiser, iro-manager]", "to: [corporate-director]", StringComparison.Ordinal).Replace("to: [receiver]", "to: [service-director]", StringComparison.Ordinal),
        text => text.Replace("else: block", "else: warn", StringComparison.Ordinal),
        text => text.Replace("required: finish", "required: no", StringComparison.Ordinal),
    ];

    [Fact]
    public void A_version_published_in_the_middle_changes_no_date_no_person_and_no_history()
    {
        var versions = Changes.Select(Published).ToList();
        var (sequences, seen) = (Seeds.Times(300, 5_000), 0);
        for (var i = 0; i < sequences; i++)
        {
            var chance = Seeds.Chance($"{nameof(VersionTests)} {i}");
            var script = AgainstTheModelTests.Script(chance);
            var (published, version) = (chance.Next(script.Count), versions[chance.Next(versions.Count)]);
            var (kept, changed) = (new AgainstTheModelTests.EngineAsPlayed(), new AgainstTheModelTests.EngineAsPlayed());
            for (var step = 0; step < script.Count; step++)
            {
                if (step == published) changed.Publish(version);
                var said = (kept.Do(script[step]), changed.Do(script[step]));
                Assert.True(said.Item1 == said.Item2, $"Seed {Seeds.Seed}, sequence {i}: {script[step]} was '{said.Item1}', and is '{said.Item2}' with a version published before step {published}.");
                if (step >= published && said.Item1.Length == 0) seen++;
            }
            Assert.True(kept.Record == changed.Record, $"Seed {Seeds.Seed}, sequence {i}: the record differs.");
            Assert.True(kept.Told == changed.Told, $"Seed {Seeds.Seed}, sequence {i}: the story differs.");
        }
        Counts.Say("Sequences of commands with a version published in the middle", sequences, Seeds.Seed);
        Assert.True(seen > sequences, $"Only {seen} commands were accepted after a version was published.");
    }

    /// <summary>What is published is a version that processes begin with: the next one differs, or the property above would hold of nothing.</summary>
    [Fact]
    public void Each_of_these_versions_differs_in_what_it_says() =>
        Assert.All(Changes, change => Assert.NotEmpty(Comparison.Of(Cast.Island, Published(change))));

    private static Pack Published(Func<string, string> change)
    {
        var files = PackFiles.Files("island").Select(f => f.Path == "protocols/iro-qa.yaml" ? (f.Path, change(f.Text)) : f).ToList();
        var read = PackReader.Read("island", files);
        Assert.True(read.Pack is not null, string.Join("\n", read.Faults));
        return read.Pack;
    }

    [GeneratedRegex(@"amount: (\d+), unit")]
    private static partial Regex Amount();
}
