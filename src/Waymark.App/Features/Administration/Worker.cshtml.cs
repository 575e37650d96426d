using Microsoft.EntityFrameworkCore;
using Waymark.App.Store;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Features.Administration;

/// <summary>One worker: posts, allocations, absences, and how much open work they hold.</summary>
public sealed class WorkerModel : AdministrationPage
{
    public IReadOnlyList<Holding> Holdings { get; private set; } = [];
    public IReadOnlyList<(Allocation Allocation, int Number)> Allocations { get; private set; } = [];
    public IReadOnlyList<(Absence Absence, string? Deputy)> Absences { get; private set; } = [];
    public IReadOnlyList<Training> Trainings { get; private set; } = [];

    /// <summary>Modules that posts here need, each with the worker's newest completion.</summary>
    public IEnumerable<(Core.Packs.Option Module, Training? Done)> Modules => TrainingModel.ModulesOf(Pack).Select(module => (module, Trainings.Where(done => done.Module == module.Id).MaxBy(done => done.Completed)));

    public IReadOnlyList<(string Label, string Answer, QualificationRow Row)> Qualifications { get; private set; } = [];

    /// <summary>Names of those who wrote it down.</summary>
    public IReadOnlyDictionary<Guid, string> Recorders { get; private set; } = new Dictionary<Guid, string>();

    public int Worksteps { get; private set; }
    public int Requests { get; private set; }

    public async Task OnGet()
    {
        var id = Id;
        Holdings = await Db.Holdings.Where(held => held.Worker == id).OrderByDescending(held => held.From).ThenBy(held => held.Id).ToListAsync();
        Allocations = [.. (await (from its in Db.Allocations where its.Worker == id && !Viewer.Hidden.Contains(its.Child) join child in Db.Children on its.Child equals child.Id orderby its.To != null, child.Number, its.Id select new { its, child.Number }).ToListAsync()).Select(each => (each.its, each.Number))];
        Absences = [.. (await (from absence in Db.Absences where absence.Worker == id join deputy in Db.Workers on absence.Deputy equals (Guid?)deputy.Id into deputies from deputy in deputies.DefaultIfEmpty() orderby absence.From descending, absence.Id select new { absence, Deputy = (string?)deputy.Name }).ToListAsync()).Select(each => (each.absence, each.Deputy))];
        Trainings = await Db.Trainings.Where(done => done.Worker == id).ToListAsync();
        var asked = Pack.Posts.SelectMany(post => post.Asks).ToLookup(field => field.Id);
        Qualifications = [.. (await Db.Qualifications.Where(row => row.Worker == id).OrderBy(row => row.Recorded).ThenBy(row => row.Field).ToListAsync()).Select(row => (asked[row.Field].FirstOrDefault()?.Label ?? row.Field, Holdings.FirstOrDefault(held => held.Id == row.Holding) is { } its && Pack.FindPost(its.Post) is { } post ? $"{PostModel.InWords(asked[row.Field].FirstOrDefault(), row.Answer, Pack)} ({post.Label})" : row.Answer, row))];
        var by = Trainings.Select(done => done.ConfirmedBy).Concat(Qualifications.Select(each => each.Row.ByWorker)).Distinct().ToList();
        Recorders = await Db.Workers.Where(row => by.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Name);
        Worksteps = await Db.Worksteps.CountAsync(step => step.Holder == id && step.Status == WorkstepStatus.Open && Viewer.Numbered().Any(its => its.Id == step.ProcessId));
        Requests = await Db.Requests.CountAsync(request => request.Holder == id && request.Status == RequestStatus.Sent && Viewer.Numbered().Any(its => its.Id == request.ProcessId));
        Saw(shown: Allocations.Select(each => each.Allocation.Child).Prepend(id));
    }
}
