using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Waymark.App.Store;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Worksteps;

/// <summary>What was written, what is left, and the button that finishes it (S0-074).</summary>
public sealed class FinishModel : FormPage
{
    public IReadOnlyList<Refusal> Left { get; private set; } = [];
    public override string Part => "finish";

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Load(id) is { } refused) return refused;
        await LoadDraft();
        Look();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await Load(id, AccessVerb.Record) is { } refused) return refused;
        TakeBeside();
        var outcome = await Save("workstep/finish", (process, situation) => Engine.Finish(process, situation, id));
        Look();
        if (!outcome.Accepted) return Page();
        var told = Others(outcome.Decision).Select(each => Name(each.To)).Distinct().ToList();
        Done = $"{Definition.Label} is finished.{(told.Count > 0 ? $" Told: {string.Join(", ", told)}." : "")}";
        var opened = Workstep.NextActions.OrderByDescending(n => n.Taken).SelectMany(n => n.Opened).ToList();
        foreach (var next in opened)
            if (await Holds(next)) return RedirectToPage("Show", new { id = next.Workstep });
        return RedirectToPage("/Processes/Show", new { id = Process.Id });
    }

    public async Task<IActionResult> OnPostDraftAsync(Guid id)
    {
        if (await Load(id, AccessVerb.Record) is { } refused) return refused;
        TakeBeside();
        return await Autosave();
    }

    /// <summary>What the viewer is to go on with: a piece of work that came to them by this finish, or before it and isn't done.</summary>
    private async Task<bool> Holds(Origin next) => (await Viewer.Workstep(next.Workstep)).Row is { } row && row.Holder == Viewer.Id && row.ScheduledOn is null && row.Status == WorkstepStatus.Open;

    private void Look()
    {
        Left = Workstep.IsOpen ? [.. Engine.WhyNotFinish(Process, Situation, Workstep)] : [];
        if (!MayFinish) return;
        var tried = Situation with { Acknowledged = Asked.ToDictionary(gate => gate.Gate!, gate => gate.Text), Cases = [.. Situation.Cases.Select(each => each with { Process = Rows.Copy(each.Process) })] };
        Then = Engine.Finish(Rows.Copy(Process), tried, Workstep.Id);
    }

    /// <summary>What finishing it now would do.</summary>
    private Decision? Then { get; set; }

    /// <summary>Those who would be told, and of what.</summary>
    public IEnumerable<OwedNotice> ToBeTold => Then is null ? [] : Others(Then).DistinctBy(each => (each.To, each.Label));

    /// <summary>What is chosen to happen next, and what happens by finishing.</summary>
    public IEnumerable<(string Definition, Guid? PassTo, LocalDate? From)> Next =>
        [.. Workstep.NextActions.Select(row => (row.Definition, row.PassTo, row.ScheduledFor)), .. (Then?.Events ?? []).Select(happened => happened.What).OfType<NextActionProposed>().Where(its => its.Workstep == Workstep.Id).Select(its => (its.Definition, its.PassTo, (LocalDate?)null))];

    private IEnumerable<OwedNotice> Others(Decision decision) => decision.Notices.Where(each => each.To != Viewer.Id);

    public bool MayFinish => Workstep.IsOpen && Left.All(r => !r.Blocks);

    /// <summary>Warnings and questions to tick as read before it is finished, shown from the first.</summary>
    public IEnumerable<Refusal> Asked => Left.Where(r => !r.Blocks).DistinctBy(r => r.Gate);
}
