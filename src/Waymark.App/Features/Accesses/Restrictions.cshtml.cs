using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Features.Shared;
using Waymark.App.Store;
using Waymark.Core.Access;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Features.Accesses;

/// <summary>
/// Who may see one child's record: open to those whose work it is, restricted or sealed to those who are let in, and shut to single
/// workers. Two people lift a seal.
/// </summary>
public sealed class RestrictionsModel : WaymarkPage
{
    const int Months = 6;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    [BindProperty]
    public Guid? Worker { get; set; }

    public TypedDate Until { get; private set; } = TypedDate.Of(null);

    public ChildRow Child { get; private set; } = null!;
    public RestrictionRow? Restriction { get; private set; }
    public IReadOnlyList<LetInRow> LetIn { get; private set; } = [];
    public IReadOnlyList<ExclusionRow> Excluded { get; private set; } = [];
    public IReadOnlyList<Worker> Others { get; private set; } = [];

    Register register = null!;

    public string NameOf(Guid worker) => register.NameOf(worker);

    public async Task<IActionResult> OnGet() => await Open() ?? Page();

    /// <summary>Whoever is allocated to the child, leads the independent service, or shuts it, is let in: nobody's work stops unseen.</summary>
    public async Task<IActionResult> OnPostShut()
    {
        if (await Open() is { } refused) return refused;
        if (Restriction is not null) return Again("It is restricted already.");
        Until = TypedDate.Read(Request.Form, "until");
        if (Kind is not ("restricted" or "sealed")) Fault("Kind", "Select what the record is to be");
        var reason = Stated("Why", Why, "Say why");
        var until = End();
        if (!ModelState.IsValid) return Page();
        var row = new RestrictionRow { Id = Guid.NewGuid(), ChildId = Id, Kind = Kind == "sealed" ? RestrictionKind.Sealed : RestrictionKind.Restricted, Reason = reason, ByWorker = Viewer.Id, BegunAt = Now, Until = until };
        var allocated = await Db.Allocations.Where(its => its.Child == Id && its.From <= Today && (its.To == null || its.To >= Today)).Select(its => its.Worker).ToListAsync();
        var leading = register.Workers.Select(worker => worker.Id).Where(worker => Policy.SeesAllConcerns(Pack, Capacity.Of(register, worker, Today)));
        await Write("restrict", Kind!, async db =>
        {
            await db.Restrictions.Where(old => old.ChildId == Id && old.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(old => old.EndedAt, old => old.Until));
            db.Add(row);
            db.AddRange(allocated.Concat(leading).Append(Viewer.Id).Distinct().Select(worker => LetInOf(row.Id, worker, until)));
        });
        return Again(row.Kind == RestrictionKind.Sealed ? "The record is sealed. Nobody else can know that it is there." : "The record is restricted.");
    }

    public async Task<IActionResult> OnPostLetIn()
    {
        if (await Open() is { } refused) return refused;
        if (Restriction is not { } restriction) return Again("The record isn’t restricted.");
        Until = TypedDate.Read(Request.Form, "until");
        var until = End();
        if (Others.All(worker => worker.Id != Worker)) Fault("Worker", "Select somebody who works here");
        if (LetIn.Any(row => row.Worker == Worker)) Fault("Worker", "They are let in already");
        if (!ModelState.IsValid) return Page();
        await Write("let-in", $"{Worker}", db => Task.FromResult(db.Add(LetInOf(restriction.Id, Worker!.Value, until))));
        return Again($"{NameOf(Worker!.Value)} is let in.");
    }

    public async Task<IActionResult> OnPostEndLetIn(Guid row)
    {
        if (await Open() is { } refused) return refused;
        if (LetIn.FirstOrDefault(each => each.Id == row) is not { } its) return NotThere();
        if (LetIn.Count == 1) return Again("Somebody must be let in: else nobody could lift it.");
        var now = Now;
        await Write("let-in/end", $"{its.Worker}", db => db.LetIns.Where(each => each.Id == row && each.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(each => each.EndedAt, now)));
        return Again($"{NameOf(its.Worker)} is no longer let in.");
    }

    public async Task<IActionResult> OnPostExclude()
    {
        if (await Open() is { } refused) return refused;
        if (Others.All(worker => worker.Id != Worker)) Fault("Excluded", "Select somebody who works here");
        if (Worker == Viewer.Id) Fault("Excluded", "Ask somebody else to exclude you, so that two people know of it");
        if (Excluded.Any(row => row.Worker == Worker)) Fault("Excluded", "They are excluded already");
        var reason = Stated("ExcludedWhy", Request.Form["ExcludedWhy"], "Say why");
        if (!ModelState.IsValid) return Page();
        await Write("exclude", $"{Worker}", db => Task.FromResult(db.Add(new ExclusionRow { Id = Guid.NewGuid(), Worker = Worker!.Value, ChildId = Id, Reason = reason, ByWorker = Viewer.Id, BegunAt = Now })));
        return Again($"{NameOf(Worker!.Value)} can no longer see this record, nor find it.");
    }

    public async Task<IActionResult> OnPostEndExclusion(Guid row)
    {
        if (await Open() is { } refused) return refused;
        if (Excluded.FirstOrDefault(each => each.Id == row) is not { } its) return NotThere();
        var (now, me) = (Now, Viewer.Id);
        await Write("exclude/end", $"{its.Worker}", db => db.Exclusions.Where(each => each.Id == row && each.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(each => each.EndedAt, now).SetProperty(each => each.EndedBy, me)));
        return Again($"{NameOf(its.Worker)} is no longer excluded.");
    }

    /// <summary>One person lifts a restriction. A seal is lifted by a second person, after a first asked for it.</summary>
    public async Task<IActionResult> OnPostLift()
    {
        if (await Open() is { } refused) return refused;
        if (Restriction is not { } restriction) return Again("It is open already.");
        var (now, me, id) = (Now, Viewer.Id, restriction.Id);
        if (restriction.Kind == RestrictionKind.Sealed && restriction.LiftBy is null)
        {
            await Write("lift/ask", "sealed", db => db.Restrictions.Where(row => row.Id == id && row.LiftBy == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.LiftBy, me)));
            return Again("You asked for the seal to be lifted. A second person who is let in must do so too.");
        }
        if (restriction.Kind == RestrictionKind.Sealed && restriction.LiftBy == me) return Again("You asked for it. A second person must lift the seal.");
        await Write("lift", restriction.Kind == RestrictionKind.Sealed ? "sealed" : "restricted", db => db.Restrictions.Where(row => row.Id == id && row.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, now).SetProperty(row => row.EndedBy, me)));
        return Again("The record is open again to those whose work it is.");
    }

    async Task<IActionResult?> Open()
    {
        if (await Viewer.ByNumber().FirstOrDefaultAsync(row => row.Id == Id) is not { } child) return NotThere();
        if (Viewer.May(AccessVerb.Restrict) is { Allows: false } ruling) return Refuse(ruling, Id);
        Child = child;
        var now = Now;
        Restriction = await Db.Restrictions.FirstOrDefaultAsync(row => row.ChildId == Id && row.EndedAt == null && (row.Until == null || row.Until > now));
        var restriction = Restriction?.Id;
        LetIn = await Db.LetIns.Where(row => row.Restriction == restriction && row.EndedAt == null && row.Until > now).OrderBy(row => row.BegunAt).ThenBy(row => row.Id).ToListAsync();
        Excluded = await Db.Exclusions.Where(row => row.ChildId == Id && row.EndedAt == null).OrderBy(row => row.BegunAt).ThenBy(row => row.Id).ToListAsync();
        register = await Authority.Situations.Register(Db, []);
        Others = [.. register.Workers.Where(worker => register.Here(worker.Id, Today)).OrderBy(worker => worker.Surname, StringComparer.Ordinal)];
        Saw(child: Id);
        return null;
    }

    /// <summary>The end of the day that was typed; null: none was.</summary>
    Instant? End()
    {
        if (Until.IsEmpty) return null;
        if (Until.Date is not { } day) Fault("until", "The last day must be a real date, such as 27 3 2026");
        else if (day < Today) Fault("until", "The last day must be today or later");
        else return Authority.Calendar.Zone.AtStartOfDay(day.PlusDays(1)).ToInstant();
        return null;
    }

    LetInRow LetInOf(Guid restriction, Guid worker, Instant? until) => new()
    {
        Id = Guid.NewGuid(), Restriction = restriction, Worker = worker, ByWorker = Viewer.Id, BegunAt = Now,
        Until = until ?? Authority.Calendar.Zone.AtStartOfDay(Today.PlusMonths(Months)).ToInstant(),
    };

    async Task Write(string what, string fields, Func<WaymarkDb, Task> change)
    {
        await using var writing = await Authority.Database.Write();
        await change(writing.Db);
        writing.Db.AuditEntries.Add(Desk.Entry(AuditAction.Administer, $"accesses/{what}") with { ChildId = Id, Fields = fields });
        await writing.Commit();
    }

    RedirectResult Again(string done)
    {
        Done = done;
        return Redirect(Url.Content($"~/children/{Id}/restrictions"));
    }
}
