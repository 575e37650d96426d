using Microsoft.EntityFrameworkCore;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Store;

public sealed class NamesTests(Databases databases)
{
    [Theory]
    [InlineData("Arlo Finch", "finch arlo")]
    [InlineData("  Siân   O’Brien-Jones ", "obrien jones sian")]
    [InlineData("O'Brien", "obrien")]
    [InlineData("Søren Łukasz ØDEGÅRD", "odegard soren lukasz")]
    [InlineData("Zoë-Mae van der Berg", "berg zoe mae van der")]
    [InlineData("Zoe\u0308 Nguyễn", "nguyen zoe")]
    [InlineData("李 明", "明 李")]
    [InlineData("- ’", "")]
    public void A_name_sorts_by_its_last_word_without_case_accents_or_marks(string name, string key) => Assert.Equal(key, Names.Key(name));

    [Theory]
    [InlineData("Siân O’Brien-Jones", "sian,obrienjones,obrien,jones")]
    [InlineData("Arlo Arlo", "arlo")]
    public void A_name_is_found_by_each_of_its_words(string name, string parts) => Assert.Equal(parts, string.Join(',', Names.Parts(name)));

    [Theory, OnBoth]
    public async Task A_child_is_found_by_the_beginning_of_any_word_of_the_name(Db db)
    {
        await using var database = await databases.Migrated(db);
        using var store = database.Open();
        string[] names = ["Siân O’Brien-Jones", "Jonah Brien", "Élodie Finch", "Zz Top", "Øyvind Dahl"];
        await using (var writing = await store.Write())
        {
            foreach (var (name, n) in names.Select((name, n) => (name, n)))
            {
                var child = new Child(Island.Id(n), n, name, new NodaTime.LocalDate(2012, 1, 1));
                writing.Db.Add(ChildRow.Of(child));
                writing.Db.AddRange(ChildRow.NamePartsOf(child));
            }
            await writing.Commit();
        }
        await using var reading = store.Open();
        Assert.Equal("Jonah Brien,Siân O’Brien-Jones", await Found("jon"));
        Assert.Equal("Siân O’Brien-Jones", await Found("SIA"));
        Assert.Equal("Élodie Finch", await Found("elo"));
        Assert.Equal("Øyvind Dahl", await Found("Oy"));
        Assert.Equal("Zz Top", await Found("zz"));
        Assert.Equal("", await Found("rien"));

        async Task<string> Found(string typed)
        {
            var (from, to) = (Names.Fold(typed), Names.After(Names.Fold(typed)));
#pragma warning disable CA1309 // What EF turns into SQL has no comparer to name.
            var ids = reading.ChildNameParts.Where(part => string.Compare(part.PartKey, from) >= 0 && string.Compare(part.PartKey, to) < 0).Select(part => part.ChildId);
#pragma warning restore CA1309
            return string.Join(',', await reading.Children.Where(child => ids.Contains(child.Id)).OrderBy(child => child.NameKey).Select(child => child.Name).ToListAsync());
        }
    }
}
