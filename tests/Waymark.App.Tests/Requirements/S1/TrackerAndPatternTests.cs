using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Requirements.S1;

/// <summary>What the managers of the reviewing service read across children (S1-009, S1-061).</summary>
public sealed class TrackerAndPatternTests(Databases databases)
{
    const string Iro = "marguerite", Manager = "callista", Informal = "Informal Quality Assurance Alert", Alert = "Quality Assurance Alert";
    const string Drift = "Drift in care planning or the delivery of services", Gaps = "Gaps in the assessment process or provision of service";

    static async Task Put(Walk walk, int child, string themes, string iro = Iro, string kind = "Concern")
    {
        await walk.Start(iro, child, Informal);
        await walk.Save(iro, "Concern", ("Kind", kind), ("What it is about", "No plan."), ("Actions requested", "Write one."), ("Method", "Phone"), ("Themes (optional)", themes));
    }

    [Theory(DisplayName = "S1-009 Four alerts with one theme in one locality read four in the quarter, and open those four; a theme is counted for looked-after children and for those with a plan"), OnBoth]
    public async Task Patterns(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-03-29 10:00");
        await Put(walk, 71000301, Drift);                                   // 1: before the quarter
        await walk.On("2019-04-01 10:00");                                  // 2 and 3 are the service's own
        foreach (var child in (int[])[71000301, 71000302]) await Put(walk, child, Drift);
        await Put(walk, 71000312, Drift, "piers");                          // looked after, and with a plan
        await Put(walk, 71000308, $"{Drift}\n{Gaps}", "piers");             // the fourth
        await Put(walk, 71000306, Drift);                                   // South, with North's team
        await Put(walk, 71000303, Drift);                                   // South
        await Put(walk, 71000302, Gaps);                                    // without the theme
        await walk.Start("sunniva", 71000310, Informal);                    // South, with a plan; no theme
        var visitor = await walk.As(Manager, "/registers");
        await visitor.Click(Informal);
        await visitor.Fill("From", "1 4 2019").Fill("To", "30 6 2019").Choose("Lay", "Theme").Choose("Against", "Locality").Press("Show");
        var cross = visitor.Page.Table("Theme by locality");
        Assert.Equal(["Theme", "North", "South"], cross[0]);
        Assert.Equal((4, 2), (Registers.Number(cross.Single(row => row[0] == Drift)[1]), Registers.Number(cross.Single(row => row[0] == Drift)[2])));
        await visitor.Click($"4 {Drift}, North");
        Assert.Equal(["4", "5", "6", "7"], Registers.Lines(visitor));
        Assert.DoesNotContain("Isaac", visitor.Path, StringComparison.Ordinal);
        await visitor.Click("Show all: Theme");
        await visitor.Click("Show all: Locality");
        Assert.Equal(new() { [Gaps] = 2, [Drift] = 6, ["None said"] = 1 }, await Registers.Figure(visitor, "Theme"));
        Assert.Equal(new() { ["North"] = 5, ["South"] = 3 }, await Registers.Figure(visitor, "Locality"));
        Assert.Equal(new() { ["North"] = 6, ["South"] = 2 }, await Registers.Figure(visitor, "Team"));
        Assert.Equal(new() { ["LAC"] = 7, ["Child Protection Plan"] = 2 }, await Registers.Figure(visitor, "Category"));
        await visitor.Click("4");
        Walk.Says(visitor, "Isaac Thorogood-Bello");
    }

    [Theory(DisplayName = "S1-008 Good practice counts under good practice, with the concerns of its quarter under theirs"), OnBoth]
    public async Task Good_practice(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 10:00");
        await Put(walk, 71000301, Drift, kind: "Good practice");
        await Put(walk, 71000302, Drift);
        var visitor = await walk.As(Manager, "/registers/informal-alert");
        await visitor.Click("This quarter");
        Assert.Equal(new() { ["Concern"] = 1, ["Good practice"] = 1 }, await Registers.Figure(visitor, "Kind"));
    }

    [Theory(DisplayName = "S1-017 S1-008 When the quarter has ended the service manager has an analysis with its figures, which stay as they were; shared, each team's members have a notice and its day is kept"), OnBoth]
    public async Task Quarterly(Db db)
    {
        const string Analysis = "Quarterly analysis", Reply = "Please respond to the concerns and actions requested";
        await using var walk = await Walk.Open(databases, db, "county", "2019-04-01 10:00");
        await Put(walk, 71000301, Drift);                                   // 1: answered in time
        await walk.Send(Iro, Reply);
        await walk.Answer("imelda", Reply, ("Reply (optional)", "Done."));
        await Put(walk, 71000303, $"{Drift}\n{Gaps}");                      // 2: never answered
        await walk.Send(Iro, Reply);
        await Put(walk, 71000302, Gaps, kind: "Good practice");             // 3
        await walk.Propose(Iro, "Good practice recorded");
        await walk.Finish(Iro);
        await walk.On("2019-06-30 23:59");
        Assert.DoesNotContain(Analysis, (await walk.As("leonie")).Main, StringComparison.Ordinal);
        await walk.On("2019-07-01 10:00");
        await Put(walk, 71000301, Drift);                                   // 4: of the next quarter
        var visitor = await walk.Take("leonie", "incoming-work", Analysis);
        await visitor.Click("Figures");
        Walk.Says(visitor, "Monday 1 April 2019 to Sunday 30 June 2019", "3 of Informal Quality Assurance Alert from 1 April 2019 to 30 June 2019.", "Counted on Monday 1 July 2019");
        Assert.Empty(visitor.Page.Document.QuerySelectorAll("main input:not([type=hidden]), main textarea"));
        Dictionary<string, int> Read(string figure) => visitor.Page.Table(figure).Skip(1).ToDictionary(row => row[0], row => Registers.Number(row[1]));
        Assert.Equal(new() { [Gaps] = 2, [Drift] = 2 }, Read("Theme"));
        Assert.Equal(new() { ["Concern"] = 2, ["Good practice"] = 1 }, Read("Kind"));
        Assert.Equal(new() { ["North"] = 2, ["South"] = 1 }, Read("Team"));
        Assert.Equal(new() { ["Good practice recorded"] = 1, ["Open"] = 2 }, Read("Outcome"));
        Assert.Equal(new() { ["In time"] = 1, ["No response received"] = 1, ["None said"] = 1 }, Read("Time to reply"));
        await visitor.Click($"2 {Drift}");
        Assert.Equal(["1", "2"], Registers.Lines(visitor));

        // What happens to the alerts afterwards changes the register, and not the analysis.
        await walk.Answer("angus", Reply, ("Reply (optional)", "Late."));
        var analysis = await walk.Take("leonie", "incoming-work", Analysis);
        await analysis.Click("Figures");
        visitor = analysis;
        Assert.Equal(new() { ["In time"] = 1, ["No response received"] = 1, ["None said"] = 1 }, Read("Time to reply"));
        Assert.Equal(new() { ["In time"] = 1, ["Late"] = 1, ["None said"] = 2 }, await Registers.Figure(await walk.As("leonie", "/registers/informal-alert"), "Time to reply"));

        Walk.Says(await walk.At("leonie", "/finish"), "Enter Themes and learning");
        await walk.Save("leonie", "Learning", ("Themes and learning", "Plans drift over the summer."), ("Shared on", "1 7 2019"));
        await walk.Propose("leonie", "Share across the service");
        await walk.Finish("leonie");
        var told = walk.Told("Learning from the quarter's informal alerts");
        Assert.Superset(new HashSet<string> { "hettie", "joaquin", "solveig", "dorian", "imelda", "angus", "marguerite", "piers" }, told.ToHashSet());
        var shared = await walk.Process("leonie");
        Walk.Says(shared, "Shared on Monday 1 July 2019", "Plans drift over the summer.", "3 of Informal Quality Assurance Alert from 1 April 2019 to 30 June 2019.");
    }

    [Theory(DisplayName = "The register asks the database as often for nine alerts as for three"), OnBoth]
    public async Task Constant(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 10:00");
        for (var i = 0; i < 3; i++) await Put(walk, 71000301, Drift);
        // EF remembers for a second that nobody listens.
        using var queries = new Queries(walk.Town.Name);
        await Task.Delay(1100);
        var three = await Count(walk, queries);
        foreach (var child in (int[])[71000301, 71000302, 71000303, 71000304, 71000305, 71000306]) await Put(walk, child, Drift);
        Assert.Equal(three, await Count(walk, queries));
    }

    static async Task<int> Count(Walk walk, Queries queries)
    {
        const string Path = "/registers/informal-alert?rows=theme&columns=locality";
        await walk.As(Manager, Path);
        var before = queries.Seen.Count;
        await walk.As(Manager, Path);
        return queries.Seen.Count - before;
    }

    [Theory(DisplayName = "S1-061 Of five alerts two are late: the tracker lists five, with whom each is, what is due and what is left of the whole, and narrows to the two, to a team and to a locality"), OnBoth]
    public async Task Tracker(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-04-18 10:00");
        foreach (var child in (int[])[71000301, 71000302]) await Raise(walk, child);
        // Five working days from Thursday 18 April, with Good Friday and Easter Monday between, end with Monday 29 April.
        await walk.On("2019-04-30 10:00");
        foreach (var child in (int[])[71000303, 71000304, 71000306]) await Raise(walk, child);
        foreach (var reader in (string[])[Manager, "bertrand", "ginevra"])
        {
            var tracker = await walk.As(reader, "/concerns");
            Assert.Equal(5, Children(tracker).Count);
        }
        var visitor = await walk.As(Manager, "/concerns");
        var late = visitor.Page.Table("Register").Single(row => row[0].StartsWith("Isaac", StringComparison.Ordinal));
        // The 20th working day is Tuesday 21 May: after 30 April come 3 days, 4 without 6 May, 5, and 20 and 21 May.
        Assert.Equal(("Waiting for Imelda Rasheed-Croft", "Due Monday 29 April 2019, overdue by 1 working day", "North", "14 working days left, to 21 May 2019"), (late[3], late[4], late[5], late[7]));
        Assert.StartsWith($"{Alert}, Stage 1", late[1], StringComparison.Ordinal);
        await visitor.Tick("Overdue only").Press("Show");
        Assert.Equal(["Isaac", "Noor"], Children(visitor).Order());
        await visitor.Untick("Overdue only").Choose("Locality", "South").Press("Show");
        Assert.Equal(["Bronte", "Fergal", "Wren"], Children(visitor).Order());
        await visitor.Choose("Locality", "Any locality").Choose("Team", "North").Press("Show");
        Assert.Equal(["Bronte", "Isaac", "Noor"], Children(visitor).Order());
    }

    static async Task Raise(Walk walk, int child)
    {
        await walk.Start(Iro, child, $"{Alert}, Stage 1");
        await walk.Save(Iro, Alert, ("Raised as", "Independent Reviewing Officer"), ("Reason for this stage", "It is urgent."), ("Concern", "No plan."), ("Impact on the child", "No school."), ("Reason for no informal alert", "No time."), ("Actions requested", "A plan."));
        await walk.Send(Iro, "Please respond to the Quality Assurance Alert");
    }

    static IReadOnlyList<string> Children(Visitor visitor) => [.. visitor.Page.Table("Register").Skip(1).Select(row => row[0].Split(' ')[0])];
}
