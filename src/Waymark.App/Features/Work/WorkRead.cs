using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Features.Work;

/// <summary>A workstep as lists of work need it, with the process that it is in.</summary>
public sealed record StepRead(Guid Id, Guid Process, int Number, string Protocol, string Pack, string Definition, Guid Holder, WorkstepStatus Status, Standing Standing, string? Priority, Instant Opened, Instant? Begun, LocalDate? Scheduled)
{
    /// <summary>It came to one of these workers beside its holder: the pack lets any of several hold it.</summary>
    public bool Shared { get; init; }
}

public sealed record RequestRead(Guid Id, Guid Workstep, int Ordinal, string Definition, Guid Sender, Guid Holder, RequestStatus Status, Instant Sent);

public sealed record ClockRead(Guid Process, Guid? Workstep, Guid? Request, string Definition, LocalDate DueOn, Instant Ends, ClockStatus Status);

public sealed record ChildRead(Guid Process, Guid Id, int Number, string Name);

/// <summary>
/// The open work of some workers, from narrow rows alone: no documents, and the same number of queries however many rows there are.
/// </summary>
public sealed record WorkRead(Register Register, IReadOnlyList<StepRead> Steps, ILookup<Guid, RequestRead> Requests, ILookup<Guid, ClockRead> Clocks, ILookup<Guid, ChildRead> Children, IReadOnlyDictionary<string, Pack> Packs)
{
    /// <param name="workers">Whose work: the worksteps that they hold, and those in which they were asked or have asked.</param>
    public static async Task<WorkRead> Of(Desk desk, IReadOnlyList<Guid> workers)
    {
        var db = desk.Db;
        var involved = desk.Viewer!.Requests().Where(request =>
            (request.Status == RequestStatus.Sent && workers.Contains(request.Holder))
            || ((request.Status == RequestStatus.Sent || request.Status == RequestStatus.Returned) && workers.Contains(request.Sender)));
        var told = db.Notices.Where(notice => notice.Definition == Engine.Arrived && workers.Contains(notice.Recipient));
        var open = desk.Viewer!.Worksteps().Where(step => step.Status == WorkstepStatus.Open
            && (workers.Contains(step.Holder) || involved.Any(request => request.WorkstepId == step.Id) || told.Any(notice => notice.WorkstepId == step.Id)));
        var steps = await open.Join(db.Processes, step => step.ProcessId, process => process.Id, (step, process) => new { step, process })
            .Select(both => new StepRead(both.step.Id, both.step.ProcessId, both.process.Number, both.process.Protocol, both.process.Pack, both.step.Definition, both.step.Holder,
                both.step.Status, both.step.Standing, both.step.Priority, both.step.OpenedAt, both.step.BegunAt, both.step.ScheduledOn)
            { Shared = !workers.Contains(both.step.Holder) && told.Any(notice => notice.WorkstepId == both.step.Id) }).ToListAsync();

        Guid[] ids = [.. steps.Select(step => step.Id)], processes = [.. steps.Select(step => step.Process).Distinct()];
        var requests = await db.Requests.Where(request => ids.Contains(request.WorkstepId)).OrderBy(request => request.Ordinal)
            .Select(request => new RequestRead(request.Id, request.WorkstepId, request.Ordinal, request.Definition, request.Sender, request.Holder, request.Status, request.SentAt)).ToListAsync();
        var clocks = await db.Clocks.Where(clock => processes.Contains(clock.ProcessId) && clock.Status != ClockStatus.Stopped)
            .Select(clock => new ClockRead(clock.ProcessId, clock.WorkstepId, clock.RequestId, clock.Definition, clock.DueOn, clock.EndsAt, clock.Status)).ToListAsync();
        var children = await db.ProcessChildren.Where(its => processes.Contains(its.ProcessId))
            .Join(db.Children, its => its.ChildId, child => child.Id, (its, child) => new ChildRead(its.ProcessId, child.Id, child.Number, child.Name)).ToListAsync();
        var packs = new Dictionary<string, Pack>();
        foreach (var pack in steps.Select(step => step.Pack).Distinct()) packs[pack] = await desk.Authority.Packs.Of(db, pack);
        // Whoever was told of work that was since passed on, or that one person alone holds, has no part in it.
        var asked = requests.Where(request => workers.Contains(request.Holder) || workers.Contains(request.Sender)).Select(request => request.Workstep).ToHashSet();
        steps = [.. steps.Select(step => step with { Shared = step.Shared && People.IsShared(packs[step.Pack], packs[step.Pack].Protocol(step.Protocol)!.Workstep(step.Definition)) })
            .Where(step => step.Shared || workers.Contains(step.Holder) || asked.Contains(step.Id))];
        return new(await desk.Authority.Situations.Register(db, []), steps, requests.ToLookup(each => each.Workstep), clocks.ToLookup(each => each.Process), children.OrderBy(each => each.Name, StringComparer.Ordinal).ToLookup(each => each.Process), packs);
    }

    /// <summary>Whom any of it is about, as the audit is told.</summary>
    public IEnumerable<Guid> Named => Children.SelectMany(each => each).Select(child => child.Id);

    public Protocol ProtocolOf(StepRead step) => Packs[step.Pack].Protocol(step.Protocol)!;

    public Form FormOf(StepRead step) => ProtocolOf(step).FormOf(step.Definition);

    /// <summary>The requests that count (design rule 5): the latest of each kind, or of each kind and receiver where it may go to many.</summary>
    public IEnumerable<RequestRead> Current(StepRead step)
    {
        var form = FormOf(step);
        return Requests[step.Id].Where(request => request.Status != RequestStatus.Withdrawn)
            .GroupBy(request => (request.Definition, form.Request(request.Definition)?.Many == true ? request.Holder : Guid.Empty)).Select(group => group.Last());
    }

    /// <summary>What is overdue the longest, else due next, in the workstep; else in its whole process.</summary>
    public ClockRead? Due(StepRead step)
    {
        var live = Clocks[step.Process].Where(clock => clock.Workstep == step.Id && !IsAnswered(clock, step)).MinBy(clock => clock.Ends);
        return live ?? Clocks[step.Process].Where(clock => clock.Workstep is null).MinBy(clock => clock.Ends);
    }

    /// <summary>The clock that times the answer to a request: the one that its completing stops.</summary>
    public ClockRead? Due(StepRead step, RequestRead request)
    {
        var timing = FormOf(step).Clocks.Where(clock => clock.Until?.Any.Any(until => until.Subject.Kind == SubjectKind.Request && until.Subject.Name == request.Definition) == true).Select(clock => clock.Id).ToHashSet();
        return Clocks[step.Process].Where(clock => clock.Workstep == step.Id && timing.Contains(clock.Definition) && (clock.Request is null || clock.Request == request.Id)).MinBy(clock => clock.Ends);
    }

    private bool IsAnswered(ClockRead clock, StepRead step)
    {
        if (clock.Status != ClockStatus.RunOut) return false;
        var definition = FormOf(step).Clocks.Concat(ProtocolOf(step).Workstep(step.Definition).Clocks).First(each => each.Id == clock.Definition);
        var requests = Requests[step.Id].ToList();
        return Standings.IsAnswered(definition, requests.FirstOrDefault(request => request.Id == clock.Request)?.Status,
            kind => requests.LastOrDefault(request => request.Definition == kind && request.Status != RequestStatus.Withdrawn)?.Status);
    }
}
