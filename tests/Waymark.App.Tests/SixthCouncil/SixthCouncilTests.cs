using Waymark.App.Demonstration;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Store;
using Waymark.Core.Packs;
using Waymark.Tests;
using Xunit;

namespace Waymark.App.Tests.SixthCouncil;

/// <summary>A council that nobody has heard of: what it calls things is known to its pack alone, and everything works.</summary>
public sealed class SixthCouncilTests(Databases databases)
{
    /// <summary>Pages that each of its people looks at, at most.</summary>
    static readonly int Most = Seeds.Times(40, 400);

    [Theory, OnBoth]
    public async Task Its_demonstration_is_played_and_every_page_of_its_people_says_nothing_of_another_council(Db db)
    {
        var packs = Scratch.Folder("waymark-sixth-");
        var renamed = Renamed.Copy(Checkout.At("packs", "island"), Path.Combine(packs, "sixth"), Seeds.Chance("sixth council"));
        Directory.CreateSymbolicLink(Path.Combine(packs, "calendars"), Checkout.At("packs", "calendars"));

        await using var database = await databases.Empty(db);
        var (clock, installation) = (new TestClock(), Install(database, packs));
        await using var authorities = await Authorities.Open(installation, clock, ["sixth"]);
        Assert.Empty(authorities.Closed.SelectMany(closed => closed.Faults));
        var authority = authorities.Find("sixth")!;
        var (script, faults) = ScriptReader.Read(ScriptReader.FilesOf(Path.Combine(packs, "sixth", "demo")));
        Assert.Empty(faults);
        var today = clock.Now.InZone(authority.Calendar.Zone).Date;
        var people = script!.On(today, authority.Calendar);
        await Furnishing.Write(authority, people, Player.Play(script, authority.Packs.InForce, authority.Calendar, today, people));
        Assert.Empty(await StoreCheck.Differences(authority));

        await using var running = await Running.Start(Serve.Build(new ServeOptions(authorities, Path.Combine(database.Folder, "keys")) { RunsTimers = false }));
        var gone = renamed.Gone.ToList();
        Assert.InRange(gone.Count, 50, 5000);
        using var door = running.Visitor();
        await door.Go("/sixth/sign-in");
        foreach (var person in door.Page.Buttons.Where((_, index) => index % 3 == 0).ToList()) await Look(running, person, gone);
    }

    /// <summary>Follows every link from this person's work, and reads each page.</summary>
    static async Task Look(Running running, string person, IReadOnlyList<string> gone)
    {
        using var visitor = running.Visitor();
        await visitor.Go("/sixth/sign-in");
        await visitor.Press(person);
        var (seen, waiting) = (new HashSet<string>(), new Queue<string>([visitor.Path]));
        while (waiting.TryDequeue(out var address) && seen.Count < Most)
        {
            if (!seen.Add(address)) continue;
            using var answer = await visitor.Get(address);
            Assert.True((int)answer.StatusCode < 500, $"{person}: {address} answered {(int)answer.StatusCode}");
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            var page = new Page(new Uri(running.Address, address), (int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
            foreach (var label in gone) Assert.False(page.Has(label), $"{person}: {address} says “{label}”, which is another council's word");
            foreach (var link in page.Document.QuerySelectorAll("main a[href], nav a[href]").Select(link => link.GetAttribute("href")!).Where(link => link.StartsWith("/sixth/", StringComparison.Ordinal)))
                waiting.Enqueue(link.Split('#')[0]);
        }
        Assert.True(seen.Count > 3, $"{person} found {seen.Count} pages");
    }

    static Installation Install(TestDatabase database, string packs) => new(database.Folder, packs)
    {
        Databases = database.Db == Db.PostgreSql ? new Dictionary<string, string> { ["sixth"] = database.ConnectionString } : [],
        Migrate = true, AllowUnsafe = true,
    };
}
