using Waymark.Core.Record;

namespace Waymark.App.Store;

/// <summary>Who acts, and from where, as the audit says it.</summary>
/// <param name="Session">The session row's token hash.</param>
/// <param name="Address">Network address.</param>
/// <param name="Request">Id that the server's log has too.</param>
public sealed record Actor(Guid? Worker, string? Session = null, string? Address = null, string? Request = null)
{
    /// <summary>Ids of the posts that the worker holds now, with commas; null: <see cref="Casework"/> looks them up.</summary>
    public string? Posts { get; init; }

    /// <summary>Time passing, where no person acts.</summary>
    public static readonly Actor Time = new(Core.Record.Worker.System);

    public AuditEntry Entry(AuthorityClock clock, AuditAction action, string what, AuditOutcome outcome = AuditOutcome.Done) => new()
    {
        At = clock.GetCurrentInstant(), ClockOffset = clock.Offset, Worker = Worker, Posts = Posts, Session = Session, Address = Address, Request = Request,
        Action = action, What = what, Outcome = outcome,
    };
}
