using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Access;
using Waymark.App.Features.Shared;
using Waymark.App.Features.Worksteps;
using Waymark.App.Store;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Features.Children;

/// <summary>What changed for a child, as workers wrote it down: reviews, conferences, placements and other events, and one more of them.</summary>
public sealed class ChangesModel : WaymarkPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? What { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    public TypedDate On { get; private set; } = TypedDate.Of(null);

    public ChildRow Child { get; private set; } = null!;

    public bool MayRecord { get; private set; }

    public IReadOnlyList<Change> Recorded { get; private set; } = [];

    Register register = null!;

    public IReadOnlyList<Option> Kinds => Changes.Kinds(Pack);

    public string Title => Pack.ListOf(Meaning.RecordChanges)!.Label;

    public async Task<IActionResult> OnGet() => await Open(AccessVerb.Read) ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Open(AccessVerb.Record) is { } refused) return refused;
        On = TypedDate.Read(Request.Form, "on");
        if (On.Date is null && !On.IsEmpty) Fault("on", "The day must be a real date, such as 27 3 2026");
        foreach (var why in Changes.WhyNot(Pack, What, On.Date, Words, Today).Where(why => FaultOf(why.Field!) is null)) Fault(why.Field!, why.Text);
        if (!ModelState.IsValid) return Page();
        var words = string.IsNullOrWhiteSpace(Words) ? null : Core.Record.CaseNotes.Kept(Words);
        // Its id is made from the post, so that the same post again finds what it wrote.
        var change = new Change(PostKey.Of(Request, Viewer.Id), Id, What!, On.Date!.Value, words, Viewer.Id, Now);
        var said = await Authority.Casework.Record(change, Operation("children/changes"), Desk.Entry(AuditAction.Change, "children/changes") with { ChildId = Id, Fields = What, Shown = change.Id.ToString() });
        Done = string.Join(' ', said.Prepend($"{Changes.Label(Pack, What!)}, {On.Date.Value.InWords()}: it is on the record."));
        return Redirect(Url.Content($"~/children/{Id}/changes"));
    }

    async Task<IActionResult?> Open(AccessVerb verb)
    {
        var access = await Viewer.Child(Id, verb);
        if (access.Row is not { } child) return Refuse(access);
        if (Kinds.Count == 0) return NotThere();
        Child = child;
        MayRecord = verb == AccessVerb.Record || (await Viewer.Child(Id, AccessVerb.Record)).Row is not null;
        Recorded = await Db.Changes.Where(change => change.Child == Id).OrderByDescending(change => change.Recorded).ThenBy(change => change.Id).ToListAsync();
        register = await Authority.Situations.Register(Db, []);
        Saw(child: Id, shown: Recorded.Select(change => change.Id));
        return null;
    }

    /// <summary>"Friday 10 July 2026. Recorded by Ida Fenwick on 1 July 2026 at 09:00."</summary>
    public Shared.Components.Content Line(Change change) => WorkstepSheet.Written(
        $"{change.On.InWords()}{(change.Words is { } words ? $": {words}" : ".")}\nRecorded by {register.NameOf(change.By)} on {change.Recorded.InZone(Authority.Calendar.Zone).LocalDateTime.InWords()}.");
}
