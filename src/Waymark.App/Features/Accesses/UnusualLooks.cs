using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.App.Store.Audit;
using Waymark.Core.Access;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Features.Accesses;

/// <summary>What was out of the ordinary on one worker's day: with one child, or as a whole.</summary>
/// <param name="Child">Null: of the day as a whole.</param>
/// <param name="Why">The rules that found it.</param>
/// <param name="Times">How often they opened it, or how many children or searches it was.</param>
public sealed record Oddity(Guid Worker, LocalDate Day, ChildRow? Child, IReadOnlyList<UnusualRule> Why, int Times, Instant First, Instant Last)
{
    /// <summary>It was reviewed before, and went on afterwards.</summary>
    public bool Again { get; init; }

    /// <summary>Every time was refused, or answered as if there were no such record.</summary>
    public bool Refused { get; init; }

    /// <summary>They were asked to wait so many times.</summary>
    public bool Limited { get; init; }

    public string Signs => string.Join(',', Why.Select(rule => rule.Id));
}

/// <summary>
/// Finds by the authority's rules what of four weeks' looks was out of the ordinary and nobody has reviewed. The entries are counted
/// by hours in the database; the rules are then asked for each worker, day and child.
/// </summary>
public sealed class UnusualLooks(Desk desk, Core.Record.Register register, IReadOnlyList<Guid> covered)
{
    public const int Days = 28;

    /// <summary>In microseconds, as instants are stored.</summary>
    const long Hour = 3_600_000_000;

    /// <summary>By any in the same hour or the next, a search counts as followed.</summary>
    const int Soon = 1;

    readonly DateTimeZone zone = desk.Authority.Calendar.Zone;

    Instant Begin => zone.AtStartOfDay(desk.Today.PlusDays(-Days)).ToInstant();

    /// <summary>Newest day first.</summary>
    public async Task<IReadOnlyList<Oddity>> Unreviewed()
    {
        var looks = await Looks();
        var days = looks.GroupBy(look => (look.Worker, Day: DayOf(look.Hour))).ToList();
        var children = await Children([.. looks.Select(look => look.ChildId).Distinct()]);
        var ties = await Ties.Read(desk, register, [.. children.Keys]);
        var postcodes = await desk.Db.Workers.Where(row => covered.Contains(row.Id) && row.Postcode != null).ToDictionaryAsync(row => row.Id, row => row.Postcode);
        var found = new List<Oddity>();
        foreach (var day in days)
            foreach (var child in day.GroupBy(look => look.ChildId).Where(each => children.ContainsKey(each.Key)))
                if (Odd(day.Key.Worker, day.Key.Day, children[child.Key], [.. child], postcodes.GetValueOrDefault(day.Key.Worker), ties) is { } odd) found.Add(odd);
        found.AddRange(await Whole(looks));
        found.AddRange(await Limited());
        var reviews = (await desk.Db.UnusualReviews.Where(row => covered.Contains(row.Worker) && row.At >= Begin).TagWith(Unaudited.Counting).ToListAsync()).ToLookup(row => (row.Worker, row.Day, row.ChildId), row => row.At);
        return [.. found.Where(odd => reviews[Key(odd)].All(at => at < odd.Last)).Select(odd => odd with { Again = reviews[Key(odd)].Any() }).OrderByDescending(odd => odd.Day).ThenByDescending(odd => odd.Why.Count).ThenBy(odd => odd.First).ThenBy(odd => odd.Child?.Number)];
    }

    /// <summary>The authority's rule, or the program's limit, that goes by this name.</summary>
    public static string LabelOf(Pack pack, string rule) => rule.StartsWith(HoldsToLimits.What, StringComparison.Ordinal) ? Limit(rule[HoldsToLimits.What.Length..]).Label : pack.Unusual.FirstOrDefault(each => each.Id == rule)?.Label ?? rule;

    static (Guid, LocalDate, Guid?) Key(Oddity odd) => (odd.Worker, odd.Day, odd.Child?.Id);

    Oddity? Odd(Guid worker, LocalDate day, ChildRow child, IReadOnlyList<HourRead> hours, string? postcode, Ties ties)
    {
        var look = new LookedAt(hours.Select(each => HourOf(each.Hour)).ToHashSet(), AccessLog.SameSurname(register, worker, child), postcode is not null && postcode == Postcodes.In(child.Address), !child.CaseOpen, ties.Open(worker, child, day));
        var why = Oddities.Of(desk.Pack, look);
        return why.Count == 0 ? null : new Oddity(worker, day, child, why, hours.Sum(each => each.Times), Columns.At(hours.Min(each => each.First)), Columns.At(hours.Max(each => each.Last))) { Refused = hours.All(each => each.Outcome != "done") };
    }

    /// <summary>Of days as a whole: how many children, and searches that led to nobody.</summary>
    async Task<IEnumerable<Oddity>> Whole(IReadOnlyList<HourRead> looks)
    {
        var (begin, by) = (Begin, covered);
        var searches = (await desk.Db.AuditEntries.Where(entry => entry.At >= begin && entry.Action == AuditAction.Search && by.Contains(entry.Worker!.Value)).TagWith(Unaudited.Counting)
            .Select(entry => new { Worker = entry.Worker!.Value, entry.At, entry.Shown }).ToListAsync()).ToLookup(each => each.Worker);
        var opened = looks.Where(look => look.Outcome == "done").ToLookup(look => look.Worker);
        var odd = new List<Oddity>();
        foreach (var worker in opened.Select(each => each.Key).Union(searches.Select(each => each.Key)))
        {
            var children = opened[worker].GroupBy(look => DayOf(look.Hour)).ToDictionary(day => day.Key, day => day.Select(look => look.ChildId).Distinct().Count());
            var hours = opened[worker].Select(look => (look.ChildId, look.Hour)).ToHashSet();
            var alone = searches[worker].Where(search => !Followed(search.Shown, Columns.Microseconds(search.At) / Hour, hours)).ToLookup(search => search.At.InZone(zone).Date, search => search.At);
            foreach (var day in children.Keys.Union(alone.Select(each => each.Key)))
            {
                var (many, searched) = (children.GetValueOrDefault(day), alone[day].ToList());
                var why = Oddities.Of(desk.Pack, new WorkersDay(many, [.. children.Where(each => each.Key != day).Select(each => each.Value)], searched.Count));
                if (why.Count == 0) continue;
                var times = opened[worker].Where(look => DayOf(look.Hour) == day).SelectMany(look => new[] { Columns.At(look.First), Columns.At(look.Last) }).Concat(searched).ToList();
                odd.Add(new Oddity(worker, day, null, why, why.Any(rule => rule.Sign != Sign.OnlySearched) ? many : searched.Count, times.Min(), times.Max()));
            }
        }
        return odd;
    }

    /// <summary>Who was asked to wait, because they had been shown as much as anybody may be.</summary>
    async Task<IEnumerable<Oddity>> Limited()
    {
        var (begin, by) = (Begin, covered);
        var entries = await desk.Db.AuditEntries.Where(entry => entry.At >= begin && entry.What.StartsWith(HoldsToLimits.What) && by.Contains(entry.Worker!.Value)).Select(entry => new { Worker = entry.Worker!.Value, entry.At, entry.What }).ToListAsync();
        return entries.GroupBy(entry => (entry.Worker, Day: entry.At.InZone(zone).Date))
            .Select(day => new Oddity(day.Key.Worker, day.Key.Day, null, [.. day.Select(entry => entry.What[HoldsToLimits.What.Length..]).Distinct().Select(Limit)], day.Count(), day.Min(entry => entry.At), day.Max(entry => entry.At)) { Limited = true });
    }

    static UnusualRule Limit(string kind) => new(Sign.ManyChildren, 0, 0, 0)
    {
        Id = HoldsToLimits.What + kind, Label = kind switch
        {
            "exports" => "As many lists as files as one person may take in a day",
            "downloads" => "As many files as one person may take in an hour",
            "searches" => "As many searches as one person may make in a minute",
            _ => "As many pages as one person may open in a minute",
        }
    };

    static bool Followed(string? shown, long hour, HashSet<(Guid, long)> opened) =>
        shown?.Split(',').Select(id => Guid.TryParse(id, out var child) ? child : Guid.Empty).Any(child => Enumerable.Range(0, Soon + 1).Any(later => opened.Contains((child, hour + later)))) == true;

    /// <summary>Whom workers opened, or tried to, in which hour. To look at who looked is no look at the record.</summary>
    async Task<List<HourRead>> Looks()
    {
        var (begin, by) = (Columns.Microseconds(Begin), covered);
        return await desk.Db.Database.SqlQuery<HourRead>($"""
            SELECT worker AS "Worker", child_id AS "ChildId", at / 3600000000 AS "Hour", outcome AS "Outcome", CAST(COUNT(*) AS integer) AS "Times", MIN(at) AS "First", MAX(at) AS "Last"
            FROM audit_entry WHERE at >= {begin} AND worker IS NOT NULL AND child_id IS NOT NULL AND action <> 'administer' AND what NOT LIKE 'accesses/%'
            GROUP BY worker, child_id, at / 3600000000, outcome
            """).Where(row => by.Contains(row.Worker) && desk.Viewer!.ByNumber().Any(child => child.Id == row.ChildId)).TagWith(Unaudited.Counting).ToListAsync();
    }

    async Task<Dictionary<Guid, ChildRow>> Children(IReadOnlyList<Guid> ids) => ids.Count == 0 ? [] : await desk.Db.Children.Where(child => ids.Contains(child.Id)).TagWith(Unaudited.Counting).ToDictionaryAsync(child => child.Id);

    LocalDate DayOf(long hour) => At(hour).Date;

    int HourOf(long hour) => At(hour).Hour;

    ZonedDateTime At(long hour) => Columns.At(hour * Hour).InZone(zone);

    sealed record HourRead(Guid Worker, Guid ChildId, long Hour, string Outcome, int Times, long First, long Last);
}

/// <summary>What opened some children's records to whom, on which day: the access policy asked for a day that is past.</summary>
sealed class Ties(Desk desk, Core.Record.Register register, ILookup<Guid, Allocation> allocations, ILookup<Guid, Placement> placements, ILookup<Guid, Guid> asked, ILookup<(Guid, Guid), AccessReasonRow> reasons)
{
    readonly Dictionary<(Guid, LocalDate), Capacity> capacities = [];

    public static async Task<Ties> Read(Desk desk, Core.Record.Register register, IReadOnlyList<Guid> children)
    {
        var db = desk.Db;
        var allocations = await db.Allocations.Where(row => children.Contains(row.Child)).TagWith(Unaudited.Ruling).ToListAsync();
        var placements = await db.Placements.Where(row => children.Contains(row.Child)).TagWith(Unaudited.Ruling).ToListAsync();
        var held = from its in db.ProcessChildren where children.Contains(its.ChildId) join step in db.Worksteps on its.ProcessId equals step.ProcessId select new { its.ChildId, step.Holder };
        var sent = from its in db.ProcessChildren where children.Contains(its.ChildId) join request in db.Requests on its.ProcessId equals request.ProcessId select new { its.ChildId, request.Holder };
        var asked = await held.Union(sent).TagWith(Unaudited.Ruling).ToListAsync();
        var reasons = await db.AccessReasons.Where(row => children.Contains(row.ChildId)).TagWith(Unaudited.Ruling).ToListAsync();
        return new Ties(desk, register, allocations.ToLookup(row => row.Child), placements.ToLookup(row => row.Child), asked.ToLookup(row => row.ChildId, row => row.Holder), reasons.ToLookup(row => (row.Worker, row.ChildId)));
    }

    /// <summary>A reason or an emergency has a review of its own.</summary>
    public bool Open(Guid worker, ChildRow child, LocalDate day)
    {
        if (!capacities.TryGetValue((worker, day), out var who)) who = capacities[(worker, day)] = Capacity.Of(register, worker, day);
        if (reasons[(worker, child.Id)].Any(given => given.GivenAt.InZone(desk.Authority.Calendar.Zone).Date <= day && day <= given.Until.InZone(desk.Authority.Calendar.Zone).Date)) return true;
        return Policy.Decide(desk.Pack, who, AccessVerb.Read, new Whom
        {
            Team = child.Team, Locality = child.Locality,
            Homes = placements[child.Id].Where(placed => placed.On(day)).Select(placed => placed.Home).ToHashSet(),
            Allocated = allocations[child.Id].Where(row => row.On(day)).Select(row => row.Worker).ToHashSet(),
            Asked = asked[child.Id].Any(who.Hats.Contains),
        }).Verdict is Verdict.Allow;
    }
}
