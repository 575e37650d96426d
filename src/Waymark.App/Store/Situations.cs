using Microsoft.EntityFrameworkCore;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Store;

/// <summary>A process, with what a decision about it looks at.</summary>
public sealed record Reading(Process Process, Situation Situation)
{
    public Protocol Protocol => Engine.Definition(Process, Situation);
}

/// <summary>Reads from one authority's database what the engine's decisions look at.</summary>
public sealed class Situations(AuthorityClock clock, PackVersions packs, WorkingCalendar calendar)
{
    readonly RegisterCache register = new();

    public AuthorityClock Clock => clock;
    public PackVersions Packs => packs;
    public WorkingCalendar Calendar => calendar;

    /// <summary>A process as it stands; null: there is none. Access is the caller's to ask first.</summary>
    public async Task<Reading?> Read(WaymarkDb db, Guid process, Guid actor)
    {
        var row = await db.Processes.SingleOrDefaultAsync(each => each.Id == process);
        return row is null ? null : await Read(db, row, await WorkstepsOf(db, process), actor);
    }

    internal async Task<Reading> Read(WaymarkDb db, ProcessRow row, IReadOnlyList<WorkstepRow> worksteps, Guid actor)
    {
        var process = Rows.Read(row, worksteps);
        var situation = await About(db, process.Children, actor, await packs.Of(db, process.Pack));
        var reading = new Reading(process, situation with { Others = await Others(db, process.Children, [.. Calls.LooksAt(Engine.Definition(process, situation)).Distinct()], process.Id) });
        return reading with { Situation = await Agendas.Add(db, this, reading) };
    }

    internal static Task<List<WorkstepRow>> WorkstepsOf(WaymarkDb db, Guid process) =>
        db.Worksteps.Where(each => each.ProcessId == process).OrderBy(each => each.Ordinal).ToListAsync();

    /// <summary>What a decision about these children looks at; with no pack stated, that in force: for starting something.</summary>
    public async Task<Situation> About(WaymarkDb db, IReadOnlyList<Guid> children, Guid actor, Pack? pack = null)
    {
        var (now, today) = (clock.GetCurrentInstant(), clock.GetCurrentInstant().InZone(calendar.Zone).Date);
        var rows = children.Count == 0 ? [] : await db.Children.Where(row => children.Contains(row.Id))
            .Select(row => new { row.Id, Row = row, Contacts = db.ChildPeople.Where(person => person.ChildId == row.Id).ToList(), Home = db.Placements.Where(its => its.Child == row.Id && its.From <= today && (its.To == null || its.To >= today)).OrderByDescending(its => its.From).Select(its => its.Home).FirstOrDefault() }).ToListAsync();
        return new Situation
        {
            Pack = pack ?? packs.InForce, InForce = packs.InForce, Calendar = calendar, Now = now, Actor = actor,
            Register = await Register(db, children), Children = [.. children.Select(id => rows.Single(row => row.Id == id)).Select(its => its.Row.Child(its.Contacts, its.Home))],
        };
    }

    /// <summary>Processes about any of these children, of these protocols, oldest first.</summary>
    internal static async Task<IReadOnlyList<Process>> Others(WaymarkDb db, IReadOnlyCollection<Guid> children, IReadOnlyCollection<string> protocols, Guid? but = null)
    {
        if (children.Count == 0 || protocols.Count == 0) return [];
        var which = db.Processes.Where(row => protocols.Contains(row.Protocol) && row.Id != but && db.ProcessChildren.Any(its => its.ProcessId == row.Id && children.Contains(its.ChildId)));
        var rows = await which.OrderBy(row => row.Number).ToListAsync();
        if (rows.Count == 0) return [];
        var worksteps = (await db.Worksteps.Where(step => which.Any(row => row.Id == step.ProcessId)).ToListAsync()).ToLookup(step => step.ProcessId);
        return [.. rows.Select(row => Rows.Read(row, worksteps[row.Id]))];
    }

    /// <summary>Every worker, holding and absence, with the allocations of these children.</summary>
    /// <param name="why">Why no entry names these children: a mark of <see cref="Audit.Unaudited"/>.</param>
    public Task<Register> Register(WaymarkDb db, IReadOnlyCollection<Guid> children, string? why = null) => register.Read(db, children, why);
}
