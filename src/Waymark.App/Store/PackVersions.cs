using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Store;

/// <summary>The versions of an authority's pack: the one in force, and those that running processes keep (design rule 1).</summary>
public sealed class PackVersions(Pack first)
{
    /// <summary>The fingerprint of the version in force, for every node.</summary>
    const string Setting = "pack-in-force";

    readonly ConcurrentDictionary<string, Pack> read = new() { [first.Fingerprint] = first };
    volatile Pack inForce = first;

    /// <summary>New processes begin with this one. A page that looks twice asks its <see cref="Features.Access.Desk"/>.</summary>
    public Pack InForce => inForce;

    /// <summary>Puts a version in force, and keeps its files, in the transaction of its audit entry. Publishing a version is one event (design rule 1).</summary>
    /// <returns>Whether it had never been published before.</returns>
    public static async Task<bool> Publish(WaymarkDb db, Pack pack, IReadOnlyList<(string Path, string Text)> files, Guid by, Instant at)
    {
        var (fingerprint, now, text) = (pack.Fingerprint, Columns.Microseconds(at), Write(files));
        await db.Database.ExecuteSqlAsync($"INSERT INTO setting (key, value) VALUES ({Setting}, {fingerprint}) ON CONFLICT (key) DO UPDATE SET value = excluded.value");
        // A version may count from dates that the children's records hold already.
        if (Calls.Any(pack)) await db.Database.ExecuteSqlAsync($"INSERT INTO timer (kind, subject, due_at, version) SELECT {TimerKinds.Calls}, id, {now}, 0 FROM child WHERE true ON CONFLICT DO NOTHING");
        return await db.Database.ExecuteSqlAsync($"INSERT INTO pack_version (fingerprint, published_at, by_worker, files) VALUES ({fingerprint}, {now}, {by}, {text}) ON CONFLICT DO NOTHING") == 1;
    }

    /// <summary>Takes up what was put in force since, here or by another node.</summary>
    public async Task TakeUp(WaymarkDb db)
    {
        var fingerprint = await db.Settings.Where(row => row.Key == Setting).Select(row => row.Value).SingleOrDefaultAsync();
        if (fingerprint is not null && fingerprint != inForce.Fingerprint) inForce = await Of(db, fingerprint);
    }

    /// <summary>The version with this fingerprint, as it was published.</summary>
    public async Task<Pack> Of(WaymarkDb db, string fingerprint)
    {
        if (read.TryGetValue(fingerprint, out var pack)) return pack;
        var row = await db.PackVersions.SingleOrDefaultAsync(each => each.Fingerprint == fingerprint)
            ?? throw new InvalidOperationException($"No pack with the fingerprint {fingerprint} was published here.");
        var result = PackReader.Read(inForce.Id, Files(row));
        if (result.Pack is null) throw new PackException(result.Faults);
        return read.GetOrAdd(fingerprint, result.Pack);
    }

    /// <summary>The files of one authority's folder that make its pack; what lies elsewhere in it, as its invented people do, is no part.</summary>
    public static IReadOnlyList<(string Path, string Text)> Files(string folder) =>
        [.. new[] { "", "protocols", "lists" }
            .Select(part => (Part: part, Folder: Path.Combine(folder, part)))
            .Where(each => Directory.Exists(each.Folder))
            .SelectMany(each => Directory.GetFiles(each.Folder, "*.yaml").Select(file => (each.Part.Length == 0 ? Path.GetFileName(file) : $"{each.Part}/{Path.GetFileName(file)}", File.ReadAllText(file))))
            .OrderBy(file => file.Item1, StringComparer.Ordinal)];

    internal static string Write(IReadOnlyList<(string Path, string Text)> files) => Json.Write(files.Select(file => new PackFile(file.Path, file.Text)).ToList());

    static List<(string, string)> Files(PackVersionRow row) => [.. Json.Read<List<PackFile>>(row.Files).Select(file => (file.Path, file.Text))];

    sealed record PackFile(string Path, string Text);
}

/// <summary>A pack, or a version of it that a process keeps, can't be read.</summary>
public sealed class PackException(IReadOnlyList<Fault> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<Fault> Faults => faults;
}
