using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Store;

/// <summary>What a child's record calls for: begun with what is written down there, or by the timers where it came by another way.</summary>
public sealed partial class Casework
{
    /// <summary>Has the timers look at what a child's record calls for.</summary>
    public static Task Called(WaymarkDb db, Guid child, Instant at) =>
        db.Database.ExecuteSqlAsync($"INSERT INTO timer (kind, subject, due_at, version) VALUES ({TimerKinds.Calls}, {child}, {Columns.Microseconds(at)}, 0) ON CONFLICT DO NOTHING");

    /// <summary>Writes down what changed for a child, with all that follows from it, at once; twice under one id is once.</summary>
    /// <returns>What to say besides: a post that nobody holds, so that nobody was told.</returns>
    public async Task<IReadOnlyList<string>> Record(Change change, Operation operation, AuditEntry entry)
    {
        await using var writing = await database.Write();
        var db = writing.Db;
        var child = await TakeChild(db, change.Child);
        if (await db.Changes.AnyAsync(row => row.Id == change.Id))
        {
            db.Add(entry with { Action = AuditAction.View, Fields = null });
            await writing.Commit();
            return [];
        }
        var kind = Changes.Kinds(situations.Packs.InForce).Single(option => option.Id == change.What);
        db.Update(ChildRow.Of(Changes.Apply(child.Child(), kind, change.On)));
        db.Add(change);
        db.Add(entry);
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        var warnings = await Answer(db, change.Child, operation, kind.Means.Contains(Meaning.Significant) ? change : null);
        await writing.Commit();
        return warnings;
    }

    /// <summary>Begins what a child's record calls for and doesn't have yet.</summary>
    public async Task Answer(Guid child, Operation operation)
    {
        await using var writing = await database.Write();
        await TakeChild(writing.Db, child);
        await Answer(writing.Db, child, operation, null);
        await writing.Db.Timers.Where(row => row.Kind == TimerKinds.Calls && row.Subject == child).ExecuteDeleteAsync();
        await writing.Commit();
    }

    async Task<IReadOnlyList<string>> Answer(WaymarkDb db, Guid child, Operation operation, Change? change)
    {
        var warnings = new List<string>();
        var pack = situations.Packs.InForce;
        var counting = pack.Protocols.Where(Calls.Counts).ToList();
        var counted = counting.Select(protocol => protocol.Id).ToList();
        var open = await db.Processes.Where(row => row.Status == ProcessStatus.Open && counted.Contains(row.Protocol) && db.ProcessChildren.Any(its => its.ProcessId == row.Id && its.ChildId == child)).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync();
        foreach (var id in open) await Recount(db, id, operation);
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();

        var time = (await situations.About(db, [child], Worker.System)) with { Others = await Situations.Others(db, [child], counted) };
        foreach (var protocol in counting) await Begin(Calls.ForDates(time, protocol), time);
        if (change is not null)
        {
            var happening = time with { Actor = operation.Worker, Change = change };
            foreach (var protocol in pack.Protocols) await Begin(Calls.ForTheEvent(happening, protocol), happening);
        }
        return [.. warnings.Distinct()];

        async Task Begin(Decision decision, Situation situation)
        {
            warnings.AddRange(decision.Warnings);
            if (decision.Started.Count == 0) return;
            decision = await Numbered(db, decision);
            await Keep(db, operation, new Outcome(decision, decision.Started[0], situation), null);
        }
    }

    /// <summary>Its clocks follow the child's record.</summary>
    async Task Recount(WaymarkDb db, Guid process, Operation operation)
    {
        var row = await Take(db, process);
        var worksteps = await Situations.WorkstepsOf(db, process);
        var (state, situation) = await situations.Read(db, row!, worksteps, Worker.System);
        var before = Rows.Of(state, Engine.Definition(state, situation)) with { Process = row!, Worksteps = worksteps };
        var decision = await Numbered(db, Engine.Tick(state, situation));
        if (decision.Events.Count > 0) await Keep(db, operation, new Outcome(decision, state, situation), before);
    }

    static async Task<ChildRow> TakeChild(WaymarkDb db, Guid child)
    {
        var taken = db.Engine == DatabaseEngine.PostgreSql ? db.Children.FromSql($"SELECT * FROM child WHERE id = {child} FOR UPDATE") : db.Children.Where(row => row.Id == child);
        return (await taken.ToListAsync()).Single();
    }
}
