using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Requirements.S1;

/// <summary>The record looked at before each review and conference (S1-011).</summary>
public sealed class OversightTests(Databases databases)
{
    const int Child = 71000301;
    const string Iro = "marguerite", Reminder = "Oversight of the record is not yet recorded", Oversight = "IRO oversight";

    /// <summary>Friday 10 July 2026: the working day before it is Thursday the 9th.</summary>
    static async Task<Walk> Planned(Databases databases, Db db, string what = "A Looked After Children review is planned")
    {
        var walk = await Walk.Open(databases, db, "county", "2026-07-01 10:00");
        Walk.Says(await walk.Change(Iro, Child, what, "10 7 2026"), "it is on the record");
        return walk;
    }

    static async Task Look(Walk walk, string occasion)
    {
        await walk.Start(Iro, Child, Oversight);
        await walk.Save(Iro, "Oversight", ("Occasion", occasion), ("What was looked at", "The plan."), ("Concerns found", "No"));
        await walk.Propose(Iro, "Nothing more to do");
        await walk.Finish(Iro);
    }

    [Theory(DisplayName = "S1-011 The working day before a review or a conference reminds of the oversight that nobody recorded, and brings it as a piece of work")]
    [OnBoth("A Looked After Children review is planned"), OnBoth("A case conference is planned")]
    public async Task Reminded(Db db, string what)
    {
        await using var walk = await Planned(databases, db, what);
        Walk.Says(await walk.Child(Iro, Child), "What is coming", "10 July 2026");
        await walk.On("2026-07-08 23:00");
        Assert.Empty(walk.Told(Reminder));
        await walk.On("2026-07-09 08:00");
        Assert.Equal([Iro], walk.Told(Reminder));
        Walk.Says(await walk.Take(Iro, "incoming-work", Oversight), "Enter What was looked at");
    }

    [Theory(DisplayName = "S1-011 What was looked at before that day is not asked for again; monitoring between does not count for it")]
    [OnBoth("Before a Looked After Children review", 0), OnBoth("Monitoring between", 1)]
    public async Task Looked_at(Db db, string occasion, int reminders)
    {
        await using var walk = await Planned(databases, db);
        await walk.On("2026-07-07 10:00");
        await Look(walk, occasion);
        await walk.On("2026-07-09 08:00");
        Assert.Equal(reminders, walk.Told(Reminder).Count);
    }

    [Theory(DisplayName = "S1-011 A review that is moved reminds of its new day alone, and the next one of its own"), OnBoth]
    public async Task Moved(Db db)
    {
        await using var walk = await Planned(databases, db);
        await walk.Change(Iro, Child, "A Looked After Children review is planned", "17 7 2026");
        await walk.On("2026-07-09 08:00");
        Assert.Empty(walk.Told(Reminder));
        await walk.On("2026-07-16 08:00");
        Assert.Equal([Iro], walk.Told(Reminder));
        await walk.Take(Iro, "incoming-work", Oversight);
        await walk.Save(Iro, "Oversight", ("Occasion", "Before a Looked After Children review"), ("What was looked at", "The plan."), ("Concerns found", "No"));
        await walk.Propose(Iro, "Nothing more to do");
        await walk.Finish(Iro);
        await walk.On("2026-07-20 10:00");
        await walk.Change(Iro, Child, "A Looked After Children review was held", "17 7 2026");
        await walk.Change(Iro, Child, "A Looked After Children review is planned", "11 1 2027");
        await walk.On("2027-01-08 08:00");
        Assert.Equal([Iro, Iro], walk.Told(Reminder));
    }
}
