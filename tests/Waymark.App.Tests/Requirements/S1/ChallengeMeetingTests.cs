using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Requirements.S1;

/// <summary>The monthly challenge meeting: its agenda makes itself, and what it decides stands with each child (S1-048, S1-049).</summary>
public sealed class ChallengeMeetingTests(Databases databases)
{
    const string Iro = "marguerite", Chair = "leonie", Meeting = "Monthly challenge meeting", Alerts = "Alerts at stage 3 and 4", Direct = "Referred outside the escalation process";
    const string Referral = "Refer to the challenge meeting";

    static async Task Alert(Walk walk, int child, int stage)
    {
        await walk.Start(Iro, child, $"Quality Assurance Alert, Stage {stage}");
        await walk.Save(Iro, "Quality Assurance Alert", ("Raised as", "Independent Reviewing Officer"), ("Reason for this stage", "It is urgent."), ("Concern", "No plan."), ("Impact on the child", "No school."), ("Reason for no informal alert", "No time."), ("Actions requested", "A plan."));
    }

    static async Task Hold(Walk walk, string date)
    {
        await walk.Save(Chair, "Meeting", ("Date", date));
        await walk.Present(Chair, "Meeting", "Leonie Sassoferrato", "Callista Umeh-Dunsford", "Ludmila Hargreave-Sato", "Fitzroy Calderwood");
        await walk.Propose(Chair, "Meeting held");
    }

    [Theory(DisplayName = "S1-048 The month's agenda holds the alerts at stages 3 and 4; what is decided stands on each child's record, and an action is followed until it is done"), OnBoth]
    public async Task Held(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-20 10:00");
        await Alert(walk, 71000301, 3);
        await Alert(walk, 71000302, 3);
        await Alert(walk, 71000306, 4);
        await Alert(walk, 71000303, 2);
        var concern = (await walk.At(Iro)).Path;
        await walk.On("2019-06-03 10:00");
        await walk.Take(Chair, "incoming-work", Meeting);
        var agenda = await walk.Agenda(Chair, "Agenda", Alerts);
        Assert.Equal(["Isaac Thorogood-Bello", "Noor Castellane", "Bronte Ekwueme"], agenda.Select(row => new[] { "Isaac Thorogood-Bello", "Noor Castellane", "Bronte Ekwueme", "Fergal" }.Single(name => row.Contains(name, StringComparison.Ordinal))));
        Assert.Contains("Quality Assurance Alert, Stage 4", agenda[2], StringComparison.Ordinal);

        // Each row leads to its concern, and what is written stays when the list is made again.
        var meeting = walk.Workstep;
        await walk.Write(Chair, "Agenda", "Isaac", ("Discussion", "Two schools since spring."), ("Decision", "One school."), ("Action (optional)", "Find the place"), ("Who (optional)", "Hettie Obuya-Marsh, Social Worker"), ("By when (optional)", "14 6 2019"));
        await Alert(walk, 71000304, 4);
        walk.Workstep = meeting;
        agenda = await walk.Agenda(Chair, "Agenda", Alerts);
        Assert.Equal(4, agenda.Count);
        Assert.Contains("Two schools since spring.", agenda[0], StringComparison.Ordinal);
        await Hold(walk, "3 6 2019");
        Walk.Says(await walk.At(Chair, "/finish"), "Enter Discussion in row 2 of Alerts at stage 3 and 4");
        foreach (var name in new[] { "Noor", "Bronte", "Wren" }) await walk.Write(Chair, "Agenda", name, ("Discussion", $"Of {name}."), ("Decision", $"For {name}."));
        await walk.Finish(Chair);
        walk.Workstep = meeting;

        foreach (var (child, said) in new[] { (71000301, "One school."), (71000302, "For Noor."), (71000306, "For Bronte."), (71000304, "For Wren.") })
            Walk.Says(await walk.Notes(Iro, child, "Challenge meeting"), said, Meeting, "Leonie Sassoferrato");
        Assert.DoesNotContain(Meeting, (await walk.Notes(Iro, 71000303)).Main, StringComparison.Ordinal);
        Walk.Says(await walk.Child(Iro, 71000301), "Action of the challenge meeting");

        var action = await walk.Take("hettie", "incoming-work", "Action of the challenge meeting");
        Walk.Says(action, "Isaac Thorogood-Bello");
        await action.Click("Action");
        Walk.Says(action, "Find the place", "14 June 2019");
        await walk.On("2019-06-17 10:00");
        Assert.Contains("hettie", walk.Told("An action of a meeting is overdue"));
        await walk.Save("hettie", "Action", ("Done on", "17 6 2019"));
        await walk.Propose("hettie", "Done");
        await walk.Finish("hettie");
        walk.Workstep = meeting;
        Walk.Says(await walk.Process(Chair), "Held; recorded on each child.", "For Noor.", "Led to", "Action of the challenge meeting 7: Done");

        // The next one begins with nothing said.
        await walk.On("2019-07-01 10:00");
        await walk.Take(Chair, "incoming-work", Meeting);
        agenda = await walk.Agenda(Chair, "Agenda", Alerts);
        Assert.Equal(4, agenda.Count);
        Assert.DoesNotContain(agenda, row => row.Contains("Two schools", StringComparison.Ordinal));
        Assert.NotEqual(concern, walk.Workstep);
    }

    [Theory(DisplayName = "S1-049 A child may be referred straight to the next challenge meeting, with a reason: the attendees are told at once, and the agenda says that it is outside the process"), OnBoth]
    public async Task Straight(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-20 10:00");
        await walk.Start("sunniva", 71000311, Referral);
        await walk.Propose("sunniva", "Put on the next agenda");
        Walk.Says(await walk.At("sunniva", "/finish"), "Enter Why immediate oversight is required");
        await walk.Save("sunniva", "Referral", ("Why immediate oversight is required", "His speech has stopped."));
        await walk.Finish("sunniva");
        Assert.Equal(["callista", "fitzroy", "leonie", "ludmila"], walk.Told("A child is referred to the challenge meeting"));

        await walk.On("2019-06-03 10:00");
        await walk.Take(Chair, "incoming-work", Meeting);
        Assert.Empty(await walk.Agenda(Chair, "Agenda", Alerts));
        Assert.Contains("Tobias Grzelak-Hume", Assert.Single(await walk.Agenda(Chair, "Agenda", Direct)), StringComparison.Ordinal);
        // Who is invited reads the agenda; of whom it is, only who may open the child's record.
        var ludmila = await walk.At("ludmila");
        await ludmila.Click("Agenda");
        Walk.Says(ludmila, "Straight to the challenge meeting");
        Assert.DoesNotContain("Tobias", ludmila.Main, StringComparison.Ordinal);

        await walk.Write(Chair, "Agenda", "Tobias", ("Discussion", "Eleven months is too long."), ("Decision", "Buy the therapy."));
        await Hold(walk, "3 6 2019");
        await walk.Finish(Chair);
        Walk.Says(await walk.Notes("sunniva", 71000311, "Challenge meeting"), "Buy the therapy.");
        await walk.On("2019-07-01 10:00");
        await walk.Take(Chair, "incoming-work", Meeting);
        Assert.Empty(await walk.Agenda(Chair, "Agenda", Direct));
    }
}
