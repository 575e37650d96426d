using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.Core.Forms;

/// <summary>Which answers of a page decide whether another field of that page is asked, so that nobody is shown more than they are asked.</summary>
public static class Asking
{
    /// <summary>What decides, with all that isn't answered here already decided.</summary>
    /// <param name="here">Fields that are answered on the page, by one control each.</param>
    /// <returns>Null: the page can't tell before it is saved, or it is asked whatever is answered here.</returns>
    public static Condition? Of(Field field, IReadOnlyCollection<Field> here, Context context) =>
        field.When is { } when && Simple(when, here, context) is { } decides && decides is not Condition.All { Of.Count: 0 } ? decides : null;

    /// <summary>As it reads after "Only where".</summary>
    public static string InWords(Condition condition, Context context) => new Wording(context.Situation.Pack, context.Protocol, context.Form?.Id).Say(condition);

    /// <summary>What holds whatever is answered is an 'all' of nothing; what never does, an 'any' of nothing.</summary>
    private static Condition? Simple(Condition condition, IReadOnlyCollection<Field> here, Context context)
    {
        if (!condition.Subjects().Any(IsHere)) return context.Holds(condition) ? new Condition.All([]) : new Condition.Any([]);
        return condition switch
        {
            Condition.All all => Together(all.Of, parts => parts.Any(Never) ? new Condition.Any([]) : One([.. parts.Where(part => !Always(part))]) ?? new Condition.All([.. parts.Where(part => !Always(part))])),
            Condition.Any any => Together(any.Of, parts => parts.Any(Always) ? new Condition.All([]) : One([.. parts.Where(part => !Never(part))]) ?? new Condition.Any([.. parts.Where(part => !Never(part))])),
            Condition.Not not => Simple(not.Of, here, context) is { } of ? new Condition.Not(of) : null,
            Condition.Is { Value: Value.Plain } or Condition.Exists => condition,
            Condition.In { Values: var values } when values.All(value => value is Value.Plain) => condition,
            _ => null,
        };

        bool IsHere(Subject subject) => subject.Kind == SubjectKind.Field && here.Any(field => field.Id == subject.Name);

        Condition? Together(IReadOnlyList<Condition> of, Func<IReadOnlyList<Condition>, Condition> join) =>
            of.Select(each => Simple(each, here, context)).ToList() is var parts && parts.Any(part => part is null) ? null : join([.. parts.OfType<Condition>()]);
    }

    private static bool Always(Condition condition) => condition is Condition.All { Of.Count: 0 };

    private static bool Never(Condition condition) => condition is Condition.Any { Of.Count: 0 };

    private static Condition? One(IReadOnlyList<Condition> of) => of is [var only] ? only : null;
}
