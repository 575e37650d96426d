using Microsoft.AspNetCore.Mvc;
using Waymark.App.Features.Documents;
using Waymark.App.Store;
using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using CoreField = Waymark.Core.Packs.Field;

namespace Waymark.App.Features.Worksteps;

/// <summary>
/// A page on which somebody fills fields of a workstep. What they typed is shown again whatever becomes of it: from the post,
/// else from their draft, else as it was saved.
/// </summary>
public abstract class FormPage : WorkstepPage
{
    private readonly List<(DocumentRow Document, string Anchor)> attached = [];
    private readonly List<string> told = [];
    private IReadOnlyList<Typed> typed = [];

    public Draft? Draft { get; private set; }
    public IReadOnlyList<Conflict> Conflicts { get; private set; } = [];

    /// <summary>What the draft of this page is kept under.</summary>
    public abstract string Part { get; }

    protected async Task LoadDraft() => Draft = await Drafts.Of(Db, Viewer.Id, Workstep.Id, Part);

    /// <summary>Takes up what was posted; without it, nothing typed could be shown again.</summary>
    protected IReadOnlyList<Typed> Take(IEnumerable<CoreField> fields, Guid? row = null)
    {
        var read = PostedForm.Read(Request.Form, fields, row);
        typed = [.. typed, .. read];
        return read;
    }

    /// <summary>Texts that boxes start with before anybody typed, over what stands.</summary>
    protected void Begin(IEnumerable<Typed> texts) => typed = [.. typed, .. texts];

    /// <summary>Takes up the boxes that stand beside the form's fields, such as a note, with the reasons for passing gates: the draft keeps them too.</summary>
    protected void TakeBeside(params string[] boxes) =>
        typed = [.. typed, .. boxes.Concat(Request.Form.Keys.Where(key => key.StartsWith("reason.", StringComparison.Ordinal))).Select(box => new Typed(box, null, Request.Form[box].ToString(), null))];

    /// <summary>What was typed into such a box: as posted, else as kept.</summary>
    public string? Beside(string box) => typed.LastOrDefault(t => t.Field == box && t.Row is null)?.Text ?? Draft?.Text(box, null);

    /// <summary>When what stands in the boxes was kept; null: nothing was.</summary>
    public string? Unsent => Draft is { } draft ? When(draft.SavedAt) : null;

    /// <summary>Keeps a posted file, whose row comes with what is saved; null: nothing was posted, or it can't be kept and the page says why.</summary>
    protected async Task<Guid?> Attach(string name, string anchor)
    {
        if (Request.Form.Files.GetFile(name) is not { Length: > 0 } file) return null;
        var taken = await Files.Take(Desk, file, Process.Id, Workstep.Id, Process.Children.Count > 0 ? Process.Children[0] : null);
        if (taken.Message is { } message) Fault(anchor, message);
        if (taken.Document is not { } document) return null;
        attached.Add((document, anchor));
        told.AddRange(taken.Told);
        return document.Id;
    }

    /// <summary>What to know of the files that were saved, behind what is said of the rest.</summary>
    protected IReadOnlyList<string> OfFiles => told;

    /// <summary>What was not saved leaves no file behind: a browser doesn't send one again by itself, so that is said.</summary>
    protected void LetGoOfFiles()
    {
        foreach (var (document, anchor) in attached)
        {
            Files.Drop(Desk, document);
            Fault(anchor, $"{document.Name} was not attached, since the rest could not be saved. Choose it again");
        }
        attached.Clear();
    }

    /// <summary>Takes up the boxes of one row of a table, on a page that shows several (<see cref="RowBox"/>).</summary>
    protected IReadOnlyList<Typed> TakeRow(CoreField table, Guid row)
    {
        var read = table.Columns.Where(c => Request.Form.ContainsKey($"w.{RowName(c, row)}"))
            .SelectMany(c => PostedForm.Read(Request.Form, [c with { Id = RowName(c, row) }])).Select(t => t with { Field = t.Field.Split('/')[2], Row = row }).ToList();
        typed = [.. typed, .. read];
        return read;
    }

    private static string RowName(CoreField column, Guid row) => $"row/{row}/{column.Id}";

    /// <summary>Saves, and drops the draft with it; refused, what was typed becomes the draft: nothing is lost.</summary>
    protected async Task<Outcome> Save(string what, Func<Process, Situation, Decision> decide)
    {
        var (worker, id, part) = (Viewer.Id, Workstep.Id, Part);
        var outcome = await Do(what, decide, (db, _) =>
        {
            foreach (var (document, _) in attached) Files.Add(Desk, db, document);
            return Drafts.Drop(db, worker, id, part);
        });
        if (outcome.Replayed) foreach (var (document, _) in attached) Files.Drop(Desk, document);
        if (outcome.Accepted) return outcome;
        LetGoOfFiles();
        Conflicts = outcome.Decision.Conflicts;
        foreach (var conflict in Conflicts) Fault(FieldBox.Anchor(conflict.Field), $"{Name(conflict.By)} changed this while you were writing. Both texts are below.");
        await KeepDraft();
        return outcome;
    }

    /// <summary>Everything that was taken up so far.</summary>
    protected async Task KeepDraft()
    {
        await using var writing = await Authority.Database.Write();
        await Drafts.Put(writing.Db, Viewer.Id, Workstep.Id, Part, Json.Write(typed), Now);
        await writing.Commit();
    }

    /// <summary>Autosave: what is typed is kept, valid or not, and nothing is said of it but when.</summary>
    protected Task<IActionResult> Autosave(IEnumerable<CoreField> fields, Guid? row = null)
    {
        Take(fields, row);
        TakeBeside();
        return Autosave();
    }

    protected async Task<IActionResult> Autosave()
    {
        await KeepDraft();
        return Drafts.Kept(Now, Authority.Calendar.Zone);
    }

    protected async Task DiscardDraft()
    {
        await using var writing = await Authority.Database.Write();
        await Drafts.Drop(writing.Db, Viewer.Id, Workstep.Id, Part);
        await writing.Commit();
    }

    public bool MayFill(CoreField field) => Workstep.IsOpen && !(Workstep.ScheduledFor > Today) && Engine.WhyNotFill(Process, Situation, Workstep, field, out _) is null;

    public FieldBox Box(CoreField field, Row? row = null, string? id = null, Guid? newRow = null)
    {
        var (at, key) = (id ?? field.Id, row?.Id ?? newRow);
        var stands = (row is null ? newRow is null ? Context.Answered(Workstep, id is null ? field : field with { Id = id }) : null : row.Cells.GetValueOrDefault(at)?.Text) ?? "";
        var mine = typed.LastOrDefault(t => t.Field == at && t.Row == key);
        var conflict = Conflicts.FirstOrDefault(c => c.Field == at && c.Row == key);
        return new FieldBox(field, at, mine?.Text ?? Draft?.Text(at, key) ?? stands, conflict is not null ? Answers.Mark(conflict.Stands) : mine?.Was ?? Draft?.Was(at, key) ?? Answers.Mark(stands), Context)
        {
            Error = FaultOf(FieldBox.Anchor(at))?.Text,
        };
    }

    /// <summary>The box of one cell, on a page that shows several rows: the row is in the box's name.</summary>
    public FieldBox RowBox(CoreField column, Row row)
    {
        var box = Box(column, row);
        return box with { Id = RowName(column, row.Id), Field = column with { Required = Required.Save } };
    }

    public Conflict? ConflictOf(CoreField field, Guid? row = null) => Conflicts.FirstOrDefault(c => c.Field == field.Id && c.Row == row);

    /// <summary>A saved text in words; null: there is none.</summary>
    public string? Words(CoreField field, Row? row = null)
    {
        var text = row is null ? Context.Answered(Workstep, field) : row.Cells.GetValueOrDefault(field.Id)?.Text;
        return string.IsNullOrEmpty(text) ? null : Answers.InWords(field, text, Situation);
    }
}
