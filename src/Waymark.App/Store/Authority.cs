using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Mail;
using Waymark.App.Scanning;
using Waymark.App.Store.Audit;
using Waymark.Core.Calendar;
using Waymark.Core.Record;

namespace Waymark.App.Store;

/// <summary>
/// One council: its database, pack, calendar, time, files, keys and audit. Nothing reaches from one to another. What is kept here
/// in memory can be wrong only about speed, so that many nodes may serve one authority.
/// </summary>
public sealed class Authority : IAsyncDisposable
{
    const string ClockOffset = "clock-offset", Demonstration = "demonstration";

    internal Authority(string id, string folder, Database database, Situations situations)
    {
        (Id, Folder, Database, Situations) = (id, folder, database, situations);
        Casework = new Casework(database, situations);
        Audit = new AuditWriter(database);
        Files = new FileStore(Path.Combine(folder, "files"));
        Checkpoints = new Checkpoints(id, folder);
        Sealer = new Sealer(database, Clock, Checkpoints);
    }

    /// <summary>The first segment of its addresses.</summary>
    public string Id { get; }

    /// <summary>Its own part of the data folder.</summary>
    public string Folder { get; }

    public Database Database { get; }
    public Situations Situations { get; }
    public Casework Casework { get; }
    public AuditWriter Audit { get; }
    public FileStore Files { get; }
    public Checkpoints Checkpoints { get; }
    public Sealer Sealer { get; }
    public PackVersions Packs => Situations.Packs;
    public WorkingCalendar Calendar => Situations.Calendar;
    public AuthorityClock Clock => Situations.Clock;

    /// <summary>Its name as its pack says it.</summary>
    public string Label => Packs.InForce.Label;

    /// <summary>The folder of its pack: what lies there is the version in force, or the one that could be published next.</summary>
    public string PackFolder { get; internal init; } = "";

    /// <summary>What an operator should mend, though it runs.</summary>
    public IReadOnlyList<string> Warnings { get; internal init; } = [];

    /// <summary>Null: no letters are sent.</summary>
    public MailSettings? Mail { get; internal init; }

    /// <summary>Null: no virus scanner is set up.</summary>
    public Clamd? Scanner { get; internal set; }

    /// <summary>It was said that files may be taken without a virus scanner.</summary>
    public bool GoesUnscanned { get; internal init; }

    /// <summary>Files are taken where a scanner is set up, where it was said that none is wanted, and in a demonstration.</summary>
    public bool TakesFiles => Scanner is not null || GoesUnscanned || IsDemonstration;

    /// <summary>For reading; see <see cref="Database.Write"/> for what takes several statements.</summary>
    public WaymarkDb Open() => Database.Open();

    /// <summary>Puts the authority's time so far from the machine's, on every node: for demonstrations and tests.</summary>
    public async Task MoveClock(Duration offset, Actor by)
    {
        var microseconds = offset.BclCompatibleTicks / 10;
        await using (var writing = await Database.Write())
        {
            await Put(writing.Db, ClockOffset, microseconds.ToString(CultureInfo.InvariantCulture));
            writing.Db.Add(by.Entry(Clock, AuditAction.Administer, "clock/move"));
            await writing.Commit();
        }
        Clock.Move(microseconds);
    }

    /// <summary>Made by <c>waymark demo</c>: all its people are invented, and one signs in as any of them without a password.</summary>
    public bool IsDemonstration { get; private set; }

    /// <summary>Says so for good, in the transaction that invents the people.</summary>
    public static Task MarkAsDemonstration(WaymarkDb db) => Put(db, Demonstration, "yes");

    /// <summary>Takes up what another node or command did: the clock and that this is a demonstration.</summary>
    internal async Task ReadClock()
    {
        await using var db = Open();
        var settings = await db.Settings.Where(row => row.Key == ClockOffset || row.Key == Demonstration).ToDictionaryAsync(row => row.Key, row => row.Value);
        Clock.Move(settings.TryGetValue(ClockOffset, out var offset) ? long.Parse(offset, CultureInfo.InvariantCulture) : 0);
        IsDemonstration = settings.ContainsKey(Demonstration);
    }

    /// <summary>Takes up the version of the pack that another node put in force.</summary>
    internal async Task ReadPack()
    {
        await using var db = Open();
        await Packs.TakeUp(db);
    }

    internal static async Task Put(WaymarkDb db, string key, string value)
    {
        var row = await db.Settings.AsTracking().SingleOrDefaultAsync(each => each.Key == key);
        if (row is null) db.Add(new SettingRow { Key = key, Value = value });
        else row.Value = value;
    }

    public async ValueTask DisposeAsync()
    {
        await Audit.DisposeAsync();
        Database.Dispose();
    }
}
