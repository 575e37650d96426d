using Waymark.Core.Packs;

namespace Waymark.Core.Processes;

/// <summary>What a meeting's attendance holds of one person, or of several of whom any will do.</summary>
/// <param name="Name">Theirs; of several 'this or that one'.</param>
/// <param name="State">A word of the vocabulary's 'presence'.</param>
public sealed record Attendee(string Name, string State);

/// <summary>Who was at a meeting, held against whom its rules name: nobody is missing unnoticed for being left off the list (S2-024).</summary>
public static class Attendance
{
    private static readonly string[] Best = ["present", "deputy", "not-said", "absent"];

    public static IEnumerable<Attendee> Of(Context context, Workstep workstep, Field field)
    {
        var register = context.Situation.Register;
        var said = (context.Answered(workstep, field) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('='))
            .ToDictionary(line => Guid.Parse(line[0]), line => line[1].Length > 0 ? line[1] : "not-said");
        var named = new HashSet<Guid>();
        foreach (var rule in field.DefaultPeople)
        {
            var people = People.Find(context.In(workstep), [rule]).People.Select(p => p.Worker).ToList();
            named.UnionWith(people);
            var listed = people.Where(said.ContainsKey).ToList();
            if (listed.Count == 0 && people.Count > 0) yield return new Attendee(string.Join(" or ", people.Select(register.NameOf)), "not-invited");
            else if (rule is PersonRule.OneOf) foreach (var best in Best.Where(state => listed.Any(p => said[p] == state)).Take(1)) yield return new Attendee(string.Join(" or ", listed.Select(register.NameOf)), best);
            else foreach (var person in listed) yield return new Attendee(register.NameOf(person), said[person]);
        }
        foreach (var (other, state) in said.Where(line => !named.Contains(line.Key))) yield return new Attendee(register.NameOf(other), state);
    }

    /// <summary>Those for whom a condition on an attendance doesn't hold; nobody: it asks about none, or holds.</summary>
    public static IEnumerable<string> Missed(Condition? condition, Context context) => condition switch
    {
        Condition.All all => all.Of.SelectMany(each => Missed(each, context)),
        Condition.Any any => any.Of.SelectMany(each => Missed(each, context)),
        Condition.Is test => Missed(test.Subject, [test.Value], context),
        Condition.In test => Missed(test.Subject, test.Values, context),
        _ => [],
    };

    private static IEnumerable<string> Missed(Subject subject, IReadOnlyList<Value> values, Context context) =>
        subject.Kind == SubjectKind.Field && context.Locate(subject.Name) is ({ } workstep, var id) && context.Protocol.FormOf(workstep.Definition).FindField(id) is { Kind: FieldKind.Attendance } field
            ? Of(context, workstep, field).Where(seat => values.All(value => context.Read(value) != seat.State)).Select(seat => seat.Name)
            : [];
}
