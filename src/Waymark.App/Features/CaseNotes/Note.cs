using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Features.CaseNotes;

/// <summary>A case note as it is read: what a worker typed, or all that a process has added to it, oldest first.</summary>
/// <param name="From">The process that writes it; null: a worker typed it.</param>
public sealed record Note(CaseNoteRow Row, NoteSource? From, IReadOnlyList<NoteEntry> Entries)
{
    /// <summary>The newest first; of what the viewer may read. Five queries, however many there are.</summary>
    /// <param name="type">Of this type alone; null: of every type.</param>
    public static async Task<IReadOnlyList<Note>> Read(Desk desk, Guid child, string? type)
    {
        var db = desk.Db;
        var readable = await desk.Viewer!.Processes().Where(process => db.ProcessChildren.Any(its => its.ProcessId == process.Id && its.ChildId == child)).Select(process => process.Id).ToListAsync();
        var rows = await desk.Viewer.CaseNotes(child, readable).Where(note => type == null || note.Type == type).OrderByDescending(note => note.LastAt).ThenBy(note => note.Id).ToListAsync();
        var ids = rows.Select(note => note.ProcessId).OfType<Guid>().Distinct().ToList();
        var processes = await db.Processes.Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Number, row.Protocol, row.Pack }).ToListAsync();
        var events = await db.Events.Where(row => ids.Contains(row.ProcessId) && (row.Type == CaseNoteWritten.Name || row.Type == RecordedInError.Name)).OrderBy(row => row.Sequence).ToListAsync();
        var register = await desk.Authority.Situations.Register(db, [child]);
        var said = events.ToLookup(row => row.ProcessId, row => row.Event());

        var notes = new List<Note>();
        foreach (var row in rows)
        {
            if (processes.FirstOrDefault(process => process.Id == row.ProcessId) is not { } its)
            {
                notes.Add(new Note(row, null, [Typed(row, register)]));
                continue;
            }
            var label = (await desk.Authority.Packs.Of(db, its.Pack)).Protocol(its.Protocol)?.Label ?? its.Protocol;
            notes.Add(new Note(row, new NoteSource(its.Id, its.Number, label), [.. Written(row, [.. said[its.Id]], register)]));
        }
        return notes;
    }

    static NoteEntry Typed(CaseNoteRow row, Register register) => new(null, null, register.NameOf(row.ByWorker), row.BegunAt, row.RecordedAt, [new NoteLine(null, "", row.Text ?? "")])
    {
        InError = row.InErrorBy is { } by ? new NoteError(register.NameOf(by), row.InErrorAt!.Value, row.InErrorReason ?? "") : null,
    };

    static IEnumerable<NoteEntry> Written(CaseNoteRow row, IReadOnlyList<Event> said, Register register)
    {
        foreach (var e in said)
        {
            if (e.What is not CaseNoteWritten written || written.Note != row.Id) continue;
            var by = e.For is { } absent && absent != e.By ? $"{register.NameOf(e.By)} for {register.NameOf(absent)}" : register.NameOf(e.By);
            var mark = said.FirstOrDefault(other => other.What is RecordedInError error && error.Sequence == e.Sequence);
            yield return new NoteEntry(e.Sequence, written.About, by, e.Happened, e.Recorded, written.Lines)
            {
                InError = mark is null ? null : new NoteError(register.NameOf(mark.By), mark.Happened, mark.Reason ?? ""),
            };
        }
    }
}

public sealed record NoteSource(Guid Process, int Number, string Label);

/// <param name="Sequence">Of its event; null: it was typed.</param>
/// <param name="About">What happened; null: its text says so.</param>
public sealed record NoteEntry(int? Sequence, string? About, string By, Instant Happened, Instant Recorded, IReadOnlyList<NoteLine> Lines)
{
    /// <summary>Null: it stands.</summary>
    public NoteError? InError { get; init; }
}

public sealed record NoteError(string By, Instant At, string Reason);
