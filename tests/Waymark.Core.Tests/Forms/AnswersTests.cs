using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Tests.Processes;
using Xunit;

namespace Waymark.Core.Tests.Forms;

/// <summary>What is typed becomes one canonical text, or a message that says what to write.</summary>
public sealed class AnswersTests
{
    [Theory]
    [InlineData(FieldKind.Text, "  Si\u0061\u0302n  ", "Siân", "composed, and trimmed")]
    [InlineData(FieldKind.LongText, "one\r\ntwo", "one\ntwo", "line feeds alone")]
    [InlineData(FieldKind.Text, "one\r\ntwo", "one two", "one line")]
    [InlineData(FieldKind.Text, "🙂", "🙂", "a pair of surrogates is a character")]
    [InlineData(FieldKind.Date, "29/6/2020", "2020-06-29", "as three boxes post it")]
    [InlineData(FieldKind.Date, "29 06 2020", "2020-06-29", "with spaces")]
    [InlineData(FieldKind.Date, "2020-06-29", "2020-06-29", "as ISO")]
    [InlineData(FieldKind.Number, "12.50", "12.50", "a number")]
    [InlineData(FieldKind.YesNo, "yes", "yes", "yes")]
    [InlineData(FieldKind.Text, "", "", "nothing is no answer")]
    public void Kept(FieldKind kind, string typed, string kept, string why) => Assert.Equal((kept, null, why), (Check(kind, typed).Text, Check(kind, typed).Error, why));

    [Theory]
    [InlineData(FieldKind.Date, "31/2/2020", "must be a real date")]
    [InlineData(FieldKind.Date, "29//2020", "must be a real date")]
    [InlineData(FieldKind.Date, "29/6/0020", "four digits")]
    [InlineData(FieldKind.Number, "twelve", "must be a number")]
    [InlineData(FieldKind.YesNo, "perhaps", "Select yes or no")]
    [InlineData(FieldKind.Text, "a\0b", "can’t be kept")]
    public void Refused(FieldKind kind, string typed, string message) => Assert.Contains(message, Check(kind, typed).Error, StringComparison.Ordinal);

    /// <summary>Half of a pair: an attribute can't hold it, so it is made here.</summary>
    [Theory]
    [InlineData(0xD83D)]
    [InlineData(0xDE42)]
    public void Half_a_character_is_refused(int half) => Assert.Contains("can’t be kept", Check(FieldKind.LongText, $"half {(char)half} of one").Error, StringComparison.Ordinal);

    [Fact]
    public void Over_long_text_is_refused_with_its_length() =>
        Assert.Equal("Summary must be 20,000 characters or fewer. It has 20,001.", Check(FieldKind.LongText, new string('x', 20_001)).Error);

    private static (string Text, string? Error) Check(FieldKind kind, string typed) =>
        Answers.Check(new Field { Id = "summary", Label = "Summary", Kind = kind, Required = Required.No }, typed, new Play().Start(Cast.Ida, "lac-review").Context(Cast.Ida));
}
