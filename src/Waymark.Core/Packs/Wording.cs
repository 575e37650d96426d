using Waymark.Core.Calendar;

namespace Waymark.Core.Packs;

/// <summary>Says a pack's conditions, moments, people and spans in plain words, with the council's own labels.</summary>
internal sealed class Wording(Pack pack, Protocol protocol, string? form)
{
    public static string Span(Span span)
    {
        var unit = span.Unit switch { Unit.WorkingDays => "working day", Unit.MonthEnds => "month end", var u => u.ToString().ToLowerInvariant().TrimEnd('s') };
        return $"{span.Amount} {unit}{(span.Amount == 1 ? "" : "s")}";
    }

    public string Say(Moment moment) => Join(moment.Any.Select(Say), "or");

    private string Say(Entering e) => e.Subject.Kind switch
    {
        SubjectKind.Field => $"the date in {Name(e.Subject)}",
        SubjectKind.Fact => Fact(e.Subject.Name) + (e.State is null ? "" : $" is {e.State}"),
        SubjectKind.NextAction => $"{Name(e.Subject)} is chosen",
        SubjectKind.Clock when e.State == "run-out" => $"{Name(e.Subject)} runs out",
        _ => $"{Name(e.Subject)} is {e.State}",
    };

    public string Say(Condition condition) => condition switch
    {
        Condition.All all => Join(all.Of.Select(c => c is Condition.Any { Of.Count: > 1 } ? $"({Say(c)})" : Say(c)), "and"),
        Condition.Any any => Join(any.Of.Select(c => c is Condition.All { Of.Count: > 1 } ? $"({Say(c)})" : Say(c)), "or"),
        Condition.Not not => Deny(not.Of),
        Condition.Is @is => $"{Name(@is.Subject)} {Verb(@is.Subject, @is.Value, "is")}",
        Condition.In @in => $"{Name(@in.Subject)} is {Join(@in.Values.Select(v => Say(@in.Subject, v)), "or")}",
        Condition.Before before => $"{Name(before.Subject)} is {Before(before)}",
        Condition.Exists { Yes: true } exists => $"{Name(exists.Subject)} is filled in",
        Condition.Exists exists => $"{Name(exists.Subject)} is empty",
        _ => "",
    };

    private string Deny(Condition condition) => condition switch
    {
        Condition.Is @is => $"{Name(@is.Subject)} {Verb(@is.Subject, @is.Value, "is not")}",
        Condition.In @in => $"{Name(@in.Subject)} is not {Join(@in.Values.Select(v => Say(@in.Subject, v)), "or")}",
        Condition.Before before => $"{Name(before.Subject)} is not {Before(before)}",
        Condition.Exists exists => Say(exists with { Yes = !exists.Yes }),
        Condition.Not not => Say(not.Of),
        _ => $"it is not so that {Say(condition)}",
    };

    private static bool IsNumber(Condition.Before before) => before is { Subject: { Kind: SubjectKind.Fact, Name: "rank" } };

    private string Before(Condition.Before before) => $"{(IsNumber(before) ? "below" : "before")} {Say(before.Subject, before.Value)}";

    private string Verb(Subject subject, Value value, string verb) => (subject.Kind, value) switch
    {
        (SubjectKind.Clock, Value.Plain { Text: "run-out" }) => verb == "is" ? "has run out" : "has not run out",
        (SubjectKind.NextAction, Value.Plain) => $"{verb} chosen",
        _ => $"{verb} {Say(subject, value)}",
    };

    private string Say(Subject subject, Value value) => value switch
    {
        Value.Of of => Name(of.Subject),
        Value.Plain plain when subject.Kind == SubjectKind.Field && Field(subject.Name)?.Option(plain.Text) is { } option => Quote(option.Label),
        Value.Plain plain when subject.Kind == SubjectKind.Switch && protocol.Switches.FirstOrDefault(s => s.Id == subject.Name)?.Options.FirstOrDefault(o => o.Id == plain.Text) is { } position => Quote(position.Label),
        Value.Plain { Text: "yes" or "no" } plain => pack.Term(plain.Text),
        Value.Plain plain => plain.Text,
        _ => "",
    };

    public string Name(Subject subject) => subject.Kind switch
    {
        SubjectKind.Field => Quote(Field(subject.Name)?.Label),
        SubjectKind.Fact => Fact(subject.Name),
        SubjectKind.Workstep => Quote(pack.Workstep(subject.Name, protocol.Id)?.Workstep.Label),
        SubjectKind.Request => Quote(pack.Request(subject.Name, protocol.Id, form)?.Request.Label),
        SubjectKind.NextAction => Quote(pack.NextAction(subject.Name, protocol.Id, form)?.NextAction.Label),
        SubjectKind.Clock => Quote(pack.Clock(subject.Name, protocol.Id, form)?.Clock.Label),
        SubjectKind.Switch => Quote(protocol.Switches.FirstOrDefault(s => s.Id == subject.Name)?.Label),
        _ => Quote(pack.List(subject.Name)?.Label),
    };

    private Field? Field(string name) => pack.Fields(name, protocol.Id, form) is [var found, ..] ? found.Field : null;

    private string Fact(string fact) =>
        fact is "rank" ? "the stage"
        : pack.Terms.TryGetValue(fact, out var words) ? words
        : fact is not ("today" or "yesterday" or "now") && Vocabulary.Words["fact"].GetValueOrDefault(fact) is { } meaning && meaning.StartsWith("the ", StringComparison.Ordinal) ? meaning
        : fact.Replace('-', ' ');

    public string Say(IEnumerable<PersonRule> people) => Join(people.Select(Say), "and");

    private string Say(PersonRule rule) => rule switch
    {
        PersonRule.InPost post => $"the {pack.FindPost(post.Post)?.Label}",
        PersonRule.Word { Is: PersonWord.Nobody } => "nobody",
        PersonRule.Word { Is: PersonWord.Anyone } => "anyone with access to the child",
        PersonRule.Word { Is: PersonWord.Answerer } => "whoever answers at this stage",
        PersonRule.Word { Is: PersonWord.Copied } => "whoever is copied in at this stage",
        PersonRule.Word word => $"the {word.Is.ToString().ToLowerInvariant()}",
        PersonRule.InField field => $"whoever stands in {Name(field.Field)}",
        PersonRule.ManagerOf manager => $"the manager of {Say(manager.Of)}",
        PersonRule.OneOf one => Join(one.Rules.Select(Say), "or"),
        _ => "",
    };

    public static string Quote(string? label) => $"‘{label}’";

    public static string Join(IEnumerable<string> parts, string last) => parts.ToList() switch
    {
        [] => "nobody",
        [var one] => one,
        [.. var some, var end] => $"{string.Join(", ", some)} {last} {end}",
    };
}
