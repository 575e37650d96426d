using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Requirements;

/// <summary>The main journey of each council besides Island, through its pages, by its own people, from the first word to an end.</summary>
public sealed class JourneyTests(Databases databases)
{
    public static TheoryData<string, Db> Councils
    {
        get
        {
            var data = new TheoryData<string, Db>();
            foreach (var (council, _, _) in Journeys.All) foreach (var db in Enum.GetValues<Db>()) data.Add(council, db);
            return data;
        }
    }

    [Theory, MemberData(nameof(Councils))]
    public async Task The_main_journey_of_a_council_is_walked_by_its_people(string council, Db db)
    {
        var (_, at, play) = Journeys.All.Single(each => each.Council == council);
        await using var walk = await Walk.Open(databases, db, council, at);
        await play(walk);
    }

    [Theory, OnBoth]
    public async Task City_the_map_says_what_is_doubtful_in_the_process_and_why_the_council_keeps_it(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 16:00");
        await walk.Start("nerissa", 72000401, "Practice or other concern");
        var process = await walk.Process("nerissa");
        await process.Click("Map");
        Walk.Says(process, "What is doubtful in it", "(rank 4) has no time: no clock runs in it. Accepted by Head of Service QA: The flowchart gives no time.");
    }
}
