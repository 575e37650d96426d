using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Record;

namespace Waymark.App.Features.Notices;

/// <summary>How often the viewer is written to: for each notice, or once a day for all.</summary>
public sealed class LettersModel : WaymarkPage
{
    static readonly string[] Choices = ["each", "7", "12", "16"];

    [BindProperty]
    public string? Often { get; set; }

    string? email;

    /// <summary>Where letters go; or why none come.</summary>
    public string Standing => email is null
        ? "No e-mail address is kept for you, so no letters are sent. An administrator can add one."
        : $"{(Authority.Mail is null || Authority.IsDemonstration ? $"They would go to {email}; this authority sends no e-mail." : $"They go to {email}.")} They say what kind of thing is due and when, and nothing of a child.";

    public async Task OnGet() => Often = (await Me()).LetterHour?.ToString(CultureInfo.InvariantCulture) ?? "each";

    public async Task<IActionResult> OnPost()
    {
        await Me();
        if (!Choices.Contains(Often))
        {
            Fault("Often", "Choose how often you want letters");
            return Page();
        }
        var (me, hour) = (Viewer.Id, int.TryParse(Often, CultureInfo.InvariantCulture, out var at) ? at : (int?)null);
        await using var writing = await Authority.Database.Write();
        await writing.Db.Workers.Where(row => row.Id == me).ExecuteUpdateAsync(set => set.SetProperty(row => row.LetterHour, hour));
        writing.Db.AuditEntries.Add(Desk.Entry(AuditAction.Change, "notices/letters"));
        await writing.Commit();
        Done = "Saved";
        return RedirectToPage();
    }

    async Task<WorkerRow> Me()
    {
        var me = Viewer.Id;
        var row = await Db.Workers.SingleAsync(worker => worker.Id == me);
        email = row.Email;
        return row;
    }
}
