using System.Text.RegularExpressions;

namespace Waymark.Core.Packs.Reading;

/// <summary>
/// Holds a file's nodes against the vocabulary: only known words, each where it may stand, each with the kind of value it
/// takes. What it lets through, <see cref="Binder"/> can read without asking again.
/// </summary>
internal sealed partial class Grammar(List<Fault> faults, List<Mention> mentions)
{
    private const int LongestId = 60;

    public void File(YamlMapping root, string place) =>
        Block(root, place, new(place == "protocol" ? root.Text("protocol") : null, null));

    private void Block(YamlNode node, string place, Scope scope)
    {
        if (node is not YamlMapping map)
        {
            Refuse("shape", node.At, $"{A(place)} is a block of keys.", $"Write {{{Vocabulary.Places[place].Values.First().Name}: …}} or indented lines of 'key: value'.");
            return;
        }
        var keys = Vocabulary.Places[place];
        foreach (var (name, value) in map.Entries)
        {
            if (keys.TryGetValue(name.Text, out var key))
                Value(key, place, value, map, scope);
            else
                UnknownKey(name, value, place, keys.Keys);
        }
        foreach (var key in keys.Values.Where(k => k.Must && map[k.Name] is null))
            Refuse("missing", map.At, $"{A(place)} needs '{key.Name}': {Lower(key.Meaning)}.", $"Add for instance '{key.Example}'.");
        OnePlaceOnly(map, place);
    }

    /// <summary>Rules that ask whether a key was written at all: after binding, left out and empty look alike.</summary>
    private void OnePlaceOnly(YamlMapping map, string place)
    {
        if (place == "next-action" && map["opens"] is null && map["ends"] is null)
            Refuse("way-out", map.At, $"The next-action '{map.Text("id")}' neither opens nor ends.", "Add 'opens: [workstep]', 'opens: []' to finish this workstep only, or 'ends: words of the end state'.");
        if (place == "unusual")
            Measured(map);
        if (place == "form")
            OncePerForm(map);
        if (place != "protocol")
            return;
        foreach (var form in map.Maps("forms").Where(f => f["carry"] is null))
        {
            var users = map.Maps("worksteps").Count(w => w.Text("form") == form.Text("id"));
            if (users > 1)
                Refuse("carry", form.At, $"Form '{form.Text("id")}' has {users} worksteps and doesn't say what the next one starts with.", $"Add 'carry: ' and one of {List(Vocabulary.Words["carry"].Keys)}.");
        }
    }

    private void Measured(YamlMapping rule)
    {
        var needs = rule.Text("sign") switch
        {
            "many-children" or "unlike-them" or "only-searched" => new[] { "amount" },
            "out-of-hours" => ["quiet-from", "quiet-until"],
            _ => [],
        };
        foreach (var key in needs.Where(key => rule[key] is null))
            Refuse("missing", rule.At, $"The sign '{rule.Text("sign")}' needs '{key}'.", $"Add for instance '{Vocabulary.Places["unusual"][key].Example}'.");
        foreach (var hour in new[] { "quiet-from", "quiet-until" }.Select(key => rule[key]).OfType<YamlScalar>().Where(hour => int.TryParse(hour.Text, out var number) && number > 23))
            Refuse("number", hour.At, $"'{hour.Text}' isn't an hour of the day.", "Write an hour from 0 to 23, as '22'.");
    }

    private void OncePerForm(YamlMapping form)
    {
        var seen = new HashSet<string>();
        foreach (var field in form.Maps("sections").SelectMany(s => s.Maps("fields")).SelectMany(f => f.Maps("fields").Prepend(f)))
        {
            if (field.Text("id") is { } id && !seen.Add(id))
                Refuse("id", field.At, $"Field '{id}' stands twice in form '{form.Text("id")}'.", "Give one of them another id.");
        }
    }

    private void Value(Key key, string place, YamlNode value, YamlMapping owner, Scope scope)
    {
        switch (key.Type)
        {
            case "condition": Condition(value, scope); return;
            case "moment": Moment(value, scope); return;
            case "person": Person(value, scope); return;
            case "value": Operand(value, place == "field", scope); return;
            case "map": Block(value, key.Of, scope); return;
            case "terms": Terms(value); return;
            case "options" when value is YamlScalar list: Refer("list", list, scope); return;
            case "words" or "refs" or "list" or "people" or "values" or "options": Many(key, value, owner, scope); return;
        }
        if (value is YamlScalar scalar)
            One(key, place, scalar, owner, scope);
        else
            Refuse("shape", value.At, $"'{key.Name}' takes one text.", $"Write for instance '{key.Example}'.");
    }

    private void Many(Key key, YamlNode value, YamlMapping owner, Scope scope)
    {
        if (value is not YamlSequence list)
        {
            Refuse("shape", value.At, $"'{key.Name}' takes a list.", value is YamlScalar { Text.Length: > 0 } one ? $"Write '{key.Name}: [{one.Text}]'." : $"Write for instance '{key.Example}'.");
            return;
        }
        foreach (var item in list.Items)
        {
            switch (key.Type)
            {
                case "people": Person(item, scope); break;
                case "values": Operand(item, false, scope); break;
                case "options": Block(item, "option", scope); break;
                case "list" when key.Of == "condition": Condition(item, scope); break;
                case "list" when key.Of == "moment": Moment(item, scope); break;
                case "list": Block(item, key.Of, Within(key.Of, item, scope)); break;
                case "words" when item is YamlScalar word: Word(key.Of, word); break;
                case "refs" when item is YamlScalar name: Refer(key.Of, name, scope); break;
                default: Refuse("shape", item.At, $"'{key.Name}' takes a list of single words.", $"Write for instance '{key.Example}'."); break;
            }
        }
        if (key.Type is "options" || key is { Type: "list", Of: not ("condition" or "moment" or "line" or "acceptance") })
            IdsOnce(list);
    }

    private static Scope Within(string place, YamlNode item, Scope scope) => place switch
    {
        "form" => scope with { Form = (item as YamlMapping)?.Text("id") },
        "workstep" => scope with { Form = (item as YamlMapping)?.Text("form") },
        "figure" => scope with { AnyForm = true },
        _ => scope,
    };

    private void IdsOnce(YamlSequence list)
    {
        var seen = new HashSet<string>();
        foreach (var item in list.Items.OfType<YamlMapping>())
        {
            if (item.Text("id") is { } id && !seen.Add(id))
                Refuse("id", item.At, $"'{id}' stands twice in this list.", "Give one of them another id.");
        }
    }

    private void One(Key key, string place, YamlScalar value, YamlMapping owner, Scope scope)
    {
        switch (key.Type)
        {
            case "id": Id(value, place); break;
            case "text": Text(key, value, scope); break;
            case "number" when !Number().IsMatch(value.Text):
                Refuse("number", value.At, $"'{value.Text}' isn't a whole number from 0 to 9999.", $"Write for instance '{key.Example}'.");
                break;
            case "date" when !IsDate(value.Text):
                Refuse("date", value.At, $"'{value.Text}' isn't a date.", "Write year-month-day or year-month: 2020-07-01, 2019-05.");
                break;
            case "yes-no" when value.Text is not ("yes" or "no"):
                Refuse("word", value.At, $"'{key.Name}' takes yes or no.", $"Write '{key.Name}: yes' or '{key.Name}: no'.");
                break;
            case "word": Word(key.Of, value); break;
            case "ref" when key.Of == "guarded": Guarded(value, owner, scope); break;
            case "ref": Refer(key.Of, value, scope); break;
        }
    }

    private void Id(YamlScalar value, string place)
    {
        if (!Name().IsMatch(value.Text) || value.Text.Length > LongestId)
            Refuse("id", value.At, $"'{Short(value.Text)}' isn't an id.", $"Write small letters, digits and hyphens, {LongestId} at the most: '{Slug(value.Text)}'.");
        else if (place == "post" && Vocabulary.Words["person"].ContainsKey(value.Text))
            Refuse("id", value.At, $"'{value.Text}' is a word of the language.", $"Give the post another id, for instance '{value.Text}-post'.");
    }

    private void Text(Key key, YamlScalar value, Scope scope)
    {
        if (string.IsNullOrWhiteSpace(value.Text) && (value.Bare || key.Name is "label" or "ends" or "reason" or "by"))
            Refuse("shape", value.At, $"'{key.Name}' has no words.", $"Write for instance '{key.Example}'; where nothing shall stand, \"\" (not for a label).");
        foreach (Match m in Placeholder().Matches(value.Text))
            mentions.Add(new Mention.Term(m.Groups[1].Value, value.At, scope));
    }

    private void Terms(YamlNode value)
    {
        if (value is not YamlMapping terms)
        {
            Refuse("shape", value.At, "'terms' is a block of keys.", "Write one term a line: 'looked-after: LAC'.");
            return;
        }
        foreach (var (name, words) in terms.Entries)
        {
            if (!Name().IsMatch(name.Text))
                Refuse("id", name.At, $"'{Short(name.Text)}' isn't the name of a term.", $"Write small letters, digits and hyphens: '{Slug(name.Text)}'.");
            if (words is YamlScalar text)
                Text(new(name.Text, "text", "", false, "", $"{name.Text}: words", ""), text, Scope.Folder);
            else
                Refuse("shape", words.At, $"The term '{name.Text}' takes one text.", $"Write '{name.Text}: words'.");
        }
        foreach (var (term, meaning) in Vocabulary.Words["term"].Where(t => terms[t.Key] is null))
            Refuse("term", terms.At, $"The term '{term}' ({meaning}) has no words.", $"Add '{term}: …' to the terms.");
    }

    private void Guarded(YamlScalar value, YamlMapping owner, Scope scope)
    {
        var kind = owner.Text("verb") switch
        {
            "send" or "complete" => "request",
            "choose" => "next-action",
            "sign" => "field",
            "add-row" => "field",
            "start" => "workstep",
            _ => null,
        };
        if (kind is null)
            Refuse("gate", value.At, $"'of' has no meaning with the verb '{owner.Text("verb")}'.", "Take 'of' out, or guard send, complete, choose, sign, add-row or start.");
        else
            Refer(kind, value, scope);
    }

    private void Word(string list, YamlScalar value)
    {
        var words = Vocabulary.Words[list];
        if (!words.ContainsKey(value.Text))
            Refuse("word", value.At, $"'{Short(value.Text)}' isn't a word of {list}.", Meant(value.Text, words.Keys));
    }

    private void Refer(string kind, YamlScalar value, Scope scope) => mentions.Add(new Mention.Reference(kind, value.Text, value.At, scope));

    private void UnknownKey(YamlScalar key, YamlNode value, string place, IEnumerable<string> allowed)
    {
        var comma = value is YamlScalar { Text: "", Bare: true } ? " A text with a comma, a colon or a question mark is put in quotes." : "";
        Refuse("word", key.At, $"'{Short(key.Text)}' isn't a word of {A(place).ToLowerInvariant()}.", Meant(key.Text, allowed) + comma);
    }

    private static string Meant(string wrong, IEnumerable<string> allowed) =>
        (Vocabulary.Nearest(wrong, allowed) is { } near ? $"Meant '{near}'? " : "") + $"Allowed here: {List(allowed)}.";

    private void Refuse(string rule, Mark at, string message, string suggestion) => faults.Add(new(at, rule, message) { Suggestion = suggestion });

    private static string List(IEnumerable<string> words) => string.Join(", ", words);

    private static string A(string place) => ("aeiou".Contains(place[0]) ? "An " : "A ") + place.Replace('-', ' ');

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static string Slug(string text)
    {
        var slug = string.Join('-', SlugParts().Matches(text.ToLowerInvariant()).Select(m => m.Value));
        return slug.Length == 0 ? "a-name" : slug.Length > LongestId ? slug[..LongestId].Trim('-') : slug;
    }

    private static bool IsDate(string text) =>
        DateForm().Match(text) is { Success: true } m && int.Parse(m.Groups[1].Value) is var year and >= 1900
        && int.Parse(m.Groups[2].Value) is var month and >= 1 and <= 12
        && (!m.Groups[3].Success || int.Parse(m.Groups[3].Value) is var day and >= 1 && day <= NodaTime.CalendarSystem.Iso.GetDaysInMonth(year, month));

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]*\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[0-9]{1,4}\z")]
    private static partial Regex Number();

    [GeneratedRegex(@"^([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?\z")]
    private static partial Regex DateForm();

    [GeneratedRegex(@"\{([a-z0-9-]+)\}")]
    internal static partial Regex Placeholder();

    [GeneratedRegex("[a-z0-9]+")]
    private static partial Regex SlugParts();
}
