using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Features.Shared;
using Waymark.App.Store;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Features.Children;

/// <summary>Homes in which a child lives, from when to when (S3-003). Who works there sees the child on those days, and on no other.</summary>
public sealed class PlacementsModel : WaymarkPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Home { get; set; }

    public TypedDate From { get; private set; } = TypedDate.Of(null);
    public TypedDate To { get; private set; } = TypedDate.Of(null);
    public ChildRow Child { get; private set; } = null!;
    public IReadOnlyList<Placement> Placements { get; private set; } = [];
    public IReadOnlyList<string> Homes { get; private set; } = [];
    public bool MayRecord { get; private set; }

    /// <summary>The newest that hasn't ended: its last day may be recorded.</summary>
    public Placement? Present => Placements.FirstOrDefault(its => its.To is null || its.To >= Today);

    public async Task<IActionResult> OnGet() => await Open(AccessVerb.Read) ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Open(AccessVerb.Record) is { } refused) return refused;
        (From, To) = (TypedDate.Read(Request.Form, "from"), TypedDate.Read(Request.Form, "to"));
        var (from, to) = (Day("from", From, "the first day"), Day("to", To, "the last day", required: false));
        if (Home is null || !Homes.Contains(Home)) Fault("Home", "Select the home");
        if (to < from) Fault("to", "The last day must be the same as or after the first");
        if (!ModelState.IsValid) return Page();
        await Write("begin", async db => await db.Placements.AddAsync(new Placement(PostKey.Of(Request, Viewer.Id), Id, Home!, from!.Value, to)));
        return Again($"{Child.Name} lives in {Home} from {from!.Value.InWords()}.");
    }

    public async Task<IActionResult> OnPostEnd(Guid placement)
    {
        if (await Open(AccessVerb.Record) is { } refused) return refused;
        if (Placements.FirstOrDefault(its => its.Id == placement) is not { } ending) return NotThere();
        To = TypedDate.Read(Request.Form, "last");
        var to = Day("last", To, "the last day");
        if (to < ending.From) Fault("last", $"It began on {ending.From.InWords()}: the last day must be the same or later");
        if (!ModelState.IsValid) return Page();
        await Write("end", db => db.Placements.Where(its => its.Id == placement).ExecuteUpdateAsync(set => set.SetProperty(its => its.To, to)));
        return Again($"{Child.Name}’s last day in {ending.Home} is {to!.Value.InWords()}.");
    }

    async Task<IActionResult?> Open(AccessVerb verb)
    {
        var access = await Viewer.Child(Id, verb);
        if (access.Row is not { } child) return Refuse(access);
        Child = child;
        MayRecord = verb == AccessVerb.Record || (await Viewer.Child(Id, AccessVerb.Record)).Row is not null;
        Placements = await Db.Placements.Where(its => its.Child == Id).OrderByDescending(its => its.From).ThenBy(its => its.Id).ToListAsync();
        var register = await Authority.Situations.Register(Db, []);
        Homes = [.. register.Holdings.Where(held => Pack.FindPost(held.Post)?.FoundBy == FoundBy.Home && held.On(Today)).Select(held => held.Team).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        Saw(child: Id);
        return null;
    }

    LocalDate? Day(string name, TypedDate typed, string thing, bool required = true)
    {
        if (typed.IsEmpty && !required) return null;
        if (typed.Date is { } day) return day;
        Fault(name, typed.IsEmpty ? $"Enter {thing}" : $"{char.ToUpperInvariant(thing[0])}{thing[1..]} must be a real date, such as 27 3 2026");
        return null;
    }

    async Task Write(string what, Func<WaymarkDb, Task> change)
    {
        await using var writing = await Authority.Database.Write();
        await change(writing.Db);
        writing.Db.AuditEntries.Add(Desk.Entry(AuditAction.Change, $"children/placements/{what}") with { ChildId = Id, Fields = "placement" });
        await writing.Commit();
    }

    RedirectResult Again(string done)
    {
        Done = done;
        return Redirect(Url.Content($"~/children/{Id}/placements"));
    }
}
