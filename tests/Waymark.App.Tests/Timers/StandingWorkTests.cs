using Microsoft.EntityFrameworkCore;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Requirements;
using Waymark.App.Timers;
using Waymark.Core.Processes;
using Xunit;

namespace Waymark.App.Tests.Timers;

/// <summary>What is about the whole service, and no child: begun by the calendar or by hand, and read by those who have a part in it.</summary>
public sealed class StandingWorkTests(Databases databases)
{
    const string Meeting = "Monthly challenge meeting", Analysis = "Quarterly analysis";

    static int Opened(Walk walk, string definition)
    {
        using var db = walk.Town.Authority.Open();
        return db.Worksteps.Count(step => step.Definition == definition);
    }

    [Theory, OnBoth]
    public async Task A_month_that_ended_begins_one_meeting_and_a_quarter_one_analysis_and_an_open_agenda_no_second(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-20 10:00");
        Assert.Equal(0, await StandingWork.Run(walk.Town.Authority));       // the month before ended when the council had no such work
        await walk.On("2019-05-31 23:59");
        Assert.Equal(0, Opened(walk, "meeting"));
        await walk.On("2019-06-01 00:00");
        Assert.Equal(1, Opened(walk, "meeting"));
        Assert.Equal(0, Opened(walk, "analysis"));
        await walk.On("2019-07-01 10:00");
        Assert.Equal((1, 1), (Opened(walk, "meeting"), Opened(walk, "analysis")));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => StandingWork.Run(walk.Town.Authority))));
        Assert.Equal((1, 1), (Opened(walk, "meeting"), Opened(walk, "analysis")));
        Assert.Equal(["leonie"], walk.Told("A piece of work has come to you").Distinct());
        Walk.Says(await walk.Take("leonie", "incoming-work", Meeting), Meeting, "Leonie Sassoferrato");
        await walk.Take("leonie", "incoming-work", Analysis);
    }

    [Theory, OnBoth]
    public async Task A_team_meeting_is_begun_for_each_team(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2021-05-20 10:00");
        await walk.On("2021-06-01 10:00");
        Assert.Equal(2, Opened(walk, "team-meeting"));
        await walk.Take("viola", "incoming-work", "Team meeting");
        await walk.Take("kwabena", "incoming-work", "Team meeting");
    }

    [Theory, OnBoth]
    public async Task It_is_begun_by_hand_filled_in_and_finished_and_read_by_those_who_have_a_part_in_it(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-20 10:00");
        var leonie = await walk.As("leonie");
        await leonie.Press($"{walk.Term("start")} {Meeting}");
        walk.Workstep = leonie.Path;
        Walk.Says(leonie, Meeting);
        await walk.Save("leonie", "Meeting", ("Date", "20/5/2019"));
        await walk.Present("leonie", "Meeting", "Leonie Sassoferrato", "Callista Umeh-Dunsford", "Ludmila Hargreave-Sato", "Fitzroy Calderwood");
        await walk.Propose("leonie", "Meeting held");
        Walk.Says(await walk.At("fitzroy"), Meeting);                       // invited
        Assert.Equal(404, (await walk.At("hettie")).Status);
        Assert.DoesNotContain((await walk.As("hettie")).Page.Buttons, button => button.Contains(Meeting, StringComparison.Ordinal));
        await walk.Finish("leonie");
        Walk.Says(await walk.Process("leonie"), "Held; recorded on each child.", Meeting);
        await using var store = walk.Town.Authority.Open();
        Assert.Equal(ProcessStatus.Ended, (await store.Processes.SingleAsync()).Status);
    }
}
