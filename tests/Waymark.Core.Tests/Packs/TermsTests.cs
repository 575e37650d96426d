using Xunit;

namespace Waymark.Core.Tests.Packs;

/// <summary>What a council calls its records is said once in its pack, and everything else is made of that (S2-034).</summary>
public class TermsTests
{
    [Theory(DisplayName = "S2-034 No label of the pack says what a record is called by itself")]
    [InlineData("issue-notification", "Issue Notification"), InlineData("qa-notification", "QA Notification"), InlineData("qa-form", "Quality Assurance Form"), InlineData("alert-form", "Alert Form")]
    public void Said_once(string term, string words)
    {
        var said = PackFiles.Files("city").SelectMany(file => file.Text.Split('\n').Select((line, at) => (Where: $"{file.Path}:{at + 1}", Text: line.Split(" #")[0])))
            .Where(line => line.Text.Contains(words, StringComparison.OrdinalIgnoreCase)).ToList();
        var (where, text) = Assert.Single(said);
        Assert.StartsWith("authority.yaml:", where, StringComparison.Ordinal);
        Assert.StartsWith($"  {term}: ", text, StringComparison.Ordinal);
    }
}
