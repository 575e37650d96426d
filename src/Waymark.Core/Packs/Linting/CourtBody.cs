namespace Waymark.Core.Packs.Linting;

/// <summary>Only a looked after child's case can be referred to the courts' service (Children Act 1989, section 25B(3)).</summary>
internal static class CourtBody
{
    public static IEnumerable<Found> In(Protocol protocol) =>
        from workstep in protocol.Worksteps
        let form = protocol.Form(workstep.Form)
        let left = new Case(form, workstep.Rank) { LookedAfter = false, Switches = protocol.Switches.ToDictionary(s => s.Id, s => s.Is) }
        where !left.Hidden(workstep)
        from action in form.NextActions
        where action.Means.Contains(Meaning.CourtBody) && !left.Hidden(action) && !Guards(protocol, workstep, form).Any(g => g.Of == action.Id && Shuts(g, left))
        select new Found(action, "court-body-unguarded", $"{Wording.Quote(action.Label)} can be chosen for a child who isn't in care.", "Add 'when: {fact: looked-after, is: yes}', or a gate that needs it; or accept this with a reason.");

    private static IEnumerable<Gate> Guards(Protocol protocol, WorkstepDefinition workstep, Form form) =>
        form.Gates.Concat(workstep.Gates).Concat(protocol.Gates).Where(g => g is { Verb: GateVerb.Choose, Else: Else.Block, Needs: not null });

    private static bool Shuts(Gate gate, Case left) => (gate.When is null || left.Holds(gate.When) == true) && left.Holds(gate.Needs!) == false;
}
