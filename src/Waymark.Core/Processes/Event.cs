using System.Text.Json.Serialization;
using NodaTime;
using Waymark.Core.Calendar;

namespace Waymark.Core.Processes;

/// <summary>
/// One thing that happened in one process: the record, not a log. An event holds the new values of what changed; the old ones are
/// the fold's (design part 2). What happened and when it was written down are two times (rule 11).
/// </summary>
public sealed record Event
{
    public required Guid Process { get; init; }

    /// <summary>Place in the process, from 1 without gaps.</summary>
    public required int Sequence { get; init; }

    /// <summary>When it happened, UTC, whole microseconds.</summary>
    public required Instant Happened { get; init; }

    /// <summary>When it was written down, UTC, whole microseconds.</summary>
    public required Instant Recorded { get; init; }

    /// <summary>The worker who did it; <see cref="Worker.System"/> where time passing did.</summary>
    public required Guid By { get; init; }

    /// <summary>The absent worker for whom it was done ('B for A'); null: for themselves.</summary>
    public Guid? For { get; init; }

    /// <summary>The reason given, where one was asked for.</summary>
    public string? Reason { get; init; }

    public required What What { get; init; }
}

/// <summary>Where a process came from: the workstep whose next action began it.</summary>
public sealed record Origin(Guid Process, Guid Workstep);

/// <summary>A value typed into a cell: the row is a table's row.</summary>
public sealed record CellChange(string Field, string Text);

public sealed record RowChange(string Table, Guid Row, IReadOnlyList<CellChange> Cells, bool Removed = false);

/// <summary>A stage that was passed over: 'not used', with the reason (rule 2).</summary>
public sealed record NotUsed(string Definition, string Reason);

/// <summary>An answer that came outside the program (rule 11): how, from whom, and the file that shows it.</summary>
public sealed record Outside(string How, string From, IReadOnlyList<Guid> Documents);

public enum RequestAnswer { Completed, Returned }

/// <summary>What an event says. The name in its JSON ('$type') carries the type's version: 'request-sent.1'.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$type")]
[JsonDerivedType(typeof(ProcessStarted), "process-started.1")]
[JsonDerivedType(typeof(ProcessEnded), "process-ended.1")]
[JsonDerivedType(typeof(ProcessCancelled), "process-cancelled.1")]
[JsonDerivedType(typeof(ProcessReopened), "process-reopened.1")]
[JsonDerivedType(typeof(ProcessMoved), "process-moved.1")]
[JsonDerivedType(typeof(WorkstepOpened), "workstep-opened.1")]
[JsonDerivedType(typeof(WorkstepBegun), "workstep-begun.1")]
[JsonDerivedType(typeof(WorkstepFinished), "workstep-finished.1")]
[JsonDerivedType(typeof(WorkstepCancelled), "workstep-cancelled.1")]
[JsonDerivedType(typeof(WorkstepReassigned), "workstep-reassigned.1")]
[JsonDerivedType(typeof(WorkstepSuperseded), "workstep-superseded.1")]
[JsonDerivedType(typeof(AnswersSaved), "answers-saved.1")]
[JsonDerivedType(typeof(Signed), "signed.1")]
[JsonDerivedType(typeof(SignatureCleared), "signature-cleared.1")]
[JsonDerivedType(typeof(RequestSent), "request-sent.1")]
[JsonDerivedType(typeof(RequestAnswered), "request-answered.1")]
[JsonDerivedType(typeof(RequestReassigned), "request-reassigned.1")]
[JsonDerivedType(typeof(RequestWithdrawn), "request-withdrawn.1")]
[JsonDerivedType(typeof(NextActionProposed), "next-action-proposed.1")]
[JsonDerivedType(typeof(NextActionRemoved), "next-action-removed.1")]
[JsonDerivedType(typeof(NextActionTaken), "next-action-taken.1")]
[JsonDerivedType(typeof(ClockStarted), "clock-started.1")]
[JsonDerivedType(typeof(ClockMoved), "clock-moved.1")]
[JsonDerivedType(typeof(ClockNear), "clock-near.1")]
[JsonDerivedType(typeof(ClockRanOut), "clock-ran-out.1")]
[JsonDerivedType(typeof(ClockStopped), "clock-stopped.1")]
[JsonDerivedType(typeof(GatePassed), "gate-passed.1")]
[JsonDerivedType(typeof(RecordedInError), RecordedInError.Name)]
[JsonDerivedType(typeof(CaseNoteWritten), CaseNoteWritten.Name)]
public abstract record What;

/// <param name="Number">The number to quote (IMP-40), given by the store as the event is written.</param>
/// <param name="Pack">Fingerprint of the pack whose version of the protocol this process keeps (rule 1).</param>
public sealed record ProcessStarted(int Number, string Protocol, string Version, string Pack, IReadOnlyList<Guid> Children, Origin? CameFrom) : What
{
    /// <summary>The fact of the child's record that called for it (see <see cref="Calls"/>); null: somebody began it.</summary>
    public string? CalledBy { get; init; }
}

public sealed record ProcessEnded(string NextAction, string State) : What;

public sealed record ProcessCancelled : What;

/// <summary>A finished workstep was reopened after the process had ended.</summary>
public sealed record ProcessReopened : What;

/// <summary>Somebody moved it to another version of the pack (rule 1); the reason is the event's.</summary>
/// <param name="Version">The protocol's version there.</param>
/// <param name="Pack">The fingerprint of that pack.</param>
/// <param name="From">The version that it kept before.</param>
public sealed record ProcessMoved(string Version, string Pack, string From) : What;

public sealed record WorkstepOpened(Guid Workstep, string Definition, Guid Holder) : What
{
    public Guid? CameFrom { get; init; }
    public LocalDate? ScheduledFor { get; init; }
    public string? Priority { get; init; }
    public string? Note { get; init; }

    /// <summary>What was pulled through or carried: fields, and rows by table.</summary>
    public IReadOnlyList<CellChange> Answers { get; init; } = [];
    public IReadOnlyList<RowChange> Rows { get; init; } = [];
    public IReadOnlyList<NotUsed> NotUsed { get; init; } = [];

    /// <summary>The finished workstep that this is a new version of.</summary>
    public Guid? Reopens { get; init; }

    /// <summary>Whoever holds it leads the process from now on: the pack gives it to the word 'raiser'.</summary>
    public bool Leads { get; init; }
}

public sealed record WorkstepBegun(Guid Workstep) : What;

public sealed record WorkstepFinished(Guid Workstep) : What;

public sealed record WorkstepCancelled(Guid Workstep) : What;

public sealed record WorkstepReassigned(Guid Workstep, Guid To) : What;

/// <summary>A finished workstep gave way to its new version.</summary>
public sealed record WorkstepSuperseded(Guid Workstep, Guid By) : What;

public sealed record AnswersSaved(Guid Workstep, IReadOnlyList<CellChange> Answers, IReadOnlyList<RowChange> Rows) : What;

/// <param name="Stamp">The words shown, in the authority's form (S0-037).</param>
/// <param name="Content">SHA-256 in hex over the canonical bytes of everything above the signature on the form (rule 7).</param>
public sealed record Signed(Guid Workstep, string Field, string Stamp, string Content) : What;

public sealed record SignatureCleared(Guid Workstep, string Field) : What;

/// <param name="Ordinal">Counts the requests of the process from 1; the number to quote is the process's and this.</param>
/// <param name="Found">How the receiver was found, in words: 'Manager for North'.</param>
public sealed record RequestSent(Guid Workstep, Guid Request, int Ordinal, string Definition, Guid To, string Found, string? Note) : What;

public sealed record RequestAnswered(Guid Workstep, Guid Request, RequestAnswer Answer, string? Note) : What
{
    public Outside? Outside { get; init; }
}

public sealed record RequestReassigned(Guid Workstep, Guid Request, Guid To) : What;

public sealed record RequestWithdrawn(Guid Workstep, Guid Request) : What;

public sealed record NextActionProposed(Guid Workstep, Guid Row, string Definition, Guid? PassTo) : What
{
    public LocalDate? ScheduledFor { get; init; }
    public string? Priority { get; init; }
    public string? Note { get; init; }
    public string? Reason { get; init; }
    public bool AtOnce { get; init; }
}

public sealed record NextActionRemoved(Guid Workstep, Guid Row) : What;

/// <param name="Opened">Each workstep that it opened, with the process that it is in.</param>
public sealed record NextActionTaken(Guid Workstep, Guid Row, IReadOnlyList<Origin> Opened) : What;

/// <summary>When a clock ends, with how that was counted, as it stood when it was counted.</summary>
/// <param name="On">The last day, in the authority's zone.</param>
/// <param name="At">The local time, where the clock counts hours.</param>
/// <param name="Ends">The first instant at which it is late, UTC.</param>
/// <param name="Provisional">It lies beyond the last day that the calendar knows.</param>
/// <param name="From">The day that counted as day 0.</param>
/// <param name="Why">The derivation, in sentences.</param>
public sealed record Deadline(LocalDate On, LocalDateTime? At, Instant Ends, bool Provisional, LocalDate From, IReadOnlyList<string> Why)
{
    public static Deadline Of(Due due) => new(due.On, due.At, due.Ends, due.Provisional, due.From, [.. due.Why()]);
}

/// <param name="Workstep">Null: a clock of the whole process.</param>
/// <param name="Request">The request from whose delivery it counts, if it does.</param>
public sealed record ClockStarted(Guid Clock, string Definition, Guid? Workstep, Guid? Request, Deadline Due, Instant? Near) : What;

public sealed record ClockMoved(Guid Clock, Deadline Due, Instant? Near, string Why) : What;

public sealed record ClockNear(Guid Clock) : What;

/// <summary>The time ran out: where it timed an answer, this is the record of 'no response' (rule 3).</summary>
public sealed record ClockRanOut(Guid Clock) : What;

public sealed record ClockStopped(Guid Clock, string Why) : What;

/// <summary>A gate that warns, or asks for a reason, was passed knowingly; the reason is the event's.</summary>
public sealed record GatePassed(string Gate, Guid? Workstep) : What;

/// <summary>An entry was marked as recorded in error: it stays, marked so.</summary>
public sealed record RecordedInError(int Sequence) : What
{
    public const string Name = "recorded-in-error.1";
}

/// <summary>A line of a case note, in words.</summary>
/// <param name="Of">The field or row that it holds; null: something said beside the form.</param>
public sealed record NoteLine(string? Of, string Label, string Text);

/// <summary>
/// An entry of a case note on the children's records: the first begins the note, later ones are appended. It holds the words as they
/// stood, so that it reads the same for ever.
/// </summary>
/// <param name="Type">From the authority's list of types.</param>
/// <param name="About">What happened: the piece of work, and who sent it to whom.</param>
/// <param name="Workstep">The piece of work whose words it holds; null: it was added by hand.</param>
public sealed record CaseNoteWritten(Guid Note, string Type, string About, Guid? Workstep, IReadOnlyList<NoteLine> Lines) : What
{
    public const string Name = "case-note-written.1";
}
