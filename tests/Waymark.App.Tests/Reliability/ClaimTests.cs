using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Store;
using Waymark.Core.Processes;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Reliability;

/// <summary>
/// Of two servers on one record, one is killed when it has taken a clock that ran out for itself and has not committed what comes of
/// it. The program has no place at which it could be told to wait: it is the database that keeps it waiting, so the program that is
/// killed is the one that is shipped.
/// </summary>
public sealed class ClaimTests
{
    static readonly int Kills = Seeds.Times(4, 200);

    /// <summary>What a clock that runs out writes, in tables; last, all is written and the commit is under way.</summary>
    static readonly string[] Places = ["event", "process", "clock", "timer", "notice", "operation", "audit_entry", "commit"];

    [Fact]
    public async Task A_server_killed_between_taking_a_clock_and_its_commit_leaves_one_no_response_and_one_set_of_notices()
    {
        await using var program = await RealProgram.Start(Db.PostgreSql);
        await using var other = program.Another("second");
        await using var past = await program.OpenAt(new TestClock());
        await using var waiting = await Waiting.Prepare(program.Cluster!.ConnectionString("waymark_real"));
        var undisturbed = await Told(program, await Late(past));
        Assert.Single(undisturbed, line => line.StartsWith("clock-ran-out", StringComparison.Ordinal) && line.Contains("update-due", StringComparison.Ordinal));
        Assert.Contains(undisturbed, line => line.StartsWith("notice update-late", StringComparison.Ordinal));
        await program.Kill();
        await other.Run();

        var (late, places) = (new List<Process>(), Places.ToArray());
        Seeds.Chance("claim").Shuffle(places);
        for (var kill = 0; kill < Kills; kill++)
        {
            await other.Sleep(true);
            var process = await Late(past);
            late.Add(process);
            await waiting.At(places[kill % places.Length]);
            program.Begin();
            await waiting.Until("first", "advisory");
            await other.Sleep(false);
            await waiting.Until("second", "transactionid", "tuple");
            await program.Kill();
            await waiting.At(null);
            Assert.Equal(undisturbed, await Told(other, process));
        }
        await program.Run();
        await Task.Delay(TimeSpan.FromSeconds(3));
        foreach (var process in late) Assert.Equal(undisturbed, await Told(program, process));
        Assert.Empty(await StoreCheck.Differences(program.Authority));
        await KillTests.Sound(program.Authority);
        Counts.Say("servers killed between taking a clock that ran out and its commit, PostgreSQL: no response once, one set of notices", Kills, Seeds.Seed);
    }

    /// <summary>An update that was asked for in June 2020 and that nobody gave: its clocks have run out by now.</summary>
    internal static async Task<Process> Late(Authorities past)
    {
        var authority = past.Find("island")!;
        var process = await KillTests.Concern(authority, Cast.A, by: "2020-07-03");
        return await KillTests.Do(authority, process, (p, s) => Engine.Send(p, s, p.Worksteps[^1].Id, "manager-update", [Cast.Tm.Id], "Please reply in time."));
    }

    /// <summary>All that time brought about in the process, when nothing is due in it any more: the same for each, or one was told twice.</summary>
    internal static async Task<List<string>> Told(RealProgram program, Process process)
    {
        await using var db = program.Authority.Open();
        for (var tries = 0; await db.Timers.AnyAsync(row => row.Subject == process.Id && row.DueAt < Instant.FromUtc(2026, 1, 1, 0, 0)); tries++)
        {
            Assert.True(tries < 1200, $"Nobody looked at the clocks of {process.Id}: {await program.Said()}");
            await Task.Delay(50);
        }
        var clocks = (await program.Authority.Situations.Read(db, process.Id, Cast.Iro.Id))!.Process.Clocks.ToDictionary(clock => clock.Id, clock => clock.Definition);
        var events = await db.Events.Where(row => row.ProcessId == process.Id && row.Sequence > process.Events).ToListAsync();
        var notices = await db.Notices.Where(row => row.ProcessId == process.Id && row.Sequence > process.Events).ToListAsync();
        return
        [
            .. events.Select(row => $"{row.Type} {(row.Event().What is ClockRanOut late ? clocks[late.Clock] : "")}").Order(StringComparer.Ordinal),
            .. notices.Select(row => $"notice {row.Definition} {row.Recipient} {row.Channel}").Order(StringComparer.Ordinal),
            $"keys {await db.Operations.CountAsync(row => row.ProcessId == process.Id && row.Worker == Worker.System)}",
            $"entries {await db.AuditEntries.CountAsync(entry => entry.ProcessId == process.Id && entry.FirstEvent > process.Events)}",
        ];
    }

    /// <summary>Keeps the first server's writes waiting in the database, at one table or at the commit, for as long as it is said.</summary>
    sealed class Waiting(NpgsqlConnection connection) : IAsyncDisposable
    {
        string? place;

        public static async Task<Waiting> Prepare(string database)
        {
            var connection = new NpgsqlConnection($"{database};Pooling=false");
            await connection.OpenAsync();
            var waiting = new Waiting(connection);
            await waiting.Execute("""
                CREATE TABLE waits (place text);
                CREATE FUNCTION waits() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  IF current_setting('application_name') = 'first' AND EXISTS (SELECT 1 FROM waits WHERE place = TG_ARGV[0]) THEN PERFORM pg_advisory_xact_lock_shared(1); END IF;
                  RETURN NULL;
                END $$;
                CREATE CONSTRAINT TRIGGER waits_commit AFTER INSERT ON event DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION waits('commit');
                """ + string.Concat(Places[..^1].Select(table => $"CREATE TRIGGER waits BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION waits('{table}');")));
            return waiting;
        }

        /// <summary>Null: nowhere, and who waits goes on.</summary>
        public Task At(string? where)
        {
            place = where;
            return Execute(where is null ? "DELETE FROM waits; SELECT pg_advisory_unlock(1);" : $"INSERT INTO waits VALUES ('{where}'); SELECT pg_advisory_lock(1);");
        }

        /// <summary>Until a server waits for such a lock.</summary>
        public async Task Until(string server, params string[] locks)
        {
            await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE application_name = @server AND wait_event_type = 'Lock' AND wait_event = ANY (@locks)", connection);
            command.Parameters.AddWithValue("server", server);
            command.Parameters.AddWithValue("locks", locks);
            for (var tries = 0; await command.ExecuteScalarAsync() is 0L; tries++)
            {
                Assert.True(tries < 3000, $"The {server} server never waited for {string.Join(" or ", locks)} at {place}");
                await Task.Delay(20);
            }
        }

        async Task Execute(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
