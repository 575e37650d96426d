using Microsoft.EntityFrameworkCore;
using Waymark.Core.Record;

namespace Waymark.App.Store;

/// <summary>
/// The workers, holdings, absences and trainings of an authority, kept until the database's counter of their changes moves: it can be wrong
/// only about speed. The rows are read after the counter, so what is kept under a number is never older than that number.
/// </summary>
public sealed class RegisterCache
{
    volatile Kept? kept;

    /// <summary>With the allocations of these children.</summary>
    public async Task<Register> Read(WaymarkDb db, IReadOnlyCollection<Guid> children, string? why = null)
    {
        var people = await People(db);
        var theirs = db.Allocations.Where(row => children.Contains(row.Child)).OrderBy(row => row.From).ThenBy(row => row.Id);
        var allocations = children.Count == 0 ? [] : await (why is null ? theirs : theirs.TagWith(why)).ToListAsync();
        return new Register(people.Workers, people.Holdings, allocations, people.Absences) { Trainings = people.Trainings };
    }

    async Task<Kept> People(WaymarkDb db)
    {
        var version = await db.Counters.Where(row => row.Name == "register").Select(row => row.Next).SingleAsync();
        if (kept is { } known && known.Version == version) return known;
        var read = new Kept(
            version,
            [.. (await db.Workers.OrderBy(row => row.NameKey).ThenBy(row => row.Id).ToListAsync()).Select(row => row.Worker())],
            await db.Holdings.OrderBy(row => row.From).ThenBy(row => row.Id).ToListAsync(),
            await db.Absences.OrderBy(row => row.From).ThenBy(row => row.Id).ToListAsync(),
            await db.Trainings.OrderBy(row => row.Completed).ThenBy(row => row.Id).ToListAsync());
        kept = read;
        return read;
    }

    sealed record Kept(long Version, IReadOnlyList<Worker> Workers, IReadOnlyList<Holding> Holdings, IReadOnlyList<Absence> Absences, IReadOnlyList<Training> Trainings);
}
