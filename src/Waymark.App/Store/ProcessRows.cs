using NodaTime;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Store;

public sealed class ProcessRow
{
    public required Guid Id { get; init; }
    public required int Number { get; init; }
    public required string Protocol { get; init; }
    public required string Version { get; init; }
    public required string Pack { get; init; }
    public required ProcessStatus Status { get; init; }
    public required Guid RaisedBy { get; init; }
    public required Guid Raiser { get; init; }
    public required Instant StartedAt { get; init; }
    public Instant? ClosedAt { get; init; }
    public string? EndState { get; init; }
    public Guid? CameFromProcess { get; init; }
    public Guid? CameFromWorkstep { get; init; }
    public required int Events { get; init; }
    public required string Document { get; init; }
}

public sealed class ProcessChildRow
{
    public required Guid ProcessId { get; init; }
    public required Guid ChildId { get; init; }
}

public sealed class EventRow
{
    public required Guid ProcessId { get; init; }
    public required int Sequence { get; init; }
    public required Instant HappenedAt { get; init; }
    public required Instant RecordedAt { get; init; }
    public required Guid ByWorker { get; init; }
    public Guid? ForWorker { get; init; }
    public string? Reason { get; init; }
    public required string Type { get; init; }
    public required string Data { get; init; }

    public static EventRow Of(Event e)
    {
        var data = Json.Write(e.What);
        using var read = System.Text.Json.JsonDocument.Parse(data);
        return new EventRow
        {
            ProcessId = e.Process, Sequence = e.Sequence, HappenedAt = e.Happened, RecordedAt = e.Recorded, ByWorker = e.By, ForWorker = e.For,
            Reason = e.Reason, Type = read.RootElement.GetProperty("$type").GetString()!, Data = data,
        };
    }

    public Event Event() => new()
    {
        Process = ProcessId, Sequence = Sequence, Happened = HappenedAt, Recorded = RecordedAt, By = ByWorker, For = ForWorker, Reason = Reason,
        What = Json.Read<What>(Data),
    };
}

public sealed class WorkstepRow
{
    public required Guid Id { get; init; }
    public required Guid ProcessId { get; init; }
    public required int Ordinal { get; init; }
    public Guid? ChildId { get; init; }
    public required string Definition { get; init; }
    public int? Rank { get; init; }
    public required Guid Holder { get; init; }
    public required WorkstepStatus Status { get; init; }
    public required Standing Standing { get; init; }
    public string? Priority { get; init; }
    public required Instant OpenedAt { get; init; }

    /// <summary>Null: incoming work; set: work in progress.</summary>
    public Instant? BegunAt { get; init; }

    public LocalDate? ScheduledOn { get; init; }
    public Instant? ClosedAt { get; init; }
    public Guid? ClosedBy { get; init; }
    public required bool Superseded { get; init; }
    public required string Document { get; init; }
}

public sealed class RequestRow
{
    public required Guid Id { get; init; }
    public required Guid ProcessId { get; init; }
    public required Guid WorkstepId { get; init; }
    public required int Ordinal { get; init; }
    public required string Definition { get; init; }
    public required Guid Sender { get; init; }
    public required Guid Holder { get; init; }
    public required RequestStatus Status { get; init; }
    public required Instant SentAt { get; init; }
    public Instant? AnsweredAt { get; init; }
}

public sealed class ClockRow
{
    public required Guid Id { get; init; }
    public required Guid ProcessId { get; init; }
    public Guid? WorkstepId { get; init; }
    public Guid? RequestId { get; init; }
    public required string Definition { get; init; }
    public required LocalDate DueOn { get; init; }
    public required Instant EndsAt { get; init; }
    public Instant? NearAt { get; init; }
    public required ClockStatus Status { get; init; }
}

/// <summary>What the register lists of a process that can be escalated.</summary>
public sealed class ConcernRow
{
    public required Guid ProcessId { get; init; }
    public Guid? ChildId { get; init; }
    public required string Protocol { get; init; }
    public required ProcessStatus Status { get; init; }
    public required string Stage { get; init; }
    public int? Rank { get; init; }
    public required Guid Owner { get; init; }
    public required string Turn { get; init; }
    public required Standing Standing { get; init; }
    public LocalDate? DueOn { get; init; }
    public Instant? EndsAt { get; init; }
    public required Instant StartedAt { get; init; }
    public Instant? ClosedAt { get; init; }
    public string? Outcome { get; init; }
}

/// <summary>A process counts once under this value of this figure of its protocol.</summary>
public sealed class FigureRow
{
    public required Guid ProcessId { get; init; }
    public required string Figure { get; init; }
    public required string Value { get; init; }
}

/// <summary>What is to be done at a time (design rule 10).</summary>
public sealed class TimerRow
{
    public required string Kind { get; init; }
    public required Guid Subject { get; init; }
    public required Instant DueAt { get; set; }
    public required long Version { get; set; }
}

public sealed class DraftRow
{
    public required Guid Worker { get; init; }
    public required Guid WorkstepId { get; init; }
    public required string Section { get; init; }
    public required string Answers { get; set; }
    public required Instant SavedAt { get; set; }
}

/// <summary>A post's key and what it did, so that the same post again finds the first result.</summary>
public sealed class OperationRow
{
    public required Guid Key { get; init; }
    public required Guid Worker { get; init; }
    public required Instant At { get; init; }
    public Guid? ProcessId { get; init; }
    public required string Result { get; init; }
}

public sealed class NoticeRow
{
    public required Guid Id { get; init; }
    public required Guid ProcessId { get; init; }
    public required int Sequence { get; init; }
    public required string Definition { get; init; }
    public required Guid Recipient { get; init; }
    public required Channel Channel { get; init; }
    public required string Label { get; init; }

    /// <summary>How the recipient was found, in words.</summary>
    public required string Rule { get; init; }

    public LocalDate? DueOn { get; init; }
    public Guid? WorkstepId { get; init; }
    public Guid? RequestId { get; init; }
    public required Instant CreatedAt { get; init; }
    /// <summary>By e-mail: taken by the mail server.</summary>
    public Instant? SentAt { get; set; }

    /// <summary>The recipient followed its link, in Waymark or in the letter.</summary>
    public Instant? OpenedAt { get; set; }

    public Instant? ReadAt { get; set; }
    public Instant? AcknowledgedAt { get; set; }

    /// <summary>How often its letter was tried; 0 for what isn't sent by e-mail.</summary>
    public int Attempts { get; set; }

    /// <summary>Not before then: one node is at it, or the mail server wouldn't take it.</summary>
    public Instant? NextAttemptAt { get; set; }

    /// <summary>Why its letter was not taken at the last attempt, without anybody's name or address.</summary>
    public string? Failure { get; set; }
}

/// <summary>What the virus scanner said of a file.</summary>
public enum Scan
{
    /// <summary>No scanner was set up when it came.</summary>
    Unscanned,

    /// <summary>The scanner didn't answer, or couldn't look through it: nobody can open it until it has.</summary>
    Waiting,
    Clean,

    /// <summary>It was found to hold a virus, and its bytes were removed.</summary>
    Infected,
}

/// <summary>A file; its bytes lie in the authority's folder 'files' (<see cref="FileStore"/>).</summary>
public sealed class DocumentRow
{
    public required Guid Id { get; init; }
    public Guid? ProcessId { get; init; }
    public Guid? WorkstepId { get; init; }
    public Guid? ChildId { get; init; }
    public required string Name { get; init; }
    public required string MediaType { get; init; }
    public required long Bytes { get; init; }
    public required string Sha256 { get; init; }
    public required Instant UploadedAt { get; init; }
    public required Guid UploadedBy { get; init; }

    /// <summary>Null: its bytes lie under its id.</summary>
    public string? Address { get; init; }

    public Scan Scan { get; init; }
    public Instant? ScannedAt { get; init; }

    /// <summary>Not before then: the scanner couldn't look through it.</summary>
    public Instant? ScanAgainAt { get; init; }
}

/// <summary>The secret from which the addresses of a child's files are made, or of a process that is about no child.</summary>
public sealed class FileSaltRow
{
    public required Guid Owner { get; init; }
    public required byte[] Salt { get; init; }
}

/// <summary>A case note: what a process wrote, whose words are in its events, or what a worker typed, whose words are here.</summary>
public sealed class CaseNoteRow
{
    public required Guid Id { get; init; }

    /// <summary>Null: a worker typed it.</summary>
    public Guid? ProcessId { get; init; }

    /// <summary>Null: a process writes it, on the record of each of its children.</summary>
    public Guid? ChildId { get; init; }

    public required string Type { get; init; }
    public required Guid ByWorker { get; init; }
    public required Instant BegunAt { get; init; }
    public required Instant RecordedAt { get; init; }
    public required Instant LastAt { get; init; }
    public string? Text { get; init; }
    public Instant? InErrorAt { get; set; }
    public Guid? InErrorBy { get; set; }
    public string? InErrorReason { get; set; }
}
