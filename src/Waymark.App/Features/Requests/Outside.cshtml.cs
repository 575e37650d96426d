using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Waymark.App.Features.Worksteps;
using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Requests;

/// <summary>Writes down an answer that came another way: marked so for ever, and told to the person it speaks for (design rule 11).</summary>
public sealed class OutsideModel : RequestPage
{
    public IReadOnlyList<Refusal> WhyNot { get; private set; } = [];

    [BindProperty]
    public string? How { get; set; }

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? Time { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public override string Part => "outside:" + base.Part;

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Open(id) is { } refused) return refused;
        WhyNot = [.. Engine.WhyNotOutside(Context, Workstep, Asked, null)];
        await LoadDraft();
        (How, From, Time, Note) = (Beside(nameof(How)), Beside(nameof(From)) ?? NamePost(Asked.Holder), Beside(nameof(Time)), Beside(nameof(Note)));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await Open(id, AccessVerb.Record) is { } refused) return refused;
        var typed = Posted();
        var happened = Happened();
        IReadOnlyList<Guid> documents = await Attach("file", "f-file") is { } file ? [file] : [];
        if (happened is not { } at || !ModelState.IsValid)
        {
            LetGoOfFiles();
            await KeepDraft();
            return Page();
        }
        var outcome = await Save("request/answer-outside", (process, situation) => Engine.AnswerOutside(process, situation, Workstep.Id, id, at, new Outside(How ?? "", From ?? "", documents), Note, typed));
        if (!outcome.Accepted) return Page();
        Done = string.Join(' ', OfFiles.Prepend($"Recorded. {Name(Asked.Holder)} has been told that it was recorded for them."));
        return RedirectToPage("/Worksteps/Show", new { id = Workstep.Id });
    }

    public async Task<IActionResult> OnPostDraftAsync(Guid id)
    {
        if (await Open(id, AccessVerb.Record) is { } refused) return refused;
        Posted();
        return await Autosave();
    }

    private List<Typed> Posted()
    {
        var posted = new List<Typed>(Take(Alone.Where(f => f.Kind != FieldKind.Signature)));
        foreach (var table in Tables)
            foreach (var row in Workstep.Tables.GetValueOrDefault(table.Id, [])) posted.AddRange(TakeRow(table, row.Id));
        TakeBeside([nameof(How), nameof(From), nameof(Time), nameof(Note), .. DayBoxes]);
        return posted;
    }

    private Instant? Happened()
    {
        var field = new Waymark.Core.Packs.Field { Id = "happened", Label = "The day it came", Kind = FieldKind.Date, Required = Required.Save };
        var (day, error) = Answers.Check(field, string.Join('/', new[] { "day", "month", "year" }.Select(p => Request.Form[$"happened-{p}"].FirstOrDefault()?.Trim() ?? "")), Context);
        if (error is not null) { Fault(FieldBox.Anchor("happened"), error); return null; }
        var time = NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("H:mm").Parse((Time ?? "").Trim());
        if (!time.Success) { Fault(FieldBox.Anchor("time"), "Enter the time it came, like 14:30"); return null; }
        return (NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value + time.Value).InZoneLeniently(Authority.Calendar.Zone).ToInstant();
    }

    private static readonly string[] DayBoxes = ["happened-day", "happened-month", "happened-year"];

    public IReadOnlyDictionary<string, string?> TypedDay => DayBoxes.ToDictionary(box => box, Beside);
}
