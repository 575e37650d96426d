using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Waymark.App.Store;
using Waymark.App.Tests.Features.Documents;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Store;
using Waymark.Core.Processes;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Reliability;

/// <summary>The database is gone, held by another, or has no room: a clear page, nothing half saved, and all well when it is back.</summary>
public sealed class LostTests
{
    [Fact]
    public async Task A_PostgreSQL_that_stopped_is_said_plainly_and_found_again()
    {
        await using var program = await RealProgram.Start(Db.PostgreSql);
        using var ines = await program.As(Cast.Iro);
        var (section, page) = await Review(program, ines);
        Assert.True((await page.With("f.review-record", "Before.").Send(ines)).Taken);
        page = await Desks.Opened(ines, section);

        await program.Cluster!.Kill();
        for (var i = 0; i < 3; i++) Unavailable(await page.With("f.review-record", "Meanwhile.").Send(ines));
        using (var response = await ines.Get(section)) Assert.Equal(503, (int)response.StatusCode);

        await program.Cluster.Revive();
        Assert.Equal("Before.", (await Desks.Opened(ines, section))["f.review-record"]);
        Assert.True((await page.With("f.review-record", "Afterwards.").Send(ines)).Taken);
        NpgsqlConnection.ClearAllPools();
        Assert.Empty(await StoreCheck.Differences(program.Authority));
    }

    [Fact]
    public async Task An_authority_whose_PostgreSQL_was_down_at_the_start_is_served_when_it_comes()
    {
        await using var program = await RealProgram.Start(Db.PostgreSql);
        await program.Kill();
        await using var past = await program.OpenAt(new TestClock());
        var late = await ClaimTests.Late(past);
        await program.Cluster!.Kill();
        program.Begin();
        await Answers(program, 503, "Waymark can’t reach its records");

        await program.Cluster.Revive();
        NpgsqlConnection.ClearAllPools();
        await Answers(program, 200, "Sign in");
        Assert.Contains("island is served now", await program.Said(), StringComparison.Ordinal);
        using var ines = await program.As(Cast.Iro);
        var (_, page) = await Review(program, ines);
        Assert.True((await page.With("f.review-record", "Afterwards.").Send(ines)).Taken);
        // Its timers run too.
        Assert.Contains(await ClaimTests.Told(program, late), line => line.StartsWith("clock-ran-out", StringComparison.Ordinal));
    }

    static async Task Answers(RealProgram program, int status, string heading)
    {
        using var client = new HttpClient();
        for (var tries = 0; ; tries++)
        {
            Assert.True(tries < 1200, $"It never answered with {status}: {await program.Said()}");
            await Task.Delay(50);
            try
            {
                using var answer = await client.GetAsync(new Uri(program.Address, "/island/sign-in"));
                if ((int)answer.StatusCode == status && (await answer.Content.ReadAsStringAsync()).Contains(heading, StringComparison.Ordinal)) return;
            }
            catch (HttpRequestException)
            {
            }
        }
    }

    [Fact]
    public async Task A_SQLite_file_that_another_program_holds_is_waited_for_and_then_said_plainly()
    {
        await using var program = await RealProgram.Start(Db.Sqlite);
        using var ines = await program.As(Cast.Iro);
        var (section, page) = await Review(program, ines);
        await using (var other = new SqliteConnection($"Data Source={program.SqliteFile};Pooling=false"))
        {
            await other.OpenAsync();
            await Execute(other, "BEGIN IMMEDIATE");
            var waiting = page.With("f.review-record", "Waited.").Send(ines);
            await Task.Delay(500);
            Assert.False(waiting.IsCompleted);
            await Execute(other, "COMMIT");
            Assert.True((await waiting).Taken);

            page = await Desks.Opened(ines, section);
            await Execute(other, "BEGIN IMMEDIATE");
            var began = System.Diagnostics.Stopwatch.StartNew();
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => page.With("f.review-record", "Given up.").Send(ines)));
            foreach (var answer in answers) Unavailable(answer);
            Assert.True(began.Elapsed < TimeSpan.FromSeconds(40), $"The last of four waited {began.Elapsed.TotalSeconds:0} s");
            await Execute(other, "ROLLBACK");
        }
        Assert.Equal("Waited.", (await Desks.Opened(ines, section))["f.review-record"]);
        Assert.True((await page.With("f.review-record", "Afterwards.").Send(ines)).Taken);
        Assert.Empty(await StoreCheck.Differences(program.Authority));
    }

    [Fact]
    public async Task A_full_disk_is_said_plainly_and_saves_nothing_in_part()
    {
        await using var program = await RealProgram.Start(Db.Sqlite);
        using var ines = await program.As(Cast.Iro);
        var (section, page) = await Review(program, ines);
        await using var db = program.Authority.Open();
        var failed = 0;
        // The room ends after so many pages of the log: at its first, or amid those of one save.
        foreach (var pages in (int[])[0, 1, 3, 6, 9, 12])
        {
            page = await Desks.Opened(ines, section);
            var before = await Record(db);
            await program.LimitFiles(new FileInfo(program.SqliteFile + "-wal").Length + pages * 4120);
            var answer = await page.With("f.review-record", $"Room for {pages} pages.").Send(ines);
            if (!answer.Taken)
            {
                failed++;
                Unavailable(answer);
                Assert.Equal(before, await Record(db));
            }
            await program.LimitFiles(null);
        }
        Assert.True(failed > 1, $"Of six saves, {failed} found the disk full");
        await program.LimitFiles(0);
        using (var response = await ines.Get(section)) Assert.Equal(503, (int)response.StatusCode);

        await program.LimitFiles(null);
        var opened = await Desks.Opened(ines, section);
        Assert.True((await opened.With("f.review-record", "Afterwards.").Send(ines)).Taken);
        Assert.Empty(await StoreCheck.Differences(program.Authority));
    }

    [Fact]
    public async Task An_upload_that_ends_on_its_way_in_or_is_too_long_or_unreadable_or_finds_no_room_is_one_entry_and_leaves_nothing()
    {
        await using var program = await RealProgram.Start(Db.Sqlite);
        using var ines = await program.As(Cast.Iro);
        var (section, _) = await Review(program, ines);
        await using var db = program.Authority.Open();
        var before = await db.AuditEntries.CountAsync();
        HttpRequestMessage Upload(HttpContent file) => new(HttpMethod.Post, new Uri(program.Address, section)) { Content = new MultipartFormDataContent("edge") { { file, "f.file", "film.pdf" } } };
        await Assert.ThrowsAnyAsync<Exception>(() => ines.Send(Upload(new StoredFilesTests.Cut(new byte[8 << 20]))));
        for (var tries = 0; tries < 600 && await db.AuditEntries.CountAsync() == before; tries++) await Task.Delay(50);
        await Task.Delay(200);
        Assert.Empty(Directory.GetFiles(program.Arriving));

        using var tooLong = Upload(new ByteArrayContent(new byte[40 << 20]));
        tooLong.Headers.ExpectContinue = true;
        using (var refused = await ines.Send(tooLong))
        {
            Assert.Equal(413, (int)refused.StatusCode);
            Assert.Contains("A file can be up to 25 MB. Nothing was saved.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using var unreadable = Upload(new ByteArrayContent([1]));
        unreadable.Content!.Headers.ContentType = new("multipart/form-data");
        using (var refused = await ines.Send(unreadable)) Assert.Equal(400, (int)refused.StatusCode);

        // As a disk that fails, it takes no new file.
        Directory.Delete(program.Arriving);
        using (var full = await ines.Send(Upload(new ByteArrayContent(new byte[8 << 20]))))
        {
            Assert.Equal(503, (int)full.StatusCode);
            Assert.Contains("There is no room on the server’s disk for what you sent. Nothing of it was kept.", await full.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Equal(((string[])["cut off", "size", "form", "disk"]).Select(why => ("documents/attach", AuditOutcome.Refused, (string?)why, (Guid?)Cast.A.Id)),
            (await db.AuditEntries.OrderBy(entry => entry.Number).Skip(before).ToListAsync()).Select(entry => (entry.What, entry.Outcome, entry.Fields, entry.ChildId)));
        Assert.Empty(await db.Documents.ToListAsync());
        Assert.DoesNotContain("film", await program.Said(), StringComparison.Ordinal);
    }

    /// <summary>PostgreSQL says so with an error of class 53, at whichever statement comes first: here at each in turn.</summary>
    [Fact]
    public async Task A_PostgreSQL_without_room_is_said_plainly_and_saves_nothing_in_part()
    {
        await using var program = await RealProgram.Start(Db.PostgreSql);
        using var ines = await program.As(Cast.Iro);
        await using var db = program.Authority.Open();
        await db.Database.ExecuteSqlRawAsync("CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END $$");
        foreach (var table in (string[])["event", "workstep", "request", "operation", "notice", "audit_entry"])
        {
            var process = await KillTests.Concern(program.Authority, Cast.A);
            var asks = Post.Of(await ines.Go($"/island/worksteps/{process.Worksteps[^1].Id}/requests/manager-update"), "Send request").With("Note", "Please reply in time.");
            var before = await Record(db);
            var full = $"CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION no_room()";
            await db.Database.ExecuteSqlRawAsync(full);
            Unavailable(await asks.Send(ines));
            Assert.Equal(before, await Record(db));
            var room = $"DROP TRIGGER full_disk ON {table}";
            await db.Database.ExecuteSqlRawAsync(room);
            Assert.True((await asks.Send(ines)).Taken);
        }
        Assert.Empty(await StoreCheck.Differences(program.Authority));
    }

    static async Task<(string Section, Post Page)> Review(RealProgram program, Visitor ines)
    {
        var review = await KillTests.Review(program.Authority, Cast.A);
        var section = $"/island/worksteps/{review.Worksteps[^1].Id}/sections/review";
        return (section, await Desks.Opened(ines, section));
    }

    static void Unavailable(Answer answer) => Assert.Equal((503, "Waymark can’t reach its records"), (answer.Status, answer.Page.Heading));

    static async Task<string> Record(WaymarkDb db) =>
        $"{await db.Events.CountAsync()} events, {await db.Requests.CountAsync()} requests, {await db.Notices.CountAsync()} notices, {await db.Operations.CountAsync()} operations, {await db.AuditEntries.CountAsync(entry => entry.LastEvent != null)} entries, {string.Join('\n', await db.Worksteps.OrderBy(row => row.Id).Select(row => row.Document).ToListAsync())}";

    static async Task Execute(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
