using System.Net.Mail;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Text;
using Waymark.App.Mail;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.App.Timers;
using Waymark.Core.Processes;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Store;

/// <summary>
/// The authority Island on a database of its own, with a few invented people: Ida reviews Arlo's care, Sami is his social worker,
/// Tess manages Sami's team, Mona the reviewing officers. Closing it holds what is stored against its events.
/// </summary>
internal sealed class Island : IAsyncDisposable
{
    public static readonly Guid Ida = Id(1), Sami = Id(4), Tess = Id(6), Mona = Id(3), Arlo = Id(101), Bryn = Id(102);

    readonly TestDatabase database;
    readonly Installation installation;

    Island(TestDatabase database, Installation installation, Authority authority, TestClock clock) =>
        (this.database, this.installation, Authority, Clock) = (database, installation, authority, clock);

    public Authority Authority { get; private set; }
    public TestClock Clock { get; }
    public string ConnectionString => database.ConnectionString;
    public Actor As(Guid worker) => new(worker, "session", "192.0.2.7", "request");

    public static async Task<Island> Open(Databases databases, Db db)
    {
        var database = await databases.Copy(db, "island", async template =>
        {
            await using var authorities = await Authorities.Open(Install(template), new TestClock(), ["island"]);
            Assert.Empty(authorities.Closed);
            await Furnish(authorities.Find("island")!);
        });
        var (installation, clock) = (Install(database), new TestClock());
        return new Island(database, installation, await Serve(installation, clock), clock);
    }

    public async ValueTask DisposeAsync()
    {
        var differences = await StoreCheck.Differences(Authority);
        await Authority.DisposeAsync();
        await database.DisposeAsync();
        Assert.Empty(differences);
    }

    /// <summary>Another node on the same database and folder.</summary>
    public Task<Authority> AnotherNode() => Serve(installation, Clock);

    /// <summary>A node of the same authority that has a mail server, on this machine.</summary>
    public Task<Authority> WithMail(int port) => Serve(installation with
    {
        Mail = new MailSettings("127.0.0.1", port, new MailAddress("waymark@council.example"), new Uri("https://waymark.council.example/")) { Encrypted = false },
    }, Clock);

    public ClocksDue Timers { get; } = new(NullLogger.Instance);

    // ---- What people do ----

    public async Task<Process> Review()
    {
        var started = await Authority.Casework.Start([Arlo], Post(Ida, "start"), situation => Start(situation, "lac-review"));
        Assert.True(started.Accepted, Said(started));
        return started.Process!;
    }

    public static Decision Start(Situation situation, string workstep)
    {
        var protocol = situation.Pack.Protocols.First(each => each.FindWorkstep(workstep) is not null);
        return Engine.Start(situation, protocol, protocol.Workstep(workstep));
    }

    public Operation Post(Guid worker, string what, Guid? key = null) => new(As(worker), key ?? Guid.NewGuid(), what);

    public async Task<Outcome> Do(Guid worker, Process process, Func<Process, Situation, Decision> decide, Guid? key = null)
    {
        var outcome = await Authority.Casework.Do(process.Id, Post(worker, "test", key), decide);
        Assert.True(outcome.Accepted, Said(outcome));
        return outcome;
    }

    /// <summary>A review that found concerns, and the QA process that it opened, in which Tess is asked for an update by 3 July.</summary>
    public async Task<Process> Asked()
    {
        var review = await Review();
        await Do(Ida, review, (p, s) => Engine.Save(p, s, p.Worksteps[^1].Id, [new("review-record", null, "We met Arlo at home."), new("audit-done", null, "yes"), new("concerns", null, "yes")]));
        await Do(Ida, review, (p, s) => Engine.Propose(p, s, p.Worksteps[^1].Id, new Proposal("to-qap", Ida)));
        var finished = await Do(Ida, review, (p, s) => Engine.Finish(p, s, p.Worksteps[^1].Id));
        var qap = finished.Decision.Started.Count > 0 ? finished.Decision.Started[^1] : finished.Process!;
        await Do(Ida, qap, (p, s) => Engine.Save(p, s, p.Worksteps[^1].Id,
            [new("review-on", null, "2020-07-03"), new("action", Id(900), "Arrange the planning meeting."), new("by-whom", Id(900), "post:social-worker"), new("by-date", Id(900), "2020-07-03")]));
        return (await Do(Ida, qap, (p, s) => Engine.Send(p, s, p.Worksteps[^1].Id, "manager-update", [Tess], "Please reply in time."))).Process!;
    }

    public async Task<Process> Read(Guid process)
    {
        await using var db = Authority.Open();
        return (await Authority.Situations.Read(db, process, Ida))!.Process;
    }

    public static string Said(Outcome outcome) => string.Join(" | ", outcome.Decision.Refusals.Select(refusal => refusal.Text));

    public static Guid Id(int n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    static Installation Install(TestDatabase database) => new(database.Folder, Checkout.At("packs"))
    {
        Databases = database.Db == Db.PostgreSql ? new Dictionary<string, string> { ["island"] = database.ConnectionString } : [],
        Migrate = true, AllowUnsafe = true,
    };

    static async Task<Authority> Serve(Installation installation, IClock clock)
    {
        var authorities = await Authorities.Open(installation, clock, ["island"]);
        Assert.Empty(authorities.Closed);
        return authorities.Find("island")!;
    }

    static async Task Furnish(Authority authority)
    {
        await using var writing = await authority.Database.Write();
        var db = writing.Db;
        foreach (var (id, name, post, team) in new[] { (Ida, "Ida Fenwick", "iro", null), (Mona, "Mona Lark", "iro-manager", null), (Sami, "Sami Reed", "social-worker", "North"), (Tess, "Tess Marlow", "team-manager", "North") })
        {
            db.Add(WorkerRow.Of(new Worker(id, name, "Island Council", null)));
            db.Add(new Holding(Guid.NewGuid(), id, post, team, null, Day("2015-01-01"), null));
        }
        foreach (var child in new[] { new Child(Arlo, 70000101, "Arlo Finch", Day("2008-03-14")) { Locality = "north", Team = "North", LegalStatus = "care-order" }, new Child(Bryn, 70000102, "Bryn Finch", Day("2010-05-01")) })
        {
            db.Add(ChildRow.Of(child));
            db.AddRange(ChildRow.NamePartsOf(child));
        }
        db.Add(new Allocation(Guid.NewGuid(), Arlo, Ida, "iro", Day("2018-01-01"), null));
        db.Add(new Allocation(Guid.NewGuid(), Arlo, Sami, "social-worker", Day("2018-01-01"), null));
        await writing.Commit();
    }

    static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).Value;
}

/// <summary>The machine's clock, as a test sets it: ten in the morning of 29 June 2020, with a fraction finer than a microsecond.</summary>
internal sealed class TestClock : IClock
{
    public Instant Now { get; set; } = Instant.FromUtc(2020, 6, 29, 9, 0) + Duration.FromNanoseconds(1234);

    public Instant GetCurrentInstant() => Now;

    public void Advance(Duration by) => Now += by;
}
