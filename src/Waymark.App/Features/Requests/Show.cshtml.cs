using Microsoft.AspNetCore.Mvc;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Requests;

/// <summary>
/// What is asked, of whom, by when; one box for each action, one button (S0-053 to S0-057). Once answered it says what became of it.
/// </summary>
public sealed class ShowModel : RequestPage
{
    public IReadOnlyList<Refusal> WhyNot { get; private set; } = [];
    public IReadOnlyList<RequestDefinition> Follows { get; private set; } = [];

    [BindProperty]
    public RequestAnswer? Status { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public List<string> Then { get; set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Open(id) is { } refused) return refused;
        Prepare();
        await LoadDraft();
        Status = Enum.TryParse<RequestAnswer>(Draft?.Text(nameof(Status), null), out var meant) ? meant : RequestAnswer.Completed;
        Note = Draft?.Text(nameof(Note), null);
        Then = [.. Follows.Select(f => f.Id)];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await Open(id, AccessVerb.Record) is { } refused) return refused;
        var posted = Posted();
        if (Status is not { } answer)
        {
            Fault(Worksteps.FieldBox.Anchor("status"), $"Select {Pack.Term("completed")} or {Pack.Term("returned")}");
            Prepare();
            await KeepDraft();
            return Page();
        }
        var signed = answer == RequestAnswer.Completed ? Request.Form["sign"].ToArray() : [];
        var outcome = await Save("request/answer", (process, situation) =>
        {
            var saved = Engine.Save(process, situation, Workstep.Id, posted);
            foreach (var field in signed) saved = saved.Then(() => Engine.Sign(process, situation, Workstep.Id, field!));
            return saved.Then(() => Engine.Answer(process, situation, Workstep.Id, id, answer, Note, [], Then));
        });
        Prepare();
        if (!outcome.Accepted) return Page();
        Done = answer == RequestAnswer.Completed ? $"Answered. {Name(Asked.Sender)} has been told." : $"Returned to {Name(Asked.Sender)} with your note.";
        return RedirectToPage(new { id });
    }

    public async Task<IActionResult> OnPostDraftAsync(Guid id)
    {
        if (await Open(id, AccessVerb.Record) is { } refused) return refused;
        Posted();
        return await Autosave();
    }

    /// <summary>Each row's boxes carry the row's id in their name, as 'f.r/ROW/COLUMN'.</summary>
    private IReadOnlyList<Typed> Posted()
    {
        var typed = new List<Typed>(Take(Alone.Where(f => f.Kind != FieldKind.Signature)));
        foreach (var table in Tables)
            foreach (var row in Workstep.Tables.GetValueOrDefault(table.Id, []))
                typed.AddRange(TakeRow(table, row.Id));
        TakeBeside(nameof(Status), nameof(Note));
        return typed;
    }

    private void Prepare()
    {
        WhyNot = [.. Engine.WhyNotAnswer(Process, Situation, Workstep, Asked, RequestAnswer.Returned)];
        Follows = WhyNot.Count == 0 ? [.. Engine.Follows(Process, Situation, Workstep, Asked)] : [];
    }

    public bool MayFinish => Workstep.IsOpen && Asked.Status == RequestStatus.Completed && Engine.WhyNotFinish(Process, Situation, Workstep).All(r => !r.Blocks);
}
