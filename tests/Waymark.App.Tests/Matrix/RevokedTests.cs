using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Matrix;

/// <summary>Whatever ends somebody's access ends it for the next request, while they are at it: none that begins after the commit succeeds.</summary>
public sealed class RevokedTests(Databases databases)
{
    static readonly Guid Row = Store.Island.Id(800);
    static readonly LocalDate Yesterday = World.Today.PlusDays(-1);
    static readonly Instant Later = World.Morning + Duration.FromHours(3), Past = World.Morning - Duration.FromHours(1);

    sealed record Kind(string Says, string Name, Func<WaymarkDb, Task> End, Func<WaymarkDb, Task> Undo)
    {
        /// <summary>What is so before.</summary>
        public Func<WaymarkDb, Task>? Before { get; init; }
    }

    static Guid Worker(string name) => ShireThings.Worker(name);

    static Task Excluding(WaymarkDb db) { db.Add(new ExclusionRow { Id = Row, Worker = Worker("keziah"), ChildId = World.Kit, Reason = "A relative.", ByWorker = Row, BegunAt = Past }); return Task.CompletedTask; }

    static Task Shutting(WaymarkDb db, RestrictionKind kind) { db.Add(new RestrictionRow { Id = Row, ChildId = World.Kit, Kind = kind, Reason = "In hiding.", ByWorker = Row, BegunAt = Past }); return Task.CompletedTask; }

    static Func<WaymarkDb, Task> Gave(string name, ReasonKind kind) => db => { db.Add(new AccessReasonRow { Id = Guid.NewGuid(), Worker = Worker(name), ChildId = World.Kit, GivenAt = World.Morning, Until = Later, Reason = "A reason.", Kind = kind, ReviewDue = World.Today }); return Task.CompletedTask; };

    static Task NoReasons(WaymarkDb db) => db.AccessReasons.Where(given => given.ChildId == World.Kit).ExecuteUpdateAsync(set => set.SetProperty(given => given.Until, World.Morning));

    static readonly Kind[] Kinds =
    [
        new("a post ended", "Keziah", db => Post(db, "keziah", Yesterday), db => Post(db, "keziah", null)),
        new("a child was reallocated", "Araminta", db => Allocation(db, "araminta", Yesterday), db => Allocation(db, "araminta", null)),
        new("training lapsed", "Keziah", db => Training(db, Yesterday), db => Training(db, null)),
        new("a placement ended", "Keziah", db => Placement(db, Yesterday), db => Placement(db, null)),
        new("a worker was excluded", "Keziah", Excluding, db => db.Exclusions.Where(row => row.Id == Row).ExecuteDeleteAsync()),
        new("a worker left", "Keziah", db => Left(db, World.Today), db => Left(db, null)),
        new("a worker was locked out", "Keziah", db => Locked(db, Later), db => Locked(db, null)),
        new("a record was restricted", "Keziah", db => Shutting(db, RestrictionKind.Restricted), Open),
        new("a record was sealed", "Keziah", db => Shutting(db, RestrictionKind.Sealed), Open),
        new("a reason held no longer", "Clemency", NoReasons, Gave("clemency", ReasonKind.Wider)) { Before = Gave("clemency", ReasonKind.Wider) },
        new("an emergency was over", "Octavian", NoReasons, Gave("octavian", ReasonKind.Emergency)) { Before = Gave("octavian", ReasonKind.Emergency) },
    ];

    static Task Post(WaymarkDb db, string worker, LocalDate? last) { var id = Worker(worker); return db.Holdings.Where(held => held.Worker == id).ExecuteUpdateAsync(set => set.SetProperty(held => held.To, last)); }

    static Task Allocation(WaymarkDb db, string worker, LocalDate? last) { var id = Worker(worker); return db.Allocations.Where(its => its.Child == World.Kit && its.Worker == id).ExecuteUpdateAsync(set => set.SetProperty(its => its.To, last)); }

    static Task Training(WaymarkDb db, LocalDate? until) { var id = Worker("keziah"); return db.Trainings.Where(done => done.Worker == id && done.Module == "module-2").ExecuteUpdateAsync(set => set.SetProperty(done => done.Until, until)); }

    static Task Placement(WaymarkDb db, LocalDate? last) => db.Placements.Where(its => its.Child == World.Kit).ExecuteUpdateAsync(set => set.SetProperty(its => its.To, last));

    static Task Left(WaymarkDb db, LocalDate? on) { var id = Worker("keziah"); return db.Workers.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeftOn, on)); }

    static Task Locked(WaymarkDb db, Instant? until) { var id = Worker("keziah"); return db.Workers.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LockedUntil, until)); }

    static Task Open(WaymarkDb db) => db.Restrictions.Where(row => row.Id == Row).ExecuteDeleteAsync();

    [Theory(DisplayName = "S3-003 S3-007 S3-012 No request that begins after access ended succeeds, whoever is at it"), OnBoth]
    public async Task None_succeeds_that_begins_after_it_ended(Db db)
    {
        await using var world = await World.Open(databases, db);
        var things = world.ThingsOf("shire");
        string[] paths = [$"/shire/children/{World.Kit}", $"/shire/children/{World.Kit}/documents", $"/shire/processes/{things["processes/id"]}"];
        var trials = Seeds.Times(db == Db.Sqlite ? 88 : 22, 1001) / Kinds.Length;
        foreach (var kind in Kinds)
        {
            await world.Reset("shire");
            using var visitor = await world.As("shire", kind.Name);
            if (kind.Before is { } before) await world.Write("shire", before);
            using var caller = await Caller.Of(world, "shire", visitor);
            for (var trial = 0; trial < trials; trial++)
            {
                foreach (var path in paths) Assert.Equal((kind.Says, 200), (kind.Says, (await caller.Send("GET", path)).Status));
                using var stop = new CancellationTokenSource();
                var asking = paths.Select(path => Task.Run(() => Ask(caller, path, stop.Token))).ToList();
                await world.Write("shire", kind.End);
                var ended = Stopwatch.GetTimestamp();
                var after = await Task.WhenAll(paths.Select(path => caller.Send("GET", path)));
                await stop.CancelAsync();
                Assert.All(after, reply => Assert.True(reply.Status != 200 && !reply.Says(World.TokensOf("shire")).Any(), $"{kind.Says}, trial {trial}: {reply.Status}"));
                foreach (var (began, status) in (await Task.WhenAll(asking)).SelectMany(each => each)) Assert.False(began > ended && status == 200, $"{kind.Says}, trial {trial}: a request that began afterwards succeeded");
                await world.Write("shire", kind.Undo);
            }
        }
        Counts.Say($"access that ended while pages were open: trials ({db.Name()})", trials * Kinds.Length, Seeds.Seed);
    }

    static async Task<List<(long Began, int Status)>> Ask(Caller caller, string path, CancellationToken until)
    {
        var all = new List<(long, int)>();
        while (!until.IsCancellationRequested) all.Add((Stopwatch.GetTimestamp(), (await caller.Send("GET", path)).Status));
        return all;
    }

    [Theory(DisplayName = "S3-003 S3-024 A placement that ends at midnight ends downloads too: one under way may end, and the next is refused in words"), OnBoth]
    public async Task At_midnight(Db db)
    {
        await using var world = await World.Open(databases, db);
        var plan = world.ThingsOf("shire")["care plan"];
        var kept = Directory.GetFiles(Path.Combine(world.Folder, "shire", "files"), "*", SearchOption.AllDirectories).Single(file => File.ReadAllText(file).Contains("Fennigold", StringComparison.Ordinal));
        await File.WriteAllBytesAsync(kept, World.Pdf("Fennigold", padding: 24_000_000));
        await world.Write("shire", store => Placement(store, World.Today));
        // Half a minute before midnight, summer time.
        world.Clock.Now = World.Today.PlusDays(1).AtMidnight().InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/London"]).ToInstant() - Duration.FromSeconds(30);
        using var keziah = await world.As("shire", "Keziah");
        await keziah.Go($"/shire/documents/{plan}/need");
        var token = keziah.Page.Document.QuerySelector("main [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        HttpRequestMessage Take() => new(HttpMethod.Post, $"/shire/documents/{plan}/need")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["Why"] = "For the placement meeting.", ["Place"] = "Shared drive", ["Take"] = "true", ["__RequestVerificationToken"] = token }),
        };
        using var caller = await Caller.Of(world, "shire", keziah);
        var before = await world.LastEntry("shire");
        using var running = await caller.Begin(Take());
        Assert.Equal(200, (int)running.StatusCode);
        await using var file = await running.Content.ReadAsStreamAsync();
        var buffer = new byte[1 << 16];
        Assert.True(await file.ReadAsync(buffer) > 0);
        world.Clock.Advance(Duration.FromMinutes(1));
        using var next = await caller.Begin(Take());
        var said = await next.Content.ReadAsStringAsync();
        Assert.Equal(403, (int)next.StatusCode);
        Assert.Contains("tie to this child", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Fennigold", said, StringComparison.Ordinal);
        var page = await caller.Send("GET", $"/shire/children/{World.Kit}");
        Assert.Contains("/reason", page.Location, StringComparison.Ordinal);
        Assert.Equal([(AuditAction.Download, "documents/need", AuditOutcome.Done), (AuditAction.View, "documents/need", AuditOutcome.Refused), (AuditAction.View, "children/show", AuditOutcome.Refused)],
            (await world.Entries("shire", before)).Where(entry => entry.Worker == Worker("keziah") && entry.ChildId == World.Kit).Select(entry => (entry.Action, entry.What, entry.Outcome)));
        // What was under way is whole, or cut; it never goes on with something else.
        long bytes = 0;
        try { for (int read; (read = await file.ReadAsync(buffer)) > 0;) bytes += read; } catch (IOException) { }
        Assert.True(bytes <= new FileInfo(kept).Length);
    }
}
