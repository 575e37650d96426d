using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Store;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Worksteps;

/// <summary>
/// What somebody typed into a section and has not saved yet, valid or not: kept per author, workstep and section, until it is
/// saved or thrown away. Not part of the record.
/// </summary>
public sealed record Draft(IReadOnlyList<Typed> Typed, Instant SavedAt)
{
    public string? Text(string field, Guid? row) => Typed.LastOrDefault(t => t.Field == field && t.Row == row)?.Text;

    public string? Was(string field, Guid? row) => Typed.LastOrDefault(t => t.Field == field && t.Row == row)?.Was;
}

/// <summary>When a draft was kept; it shows nothing of what was read to keep it.</summary>
public sealed class DraftKept(object said) : JsonResult(said);

public static class Drafts
{
    /// <summary>What an autosave is answered with: by the authority's time, which may not be the browser's.</summary>
    public static DraftKept Kept(Instant at, DateTimeZone zone) =>
        new(new { text = "Kept at " + at.InZone(zone).LocalDateTime.ToString("h:mmtt", CultureInfo.InvariantCulture).ToLowerInvariant() });

    public static async Task<Draft?> Of(WaymarkDb db, Guid worker, Guid workstep, string section) =>
        await db.Drafts.FirstOrDefaultAsync(d => d.Worker == worker && d.WorkstepId == workstep && d.Section == section) is { } row
            ? new Draft(Json.Read<List<Typed>>(row.Answers), row.SavedAt)
            : null;

    /// <summary>The latest draft that came stands, whichever of two arrived first.</summary>
    public static async Task Put(WaymarkDb db, Guid worker, Guid workstep, string section, string answers, Instant at)
    {
        var changed = await db.Drafts.Where(d => d.Worker == worker && d.WorkstepId == workstep && d.Section == section)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Answers, answers).SetProperty(d => d.SavedAt, at));
        if (changed == 0) db.Drafts.Add(new DraftRow { Worker = worker, WorkstepId = workstep, Section = section, Answers = answers, SavedAt = at });
    }

    public static Task Drop(WaymarkDb db, Guid worker, Guid workstep, string section) =>
        db.Drafts.Where(d => d.Worker == worker && d.WorkstepId == workstep && d.Section == section).ExecuteDeleteAsync();
}
