using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Store;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Registers;

/// <summary>A finished form as the log has it (S2-019).</summary>
public sealed record FormLine(Guid Id, int Number, string Children, Guid Holder, Instant Opened, Instant? Sent, Instant? Answered, Instant Finished, string Result)
{
    public bool Opens { get; init; }

    /// <summary>The children of its process.</summary>
    public IReadOnlyList<Guid> About { get; init; } = [];
}

/// <summary>The log of one kind of form: a line for each that was finished, in the latest version of each, by the day it was finished. Nobody writes it.</summary>
public abstract class FormsPage : RegisterPage
{
    public const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public int Part { get; set; } = 1;

    public WorkstepDefinition Form { get; private set; } = null!;
    public IReadOnlyList<FormLine> Lines { get; private set; } = [];
    public int Count { get; private set; }
    public bool HasMore => Count > Part * PageSize;

    /// <param name="paged">A page of it; otherwise all.</param>
    protected async Task<bool> Load(string protocol, string workstep, bool paged)
    {
        if (!await Open(protocol) || Protocol.FindWorkstep(workstep) is not { } form) return false;
        Form = form;
        Part = Math.Clamp(Part, 1, 10_000);
        if (ModelState.IsValid) await Read(paged);
        Saw(shown: Lines.SelectMany(line => line.About.Prepend(line.Id)));
        return true;
    }

    private async Task Read(bool paged)
    {
        var (zone, known, opens, protocol, id) = (Authority.Calendar.Zone, Viewer.Known(), Viewer.Processes(), Protocol.Id, Form.Id);
        var steps = Db.Worksteps.Where(step => step.Definition == id && step.Status == WorkstepStatus.Finished && !step.Superseded && known.Any(process => process.Id == step.ProcessId && process.Protocol == protocol));
        if (First is { } first && zone.AtStartOfDay(first).ToInstant() is var from) steps = steps.Where(step => step.ClosedAt >= from);
        if (Last is { } last && zone.AtStartOfDay(last.PlusDays(1)).ToInstant() is var until) steps = steps.Where(step => step.ClosedAt < until);
        Count = await steps.CountAsync();
        var some = steps.OrderBy(step => step.ClosedAt).ThenBy(step => step.Id).Skip(paged ? (Part - 1) * PageSize : 0).Take(paged ? PageSize : int.MaxValue);
        var rows = await (from step in some join process in Db.Processes on step.ProcessId equals process.Id select new { Step = step, process.Number, Opens = opens.Any(its => its.Id == process.Id) }).ToListAsync();
        var processes = rows.Select(row => row.Step.ProcessId).ToHashSet();
        var children = (await (from its in Db.ProcessChildren where processes.Contains(its.ProcessId) join child in Db.Children on its.ChildId equals child.Id orderby child.Number select new { its.ProcessId, child.Id, Words = child.Name + " (" + child.Number + ")" }).ToListAsync())
            .ToLookup(row => row.ProcessId);
        Lines = [.. rows.OrderBy(row => row.Step.ClosedAt).ThenBy(row => row.Step.Id).Select(row =>
        {
            var asked = Json.Read<Workstep>(row.Step.Document);
            var counting = asked.Requests.Where(request => request.Status != RequestStatus.Withdrawn).ToList();
            return new FormLine(row.Step.Id, row.Number, row.Opens ? string.Join(", ", children[row.Step.ProcessId].Select(child => child.Words)) : "", row.Step.Holder, row.Step.OpenedAt,
                counting.Select(request => (Instant?)request.Sent).Min(), counting.Select(request => request.Answered).Max(), row.Step.ClosedAt!.Value, Result(asked))
            { Opens = row.Opens, About = [.. children[row.Step.ProcessId].Select(child => child.Id)] };
        })];
    }

    private string Result(Workstep form) =>
        string.Join(", ", form.NextActions.Where(action => action.Taken is not null).Select(action => Protocol.FormOf(Form.Id).NextAction(action.Definition)?.Label ?? action.Definition));
}
