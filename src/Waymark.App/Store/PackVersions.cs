using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Store;

/// <summary>The versions of an authority's pack: the one in force, and those that running processes keep (design rule 1).</summary>
public sealed class PackVersions(Pack inForce)
{
    readonly ConcurrentDictionary<string, Pack> read = new() { [inForce.Fingerprint] = inForce };

    /// <summary>New processes begin with this one.</summary>
    public Pack InForce => inForce;

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
