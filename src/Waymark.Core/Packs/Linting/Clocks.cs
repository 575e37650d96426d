namespace Waymark.Core.Packs.Linting;

/// <summary>A clock that runs out leads to something; it never escalates (design rule 3).</summary>
internal static class Clocks
{
    public static void Check(Pack pack, Protocol protocol, List<Fault> faults)
    {
        var spoken = pack.Protocols.SelectMany(Walk.Subjects).Where(s => s.Kind == SubjectKind.Clock).Select(s => s.Name.Split('.')[^1]).ToHashSet();
        foreach (var clock in Walk.Clocks(protocol).Where(c => !spoken.Contains(c.Id)))
            faults.Add(new(clock.At, "clock", $"Clock '{clock.Id}' runs out and nothing follows: no notice, gate, default or workstep speaks of it.") { Suggestion = $"Add a notice with 'after: {{clock: {clock.Id}, is: run-out}}', or delete the clock." });

        foreach (var stage in protocol.Stages.Where(w => w.After is { } after && after.Any.Any(e => e.Subject.Kind == SubjectKind.Clock)))
            faults.Add(new(stage.At, "machine-escalates", $"Stage '{stage.Id}' would open because a clock ran out; only a person escalates.") { Suggestion = "Take 'after' out, and let a next action open the stage." });

        foreach (var form in protocol.Forms)
            Foreign(protocol, form, faults);

        foreach (var clock in Walk.Clocks(protocol).Where(c => c.Remind is { } remind && remind.Unit == c.Span.Unit && remind.Amount >= c.Span.Amount && c.Span.Amount > 0))
            faults.Add(new(clock.At, "clock", $"Clock '{clock.Id}' is near from the moment it starts.") { Suggestion = "Make 'remind' shorter than the clock." });
    }

    /// <summary>A piece of work's notice hears of its own clocks alone; another form's clock of the same name is none of them.</summary>
    private static void Foreign(Protocol protocol, Form form, List<Fault> faults)
    {
        var users = protocol.Worksteps.Where(w => w.Form == form.Id).ToList();
        var own = form.Clocks.Concat(users.SelectMany(w => w.Clocks)).Select(c => c.Id).ToHashSet();
        foreach (var notice in form.Notices.Concat(users.SelectMany(w => w.Notices)))
            foreach (var e in notice.After.Any.Where(e => e.Subject.Kind == SubjectKind.Clock && !own.Contains(e.Subject.Name)))
                faults.Add(new(notice.At, "clock", $"Notice '{notice.Id}' waits for clock '{e.Subject.Name}', which doesn't run in form '{form.Id}'.") { Suggestion = "Add the clock to the form, or put the notice where the clock stands." });
    }
}
