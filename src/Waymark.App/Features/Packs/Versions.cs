using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Packs;

/// <summary>A version of the authority's pack that was published once, and how much runs under it.</summary>
/// <param name="On">The day of its publishing.</param>
/// <param name="By">Null: a server that started with it.</param>
public sealed record Published(Pack Pack, LocalDate On, Guid? By, bool InForce, int Running)
{
    public string Fingerprint => Pack.Fingerprint;

    /// <summary>As a list of versions names it; the few letters are those that the check prints.</summary>
    public string Name => $"{(InForce ? "In force, published" : "Published")} on {On.InWords()} ({Fingerprint[..8]}){(Running > 0 ? $", {Running} running" : "")}";
}

static class Versions
{
    /// <summary>The one in force first, then the newest. One that this program can no longer read, and that nothing keeps, isn't listed.</summary>
    public static async Task<IReadOnlyList<Published>> Of(Desk desk)
    {
        var (db, zone) = (desk.Db, desk.Authority.Calendar.Zone);
        var running = await desk.Viewer!.Numbered().Where(row => row.Status == ProcessStatus.Open).GroupBy(row => row.Pack).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(each => each.Key, each => each.Count);
        var published = new List<Published>();
        foreach (var row in await db.PackVersions.OrderByDescending(row => row.PublishedAt).Select(row => new { row.Fingerprint, row.PublishedAt, row.ByWorker }).ToListAsync())
            if (await Readable(desk.Authority, db, row.Fingerprint) is { } pack)
                published.Add(new(pack, row.PublishedAt.InZone(zone).Date, row.ByWorker == Core.Record.Worker.System ? null : row.ByWorker, row.Fingerprint == desk.Pack.Fingerprint, running.GetValueOrDefault(row.Fingerprint)));
        return [.. published.OrderByDescending(version => version.InForce)];
    }

    static async Task<Pack?> Readable(Authority authority, WaymarkDb db, string fingerprint)
    {
        try
        {
            return await authority.Packs.Of(db, fingerprint);
        }
        catch (PackException)
        {
            return null;
        }
    }
}

/// <summary>What lies in the pack's folder now, and what would come of publishing it.</summary>
public sealed record Candidate
{
    /// <summary>Null: it has faults.</summary>
    public Pack? Pack { get; private init; }

    public IReadOnlyList<(string Path, string Text)> Files { get; private init; } = [];

    /// <summary>Why it can't be published: what the check refuses, each with its file, line and column, and what would break a rule of versions.</summary>
    public IReadOnlyList<string> Refusals { get; private init; } = [];

    public IReadOnlyList<Finding> Findings { get; private init; } = [];

    public IReadOnlyList<Difference> Differences { get; private init; } = [];

    public static Candidate Of(string folder, Pack inForce)
    {
        if (!File.Exists(Path.Combine(folder, "authority.yaml"))) return new() { Refusals = [$"There is no pack in the folder {folder}."] };
        var files = PackVersions.Files(folder);
        var read = PackReader.Read(inForce.Id, files);
        if (read.Pack is not { } pack) return new() { Files = files, Refusals = [.. read.Faults.Select(fault => fault.ToString())] };
        var differences = Comparison.Of(inForce, pack);
        return new()
        {
            Pack = pack, Files = files, Differences = differences, Findings = Core.Packs.Findings.Of(pack),
            Refusals = [.. Linter.Lint(pack).Select(fault => fault.ToString()), .. Unnumbered(inForce, pack, differences), .. pack.Calendar == inForce.Calendar ? [] : new[] { $"It counts by another calendar, {pack.Calendar}: start the server again to publish it." }],
        };
    }

    /// <summary>A protocol's version never changes once it is used: whatever differs needs a version of its own.</summary>
    static IEnumerable<string> Unnumbered(Pack was, Pack now, IReadOnlyList<Difference> differences) =>
        from protocol in now.Protocols
        where was.Protocol(protocol.Id)?.Version == protocol.Version && differences.Any(difference => difference.Where == protocol.Label && difference.Where != was.Label)
        select $"{protocol.At}: ‘{protocol.Label}’ isn’t what it was, and still says version {protocol.Version}. Give it another version.";
}
