using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Concerns;

/// <summary>What the register's page and its file share: the filter as its address says it, and the words for a line.</summary>
public abstract class RegisterPage : WaymarkPage
{
    private readonly Dictionary<string, Pack> packs = [];

    [BindProperty(SupportsGet = true)]
    public string? Stage { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Owner { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Team { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Locality { get; set; }

    /// <summary>The protocol's id.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Status { get; set; } = "open";

    [BindProperty(SupportsGet = true)]
    public bool Overdue { get; set; }

    /// <summary>Raised in so many days up to today; null: at any time.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Days { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Sort { get; set; } = "due";

    [BindProperty(SupportsGet = true)]
    public bool Down { get; set; }

    public Core.Record.Register People { get; private set; } = null!;

    protected Filter Filter => new()
    {
        Stage = Stage, Owner = Owner, Team = Team, Locality = Locality, Protocol = Kind, Status = Status, Overdue = Overdue, Sort = Sort, Down = Down,
        From = Days is > 0 and < 40_000 ? Today.PlusDays(-Days.Value) : null,
    };

    /// <summary>The processes of the lines, and the children whom they name.</summary>
    protected static IEnumerable<Guid> Told(IReadOnlyList<Line> lines) => lines.Select(line => line.Process).Concat(lines.Select(line => line.Child).OfType<Guid>());

    protected async Task<IReadOnlyList<Line>> Read(Register register, Filter filter, int most)
    {
        var lines = await register.Lines(filter, most);
        foreach (var pack in lines.Select(line => line.Pack).Distinct()) packs[pack] = await Authority.Packs.Of(Db, pack);
        People = await Authority.Situations.Register(Db, []);
        return lines;
    }

    // ---- Words ----

    public string StageOf(Line line) => Label(packs[line.Pack], line.Protocol, line.Stage);

    public string StageOf(Tally tally) => Label(Pack, tally.Protocol, tally.Stage);

    private static string Label(Pack pack, string protocol, string stage) => pack.Protocol(protocol)?.FindWorkstep(stage)?.Label ?? stage;

    public string ProtocolOf(Line line) => packs[line.Pack].Protocol(line.Protocol)?.Label ?? line.Protocol;

    public string TurnOf(Line line) => string.Join(" and ", line.Turn.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => People.NameOf(Guid.Parse(id))));

    /// <summary>The same, to the viewer.</summary>
    public string TurnOfYou(Line line) => string.Join(" and ", line.Turn.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse).Select(id => id == Viewer.Id ? "you" : People.NameOf(id)));

    /// <summary>Open; or how it ended.</summary>
    public string StatusOf(Line line) => line.Status switch
    {
        ProcessStatus.Ended => line.Outcome ?? "Ended",
        ProcessStatus.Cancelled => "Cancelled",
        _ => "Open",
    };

    public bool IsOverdue(Line line) => line.Status == ProcessStatus.Open && line.Ends <= Now;

    /// <summary>Working days past the due day; null: it isn't late, or no working day has passed yet.</summary>
    public int? DaysOver(Line line) => IsOverdue(line) && line.DueOn is { } due ? Authority.Calendar.WorkingDaysBetween(due, Today) : null;

    /// <summary>What is left of the whole, in working days; a day that is over is said to be.</summary>
    public string LeftOf(Line line)
    {
        if (line.WholeOn is not { } whole) return "";
        if (Today > whole) return $"Over since {Shared.Components.ClockWords.Of(whole)}";
        var left = Authority.Calendar.WorkingDaysBetween(Today, whole);
        return $"{left} working {(left == 1 ? "day" : "days")} left, to {Shared.Components.ClockWords.Of(whole)}";
    }

    public LocalDate Day(Instant at) => at.InZone(Authority.Calendar.Zone).Date;
}
