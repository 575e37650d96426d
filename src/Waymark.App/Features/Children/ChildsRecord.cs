using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Features.Children;

/// <summary>What the child's summary shows besides the child, of what the viewer may see: a constant number of queries, however much there is.</summary>
public sealed record ChildsRecord(Register Register, IReadOnlyList<ChildPersonRow> Family, IReadOnlyList<ProcessLine> Processes)
{
    /// <summary>The newest few.</summary>
    public IReadOnlyList<CaseNoteRow> Notes { get; init; } = [];

    /// <summary>Where the child lives today; null: in none of the authority's homes, as far as is recorded.</summary>
    public Placement? Placement { get; init; }

    /// <summary>What the record calls for and nobody has begun yet.</summary>
    public IReadOnlyList<(Guid Process, string Label, LocalDate Due)> Coming { get; init; } = [];

    /// <summary>The numbers and names of those allocated today.</summary>
    public IEnumerable<Allocation> AllocatedOn(LocalDate day) => Register.Allocations.Where(its => its.On(day));

    public IEnumerable<(ProcessLine Process, WorkstepLine Workstep)> Current =>
        from process in Processes from step in process.Worksteps where step.Status == WorkstepStatus.Open select (process, step);

    public IEnumerable<ProcessLine> OpenConcerns => Processes.Where(process => process is { Status: ProcessStatus.Open, IsConcern: true });

    public IEnumerable<ProcessLine> Beginnings => Processes.Where(process => process.CameFrom is not { } from || Processes.All(other => other.Id != from));

    public IEnumerable<ProcessLine> After(ProcessLine process) => Processes.Where(other => other.CameFrom == process.Id);

    public static async Task<ChildsRecord> Read(Desk desk, ChildRow child)
    {
        var (db, pack, id) = (desk.Db, desk.Pack, child.Id);
        var register = await desk.Authority.Situations.Register(db, [id]);
        var family = await db.ChildPeople.Where(person => person.ChildId == id).OrderBy(person => person.Relation).ThenBy(person => person.Name).ToListAsync();
        var rows = await desk.Viewer!.Processes().Where(process => db.ProcessChildren.Any(its => its.ProcessId == process.Id && its.ChildId == id)).OrderByDescending(process => process.StartedAt).ThenBy(process => process.Id)
            .Select(process => new { process.Id, process.Number, process.Protocol, process.Status, process.StartedAt, process.ClosedAt, process.EndState, process.CameFromProcess, process.Raiser }).ToListAsync();
        var readable = rows.Select(row => row.Id).ToList();
        var steps = await db.Worksteps.Where(step => !step.Superseded && readable.Contains(step.ProcessId)).OrderBy(step => step.Ordinal)
            .Select(step => new WorkstepRead(step.Id, step.ProcessId, step.Definition, step.Rank, step.Holder, step.Status, step.OpenedAt, step.ClosedAt, step.ScheduledOn)).ToListAsync();
        var due = await db.Clocks.Where(clock => (clock.Status == ClockStatus.Running || clock.Status == ClockStatus.Near || clock.Status == ClockStatus.RunOut) && readable.Contains(clock.ProcessId))
            .Select(clock => new { clock.ProcessId, clock.WorkstepId, clock.DueOn, clock.Definition }).ToListAsync();

        var notes = await desk.Viewer.CaseNotes(id, readable).OrderByDescending(note => note.LastAt).ThenBy(note => note.Id).Take(5).ToListAsync();

        // What stands for a date alone is shown by its date, and not among what has happened.
        var coming = rows.Where(row => steps.All(step => step.Process != row.Id)).ToList();
        return new(register, family, [.. rows.Except(coming).Select(row =>
        {
            var protocol = pack.Protocol(row.Protocol);
            return new ProcessLine(row.Id, row.Number, protocol?.Label ?? row.Protocol, row.Status, row.StartedAt, row.ClosedAt, row.EndState, row.CameFromProcess, row.Raiser)
            {
                IsConcern = protocol?.Stages.Any() == true,
                Worksteps = [.. steps.Where(step => step.Process == row.Id).Select(step => new WorkstepLine(
                    step.Id, protocol?.FindWorkstep(step.Definition)?.Label ?? step.Definition, step.Rank, step.Holder, step.Status, step.Opened, step.Closed, step.Scheduled,
                    due.Where(clock => clock.WorkstepId == step.Id).Select(clock => (LocalDate?)clock.DueOn).Min()))],
            };
        })])
        {
            Notes = notes,
            Placement = await db.Placements.Where(its => its.Child == id && its.From <= desk.Today && (its.To == null || its.To >= desk.Today)).OrderByDescending(its => its.From).FirstOrDefaultAsync(),
            Coming = [.. from row in coming where row.Status == ProcessStatus.Open
                         from clock in due where clock.ProcessId == row.Id
                         orderby clock.DueOn
                         select (row.Id, pack.Clock(clock.Definition, row.Protocol, null)?.Clock.Label ?? clock.Definition, clock.DueOn)],
        };
    }

    sealed record WorkstepRead(Guid Id, Guid Process, string Definition, int? Rank, Guid Holder, WorkstepStatus Status, Instant Opened, Instant? Closed, LocalDate? Scheduled);
}

public sealed record ProcessLine(Guid Id, int Number, string Label, ProcessStatus Status, Instant Started, Instant? Closed, string? EndState, Guid? CameFrom, Guid Raiser)
{
    public bool IsConcern { get; init; }

    public required IReadOnlyList<WorkstepLine> Worksteps { get; init; }

    /// <summary>Where it is: its stage while that is open, or else what is open beside it, or what came last.</summary>
    public WorkstepLine? Reached =>
        Worksteps.LastOrDefault(step => step is { Status: WorkstepStatus.Open, Rank: not null }) ?? Worksteps.LastOrDefault(step => step.Status == WorkstepStatus.Open) ?? Worksteps.LastOrDefault();
}

/// <param name="Due">The earliest of its clocks that still counts, or that ran out.</param>
public sealed record WorkstepLine(Guid Id, string Label, int? Rank, Guid Holder, WorkstepStatus Status, Instant Opened, Instant? Closed, LocalDate? Scheduled, LocalDate? Due);
