using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;
using Waymark.App.Demonstration;
using Waymark.App.Mail;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Store;
using Waymark.App.Timers;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests;

/// <summary>
/// Waymark served on a free port over a database of its own, with the authority Island and the <see cref="Cast"/>, or with the whole
/// demonstration. Anybody can be signed in as, and the day moved. Closing it holds what is stored against its events.
/// </summary>
public sealed class Town : IAsyncDisposable
{
    /// <summary>The day of the demonstration that tests open: a Monday with no holiday near it.</summary>
    public static readonly LocalDate DemonstrationDay = new(2026, 3, 9);

    readonly TestDatabase database;
    readonly string council;
    Authorities authorities;
    Running running;

    /// <summary>The folder of all packs.</summary>
    readonly string packs;

    Town(TestDatabase database, string council, string packs, Authorities authorities, Running running, TestClock clock) =>
        (this.database, this.council, this.packs, this.authorities, this.running, Clock) = (database, council, packs, authorities, running, clock);

    public Authority Authority => authorities.Find(council)!;

    public Uri Address => running.Address;

    /// <summary>Of its database: stands in its connection string alone.</summary>
    public string Name => database.Name;

    public TestDatabase Database => database;

    public IServiceProvider Services => running.Services;

    /// <summary>The day in the authority.</summary>
    public LocalDate Today => Authority.Clock.GetCurrentInstant().InZone(Authority.Calendar.Zone).Date;

    internal TestClock Clock { get; }

    /// <summary>With the cast, and nothing that happened.</summary>
    /// <param name="at">What time it is; without it, ten in the morning of Monday 29 June 2020.</param>
    public static Task<Town> Open(Databases databases, Db db, Instant? at = null) =>
        Open(databases, db, "island", "town", at ?? Cast.Morning, authority => Furnishing.Write(authority, Cast.People));

    /// <summary>With other people than the cast alone, under a name of their own.</summary>
    public static Task<Town> Open(Databases databases, Db db, string name, Population people, Instant? at = null) =>
        Open(databases, db, "island", $"town of {name}", at ?? Cast.Morning, authority => Furnishing.Write(authority, people));

    /// <summary>With everything that <c>waymark demo</c> makes of a council, at half past nine of <see cref="DemonstrationDay"/>.</summary>
    public static Task<Town> Demonstration(Databases databases, Db db, string council = "island") =>
        Open(databases, db, council, $"demonstration of {council}", DemonstrationDay.At(new LocalTime(9, 30)).InUtc().ToInstant(), authority =>
        {
            var script = ScriptOf(council);
            var people = script.On(DemonstrationDay, authority.Calendar);
            return Furnishing.Write(authority, people, Player.Play(script, authority.Packs.InForce, authority.Calendar, DemonstrationDay, people));
        });

    /// <summary>With the people of a council's demonstration, to whom nothing has happened yet.</summary>
    /// <param name="packs">Where the council's folder lies; null: among those that are shipped.</param>
    public static Task<Town> People(Databases databases, Db db, string council, Instant at, string? packs = null) =>
        Open(databases, db, council, $"people of {council}", at, authority => Furnishing.Write(authority, ScriptOf(council, packs).On(PeoplesDay, authority.Calendar)), packs);

    /// <summary>The children's ages, and the reviews, are those of this day; the posts have been held long before it.</summary>
    static readonly LocalDate PeoplesDay = new(2018, 6, 1);

    public static Script ScriptOf(string council, string? packs = null)
    {
        var (script, faults) = ScriptReader.Read(ScriptReader.FilesOf(Path.Combine(packs ?? Checkout.At("packs"), council, "demo")));
        Assert.Empty(faults);
        return script!;
    }

    /// <summary>Somebody at a browser who has not signed in.</summary>
    public Visitor Visitor() => running.Visitor();

    /// <summary>Somebody at a browser who has signed in, and sees the page that follows.</summary>
    public Task<Visitor> As(Person person) => As(person.Name);

    public async Task<Visitor> As(string name)
    {
        var visitor = Visitor();
        await visitor.Go($"/{council}/sign-in");
        await visitor.Press(visitor.Page.Buttons.SingleOrDefault(words => words == name || words.StartsWith(name + ", ", StringComparison.Ordinal)) ?? throw visitor.Page.Missing($"button of {name}"));
        return visitor;
    }

    /// <summary>Lets time pass to the same time of another day; whatever clock ends on the way runs out.</summary>
    public Task MoveTo(LocalDate day)
    {
        var zone = Authority.Calendar.Zone;
        var now = Clock.Now.InZone(zone);
        return Pass(day.At(now.TimeOfDay).InZoneLeniently(zone).ToInstant() - Clock.Now);
    }

    public async Task Pass(Duration time)
    {
        Clock.Advance(time);
        var clocks = new ClocksDue(new Loud());
        while (await clocks.Run(Authority) + await StandingWork.Run(Authority) > 0) { }
    }

    /// <summary>Starts the program again on the same records, with texts of the council's pack changed: a new version is in force. Everybody signs in anew.</summary>
    public async Task Publish(params (string File, string Old, string New)[] edits)
    {
        var changed = Directory.CreateDirectory(Path.Combine(database.Folder, $"packs-{Guid.NewGuid():N}")).FullName;
        foreach (var file in Directory.GetFiles(packs, "*.*", SearchOption.AllDirectories).Where(file => Mine(file) && (file.EndsWith(".yaml", StringComparison.Ordinal) || file.EndsWith(".csv", StringComparison.Ordinal))))
        {
            var copy = Path.Combine(changed, Path.GetRelativePath(packs, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            var text = await File.ReadAllTextAsync(file);
            foreach (var (_, old, @new) in edits.Where(edit => copy.EndsWith(edit.File, StringComparison.Ordinal)))
                text = text.Contains(old, StringComparison.Ordinal) ? text.Replace(old, @new, StringComparison.Ordinal) : throw new InvalidOperationException($"'{old}' is not in {file}");
            await File.WriteAllTextAsync(copy, text);
        }
        await running.DisposeAsync();
        await authorities.DisposeAsync();
        (authorities, running) = await Serving(database, council, Clock, changed);
    }

    bool Mine(string file) => Path.GetRelativePath(packs, file).Split(Path.DirectorySeparatorChar) is [var folder, ..] && (folder == council || folder == "calendars");

    public async Task<List<AuditEntry>> Audit()
    {
        await using var db = Authority.Open();
        return await db.AuditEntries.OrderBy(entry => entry.Number).ToListAsync();
    }

    /// <summary>What was done, or refused, since there were so many entries: 'Change documents/attach Refused'. That a page was shown isn't among it.</summary>
    public async Task<IReadOnlyList<string>> Did(int since) => [.. (await Audit()).Skip(since).Where(entry => entry.Action is AuditAction.Change or AuditAction.Administer or AuditAction.Download || entry.Outcome != AuditOutcome.Done)
        .Select(entry => $"{entry.Action} {entry.What} {entry.Outcome}").Order(StringComparer.Ordinal)];

    /// <summary>A timer that fails is tried again, and says so in a log that no test reads: here it fails the test.</summary>
    sealed class Loud : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) throw new InvalidOperationException(formatter(state, exception), exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        var differences = await StoreCheck.Differences(Authority);
        await running.DisposeAsync();
        await authorities.DisposeAsync();
        await database.DisposeAsync();
        Assert.Empty(differences);
    }

    static async Task<Town> Open(Databases databases, Db db, string council, string template, Instant at, Func<Authority, Task> furnish, string? packs = null)
    {
        packs ??= Checkout.At("packs");
        var database = await databases.Copy(db, template, async made =>
        {
            await using var opened = await Authorities.Open(Install(made, council, packs), new TestClock { Now = at }, [council]);
            Assert.Empty(opened.Closed);
            await furnish(opened.Find(council)!);
        });
        var clock = new TestClock { Now = at };
        var (authorities, running) = await Serving(database, council, clock, packs);
        var town = new Town(database, council, packs, authorities, running, clock);
        await town.HeldBefore(at);
        return town;
    }

    /// <summary>
    /// The template was made at the time of whichever test came first: here its pack is in force since just before it opened, and what
    /// the children's records call for begins once time passes.
    /// </summary>
    async Task HeldBefore(Instant at)
    {
        await using var writing = await Authority.Database.Write();
        await writing.Db.PackVersions.ExecuteUpdateAsync(set => set.SetProperty(row => row.PublishedAt, at - Duration.FromSeconds(1)));
        await writing.Db.Timers.Where(row => row.Kind == TimerKinds.Calls).ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, at));
        await writing.Commit();
    }

    static async Task<(Authorities, Running)> Serving(TestDatabase database, string council, TestClock clock, string packs)
    {
        var authorities = await Authorities.Open(Install(database, council, packs), clock, [council]);
        Assert.Empty(authorities.Closed);
        return (authorities, await Running.Start(Serve.Build(new ServeOptions(authorities, Path.Combine(database.Folder, "keys")) { RunsTimers = false })));
    }

    static Installation Install(TestDatabase database, string council, string packs) => new(database.Folder, packs)
    {
        Databases = database.Db == Db.PostgreSql ? new Dictionary<string, string> { [council] = database.ConnectionString } : [],
        // No demonstration writes to anybody, whatever the installation could.
        Mail = new MailSettings("127.0.0.1", 9, new MailAddress("waymark@council.example"), new Uri("https://waymark.council.example/")),
        Migrate = true, AllowUnsafe = true,
    };
}
