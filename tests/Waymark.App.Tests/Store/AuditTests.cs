using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Store;
using Waymark.App.Store.Audit;
using Waymark.App.Tests.Harness;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Store;

public sealed class AuditTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task Views_from_many_requests_at_once_are_all_written_and_sealed_in_one_chain(Db db)
    {
        await using var island = await Island.Open(databases, db);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(n => Task.Run(() => island.Authority.Audit.Write(View(island, $"page/{n}")))));
        await island.Authority.Sealer.SealAll();
        await island.Authority.Sealer.Checkpoint();
        var report = await Verify(island);
        Assert.True(report.Sound, string.Join("\n", report.Faults));
        Assert.True(report.Entries >= 200, $"{report.Entries} entries");
        Assert.Equal(1, report.Checkpoints);
    }

    [Theory, OnBoth]
    public async Task Two_nodes_seal_one_chain_and_miss_nothing(Db db)
    {
        await using var island = await Island.Open(databases, db);
        await using var other = await island.AnotherNode();
        var writing = Task.WhenAll(Enumerable.Range(0, 60).Select(n => Task.Run(() => (n % 2 == 0 ? island.Authority : other).Audit.Write(View(island, $"page/{n}")))));
        var sealing = new[] { island.Authority, other }.Select(node => Task.Run(async () =>
        {
            while (!writing.IsCompleted)
            {
                try { await node.Sealer.SealAll(); }
                catch (DbUpdateException) { /* the other gave the place away first; it is tried again */ }
            }
        })).ToArray();
        await writing;
        await Task.WhenAll(sealing);
        await island.Authority.Sealer.SealAll();
        Assert.True((await Verify(island)).Sound);
        await using var store = island.Authority.Open();
        Assert.Equal(await store.AuditEntries.CountAsync(), await store.AuditSeals.CountAsync());
    }

    [Theory, OnBoth]
    public async Task One_node_seals_and_another_takes_over_when_it_stops(Db db)
    {
        await using var island = await Island.Open(databases, db);
        await using var other = await island.AnotherNode();
        await island.Authority.Sealer.Seal();
        await island.Authority.Audit.Write(View(island, "page"));
        Assert.Equal(0, await other.Sealer.Seal());
        await island.Authority.Sealer.Stop();
        await island.Authority.Audit.Write(View(island, "page"));
        Assert.Equal(1, await other.Sealer.Seal());
        island.Clock.Advance(Duration.FromMinutes(1));
        await island.Authority.Audit.Write(View(island, "page"));
        Assert.Equal(1, await island.Authority.Sealer.Seal());
    }

    [Theory, OnBoth]
    public async Task Where_the_audit_cannot_be_written_the_caller_is_told(Db db)
    {
        await using var island = await Island.Open(databases, db);
        await Raw(island, "ALTER TABLE audit_entry RENAME TO audit_entry_gone");
        await Assert.ThrowsAsync<AuditException>(() => island.Authority.Audit.Write(View(island, "page")));
        await Raw(island, "ALTER TABLE audit_entry_gone RENAME TO audit_entry");
        await island.Authority.Audit.Write(View(island, "page"));
    }

    [Theory, OnBoth]
    public async Task An_entry_that_the_database_refuses_takes_no_other_with_it(Db db)
    {
        await using var island = await Island.Open(databases, db);
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(async () =>
        {
            try
            {
                await island.Authority.Audit.Write(n == 20 ? View(island, null!) : View(island, $"page/{n}"));
                return true;
            }
            catch (AuditException) { return false; }
        })));
        Assert.Single(results, written => !written);
    }

    [Theory, OnBoth]
    public async Task An_entry_that_nobody_seals_for_a_minute_is_named(Db db)
    {
        await using var island = await Island.Open(databases, db);
        await island.Authority.Sealer.SealAll();
        await island.Authority.MoveClock(Duration.FromDays(30), island.As(Island.Mona));
        await island.Authority.Audit.Write(View(island, "page"));
        Assert.True((await Verify(island)).Sound);
        island.Clock.Advance(Duration.FromSeconds(61));
        Assert.Contains((await Verify(island)).Faults, fault => fault.What.Contains("not sealed within a minute", StringComparison.Ordinal));
    }

    [Theory, OnBoth]
    public async Task Every_tampering_is_found_and_named(Db db)
    {
        await using var island = await Island.Open(databases, db);
        await island.Asked();
        for (var n = 0; n < 60; n++)
        {
            await island.Authority.Audit.Write(View(island, $"page/{n}") with { Terms = n % 3 == 0 ? "finch" : null, FirstEvent = n % 2 == 0 ? n : null });
            if (n % 13 != 12) continue;
            await island.Authority.Sealer.SealAll();
            await island.Authority.Sealer.Checkpoint();
        }
        await island.Authority.Sealer.SealAll();
        await island.Authority.Sealer.Checkpoint();
        await Allow(island);

        var chance = Seeds.Chance(nameof(Every_tampering_is_found_and_named));
        var times = Seeds.Times(500, 5000);
        for (var i = 0; i < times; i++)
        {
            await using var tampered = await Tampering.Begin(island.Authority.Database);
            var (how, place) = await tampered.Some(chance);
            var report = await new AuditVerify(island.Authority.Database, island.Authority.Clock, island.Authority.Checkpoints).Run(tampered.Db);
            Assert.False(report.Sound, $"Not found: {how}");
            Assert.True(report.Faults[0].Names(place), $"{how}: the first bad place is {place}, and {report.Faults[0]} was named");
        }
        Counts.Say($"tamperings with the audit found, and the place of each named, {db.Name()}", times, Seeds.Seed);
        Assert.True((await Verify(island)).Sound);
    }

    [Theory, OnBoth]
    public async Task A_checkpoint_that_was_edited_or_signed_by_another_is_found(Db db)
    {
        await using var island = await Island.Open(databases, db);
        await island.Authority.Sealer.SealAll();
        await island.Authority.Sealer.Checkpoint();
        var file = Directory.GetFiles(Path.Combine(island.Authority.Folder, "checkpoints")).Single();
        var text = await File.ReadAllTextAsync(file);
        foreach (var edited in new[] { text.Replace("\n1\n", "\n2\n", StringComparison.Ordinal).Replace("\n2\n", "\n3\n", StringComparison.Ordinal), text.Replace("=\n", "\n", StringComparison.Ordinal), text[..^20], text.Replace("waymark/audit/island ", "waymark/audit/other ", StringComparison.Ordinal) })
        {
            await File.WriteAllTextAsync(file, edited);
            Assert.False((await Verify(island)).Sound, edited);
        }
        await File.WriteAllTextAsync(file, text);
        Assert.True((await Verify(island)).Sound);
        foreach (var key in Directory.GetFiles(Path.Combine(island.Authority.Folder, "keys"))) File.Delete(key);
        await new Checkpoints("island", island.Authority.Folder).Write(1, new byte[32], island.Clock.Now);
        Assert.False((await Verify(island)).Sound);
    }

    static AuditEntry View(Island island, string what) =>
        island.As(Island.Ida).Entry(island.Authority.Clock, AuditAction.View, what) with { ChildId = Island.Arlo, Posts = "iro" };

    static Task<AuditReport> Verify(Island island) => new AuditVerify(island.Authority.Database, island.Authority.Clock, island.Authority.Checkpoints).Run();

    static async Task Raw(Island island, string sql)
    {
        await using var db = island.Authority.Open();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    /// <summary>As an administrator of the database could.</summary>
    static async Task Allow(Island island)
    {
        if (island.Authority.Database.Engine == DatabaseEngine.PostgreSql)
        {
            await Raw(island, "DROP TRIGGER audit_entry_stays ON audit_entry; DROP TRIGGER audit_seal_stays ON audit_seal; ALTER TABLE audit_seal DROP CONSTRAINT audit_seal_entry_fkey");
            return;
        }
        foreach (var trigger in new[] { "audit_entry_is_not_changed", "audit_entry_is_not_removed", "audit_seal_is_not_changed", "audit_seal_is_not_removed" }) await Raw(island, $"DROP TRIGGER {trigger}");
    }
}
