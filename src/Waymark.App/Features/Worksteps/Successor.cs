using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Features.Worksteps;

/// <summary>Somebody to whom what comes next may be passed.</summary>
/// <param name="For">What may go to them, where those are few; empty: most of what is offered.</param>
public sealed record Successor(Worker Worker, IReadOnlyList<NextActionDefinition> For)
{
    public string Text => For.Count == 0 ? Worker.Name : $"{Worker.Name}: {string.Join(", ", For.Select(action => action.Label))}";

    /// <summary>
    /// By surname, where every action may go to the same people. Else those whom a rule finds come first, and whoever may be passed
    /// few of the actions stands with them.
    /// </summary>
    public static IReadOnlyList<Successor> Of(Context context, IReadOnlyList<NextActionDefinition> offered)
    {
        var opening = offered.Where(action => action.Opens.Count > 0).ToList();
        var each = opening.SelectMany(action => Engine.PassTo(context, action).Select(person => (action, person))).ToList();
        var differ = each.GroupBy(pair => pair.person.Worker).Any(pairs => pairs.Count() < opening.Count);
        return [.. each.GroupBy(pair => pair.person.Worker)
            .Select(pairs => (Worker: context.Situation.Register.Worker(pairs.Key)!, Pairs: pairs.ToList()))
            .OrderBy(one => differ && one.Pairs.All(pair => !pair.person.IsFound)).ThenBy(one => one.Worker.Surname, StringComparer.Ordinal).ThenBy(one => one.Worker.Name, StringComparer.Ordinal)
            .Select(one => new Successor(one.Worker, one.Pairs.Count * 2 <= opening.Count ? [.. one.Pairs.Select(pair => pair.action)] : []))];
    }
}
