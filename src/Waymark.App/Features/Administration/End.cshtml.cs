using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Shared;
using Waymark.Core.Calendar;

namespace Waymark.App.Features.Administration;

/// <summary>Ends a post, an allocation or an absence, or records that the worker leaves. Nothing is removed: it was so until that day.</summary>
public sealed class EndModel : AdministrationPage
{
    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public Guid Row { get; set; }

    public TypedDate On { get; private set; } = TypedDate.Of(null);

    public bool Leaves => Kind == "leave";

    public string What => Kind switch { "post" => "a post", "allocation" => "an allocation", _ => "an absence" };

    LocalDate? began;

    public async Task<IActionResult> OnGet()
    {
        if (!await Known()) return NotThere();
        On = TypedDate.Of(Today);
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (!await Known()) return NotThere();
        On = TypedDate.Read(Request.Form, "on");
        var on = Day("on", On, Leaves ? "the first day on which they no longer work here" : "the last day");
        if (on < began) Fault("on", $"It began on {began!.Value.InWords()}: the last day can’t be before that");
        if (!ModelState.IsValid) return Page();
        var (day, id, row) = (on!.Value, Id, Row);
        await Write($"administration/end-{Kind}", db => Kind switch
        {
            "post" => db.Holdings.Where(held => held.Id == row).ExecuteUpdateAsync(set => set.SetProperty(held => held.To, day)),
            "allocation" => db.Allocations.Where(its => its.Id == row).ExecuteUpdateAsync(set => set.SetProperty(its => its.To, day)),
            "absence" => db.Absences.Where(absence => absence.Id == row).ExecuteUpdateAsync(set => set.SetProperty(absence => absence.To, day)),
            _ => db.Workers.Where(worker => worker.Id == id).ExecuteUpdateAsync(set => set.SetProperty(worker => worker.LeftOn, day)),
        }, Leaves ? "left" : "to");
        return BackWith(Leaves ? $"{Subject.Name} leaves on {day.InWords()}. Hand over their open work below." : $"It ends on {day.InWords()}.");
    }

    async Task<bool> Known()
    {
        var (id, row) = (Id, Row);
        began = Kind switch
        {
            "post" => await Db.Holdings.Where(held => held.Id == row && held.Worker == id).Select(held => (LocalDate?)held.From).FirstOrDefaultAsync(),
            "allocation" => await Db.Allocations.Where(its => its.Id == row && its.Worker == id && !Viewer.Hidden.Contains(its.Child)).Select(its => (LocalDate?)its.From).FirstOrDefaultAsync(),
            "absence" => await Db.Absences.Where(absence => absence.Id == row && absence.Worker == id).Select(absence => (LocalDate?)absence.From).FirstOrDefaultAsync(),
            "leave" => LocalDate.MinIsoValue,
            _ => null,
        };
        return began is not null;
    }
}
