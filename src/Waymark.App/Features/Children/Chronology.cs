using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Features.CaseNotes;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Children;

/// <summary>
/// What was done for a child, in the order in which it happened, over all processes and case notes that the viewer may see: who noticed,
/// raised, chased, escalated or decided what, and how long it lay in between.
/// </summary>
public static class Chronology
{
    /// <summary>Its days, and whom it tells of: what was done for several children at once tells of each. The same number of queries for each pack in use, however much there is.</summary>
    public static async Task<(IReadOnlyList<ChronologyDay> Days, IReadOnlyList<Guid> Children)> Read(Desk desk, Guid child)
    {
        var db = desk.Db;
        var visible = desk.Viewer!.Processes().Where(process => db.ProcessChildren.Any(its => its.ProcessId == process.Id && its.ChildId == child));
        var processes = await visible.OrderBy(process => process.Number).Select(process => new { process.Id, process.Number, process.Protocol, process.Pack }).ToListAsync();
        var events = (await db.Events.Where(row => visible.Any(process => process.Id == row.ProcessId)).OrderBy(row => row.Sequence).ToListAsync()).ToLookup(row => row.ProcessId, row => row.Event());
        var children = await db.ProcessChildren.Where(its => visible.Any(process => process.Id == its.ProcessId)).Select(its => its.ChildId).Distinct().ToListAsync();

        var entries = new List<ChronologyEntry>();
        foreach (var version in processes.GroupBy(process => process.Pack))
        {
            var situation = await desk.Authority.Situations.About(db, children, desk.Viewer.Id, await desk.Authority.Packs.Of(db, version.Key));
            foreach (var process in version)
            {
                var label = $"{situation.Pack.Protocol(process.Protocol)?.Label ?? process.Protocol} {process.Number}";
                entries.AddRange(Story.Of(situation, [.. events[process.Id]]).Where(told => told.IsAct)
                    .Select(told => new ChronologyEntry(told.Happened, told.Text, label, $"~/processes/{process.Id}#entry-{told.Sequence}") { Told = told, Source = Source(situation, told.Event.By, told.Happened.Date) }));
            }
        }
        foreach (var note in (await Note.Read(desk, child, null)).Where(note => note.From is null))
            entries.Add(Typed(desk, note));
        return ([.. Days([.. entries.OrderBy(entry => entry.At)])], children);
    }

    static string? Source(Situation situation, Guid by, LocalDate on) =>
        situation.Register.Holdings.FirstOrDefault(held => held.Worker == by && held.On(on)) is { } held && situation.Pack.FindPost(held.Post) is { } post
            ? string.Join(", ", new[] { post.Label, held.Team }.OfType<string>()) : null;

    static ChronologyEntry Typed(Desk desk, Note note)
    {
        var (entry, label) = (note.Entries[0], Core.Record.CaseNotes.Label(desk.Authority.Packs.InForce, note.Row.Type));
        var at = entry.Happened.InZone(desk.Authority.Calendar.Zone).LocalDateTime;
        return new ChronologyEntry(at, $"{entry.By} wrote a case note.", label, $"~/children/{note.Row.ChildId}/notes#note-{note.Row.Id}") { Note = entry };
    }

    static IEnumerable<ChronologyDay> Days(IReadOnlyList<ChronologyEntry> entries)
    {
        LocalDate? before = null;
        foreach (var day in entries.GroupBy(entry => entry.At.Date))
        {
            yield return new ChronologyDay(day.Key, before is { } last ? Period.DaysBetween(last, day.Key) : null, [.. day]);
            before = day.Key;
        }
    }
}

/// <param name="After">Days since the day before on which anything was done; null: it is the first.</param>
public sealed record ChronologyDay(LocalDate On, int? After, IReadOnlyList<ChronologyEntry> Entries);

/// <param name="Of">The process or the type of case note that it belongs to.</param>
public sealed record ChronologyEntry(LocalDateTime At, string Text, string Of, string Href)
{
    /// <summary>In which post, and for which team or home, whoever did it did it: the post, then the team. Null: nobody's post is known.</summary>
    public string? Source { get; init; }

    /// <summary>Null: a case note that somebody typed.</summary>
    public Telling? Told { get; init; }

    public NoteEntry? Note { get; init; }
}
