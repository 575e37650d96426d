using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Concerns;

/// <summary>What the register is narrowed to and how it is sorted: ids, teams and days alone, so that an address names no child.</summary>
public sealed record Filter
{
    public string? Stage { get; init; }
    public Guid? Owner { get; init; }
    public string? Team { get; init; }
    public string? Locality { get; init; }
    public string? Protocol { get; init; }

    /// <summary>"open", "ended", or "all".</summary>
    public string Status { get; init; } = "open";

    public bool Overdue { get; init; }

    /// <summary>Raised between these days, both included.</summary>
    public LocalDate? From { get; init; }
    public LocalDate? To { get; init; }

    public string Sort { get; init; } = "due";
    public bool Down { get; init; }
    public int Page { get; init; } = 1;
}

/// <summary>A line of the register.</summary>
public sealed record Line(Guid Process, int Number, Guid? Child, string ChildName, string ChildNumber, string? Team, string Protocol, string Pack, string Stage, int? Rank, Guid Owner, string Turn,
    Standing Standing, LocalDate? DueOn, Instant? Ends, Instant Started, Instant? Closed, ProcessStatus Status, string? Outcome)
{
    /// <summary>How many children it is about besides the one that it names.</summary>
    public int Others { get; init; }

    public string? Locality { get; init; }

    /// <summary>When the whole of it is to be over, where its protocol has a clock of the whole that still counts.</summary>
    public LocalDate? WholeOn { get; init; }
}

/// <summary>How many concerns stand at a stage, and how many of them are overdue (S0-075).</summary>
public sealed record Tally(string Protocol, string Stage, int? Rank, int Concerns, int Overdue);

/// <summary>Every concern that a viewer may see, from one narrow row each.</summary>
public sealed class Register(Desk desk)
{
    public const int PageSize = 50;

    public async Task<IReadOnlyList<Line>> Lines(Filter filter, int most)
    {
        var lines = Sorted(Joined(Narrowed(filter)), filter);
        return await lines.Skip((filter.Page - 1) * PageSize).Take(most).Select(row => new Line(row.Concern.ProcessId, row.Process.Number, row.Concern.ChildId,
            row.Child == null ? "" : row.Child.Name, row.Child == null ? "" : row.Child.Number.ToString(), row.Child == null ? null : row.Child.Team, row.Concern.Protocol, row.Process.Pack, row.Concern.Stage, row.Concern.Rank,
            row.Concern.Owner, row.Concern.Turn, row.Concern.Standing, row.Concern.DueOn, row.Concern.EndsAt, row.Concern.StartedAt, row.Concern.ClosedAt, row.Concern.Status, row.Concern.Outcome)
        {
            Others = desk.Db.ProcessChildren.Count(its => its.ProcessId == row.Concern.ProcessId && its.ChildId != row.Concern.ChildId),
            Locality = row.Child == null ? null : row.Child.Locality,
            WholeOn = row.Concern.Status != ProcessStatus.Open ? null : desk.Db.Clocks.Where(clock => clock.ProcessId == row.Concern.ProcessId && clock.WorkstepId == null && clock.RequestId == null && clock.Status != ClockStatus.Stopped).Min(clock => (LocalDate?)clock.DueOn),
        }).ToListAsync();
    }

    public async Task<IReadOnlyList<Tally>> Tallies(Filter filter)
    {
        var now = desk.Now;
        var counted = await Narrowed(filter with { Stage = null, Overdue = false }).GroupBy(row => new { row.Protocol, row.Stage, row.Rank })
            .Select(stage => new { stage.Key.Protocol, stage.Key.Stage, stage.Key.Rank, Concerns = stage.Count(), Overdue = stage.Count(row => row.Status == ProcessStatus.Open && row.EndsAt != null && row.EndsAt <= now) }).ToListAsync();
        return [.. counted.Select(each => new Tally(each.Protocol, each.Stage, each.Rank, each.Concerns, each.Overdue))
            .OrderBy(tally => tally.Protocol, StringComparer.Ordinal).ThenBy(tally => tally.Rank ?? 0).ThenBy(tally => tally.Stage, StringComparer.Ordinal)];
    }

    /// <summary>The owners, teams and localities to choose from, of all that the viewer may see.</summary>
    public async Task<(IReadOnlyList<Guid> Owners, IReadOnlyList<string> Teams, IReadOnlyList<string> Localities)> Choices()
    {
        var owners = await Visible().Select(row => row.Owner).Distinct().ToListAsync();
        var places = await Visible().Join(desk.Db.Children, row => row.ChildId, child => child.Id, (row, child) => new { child.Team, child.Locality }).Distinct().ToListAsync();
        return (owners, Sorted(places.Select(place => place.Team)), Sorted(places.Select(place => place.Locality)));
    }

    private static IReadOnlyList<string> Sorted(IEnumerable<string?> words) => [.. words.OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    private IQueryable<ConcernRow> Visible() => desk.Db.Concerns.Where(row => desk.Viewer!.Processes().Any(process => process.Id == row.ProcessId));

    private IQueryable<ConcernRow> Narrowed(Filter filter)
    {
        var (rows, now, zone) = (Visible(), desk.Now, desk.Authority.Calendar.Zone);
        if (filter.Status == "open") rows = rows.Where(row => row.Status == ProcessStatus.Open);
        if (filter.Status == "ended") rows = rows.Where(row => row.Status != ProcessStatus.Open);
        if (filter.Stage is { } stage) rows = rows.Where(row => row.Stage == stage);
        if (filter.Owner is { } owner) rows = rows.Where(row => row.Owner == owner);
        if (filter.Team is { } team) rows = rows.Where(row => desk.Db.Children.Any(child => child.Id == row.ChildId && child.Team == team));
        if (filter.Locality is { } locality) rows = rows.Where(row => desk.Db.Children.Any(child => child.Id == row.ChildId && child.Locality == locality));
        if (filter.Protocol is { } protocol) rows = rows.Where(row => row.Protocol == protocol);
        if (filter.Overdue) rows = rows.Where(row => row.Status == ProcessStatus.Open && row.EndsAt != null && row.EndsAt <= now);
        if (filter.From is { } from && zone.AtStartOfDay(from).ToInstant() is var first) rows = rows.Where(row => row.StartedAt >= first);
        if (filter.To is { } to && zone.AtStartOfDay(to.PlusDays(1)).ToInstant() is var after) rows = rows.Where(row => row.StartedAt < after);
        return rows;
    }

    private IQueryable<Joint> Joined(IQueryable<ConcernRow> rows) =>
        from row in rows
        join process in desk.Db.Processes on row.ProcessId equals process.Id
        join owner in desk.Db.Workers on row.Owner equals owner.Id
        join child in desk.Db.Children on row.ChildId equals child.Id into children
        from child in children.DefaultIfEmpty()
        select new Joint { Concern = row, Process = process, Child = child, Owner = owner.NameKey };

    /// <summary>What has no due day, child or team comes last either way; then by number, so that every order is one.</summary>
    private static IQueryable<Joint> Sorted(IQueryable<Joint> rows, Filter filter)
    {
        var down = filter.Down;
        var sorted = filter.Sort switch
        {
            "child" => down ? rows.OrderByDescending(row => row.Child!.NameKey) : rows.OrderBy(row => row.Child!.NameKey),
            "stage" => down ? rows.OrderByDescending(row => row.Concern.Rank ?? 0).ThenByDescending(row => row.Concern.Stage) : rows.OrderBy(row => row.Concern.Rank ?? 0).ThenBy(row => row.Concern.Stage),
            "owner" => down ? rows.OrderByDescending(row => row.Owner) : rows.OrderBy(row => row.Owner),
            "team" => down ? rows.OrderByDescending(row => row.Child!.Team ?? "") : rows.OrderBy(row => row.Child!.Team ?? ""),
            "started" => down ? rows.OrderByDescending(row => row.Concern.StartedAt) : rows.OrderBy(row => row.Concern.StartedAt),
            _ => down
                ? rows.OrderBy(row => row.Concern.EndsAt == null).ThenByDescending(row => row.Concern.EndsAt)
                : rows.OrderBy(row => row.Concern.EndsAt == null).ThenBy(row => row.Concern.EndsAt),
        };
        return sorted.ThenBy(row => row.Process.Number);
    }

    private sealed class Joint
    {
        public required ConcernRow Concern { get; init; }
        public required ProcessRow Process { get; init; }
        public ChildRow? Child { get; init; }
        public required string Owner { get; init; }
    }
}
