using Microsoft.EntityFrameworkCore;
using Waymark.App.Store;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Features.Administration;

/// <summary>Who works here, and as what.</summary>
public sealed class IndexModel : AdministrationPage
{
    public const int Most = 200;

    public string? Search { get; private set; }

    public IReadOnlyList<(WorkerRow Worker, IReadOnlyList<Holding> Holdings, Absence? Away)> Workers { get; private set; } = [];

    /// <summary>Those who left and hold work that nobody goes on with.</summary>
    public IReadOnlySet<Guid> Unfinished { get; private set; } = new HashSet<Guid>();

    /// <summary>How many files wait for the virus scanner, and which are missing from the disk.</summary>
    public int FilesWaiting { get; private set; }

    public IReadOnlyList<string> FilesMissing { get; private set; } = [];

    public async Task OnGet(string? search)
    {
        FilesWaiting = await Db.Documents.CountAsync(row => row.Scan == Scan.Waiting);
        FilesMissing = (await Db.Settings.Where(row => row.Key == Timers.FileSweep.Missing).Select(row => row.Value).SingleOrDefaultAsync())?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        Search = search?.Trim();
        var (today, folded) = (Today, Names.Fold(Search ?? ""));
        var rows = await Db.Workers.Where(row => folded == "" || row.NameKey.Contains(folded)).OrderBy(row => row.NameKey).ThenBy(row => row.Id).Take(Most + 1).ToListAsync();
        var holdings = await Db.Holdings.Where(held => held.From <= today && (held.To == null || held.To >= today)).ToListAsync();
        var absences = await Db.Absences.Where(absence => absence.From <= today && (absence.To == null || absence.To >= today)).ToListAsync();
        Workers = [.. rows.Select(row => (row, (IReadOnlyList<Holding>)[.. holdings.Where(held => held.Worker == row.Id)], absences.FirstOrDefault(absence => absence.Worker == row.Id)))];
        var left = rows.Where(row => row.LeftOn <= today).Select(row => row.Id).ToList();
        Unfinished = (await Db.Worksteps.Where(step => left.Contains(step.Holder) && step.Status == WorkstepStatus.Open && Viewer.Numbered().Any(its => its.Id == step.ProcessId)).Select(step => step.Holder).Distinct().ToListAsync()).ToHashSet();
        Saw(shown: rows.Select(row => row.Id));
    }
}
