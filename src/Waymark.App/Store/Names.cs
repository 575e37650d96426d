using System.Text;

namespace Waymark.App.Store;

/// <summary>
/// Keys by which names are found and sorted: made in code, stored, and compared by their bytes, so that both databases agree.
/// Accents, case, apostrophes and hyphens don't count: 'Siân O'Brien-Jones' is found as 'sian obrien jones'.
/// </summary>
public static class Names
{
    /// <summary>The whole name folded, its last word first: 'obrien jones sian' sorts by surname.</summary>
    public static string Key(string name)
    {
        var words = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Fold).Where(word => word.Length > 0).ToList();
        return words.Count < 2 ? string.Join(' ', words) : string.Join(' ', words.Skip(words.Count - 1).Concat(words.Take(words.Count - 1)));
    }

    /// <summary>Each word, and the parts of a hyphenated one: what a search by part of a name begins with.</summary>
    public static IEnumerable<string> Parts(string name) =>
        name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(word => word.Split('-', StringSplitOptions.RemoveEmptyEntries).Prepend(word))
            .Select(word => Fold(word).Replace(" ", "", StringComparison.Ordinal))
            .Where(part => part.Length > 0)
            .Distinct();

    /// <summary>The first text after every text that begins with this one: a search takes key >= part and key &lt; after.</summary>
    public static string After(string part) => part + "\uFFFF";

    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var small = char.ToLowerInvariant(letter);
            if (Plain.TryGetValue(small, out var plain)) folded.Append(plain);
            else if (char.IsLetterOrDigit(small)) folded.Append(small);
            else if (letter is '-' || char.IsWhiteSpace(letter)) folded.Append(' ');
        }
        return folded.ToString().Trim();
    }

    // Every Latin letter with a mark that Unicode has, and those that it doesn't take apart, as people type them without. A table
    // of our own, so that a key made on one machine is the key on every other, whatever its ICU. Marks that stand as characters of
    // their own are no letters, and are left out above.
    static readonly Dictionary<char, string> Plain = new (string Plain, string Marked)[]
    {
        ("a", "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"), ("ae", "æǽ"), ("b", "ḃḅḇ"), ("c", "çćĉċčḉ"), ("d", "ďḋḍḏḑḓđð"), ("e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"),
        ("f", "ḟ"), ("g", "ĝğġģǧǵḡ"), ("h", "ĥȟḣḥḧḩḫẖħ"), ("i", "ìíîïĩīĭįǐȉȋḭḯỉịı"), ("j", "ĵǰ"), ("k", "ķǩḱḳḵ"), ("l", "ĺļľḷḹḻḽł"), ("m", "ḿṁṃ"),
        ("n", "ñńņňǹṅṇṉṋ"), ("o", "òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợø"), ("oe", "œ"), ("p", "ṕṗ"), ("r", "ŕŗřȑȓṙṛṝṟ"), ("s", "śŝşšșṡṣṥṧṩ"),
        ("ss", "ß"), ("t", "ţťțṫṭṯṱẗ"), ("th", "þ"), ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"), ("v", "ṽṿ"), ("w", "ŵẁẃẅẇẉẘ"), ("x", "ẋẍ"),
        ("y", "ýÿŷȳẏẙỳỵỷỹ"), ("z", "źżžẑẓẕ"),
    }.SelectMany(each => each.Marked.Select(letter => (letter, each.Plain))).ToDictionary(pair => pair.letter, pair => pair.Plain);
}
