using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Worksteps;

/// <summary>The grid of next actions, and a form that adds one (S0-006 to S0-013). Nothing is added by leaving.</summary>
public sealed class NextActionsModel : FormPage
{
    private static readonly string[] DayBoxes = ["scheduled-for-day", "scheduled-for-month", "scheduled-for-year"];
    private static readonly string[] Boxes = [nameof(Action), nameof(PassTo), nameof(Priority), nameof(Note), nameof(Reason), .. DayBoxes];

    public override string Part => "next-actions";

    public IReadOnlyList<(NextActionDefinition Action, IReadOnlyList<Refusal> WhyNot)> Offered { get; private set; } = [];

    /// <summary>Who may hold what comes next; the one whom the rule finds is picked beforehand (S0-008).</summary>
    public IReadOnlyList<Successor> Successors { get; private set; } = [];

    public IReadOnlyList<Refusal> Prompts { get; private set; } = [];
    public bool MayAdd { get; private set; }
    private Guid? Likeliest { get; set; }

    [BindProperty]
    public string? Action { get; set; }

    [BindProperty]
    public Guid? PassTo { get; set; }

    [BindProperty]
    public bool AtOnce { get; set; }

    [BindProperty]
    public string? Priority { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Open(id, AccessVerb.Read) is { } refused) return refused;
        var possible = Offered.Where(o => o.WhyNot.Count == 0).ToList();
        if (possible.Count == 1) Action = possible[0].Action.Id;
        await LoadDraft();
        Action = Beside(nameof(Action)) is { Length: > 0 } meant ? meant : Action;
        PassTo = Guid.TryParse(Beside(nameof(PassTo)), out var to) ? to : Likeliest;
        (Priority, Note, Reason) = (Beside(nameof(Priority)), Beside(nameof(Note)), Beside(nameof(Reason)));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string? another)
    {
        if (await Open(id, AccessVerb.Record) is { } refused) return refused;
        TakeBeside(Boxes);
        var (day, error) = ScheduledFor();
        if (error is not null) Fault(FieldBox.Anchor("scheduled-for"), error);
        if (!ModelState.IsValid)
        {
            await KeepDraft();
            return Page();
        }
        var proposal = new Proposal(Action ?? "", Holder()) { ScheduledFor = day, Priority = Priority, Note = Note, Reason = Reason, AtOnce = AtOnce };
        var outcome = await Save("next-action/add", (process, situation) => Engine.Propose(process, situation, id, proposal));
        Refresh();
        if (!outcome.Accepted) return Page();
        Done = outcome.Decision.Started.Count > 0 ? "Sent: it is in their incoming work now." : "Added. It starts when this piece of work is finished.";
        return RedirectToPage(another is null ? "Show" : "NextActions", new { id });
    }

    /// <summary>Whoever was picked; where the page had picked and this action goes to others, the first of those.</summary>
    private Guid? Holder()
    {
        if (Form.NextAction(Action ?? "") is not { Opens.Count: > 0 } action) return null;
        var may = Engine.PassTo(Context, action);
        return PassTo == Likeliest && may is [{ IsFound: true } first, ..] && may.All(each => each.Worker != PassTo) ? first.Worker : PassTo;
    }

    public async Task<IActionResult> OnPostDraftAsync(Guid id)
    {
        if (await Open(id, AccessVerb.Record) is { } refused) return refused;
        TakeBeside(Boxes);
        return await Autosave();
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id, Guid row)
    {
        if (await Open(id, AccessVerb.Record) is { } refused) return refused;
        var outcome = await Do("next-action/remove", (process, situation) => Engine.RemoveNextAction(process, situation, id, row));
        if (!outcome.Accepted) return Page();
        Done = "Taken out of the list.";
        return RedirectToPage(new { id });
    }

    private async Task<IActionResult?> Open(Guid id, AccessVerb verb)
    {
        if (await Load(id, verb) is { } refused) return refused;
        Refresh();
        return null;
    }

    private void Refresh()
    {
        var grid = Form.Fields.FirstOrDefault(f => f.Kind == FieldKind.NextActions);
        MayAdd = Workstep.IsOpen && grid is not null && Engine.WhyNotFill(Process, Situation, Workstep, grid, out _) is null;
        Offered = [.. Engine.Offered(Process, Situation, Workstep)];
        Successors = Successor.Of(Context, [.. Offered.Select(o => o.Action)]);
        Likeliest = Offered.SelectMany(o => Engine.PassTo(Context, o.Action)).FirstOrDefault() is { IsFound: true } first ? first.Worker : null;
        // What finishing will only warn of is said where it can still be followed: a concern that the audit found (S0-004).
        Prompts = MayAdd ? [.. Engine.WhyNotFinish(Process, Situation, Workstep).Where(r => !r.Blocks && Form.Gates.Any(g => g.Id == r.Gate && g.Needs is Condition.Is { Subject.Kind: SubjectKind.NextAction }))] : [];
    }

    private (LocalDate? Day, string? Error) ScheduledFor()
    {
        var field = new Field { Id = "scheduled-for", Label = Pack.Term("schedule"), Kind = FieldKind.Date, Required = Required.No };
        var parts = new[] { "day", "month", "year" }.Select(p => Request.Form[$"scheduled-for-{p}"].FirstOrDefault()?.Trim() ?? "").ToArray();
        if (parts.All(p => p.Length == 0)) return (null, null);
        var (text, error) = Answers.Check(field, string.Join('/', parts), Context);
        return error is null ? (NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value, null) : (null, error);
    }

    public IReadOnlyDictionary<string, string?> TypedDay => DayBoxes.ToDictionary(box => box, Beside);

    public string LabelOf(NextAction row) => Form.NextAction(row.Definition)?.Label ?? row.Definition;
}
