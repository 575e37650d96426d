using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Features.Packs;

/// <summary>Pages about the versions of the authority's pack: for a post that administers, and without any case content.</summary>
public abstract class VersionPage : WaymarkPage
{
    public IReadOnlyList<Published> All { get; private set; } = [];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var ruling = Viewer.May(AccessVerb.Administer);
        if (!ruling.Allows)
        {
            context.Result = Refuse(ruling);
            return;
        }
        All = await Versions.Of(Desk);
        await next();
    }

    /// <summary>Of a version that a running process keeps.</summary>
    public string LabelOf(string protocol, string pack) => All.FirstOrDefault(version => version.Fingerprint == pack)?.Pack.Protocol(protocol)?.Label ?? protocol;

    public LocalDate Day(Instant at) => at.InZone(Authority.Calendar.Zone).Date;
}

/// <summary>Which version is in force, what would change with the one in the folder, and what still runs under another.</summary>
public sealed class IndexModel : VersionPage
{
    public const int Most = 200;

    public Candidate Next { get; private set; } = null!;
    public IReadOnlyList<(Guid Id, int Number, string Protocol, string Version, string Pack, Instant Started)> Behind { get; private set; } = [];

    /// <summary>Posts that somebody holds and that the version in the folder hasn't got.</summary>
    public IReadOnlyList<string> LostPosts { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public bool HasNext => Next.Refusals.Count > 0 || Next.Pack?.Fingerprint != Pack.Fingerprint;

    /// <summary>Of the version that was looked at: what is published is what was read.</summary>
    [BindProperty]
    public string? Version { get; set; }

    public Task OnGetAsync() => Load();

    public async Task<IActionResult> OnPostAsync()
    {
        await Load();
        if (Next.Pack is not { } pack || Next.Refusals.Count > 0) Fault("", "It can’t be published until its faults are mended.");
        else if (pack.Fingerprint != Version) Fault("", "The folder has changed since you looked. Read below what would change now.");
        if (!ModelState.IsValid) return Page();
        await using (var writing = await Authority.Database.Write())
        {
            await PackVersions.Publish(writing.Db, Next.Pack!, Next.Files, Viewer.Id, Now);
            writing.Db.AuditEntries.Add(Desk.Entry(AuditAction.Administer, "pack/publish") with { Fields = Version });
            await writing.Commit();
        }
        await Authority.ReadPack();
        Done = "Published. What begins from now on runs under it; what is running keeps its version.";
        return RedirectToPage();
    }

    async Task Load()
    {
        Next = Candidate.Of(Authority.PackFolder, Pack);
        var inForce = Pack.Fingerprint;
        var rows = await Viewer.Numbered().Where(row => row.Status == ProcessStatus.Open && row.Pack != inForce).OrderBy(row => row.Number).Take(Most)
            .Select(row => new { row.Id, row.Number, row.Protocol, row.Version, row.Pack, row.StartedAt }).ToListAsync();
        Behind = [.. rows.Select(row => (row.Id, row.Number, row.Protocol, row.Version, row.Pack, row.StartedAt))];
        var today = Today;
        var held = await Db.Holdings.Where(its => its.From <= today && (its.To == null || its.To >= today)).Select(its => its.Post).Distinct().ToListAsync();
        LostPosts = [.. held.Where(post => Next.Pack is { } next && next.FindPost(post) is null).Select(post => Pack.FindPost(post)?.Label ?? post)];
        var by = All.Select(version => version.By).OfType<Guid>().ToList();
        Names = await Db.Workers.Where(row => by.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Name);
        Saw(shown: Behind.Select(row => row.Id));
    }
}
