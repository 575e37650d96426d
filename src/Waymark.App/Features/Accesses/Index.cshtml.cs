using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Features.Shared;
using Waymark.App.Store;
using Waymark.Core.Calendar;
using Waymark.Core.Record;

namespace Waymark.App.Features.Accesses;

/// <summary>What the viewer's staff opened, and what of it is to be reviewed (S3-011, S3-013).</summary>
public sealed class IndexModel : WaymarkPage
{
    const int Days = 14, Longest = 1000;

    public IReadOnlyList<(AccessReasonRow Given, string Worker, ChildRow Child)> ToReview { get; private set; } = [];
    public IReadOnlyList<Look> Looks { get; private set; } = [];
    public IReadOnlyList<Worker> Staff { get; private set; } = [];

    [BindProperty(SupportsGet = true)]
    public Guid? Who { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Unusual { get; set; }

    [BindProperty]
    public string? Result { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    /// <summary>What may be found, and what is kept of it.</summary>
    public static readonly IReadOnlyList<(string Id, string Words)> Results = [("justified", "There was a good reason"), ("not-justified", "There was not"), ("referred", "There was not, and it goes further")];

    public async Task<IActionResult> OnGet() => await Show() ?? Page();

    public async Task<IActionResult> OnPost(Guid id)
    {
        if (await Show() is { } refused) return refused;
        if (ToReview.All(each => each.Given.Id != id)) return NotThere();
        if (Results.All(each => each.Id != Result)) Fault($"result-{id}", "Select what you found");
        if (Result is "not-justified" or "referred" && string.IsNullOrWhiteSpace(Note)) Fault($"note-{id}", "Say what you found, and what follows from it");
        if (Note?.Length > Longest) Fault($"note-{id}", $"Say it in at most {Longest} letters");
        if (!ModelState.IsValid) return Page();
        await using var writing = await Authority.Database.Write();
        var (now, me, result, note) = (Now, Viewer.Id, Result, string.IsNullOrWhiteSpace(Note) ? null : Core.Record.CaseNotes.Kept(Note));
        await writing.Db.AccessReasons.Where(given => given.Id == id && given.ReviewedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(given => given.ReviewedAt, now).SetProperty(given => given.ReviewedBy, me).SetProperty(given => given.Result, result).SetProperty(given => given.ReviewNote, note));
        var given = ToReview.Single(each => each.Given.Id == id);
        writing.Db.AuditEntries.Add(Desk.Entry(AuditAction.Change, "accesses/review") with { ChildId = given.Given.ChildId, Fields = Result, Shown = Listed(id) });
        await writing.Commit();
        Done = $"Reviewed: what {given.Worker} opened on {given.Given.GivenAt.InZone(Authority.Calendar.Zone).Date.InWords()}.";
        return Redirect(Url.Content("~/access"));
    }

    async Task<IActionResult?> Show()
    {
        if (Viewer.Reviews.IsNobody) return Refuse(Core.Access.Ruling.Deny("Your post doesn't include this."));
        var (register, covered) = (await Authority.Situations.Register(Db, []), await AccessLog.Covered(Desk));
        Staff = [.. register.Workers.Where(worker => covered.Contains(worker.Id)).OrderBy(worker => worker.Surname, StringComparer.Ordinal)];
        if (Who is { } who && !covered.Contains(who)) return NotThere();
        var waiting = await AccessLog.ToReview(Desk);
        var ids = waiting.Select(given => given.ChildId).Distinct().ToList();
        var children = await Viewer.ByNumber().Where(child => ids.Contains(child.Id)).ToDictionaryAsync(child => child.Id);
        ToReview = [.. waiting.Select(given => (given, register.NameOf(given.Worker), children[given.ChildId]))];
        var from = Authority.Calendar.Zone.AtStartOfDay(Today.PlusDays(-Days)).ToInstant();
        var entries = Db.AuditEntries.Where(entry => entry.At >= from);
        if (Who is { } one) entries = entries.Where(entry => entry.Worker == one);
        Looks = await AccessLog.Read(Desk, entries, covered);
        Saw(shown: ids.Concat(Looks.Select(look => look.Child?.Id).OfType<Guid>()));
        if (Unusual) Looks = [.. Looks.Where(look => look.Unusual.Count > 0)];
        return null;
    }
}
