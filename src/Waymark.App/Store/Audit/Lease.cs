using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Waymark.App.Store.Audit;

/// <summary>
/// Keeps one node at a job that two would only do twice. Nothing relies on it for being right: clocks of two nodes may differ.
/// </summary>
sealed class Lease(Database database, AuthorityClock clock, string name)
{
    static readonly Duration Length = Duration.FromSeconds(15);
    readonly Guid holder = Guid.NewGuid();
    Instant until;

    /// <summary>Whether this node holds it now. It is renewed when half of it is over, not each time it is asked for.</summary>
    public async Task<bool> Hold()
    {
        var now = clock.Machine;
        if (now < until - Length / 2) return true;
        var next = now + Length;
        var (to, from) = (Columns.Microseconds(next), Columns.Microseconds(now));
        await using var writing = await database.Write();
        var mine = await writing.Db.Database.ExecuteSqlAsync($"INSERT INTO lease (name, holder, until) VALUES ({name}, {holder}, {to}) ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE lease.holder = excluded.holder OR lease.until < {from}");
        await writing.Commit();
        until = mine == 1 ? next : default;
        return mine == 1;
    }

    /// <summary>Lets another node begin at once.</summary>
    public async Task LetGo()
    {
        await using var writing = await database.Write();
        await writing.Db.Leases.Where(row => row.Name == name && row.Holder == holder).ExecuteDeleteAsync();
        await writing.Commit();
        until = default;
    }
}
