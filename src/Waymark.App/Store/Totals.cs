using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Store;

/// <summary>Which processes of a protocol: those of a period, by the day on which they began or ended, and how they stand.</summary>
public sealed record Portion
{
    /// <summary>Both days included; null: from the beginning, or until now.</summary>
    public LocalDate? From { get; init; }
    public LocalDate? To { get; init; }

    public Counted By { get; init; }

    /// <summary>"all" (what was cancelled is none of them), "open", "ended" or "cancelled".</summary>
    public string Status { get; init; } = "all";
}

/// <summary>A process in a register, and what it is counted under.</summary>
public sealed record Entry(Guid Id, int Number, string Pack, Guid Raiser, Instant Started, Instant? Closed, ProcessStatus Status, string? EndState)
{
    /// <summary>Its record may be opened now; otherwise it is counted, and named by its number alone.</summary>
    public bool Opens { get; init; }

    public IReadOnlyList<ChildRow> Children { get; init; } = [];
    public IReadOnlySet<Counting> Counted { get; init; } = new HashSet<Counting>();
}

/// <summary>
/// What the processes of a protocol come to by its figures. Three queries read a line for each process and for each value; the
/// counting is then over those lines, so that a count and the lines that it opens can't differ.
/// </summary>
public sealed class Totals(Protocol protocol, IReadOnlyList<Entry> entries)
{
    /// <summary>Stands for: it has no value.</summary>
    public const string None = FigureSheet.None;

    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>Those that have every one of these values.</summary>
    public Totals Of(IEnumerable<Counting> values) => new(protocol, [.. entries.Where(entry => values.All(value => Has(entry, value)))]);

    /// <summary>How many have each value of a figure, in the pack's order; last, how many have none.</summary>
    public IReadOnlyList<(string Value, int Processes)> By(Figure figure)
    {
        var counted = entries.SelectMany(entry => entry.Counted).Where(each => each.Figure == figure.Id).GroupBy(each => each.Value).Select(same => (same.Key, same.Count()))
            .OrderBy(each => Figures.Place(protocol, figure, each.Key)).ThenBy(each => each.Key, StringComparer.Ordinal).ToList();
        var without = entries.Count(entry => Has(entry, new Counting(figure.Id, None)));
        return without == 0 ? counted : [.. counted, (None, without)];
    }

    static bool Has(Entry entry, Counting value) => value.Value == None ? entry.Counted.All(each => each.Figure != value.Figure) : entry.Counted.Contains(value);

    /// <param name="known">What may be counted.</param>
    /// <param name="opens">What of it may be opened.</param>
    public static async Task<Totals> Read(WaymarkDb db, Situation situation, Protocol protocol, Portion portion, IQueryable<ProcessRow> known, IQueryable<ProcessRow> opens)
    {
        var some = Narrowed(known.Where(process => process.Protocol == protocol.Id), portion, situation.Calendar.Zone);
        var rows = await some.OrderBy(process => process.Number).Select(process => new
        {
            process.Id,
            process.Number,
            process.Pack,
            process.Raiser,
            process.StartedAt,
            process.ClosedAt,
            process.Status,
            process.EndState,
            Opens = opens.Any(its => its.Id == process.Id),
        }).ToListAsync();
        var figures = await db.Figures.Where(row => some.Any(process => process.Id == row.ProcessId)).ToListAsync();
        var children = await (from its in db.ProcessChildren where some.Any(process => process.Id == its.ProcessId) join child in db.Children on its.ChildId equals child.Id select new { its.ProcessId, Child = child }).TagWith(Audit.Unaudited.Counting).ToListAsync();
        var (counted, about) = (figures.ToLookup(row => row.ProcessId, row => new Counting(row.Figure, row.Value)), children.ToLookup(row => row.ProcessId, row => row.Child));
        return new Totals(protocol, [.. rows.Select(row => new Entry(row.Id, row.Number, row.Pack, row.Raiser, row.StartedAt, row.ClosedAt, row.Status, row.EndState)
        {
            Opens = row.Opens, Children = [.. about[row.Id].OrderBy(child => child.Number)],
            Counted = counted[row.Id].Concat(about[row.Id].SelectMany(child => Figures.Of(protocol, situation.Pack, child.Child()))).ToHashSet(),
        })]);
    }

    /// <summary>What each field of figures in the work of the service would start with now: of the whole council, without a name.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Sheets(WaymarkDb db, Situation situation)
    {
        var sheets = new Dictionary<string, string>();
        foreach (var analysis in situation.Pack.Protocols.Where(protocol => protocol.About == About.Service))
            foreach (var workstep in analysis.Worksteps)
                foreach (var field in analysis.FormOf(workstep.Id).Fields.Where(field => field.Kind == FieldKind.Figures))
                    if (situation.Pack.Protocol(field.Of!) is { } counted)
                        sheets[FigureSheet.Key(analysis, workstep, field)] = await Sheet(db, situation, counted, field, FigureSheet.Period(workstep, situation.Today));
        return sheets;
    }

    static async Task<string> Sheet(WaymarkDb db, Situation situation, Protocol counted, Field field, (LocalDate First, LocalDate Last)? period)
    {
        var portion = new Portion { From = period?.First, To = period?.Last, By = field.Counted };
        var totals = await Read(db, situation, counted, portion, db.Processes, db.Processes);
        return new FigureSheet(portion.From, portion.To, totals.Entries.Count, [.. counted.Figures.SelectMany(figure => totals.By(figure).Select(each => new FigureCount(figure.Id, each.Value, each.Processes)))]).Text();
    }

    static IQueryable<ProcessRow> Narrowed(IQueryable<ProcessRow> rows, Portion portion, DateTimeZone zone)
    {
        rows = portion.Status switch
        {
            "open" => rows.Where(row => row.Status == ProcessStatus.Open),
            "ended" => rows.Where(row => row.Status == ProcessStatus.Ended),
            "cancelled" => rows.Where(row => row.Status == ProcessStatus.Cancelled),
            _ => rows.Where(row => row.Status != ProcessStatus.Cancelled),
        };
        var (ended, from, to) = (portion.By == Core.Packs.Counted.Ended, portion.From is { } first ? zone.AtStartOfDay(first).ToInstant() : (Instant?)null, portion.To is { } last ? zone.AtStartOfDay(last.PlusDays(1)).ToInstant() : (Instant?)null);
        if (ended) rows = rows.Where(row => row.ClosedAt != null);
        if (from is { } at) rows = ended ? rows.Where(row => row.ClosedAt >= at) : rows.Where(row => row.StartedAt >= at);
        if (to is { } until) rows = ended ? rows.Where(row => row.ClosedAt < until) : rows.Where(row => row.StartedAt < until);
        return rows;
    }
}
