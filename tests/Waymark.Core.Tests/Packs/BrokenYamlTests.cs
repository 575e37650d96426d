using Waymark.Core.Packs;
using Xunit;

namespace Waymark.Core.Tests.Packs;

/// <summary>Where YAML itself is broken, the message names the line where the trouble began, not where a parser gave up.</summary>
public class BrokenYamlTests
{
    private const string Whole =
        """
        list: themes
        label: Themes
        options:
          - {id: drift, label: Drift in care planning}
          - id: voice
            label: "The child's views"
            options: [{id: one, label: One}, {id: two, label: Two}]
          - {id: gaps, label: Gaps}
        """;

    [Theory]
    [InlineData("planning}\n", "planning\n", 4, 5)]                       // brace left open, next line goes on
    [InlineData("label: Two}]", "label: Two}", 7, 14)]                    // bracket left open
    [InlineData("label: Two}]", "label: Two]", 7, 38)]                    // brace closed by a bracket
    [InlineData("child's views\"", "child's views", 6, 12)]               // quote left open to the end of the file
    [InlineData("  - {id: gaps", "   - {id: gaps", 8, 4)]                 // indented by one too many
    [InlineData("    label: \"The", "   label: \"The", 6, 4)]             // indented by one too few
    [InlineData("label: Themes", "\tlabel: Themes", 2, 1)]                // a tab
    [InlineData("label: Themes", "label: *Themes", 2, 8)]                 // an alias
    [InlineData("label: Themes", "label: &a Themes", 2, 8)]               // an anchor
    [InlineData("label: Themes", "label: !!str Themes", 2, 8)]            // a tag
    [InlineData("label: Themes", "<<: {label: Themes}", 2, 1)]            // a merge key
    [InlineData("label: Themes", "label: Themes\n---\nlabel: x", 3, 1)]   // a second document
    [InlineData("label: Themes", "label: Themes\nlabel: Topics", 3, 1)]   // a key twice
    [InlineData("list: themes", "%YAML 1.2\n---\nlist: themes", 1, 1)]    // a directive
    [InlineData("label: Themes", "label: Themes\0", 2, 14)]               // a character that no text holds
    [InlineData("label: Themes", "label: Them: es", 2, 12)]               // a colon that wants quotes
    public void The_opening_is_named(string old, string @new, int line, int column)
    {
        Assert.Contains(old, Whole);
        var read = PackReader.Read("p", [("authority.yaml", ""), ("lists/themes.yaml", Whole.Replace(old, @new))]);

        var fault = read.Faults.First(f => f.At.File == "lists/themes.yaml");
        Assert.Equal($"lists/themes.yaml:{line}:{column}", fault.At.ToString() + (fault.At.Line == line && fault.At.Column == column ? "" : " " + fault));
        Assert.NotEqual("", fault.Suggestion);
    }

    [Fact]
    public void Nesting_is_refused_beyond_twenty()
    {
        var read = PackReader.Read("p", [("authority.yaml", new string('[', 100_000))]);

        var fault = Assert.Single(read.Faults);
        Assert.Equal("authority.yaml:1:22", fault.At.ToString());
    }

    [Fact]
    public void An_alias_to_itself_is_refused_where_it_is_anchored()
    {
        var read = PackReader.Read("p", [("authority.yaml", "authority: a\naccess: &x [*x]\n")]);

        Assert.Equal("authority.yaml:2:9", Assert.Single(read.Faults).At.ToString());
    }
}
