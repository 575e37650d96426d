using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Waymark.App.Features.Access;
using Waymark.App.Features.Shared;
using Waymark.App.Store;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Features.CaseNotes;

/// <summary>A worker types a case note on a child's record.</summary>
public sealed class AddModel : WaymarkPage
{
    static readonly LocalTimePattern Minute = LocalTimePattern.CreateWithInvariantCulture("H:mm");

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Type { get; set; }

    [BindProperty]
    public string? Time { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    public TypedDate Happened { get; private set; } = TypedDate.Of(null);

    public ChildRow Child { get; private set; } = null!;

    public IReadOnlyList<Option> Types => Core.Record.CaseNotes.Types(Pack);

    public async Task<IActionResult> OnGet()
    {
        if (await Open() is { } refused) return refused;
        (Happened, Time) = (TypedDate.Of(Today), Minute.Format(Now.InZone(Authority.Calendar.Zone).TimeOfDay));
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Open() is { } refused) return refused;
        Happened = TypedDate.Read(Request.Form, "happened");
        var at = Day() is { } day && Clock() is { } time ? (day + time).InZoneLeniently(Authority.Calendar.Zone).ToInstant() : (Instant?)null;
        foreach (var why in Core.Record.CaseNotes.WhyNot(Pack, Type, at ?? Now, Text, Now)) Fault(why.Field!, why.Text);
        if (!ModelState.IsValid) return Page();
        await Keep(at!.Value);
        Done = "The case note is on the record.";
        return Redirect(Url.Content($"~/children/{Id}/notes"));
    }

    async Task<IActionResult?> Open()
    {
        var access = await Viewer.Child(Id, AccessVerb.Record);
        if (access.Row is not { } child) return Refuse(access);
        if (Types.Count == 0) return NotThere();
        Child = child;
        Saw(child: Id);
        return null;
    }

    LocalDate? Day()
    {
        if (Happened.Date is { } day) return day;
        Fault("happened", Happened.IsEmpty ? "Enter the day it happened" : "The day it happened must be a real date, such as 27 3 2026");
        return null;
    }

    LocalTime? Clock()
    {
        if (Minute.Parse((Time ?? "").Trim()) is { Success: true } time) return time.Value;
        Fault("time", "Enter the time it happened, like 14:30");
        return null;
    }

    /// <summary>Its id is made from the post, so that the same post again finds the note that it wrote.</summary>
    async Task Keep(Instant happened)
    {
        var id = PostKey.Of(Request, Viewer.Id);
        try
        {
            await using var writing = await Authority.Database.Write();
            if (await writing.Db.CaseNotes.AnyAsync(row => row.Id == id)) return;
            writing.Db.CaseNotes.Add(new CaseNoteRow { Id = id, ChildId = Id, Type = Type!, ByWorker = Viewer.Id, BegunAt = happened, RecordedAt = Now, LastAt = happened, Text = Core.Record.CaseNotes.Kept(Text!) });
            writing.Db.AuditEntries.Add(Desk.Entry(AuditAction.Change, "casenotes/add") with { ChildId = Id, Shown = id.ToString() });
            await writing.Commit();
        }
        catch (DbUpdateException)
        {
            await using var db = Authority.Open();
            if (!await db.CaseNotes.AnyAsync(row => row.Id == id)) throw;
            await Desk.Record(Sight, AuditAction.View, "casenotes/add");
        }
    }
}
