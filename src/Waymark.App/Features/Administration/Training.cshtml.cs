using Microsoft.AspNetCore.Mvc;
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
    public static IReadOnlyList<Option> ModulesOf(Pack pack) =>
        [.. pack.Access.SelectMany(rule => rule.Needs?.Subjects() ?? []).Where(subject => subject.Kind == SubjectKind.List).SelectMany(subject => pack.List(subject.Name)?.Options ?? []).DistinctBy(module => module.Id).OrderBy(module => module.Id, StringComparer.Ordinal)];

    public IReadOnlyList<Option> Modules => ModulesOf(Pack);

    public void OnGet() => On = TypedDate.Of(Today);

    public async Task<IActionResult> OnPost(string[] modules)
    {
        On = TypedDate.Read(Request.Form, "on");
        Ticked = [.. modules];
        var day = Day("on", On, "the day on which it was completed");
        if (day > Today) Fault("on", "The day must be today or earlier");
        var known = Modules.Where(module => modules.Contains(module.Id)).ToList();
        if (known.Count == 0) Fault("modules", "Select the modules that they completed");
        if (Id == Viewer.Id) Fault("modules", "Somebody else must confirm your own training");
        if (!ModelState.IsValid) return Page();
        await Write("administration/training", async db => await db.Trainings.AddRangeAsync(known.Select(module => new Training(Guid.NewGuid(), Id, module.Id, day!.Value, Viewer.Id, null))), string.Join(',', known.Select(module => module.Id)));
        return BackWith($"{Subject.Name} completed {string.Join(", ", known.Select(module => module.Label))} on {day!.Value.InWords()}.");
    }
}
