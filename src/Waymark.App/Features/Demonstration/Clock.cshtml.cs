using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Features.Shared;
using Waymark.App.Timers;
using Waymark.Core.Calendar;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Demonstration;

/// <summary>Moves a demonstration to another day, so that deadlines can be played: clocks run out as if the days had passed.</summary>
public sealed class ClockModel(ILogger<ClockModel> log) : WaymarkPage
{
    public TypedDate On { get; private set; } = TypedDate.Of(null);

    /// <summary>The next days on which a clock that runs now ends.</summary>
    public IReadOnlyList<(LocalDate On, int Clocks)> Ends { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (!Authority.IsDemonstration) return NotThere();
        On = TypedDate.Of(Today.PlusDays(1));
        await Load();
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (!Authority.IsDemonstration) return NotThere();
        On = TypedDate.Read(Request.Form, "on");
        await Load();
        if (On.Date is not { } day) Fault("on", "Enter a real date, such as 27 3 2026");
        else if (Period.DaysBetween(Today, day) is < -3660 or > 3660) Fault("on", "Choose a day within ten years");
        if (!ModelState.IsValid) return Page();

        var zone = Authority.Calendar.Zone;
        var at = On.Date!.Value.At(Now.InZone(zone).TimeOfDay).InZoneLeniently(zone).ToInstant();
        await Authority.MoveClock(at - Authority.Clock.Machine, Desk.Acting());
        var clocks = new ClocksDue(log);
        while (await clocks.Run(Authority) > 0) { }
        Done = $"Today is now {On.Date.Value.InWords()}. Clocks that ended by then have run out.";
        return RedirectToPage();
    }

    async Task Load()
    {
        var ends = await Db.Clocks.Where(clock => (clock.Status == ClockStatus.Running || clock.Status == ClockStatus.Near) && Viewer.Numbered().Any(process => process.Id == clock.ProcessId))
            .GroupBy(clock => clock.DueOn).Select(group => new { On = group.Key, Clocks = group.Count() }).OrderBy(each => each.On).Take(8).ToListAsync();
        Ends = [.. ends.Select(each => (each.On, each.Clocks))];
    }
}
