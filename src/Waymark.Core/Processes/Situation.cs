using NodaTime;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.Core.Processes;

/// <summary>
/// Everything that a decision may look at besides the process itself, as values: the authority's pack and calendar, who asks,
/// what the record knows of the children, and now. Core reads no clock and no store.
/// </summary>
public sealed record Situation
{
    /// <summary>The version of the pack that the process keeps (rule 1).</summary>
    public required Pack Pack { get; init; }

    /// <summary>The version in force now, for processes that this decision starts; null: the same.</summary>
    public Pack? InForce { get; init; }

    public required WorkingCalendar Calendar { get; init; }

    /// <summary>UTC, whole microseconds.</summary>
    public required Instant Now { get; init; }

    /// <summary>The worker who asks; <see cref="Worker.System"/> where time passing does.</summary>
    public required Guid Actor { get; init; }

    public required Register Register { get; init; }

    /// <summary>The process's children.</summary>
    public required IReadOnlyList<Child> Children { get; init; }

    /// <summary>Other processes about any of them, of the protocols that what is decided looks at (<see cref="Calls.LooksAt"/>), oldest first.</summary>
    public IReadOnlyList<Process> Others { get; init; } = [];

    /// <summary>What is being recorded as having changed; null: nothing.</summary>
    public Change? Change { get; init; }

    /// <summary>Makes ids that leak neither order nor count; a test passes its own.</summary>
    public Func<Guid> NewId { get; init; } = Guid.NewGuid;

    /// <summary>What happened earlier and is written down now (rule 11); null: it happens now.</summary>
    public Instant? Happened { get; init; }

    /// <summary>Ids of the gates that the actor has read and passes knowingly, with the reason where one is asked for.</summary>
    public IReadOnlyDictionary<string, string> Acknowledged { get; init; } = new Dictionary<string, string>();

    /// <summary>Processes that may stand on an agenda of this one: those asked for by its form that are open, or ended since it was last held, and those on its list already.</summary>
    public IReadOnlyList<Case> Cases { get; init; } = [];

    /// <summary>Of a case: when the agenda on which it may stand was last gone through; before anything, where it never was. Null: it is no case.</summary>
    public Instant? LastHeld { get; init; }

    /// <summary>What fields of figures start with, by protocol, workstep and field: counted by the store, which alone knows of every process.</summary>
    public IReadOnlyDictionary<string, string> Figures { get; init; } = new Dictionary<string, string>();

    public LocalDate Today => Now.InZone(Calendar.Zone).Date;
}

/// <summary>Why not, in words a social worker understands.</summary>
/// <param name="Text">What is missing or refused, and what to do.</param>
/// <param name="Field">The field, request or next action that it is about; null: the whole.</param>
/// <param name="Row">The table's row that it is about.</param>
/// <param name="Gate">The gate that may be passed: knowingly, or with a reason; null: it can't be passed.</param>
/// <param name="Ask">What passing the gate takes; null where it can't be passed.</param>
public sealed record Refusal(string Text, string? Field = null, Guid? Row = null, string? Gate = null, Else? Ask = null)
{
    /// <summary>It stands whatever the actor acknowledges.</summary>
    public bool Blocks => Ask is null or Else.Block;
}

/// <summary>Two people's words for one field: what stands there now, and what was typed over an older text. Both are kept.</summary>
public sealed record Conflict(string Field, Guid? Row, string Stands, Guid By, Instant At, string Typed);

/// <summary>A notice that the protocol owes somebody because of an event. It holds nothing of the child (design part 4).</summary>
/// <param name="Sequence">The event that it is owed for.</param>
/// <param name="Rule">How the recipient was found, in words.</param>
/// <param name="Due">The due day it speaks of, where there is one.</param>
public sealed record OwedNotice(Guid Process, int Sequence, string Definition, string Label, Guid To, string Rule, IReadOnlyList<Channel> Channels, LocalDate? Due, Guid? Workstep, Guid? Request);

/// <summary>What the engine decides: events to append, or every reason why not.</summary>
public sealed record Decision
{
    public IReadOnlyList<Refusal> Refusals { get; init; } = [];
    public IReadOnlyList<Conflict> Conflicts { get; init; } = [];

    /// <summary>In order. Those of a process that this decision starts carry that process's id.</summary>
    public IReadOnlyList<Event> Events { get; init; } = [];

    public IReadOnlyList<OwedNotice> Notices { get; init; } = [];

    /// <summary>Things to say to the actor though it was accepted.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Processes that this decision started, their events already applied.</summary>
    public IReadOnlyList<Process> Started { get; init; } = [];

    /// <summary>Other processes in which this decision wrote something down, their events already applied.</summary>
    public IReadOnlyList<Process> Touched { get; init; } = [];

    public bool Accepted => Refusals.Count == 0 && Conflicts.Count == 0;

    /// <summary>Decides further on what this decision brought about; refused as a whole where either is.</summary>
    public Decision Then(Func<Decision> next)
    {
        if (!Accepted) return this;
        var after = next();
        return !after.Accepted ? after : this with
        {
            Events = [.. Events, .. after.Events],
            Notices = [.. Notices, .. after.Notices],
            Warnings = [.. Warnings, .. after.Warnings],
            Started = [.. Started, .. after.Started],
            Touched = [.. Touched, .. after.Touched],
        };
    }

    public static Decision Refuse(params IEnumerable<Refusal> refusals) => new() { Refusals = [.. refusals] };

    public static Decision Refuse(string text) => Refuse([new Refusal(text)]);
}
