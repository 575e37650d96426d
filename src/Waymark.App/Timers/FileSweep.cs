using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Store;

namespace Waymark.App.Timers;

/// <summary>
/// Removes files that no row names once they are a day old, and looks whether each row has its file. An upload that is under way is younger than a day, and what
/// is taken out of its place goes back where it was put there anew or a row came to name it.
/// </summary>
public static class FileSweep
{
    public const string Missing = "files-missing";
    const int AtOnce = 500;
    static readonly Duration Age = Duration.FromHours(24);

    public static async Task<int> Run(Authority authority)
    {
        var (files, before) = (authority.Files, authority.Clock.Machine - Age);
        foreach (var address in files.TakenOut) files.PutBack(address);
        var swept = files.DropIncoming(before);
        await using var db = authority.Open();
        foreach (var some in files.Older(before).Chunk(AtOnce))
        {
            var named = await Named(db, some);
            foreach (var address in some.Where(address => !named.Contains(address) && files.TakeOut(address, before)))
            {
                // Since it was taken out, no upload can rest on it: a row that names it now came before.
                if ((await Named(db, [address])).Count > 0) files.PutBack(address);
                else
                {
                    files.Forget(address);
                    swept++;
                }
            }
        }
        await Note(authority, await Lost(authority, db));
        return swept;
    }

    /// <summary>Those of the addresses that a row gives out.</summary>
    static async Task<HashSet<string>> Named(WaymarkDb db, string[] addresses)
    {
        var ids = addresses.Select(address => Guid.TryParseExact(address, "N", out var id) ? id : (Guid?)null).OfType<Guid>().ToList();
        var rows = await db.Documents.Where(row => row.Scan != Scan.Infected && (addresses.Contains(row.Address) || (row.Address == null && ids.Contains(row.Id)))).ToListAsync();
        return [.. rows.Select(FileStore.Of)];
    }

    static async Task<List<Guid>> Lost(Authority authority, WaymarkDb db)
    {
        var lost = new List<Guid>();
        await foreach (var row in db.Documents.Where(row => row.Scan != Scan.Infected).AsAsyncEnumerable())
            if (!authority.Files.Has(row)) lost.Add(row.Id);
        return lost;
    }

    /// <summary>Kept for the page of those who look after this: the files' ids.</summary>
    static async Task Note(Authority authority, List<Guid> lost)
    {
        await using var writing = await authority.Database.Write();
        await Authority.Put(writing.Db, Missing, string.Join(' ', lost));
        await writing.Commit();
    }
}
