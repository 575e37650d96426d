using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using Waymark.App.Store;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Tests.Features.Notices;

/// <summary>
/// A council with two invented workers in each of its posts, and children of whom everything personal was made up for one test:
/// names, dates of birth, addresses, numbers and the words that people write of them. None stands anywhere else.
/// </summary>
internal sealed class Planted(Pack pack, Random chance)
{
    readonly HashSet<string> all = new(StringComparer.Ordinal);
    readonly List<string> dates = [];
    int next;

    /// <summary>All that was planted, or offered to be.</summary>
    public IReadOnlyCollection<string> All => [.. all, .. dates];

    public List<Child> Children { get; } = [];
    public List<Worker> Workers { get; } = [];

    /// <summary>Those that stand in a text.</summary>
    public List<string> In(string text)
    {
        var words = Regex.Matches(text, "qz[a-z]{8}", RegexOptions.IgnoreCase).Select(found => "Qz" + found.Value[2..].ToLowerInvariant());
        var numbers = Regex.Matches(text, "[0-9]{8,}").SelectMany(run => Enumerable.Range(0, run.Length - 7).SelectMany(at => new[] { run.Value.Substring(at, 8), run.Value.Substring(at, Math.Min(11, run.Length - at)) }));
        return [.. words.Concat(numbers).Distinct().Where(all.Contains), .. dates.Where(each => text.Contains(each, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>A sentence with a name, a place, a telephone number and a word that somebody might use of a child.</summary>
    public string Words()
    {
        var (name, street, number, word) = (Word(), Word(), Digits("07", 9), Word());
        return $"{name} rang from {street} Street on {number} and said {word}.";
    }

    public string Word()
    {
        var letters = Enumerable.Range(0, 8).Select(_ => (char)('a' + chance.Next(26)));
        return Add($"Qz{string.Concat(letters)}");
    }

    string Digits(string start, int more) => Add(start + string.Concat(Enumerable.Range(0, more).Select(_ => (char)('0' + chance.Next(10)))));

    string Add(string token)
    {
        all.Add(token);
        return token;
    }

    // ---- Who is there ----

    public Guid Of(string post, int which = 0) => Workers[2 * pack.Posts.Select(each => each.Id).ToList().IndexOf(post) + which].Id;

    public void Furnish(WaymarkDb db)
    {
        foreach (var post in pack.Posts)
            for (var n = 1; n <= 2; n++)
            {
                var worker = new Worker(Guid.NewGuid(), $"Worker{(char)('A' + n)} {string.Concat(post.Label.Where(char.IsLetter))}", "The council", $"{post.Id}-{n}@council.example");
                Workers.Add(worker);
                var row = WorkerRow.Of(worker);
                // Some want their letters once a day.
                row.LetterHour = chance.Next(3) == 0 ? 16 : null;
                db.Add(row);
                db.Add(new Holding(Guid.NewGuid(), worker.Id, post.Id, post.FoundBy == FoundBy.Part ? "housing" : "North", "north", new(2010, 1, 1), null));
            }
        // Some are away, and somebody acts for them.
        foreach (var post in pack.Posts.Where(_ => chance.Next(4) == 0)) db.Add(new Absence(Guid.NewGuid(), Of(post.Id), new(2020, 7, 1), null, Of(post.Id, 1)));
    }

    public Child Child(WaymarkDb db)
    {
        int number;
        while (!all.Add($"{number = chance.Next(10_000_000, 99_999_999)}")) { }
        var child = new Child(Guid.NewGuid(), number, $"{Word()} {Word()}", Born())
        {
            Address = $"{Word()} House, {Word()} Lane", Team = "North", Locality = "north", Home = Word(), LegalStatus = Option(Meaning.LookedAfter), Plan = Option(Meaning.ProtectionPlan), NextReview = new(2021, 3, 1),
        };
        db.Add(ChildRow.Of(child));
        db.AddRange(ChildRow.NamePartsOf(child));
        db.Add(new ChildPersonRow { Id = Guid.NewGuid(), ChildId = child.Id, Name = $"{Word()} {Word()}", Relation = "Mother" });
        foreach (var post in pack.Posts.Where(each => each.FoundBy == FoundBy.Allocation)) db.Add(new Allocation(Guid.NewGuid(), child.Id, Of(post.Id), post.Id, new(2015, 1, 1), null));
        Children.Add(child);
        return child;
    }

    /// <summary>In three of the ways in which a date is written.</summary>
    LocalDate Born()
    {
        var born = new LocalDate(2003, 1, 1).PlusDays(next += chance.Next(1, 40));
        foreach (var way in (string[])["uuuu-MM-dd", "d MMMM uuuu", "dd/MM/uuuu"]) dates.Add(LocalDatePattern.Create(way, CultureInfo.InvariantCulture).Format(born));
        return born;
    }

    string? Option(Meaning meaning) => pack.Lists.SelectMany(list => list.Options).FirstOrDefault(option => option.Means.Contains(meaning))?.Id;
}
