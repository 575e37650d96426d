using Xunit;

namespace Waymark.Tests;

/// <summary>A text kept beside the tests that must not drift: WAYMARK_GOLDEN=write puts the new text there for review.</summary>
internal static class Golden
{
    public static void Check(string file, string text)
    {
        var expected = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        text = text.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("WAYMARK_GOLDEN") == "write") File.WriteAllText(file, text);
        else Assert.True(expected == text, $"{Path.GetFileName(file)} differs from what the program gives. If that is meant, run the tests with WAYMARK_GOLDEN=write and review the change.\n\n{text}");
    }
}
