using Xunit;

namespace Waymark.Tests;

/// <summary>A text kept beside the tests that must not drift: WAYMARK_GOLDEN=write puts the new text there for review.</summary>
internal static class Golden
{
    public static void Check(string file, string text)
    {
        text = text.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("WAYMARK_GOLDEN") == "write") File.WriteAllText(file, text);
        var expected = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (expected == text) return;
        var (kept, given) = (expected.Split('\n'), text.Split('\n'));
        var line = kept.Zip(given).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.Fail($"""
            {Path.GetFileName(file)} differs from what the program gives, first in line {line + 1}:
              kept:  {(line < kept.Length ? kept[line] : "(its end)")}
              given: {(line < given.Length ? given[line] : "(its end)")}
            If that is meant, run the tests with WAYMARK_GOLDEN=write and review the change.
            """);
    }
}
