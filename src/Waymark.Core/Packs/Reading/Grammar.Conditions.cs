namespace Waymark.Core.Packs.Reading;

/// <summary>Conditions, moments, values and people: small closed trees instead of expressions.</summary>
internal sealed partial class Grammar
{
    internal static readonly string[] Subjects = ["field", "fact", "workstep", "request", "next-action", "clock", "switch", "list"];
    private static readonly string[] Tests = ["is", "in", "before", "exists"];

    private const string ConditionShape = "Write one of all, any, not; or one subject and one test: {field: outcome, is: resolved}.";

    private void Condition(YamlNode node, Scope scope)
    {
        if (node is not YamlMapping map)
        {
            Refuse("shape", node.At, "A condition is a block of keys.", ConditionShape);
            return;
        }
        if (map.Entries.FirstOrDefault(e => !Vocabulary.Places["condition"].ContainsKey(e.Key.Text)).Key is { } unknown)
        {
            UnknownKey(unknown, map[unknown.Text]!, "condition", Vocabulary.Places["condition"].Keys);
            return;
        }
        if (map.Entries is [({ Text: "all" or "any" or "not" }, var inner)])
        {
            if (inner is YamlSequence { Items.Count: 0 })
                Refuse("shape", inner.At, "An empty list of conditions holds nothing.", "Write a condition in it, or take it out.");
            Block(map, "condition", scope);
            return;
        }
        var subject = map.Entries.Where(e => Subjects.Contains(e.Key.Text)).ToList();
        var test = map.Entries.Where(e => Tests.Contains(e.Key.Text)).ToList();
        if (subject.Count != 1 || test.Count != 1 || map.Entries.Count != 2)
        {
            Refuse("shape", map.At, "A condition is one of all, any, not; or one subject and one test.", ConditionShape);
            return;
        }
        Block(map, "condition", scope);
        Fits(subject[0].Key.Text, subject[0].Value, test[0].Key, test[0].Value, scope);
    }

    /// <summary>A state is one that the subject can be in; a value is one that the field can hold.</summary>
    private void Fits(string kind, YamlNode subject, YamlScalar test, YamlNode value, Scope scope)
    {
        if (subject is not YamlScalar name)
            return;
        var what = new Subject(Vocabulary.Enum<SubjectKind>(kind), name.Text);
        var states = Vocabulary.States(what.Kind);
        if (states.Count > 0)
        {
            if (what.Kind == SubjectKind.Clock && test.Text == "before")
                return;
            if (test.Text != "is" || value is not YamlScalar state || !states.Contains(state.Text))
                Refuse("state", value.At, $"A {Spaced(kind)} is {string.Join(" or ", states)}.", $"Write {{{kind}: {name.Text}, is: {states[0]}}}.");
        }
        else if (what.Kind is SubjectKind.Switch && test.Text is not ("is" or "in"))
        {
            Refuse("state", test.At, "A switch is in one of its positions.", $"Write {{switch: {name.Text}, is: yes}}.");
        }
        else if (test.Text is "is" or "in")
        {
            foreach (var v in (value is YamlSequence many ? many.Items : [value]).OfType<YamlScalar>())
                mentions.Add(new Mention.Compared(what, v.Text, v.At, scope));
        }
    }

    private void Moment(YamlNode node, Scope scope)
    {
        const string shape = "Write a subject and the state it enters, {request: reply, is: delivered}, or a date: {field: contacted}.";
        if (node is not YamlMapping map)
        {
            Refuse("shape", node.At, "A moment is a block of keys.", shape);
            return;
        }
        if (map.Entries is [({ Text: "any" }, _)])
        {
            Block(map, "moment", scope);
            return;
        }
        var subject = map.Entries.Where(e => Subjects.Contains(e.Key.Text) && Vocabulary.Places["moment"].ContainsKey(e.Key.Text)).ToList();
        if (subject.Count != 1 || map.Entries.Any(e => e.Key.Text != "is" && e.Key != subject[0].Key))
        {
            Refuse("shape", map.At, "A moment is one subject and, unless it is a date, the state it enters.", shape);
            return;
        }
        Block(map, "moment", scope);
        var kind = subject[0].Key.Text;
        var states = Vocabulary.States(Vocabulary.Enum<SubjectKind>(kind));
        if (states.Count == 0 || subject[0].Value is not YamlScalar name)
            return;
        if (map["is"] is null)
            Refuse("anchor", map.At, $"Which moment of the {Spaced(kind)} '{name.Text}'?", $"Write {{{kind}: {name.Text}, is: …}} with one of {List(states)}.");
        else
            Fits(kind, name, map.Entries.First(e => e.Key.Text == "is").Key, map["is"]!, scope);
    }

    private void Operand(YamlNode node, bool people, Scope scope)
    {
        switch (node)
        {
            case YamlScalar:
                break;
            case YamlSequence list when people:
                foreach (var person in list.Items)
                    Person(person, scope);
                break;
            case YamlMapping { Entries.Count: 1 } map:
                Block(map, "value", scope);
                break;
            default:
                Refuse("shape", node.At, "A value is a text or one subject.", "Write a text, or for instance {fact: today}.");
                break;
        }
    }

    private void Person(YamlNode node, Scope scope)
    {
        switch (node)
        {
            case YamlScalar name:
                mentions.Add(new Mention.Person(name.Text, name.At, scope));
                break;
            case YamlMapping { Entries.Count: 1 } map:
                Block(map, "person", scope);
                break;
            default:
                Refuse("shape", node.At, "A person is a post, a word, or one rule.", "Write a post's id, raiser, {field: relevant-person}, {manager: raiser} or {any: [a, b]}.");
                break;
        }
    }

    private static string Spaced(string kind) => kind.Replace('-', ' ');
}
