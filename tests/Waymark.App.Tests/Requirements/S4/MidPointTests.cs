using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Requirements.S4;

/// <summary>Half way between two conferences the chair looks whether the plan goes on (S4-002).</summary>
public sealed class MidPointTests(Databases databases)
{
    const int Child = 73000508;
    const string Chair = "clemency", MidPoint = "Mid-point review", Informal = "Informal Resolution (Stage 1)";

    // 12 January to 6 July 2026 are 175 days (19 + 28 + 31 + 30 + 31 + 30 + 6); 87 of them after 12 January is 9 April. Two weeks before is 26 March.
    static async Task<Walk> BetweenConferences(Databases databases, Db db)
    {
        var walk = await Walk.Open(databases, db, "borough", "2026-01-12 17:00");
        await walk.Change(Chair, Child, "A conference was held", "12 1 2026");
        await walk.Change(Chair, Child, "A review conference is planned", "6 7 2026");
        Walk.Says(await walk.Child(Chair, Child), "What is coming", "Mid-point review due: 9 April 2026");
        return walk;
    }

    static async Task Look(Walk walk, string concern, params (string, string?)[] more)
    {
        await walk.Save(Chair, MidPoint, [("Child's case record reviewed", "Yes"), ("Concern", concern), .. more]);
        await AddRow(walk, "spoken", ("Or somebody else, in words", "Ms Reed"), ("Date", "26 3 2026"));
        await AddRow(walk, "plan-actions", ("Action", "Weekly visits"), ("Progressed", concern == "Yes" ? "No" : "Yes"));
    }

    static async Task AddRow(Walk walk, string table, params (string Label, string Text)[] cells)
    {
        var visitor = await walk.At(Chair, $"/tables/{table}");
        foreach (var (label, text) in cells)
            if (label == "Progressed") visitor.Choose(label, text);
            else visitor.Fill(label, text);
        await visitor.Press("Save");
    }

    [Theory(DisplayName = "S4-002 Half way between two conferences, half days rounded down, the chair has a mid-point review; a concern marked there opens stage 1 with it filled"), OnBoth]
    public async Task Mid_point(Db db)
    {
        await using var walk = await BetweenConferences(databases, db);
        await walk.On("2026-03-25 22:00");
        Assert.Empty(walk.Told("The mid-point review is due"));
        await walk.On("2026-03-26 09:00");
        Assert.Equal([Chair], walk.Told("The mid-point review is due"));
        await walk.Take(Chair, "incoming-work", MidPoint);
        await Look(walk, "Yes", ("What the concern is", "Nobody visits."));
        Assert.Equal(["Raise an issue informally"], await walk.Offered(Chair));
        await walk.Propose(Chair, "Raise an issue informally");
        await walk.Finish(Chair);
        var visitor = await walk.Take(Chair, "incoming-work", Informal);
        await visitor.Click("Issue");
        Assert.Equal("Nobody visits.", visitor.Page.Controls("Issue").OfType<AngleSharp.Html.Dom.IHtmlTextAreaElement>().Single().Value);
    }

    [Theory(DisplayName = "S4-002 The chair may begin before the day is near, and is not asked again for the same conferences; the next have their own"), OnBoth]
    public async Task Once(Db db)
    {
        await using var walk = await BetweenConferences(databases, db);
        await walk.On("2026-03-10 10:00");
        await walk.Start(Chair, Child, MidPoint);
        await Look(walk, "No");
        await walk.Propose(Chair, "No concern");
        await walk.Finish(Chair);
        await walk.On("2026-04-20 09:00");
        Assert.Empty(walk.Told("The mid-point review is due"));
        Assert.Empty(walk.Told("The mid-point review is overdue"));
        await walk.On("2026-07-06 17:00");
        await walk.Change(Chair, Child, "A conference was held", "6 7 2026");
        await walk.Change(Chair, Child, "A review conference is planned", "4 1 2027");
        // 182 days: 91 after 6 July is 5 October.
        Walk.Says(await walk.Child(Chair, Child), "Mid-point review due: 5 October 2026");
    }
}
