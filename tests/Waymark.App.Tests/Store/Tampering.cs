using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Store;
using Waymark.Core.Record;

namespace Waymark.App.Tests.Store;

/// <summary>Somebody with every right on the database changes the audit, in a transaction that is taken back afterwards.</summary>
internal sealed class Tampering : IAsyncDisposable
{
    readonly Writing writing;

    Tampering(Writing writing) => this.writing = writing;

    public WaymarkDb Db => writing.Db;

    public static async Task<Tampering> Begin(Database database) => new(await database.Write());

    public ValueTask DisposeAsync() => writing.DisposeAsync();

    /// <summary>Does one thing, and says what, and at which link it begins.</summary>
    public async Task<(string How, long Place)> Some(Random chance)
    {
        var seals = await Db.AuditSeals.OrderBy(row => row.Place).ToListAsync();
        var at = seals[chance.Next(seals.Count)];
        var entry = await Db.AuditEntries.SingleAsync(row => row.Number == at.Entry);
        switch (chance.Next(8))
        {
            case 0: return (await Edit(entry, chance), at.Place);
            case 1:
                await Db.AuditEntries.Where(row => row.Number == at.Entry).ExecuteDeleteAsync();
                return ($"entry {at.Entry} removed", at.Place);
            case 2:
                await Remove(row => row.Place == at.Place, at.Entry);
                return ($"entry {at.Entry} removed with its link {at.Place}", at.Place);
            case 3:
                await Db.AuditSeals.Where(row => row.Place >= at.Place).ExecuteDeleteAsync();
                await Db.AuditEntries.Where(row => row.Number >= at.Entry).ExecuteDeleteAsync();
                return ($"the end cut off from {at.Place}", at.Place);
            case 4:
                var hash = (byte[])at.Hash.Clone();
                hash[chance.Next(hash.Length)] ^= (byte)(1 << chance.Next(8));
                await Db.AuditSeals.Where(row => row.Place == at.Place).ExecuteUpdateAsync(set => set.SetProperty(row => row.Hash, hash));
                return ($"a bit of link {at.Place} flipped", at.Place);
            case 5:
                await Db.AuditSeals.Where(row => row.Place == at.Place).ExecuteUpdateAsync(set => set.SetProperty(row => row.SealedAt, at.SealedAt + Duration.FromTicks(10)));
                return ($"link {at.Place} sealed at another time", at.Place);
            case 6:
                var other = seals.Where(row => row.Place != at.Place).ElementAt(chance.Next(seals.Count - 1));
                await Swap(at, other);
                return ($"entries {at.Entry} and {other.Entry} in each other's place", Math.Min(at.Place, other.Place));
            default:
                var how = await Edit(entry, chance);
                await Forge(seals, at.Place);
                return ($"{how}, and the chain computed again from {at.Place}", at.Place);
        }
    }

    async Task Swap(AuditSealRow one, AuditSealRow other)
    {
        await Db.AuditSeals.Where(row => row.Place == one.Place).ExecuteUpdateAsync(set => set.SetProperty(row => row.Entry, -1L));
        await Db.AuditSeals.Where(row => row.Place == other.Place).ExecuteUpdateAsync(set => set.SetProperty(row => row.Entry, one.Entry));
        await Db.AuditSeals.Where(row => row.Place == one.Place).ExecuteUpdateAsync(set => set.SetProperty(row => row.Entry, other.Entry));
    }

    async Task Remove(System.Linq.Expressions.Expression<Func<AuditSealRow, bool>> which, long entry)
    {
        await Db.AuditSeals.Where(which).ExecuteDeleteAsync();
        await Db.AuditEntries.Where(row => row.Number == entry).ExecuteDeleteAsync();
    }

    /// <summary>Any column of the entry, to another value or to none.</summary>
    async Task<string> Edit(AuditEntry entry, Random chance)
    {
        var properties = Db.Model.FindEntityType(typeof(AuditEntry))!.GetProperties().Where(property => property.Name != nameof(AuditEntry.Number)).ToList();
        var property = properties[chance.Next(properties.Count)];
        var old = property.PropertyInfo!.GetValue(entry);
        Db.Attach(entry).Property(property.Name).CurrentValue = old is not null && property.IsNullable && chance.Next(3) == 0 ? null : Other(property.ClrType, old, chance);
        await Db.SaveChangesAsync();
        Db.ChangeTracker.Clear();
        return $"{property.Name} of entry {entry.Number} edited";
    }

    static object Other(Type type, object? old, Random chance) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(string) => old is string { Length: > 0 } text && chance.Next(2) == 0 ? text[1..] : $"{old}x",
        var t when t == typeof(Guid) => new Guid([.. Enumerable.Range(0, 16).Select(_ => (byte)chance.Next(256))]),
        var t when t == typeof(Instant) => (Instant)old! + Duration.FromTicks(10L * chance.Next(1, 1000)),
        var t when t == typeof(long) => (long)old! + chance.Next(1, 1000),
        var t when t == typeof(int) => ((int?)old ?? 0) + chance.Next(1, 1000),
        { IsEnum: true } t => Enum.ToObject(t, ((int)old! + 1) % Enum.GetValues(t).Length),
        var t => throw new InvalidOperationException($"No other {t}."),
    };

    /// <summary>What only a signed statement outside the database can show.</summary>
    async Task Forge(List<AuditSealRow> seals, long from)
    {
        var entries = await Db.AuditEntries.ToDictionaryAsync(row => row.Number);
        var before = from == 1 ? AuditChain.Root : seals.Single(row => row.Place == from - 1).Hash;
        foreach (var row in seals.Where(row => row.Place >= from))
        {
            before = AuditChain.Link(before, row.Place, row.SealedAt, entries[row.Entry]);
            var (place, hash) = (row.Place, before);
            await Db.AuditSeals.Where(each => each.Place == place).ExecuteUpdateAsync(set => set.SetProperty(each => each.Hash, hash));
        }
    }
}
