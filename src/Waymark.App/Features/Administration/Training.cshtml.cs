using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Shared;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Features.Administration;

/// <summary>Modules that a worker completed (S3-007). What they open counts from the next page that the worker asks for.</summary>
public sealed class TrainingModel : AdministrationPage
{
    [BindProperty]
    public List<string> Ticked { get; set; } = [];

    public TypedDate On { get; private set; } = TypedDate.Of(null);

    /// <summary>All that a rule of access asks for, each once, in the order of the pack's lists.</summary>
    public static IReadOnlyList<Option> ModulesOf(Pack pack) => Induction.ModulesOf(pack);

    public IReadOnlyList<Option> Modules => ModulesOf(Pack);

    public void OnGet() => On = TypedDate.Of(Today);

    public async Task<IActionResult> OnPost(string[] modules)
    {
        On = TypedDate.Read(Request.Form, "on");
        Ticked = [.. modules];
        var day = Day("on", On, "the day on which it was completed");
        if (day > Today) Fault("on", "The day must be today or earlier: training counts once it is completed");
        var known = Modules.Where(module => modules.Contains(module.Id)).ToList();
        if (known.Count == 0) Fault("modules", "Select the modules that they completed");
        var (id, chosen) = (Id, known.Select(module => module.Id).ToList());
        foreach (var done in day is null ? [] : await Db.Trainings.Where(done => done.Worker == id && chosen.Contains(done.Module) && done.Completed >= day && done.Until == null).ToListAsync())
            Fault("modules", $"{known.First(module => module.Id == done.Module).Label} is recorded already, as completed on {done.Completed.InWords()}. Take its tick away, or enter a later day if it was done again");
        if (Id == Viewer.Id) Fault("modules", "Somebody else must confirm your own training");
        if (!ModelState.IsValid) return Page();
        await Write("administration/training", async db => await db.Trainings.AddRangeAsync(known.Select(module => new Training(Guid.NewGuid(), Id, module.Id, day!.Value, Viewer.Id, null) { Recorded = Today })), string.Join(',', known.Select(module => module.Id)));
        return BackWith($"{Subject.Name} completed {string.Join(", ", known.Select(module => module.Label))} on {day!.Value.InWords()}.{(day < Today ? " It counts from today, on which you recorded it: nothing that was done before is allowed by it." : "")}");
    }
}
