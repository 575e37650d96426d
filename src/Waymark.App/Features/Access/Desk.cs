using NodaTime;
using Waymark.App.Store;
using Waymark.Core.Access;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Features.Access;

/// <summary>
/// One request's place in one authority: opened before anything else is asked, with that authority's database and time, so that no
/// page knows of any other. <see cref="Viewer"/> is set once the session is found.
/// </summary>
public sealed class Desk(Authority authority, string requestId, string? address) : IAsyncDisposable
{
    WaymarkDb? db;

    public Authority Authority => authority;

    /// <summary>For reading; what changes is written through <see cref="Store.Casework"/> or a <see cref="Database.Write"/> of its own.</summary>
    public WaymarkDb Db => db ??= authority.Database.Open();

    /// <summary>One version of the pack for the whole request, whoever publishes another meanwhile.</summary>
    public Pack Pack { get; } = authority.Packs.InForce;

    /// <summary>One time for the whole request: the authority's, which a demonstration moves.</summary>
    public Instant Now { get; } = authority.Clock.GetCurrentInstant();

    /// <summary>The machine's time, by which sessions end and locks open.</summary>
    public Instant MachineNow { get; } = authority.Clock.Machine;

    public LocalDate Today => Now.InZone(authority.Calendar.Zone).Date;

    public string RequestId => requestId;

    public string? Address => address;

    public Viewer? Viewer { get; set; }

    /// <summary>The session row's key; null: nobody is signed in.</summary>
    public string? Session { get; set; }

    /// <summary>Somebody writes an entry of what this request did.</summary>
    public bool Entered { get; private set; }

    /// <summary>Who acts, as the audit says it. Whoever asks for it writes an entry, so that none need be written for them.</summary>
    public Actor Acting()
    {
        Entered = true;
        return new(Viewer?.Id, Session, address, requestId) { Posts = Viewer is null ? null : string.Join(',', Viewer.Capacity.Holdings.Where(held => held.Worker == Viewer.Id).Select(held => held.Post).Distinct()) };
    }

    /// <summary>The audit's entry of what is done now; a page that writes adds it in its own transaction.</summary>
    public AuditEntry Entry(AuditAction action, string what, AuditOutcome outcome = AuditOutcome.Done) => Acting().Entry(authority.Clock, action, what, outcome);

    /// <summary>Waits until the entry of a view, a search, a download or a refusal is committed.</summary>
    public Task Record(Sight sight, AuditAction action, string what) => authority.Audit.Write(Entry(action, what, OutcomeOf(sight.Refused)) with
    {
        ChildId = sight.Child,
        ProcessId = sight.Process,
        WorkstepId = sight.Workstep,
        DocumentId = sight.Document,
        Terms = sight.Terms,
        Shown = sight.Listed,
    });

    public Task RecordSignIn(Guid? worker, AuditAction action, AuditOutcome outcome = AuditOutcome.Done) =>
        authority.Audit.Write((Acting() with { Worker = worker }).Entry(authority.Clock, action, "sign-in", outcome));

    static AuditOutcome OutcomeOf(Ruling? refused) => refused?.Verdict switch
    {
        null => AuditOutcome.Done,
        Verdict.Conceal => AuditOutcome.Concealed,
        _ => AuditOutcome.Refused,
    };

    public static Desk Of(HttpContext context) => context.Features.Get<Desk>() ?? throw new InvalidOperationException("This page is of no authority.");

    public ValueTask DisposeAsync() => db?.DisposeAsync() ?? ValueTask.CompletedTask;
}
