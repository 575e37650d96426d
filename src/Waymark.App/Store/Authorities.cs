using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Mail;
using Waymark.App.Scanning;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Store;

/// <summary>Where an installation keeps its data and its packs.</summary>
/// <param name="Data">A folder for each authority lies in it, with its files, keys, checkpoints and (on SQLite) its database.</param>
/// <param name="Packs">A folder for each authority lies in it, and 'calendars'.</param>
public sealed record Installation(string Data, string Packs)
{
    /// <summary>PostgreSQL connection strings by authority; one without has a SQLite file in its folder.</summary>
    public IReadOnlyDictionary<string, string> Databases { get; init; } = new Dictionary<string, string>();

    /// <summary>Brings PostgreSQL databases to this program's schema too; SQLite's always are.</summary>
    public bool Migrate { get; init; }

    /// <summary>Null: no mail server is named, and notices are shown in Waymark alone.</summary>
    public MailSettings? Mail { get; init; }

    /// <summary>Why the mail server that is named can't be used.</summary>
    public string? MailFault { get; init; }

    /// <summary>Null: no virus scanner is named.</summary>
    public Clamd? Scanner { get; init; }

    /// <summary>'clamd' is 'none': files are taken without being checked, and pages say so.</summary>
    public bool GoesUnscanned { get; init; }

    /// <summary>Why the scanner that is named can't be used.</summary>
    public string? ScannerFault { get; init; }

    /// <summary>With the scanner at that address, or with 'none'; null: as it is.</summary>
    public Installation With(string? clamd)
    {
        if (clamd is null) return this;
        if (clamd == "none") return this with { Scanner = null, ScannerFault = null, GoesUnscanned = true };
        var scanner = Clamd.At(clamd, out var fault);
        return this with { Scanner = scanner, ScannerFault = fault, GoesUnscanned = false };
    }

    /// <summary>How much one person may be shown in a time.</summary>
    public Features.Access.Limits Limits { get; init; } = new();

    /// <summary>Says nothing of a PostgreSQL that doesn't sync its writes: for tests.</summary>
    public bool AllowUnsafe { get; init; }

    /// <summary>
    /// As the machine is set up: 'databases' by authority, 'mail', 'clamd' and 'limits' from waymark.json in the data folder, or from
    /// WAYMARK_DATABASES__ISLAND, WAYMARK_MAIL__HOST, WAYMARK_CLAMD and the like in the environment; WAYMARK_ALLOW_UNSAFE.
    /// </summary>
    /// <param name="packs">Null for what needs only the stored records.</param>
    public static Installation Read(string data, string? packs)
    {
        Directory.CreateDirectory(data);
        var settings = new ConfigurationBuilder()
            .AddJsonFile(Path.GetFullPath(Path.Combine(data, "waymark.json")), optional: true)
            .AddEnvironmentVariables("WAYMARK_")
            .Build();
        return new Installation(Path.GetFullPath(data), Path.GetFullPath(packs ?? data))
        {
            Databases = settings.GetSection("databases").GetChildren().ToDictionary(each => each.Key, each => each.Value ?? "", StringComparer.OrdinalIgnoreCase),
            AllowUnsafe = settings["ALLOW_UNSAFE"] is "1" or "true",
            Limits = Features.Access.Limits.Read(settings.GetSection("limits")),
            Mail = MailSettings.Read(settings.GetSection("mail"), out var fault), MailFault = fault,
        }.With(settings["clamd"]);
    }

    /// <summary>Every folder of the packs that says it is an authority's.</summary>
    public IEnumerable<string> Ids => Directory.GetDirectories(Packs).Where(folder => File.Exists(Path.Combine(folder, "authority.yaml"))).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal);

    /// <summary>Every authority with a record: named in the settings, or with a database in the data folder.</summary>
    public IEnumerable<string> Stored => Directory.GetDirectories(Data).Where(folder => File.Exists(Path.Combine(folder, "waymark.db"))).Select(folder => Path.GetFileName(folder)!)
        .Concat(Databases.Keys).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal);

    public string FolderOf(string id) => Path.Combine(Data, id);

    public Database DatabaseOf(string id)
    {
        Directory.CreateDirectory(FolderOf(id));
        if (Databases.TryGetValue(id, out var connection)) return Database.PostgreSql(connection);
        return Database.Sqlite(Path.Combine(FolderOf(id), "waymark.db"));
    }
}

/// <summary>An authority that can't be served, and why: the faults of its pack, or one sentence.</summary>
public sealed record ClosedAuthority(string Id, IReadOnlyList<Fault> Faults, string? Why)
{
    /// <summary>Its pack is sound, and its database may come: another start would open it then.</summary>
    public bool MayOpen => Why is not null;
}

/// <summary>Every authority of an installation: those that are served, and those that can't be, while the others are.</summary>
public sealed class Authorities : IAsyncDisposable
{
    readonly Installation installation;
    readonly IClock machine;

    // Replaced as a whole while pages read them.
    volatile ImmutableSortedDictionary<string, Authority> served = ImmutableSortedDictionary.Create<string, Authority>(StringComparer.Ordinal);
    volatile ImmutableList<ClosedAuthority> closed = [];

    Authorities(Installation installation, IClock machine) => (this.installation, this.machine) = (installation, machine);

    /// <summary>By id, in the order of their ids.</summary>
    public IEnumerable<Authority> Served => served.Values;

    public IReadOnlyList<ClosedAuthority> Closed => closed;

    public Authority? Find(string id) => served.GetValueOrDefault(id);

    public static async Task<Authorities> Open(Installation installation, IClock machine, IEnumerable<string>? only = null)
    {
        var authorities = new Authorities(installation, machine);
        foreach (var id in only ?? installation.Ids) await authorities.Try(id);
        return authorities;
    }

    /// <summary>Tries those again that may open, such as one whose database was down; gives those that are served now. For one caller at a time.</summary>
    public async Task<IReadOnlyList<Authority>> OpenAgain()
    {
        var before = served;
        foreach (var waiting in closed.Where(each => each.MayOpen)) await Try(waiting.Id);
        return [.. served.Values.Except(before.Values)];
    }

    async Task Try(string id)
    {
        ClosedAuthority? now = null;
        try
        {
            served = served.Add(id, await OpenOne(installation, id, machine));
        }
        catch (PackException unreadable)
        {
            now = new ClosedAuthority(id, unreadable.Faults, null);
        }
        catch (Exception error) when (Cause(error) is not null)
        {
            now = new ClosedAuthority(id, [], Cause(error)!.Message);
        }
        var others = closed.RemoveAll(each => each.Id == id);
        closed = now is null ? others : others.Add(now);
    }

    /// <summary>What keeps it closed that may pass; EF wraps what it holds to be passing. Null: a fault of the program.</summary>
    static Exception? Cause(Exception error) => Trouble.Chain(error).FirstOrDefault(each => each is SchemaException or System.Data.Common.DbException or IOException or UnauthorizedAccessException);

    public async ValueTask DisposeAsync()
    {
        foreach (var authority in served.Values) await authority.DisposeAsync();
    }

    static async Task<Authority> OpenOne(Installation installation, string id, IClock machine)
    {
        var files = PackVersions.Files(Path.Combine(installation.Packs, id));
        var read = PackReader.Read(id, files);
        var pack = read.Pack ?? throw new PackException(read.Faults);
        var calendar = CalendarOf(installation, pack);

        var database = installation.DatabaseOf(id);
        try
        {
            var clock = new AuthorityClock(machine);
            string[] warnings = [.. await Prepare(installation, database, clock), .. installation.MailFault is { } fault ? new[] { fault } : []];
            var packs = new PackVersions(pack);
            var authority = new Authority(id, installation.FolderOf(id), database, new Situations(clock, packs, calendar)) { PackFolder = Path.Combine(installation.Packs, id), Warnings = warnings, Mail = installation.Mail, Scanner = installation.Scanner, GoesUnscanned = installation.GoesUnscanned };
            await authority.ReadClock();
            await Publish(authority, files);
            await ReadPacksInUse(authority);
            return authority;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    static WorkingCalendar CalendarOf(Installation installation, Pack pack)
    {
        var file = Path.Combine(installation.Packs, "calendars", $"{pack.Calendar}.csv");
        if (!File.Exists(file)) throw new PackException([new Fault(pack.At, "calendar", $"There is no calendar '{pack.Calendar}' in packs/calendars.")]);
        var reading = WorkingCalendar.Read(pack.Calendar, File.ReadAllText(file));
        return reading.Calendar ?? throw new PackException(reading.Faults);
    }

    static async Task<List<string>> Prepare(Installation installation, Database database, AuthorityClock clock)
    {
        await using var db = database.Open();
        if (database.Engine == DatabaseEngine.Sqlite || installation.Migrate) await Migrator.Migrate(db, clock.Machine);
        else if ((await Migrator.Missing(db)).Count > 0) throw new SchemaException("Its database lacks steps of the schema that this program needs. Run: waymark migrate");
        return database.Engine == DatabaseEngine.PostgreSql && !installation.AllowUnsafe ? await Unsafe(db) : [];
    }

    /// <summary>Settings under which a power cut loses what people were told is saved.</summary>
    static async Task<List<string>> Unsafe(WaymarkDb db)
    {
        var off = await db.Database.SqlQuery<string>($"SELECT name AS \"Value\" FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') AND setting = 'off'").ToListAsync();
        return [.. off.Select(name => $"PostgreSQL runs with {name} = off: a power cut loses what was saved. Turn it on.")];
    }

    /// <summary>What lies in the folder is in force; the first node to start with it publishes it.</summary>
    static async Task Publish(Authority authority, IReadOnlyList<(string Path, string Text)> files)
    {
        var pack = authority.Packs.InForce;
        await using var writing = await authority.Database.Write();
        if (await PackVersions.Publish(writing.Db, pack, files, Worker.System, authority.Clock.GetCurrentInstant()))
            writing.Db.Add(Actor.Time.Entry(authority.Clock, AuditAction.Administer, "pack/publish") with { Fields = pack.Fingerprint });
        await writing.Commit();
    }

    /// <summary>A version that an open process keeps, and that this program can't read, is found out now and not on somebody's page.</summary>
    static async Task ReadPacksInUse(Authority authority)
    {
        await using var db = authority.Open();
        foreach (var fingerprint in await db.Processes.Where(row => row.Status == Core.Processes.ProcessStatus.Open).Select(row => row.Pack).Distinct().ToListAsync())
            await authority.Packs.Of(db, fingerprint);
    }
}
