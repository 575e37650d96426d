using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Access;
using Waymark.Core.Record;

namespace Waymark.App.Features.Accesses;

/// <summary>One look at a record, as people read it.</summary>
/// <param name="Child">Null: it was about nobody, or about somebody of whom the viewer may know nothing.</param>
public sealed record Look(Instant At, string Worker, string Did, ChildRow? Child, string? Reason, bool Refused)
{
    /// <summary>Why it stands out, in words; empty where it doesn't.</summary>
    public IReadOnlyList<string> Unusual { get; init; } = [];
}

/// <summary>Who looked at what: the audit's entries for those who may read them. What a viewer may not know of isn't among them.</summary>
public static class AccessLog
{
    public const int Most = 200;

    /// <summary>Reasons and emergencies of the viewer's staff that nobody has reviewed.</summary>
    public static async Task<int> Waiting(Desk desk) => await Unreviewed(desk).AnyAsync() ? await Unreviewed(desk, await Covered(desk)).CountAsync() : 0;

    /// <summary>Those that are due soonest first.</summary>
    public static async Task<IReadOnlyList<AccessReasonRow>> ToReview(Desk desk) => await Unreviewed(desk, await Covered(desk))
        .OrderBy(given => given.ReviewDue).ThenBy(given => given.GivenAt).ThenBy(given => given.Id).ToListAsync();

    static IQueryable<AccessReasonRow> Unreviewed(Desk desk) =>
        desk.Db.AccessReasons.Where(given => given.ReviewDue != null && given.ReviewedAt == null && desk.Viewer!.ByNumber().Any(child => child.Id == given.ChildId));

    static IQueryable<AccessReasonRow> Unreviewed(Desk desk, IReadOnlyList<Guid> covered) => Unreviewed(desk).Where(given => covered.Contains(given.Worker));

    /// <summary>The workers of whom the viewer may look at what they opened. Posts count that were held at any time: who has moved on is reviewed too.</summary>
    public static async Task<IReadOnlyList<Guid>> Covered(Desk desk)
    {
        var register = await desk.Authority.Situations.Register(desk.Db, []);
        var (reviewing, me) = (desk.Viewer!.Reviews, desk.Viewer.Id);
        return [.. register.Workers.Select(worker => worker.Id).Where(worker => reviewing.Covers(me, worker, register.Holdings))];
    }

    /// <summary>Newest first; at most <see cref="Most"/>, and one more where there are more.</summary>
    /// <param name="by">Whose looks: no others are read.</param>
    public static async Task<IReadOnlyList<Look>> Read(Desk desk, IQueryable<AuditEntry> entries, IReadOnlyList<Guid> by)
    {
        var kept = await entries.Where(entry => by.Contains(entry.Worker!.Value) && entry.Action != AuditAction.SignIn && entry.Action != AuditAction.SignOut && !entry.What.EndsWith(RecordsTheView.Draft))
            .Where(entry => entry.ChildId == null || desk.Viewer!.ByNumber().Any(child => child.Id == entry.ChildId))
            .OrderByDescending(entry => entry.Number).Take(Most + 1)
            .Select(entry => new AuditEntry { At = entry.At, Worker = entry.Worker, Action = entry.Action, What = entry.What, Outcome = entry.Outcome, ChildId = entry.ChildId, Terms = entry.Terms, Reason = entry.Reason }).ToListAsync();
        var ids = kept.Select(entry => entry.ChildId).OfType<Guid>().Distinct().ToList();
        var children = await desk.Viewer!.ByNumber().Where(child => ids.Contains(child.Id)).ToDictionaryAsync(child => child.Id);
        var register = await desk.Authority.Situations.Register(desk.Db, []);
        return [.. kept.Select(entry =>
        {
            var child = entry.ChildId is { } id ? children.GetValueOrDefault(id) : null;
            return new Look(entry.At, register.NameOf(entry.Worker!.Value), Deeds.Of(entry), child, entry.Reason, entry.Outcome != AuditOutcome.Done) { Unusual = Unusual(desk, entry, child, register) };
        })];
    }

    /// <summary>
    /// What of one look alone the authority's rules find out of the ordinary, and that it was opened with a reason. Postcodes are left to
    /// the review: one who reads their own looks must not learn from them where a child lives.
    /// </summary>
    static IReadOnlyList<string> Unusual(Desk desk, AuditEntry entry, ChildRow? child, Register register)
    {
        if (child is null) return [];
        var look = new LookedAt(new HashSet<int> { entry.At.InZone(desk.Authority.Calendar.Zone).Hour }, SameSurname(register, entry.Worker!.Value, child), SamePostcode: false, !child.CaseOpen, Related: true);
        var told = Oddities.Of(desk.Pack, look).Select(rule => rule.Label);
        return [.. entry.What is "children/reason" or "children/emergency" && entry.Reason is not null ? told.Append("Opened with a reason") : told];
    }

    /// <summary>As people write it: the last word, with accents or without. A double name counts by each of its parts.</summary>
    public static bool SameSurname(Register register, Guid worker, ChildRow child) => register.Worker(worker) is { } its
        && Surnames(its.Surname).Intersect(Surnames(child.Name[(child.Name.LastIndexOf(' ') + 1)..])).Any();

    static IEnumerable<string> Surnames(string surname) => surname.Split('-').Select(Names.Fold).Where(part => part.Length > 1);
}
