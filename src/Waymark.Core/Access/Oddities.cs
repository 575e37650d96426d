using Waymark.Core.Packs;

namespace Waymark.Core.Access;

/// <summary>What one worker opened, or tried to open, of one child's record on one day.</summary>
/// <param name="Hours">The hours of the day, by the authority's clocks, in which they did.</param>
/// <param name="Related">A post, a team, a home, an allocation, work that they were given or a reason that they stated opened the record to them on that day.</param>
public sealed record LookedAt(IReadOnlySet<int> Hours, bool SameSurname, bool SamePostcode, bool CaseClosed, bool Related);

/// <summary>One worker's day as a whole.</summary>
/// <param name="Children">How many children's records they opened.</param>
/// <param name="OtherDays">As many as they opened on each other day on which they opened any.</param>
/// <param name="OnlySearched">Searches after which they opened nobody of those found.</param>
public sealed record WorkersDay(int Children, IReadOnlyList<int> OtherDays, int OnlySearched)
{
    /// <summary>Of fewer days nobody can say what is usual.</summary>
    public const int FewestDays = 5;

    /// <summary>The median of the other days; null: there are too few.</summary>
    public int? Usual => OtherDays.Count < FewestDays ? null : OtherDays.Order().ElementAt(OtherDays.Count / 2);
}

/// <summary>
/// Which of the authority's rules find a look, or a day of looks, out of the ordinary (S3-011). A sign is a question to be asked, not
/// an answer: most of what is found was somebody's work.
/// </summary>
public static class Oddities
{
    /// <summary>Below it nobody opened many, however few they usually open.</summary>
    public const int FewChildren = 10;

    public static IReadOnlyList<UnusualRule> Of(Pack pack, LookedAt look) => [.. pack.Unusual.Where(rule => rule.Sign switch
    {
        Sign.NoRelation => !look.Related,
        Sign.SameSurname => look.SameSurname,
        Sign.SamePostcode => look.SamePostcode,
        Sign.OutOfHours => look.Hours.Any(rule.IsQuiet),
        Sign.ClosedCase => look.CaseClosed,
        _ => false,
    })];

    public static IReadOnlyList<UnusualRule> Of(Pack pack, WorkersDay day) => [.. pack.Unusual.Where(rule => rule.Sign switch
    {
        Sign.ManyChildren => day.Children > rule.Amount,
        Sign.UnlikeThem => day.Usual is { } usual && day.Children > FewChildren && day.Children > rule.Amount * usual,
        Sign.OnlySearched => day.OnlySearched > rule.Amount,
        _ => false,
    })];
}
