using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Features.CaseNotes;

/// <summary>Marks a case note that was typed as recorded in error: it stays readable, marked so, with the reason.</summary>
public sealed class InErrorModel : WaymarkPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public CaseNoteRow Note { get; private set; } = null!;

    public string? WhyNot { get; private set; }

    public async Task<IActionResult> OnGet() => await Open() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Open() is { } refused) return refused;
        var reason = (Reason ?? "").Trim();
        foreach (var why in WhyNot is null ? Core.Record.CaseNotes.WhyNotReason(reason) : []) Fault("reason", why.Text);
        if (WhyNot is not null || !ModelState.IsValid) return Page();
        await using (var writing = await Authority.Database.Write())
        {
            var (now, me) = (Now, Viewer.Id);
            await writing.Db.CaseNotes.Where(row => row.Id == Id && row.InErrorAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.InErrorAt, now).SetProperty(row => row.InErrorBy, me).SetProperty(row => row.InErrorReason, reason));
            writing.Db.AuditEntries.Add(Desk.Entry(AuditAction.Change, "casenotes/inerror") with { ChildId = Note.ChildId, Reason = reason, Shown = Id.ToString() });
            await writing.Commit();
        }
        Done = "The case note is marked as recorded in error.";
        return Redirect(Url.Content($"~/children/{Note.ChildId}/notes"));
    }

    async Task<IActionResult?> Open()
    {
        var access = await Viewer.CaseNote(Id);
        if (access.Row is not { ChildId: not null } note) return access.Row is null ? Refuse(access) : NotThere();
        Note = note;
        if (note.InErrorAt is not null) WhyNot = "It is marked already.";
        else if (note.ByWorker != Viewer.Id && !(await Viewer.CaseNote(Id, AccessVerb.Correct)).Ruling.Allows) WhyNot = "Only whoever wrote it, or a manager of the service, may mark it.";
        Saw(child: note.ChildId, shown: [Id]);
        return null;
    }
}
