namespace Waymark.Core.Packs;

/// <summary>
/// A small closed tree: packs hold no expressions. An empty side makes every test but 'exists: no' false, so that nothing is
/// ever true by absence. A table's column holds when it holds in every row.
/// </summary>
public abstract record Condition
{
    private Condition() { }

    public Mark At { get; init; }

    public sealed record All(IReadOnlyList<Condition> Of) : Condition;

    public sealed record Any(IReadOnlyList<Condition> Of) : Condition;

    public sealed record Not(Condition Of) : Condition;

    public sealed record Is(Subject Subject, Value Value) : Condition;

    public sealed record In(Subject Subject, IReadOnlyList<Value> Values) : Condition;

    /// <summary>Strictly earlier or lower; dates, times and numbers only.</summary>
    public sealed record Before(Subject Subject, Value Value) : Condition;

    public sealed record Exists(Subject Subject, bool Yes) : Condition;

    /// <summary>All that it speaks of.</summary>
    public IEnumerable<Subject> Subjects() => this switch
    {
        All all => all.Of.SelectMany(each => each.Subjects()),
        Any any => any.Of.SelectMany(each => each.Subjects()),
        Not not => not.Of.Subjects(),
        Is @is => Both(@is.Subject, @is.Value),
        Before before => Both(before.Subject, before.Value),
        In @in => @in.Values.OfType<Value.Of>().Select(value => value.Subject).Prepend(@in.Subject),
        Exists exists => [exists.Subject],
        _ => [],
    };

    private static IEnumerable<Subject> Both(Subject subject, Value value) => value is Value.Of of ? [subject, of.Subject] : [subject];
}

public enum SubjectKind { Field, Fact, Workstep, Request, NextAction, Clock, Switch, List }

/// <summary>What a condition, a moment or a default speaks of: 'outcome', or 'step-1.began-on' for another workstep's field.</summary>
public sealed record Subject(SubjectKind Kind, string Name);

/// <summary>A plain value or what a subject holds.</summary>
public abstract record Value
{
    private Value() { }

    public sealed record Plain(string Text) : Value;

    public sealed record Of(Subject Subject) : Value;
}

/// <summary>The moment at which a subject enters a state; several: whichever comes.</summary>
public sealed record Moment(IReadOnlyList<Entering> Any)
{
    public Mark At { get; init; }
}

/// <param name="State">Null for a date field or a dated fact, which need none.</param>
public sealed record Entering(Subject Subject, string? State);

public enum PersonWord { Raiser, Holder, Answerer, Copied, Sender, Receiver, Nobody, Anyone }

/// <summary>A rule by which people are found when an event happens (design rule 8).</summary>
public abstract record PersonRule
{
    private PersonRule() { }

    public sealed record InPost(string Post) : PersonRule;

    public sealed record Word(PersonWord Is) : PersonRule;

    public sealed record InField(Subject Field) : PersonRule;

    public sealed record ManagerOf(PersonRule Of) : PersonRule;

    /// <summary>One of these, picked by the sender.</summary>
    public sealed record OneOf(IReadOnlyList<PersonRule> Rules) : PersonRule;
}
