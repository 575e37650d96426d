using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.Core.Record;

namespace Waymark.App.Store.Audit;

/// <summary>
/// Gives each committed entry its place in the chain and its link, in a transaction of its own: inserting an entry takes no lock
/// and reads no predecessor. Two sealers at once do no harm: the place is unique, and the later one tries again.
/// </summary>
public sealed class Sealer(Database database, AuthorityClock clock, Checkpoints checkpoints)
{
    const int AtOnce = 2000;

    /// <summary>Longer than any transaction lives (<see cref="Database.PostgreSql"/> ends idle ones after 30 s).</summary>
    static readonly Duration Overtaken = Duration.FromMinutes(2);

    readonly Lease lease = new(database, clock, "sealer");
    readonly Queue<(Instant At, long Number)> seen = new();
    long low;
    bool held;

    /// <summary>Seals what was committed since, where this node holds the job. Gives the number of entries sealed.</summary>
    public async Task<int> Seal()
    {
        var before = held;
        held = await lease.Hold();
        if (!held) return 0;
        if (!before) LookAtAll();
        return await SealAll();
    }

    /// <summary>Seals whatever there is, whoever holds the job: at the end, and in tests.</summary>
    public async Task<int> SealAll()
    {
        var total = 0;
        for (int done; (done = await SealSome()) > 0;) total += done;
        return total;
    }

    /// <summary>Signs the last link and writes it outside the database.</summary>
    public async Task Checkpoint()
    {
        await using var db = database.Open();
        if (await Last(db) is { } last) await checkpoints.Write(last.Place, last.Hash, clock.Machine);
    }

    /// <summary>Seals, signs, and lets another node begin.</summary>
    public async Task Stop()
    {
        await SealAll();
        await Checkpoint();
        await lease.LetGo();
    }

    async Task<int> SealSome()
    {
        await using (var db = database.Open())
            if (!await Unsealed(db).AnyAsync()) return 0;

        await using var writing = await database.Write();
        var entries = await Unsealed(writing.Db).OrderBy(entry => entry.Number).Take(AtOnce).ToListAsync();
        if (entries.Count == 0) return 0;
        var last = await Last(writing.Db);
        var (place, hash, now) = (last?.Place ?? 0, last?.Hash ?? AuditChain.Root, clock.Machine);
        foreach (var entry in entries)
        {
            hash = AuditChain.Link(hash, ++place, now, entry);
            writing.Db.Add(new AuditSealRow { Place = place, Entry = entry.Number, SealedAt = now, Hash = hash });
        }
        await writing.Commit();
        Advance(now, entries[^1].Number);
        return entries.Count;
    }

    IQueryable<AuditEntry> Unsealed(WaymarkDb db) =>
        db.AuditEntries.Where(entry => entry.Number > low && !db.AuditSeals.Any(link => link.Entry == entry.Number));

    static Task<AuditSealRow?> Last(WaymarkDb db) => db.AuditSeals.OrderByDescending(link => link.Place).FirstOrDefaultAsync();

    // Numbers are given at insert and entries appear at commit, so that a lower number may come later; but not after two minutes.
    void Advance(Instant now, long number)
    {
        seen.Enqueue((now, number));
        while (seen.TryPeek(out var oldest) && oldest.At + Overtaken < now) low = seen.Dequeue().Number;
    }

    // What another node left unsealed may lie anywhere.
    void LookAtAll()
    {
        low = 0;
        seen.Clear();
    }
}
