using Waymark.App.Tests.Harness;
using Waymark.Tests;
using Xunit;

namespace Waymark.App.Tests.Requirements.S4;

/// <summary>A council with three levels and titles of its own is its folder and nothing else (S4-046).</summary>
public sealed class AnotherCouncilTests(Databases databases)
{
    const string Guardian = "isolde", Question = "Please answer the query", Mind = "The Guardian's mind";

    static string Packs()
    {
        var packs = Scratch.Folder("waymark-moor-");
        Directory.CreateSymbolicLink(Path.Combine(packs, "moor"), Checkout.At("tests", "Waymark.App.Tests", "Requirements", "S4", "Moor"));
        Directory.CreateSymbolicLink(Path.Combine(packs, "calendars"), Checkout.At("packs", "calendars"));
        return packs;
    }

    [Theory(DisplayName = "S4-046 Another council's three levels, with its titles, copies, days and fields, run from its folder alone"), OnBoth]
    public async Task Three_rungs(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "moor", "2026-04-01 10:00", Packs());
        await walk.Start(Guardian, 90000001, "First rung");
        await walk.Save(Guardian, "Query", ("The matter", "No bed."), ("What it does to the child", "She is tired."));
        Walk.Says(await walk.Send(Guardian, Question), "Sent to Corwin Ashby-Low.");
        Assert.Equal(["odile"], walk.Told("You have been copied into a request"));
        // Three working days from Wednesday 1 April: 2, then Easter's Friday and Monday don't count, 7 and 8.
        Walk.Says(await walk.Take("corwin", "incoming-requests", Question), "Wednesday 8 April 2026");
        await Answered(walk, "corwin", "Soon.");

        await Up(walk, "Up to the second rung", "Second rung");
        Walk.Says(await walk.Send(Guardian, Question), "Sent to Philippa Dunmoor.");
        // A week of seven days.
        Walk.Says(await walk.Take("philippa", "incoming-requests", Question), "Wednesday 8 April 2026");
        await Answered(walk, "philippa", "In summer.");

        await Up(walk, "Up to the third rung", "Third rung");
        Walk.Says(await walk.Send(Guardian, Question), "Sent to Augustus Wye.");
        Assert.Equal(["barnaby", "corwin", "corwin", "odile", "philippa"], walk.Told("You have been copied into a request"));
        // Thirty-six hours from ten in the morning.
        Walk.Says(await walk.Take("augustus", "incoming-requests", Question), "Thursday 2 April 2026", "22:00");
        await Answered(walk, "augustus", "Tomorrow.");
        await walk.Save(Guardian, Mind, ("Content with the reply", "Aye"), ("Why", "It has come."));
        Assert.Equal(["The query is settled"], await walk.Offered(Guardian));
        await walk.Propose(Guardian, "The query is settled");
        await walk.Finish(Guardian);
        Walk.Says(await walk.Process(Guardian), "Settled.", "First rung", "Second rung", "Third rung", "No bed.", "Soon.", "In summer.", "Tomorrow.");
    }

    static async Task Answered(Walk walk, string worker, string reply)
    {
        var work = walk.Workstep;
        await walk.Answer(worker, Question, ("Reply (optional)", reply));
        walk.Workstep = work;
    }

    static async Task Up(Walk walk, string action, string rung)
    {
        await walk.Save(Guardian, Mind, ("Content with the reply", "Nay"), ("Why", "It is no answer."));
        await walk.Propose(Guardian, action);
        await walk.Finish(Guardian);
        await walk.Take(Guardian, "incoming-work", rung);
    }
}
