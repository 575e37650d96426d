namespace Waymark.Core.Packs;

/// <summary>A field found by its name, with where it stands.</summary>
/// <param name="Workstep">Null where the name says a form, or nothing: then any workstep with that form.</param>
public sealed record FoundField(Protocol Protocol, Form Form, string? Workstep, Field Field);

/// <summary>
/// Looks up the names that a pack's lines use: 'outcome' (in this form, or in the only form that has it), 'step-1.outcome' or
/// 'challenge.outcome' (a workstep's or a form's), 'other.step-1.outcome' (another protocol's); 'reply', 'informal.reply'.
/// </summary>
public static class Names
{
    /// <summary>Every field that the name may mean; exactly one in a pack that was read without faults.</summary>
    public static IReadOnlyList<FoundField> Fields(this Pack pack, string name, string? protocol, string? form)
    {
        var parts = name.Split('.');
        var within = pack.Protocol(parts.Length == 3 ? parts[0] : protocol ?? "");
        if (within is null || parts.Length > 3)
            return [];
        if (parts.Length > 1)
        {
            var workstep = within.FindWorkstep(parts[^2]);
            var said = within.Forms.FirstOrDefault(f => f.Id == (workstep?.Form ?? parts[^2]));
            return said?.FindField(parts[^1]) is { } field ? [new(within, said, workstep?.Id, field)] : [];
        }
        var own = within.Forms.FirstOrDefault(f => f.Id == form);
        if (own?.FindField(name) is { } here)
            return [new(within, own, null, here)];
        return [.. within.Forms.Where(f => f.FindField(name) is not null).Select(f => new FoundField(within, f, null, f.FindField(name)!))];
    }

    /// <summary>The workstep that the name means, here or in another protocol.</summary>
    public static (Protocol Protocol, WorkstepDefinition Workstep)? Workstep(this Pack pack, string name, string? protocol) =>
        Within(pack, name, protocol) is var (p, id) && p.FindWorkstep(id) is { } w ? (p, w) : null;

    /// <summary>The clock that the name means: of the form at hand, then of the protocol, its worksteps and its other forms.</summary>
    public static (Protocol Protocol, ClockDefinition Clock)? Clock(this Pack pack, string name, string? protocol, string? form) =>
        Within(pack, name, protocol) is var (p, id) && (Of(p, form, f => f.Clocks).Concat(p.Clocks).Concat(p.Worksteps.SelectMany(w => w.Clocks)).Concat(p.Forms.SelectMany(f => f.Clocks)).FirstOrDefault(c => c.Id == id)) is { } clock ? (p, clock) : null;

    /// <summary>The request that the name means: of the form at hand, or of another of the protocol's.</summary>
    public static (Protocol Protocol, RequestDefinition Request)? Request(this Pack pack, string name, string? protocol, string? form) =>
        Within(pack, name, protocol) is var (p, id) && Of(p, form, f => f.Requests).Concat(p.Forms.SelectMany(f => f.Requests)).FirstOrDefault(r => r.Id == id) is { } request ? (p, request) : null;

    /// <summary>The next action that the name means: of the form at hand, or of another of the protocol's.</summary>
    public static (Protocol Protocol, NextActionDefinition NextAction)? NextAction(this Pack pack, string name, string? protocol, string? form) =>
        Within(pack, name, protocol) is var (p, id) && Of(p, form, f => f.NextActions).Concat(p.Forms.SelectMany(f => f.NextActions)).FirstOrDefault(a => a.Id == id) is { } action ? (p, action) : null;

    private static (Protocol, string)? Within(Pack pack, string name, string? protocol) =>
        name.Split('.') switch
        {
            [var id] when pack.Protocol(protocol ?? "") is { } here => (here, id),
            [var other, var id] when pack.Protocol(other) is { } there => (there, id),
            _ => null,
        };

    private static IEnumerable<T> Of<T>(Protocol p, string? form, Func<Form, IEnumerable<T>> pick) => p.Forms.Where(f => f.Id == form).SelectMany(pick);
}
