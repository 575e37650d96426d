using NodaTime;

namespace Waymark.Core.Record;

public enum AuditAction { View, Search, Change, Download, SignIn, SignOut, Administer }

public enum AuditOutcome
{
    Done,

    /// <summary>The record's rules said no, and the person was told why.</summary>
    Refused,

    /// <summary>The person may not know of it: shown as if it didn't exist.</summary>
    Concealed,

    /// <summary>A sign-in that failed.</summary>
    Failed,
}

/// <summary>
/// Who saw, searched, changed, took away or was refused what, and when. Ids and names of fields, never the words of the record.
/// </summary>
public sealed record AuditEntry
{
    /// <summary>Given by the store as the entry is written; its place in the chain comes later, and need not follow it.</summary>
    public long Number { get; init; }

    public required Instant At { get; init; }

    /// <summary>Microseconds by which the authority's clock was moved from the machine's.</summary>
    public long ClockOffset { get; init; }

    /// <summary>Null: nobody was signed in.</summary>
    public Guid? Worker { get; init; }

    public Guid? ForWorker { get; init; }

    /// <summary>Ids of the posts that the worker held then, with commas.</summary>
    public string? Posts { get; init; }

    public string? Session { get; init; }
    public string? Address { get; init; }
    public string? Request { get; init; }
    public required AuditAction Action { get; init; }

    /// <summary>The page, command or timer.</summary>
    public required string What { get; init; }

    public AuditOutcome Outcome { get; init; }
    public Guid? ChildId { get; init; }
    public Guid? ProcessId { get; init; }
    public Guid? WorkstepId { get; init; }
    public Guid? DocumentId { get; init; }
    public int? FirstEvent { get; init; }
    public int? LastEvent { get; init; }

    /// <summary>Names of the fields that changed, or of what was refused, with commas.</summary>
    public string? Fields { get; init; }

    public string? Terms { get; init; }

    /// <summary>Ids that a list showed, with commas.</summary>
    public string? Shown { get; init; }

    /// <summary>Given for opening a record without a relation to the child.</summary>
    public string? Reason { get; init; }
}
