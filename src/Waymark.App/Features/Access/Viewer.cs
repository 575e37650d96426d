using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Store;
using Waymark.App.Store.Audit;
using Waymark.Core.Access;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Features.Access;

/// <summary>
/// Who is looking, and the only way to the record of a child: a row, or the ruling that says why not. Lists are the same policy as
/// a filter (<see cref="Children"/>, <see cref="Processes"/>, <see cref="Worksteps"/>, <see cref="Requests"/>).
/// </summary>
public sealed class Viewer(WaymarkDb db, Pack pack, Worker worker, Capacity capacity, Instant now, LocalDate today)
{
    readonly bool trained = Policy.MayBeAsked(pack, capacity);

    public Worker Worker => worker;
    public Guid Id => worker.Id;
    public Capacity Capacity => capacity;

    /// <summary>The worker, and those away today for whom the worker acts: work of any of them is the worker's own.</summary>
    public IReadOnlyList<Guid> Hats => capacity.Hats;

    /// <summary>The worker's posts today, in the authority's words.</summary>
    public IEnumerable<string> Posts => capacity.Holdings.Where(held => held.Worker == Id).Select(held => pack.FindPost(held.Post)?.Label ?? held.Post).Distinct();

    public Ruling May(AccessVerb verb) => Policy.Decide(pack, capacity, verb);

    /// <summary>The homes in which the viewer works today (S3-003): who is placed there is on their list from the first day to the last.</summary>
    public IReadOnlyList<string> Homes => [.. capacity.Holdings.Where(held => pack.FindPost(held.Post)?.FoundBy == FoundBy.Home).Select(held => held.Team).OfType<string>().Distinct()];

    public Reviewing Reviews => Policy.Reviews(pack, capacity);

    /// <summary>The viewer's posts open nobody's record: they look after other things, or nothing yet.</summary>
    public bool OpensNoRecord => Everywhere.IsNobody && !Policy.SeesAllConcerns(pack, capacity);

    /// <summary>At once, or once a reason is given.</summary>
    Reach Everywhere => Reach.Together([.. from verb in new[] { AccessVerb.Read, AccessVerb.Search } from asking in new[] { false, true } select Policy.ReachOf(pack, capacity, verb, asking)]);

    /// <summary>Without those whose record opens for a reason, while nobody may search for it: they are found by their number alone (S3-013).</summary>
    Reach Listed => Reach.Together([Policy.ReachOf(pack, capacity, AccessVerb.Read, asking: false), Policy.ReachOf(pack, capacity, AccessVerb.Search, asking: false), Policy.ReachOf(pack, capacity, AccessVerb.Search, asking: true)]);

    /// <summary>Children whom the viewer may list and search for.</summary>
    public IQueryable<ChildRow> Children() => Within(Listed);

    /// <summary>Children that the viewer may know of: whose record opens, or opens once a reason is given.</summary>
    public IQueryable<ChildRow> ByNumber() => Within(Everywhere);

    IQueryable<ChildRow> Within(Reach reach)
    {
        if (reach.Any) return Seen;
        var (hats, covered, opened) = (Working, db.Children.Where(Covered(reach)), Opened);
        return Seen.Where(child =>
            covered.Any(its => its.Id == child.Id)
            || opened.Any(its => its.Id == child.Id)
            || db.ProcessChildren.Any(its => its.ChildId == child.Id
                && (db.Worksteps.Any(step => step.ProcessId == its.ProcessId && hats.Contains(step.Holder) && step.Status == WorkstepStatus.Open)
                    || db.Requests.Any(request => request.ProcessId == its.ProcessId && hats.Contains(request.Holder) && request.Status == RequestStatus.Sent))));
    }

    /// <summary>Children of whom nobody in this viewer's place may know even the number, such as an administrator has: sealed, or shut to this worker.</summary>
    public IQueryable<Guid> Hidden => db.Exclusions.Where(its => its.Worker == Id && its.EndedAt == null).Select(its => its.ChildId)
        .Concat(Shut.Where(its => its.Kind == RestrictionKind.Sealed && !LetIns.Contains(its.Id)).Select(its => its.ChildId));

    /// <summary>Processes by their number and label alone, for those who look after workers and versions: none about a child who is hidden.</summary>
    public IQueryable<ProcessRow> Numbered() => db.Processes.Where(process => !db.ProcessChildren.Any(its => its.ProcessId == process.Id && Hidden.Contains(its.ChildId)));

    /// <summary>Processes that the viewer may read now.</summary>
    public IQueryable<ProcessRow> Processes()
    {
        var free = Policy.ReachOf(pack, capacity, AccessVerb.Read, asking: false);
        if (free.Any) return Unbarred;
        var hats = Working;
        var concerns = Policy.SeesAllConcerns(pack, capacity) ? Concerns : [];
        var parts = Policy.PartsIn(pack, capacity);
        var (open, opened) = Whole(free);
        return Unbarred.Where(process =>
            concerns.Contains(process.Protocol)
            || (parts.Contains(process.Protocol) && !db.ProcessChildren.Any(its => its.ProcessId == process.Id))
            || db.ProcessChildren.Any(its => its.ProcessId == process.Id && (open.Any(child => child.Id == its.ChildId) || opened.Any(child => child.Id == its.ChildId)))
            || db.Worksteps.Any(step => step.ProcessId == process.Id && hats.Contains(step.Holder))
            || db.Requests.Any(request => request.ProcessId == process.Id && hats.Contains(request.Holder)));
    }

    /// <summary>Processes that the viewer may list: what <see cref="Processes"/> has, and those of children whom they search for with a reason.</summary>
    public IQueryable<ProcessRow> Known()
    {
        var asking = Policy.ReachOf(pack, capacity, AccessVerb.Search, asking: true);
        if (asking.Any) return Unbarred;
        if (asking.IsNobody) return Processes();
        var (readable, covered) = (Processes(), db.Children.Where(Covered(asking)));
        return Unbarred.Where(process => readable.Any(its => its.Id == process.Id)
            || db.ProcessChildren.Any(its => its.ProcessId == process.Id && covered.Any(child => child.Id == its.ChildId)));
    }

    /// <summary>Case notes on a child's record that the viewer may read now: those of the processes about the child that may be read, and what was typed where the whole record is open.</summary>
    /// <param name="readable">Of the processes about the child, those that <see cref="Processes"/> holds.</param>
    public IQueryable<CaseNoteRow> CaseNotes(Guid child, IReadOnlyList<Guid> readable)
    {
        var free = Policy.ReachOf(pack, capacity, AccessVerb.Read, asking: false);
        var (open, opened) = free.Any ? (Seen, Seen) : Whole(free);
        return db.CaseNotes.Where(note => readable.Contains(note.ProcessId!.Value)
            || (note.ProcessId == null && note.ChildId == child && (open.Any(its => its.Id == child) || opened.Any(its => its.Id == child))));
    }

    /// <summary>Children whose whole record is open: at once, and since a reason was given.</summary>
    (IQueryable<ChildRow> Open, IQueryable<ChildRow> Opened) Whole(Reach free) => (Seen.Where(Covered(free)), Opened);

    /// <summary>Children whose record a reason, or an emergency, opened to the viewer.</summary>
    IQueryable<ChildRow> Opened => Seen.Where(Covered(Policy.ReachOf(pack, capacity, AccessVerb.Read, asking: true)))
        .Where(child => db.AccessReasons.Any(given => given.ChildId == child.Id && given.Worker == Id && given.Until > now))
        .Union(Seen.Where(child => Emergencies.Contains(child.Id)));

    public IQueryable<WorkstepRow> Worksteps() => from step in db.Worksteps where Processes().Any(process => process.Id == step.ProcessId) select step;

    public IQueryable<RequestRow> Requests() => from request in db.Requests where Processes().Any(process => process.Id == request.ProcessId) select request;

    /// <param name="fresh">A reason that was given before doesn't count.</param>
    public async Task<Access<ChildRow>> Child(Guid id, AccessVerb verb = AccessVerb.Read, bool fresh = false)
    {
        var found = await Subjects().Where(found => found.Child.Id == id).FirstOrDefaultAsync();
        if (found is null) return new Access<ChildRow>(null, Ruling.Conceal, null);
        var ruling = Policy.Decide(pack, capacity, verb, WhomOf(found, fresh));
        return new Access<ChildRow>(ruling.Allows ? found.Child : null, ruling, id);
    }

    /// <summary>Whether the viewer may take a file away: at once, or (Ask) for a need that is stated each time. A reason that opened the record is no need.</summary>
    public async Task<Ruling> Take(DocumentRow document) => document.ProcessId is { } process
        ? (await Process(process, AccessVerb.Download, fresh: true)).Ruling
        : (await Child(document.ChildId ?? Guid.Empty, AccessVerb.Download, fresh: true)).Ruling;

    /// <summary>Whether an emergency opens this child's record: it breaks a restriction, and neither a seal nor an exclusion.</summary>
    public async Task<Ruling> InEmergency(Guid child)
    {
        var found = await Subjects().Where(found => found.Child.Id == child).FirstOrDefaultAsync();
        if (found is null) return Ruling.Conceal;
        return WhomOf(found) with { Emergency = true } is { Barred: false } whom ? Policy.Decide(pack, capacity, AccessVerb.Read, whom) : Ruling.Conceal;
    }

    /// <summary>What the viewer opened the record for: in an emergency, or with a reason; null: nothing that still holds.</summary>
    public async Task<AccessReasonRow?> OpenedFor(Guid child) => !May(AccessVerb.Emergency).Allows && Policy.ReachOf(pack, capacity, AccessVerb.Read, asking: true).IsNobody ? null
        : await db.AccessReasons.Where(given => trained && given.Worker == Id && given.ChildId == child && given.Until > now)
            .OrderByDescending(given => given.Kind).ThenByDescending(given => given.Until).ThenBy(given => given.Id).FirstOrDefaultAsync();

    /// <param name="fresh">A reason that was given before doesn't count.</param>
    public async Task<Access<ProcessRow>> Process(Guid id, AccessVerb verb = AccessVerb.Read, bool fresh = false)
    {
        var process = await db.Processes.FirstOrDefaultAsync(row => row.Id == id);
        return process is null ? new Access<ProcessRow>(null, Ruling.Conceal, null) : await Of(process, process, verb, fresh);
    }

    public async Task<Access<WorkstepRow>> Workstep(Guid id, AccessVerb verb = AccessVerb.Read)
    {
        var found = await (from step in db.Worksteps where step.Id == id join its in db.Processes on step.ProcessId equals its.Id select new { Step = step, Process = its }).TagWith(Unaudited.Ruling).FirstOrDefaultAsync();
        return found is null ? new Access<WorkstepRow>(null, Ruling.Conceal, null) : await Of(found.Step, found.Process, verb);
    }

    public async Task<Access<RequestRow>> Request(Guid id, AccessVerb verb = AccessVerb.Read)
    {
        var found = await (from request in db.Requests where request.Id == id join its in db.Processes on request.ProcessId equals its.Id select new { Request = request, Process = its }).FirstOrDefaultAsync();
        return found is null ? new Access<RequestRow>(null, Ruling.Conceal, null) : await Of(found.Request, found.Process, verb);
    }

    /// <summary>One that was typed belongs to the child's whole record: to hold a part of a process of that child is not enough.</summary>
    public async Task<Access<CaseNoteRow>> CaseNote(Guid id, AccessVerb verb = AccessVerb.Read)
    {
        var note = await db.CaseNotes.TagWith(Unaudited.Ruling).FirstOrDefaultAsync(row => row.Id == id);
        if (note is null) return new Access<CaseNoteRow>(null, Ruling.Conceal, null);
        if (note.ProcessId is { } process) return await Of(note, await db.Processes.SingleAsync(row => row.Id == process), verb);
        var found = await Subjects().SingleAsync(found => found.Child.Id == note.ChildId);
        var ruling = Policy.Decide(pack, capacity, verb, WhomOf(found) with { Asked = false, RaisedIndependently = await IsIndependent(note.ByWorker) });
        return new Access<CaseNoteRow>(ruling.Allows ? note : null, ruling, note.ChildId);
    }

    /// <summary>A process about several children is open to whoever may open it for one of them; one about the service, to those who have a part in it.</summary>
    async Task<Access<T>> Of<T>(T row, ProcessRow process, AccessVerb verb, bool fresh = false) where T : class
    {
        var hats = Hats;
        // Files leave while a part is open; what was worked on is read afterwards too.
        var open = verb == AccessVerb.Download;
        var asked = await db.Worksteps.Where(step => step.ProcessId == process.Id && hats.Contains(step.Holder) && (!open || step.Status == WorkstepStatus.Open)).Select(step => step.Id)
            .Union(db.Requests.Where(request => request.ProcessId == process.Id && hats.Contains(request.Holder) && (!open || request.Status == RequestStatus.Sent)).Select(request => request.Id)).AnyAsync();
        var independent = await IsIndependent(process.RaisedBy);
        var children = await Subjects().Where(found => db.ProcessChildren.Any(its => its.ProcessId == process.Id && its.ChildId == found.Child.Id)).ToListAsync();
        var subjects = children.Count > 0 ? children : [new Found { Child = null! }];
        var rulings = subjects.Select(found => (Child: found.Child?.Id, Ruling: Policy.Decide(pack, capacity, verb, WhomOf(found, fresh) with
        {
            Asked = asked,
            InProcess = true,
            Service = found.Child is null,
            Part = found.Child is null && Policy.PartsIn(pack, capacity).Contains(process.Protocol),
            Concern = Concerns.Contains(process.Protocol),
            RaisedIndependently = independent,
        })));
        var barred = subjects.Any(found => WhomOf(found).Barred) || (!(asked && trained) && ShutAreas.Contains(process.Protocol));
        var (child, ruling) = barred ? (null, Ruling.Conceal) : rulings.MinBy(each => each.Ruling.Verdict);
        return new Access<T>(ruling.Allows ? row : null, ruling, child);
    }

    /// <summary>Somebody who holds, or held, a post of the independent service.</summary>
    async Task<bool> IsIndependent(Guid worker)
    {
        var posts = pack.Posts.Where(post => post.Means.Contains(Meaning.Independent)).Select(post => post.Id).ToList();
        return await db.Holdings.AnyAsync(held => held.Worker == worker && posts.Contains(held.Post));
    }

    IReadOnlyList<Guid> Working => trained ? Hats : [];

    /// <summary>Children of whom the viewer may know nothing, whatever else ties them: excluded, or not let in to what is restricted or sealed.</summary>
    IQueryable<Guid> Barred => db.Exclusions.Where(its => its.Worker == Id && its.EndedAt == null).Select(its => its.ChildId)
        .Concat(Shut.Where(its => !LetIns.Contains(its.Id) && (its.Kind == RestrictionKind.Sealed || !Emergencies.Contains(its.ChildId))).Select(its => its.ChildId));

    IQueryable<RestrictionRow> Shut => db.Restrictions.Where(its => its.EndedAt == null && (its.Until == null || its.Until > now));

    IQueryable<Guid> LetIns => db.LetIns.Where(its => its.Worker == Id && its.EndedAt == null && its.Until > now).Select(its => its.Restriction);

    /// <summary>Children whose record the viewer opened in an emergency, hours ago at the most.</summary>
    IQueryable<Guid> Emergencies => db.AccessReasons.Where(given => trained && given.Worker == Id && given.Kind == ReasonKind.Emergency && given.Until > now).Select(given => given.ChildId);

    IQueryable<ChildRow> Seen => db.Children.Where(child => !Barred.Contains(child.Id));

    /// <summary>Protocols whose part of the record isn't there for the viewer.</summary>
    public IReadOnlyList<string> ShutAreas { get; } = Policy.ShutAreas(pack, capacity);

    /// <summary>Not those in a part of the record that isn't there for the viewer, unless they have work in one.</summary>
    IQueryable<ProcessRow> InAreas(IQueryable<ProcessRow> processes)
    {
        if (ShutAreas.Count == 0) return processes;
        var (shut, hats) = (ShutAreas, Working);
        return processes.Where(process => !shut.Contains(process.Protocol)
            || db.Worksteps.Any(step => step.ProcessId == process.Id && hats.Contains(step.Holder))
            || db.Requests.Any(request => request.ProcessId == process.Id && hats.Contains(request.Holder)));
    }

    /// <summary>The parts of a child's record that are there for the viewer.</summary>
    public IReadOnlyList<Area> Areas => Policy.Areas(pack, capacity);

    /// <summary>A process about several children is barred with any of them: what is written there speaks of all.</summary>
    IQueryable<ProcessRow> Unbarred => InAreas(db.Processes).Where(process => !db.ProcessChildren.Any(its => its.ProcessId == process.Id && Barred.Contains(its.ChildId)));

    IReadOnlyList<string> Concerns => [.. pack.Protocols.Where(protocol => protocol.Stages.Any()).Select(protocol => protocol.Id)];

    IQueryable<Found> Subjects()
    {
        var hats = Hats;
        return db.Children.TagWith(Unaudited.Ruling).Select(child => new Found
        {
            Child = child,
            Allocated = db.Allocations.Where(its => its.Child == child.Id && hats.Contains(its.Worker) && its.From <= today && (its.To == null || its.To >= today)).Select(its => its.Worker).ToList(),
            Asked = db.ProcessChildren.Any(its => its.ChildId == child.Id
                && (db.Worksteps.Any(step => step.ProcessId == its.ProcessId && hats.Contains(step.Holder) && step.Status == WorkstepStatus.Open)
                    || db.Requests.Any(request => request.ProcessId == its.ProcessId && hats.Contains(request.Holder) && request.Status == RequestStatus.Sent))),
            Reasoned = db.AccessReasons.Any(given => given.ChildId == child.Id && given.Worker == Id && given.Until > now),
            Homes = db.Placements.Where(its => its.Child == child.Id && its.From <= today && (its.To == null || its.To >= today)).Select(its => its.Home).ToList(),
            Excluded = db.Exclusions.Any(its => its.Worker == Id && its.EndedAt == null && its.ChildId == child.Id),
            Shut = Shut.Where(its => its.ChildId == child.Id).Select(its => (RestrictionKind?)its.Kind).FirstOrDefault(),
            LetIn = Shut.Any(its => its.ChildId == child.Id && LetIns.Contains(its.Id)),
            Emergency = Emergencies.Contains(child.Id),
        });
    }

    static Whom WhomOf(Found found, bool fresh = false) => new()
    {
        Team = found.Child?.Team, Locality = found.Child?.Locality, Allocated = found.Allocated.ToHashSet(), Asked = found.Asked, Reasoned = found.Reasoned && !fresh,
        Homes = found.Homes.ToHashSet(), Excluded = found.Excluded, Sealed = found.Shut == RestrictionKind.Sealed, Restricted = found.Shut == RestrictionKind.Restricted, LetIn = found.LetIn, Emergency = found.Emergency,
    };

    System.Linq.Expressions.Expression<Func<ChildRow, bool>> Covered(Reach reach)
    {
        var (any, workers, teams, localities, homes) = (reach.Any, reach.AllocatedTo, reach.Teams, reach.Localities, reach.Homes);
        return child => any
            || teams.Contains(child.Team!)
            || localities.Contains(child.Locality!)
            || db.Placements.Any(its => its.Child == child.Id && homes.Contains(its.Home) && its.From <= today && (its.To == null || its.To >= today))
            || db.Allocations.Any(its => its.Child == child.Id && workers.Contains(its.Worker) && its.From <= today && (its.To == null || its.To >= today));
    }

    sealed class Found
    {
        public required ChildRow Child { get; init; }
        public List<Guid> Allocated { get; init; } = [];
        public bool Asked { get; init; }
        public bool Reasoned { get; init; }
        public List<string> Homes { get; init; } = [];
        public bool Excluded { get; init; }
        public RestrictionKind? Shut { get; init; }
        public bool LetIn { get; init; }
        public bool Emergency { get; init; }
    }
}

/// <summary>A row that the viewer asked for: there only where the ruling allows it.</summary>
/// <param name="Child">For whom a reason is asked, where one is.</param>
public sealed record Access<T>(T? Row, Ruling Ruling, Guid? Child) where T : class;
