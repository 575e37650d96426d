using Waymark.Core.Access;
using Waymark.Core.Packs;
using Xunit;

namespace Waymark.Core.Tests.Access;

public sealed class OdditiesTests
{
    [Theory]
    [InlineData(22, 6, 21, false)]
    [InlineData(22, 6, 22, true)] // From that hour on.
    [InlineData(22, 6, 3, true)]
    [InlineData(22, 6, 6, false)] // They work again.
    [InlineData(1, 5, 0, false)]
    [InlineData(1, 5, 4, true)]
    [InlineData(1, 5, 5, false)]
    public void Quiet_hours_may_go_over_midnight(int from, int until, int hour, bool quiet) =>
        Assert.Equal(quiet, Rule(Sign.OutOfHours, 0, from, until).IsQuiet(hour));

    [Theory]
    [InlineData(30, new[] { 4, 5, 5, 6 }, false)] // Four days: nobody can say what is usual.
    [InlineData(16, new[] { 4, 5, 5, 6, 9 }, true)] // The median is 5; more than 15.
    [InlineData(15, new[] { 4, 5, 5, 6, 9 }, false)]
    [InlineData(10, new[] { 1, 1, 1, 1, 1 }, false)] // Ten aren't many.
    [InlineData(11, new[] { 1, 1, 1, 1, 1 }, true)]
    public void A_day_is_held_against_the_workers_own_days(int children, int[] others, bool odd) =>
        Assert.Equal(odd, Oddities.Of(Of(Rule(Sign.UnlikeThem, 3)), new WorkersDay(children, others, 0)).Count == 1);

    [Theory]
    [InlineData(20, 0, 0)]
    [InlineData(21, 0, 1)]
    [InlineData(0, 8, 0)]
    [InlineData(21, 9, 2)]
    public void More_than_the_council_says(int children, int searches, int signs) =>
        Assert.Equal(signs, Oddities.Of(Of(Rule(Sign.ManyChildren, 20), Rule(Sign.OnlySearched, 8)), new WorkersDay(children, [], searches)).Count);

    [Fact]
    public void A_look_at_night_at_a_closed_case_of_ones_own_name_and_street_by_nobody_it_concerns_has_five_signs()
    {
        var pack = Of(Rule(Sign.NoRelation), Rule(Sign.SameSurname), Rule(Sign.SamePostcode), Rule(Sign.OutOfHours, 0, 22, 6), Rule(Sign.ClosedCase), Rule(Sign.ManyChildren, 1));
        Assert.Equal([Sign.NoRelation, Sign.SameSurname, Sign.SamePostcode, Sign.OutOfHours, Sign.ClosedCase], Oddities.Of(pack, new LookedAt(new HashSet<int> { 9, 23 }, true, true, true, Related: false)).Select(rule => rule.Sign));
        Assert.Empty(Oddities.Of(pack, new LookedAt(new HashSet<int> { 9 }, false, false, false, Related: true)));
    }

    static UnusualRule Rule(Sign sign, int amount = 0, int from = 0, int until = 0) => new(sign, amount, from, until) { Id = $"{sign}", Label = $"{sign}" };

    static Pack Of(params UnusualRule[] rules) => new()
    {
        Id = "made-up", Label = "Made up", Calendar = "england-and-wales", Terms = new Dictionary<string, string>(), Posts = [], Access = [], Lists = [], Protocols = [], Fingerprint = "", Unusual = rules,
    };
}
