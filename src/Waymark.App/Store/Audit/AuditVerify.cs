using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.Core.Record;

namespace Waymark.App.Store.Audit;

/// <param name="Place">Place in the chain; null for an entry that has none.</param>
/// <param name="Entry">The entry's number, where there is one.</param>
public sealed record AuditFault(string What, long? Place, long? Entry)
{
    /// <summary>Where the chain was computed again, or its end cut off, it is known between which two signed statements: the first place that it may be.</summary>
    public long? From { get; init; }

    /// <summary>Whether that place is the one, or among those, that it speaks of.</summary>
    public bool Names(long place) => place >= (From ?? Place) && place <= Place;
}

/// <param name="Entries">How many links were read.</param>
/// <param name="Checkpoints">How many signed statements the chain was held against.</param>
public sealed record AuditReport(long Entries, int Checkpoints, IReadOnlyList<AuditFault> Faults)
{
    public bool Sound => Faults.Count == 0;
}

/// <summary>Reads the whole chain in order and computes it again, then holds it against the signed statements outside the database.</summary>
public sealed class AuditVerify(Database database, AuthorityClock clock, Checkpoints checkpoints)
{
    const int Page = 5000, MostFaults = 100;
    static readonly Duration Late = Duration.FromMinutes(1);

    readonly List<AuditFault> faults = [];
    readonly Dictionary<long, List<Checkpoint>> expected = [];
    byte[] before = AuditChain.Root;
    long place, signed;

    public async Task<AuditReport> Run()
    {
        await using var db = database.Open();
        return await Run(db);
    }

    internal async Task<AuditReport> Run(WaymarkDb db)
    {
        var stated = checkpoints.Read().ToList();
        foreach (var unsound in stated.Where(each => !each.Sound)) Fault($"A checkpoint in {unsound.File} is not signed by this authority's key", unsound.Places, null);
        foreach (var sound in stated.Where(each => each.Sound)) (expected.TryGetValue(sound.Places, out var list) ? list : expected[sound.Places] = []).Add(sound);

        long links = 0;
        while (await Links(db) is { Count: > 0 } page)
        {
            foreach (var (link, entry) in page) Check(link, entry);
            links += page.Count;
        }
        foreach (var (places, lists) in expected.Where(each => each.Key > place).OrderBy(each => each.Key).Take(1))
            Fault($"The chain ends at {place}, and a checkpoint in {lists[0].File} saw {places}: its end was cut off", place + 1, null);
        await CheckUnsealed(db);
        return new AuditReport(links, stated.Count, faults);
    }

    async Task<List<(AuditSealRow, AuditEntry?)>> Links(WaymarkDb db)
    {
        var reached = place;
        var page = await (
            from link in db.AuditSeals
            join entry in db.AuditEntries on link.Entry equals entry.Number into entries
            from entry in entries.DefaultIfEmpty()
            where link.Place > reached
            orderby link.Place
            select new { link, entry }).Take(Page).ToListAsync();
        return [.. page.Select(each => (each.link, (AuditEntry?)each.entry))];
    }

    void Check(AuditSealRow link, AuditEntry? entry)
    {
        if (link.Place != place + 1) Fault(place + 1 == link.Place - 1 ? $"Link {place + 1} is missing" : $"Links {place + 1} to {link.Place - 1} are missing", place + 1, null);
        if (entry is null) Fault("The entry of this link was removed", link.Place, link.Entry);
        else if (link.Place == place + 1 && !AuditChain.Link(before, link.Place, link.SealedAt, entry).AsSpan().SequenceEqual(link.Hash))
            Fault("The entry, or its link, is not what was sealed", link.Place, link.Entry);
        (place, before) = (link.Place, link.Hash);
        foreach (var checkpoint in expected.GetValueOrDefault(place) ?? [])
        {
            if (checkpoint.Hash.AsSpan().SequenceEqual(link.Hash)) signed = place;
            else Fault($"The link is not the one that a checkpoint in {checkpoint.File} signed: the chain was rewritten, from one of the links {signed + 1} to {place}", place, link.Entry, signed + 1);
        }
    }

    async Task CheckUnsealed(WaymarkDb db)
    {
        var now = clock.Machine;
        var unsealed = await db.AuditEntries.Where(entry => !db.AuditSeals.Any(link => link.Entry == entry.Number)).OrderBy(entry => entry.Number).Take(MostFaults).ToListAsync();
        foreach (var entry in unsealed.Where(entry => Columns.At(Columns.Microseconds(entry.At) - entry.ClockOffset) + Late < now))
            Fault("The entry was not sealed within a minute", null, entry.Number);
    }

    void Fault(string what, long? at, long? entry, long? from = null)
    {
        if (faults.Count < MostFaults) faults.Add(new AuditFault(what, at, entry) { From = from });
    }
}
