using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Mail;
using Waymark.App.Store;
using Waymark.Core.Processes;

namespace Waymark.App.Timers;

/// <summary>Something that is done for each authority as time passes.</summary>
/// <param name="Run">Safe to run twice, on one node or two; gives how much it did.</param>
public sealed record Timed(string Name, Duration Every, Func<Authority, ClocksDue, Task<int>> Run);

/// <summary>Every timer there is.</summary>
public static class TimerList
{
    public static readonly IReadOnlyList<Timed> All =
    [
        new("seal the audit", Duration.FromMilliseconds(250), (authority, _) => authority.Sealer.Seal()),
        new("clocks near their end or run out", Duration.FromSeconds(1), (authority, clocks) => clocks.Run(authority)),
        new("begin what the calendar brings", Duration.FromSeconds(10), (authority, _) => StandingWork.Run(authority)),
        new("send notices by e-mail", Duration.FromSeconds(5), (authority, _) => MailOut.Run(authority)),
        new("sign the audit's last link", Duration.FromMinutes(5), async (authority, _) => { await authority.Sealer.Checkpoint(); return 0; }),
        new("take up the clock's offset", Duration.FromSeconds(5), async (authority, _) => { await authority.ReadClock(); return 0; }),
        new("take up a version of the pack that was published", Duration.FromSeconds(5), async (authority, _) => { await authority.ReadPack(); return 0; }),
        new("check files for viruses", Duration.FromSeconds(15), (authority, _) => FileScans.Run(authority)),
        new("sweep files that no row names", Duration.FromHours(1), (authority, _) => FileSweep.Run(authority)),
        new("forget sessions that ended", Duration.FromHours(1), (authority, _) => Remove(authority, (db, now) => db.Sessions.Where(row => row.EndsAt < authority.Clock.Machine))),
        new("forget keys of posts a month old", Duration.FromHours(1), (authority, _) => Remove(authority, (db, now) =>
        {
            var month = now - Duration.FromDays(30);
            return db.Operations.Where(row => row.At < month);
        })),
        new("forget drafts of closed work a month old", Duration.FromHours(1), (authority, _) => Remove(authority, (db, now) =>
        {
            var month = now - Duration.FromDays(30);
            return db.Drafts.Where(row => row.SavedAt < month && db.Worksteps.Any(workstep => workstep.Id == row.WorkstepId && workstep.Status != WorkstepStatus.Open));
        })),
    ];

    static async Task<int> Remove<T>(Authority authority, Func<WaymarkDb, Instant, IQueryable<T>> which) where T : class
    {
        await using var writing = await authority.Database.Write();
        var removed = await which(writing.Db, authority.Clock.GetCurrentInstant()).ExecuteDeleteAsync();
        await writing.Commit();
        return removed;
    }
}
