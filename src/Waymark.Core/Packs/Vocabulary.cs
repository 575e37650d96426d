using System.Collections.Frozen;

namespace Waymark.Core.Packs;

/// <summary>One key in one place: what its value is, and whether it must be there.</summary>
/// <param name="Type">id, text, number, date, yes-no, word, words, ref, refs, list, map, people, person, condition, moment, value, values, options or terms.</param>
/// <param name="Of">Which words, what is referred to, or what the list is of; empty: nothing more to say.</param>
public sealed record Key(string Name, string Type, string Of, bool Must, string Meaning, string Example, string Why);

/// <summary>
/// The closed vocabulary of packs. The two tables beside this file are its only source: the reader, the editors' schema and the
/// reference page are all made from them, so that page and program can't differ.
/// </summary>
public static class Vocabulary
{
    /// <summary>The keys that may stand in each place ('workstep', 'field', 'condition'), in the table's order.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, Key>> Places { get; }

    /// <summary>The closed lists of words, each with its meaning.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Words { get; }

    /// <summary>Placeholders that are filled when a text is shown; every other one is a term of the pack.</summary>
    public static IReadOnlySet<string> FilledLater { get; } = new[] { "time", "date", "name", "post", "organisation", "number", "earlier" }.ToFrozenSet();

    /// <summary>The states that a subject can enter; none: it has no states (a field, a fact, a switch).</summary>
    public static IReadOnlyList<string> States(SubjectKind subject) => subject switch
    {
        SubjectKind.Workstep => ["started", "open", "finished"],
        SubjectKind.Request => ["sent", "delivered", "completed", "returned"],
        SubjectKind.NextAction => ["taken"],
        SubjectKind.Clock => ["running", "near", "run-out"],
        SubjectKind.List => ["done"],
        _ => [],
    };

    static Vocabulary()
    {
        var places = new Dictionary<string, Dictionary<string, Key>>();
        foreach (var row in Table("vocabulary.tsv"))
        {
            var (type, of) = row[2].Split(':') is [var t, var o] ? (t, o) : (row[2], "");
            foreach (var place in row[1].Split(' '))
                Column(places, place.TrimEnd('!')).Add(row[0], new(row[0], type, of, place.EndsWith('!'), row[3], row[4], row[5]));
        }
        Places = places.ToFrozenDictionary(p => p.Key, p => (IReadOnlyDictionary<string, Key>)p.Value);

        var words = new Dictionary<string, Dictionary<string, string>>();
        foreach (var row in Table("words.tsv"))
            Column(words, row[0]).Add(row[1], row[2]);
        Words = words.ToFrozenDictionary(w => w.Key, w => (IReadOnlyDictionary<string, string>)w.Value);
    }

    private static Dictionary<string, T> Column<T>(Dictionary<string, Dictionary<string, T>> table, string name) =>
        table.TryGetValue(name, out var column) ? column : table[name] = [];

    private static IEnumerable<string[]> Table(string name)
    {
        using var stream = typeof(Vocabulary).Assembly.GetManifestResourceStream("Waymark.Core.Packs." + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd('\n').Split('\n').Skip(1).Select(line => line.Split('\t')).ToList();
    }

    /// <summary>The id of an enum's value as a pack writes it: AddRow is 'add-row'.</summary>
    public static string Word<T>(T value) where T : struct, Enum
    {
        var name = value.ToString();
        return string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
    }

    internal static T Enum<T>(string word) where T : struct, Enum => System.Enum.Parse<T>(word.Replace("-", ""), ignoreCase: true);

    /// <summary>The word nearest to a misspelt one; null: none is near.</summary>
    public static string? Nearest(string wrong, IEnumerable<string> allowed) =>
        allowed.Select(word => (word, far: Distance(wrong, word)))
            .Where(w => w.far <= Math.Max(1, Math.Min(wrong.Length, w.word.Length) / 3))
            .OrderBy(w => w.far).Select(w => w.word).FirstOrDefault();

    /// <summary>How many letters to add, drop, change or swap with a neighbour.</summary>
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 8)
            return int.MaxValue;
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                d[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }
}
