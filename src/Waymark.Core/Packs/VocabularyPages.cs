using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Waymark.Core.Packs;

/// <summary>What editors and people read of the vocabulary, made from the tables that the reader itself obeys.</summary>
public static class VocabularyPages
{
    private static readonly string[] Roots = ["authority", "protocol", "list"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A JSON schema (draft 7, which editors' YAML support reads) of a pack's files.</summary>
    public static string Schema()
    {
        var definitions = new JsonObject();
        foreach (var (place, keys) in Vocabulary.Places.OrderBy(p => p.Key, StringComparer.Ordinal))
            definitions[place] = Place(place, keys);
        definitions["one-person"] = new JsonObject { ["anyOf"] = new JsonArray(Text(), Ref("person")) };
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "A file of a Waymark pack",
            ["anyOf"] = new JsonArray([.. Roots.Select(Ref)]),
            ["definitions"] = definitions,
        };
        return schema.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonObject Place(string place, IReadOnlyDictionary<string, Key> keys)
    {
        var properties = new JsonObject();
        foreach (var key in keys.Values)
        {
            var value = Value(key, place);
            value["description"] = $"{key.Meaning}. For instance: {key.Example}";
            properties[key.Name] = value;
        }
        var one = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (keys.Values.Any(k => k.Must))
            one["required"] = new JsonArray([.. keys.Values.Where(k => k.Must).Select(k => (JsonNode)k.Name)]);
        return one;
    }

    private static JsonObject Value(Key key, string place) => key.Type switch
    {
        "id" => new() { ["type"] = new JsonArray("string", "integer"), ["pattern"] = "^[a-z0-9][a-z0-9-]*$" },
        "number" => new() { ["type"] = new JsonArray("integer", "string"), ["pattern"] = "^[0-9]{1,4}$", ["minimum"] = 0, ["maximum"] = 9999 },
        "date" => new() { ["type"] = "string", ["pattern"] = "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$" },
        "yes-no" => new() { ["enum"] = new JsonArray("yes", "no", true, false) },
        "word" => new() { ["enum"] = Words(key.Of) },
        "words" => Array(new JsonObject { ["enum"] = Words(key.Of) }),
        "refs" => Array(Text()),
        "values" => Array(new JsonObject { ["anyOf"] = new JsonArray(Text(), Ref("value")) }),
        "people" => Array(Ref("one-person")),
        "person" => new() { ["allOf"] = new JsonArray(Ref("one-person")) },
        "condition" or "moment" => new() { ["allOf"] = new JsonArray(Ref(key.Type)) },
        "map" => new() { ["allOf"] = new JsonArray(Ref(key.Of)) },
        "list" => Array(Ref(key.Of)),
        "options" => new() { ["anyOf"] = new JsonArray(Text(), Array(Ref("option"))) },
        "value" when place == "field" => new() { ["anyOf"] = new JsonArray(Text(), Ref("value"), Array(Ref("one-person"))) },
        "value" => new() { ["anyOf"] = new JsonArray(Text(), Ref("value")) },
        "terms" => new() { ["type"] = "object", ["additionalProperties"] = Text(), ["required"] = Words("term") },
        _ => Text(),
    };

    /// <summary>Every scalar is text; editors guess types, and are told that any will do.</summary>
    private static JsonObject Text() => new() { ["type"] = new JsonArray("string", "number", "boolean") };

    private static JsonObject Ref(string place) => new() { ["$ref"] = $"#/definitions/{place}" };

    private static JsonObject Array(JsonNode items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonArray Words(string list) => new([.. Vocabulary.Words[list].Keys.Select(w => (JsonNode)w)]);

    /// <summary>The reference page: every key and every word, with what it means.</summary>
    public static string Reference()
    {
        var keys = Vocabulary.Places.SelectMany(p => p.Value.Values.Select(k => (Place: p.Key, Key: k))).ToList();
        var later = string.Join(" ", Vocabulary.FilledLater.Order(StringComparer.Ordinal).Select(word => $"`{{{word}}}`"));
        var page = new StringBuilder($$"""
            # The vocabulary of a pack

            A pack is one council's folder: `authority.yaml`, `protocols/*.yaml` and `lists/*.yaml`, one protocol or one list in each file.
            It is written in {{keys.Select(k => k.Key.Name).Distinct().Count()}} keys and no others. This page, the editors' `packs/schema.json` and the reader are made from the same two tables
            (`src/Waymark.Core/Packs/vocabulary.tsv` and `words.tsv`); `waymark pack vocabulary` prints it.

            * Every value is text: `yes`, `no`, `1.0` and `2019-05` are what they look like. A text with a comma, a colon, a question mark or a brace is put in quotes.
            * Plain YAML only: no anchors, aliases, tags, merge keys or second documents; nesting at most 20.
            * `{term}` in any text is replaced by the council's own word from `terms`, with a capital where a text begins with it. {{later}} stay, and are filled when the text is shown.
            * A plural key declares, a singular one refers: `worksteps:` is a list of them, `workstep: step-1` points at one.

            ## Every key

            | key | may stand in (**must**) | value | meaning | example |
            | --- | --- | --- | --- | --- |

            """);
        foreach (var same in keys.GroupBy(k => (k.Key.Name, k.Key.Type, k.Key.Of, k.Key.Meaning)).OrderBy(g => g.Key.Name, StringComparer.Ordinal).ThenBy(g => g.First().Place, StringComparer.Ordinal))
        {
            var places = string.Join(", ", same.OrderBy(k => k.Place, StringComparer.Ordinal).Select(k => k.Key.Must ? $"**{k.Place}**" : k.Place));
            page.Append($"| `{same.Key.Name}` | {places} | {Typed(same.First().Key)} | {same.Key.Meaning} | `{same.First().Key.Example}` |\n");
        }
        foreach (var (list, words) in Vocabulary.Words.OrderBy(w => w.Key, StringComparer.Ordinal))
        {
            page.Append($"\n## Words: {list}\n\n| word | meaning |\n| --- | --- |\n");
            foreach (var (word, meaning) in words)
                page.Append($"| `{word}` | {meaning} |\n");
        }
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static string Typed(Key key) => key.Type switch
    {
        "word" => $"word: {key.Of}",
        "words" => $"list of words: {key.Of}",
        "ref" => $"id: {key.Of}",
        "refs" => $"list of ids: {key.Of}",
        "list" => $"list of: {key.Of}",
        "map" => key.Of,
        "options" => "a list's id, or options",
        var type => type,
    };
}
