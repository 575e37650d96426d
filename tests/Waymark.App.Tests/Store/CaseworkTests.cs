using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.Core.Processes;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Store;

public sealed class CaseworkTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task A_process_is_played_and_every_row_follows_from_its_events(Db db)
    {
        await using var island = await Island.Open(databases, db);
        var qap = await island.Asked();
        await using var store = island.Authority.Open();
        var work = await store.Worksteps.SingleAsync(row => row.ProcessId == qap.Id);
        Assert.Equal((Standing.Waiting, WorkstepStatus.Open, Island.Ida), (work.Standing, work.Status, work.Holder));
        var request = await store.Requests.SingleAsync(row => row.ProcessId == qap.Id);
        Assert.Equal((RequestStatus.Sent, Island.Tess), (request.Status, request.Holder));
        Assert.Equal([1, 2], await store.Processes.OrderBy(row => row.Number).Select(row => row.Number).ToListAsync());
        Assert.Contains(await store.Notices.ToListAsync(), notice => notice.Recipient == Island.Tess && notice.RequestId == request.Id);
        Assert.Equal(qap.Number, Assert.IsType<ProcessStarted>((await store.Events.SingleAsync(row => row.ProcessId == qap.Id && row.Sequence == 1)).Event().What).Number);
    }

    [Theory, OnBoth]
    public async Task The_same_post_again_finds_the_first_result(Db db)
    {
        await using var island = await Island.Open(databases, db);
        var key = Guid.NewGuid();
        var first = await island.Authority.Casework.Start([Island.Arlo], island.Post(Island.Ida, "start", key), s => Island.Start(s, "lac-review"));
        var again = await island.Authority.Casework.Start([Island.Arlo], island.Post(Island.Ida, "start", key), _ => throw new InvalidOperationException("It was decided twice."));
        Assert.True(again is { Replayed: true, Accepted: true });
        Assert.Equal(first.Process!.Id, again.Process!.Id);
        Assert.Equal(Json.Write(first.Decision.Events), Json.Write(again.Decision.Events));

        await island.Do(Island.Ida, first.Process, (p, s) => Engine.Save(p, s, p.Worksteps[0].Id, [new("review-record", null, "Once.")]), key = Guid.NewGuid());
        await island.Do(Island.Ida, first.Process, (_, _) => throw new InvalidOperationException("It was decided twice."), key);
        Assert.Equal("Once.", (await island.Read(first.Process.Id)).Worksteps[0].Answers["review-record"].Text);
        await Assert.ThrowsAsync<InvalidOperationException>(() => island.Do(Island.Tess, first.Process, Engine.Tick, key));
    }

    [Theory, OnBoth]
    public async Task Two_posts_of_one_key_at_the_same_moment_do_it_once(Db db)
    {
        await using var island = await Island.Open(databases, db);
        var key = Guid.NewGuid();
        var both = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => island.Authority.Casework.Start([Island.Arlo], island.Post(Island.Ida, "start", key), s => Island.Start(s, "lac-review")))));
        Assert.Single(both.Select(outcome => outcome.Process!.Id).Distinct());
        await using var store = island.Authority.Open();
        Assert.Equal(1, await store.Processes.CountAsync());
        Assert.Equal(1, await store.AuditEntries.CountAsync(entry => entry.What == "start" && entry.Action == AuditAction.Change));
        Assert.Equal(5, await store.AuditEntries.CountAsync(entry => entry.What == "start" && entry.Action == AuditAction.View));
    }

    [Theory, OnBoth]
    public async Task Many_change_one_process_at_once_and_each_change_is_kept(Db db)
    {
        await using var island = await Island.Open(databases, db);
        var review = await island.Review();
        var (first, second) = (island.Authority, await island.AnotherNode());
        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(() => (n % 2 == 0 ? first : second).Casework.Do(review.Id, island.Post(Island.Ida, "save"),
            (p, s) => Engine.Save(p, s, p.Worksteps[0].Id, [new("review-record", null, $"Text {n}.")])))));
        Assert.Equal(20, await Saves(island));
        await second.DisposeAsync();
    }

    [Theory, OnBoth]
    public async Task A_refusal_changes_nothing_and_is_audited(Db db)
    {
        await using var island = await Island.Open(databases, db);
        var review = await island.Review();
        var before = await Counts(island);
        var outcome = await island.Authority.Casework.Do(review.Id, island.Post(Island.Ida, "workstep/finish"), (p, s) => Engine.Finish(p, s, p.Worksteps[0].Id));
        Assert.False(outcome.Accepted);
        Assert.Equal(before, await Counts(island));
        await using var store = island.Authority.Open();
        var entry = await store.AuditEntries.SingleAsync(each => each.Outcome == AuditOutcome.Refused);
        Assert.Equal(("workstep/finish", Island.Ida, Island.Arlo, "iro", "192.0.2.7"), (entry.What, entry.Worker, entry.ChildId, entry.Posts, entry.Address));
    }

    [Theory, OnBoth]
    public async Task What_fails_before_the_commit_leaves_nothing(Db db)
    {
        await using var island = await Island.Open(databases, db);
        var review = await island.Review();
        var (before, audited) = (await Counts(island), await Audited(island));
        foreach (var fail in new Func<WaymarkDb, Process, Task>[]
        {
            (_, _) => throw new TimeoutException("before anything was written"),
            async (writing, _) => { await writing.SaveChangesAsync(); throw new TimeoutException("after all was written"); },
        })
        {
            var post = island.Post(Island.Ida, "save") with { Also = fail };
            await Assert.ThrowsAsync<TimeoutException>(() => island.Authority.Casework.Do(review.Id, post, (p, s) => Engine.Save(p, s, p.Worksteps[0].Id, [new("review-record", null, "Lost.")])));
            Assert.Equal((before, audited), (await Counts(island), await Audited(island)));
        }
        await island.Do(Island.Ida, review, (p, s) => Engine.Save(p, s, p.Worksteps[0].Id, [new("review-record", null, "Kept.")]));
    }

    [Theory, OnBoth]
    public async Task The_audit_names_the_fields_that_changed_and_none_of_their_words(Db db)
    {
        await using var island = await Island.Open(databases, db);
        var qap = await island.Asked();
        await using var store = island.Authority.Open();
        var entries = await store.AuditEntries.Where(entry => entry.ProcessId == qap.Id).OrderBy(entry => entry.Number).ToListAsync();
        var saved = entries.Single(entry => entry.Fields is { } fields && fields.Contains("review-on", StringComparison.Ordinal));
        Assert.Equal("review-on,actions.action,actions.by-whom,actions.by-date", saved.Fields);
        Assert.DoesNotContain(entries, entry => Json.Write(entry).Contains("planning meeting", StringComparison.Ordinal));
        Assert.Equal(qap.Events, entries.Max(entry => entry.LastEvent));
    }

    [Theory, OnBoth]
    public async Task The_register_is_read_again_when_it_changed_on_another_node(Db db)
    {
        await using var island = await Island.Open(databases, db);
        await using var other = await island.AnotherNode();
        await using var store = island.Authority.Open();
        Assert.Equal("Tess Marlow", (await island.Authority.Situations.Register(store, [])).NameOf(Island.Tess));
        await using (var writing = await other.Database.Write())
        {
            await writing.Db.Workers.Where(row => row.Id == Island.Tess).ExecuteUpdateAsync(set => set.SetProperty(row => row.Name, "Tess Vale"));
            await writing.Commit();
        }
        Assert.Equal("Tess Vale", (await island.Authority.Situations.Register(store, [])).NameOf(Island.Tess));
    }

    [Theory, OnBoth]
    public async Task A_row_that_does_not_follow_from_the_events_is_found(Db db)
    {
        var island = await Island.Open(databases, db);
        await island.Asked();
        await using (var writing = await island.Authority.Database.Write())
        {
            await writing.Db.Requests.ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, RequestStatus.Completed));
            await writing.Commit();
        }
        await Assert.ThrowsAnyAsync<Exception>(async () => await island.DisposeAsync());
    }

    static async Task<string> Counts(Island island)
    {
        await using var db = island.Authority.Open();
        return $"{await db.Events.CountAsync()} events, {await db.Worksteps.CountAsync()} worksteps, {await db.Operations.CountAsync()} operations, {await db.Notices.CountAsync()} notices, {await db.Clocks.CountAsync()} clocks";
    }

    static async Task<int> Audited(Island island)
    {
        await using var db = island.Authority.Open();
        return await db.AuditEntries.CountAsync();
    }

    static async Task<int> Saves(Island island)
    {
        await using var db = island.Authority.Open();
        return await db.Events.CountAsync(row => row.Type == "answers-saved.1");
    }
}
