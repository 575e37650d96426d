using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Features.Shared;
using Waymark.App.Store;
using Waymark.Core.Access;
using Waymark.Core.Calendar;
using Waymark.Core.Record;

namespace Waymark.App.Features.Accesses;

/// <summary>
/// A part of the audit as a file, for an inspector, a court or an inquiry. One of those who review everybody's access asks for it,
/// another releases it, and whoever asked takes it once, within a day.
/// </summary>
public sealed class ExportsModel : WaymarkPage
{
    const int MostDays = 366, MostShown = 50;
    static readonly Duration Lasts = Duration.FromHours(24);

    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public Guid? Worker { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    public TypedDate From { get; private set; } = TypedDate.Of(null);
    public TypedDate To { get; private set; } = TypedDate.Of(null);

    public IReadOnlyList<AuditExportRow> ToRelease { get; private set; } = [];
    public IReadOnlyList<AuditExportRow> Mine { get; private set; } = [];
    public IReadOnlyList<Worker> Others { get; private set; } = [];

    /// <summary>Who else may release one today.</summary>
    public IReadOnlyList<Worker> Seconds { get; private set; } = [];

    IReadOnlyDictionary<Guid, ChildRow> children = new Dictionary<Guid, ChildRow>();
    Core.Record.Register register = null!;

    public string NameOf(Guid worker) => register.NameOf(worker);

    public string Clock(Instant at) => at.InZone(Authority.Calendar.Zone).LocalDateTime.InWords();

    public string Of(AuditExportRow row)
    {
        var child = row.ChildId is { } id ? children.TryGetValue(id, out var its) ? $"about {its.Name} ({its.Number}), " : "about one child, " : "";
        return $"Entries {child}{(row.Worker is { } worker ? $"of {NameOf(worker)}, " : "")}from {row.From.InWords()} to {row.To.InWords()}";
    }

    /// <summary>Of one that the viewer asked for.</summary>
    public string StateOf(AuditExportRow row) => row switch
    {
        { AnsweredAt: null } => "It waits for a second person to release it",
        { Released: not true } => $"{NameOf(row.AnsweredBy!.Value)} did not release it",
        { TakenAt: { } taken } => $"Taken on {Clock(taken)}",
        _ when row.Until <= Now => "It was not taken within a day. Ask again if you still need it",
        _ => $"Released by {NameOf(row.AnsweredBy!.Value)}. You can take it once, until {Clock(row.Until!.Value)}",
    };

    public bool MayTake(AuditExportRow row) => row is { Released: true, TakenAt: null } && row.Until > Now;

    /// <summary>The posts that may release, as the authority calls them.</summary>
    public string Releasing => string.Join(" or ", Pack.Posts.Where(post => Policy.Reviews(Pack, new Capacity(Guid.Empty, true, [new Holding(Guid.Empty, Guid.Empty, post.Id, null, null, Today, null)])).Everyone).Select(post => post.Label));

    public async Task<IActionResult> OnGet() => await Show() ?? Page();

    public async Task<IActionResult> OnPostAsk()
    {
        if (await Show() is { } refused) return refused;
        (From, To) = (TypedDate.Read(Request.Form, "from"), TypedDate.Read(Request.Form, "to"));
        var (from, to) = (Day("from", From, "first"), Day("to", To, "last"));
        if (from > to) Fault("to", "The last day must be the first day or later");
        if (from is { } first && to is { } last && Period.DaysBetween(first, last) >= MostDays) Fault("to", "Choose at most a year at a time");
        Guid? child = null;
        if (!string.IsNullOrWhiteSpace(Number))
        {
            var number = int.TryParse(Number.Trim(), out var typed) ? typed : -1;
            child = await Viewer.ByNumber().Where(row => row.Number == number).Select(row => (Guid?)row.Id).FirstOrDefaultAsync();
            if (child is null) Fault("Number", $"No child has this {Pack.Term("record-number")}");
        }
        if (Worker == Viewer.Id) Fault("Worker", "Ask somebody else for a file about yourself. What you opened is on your own page");
        else if (Worker is { } about && Others.All(each => each.Id != about)) Fault("Worker", "Select somebody from the list");
        var why = Stated("Why", Why, "Say who needs it, and for what");
        if (Seconds.All(second => second.Id == Worker)) Fault("Why", $"A second person must release it, and nobody else may today. Ask an administrator who else can be {Releasing}");
        if (!ModelState.IsValid) return Page();
        var row = new AuditExportRow { Id = Guid.NewGuid(), AskedBy = Viewer.Id, AskedAt = Now, Reason = why, ChildId = child, Worker = Worker, From = from!.Value, To = to!.Value };
        await Write("ask", row, db => Task.FromResult(db.Add(row)));
        return Again("Asked for. You can take it once a second person has released it.");
    }

    public Task<IActionResult> OnPostRelease(Guid row) => Answer(row, true);

    public Task<IActionResult> OnPostRefuse(Guid row) => Answer(row, false);

    async Task<IActionResult> Answer(Guid id, bool released)
    {
        if (await Show() is { } refused) return refused;
        if (ToRelease.FirstOrDefault(each => each.Id == id) is not { } row) return NotThere();
        var (now, me, until) = (Now, Viewer.Id, released ? Now + Lasts : (Instant?)null);
        await Write(released ? "release" : "refuse", row, db => db.AuditExports.Where(each => each.Id == id && each.AnsweredAt == null).ExecuteUpdateAsync(set =>
            set.SetProperty(each => each.AnsweredAt, now).SetProperty(each => each.AnsweredBy, me).SetProperty(each => each.Released, released).SetProperty(each => each.Until, until)));
        return Again(released ? $"Released. {NameOf(row.AskedBy)} can take it once, within a day." : $"Not released. {NameOf(row.AskedBy)} sees that here.");
    }

    async Task<IActionResult?> Show()
    {
        if (!Viewer.Reviews.Everyone) return Refuse(Ruling.Deny("Your post doesn't include this."));
        var me = Viewer.Id;
        register = await Authority.Situations.Register(Db, []);
        Others = [.. register.Workers.Where(worker => worker.Id != me).OrderBy(worker => worker.Surname, StringComparer.Ordinal)];
        Seconds = [.. Others.Where(worker => Policy.Reviews(Pack, Capacity.Of(register, worker.Id, Today)).Everyone)];
        ToRelease = await AuditExports.ToRelease(Desk).OrderBy(row => row.AskedAt).ThenBy(row => row.Id).ToListAsync();
        Mine = await Db.AuditExports.Where(row => row.AskedBy == me).OrderByDescending(row => row.AskedAt).ThenBy(row => row.Id).Take(MostShown).ToListAsync();
        var ids = ToRelease.Concat(Mine).Select(row => row.ChildId).OfType<Guid>().Distinct().ToList();
        children = ids.Count == 0 ? children : await Viewer.ByNumber().Where(child => ids.Contains(child.Id)).ToDictionaryAsync(child => child.Id);
        Saw(shown: ToRelease.Concat(Mine).Select(row => row.Id).Concat(ids));
        return null;
    }

    LocalDate? Day(string field, TypedDate typed, string which)
    {
        if (typed.Date is { } day && day <= Today) return day;
        Fault(field, typed.IsEmpty ? $"Enter the {which} day" : typed.Date is null ? $"The {which} day must be a real date, such as 27 3 2026" : $"The {which} day must be today or earlier");
        return null;
    }

    async Task Write(string what, AuditExportRow row, Func<WaymarkDb, Task> change)
    {
        await using var writing = await Authority.Database.Write();
        await change(writing.Db);
        writing.Db.AuditEntries.Add(Desk.Entry(AuditAction.Administer, $"accesses/export/{what}") with { ChildId = row.ChildId, Shown = Listed(row.Id), Reason = what == "ask" ? row.Reason : null });
        await writing.Commit();
    }

    RedirectResult Again(string done)
    {
        Done = done;
        return Redirect(Url.Content("~/access/exports"));
    }
}
