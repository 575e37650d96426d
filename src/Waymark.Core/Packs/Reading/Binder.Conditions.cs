namespace Waymark.Core.Packs.Reading;

internal sealed partial class Binder
{
    private static Condition? If(YamlMapping n, string key) => n[key] is YamlMapping condition ? If(condition) : null;

    private static Condition If(YamlMapping n)
    {
        Condition bound = n.Entries[0].Key.Text switch
        {
            "all" => new Condition.All([.. n.Maps("all").Select(If)]),
            "any" => new Condition.Any([.. n.Maps("any").Select(If)]),
            "not" => new Condition.Not(If((YamlMapping)n["not"]!)),
            _ => Test(n),
        };
        return bound with { At = n.At };
    }

    private static Condition Test(YamlMapping n)
    {
        var (test, value) = n.Entries.First(e => e.Key.Text is "is" or "in" or "before" or "exists");
        var subject = Subject(n);
        return test.Text switch
        {
            "is" => new Condition.Is(subject, Value(value)),
            "in" => new Condition.In(subject, [.. ((YamlSequence)value).Items.Select(Value)]),
            "before" => new Condition.Before(subject, Value(value)),
            _ => new Condition.Exists(subject, ((YamlScalar)value).Text == "yes"),
        };
    }

    private static Subject Subject(YamlMapping n)
    {
        var (kind, name) = n.Entries.First(e => Grammar.Subjects.Contains(e.Key.Text));
        return new(Vocabulary.Enum<SubjectKind>(kind.Text), ((YamlScalar)name).Text);
    }

    private static Value Value(YamlNode node) =>
        node is YamlMapping subject ? new Value.Of(Subject(subject)) : new Value.Plain(((YamlScalar)node).Text);

    private static Moment? Moment(YamlMapping n, string key) =>
        n[key] is YamlMapping moment ? new([.. Entering(moment)]) { At = moment.At } : null;

    private static IEnumerable<Entering> Entering(YamlMapping n) =>
        n["any"] is not null ? n.Maps("any").SelectMany(Entering) : [new(Subject(n), n.Text("is"))];

    private static IReadOnlyList<PersonRule> People(YamlMapping n, string key) => [.. n.Items(key).Select(Person)];

    private static PersonRule Person(YamlNode node)
    {
        if (node is YamlScalar name)
            return Vocabulary.Words["person"].ContainsKey(name.Text) ? new PersonRule.Word(Vocabulary.Enum<PersonWord>(name.Text)) : new PersonRule.InPost(name.Text);
        var rule = (YamlMapping)node;
        return rule.Entries[0].Key.Text switch
        {
            "field" => new PersonRule.InField(Subject(rule)),
            "manager" => new PersonRule.ManagerOf(Person(rule["manager"]!)),
            _ => new PersonRule.OneOf(People(rule, "any")),
        };
    }
}
