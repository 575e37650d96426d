using System.Text;
using Waymark.Core.Packs.Linting;

namespace Waymark.Core.Packs;

public enum PlaceKind { Workstep, OtherProtocol, End }

/// <summary>A place on the map: a workstep, the way into another protocol, or an end state.</summary>
public sealed record Place(string Id, string Label, PlaceKind Kind, int? Rank, bool Starts);

/// <summary>A next action that leads from one place to another.</summary>
/// <param name="Alongside">It is sent while the workstep stays open.</param>
public sealed record Way(string From, string To, string Label, bool Alongside)
{
    /// <summary>Its label, with the word that it is sent alongside where the council's own words don't say so.</summary>
    public string Said => Alongside && !Label.Contains("alongside", StringComparison.OrdinalIgnoreCase) ? $"{Label} (alongside)" : Label;
}

/// <summary>
/// A protocol as places and ways, drawn from the next actions that are there at each stage with the switches as they stand
/// (S0-071). Nothing is written twice: a new workstep in the pack is a new place on its map.
/// </summary>
public sealed record Map(string Id, string Title, IReadOnlyList<Place> Places, IReadOnlyList<Way> Ways)
{
    public static Map Of(Pack pack, Protocol protocol)
    {
        var switches = protocol.Switches.ToDictionary(s => s.Id, s => s.Is);
        Case At(WorkstepDefinition w) => new(protocol.Form(w.Form), w.Rank) { Switches = switches };

        var worksteps = protocol.Worksteps.Where(w => !At(w).Hidden(w)).ToList();
        var places = new Dictionary<string, Place>();
        var ways = new List<Way>();
        foreach (var w in InOrder(worksteps))
            places.Add(w.Id, new(w.Id, w.Label, PlaceKind.Workstep, w.Rank, w.By.Count > 0 || w.After is not null));
        foreach (var w in InOrder(worksteps))
        {
            foreach (var action in At(w).Form.NextActions.Where(a => !At(w).Hidden(a)))
            {
                foreach (var to in Targets(pack, protocol, action).Where(t => t.Kind != PlaceKind.Workstep || places.ContainsKey(t.Id)))
                {
                    places.TryAdd(to.Id, to);
                    ways.Add(new(w.Id, to.Id, action.Label, action.AtOnce is AtOnce.Always or AtOnce.ByItself));
                }
            }
        }
        return new(protocol.Id, protocol.Label, [.. places.Values.OrderBy(p => p.Kind)], ways);
    }

    /// <summary>As the pack has them, but stages by rank.</summary>
    private static IEnumerable<WorkstepDefinition> InOrder(List<WorkstepDefinition> worksteps)
    {
        var stages = new Queue<WorkstepDefinition>(worksteps.Where(w => w.Rank is not null).OrderBy(w => w.Rank));
        return worksteps.Select(w => w.Rank is null ? w : stages.Dequeue());
    }

    private static IEnumerable<Place> Targets(Pack pack, Protocol protocol, NextActionDefinition action)
    {
        foreach (var name in action.Opens)
        {
            var (home, workstep) = pack.Workstep(name, protocol.Id)!.Value;
            yield return home == protocol
                ? new(workstep.Id, workstep.Label, PlaceKind.Workstep, workstep.Rank, false)
                : new(name, home.Label == workstep.Label ? home.Label : $"{home.Label}: {workstep.Label}", PlaceKind.OtherProtocol, null, false);
        }
        if (action.Ends is { } ends)
            yield return new("end: " + ends, ends, PlaceKind.End, null, false);
        else if (action.Opens.Count == 0)
            yield return new("end: ", "This piece of work is finished; the process goes on", PlaceKind.End, null, false);
    }

    /// <summary>The map in words, one place after the other.</summary>
    public string Text()
    {
        var text = new StringBuilder($"{Title}\n");
        foreach (var place in Places.Where(p => p.Kind == PlaceKind.Workstep))
        {
            text.Append($"\n{Named(place)}\n");
            foreach (var way in Ways.Where(w => w.From == place.Id))
                text.Append($"  {way.Said} -> {Goal(Places.First(p => p.Id == way.To))}\n");
        }
        return text.ToString();
    }

    private static string Named(Place place) => place.Label + (place.Rank is { } rank ? $" [stage {rank}]" : "") + (place.Starts ? " [starts here]" : "");

    private static string Goal(Place place) => place.Kind switch
    {
        PlaceKind.End when place.Id == "end: " => "finished; the process goes on",
        PlaceKind.End => $"ends: {place.Label}",
        _ => place.Label,
    };

    /// <summary>The map as a Mermaid flowchart.</summary>
    public string Mermaid()
    {
        var text = new StringBuilder("flowchart TD\n");
        var ids = Places.Select((p, i) => (p.Id, Node: $"p{i + 1}")).ToDictionary(p => p.Id, p => p.Node);
        foreach (var place in Places)
        {
            var (open, close) = place.Kind switch { PlaceKind.End => ("([", "])"), PlaceKind.OtherProtocol => ("[[", "]]"), _ => ("[", "]") };
            text.Append($"  {ids[place.Id]}{open}\"{Quoted(Named(place))}\"{close}\n");
        }
        foreach (var way in Ways)
            text.Append($"  {ids[way.From]} {(way.Alongside ? "-.->" : "-->")}|\"{Quoted(way.Label)}\"| {ids[way.To]}\n");
        return text.ToString();
    }

    private static string Quoted(string text) => text.Replace("\"", "#quot;");
}
