using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Store;
using Waymark.App.Timers;
using Waymark.Core.Processes;
using Xunit;

namespace Waymark.App.Tests.Timers;

public sealed class ClocksDueTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task A_clock_comes_near_and_runs_out_each_once_and_people_are_told_once(Db db)
    {
        await using var island = await Island.Open(databases, db);
        var qap = await island.Asked();
        Assert.Equal(0, await island.Timers.Run(island.Authority));

        island.Clock.Now = Instant.FromUtc(2020, 7, 3, 8, 0);
        await island.Timers.Run(island.Authority);
        Assert.Equal(ClockStatus.Near, await StatusOf(island, qap));
        Assert.Equal(0, await island.Timers.Run(island.Authority));

        island.Clock.Now = Instant.FromUtc(2020, 7, 6, 8, 0);
        Assert.Equal(1, await island.Timers.Run(island.Authority));
        Assert.Equal(ClockStatus.RunOut, await StatusOf(island, qap));
        Assert.Equal(0, await island.Timers.Run(island.Authority));
        await using var store = island.Authority.Open();
        Assert.Empty(await store.Timers.ToListAsync());
        Assert.Equal(2, await store.Notices.CountAsync(row => row.Definition == "update-late" && row.Recipient == Island.Tess));
        Assert.Equal(1, await store.Events.CountAsync(row => row.Type == "clock-ran-out.1"));
    }

    [Theory, OnBoth]
    public async Task Two_nodes_at_once_and_a_clock_that_moved_or_stopped_do_no_harm(Db db)
    {
        await using var island = await Island.Open(databases, db);
        var qap = await island.Asked();
        await using var other = await island.AnotherNode();
        island.Clock.Now = Instant.FromUtc(2020, 7, 6, 8, 0);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => new ClocksDue(NullLogger.Instance).Run(n % 2 == 0 ? island.Authority : other))));
        await using var store = island.Authority.Open();
        Assert.Equal(1, await store.Events.CountAsync(row => row.ProcessId == qap.Id && row.Type == "clock-ran-out.1"));
    }

    [Theory, OnBoth]
    public async Task A_row_that_speaks_of_what_is_no_more_is_dropped(Db db)
    {
        await using var island = await Island.Open(databases, db);
        var review = await island.Review();
        await using (var writing = await island.Authority.Database.Write())
        {
            await writing.Db.Timers.ExecuteDeleteAsync();
            writing.Db.Add(new TimerRow { Kind = TimerKinds.Clocks, Subject = review.Id, DueAt = island.Clock.Now - Duration.FromDays(1), Version = 1 });
            await writing.Commit();
        }
        Assert.Equal(0, await island.Timers.Run(island.Authority));
        await using var store = island.Authority.Open();
        Assert.Empty(await store.Timers.ToListAsync());
    }

    [Theory, OnBoth]
    public async Task One_process_that_cannot_be_ticked_keeps_no_other_waiting(Db db)
    {
        await using var island = await Island.Open(databases, db);
        var qap = await island.Asked();
        var nobody = Guid.NewGuid();
        await using (var writing = await island.Authority.Database.Write())
        {
            writing.Db.Add(new TimerRow { Kind = TimerKinds.Clocks, Subject = nobody, DueAt = island.Clock.Now - Duration.FromDays(1), Version = 1 });
            await writing.Commit();
        }
        island.Clock.Now = Instant.FromUtc(2020, 7, 6, 8, 0);
        Assert.Equal(1, await island.Timers.Run(island.Authority));
        Assert.Equal(ClockStatus.RunOut, await StatusOf(island, qap));
    }

    [Theory, OnBoth]
    public async Task Every_timer_in_the_list_runs_twice_without_harm(Db db)
    {
        await using var island = await Island.Open(databases, db);
        await island.Asked();
        island.Clock.Advance(Duration.FromDays(60));
        for (var round = 0; round < 2; round++)
            foreach (var timed in TimerList.All) await timed.Run(island.Authority, island.Timers);
        await using var store = island.Authority.Open();
        Assert.DoesNotContain(await store.Operations.ToListAsync(), row => row.Worker == Island.Ida);
        Assert.Equal(await store.AuditEntries.CountAsync(), await store.AuditSeals.CountAsync());
    }

    static async Task<ClockStatus> StatusOf(Island island, Process process) =>
        (await island.Read(process.Id)).Clocks.Single(clock => clock.Definition == "update-due").Status;
}
