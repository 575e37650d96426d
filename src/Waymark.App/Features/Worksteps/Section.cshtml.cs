using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Store;
using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using CoreField = Waymark.Core.Packs.Field;

namespace Waymark.App.Features.Worksteps;

public sealed class SectionModel : FormPage
{
    public Section Section { get; private set; } = null!;
    IReadOnlyList<DocumentRow> attached = [];
    public override string Part => Section.Id;

    public async Task<IActionResult> OnGetAsync(Guid id, string section)
    {
        if (await Open(id, section) is { } refused) return refused;
        await LoadDraft();
        return Page();
    }

    /// <param name="then">The table to add a row to, once what else was typed is saved.</param>
    /// <param name="copy">The table to copy what is still open from the earlier stage into (S0-069).</param>
    public async Task<IActionResult> OnPostAsync(Guid id, string section, string? then, string? copy)
    {
        if (await Open(id, section, AccessVerb.Record) is { } refused) return refused;
        var posted = await WithFiles(Take(Section.Fields));
        var signed = Request.Form["sign"].ToArray();
        TakeBeside();
        if (!ModelState.IsValid)
        {
            LetGoOfFiles();
            await KeepDraft();
            return Page();
        }
        var outcome = await Save("workstep/save", (process, situation) => signed.Aggregate(Engine.Save(process, situation, id, posted),
            (decision, field) => decision.Then(() => Engine.Sign(process, situation, id, field!)))
            .Then(() => copy is null ? new Decision() : Engine.CopyOpenRows(process, situation, id, copy)));
        if (!outcome.Accepted) return Page();
        if (then is not null) return RedirectToPage("Row", new { id, table = then, side = Request.Form["side"].FirstOrDefault(), across = Request.Form["across"].FirstOrDefault(), down = Request.Form["down"].FirstOrDefault() });
        Done = string.Join(" ", outcome.Decision.Warnings.Concat(OfFiles).Prepend(copy is not null ? "Copied what was still open." : signed.Length > 0 ? "Saved and signed." : "Saved."));
        if (copy is not null) return RedirectToPage(new { id, section });
        return RedirectToPage("Show", new { id });
    }

    public async Task<IActionResult> OnPostDraftAsync(Guid id, string section) =>
        await Open(id, section, AccessVerb.Record) ?? await Autosave(Section.Fields.Where(f => f.Kind != FieldKind.Attachment));

    public async Task<IActionResult> OnPostDiscardAsync(Guid id, string section)
    {
        if (await Open(id, section, AccessVerb.Record) is { } refused) return refused;
        await DiscardDraft();
        return RedirectToPage(new { id, section });
    }

    private async Task<IActionResult?> Open(Guid id, string section, AccessVerb verb = AccessVerb.Read)
    {
        if (await Load(id, verb) is { } refused) return refused;
        if (Sections.FirstOrDefault(s => s.Id == section) is not { } found) return NotThere();
        Section = found;
        var ids = Section.Fields.Where(f => f.Kind == FieldKind.Attachment)
            .SelectMany(f => Workstep.Answers.GetValueOrDefault(f.Id)?.Text.Split('\n') ?? []).Select(Guid.Parse).ToList();
        if (ids.Count > 0) attached = await Db.Documents.Where(d => ids.Contains(d.Id)).ToListAsync();
        return null;
    }

    /// <summary>What was attached is kept first, and the answer is the list of what is attached.</summary>
    private async Task<IReadOnlyList<Typed>> WithFiles(IReadOnlyList<Typed> posted)
    {
        var result = new List<Typed>();
        foreach (var one in posted)
        {
            if (Section.Fields.FirstOrDefault(f => f.Id == one.Field) is not { Kind: FieldKind.Attachment } field) { result.Add(one); continue; }
            if (!MayFill(field) || await Attach($"f.{field.Id}", FieldBox.Anchor(field.Id)) is not { } document) continue;
            var before = Workstep.Answers.GetValueOrDefault(field.Id)?.Text.Split('\n') ?? [];
            result.Add(one with { Text = string.Join('\n', before.Append(document.ToString())), Was = null });
        }
        return result;
    }

    /// <summary>What is asked, and what an answer on this very page may come to ask.</summary>
    public IReadOnlyList<CoreField> Visible => [.. Section.Fields.Where(f => Context.Holds(f.When) || f.When!.Subjects().Any(s => s.Kind == SubjectKind.Field && Section.Fields.Any(other => other.Id == s.Name && MayFill(other))))];

    public IEnumerable<DocumentRow> AttachedTo(CoreField field) => attached.Where(d => Workstep.Answers.GetValueOrDefault(field.Id)?.Text.Split('\n').Contains($"{d.Id}") == true);

    public AskedWhen? AskedWhen(CoreField field) => Worksteps.AskedWhen.Of(field, Section.Fields.Where(MayFill), Context);

    public bool MaySave => Section.Fields.Any(f => f.Kind is not (FieldKind.Table or FieldKind.Cases or FieldKind.Figures or FieldKind.NextActions or FieldKind.Signature) && MayFill(f))
        || Section.Fields.Any(f => f.Kind == FieldKind.Signature && MaySign(f));

    public bool MaySign(CoreField field) => !Workstep.Signatures.ContainsKey(field.Id) && MayFill(field) && (field.By.Count == 0 || People.Names(Context, field.By, out _));

    public bool MayAddRow(CoreField table) => MayFill(table.Columns[0]);

    public IReadOnlyList<Row> OfferedRows(CoreField table) =>
        (table.Carry ?? Form.Carry) == Carry.Offer && MayAddRow(table) && Workstep.Tables.GetValueOrDefault(table.Id, []).Count == 0 ? Engine.OpenRows(Process, Situation, Workstep, table) : [];

    public IEnumerable<string> Details(CoreField field) => Workstep.Answers.Keys.Where(k => k.StartsWith(field.Id + "/", StringComparison.Ordinal));

    public string? WhoFills(CoreField field) => Workstep.IsOpen ? Engine.WhyNotFill(Process, Situation, Workstep, field, out _) : null;

    /// <summary>A clock that a computed field shows, with how it was counted.</summary>
    public Clock? ClockShown(CoreField field) => field.Default is Value.Of { Subject: { Kind: SubjectKind.Clock } subject } ? Process.Clocks.LastOrDefault(c => c.Definition == subject.Name) : null;
}
