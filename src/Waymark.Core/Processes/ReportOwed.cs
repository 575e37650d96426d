using NodaTime;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.Core.Processes;

/// <summary>A report that a home owes for a child (S3-018).</summary>
/// <param name="Type">Id of the type of document.</param>
/// <param name="Due">The last day: of a monthly report the month's (AMB-S3-09), of a report for a review the review's.</param>
/// <param name="Missing">That day is over, and the report isn't there.</param>
public sealed record ReportOwed(Option Type, LocalDate Due, bool Missing)
{
    /// <summary>So many ended months are looked back upon; a report for a review is asked for so many working days before it.</summary>
    private const int Months = 3, Before = 5;

    /// <summary>What is due now or missing, soonest first. A report counts by its own date: for the month in which it is dated, or for the review after it.</summary>
    public static IReadOnlyList<ReportOwed> Of(Pack pack, WorkingCalendar calendar, Child child, Placement placement, IReadOnlyList<HeldDocument> held, LocalDate today)
    {
        var types = pack.Lists.Where(list => list.Means.Contains(Meaning.DocumentTypes)).SelectMany(list => list.Options).ToList();
        return [.. types.Where(type => type.Means.Contains(Meaning.Monthly)).SelectMany(Monthly).Concat(types.Where(type => type.Means.Contains(Meaning.ForReview)).SelectMany(ForReview)).OrderBy(owed => owed.Due)];

        bool Held(Option type, LocalDate from, LocalDate to) => held.Any(each => each.Type == type.Id && each.Added is not null && each.Dated >= from && each.Dated <= to);

        IEnumerable<ReportOwed> Monthly(Option type) =>
            from back in Enumerable.Range(0, Months + 1)
            let month = today.PlusMonths(-back).ToYearMonth()
            let ends = month.ToDateInterval().End
            where ends >= placement.From && !Held(type, month.ToDateInterval().Start, ends)
            select new ReportOwed(type, ends, ends < today);

        IEnumerable<ReportOwed> ForReview(Option type) =>
            child.NextReview is { } review && calendar.AddWorkingDays(review, -Before) <= today && !Held(type, child.LastReview?.PlusDays(1) ?? placement.From, review) ? [new(type, review, review < today)] : [];
    }
}
