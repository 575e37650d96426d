using System.Text.RegularExpressions;
using Waymark.Core.Packs;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Waymark.App.Tests.SixthCouncil;

/// <summary>
/// A pack with its demonstration, whose every key, label and text is another, made-up word: what still works then speaks of no
/// council in particular. Only what the vocabulary itself says stays.
/// </summary>
internal sealed partial class Renamed
{
    static readonly HashSet<string> Texts = ["label", "hint", "text", "finding", "organisation", "ends"];
    static readonly HashSet<string> Ours = [.. Vocabulary.Places.Values.SelectMany(place => place.Keys), .. Vocabulary.Words.Values.SelectMany(list => list.Keys), "today", "yes", "no"];

    readonly Random chance;
    readonly HashSet<string> ids;
    readonly HashSet<string> given = [];
    readonly Dictionary<string, string> keys = [], texts = [];

    Renamed(string authority, IEnumerable<string> texts, Random chance)
    {
        this.chance = chance;
        ids = [.. texts.SelectMany(text => Id().Matches(text).Select(match => match.Groups[1].Value)).Where(id => !Ours.Contains(id))];
        keys[authority] = "sixth";
    }

    /// <summary>The words of the first pack of two words or more: none of them is to be seen again.</summary>
    public IEnumerable<string> Gone => texts.Keys.Where(text => text.Contains(' ', StringComparison.Ordinal) && !text.Contains('{', StringComparison.Ordinal));

    /// <summary>Copies a pack's folder, renamed.</summary>
    public static Renamed Copy(string from, string to, Random chance)
    {
        var files = Directory.GetFiles(from, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToDictionary(file => Path.GetRelativePath(from, file), System.IO.File.ReadAllText);
        var renamed = new Renamed(Path.GetFileName(from), files.Where(file => !file.Key.StartsWith("demo", StringComparison.Ordinal)).Select(file => file.Value), chance);
        // Whatever the pack itself says is known before its demonstration is told in the new words.
        foreach (var (path, text) in files.OrderBy(file => file.Key.StartsWith("demo", StringComparison.Ordinal)))
        {
            var target = Path.Combine(to, string.Join(Path.DirectorySeparatorChar, path.Split(Path.DirectorySeparatorChar).Select(part => renamed.File(part))));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            System.IO.File.WriteAllText(target, renamed.Text(text, path.StartsWith("demo", StringComparison.Ordinal)));
        }
        return renamed;
    }

    string File(string name) => name.EndsWith(".yaml", StringComparison.Ordinal) && ids.Contains(name[..^5]) ? Key(name[..^5]) + ".yaml" : name;

    // ---- One file ----

    string Text(string source, bool demo)
    {
        var replaced = new List<(int From, int To, string With)>();
        foreach (var (scalar, key, isKey, under) in Scalars(source))
        {
            var with = isKey ? under != "terms" && (demo ? under.Length > 0 : !Ours.Contains(scalar.Value)) ? Value(scalar.Value) : scalar.Value
                : demo ? key == "organisation" ? Words(scalar.Value) : Value(scalar.Value)
                : Texts.Contains(key) || under == "terms" ? Words(scalar.Value)
                : Value(scalar.Value);
            if (with != scalar.Value) replaced.Add(((int)scalar.Start.Index, (int)scalar.End.Index, $"\"{with}\"{(source[(int)scalar.End.Index - 1] == '\n' ? "\n" : "")}"));
        }
        foreach (var (from, to, with) in Enumerable.Reverse(replaced)) source = source[..from] + with + source[to..];
        return source;
    }

    /// <summary>Each scalar; of which key it is the value, whether it is a key itself, and under which key its mapping stands.</summary>
    static IEnumerable<(Scalar Scalar, string Key, bool IsKey, string Under)> Scalars(string source)
    {
        var parser = new Parser(new StringReader(source));
        var open = new Stack<(bool Mapping, string Under, string? Key)>([(false, "", "")]);
        while (parser.MoveNext())
        {
            var (mapping, under, key) = open.Peek();
            switch (parser.Current)
            {
                case MappingStart: open.Push((true, mapping ? key! : under, null)); break;
                case SequenceStart: open.Push((false, mapping ? key! : under, mapping ? key : key)); break;
                case MappingEnd or SequenceEnd:
                    open.Pop();
                    if (open.Peek() is { Mapping: true } outer) { open.Pop(); open.Push(outer with { Key = null }); }
                    break;
                case Scalar scalar when mapping && key is null:
                    yield return (scalar, scalar.Value, true, under);
                    open.Pop();
                    open.Push((true, under, scalar.Value));
                    break;
                case Scalar scalar:
                    yield return (scalar, key ?? "", false, under);
                    if (mapping) { open.Pop(); open.Push((true, under, null)); }
                    break;
                default: break;
            }
        }
    }

    // ---- One word ----

    /// <summary>An id, 'protocol.workstep', 'post:id' or a demonstration's '$id'; anything else stays.</summary>
    string Value(string value)
    {
        if (ids.Contains(value)) return Key(value);
        var parts = Parts().Match(value);
        if (parts.Success && ids.Contains(parts.Groups[3].Value) && (parts.Groups[2].Value.Length == 0 || ids.Contains(parts.Groups[2].Value)))
            return $"{parts.Groups[1].Value}{(parts.Groups[2].Value is { Length: > 0 } first ? Key(first) + "." : "")}{Key(parts.Groups[3].Value)}{parts.Groups[4].Value}";
        return value;
    }

    string Key(string id) => keys.TryGetValue(id, out var key) ? key : keys[id] = Fresh().ToLowerInvariant();

    string Words(string text) => texts.TryGetValue(text, out var words) ? words
        : texts[text] = string.Join(' ', text.Split(' ').Select(word => Placeholder().Match(word) is { Success: true } match ? match.Value : Fresh()));

    string Fresh()
    {
        const string consonants = "bdfgklmnprstvz", vowels = "aeiou";
        while (true)
        {
            var word = string.Concat(Enumerable.Range(0, 4).Select(_ => $"{consonants[chance.Next(consonants.Length)]}{vowels[chance.Next(vowels.Length)]}"));
            if (given.Add(word)) return char.ToUpperInvariant(word[0]) + word[1..];
        }
    }

    [GeneratedRegex("""(?:\bid|^(?:list|protocol|authority)): *"?([a-z][a-z0-9-]*)""", RegexOptions.Multiline)]
    private static partial Regex Id();

    [GeneratedRegex(@"^(post:|\$|)(?:([a-z0-9-]+)\.)?([a-z0-9-]+?)((?:-\d+)?\??)$")]
    private static partial Regex Parts();

    [GeneratedRegex(@"\{[a-z-]+\}")]
    private static partial Regex Placeholder();
}
