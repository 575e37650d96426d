using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Shared;
using Waymark.App.Store;
using Waymark.Core.Calendar;
using Waymark.Core.Record;

namespace Waymark.App.Features.Administration;

/// <summary>Days on which a worker is away, and who acts for them: as "B for A", with what A may do.</summary>
public sealed class AbsenceModel : AdministrationPage
{
    [BindProperty]
    public Guid? Deputy { get; set; }

    public TypedDate From { get; private set; } = TypedDate.Of(null);
    public TypedDate To { get; private set; } = TypedDate.Of(null);
    public IReadOnlyList<WorkerRow> Others { get; private set; } = [];

    public async Task OnGet()
    {
        From = TypedDate.Of(Today);
        Others = await Here(but: Id);
    }

    public async Task<IActionResult> OnPost()
    {
        (From, To) = (TypedDate.Read(Request.Form, "from"), TypedDate.Read(Request.Form, "to"));
        Others = await Here(but: Id);
        var from = Day("from", From, "the first day away");
        var to = Day("to", To, "the last day away", required: false);
        if (to < from) Fault("to", "The last day must be the same as or after the first");
        if (Deputy is not null && Others.All(other => other.Id != Deputy)) Fault("Deputy", "Select somebody who works here");
        if (from is { } first && await AwayAlready(first, to)) Fault("from", $"{Subject.Name} is away on some of these days already");
        if (!ModelState.IsValid) return Page();

        await Write("administration/absence", async db => await db.Absences.AddAsync(new Absence(Guid.NewGuid(), Id, from!.Value, to, Deputy)), "from,to,deputy");
        var deputy = Others.FirstOrDefault(other => other.Id == Deputy)?.Name ?? "nobody";
        return BackWith($"{Subject.Name} is away from {from!.Value.InWords()}; {deputy} acts for them.");
    }

    async Task<bool> AwayAlready(NodaTime.LocalDate from, NodaTime.LocalDate? to)
    {
        var (id, end) = (Id, to ?? NodaTime.LocalDate.MaxIsoValue);
        var known = await Db.Absences.Where(absence => absence.Worker == id).ToListAsync();
        return known.Any(absence => absence.From <= end && (absence.To is null || absence.To >= from));
    }
}
