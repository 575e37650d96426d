using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Tests;
using Xunit;

namespace Waymark.Core.Tests.Packs;

public class VocabularyTests
{
    [Fact]
    public void The_schema_for_editors_is_current() => Golden.Check(Checkout.At("packs", "schema.json"), VocabularyPages.Schema());

    [Fact]
    public void The_reference_page_is_current() => Golden.Check(Checkout.At("docs", "reference", "vocabulary.md"), VocabularyPages.Reference());

    /// <summary>A word that no definition holds would be read and lost; a definition without a word could never be written.</summary>
    [Fact]
    public void Every_word_has_its_definition_and_the_other_way_round()
    {
        Same<FoundBy>("found-by");
        Same<AccessVerb>("access-verb");
        Same<GateVerb>("gate-verb");
        Same<Whose>("whose");
        Same<About>("about");
        Same<ShownAs>("shown-as");
        Same<FieldKind>("kind");
        Same<Required>("required");
        Same<Carry>("carry");
        Same<Unit>("unit");
        Same<Channel>("channel");
        Same<Else>("else");
        Same<PersonWord>("person");
        Assert.Equal(Enum.GetValues<Meaning>().Select(m => Vocabulary.Word(m)).Order(), new[] { "post-means", "option-means", "field-means", "next-action-means", "workstep-means", "list-means", "area-means" }.SelectMany(l => Vocabulary.Words[l].Keys).Distinct().Order());
        Assert.Equal(Enum.GetValues<AtOnce>().Where(a => a != AtOnce.No).Select(a => Vocabulary.Word(a)).Order(), Vocabulary.Words["at-once"].Keys.Order());
        Assert.Equal(Enum.GetValues<SubjectKind>().SelectMany(Vocabulary.States).Order(), Vocabulary.Words["state"].Keys.Order());
    }

    private static void Same<T>(string list) where T : struct, Enum =>
        Assert.Equal(Enum.GetValues<T>().Select(v => Vocabulary.Word(v)).Order(), Vocabulary.Words[list].Keys.Order());

    [Fact]
    public void Every_word_says_what_it_means() =>
        Assert.All(Vocabulary.Words.SelectMany(l => l.Value), w => Assert.NotEqual("", w.Value));

    [Theory]
    [InlineData("shownas", "shown-as")]
    [InlineData("lable", "label")]
    [InlineData("worksteps", "workstep")]
    [InlineData("banana", null)]
    public void A_misspelt_word_finds_its_neighbour(string wrong, string? meant) =>
        Assert.Equal(meant, Vocabulary.Nearest(wrong, ["shown-as", "label", "workstep", "options"]));
}
