using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Features.SignIn;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Store;
using Waymark.Core.Processes;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features;

/// <summary>
/// Waymark served on a free port, with the authority Island and a small cast. Arlo is a child of the North team: Ida reviews his
/// care, Sami is his social worker, Tess manages the team. Bryn is of the South, where Otto manages the team, and nobody is
/// allocated. Mona manages the reviewing officers, of whom Ivo has no children; Dora directs; Ada administers; Inga looks after who may see what; Nell left.
/// In the QA process of Arlo's review, Ida asked Tess for an update.
/// </summary>
public sealed class Site : IAsyncDisposable
{
    public const string Password = "a long walk by the sea";

    public static readonly Guid Ida = Island.Ida, Sami = Island.Sami, Tess = Island.Tess, Mona = Island.Mona, Arlo = Island.Arlo, Bryn = Island.Bryn;
    public static readonly Guid Otto = Island.Id(7), Dora = Island.Id(8), Ada = Island.Id(9), Ivo = Island.Id(10), Nell = Island.Id(11), Inga = Island.Id(12);

    readonly TestDatabase database;
    readonly Authorities authorities;
    readonly Running running;

    Site(TestDatabase database, Authorities authorities, Running running, IClock clock) =>
        (this.database, this.authorities, this.running, Clock) = (database, authorities, running, (TestClock)clock);

    internal TestClock Clock { get; }

    public Authority Authority => authorities.Find("island")!;

    public TestDatabase Database => database;

    public Uri Address => running.Address;

    public static async Task<Site> Start(Databases databases, Db db, bool demonstration = true, Limits? limits = null)
    {
        var database = await databases.Copy(db, demonstration ? "site" : "site with accounts", async template =>
        {
            await using var opened = await Authorities.Open(Install(template), new TestClock(), ["island"]);
            Assert.Empty(opened.Closed);
            await Furnish(opened.Find("island")!, demonstration);
        });
        var clock = new TestClock();
        var authorities = await Authorities.Open(Install(database), clock, ["island"]);
        Assert.Empty(authorities.Closed);
        var running = await Running.Start(Serve.Build(new ServeOptions(authorities, Path.Combine(database.Folder, "keys")) { RunsTimers = false, Limits = limits ?? Limits.None }));
        return new Site(database, authorities, running, clock);
    }

    public Visitor Visitor() => running.Visitor();

    /// <summary>Somebody at a browser who has signed in.</summary>
    public async Task<Visitor> As(string name)
    {
        var visitor = Visitor();
        await visitor.Go("/island/sign-in");
        var button = visitor.Page.Buttons.First(words => words.StartsWith(name, StringComparison.Ordinal));
        await visitor.Press(button);
        return visitor;
    }

    public async Task<List<AuditEntry>> Audit()
    {
        await using var db = Authority.Open();
        return await db.AuditEntries.OrderBy(entry => entry.Number).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await running.DisposeAsync();
        var differences = await StoreCheck.Differences(Authority);
        await authorities.DisposeAsync();
        await database.DisposeAsync();
        Assert.Empty(differences);
    }

    static Installation Install(TestDatabase database) => new(database.Folder, Checkout.At("packs"))
    {
        Databases = database.Db == Db.PostgreSql ? new Dictionary<string, string> { ["island"] = database.ConnectionString } : [],
        Migrate = true, AllowUnsafe = true,
    };

    public static async Task Furnish(Authority authority, bool demonstration)
    {
        await using (var writing = await authority.Database.Write())
        {
            var db = writing.Db;
            if (demonstration) await Authority.MarkAsDemonstration(db);
            Worker(db, Ida, "Ida Fenwick", "iro");
            Worker(db, Ivo, "Ivo Hart", "iro");
            Worker(db, Mona, "Mona Lark", "iro-manager");
            Worker(db, Sami, "Sami Reed", "social-worker", "North");
            Worker(db, Tess, "Tess Marlow", "team-manager", "North");
            Worker(db, Otto, "Otto Venn", "team-manager", "South");
            Worker(db, Dora, "Dora Quill", "service-director");
            Worker(db, Ada, "Ada Bell", "island-administrator");
            Worker(db, Inga, "Inga Vale", "information-officer");
            Worker(db, Nell, "Nell Gone", "social-worker", "North", left: Day(2019, 1, 1));
            Child(db, new Child(Arlo, 70000101, "Arlo Finch-Ó Briain", Day(2008, 3, 14)) { Locality = "north", Team = "North", LegalStatus = "care-order" });
            Child(db, new Child(Bryn, 70000102, "Bryn Finch", Day(2010, 5, 1)) { Team = "South", LegalStatus = "care-order" });
            db.Add(new Allocation(Guid.NewGuid(), Arlo, Ida, "iro", Day(2018, 1, 1), null));
            db.Add(new Allocation(Guid.NewGuid(), Arlo, Sami, "social-worker", Day(2018, 1, 1), null));
            await writing.Commit();
        }
        await Ask(authority);
    }

    /// <summary>Ida's review of Arlo's care found concerns; in the QA process that it opened, Tess is asked for an update.</summary>
    static async Task Ask(Authority authority)
    {
        var review = (await authority.Casework.Start([Arlo], By(Ida), situation => Island.Start(situation, "lac-review"))).Process!;
        await Do((p, s) => Engine.Save(p, s, p.Worksteps[^1].Id, [new("review-record", null, "We met Arlo at home."), new("audit-done", null, "yes"), new("concerns", null, "yes")]));
        await Do((p, s) => Engine.Propose(p, s, p.Worksteps[^1].Id, new Proposal("to-qap", Ida)));
        var finished = await Do((p, s) => Engine.Finish(p, s, p.Worksteps[^1].Id));
        review = finished.Decision.Started[^1];
        await Do((p, s) => Engine.Save(p, s, p.Worksteps[^1].Id,
            [new("review-on", null, "2020-07-03"), new("action", Island.Id(900), "Arrange the planning meeting."), new("by-whom", Island.Id(900), "post:social-worker"), new("by-date", Island.Id(900), "2020-07-03")]));
        await Do((p, s) => Engine.Send(p, s, p.Worksteps[^1].Id, "manager-update", [Tess], "Please reply in time."));

        async Task<Outcome> Do(Func<Process, Situation, Decision> decide)
        {
            var outcome = await authority.Casework.Do(review.Id, By(Ida), decide);
            Assert.True(outcome.Accepted, Island.Said(outcome));
            return outcome;
        }
    }

    static Operation By(Guid worker) => new(new Actor(worker), Guid.NewGuid(), "test");

    static void Worker(WaymarkDb db, Guid id, string name, string post, string? team = null, LocalDate? left = null)
    {
        var row = WorkerRow.Of(new Worker(id, name, "Island Council", null) { Left = left }, Names.Fold(name.Split(' ')[0]));
        row.PasswordHash = Hash.Value;
        db.Add(row);
        db.Add(new Holding(Guid.NewGuid(), id, post, team, null, Day(2015, 1, 1), null));
    }

    // Slow by design: made once.
    static readonly Lazy<string> Hash = new(() => Accounts.Hash(Password));

    static void Child(WaymarkDb db, Child child)
    {
        db.Add(ChildRow.Of(child));
        db.AddRange(ChildRow.NamePartsOf(child));
    }

    static LocalDate Day(int year, int month, int day) => new(year, month, day);
}
