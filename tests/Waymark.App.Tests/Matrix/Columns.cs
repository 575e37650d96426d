using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Store;
using Waymark.App.Tests.Features;
using Waymark.App.Tests.Store;
using Waymark.Core.Record;

namespace Waymark.App.Tests.Matrix;

/// <summary>How somebody stands to the child: who they are, and what is so of them or of the record once they have signed in.</summary>
/// <param name="Says">As the matrix says it.</param>
/// <param name="Name">Whom they sign in as; null: nobody.</param>
/// <param name="So">What is so besides.</param>
internal sealed record Column(string Says, string? Name, Func<WaymarkDb, Task>? So = null)
{
    /// <summary>They are signed in at the other council.</summary>
    public bool Elsewhere { get; init; }

    public static IReadOnlyList<Column> Of(string council) => council == "island" ? Island : Shire;

    static readonly Guid Row = Tests.Store.Island.Id(800);
    static readonly LocalDate Yesterday = World.Today.PlusDays(-1), Tomorrow = World.Today.PlusDays(1);
    static readonly Instant Now = World.Morning, Past = World.Morning - Duration.FromHours(1), Later = World.Morning + Duration.FromHours(3);

    static Func<WaymarkDb, Task> Of(params Func<WaymarkDb, Task>[] all) => async db => { foreach (var each in all) await each(db); };

    static Func<WaymarkDb, Task> Add(object row) => db => { db.Add(row); return Task.CompletedTask; };

    // ---- What may be so ----

    static Func<WaymarkDb, Task> Excluded(Guid child, Guid worker) => Add(new ExclusionRow { Id = Row, Worker = worker, ChildId = child, Reason = "A relative.", ByWorker = worker, BegunAt = Past });

    static Func<WaymarkDb, Task> Shut(Guid child, RestrictionKind kind, Guid? letIn = null, Instant? until = null) => Of(
        Add(new RestrictionRow { Id = Row, ChildId = child, Kind = kind, Reason = "The family is in hiding.", ByWorker = Row, BegunAt = Past }),
        letIn is not { } worker ? _ => Task.CompletedTask : Add(new LetInRow { Id = Row, Restriction = Row, Worker = worker, ByWorker = Row, BegunAt = Past, Until = until ?? Later }));

    static Func<WaymarkDb, Task> Gave(Guid child, Guid worker, ReasonKind kind, Instant until) =>
        Add(new AccessReasonRow { Id = Row, Worker = worker, ChildId = child, GivenAt = Past, Until = until, Reason = "A reason that was given.", Kind = kind, ReviewDue = World.Today });

    static Func<WaymarkDb, Task> PostEnded(Guid worker) => db => db.Holdings.Where(held => held.Worker == worker).ExecuteUpdateAsync(set => set.SetProperty(held => held.To, Yesterday));

    static Func<WaymarkDb, Task> Left(Guid worker) => db => db.Workers.Where(row => row.Id == worker).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeftOn, World.Today));

    static Func<WaymarkDb, Task> LockedOut(Guid worker) => db => db.Workers.Where(row => row.Id == worker).ExecuteUpdateAsync(set => set.SetProperty(row => row.LockedUntil, Later));

    static Func<WaymarkDb, Task> AllocatedUntil(Guid child, Guid worker, LocalDate last) => db => db.Allocations.Where(its => its.Child == child && its.Worker == worker).ExecuteUpdateAsync(set => set.SetProperty(its => its.To, last));

    /// <summary>Has gone to another team, and another has the child.</summary>
    static Func<WaymarkDb, Task> AllocatedAndPostUntil(Guid child, Guid worker, string team) => Of(AllocatedUntil(child, worker, Yesterday), PostEnded(worker), Add(new Holding(Row, worker, "social-worker", team, null, World.Today, null)));

    static Func<WaymarkDb, Task> Allocated(Guid child, Guid worker, string post, LocalDate from) => Add(new Allocation(Row, child, worker, post, from, null));

    static Func<WaymarkDb, Task> ActsFor(Guid away, Guid deputy) => Add(new Absence(Row, away, Yesterday, null, deputy));

    /// <summary>Is asked something in the process that is under way.</summary>
    static Func<WaymarkDb, Task> IsAsked(Guid worker) => async db =>
    {
        var asked = await db.Requests.SingleAsync();
        db.Add(new RequestRow { Id = Row, ProcessId = asked.ProcessId, WorkstepId = asked.WorkstepId, Ordinal = 9, Definition = asked.Definition, Sender = asked.Sender, Holder = worker, Status = asked.Status, SentAt = asked.SentAt });
    };

    // ---- Island: a concern about Arlo's care ----

    static readonly IReadOnlyList<Column> Island =
    [
        new("nobody who has signed in", null),
        new("a session of another council", "Isadora") { Elsewhere = true },
        new("signed in, and has left since", "Sami", Left(Site.Sami)),
        new("signed in, and is locked out since", "Sami", LockedOut(Site.Sami)),
        new("holds no post", "Piet", db => db.Holdings.Where(held => held.Worker == IslandThings.Piet).ExecuteDeleteAsync()),
        new("his reviewing officer, who wrote it", "Ida"),
        new("his reviewing officer until yesterday, whose work was passed on", "Ivo", Add(new Allocation(Row, World.Arlo, Site.Ivo, "iro", Yesterday.PlusDays(-30), Yesterday))),
        new("a reviewing officer from tomorrow", "Ivo", Allocated(World.Arlo, Site.Ivo, "iro", Tomorrow)),
        new("another reviewing officer", "Ivo"),
        new("a reviewing officer who acts for his today", "Ivo", ActsFor(Site.Ida, Site.Ivo)),
        new("manager of the reviewing officers", "Mona"),
        new("his social worker", "Sami"),
        new("his social worker until yesterday, now of another team", "Sami", AllocatedAndPostUntil(World.Arlo, Site.Sami, "South")),
        new("his social worker, whose post ended yesterday", "Sami", PostEnded(Site.Sami)),
        new("a social worker of another team", "Piet"),
        new("manager of his team, who is asked for an update", "Tess"),
        new("a manager of his team", "Una"),
        new("manager of another team", "Otto"),
        new("manager of another team, who is asked too", "Otto", IsAsked(Site.Otto)),
        new("service manager, before a reason is given", "Selma"),
        new("director, before a reason is given", "Dora"),
        new("director, a reason was given", "Dora", Gave(World.Arlo, Site.Dora, ReasonKind.Wider, Later)),
        new("director, the reason holds no longer", "Dora", Gave(World.Arlo, Site.Dora, ReasonKind.Wider, Past)),
        new("director, who gave one for another child", "Dora", Gave(Site.Bryn, Site.Dora, ReasonKind.Wider, Later)),
        new("administrator", "Ada"),
        new("information governance officer", "Inga"),
        new("his reviewing officer, excluded", "Ida", Excluded(World.Arlo, Site.Ida)),
        new("manager of the reviewing officers, excluded", "Mona", Excluded(World.Arlo, Site.Mona)),
        new("restricted: his reviewing officer, not let in", "Ida", Shut(World.Arlo, RestrictionKind.Restricted)),
        new("restricted: his reviewing officer, let in", "Ida", Shut(World.Arlo, RestrictionKind.Restricted, Site.Ida)),
        new("restricted: his reviewing officer, let in until an hour ago", "Ida", Shut(World.Arlo, RestrictionKind.Restricted, Site.Ida, Past)),
        new("restricted: another reviewing officer, let in", "Ivo", Shut(World.Arlo, RestrictionKind.Restricted, Site.Ivo)),
        new("restricted: information governance officer, not let in", "Inga", Shut(World.Arlo, RestrictionKind.Restricted)),
        new("sealed: manager of the reviewing officers, not let in", "Mona", Shut(World.Arlo, RestrictionKind.Sealed)),
        new("sealed: manager of his team, not let in", "Tess", Shut(World.Arlo, RestrictionKind.Sealed)),
        new("sealed: administrator", "Ada", Shut(World.Arlo, RestrictionKind.Sealed)),
        new("sealed: director, not let in, with a reason", "Dora", Of(Shut(World.Arlo, RestrictionKind.Sealed), Gave(World.Arlo, Site.Dora, ReasonKind.Wider, Later))),
        new("sealed: information governance officer, not let in", "Inga", Shut(World.Arlo, RestrictionKind.Sealed)),
        new("sealed: information governance officer, let in", "Inga", Shut(World.Arlo, RestrictionKind.Sealed, Site.Inga)),
        new("sealed: his reviewing officer, let in", "Ida", Shut(World.Arlo, RestrictionKind.Sealed, Site.Ida)),
        new("another reviewing officer, in an emergency", "Ivo", Gave(World.Arlo, Site.Ivo, ReasonKind.Emergency, Later)),
        new("another reviewing officer, after the emergency", "Ivo", Gave(World.Arlo, Site.Ivo, ReasonKind.Emergency, Past)),
        new("restricted: another reviewing officer, in an emergency", "Ivo", Of(Shut(World.Arlo, RestrictionKind.Restricted), Gave(World.Arlo, Site.Ivo, ReasonKind.Emergency, Later))),
        new("sealed: another reviewing officer, in an emergency", "Ivo", Of(Shut(World.Arlo, RestrictionKind.Sealed), Gave(World.Arlo, Site.Ivo, ReasonKind.Emergency, Later))),
        new("another reviewing officer, excluded, in an emergency", "Ivo", Of(Excluded(World.Arlo, Site.Ivo), Gave(World.Arlo, Site.Ivo, ReasonKind.Emergency, Later))),
    ];

    // ---- Shire: Kit, who lives in Larch House ----

    static Guid S(string worker) => ShireThings.Worker(worker);

    static Func<WaymarkDb, Task> PlacedUntil(LocalDate last) => db => db.Placements.Where(its => its.Child == World.Kit).ExecuteUpdateAsync(set => set.SetProperty(its => its.To, last));

    static Func<WaymarkDb, Task> PlacedFrom(LocalDate first) => db => db.Placements.Where(its => its.Child == World.Kit).ExecuteUpdateAsync(set => set.SetProperty(its => its.From, first));

    static Func<WaymarkDb, Task> Placed(string home) => Add(new Placement(Row, World.Kit, home, Yesterday, null));

    static Func<WaymarkDb, Task> Lapsed(string worker, params string[] modules) => db => db.Trainings.Where(done => done.Worker == S(worker) && modules.Contains(done.Module)).ExecuteUpdateAsync(set => set.SetProperty(done => done.Until, Yesterday));

    static Func<WaymarkDb, Task> Moved(string worker, string home) => Of(PostEnded(S(worker)), Add(new Holding(Row, S(worker), "residential-worker", home, null, World.Today, null)));

    static Func<WaymarkDb, Task> Answered(string worker, bool? agreed, Instant? until = null, Instant? used = null) => async db =>
    {
        var court = await db.Documents.SingleAsync(row => row.Name == "Ghyllspar report.pdf");
        db.Add(new AgreementRow { Id = Row, DocumentId = court.Id, ChildId = World.Kit, Worker = S(worker), Need = "He asks what it says.", AskedAt = Now + Duration.FromSeconds(1), AnsweredAt = agreed is null ? null : Past, AnsweredBy = S("isadora"), Agreed = agreed, Until = until, UsedAt = used });
    };

    static readonly IReadOnlyList<Column> Shire =
    [
        new("nobody who has signed in", null),
        new("a session of another council", "Ida") { Elsewhere = true },
        new("signed in, and has left since", "Keziah", Left(S("keziah"))),
        new("holds no post", "Keziah", db => db.Holdings.Where(held => held.Worker == S("keziah")).ExecuteDeleteAsync()),
        new("registered manager of his home", "Rosamund"),
        new("assistant manager of his home", "Tobiah"),
        new("principal worker of his home, who added what is there", "Perdita"),
        new("residential worker of his home, nine modules", "Keziah"),
        new("residential worker of his home, two modules", "Lorimer"),
        new("residential worker of his home, no module", "Jocasta"),
        new("assistant manager of his home, whose ninth module lapsed yesterday", "Tobiah", Lapsed("tobiah", "module-9")),
        new("residential worker of his home, whose second module lapsed yesterday", "Keziah", Lapsed("keziah", "module-2")),
        new("principal worker who added what is there, whose first module lapsed yesterday", "Perdita", Lapsed("perdita", "module-1")),
        new("residential worker of his home, who gave a reason as well", "Keziah", Gave(World.Kit, S("keziah"), ReasonKind.Wider, Later)),
        new("residential worker, whose post there ended yesterday", "Keziah", PostEnded(S("keziah"))),
        new("residential worker, who works in another home from today", "Keziah", Moved("keziah", "Quay Cottage")),
        new("residential worker, on the last day of his placement", "Keziah", PlacedUntil(World.Today)),
        new("residential worker, his placement ended yesterday", "Keziah", PlacedUntil(Yesterday)),
        new("residential worker, his placement begins tomorrow", "Keziah", PlacedFrom(Tomorrow)),
        new("residential worker of another home", "Clemency"),
        new("residential worker of another home, where he stays as well", "Clemency", Placed("Quay Cottage")),
        new("residential worker of another home, a reason was given", "Clemency", Gave(World.Kit, S("clemency"), ReasonKind.Wider, Later)),
        new("residential worker of another home, the reason holds no longer", "Clemency", Gave(World.Kit, S("clemency"), ReasonKind.Wider, Past)),
        new("registered manager of another home", "Evander"),
        new("registered manager of another home, a reason was given", "Evander", Gave(World.Kit, S("evander"), ReasonKind.Wider, Later)),
        new("residential worker without a module, a reason was given", "Jocasta", Gave(World.Kit, S("jocasta"), ReasonKind.Wider, Later)),
        new("residential worker who acts for the registered manager today", "Lorimer", ActsFor(S("rosamund"), S("lorimer"))),
        new("his social worker", "Isadora"),
        new("his social worker until yesterday, who filed what is there", "Isadora", AllocatedUntil(World.Kit, S("isadora"), Yesterday)),
        new("a social worker of another team", "Lucian"),
        new("a social worker of another team, from tomorrow", "Lucian", Allocated(World.Kit, S("lucian"), "social-worker", Tomorrow)),
        new("a social worker of another team, who acts for his today", "Lucian", ActsFor(S("isadora"), S("lucian"))),
        new("manager of his team", "Henrietta"),
        new("manager of another team", "Octavian"),
        new("his reviewing officer", "Araminta"),
        new("compliance reviewer", "Dashiell"),
        new("administrator", "Wilhelmina"),
        new("residential worker, the social worker has not answered", "Keziah", Answered("keziah", null)),
        new("residential worker, the social worker agreed", "Keziah", Answered("keziah", true, Later)),
        new("residential worker, agreed until an hour ago", "Keziah", Answered("keziah", true, Past)),
        new("residential worker, agreed and downloaded already", "Keziah", Answered("keziah", true, Later, Past)),
        new("residential worker, the social worker did not agree", "Keziah", Answered("keziah", false)),
        new("residential worker, another was agreed with", "Keziah", Answered("tobiah", true, Later)),
        new("residential worker of another home, agreed and a reason was given", "Clemency", Of(Answered("clemency", true, Later), Gave(World.Kit, S("clemency"), ReasonKind.Wider, Later))),
        new("residential worker, excluded", "Keziah", Excluded(World.Kit, S("keziah"))),
        new("his social worker, excluded", "Isadora", Excluded(World.Kit, S("isadora"))),
        new("restricted: residential worker, not let in", "Keziah", Shut(World.Kit, RestrictionKind.Restricted)),
        new("restricted: residential worker, let in", "Keziah", Shut(World.Kit, RestrictionKind.Restricted, S("keziah"))),
        new("restricted: residential worker, not let in, with a reason", "Keziah", Of(Shut(World.Kit, RestrictionKind.Restricted), Gave(World.Kit, S("keziah"), ReasonKind.Wider, Later))),
        new("sealed: his social worker, not let in", "Isadora", Shut(World.Kit, RestrictionKind.Sealed)),
        new("sealed: residential worker, not let in", "Keziah", Shut(World.Kit, RestrictionKind.Sealed)),
        new("sealed: residential worker, let in", "Keziah", Shut(World.Kit, RestrictionKind.Sealed, S("keziah"))),
        new("sealed: compliance reviewer, not let in", "Dashiell", Shut(World.Kit, RestrictionKind.Sealed)),
        new("sealed: administrator", "Wilhelmina", Shut(World.Kit, RestrictionKind.Sealed)),
        new("manager of another team, in an emergency", "Octavian", Gave(World.Kit, S("octavian"), ReasonKind.Emergency, Later)),
        new("manager of another team, after the emergency", "Octavian", Gave(World.Kit, S("octavian"), ReasonKind.Emergency, Past)),
        new("restricted: manager of another team, in an emergency", "Octavian", Of(Shut(World.Kit, RestrictionKind.Restricted), Gave(World.Kit, S("octavian"), ReasonKind.Emergency, Later))),
        new("sealed: manager of another team, in an emergency", "Octavian", Of(Shut(World.Kit, RestrictionKind.Sealed), Gave(World.Kit, S("octavian"), ReasonKind.Emergency, Later))),
    ];
}
