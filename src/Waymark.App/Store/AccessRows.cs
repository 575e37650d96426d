using NodaTime;
using Waymark.Core.Calendar;
using Waymark.Core.Record;

namespace Waymark.App.Store;

/// <summary>A worker who may never see a child: their own record, a relative's, a conflict that was declared. Beats everything else.</summary>
public sealed class ExclusionRow
{
    public required Guid Id { get; init; }
    public required Guid Worker { get; init; }
    public required Guid ChildId { get; init; }
    public required string Reason { get; init; }
    public required Guid ByWorker { get; init; }
    public required Instant BegunAt { get; init; }
    public Instant? EndedAt { get; set; }
    public Guid? EndedBy { get; set; }
}

public enum RestrictionKind
{
    /// <summary>Those who were let in see the record; in an emergency, others may open it and answer for it.</summary>
    Restricted,

    /// <summary>Nobody else may know that it is there. Two people lift it.</summary>
    Sealed,
}

/// <summary>A child's record that only some may see; one at a time for each child.</summary>
public sealed class RestrictionRow
{
    public required Guid Id { get; init; }
    public required Guid ChildId { get; init; }
    public required RestrictionKind Kind { get; init; }
    public required string Reason { get; init; }
    public required Guid ByWorker { get; init; }
    public required Instant BegunAt { get; init; }

    /// <summary>Ends by itself then; null: when somebody lifts it.</summary>
    public Instant? Until { get; init; }

    /// <summary>The first of the two people who lift a seal.</summary>
    public Guid? LiftBy { get; set; }

    public Instant? EndedAt { get; set; }
    public Guid? EndedBy { get; set; }
}

/// <summary>A worker who was let in to a restricted or sealed record, for a time.</summary>
public sealed class LetInRow
{
    public required Guid Id { get; init; }
    public required Guid Restriction { get; init; }
    public required Guid Worker { get; init; }
    public required Guid ByWorker { get; init; }
    public required Instant BegunAt { get; init; }
    public required Instant Until { get; init; }
    public Instant? EndedAt { get; set; }
}

public enum ReasonKind
{
    /// <summary>Beyond the worker's own children, where the post reaches them with a reason (S3-013).</summary>
    Wider,

    /// <summary>Where nothing else reaches them: one child, some hours.</summary>
    Emergency,
}

/// <summary>Why a worker without a relation to the child opened the record, until when that holds, and what whoever reviewed it found.</summary>
public sealed class AccessReasonRow
{
    /// <summary>Working days within which somebody looks at it.</summary>
    const int ReviewWider = 10, ReviewEmergency = 2;

    /// <summary>An emergency opens the record for so long; a reason, until the end of the day.</summary>
    static readonly Duration Emergency = Duration.FromHours(4);

    public required Guid Id { get; init; }
    public required Guid Worker { get; init; }
    public required Guid ChildId { get; init; }
    public required Instant GivenAt { get; init; }
    public required Instant Until { get; init; }
    public required string Reason { get; init; }
    public ReasonKind Kind { get; init; }
    public LocalDate? ReviewDue { get; init; }
    public Instant? ReviewedAt { get; set; }
    public Guid? ReviewedBy { get; set; }
    public string? Result { get; set; }
    public string? ReviewNote { get; set; }

    public static AccessReasonRow Of(ReasonKind kind, Guid id, Guid worker, Guid child, string reason, Instant now, WorkingCalendar calendar)
    {
        var today = now.InZone(calendar.Zone).Date;
        return new()
        {
            Id = id, Worker = worker, ChildId = child, Kind = kind, Reason = Core.Record.CaseNotes.Kept(reason), GivenAt = now,
            Until = kind == ReasonKind.Emergency ? now + Emergency : today.PlusDays(1).AtStartOfDayInZone(calendar.Zone).ToInstant(),
            ReviewDue = calendar.AddWorkingDays(today, kind == ReasonKind.Emergency ? ReviewEmergency : ReviewWider),
        };
    }

    /// <summary>The audit's entry of it.</summary>
    public AuditEntry Entry(Actor by, AuthorityClock clock) => by.Entry(clock, AuditAction.Change, Kind == ReasonKind.Emergency ? "children/emergency" : "children/reason") with { ChildId = ChildId, Reason = Reason };
}

/// <summary>A worker's question whether they may take a document away, and the answer: good for one download, for some days (S3-026).</summary>
public sealed class AgreementRow
{
    public required Guid Id { get; init; }
    public required Guid DocumentId { get; init; }
    public required Guid ChildId { get; init; }
    public required Guid Worker { get; init; }
    public required string Need { get; init; }
    public required Instant AskedAt { get; init; }
    public Instant? AnsweredAt { get; set; }
    public Guid? AnsweredBy { get; set; }
    public bool? Agreed { get; set; }
    public string? Note { get; set; }
    public Instant? Until { get; set; }
    public Instant? UsedAt { get; set; }
}

public enum UnusualResult
{
    /// <summary>It belonged to their work.</summary>
    Expected,

    /// <summary>Somebody spoke with them, or it goes further; the note says what.</summary>
    FollowedUp,
}

/// <summary>What was out of the ordinary in one worker's day, with one child or as a whole, and what whoever reviewed it found. Added, never changed.</summary>
public sealed class UnusualReviewRow
{
    public required Guid Id { get; init; }
    public required Guid Worker { get; init; }
    public required LocalDate Day { get; init; }
    public Guid? ChildId { get; init; }

    /// <summary>Ids of the pack's rules, with commas.</summary>
    public required string Signs { get; init; }

    public required UnusualResult Result { get; init; }
    public required string Note { get; init; }
    public required Guid ByWorker { get; init; }
    public required Instant At { get; init; }
}

/// <summary>A part of the audit that one person asked for as a file, whether a second released it, and when it was taken: once, within a day.</summary>
public sealed class AuditExportRow
{
    public required Guid Id { get; init; }
    public required Guid AskedBy { get; init; }
    public required Instant AskedAt { get; init; }
    public required string Reason { get; init; }
    public Guid? ChildId { get; init; }
    public Guid? Worker { get; init; }
    public required LocalDate From { get; init; }
    public required LocalDate To { get; init; }
    public Guid? AnsweredBy { get; set; }
    public Instant? AnsweredAt { get; set; }
    public bool? Released { get; set; }
    public Instant? Until { get; set; }
    public Instant? TakenAt { get; set; }
}

/// <summary>What was asked about whoever was given a post, and the answer (S3-031).</summary>
public sealed class QualificationRow
{
    public required Guid Id { get; init; }
    public required Guid Worker { get; init; }
    public required Guid Holding { get; init; }
    public required string Field { get; init; }
    public required string Answer { get; init; }
    public required Guid ByWorker { get; init; }
    public required LocalDate Recorded { get; init; }
}
