using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Features.CaseNotes;

/// <summary>The case notes on a child's record, the newest first, of one type or of all; on paper as on the screen.</summary>
public sealed class IndexModel : WaymarkPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The type to show; none: all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Type { get; set; }

    public ChildRow Child { get; private set; } = null!;

    public IReadOnlyList<Note> Notes { get; private set; } = [];

    public IReadOnlyList<Option> Types => Core.Record.CaseNotes.Types(Pack);

    public bool MayAdd { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        var access = await Viewer.Child(Id);
        if (access.Row is not { } child) return Refuse(access);
        Child = child;
        Notes = await Note.Read(Desk, Id, string.IsNullOrEmpty(Type) ? null : Type);
        MayAdd = Types.Count > 0 && (await Viewer.Child(Id, AccessVerb.Record)).Ruling.Allows;
        Saw(child: Id, shown: Notes.Select(note => note.Row.Id));
        return Page();
    }

    public string Label(string type) => Core.Record.CaseNotes.Label(Pack, type);

    public string When(Instant at) => at.InZone(Authority.Calendar.Zone).LocalDateTime.InWords();

    /// <summary>Who wrote it and when; and when it was written down, where that was later.</summary>
    public string Signed(NoteEntry entry) =>
        $"{entry.By}, {When(entry.Happened)}.{(entry.Recorded - entry.Happened < Duration.FromMinutes(1) ? "" : $" Recorded on {When(entry.Recorded)}.")}";
}
