using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Demonstration;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Xunit;

namespace Waymark.App.Tests.Demonstration;

public sealed class DemonstrationTests(Databases databases)
{
    static readonly Guid Gwenllian = Script.WorkerId("gwenllian");

    [Theory, OnBoth]
    public async Task A_reviewing_officer_has_something_in_every_folder_and_state_and_not_too_much(Db db)
    {
        await using var town = await Town.Demonstration(databases, db);
        await using var store = town.Authority.Open();
        var work = await store.Worksteps.Where(row => row.Holder == Gwenllian && row.Status == WorkstepStatus.Open).ToListAsync();
        var (scheduled, incoming, progress) = (work.Count(row => row.ScheduledOn > town.Today), work.Count(row => row.BegunAt is null && row.ScheduledOn is null), work.Where(row => row.BegunAt is not null).ToList());
        Assert.Equal((1, 4, 10), (scheduled, incoming, progress.Count));
        Assert.Equal(Enum.GetValues<Standing>(), progress.Select(row => row.Standing).Distinct().Order());
        Assert.Equal(3, await store.Requests.CountAsync(row => row.Holder == Gwenllian && row.Status == RequestStatus.Sent));
        Assert.Equal(4, await store.Requests.CountAsync(row => row.Sender == Gwenllian && row.Status == RequestStatus.Sent));
        Assert.InRange(await store.Notices.CountAsync(row => row.Recipient == Gwenllian && row.ReadAt == null && row.Channel != Channel.Email), 1, 20);
    }

    [Theory, OnBoth]
    public async Task Whoever_signs_in_finds_something_to_do(Db db)
    {
        await using var town = await Town.Demonstration(databases, db);
        await using var store = town.Authority.Open();
        foreach (var name in (string[])["patrice", "yusuf", "ottilie", "desmond", "niamh", "rosalind", "everard", "honor", "dilwyn", "keziah", "oluchi"])
        {
            var id = Script.WorkerId(name);
            Assert.True(await store.Requests.AnyAsync(row => row.Holder == id && row.Status == RequestStatus.Sent), name);
        }
        foreach (var name in (string[])["gwenllian", "tobias", "farida", "ruaridh", "isolde"])
        {
            var id = Script.WorkerId(name);
            Assert.True(await store.Worksteps.AnyAsync(row => row.Holder == id && row.Status == WorkstepStatus.Open), name);
        }
        // An answer is overdue with a team manager and with a service manager; the absent manager's deputy was told too.
        var late = await store.Clocks.Where(row => row.Status == ClockStatus.RunOut).Join(store.Requests.Where(row => row.Status == RequestStatus.Sent), clock => clock.RequestId, request => request.Id, (_, request) => request.Holder).ToListAsync();
        Assert.Superset(new HashSet<Guid> { Script.WorkerId("patrice"), Script.WorkerId("niamh") }, late.ToHashSet());
        var deputy = Script.WorkerId("yusuf");
        Assert.True(await store.Notices.AnyAsync(row => row.Recipient == deputy && row.Rule.StartsWith("deputy for")));
    }

    [Theory, OnBoth]
    public async Task Every_stage_and_every_end_is_there(Db db)
    {
        await using var town = await Town.Demonstration(databases, db);
        await using var store = town.Authority.Open();
        var stages = await store.Worksteps.Where(row => row.Status == WorkstepStatus.Open && row.Rank != null).Select(row => row.Rank!.Value).Distinct().OrderBy(rank => rank).ToListAsync();
        Assert.Equal(town.Authority.Packs.InForce.Protocols.SelectMany(protocol => protocol.Stages).Select(stage => stage.Rank!.Value), stages);
        var ends = await store.Processes.Where(row => row.EndState != null).Select(row => row.EndState).Distinct().ToListAsync();
        Assert.Superset(new HashSet<string?> { "Resolved", "Referred to CAFCASS", "Review finished", "Passed to IRO Quality Assurance" }, ends.ToHashSet());
        Assert.True(await store.Processes.AnyAsync(row => row.Status == ProcessStatus.Cancelled));
        Assert.True(await store.Worksteps.AnyAsync(row => row.Superseded));

        var types = await store.Events.Select(row => row.Type).Distinct().ToListAsync();
        Assert.Contains("request-withdrawn.1", types);
        Assert.Contains("clock-ran-out.1", types);
        Assert.Contains(await store.Events.Where(row => row.Type == "workstep-opened.1").ToListAsync(), row => ((WorkstepOpened)row.Event().What).NotUsed.Count == 2);
        Assert.Contains(await store.Events.Where(row => row.Type == "request-answered.1").ToListAsync(), row => ((RequestAnswered)row.Event().What).Outside is not null);
        Assert.All(await store.Documents.ToListAsync(), document => Assert.True(town.Authority.Files.Has(document)));
    }

    [Theory, OnBoth]
    public async Task What_was_done_is_audited_at_its_own_time_and_sealed(Db db)
    {
        await using var town = await Town.Demonstration(databases, db);
        await using var store = town.Authority.Open();
        Assert.False(await store.AuditEntries.AnyAsync(entry => !store.AuditSeals.Any(seal => seal.Entry == entry.Number)));
        var changes = await store.AuditEntries.Where(entry => entry.ProcessId != null).OrderBy(entry => entry.Number).Select(entry => entry.At).ToListAsync();
        Assert.True(changes.Count > 400);
        Assert.Equal(changes.Order(), changes);
        Assert.True(changes[^1] < town.Authority.Clock.GetCurrentInstant());
    }

    [Fact]
    public void The_same_day_gives_the_same_demonstration()
    {
        var first = Events(Play(Town.DemonstrationDay));
        Assert.Equal(first, Events(Play(Town.DemonstrationDay)));
        static string Events(Played played) => string.Join('\n', played.Taken.SelectMany(taken => taken.Outcome.Decision.Events).Select(Json.Write));
    }

    public static TheoryData<string> Councils => new(Directory.GetDirectories(Checkout.At("packs"), "demo", SearchOption.AllDirectories).Select(folder => Path.GetFileName(Path.GetDirectoryName(folder)!)).Order());

    /// <summary>Weekends, Easter, Christmas, the clock changes and a leap day among them.</summary>
    [Theory, MemberData(nameof(Councils))]
    public void It_can_be_made_on_any_day_and_is_the_same_in_kind(string council)
    {
        Played Play(LocalDate day) => DemonstrationTests.Play(day, Town.ScriptOf(council), council);
        var usual = Kind(Play(Town.DemonstrationDay));
        var days = Enumerable.Range(0, Seeds.Times(8, 366)).Select(n => new LocalDate(2026, 12, 24).PlusDays(n))
            .Concat([new(2026, 4, 5), new(2026, 3, 29), new(2026, 10, 26), new(2028, 2, 29)]);
        foreach (var day in days) Assert.Equal(usual, Kind(Play(day)));

        static string Kind(Played played) => string.Join('\n', played.Processes
            .Select(process => $"{process.Protocol} {process.Status} {process.EndState} {string.Join(' ', process.Worksteps.Select(workstep => $"{workstep.Definition} {workstep.Status} {string.Join(' ', workstep.Requests.Select(request => request.Status))}"))}").Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Councils))]
    public void In_every_council_each_post_is_held_and_there_are_concerns_open_and_over(string council)
    {
        var (pack, script) = (Island(council).Pack, Town.ScriptOf(council));
        Assert.Empty(pack.Posts.Where(post => script.Workers.All(worker => worker.Post != post.Id)).Select(post => post.Id));
        // A council without a process that can be escalated shows its homes and their documents.
        if (!pack.Protocols.Any(protocol => protocol.Stages.Any())) return;
        Assert.InRange(script.Children.Count, 12, 40);
        var played = Play(Town.DemonstrationDay, script, council);
        Assert.Contains(played.Processes, process => process.Status == ProcessStatus.Ended);
        Assert.True(played.Processes.Count(process => process.Worksteps.Any(workstep => workstep.IsOpen && workstep.Requests.Any(request => request.Status == RequestStatus.Sent))) >= 3);
    }

    [Fact]
    public void Forty_children_of_every_age_and_twenty_two_workers()
    {
        var people = Read().On(Town.DemonstrationDay, Island().Calendar);
        Assert.Equal((40, 22), (people.Children.Count, people.Workers.Count));
        Assert.Equal(Enumerable.Range(1, 19), people.Children.Select(child => Period.Between(child.Born, Town.DemonstrationDay, PeriodUnits.Years).Years).Distinct().Order());
        Assert.Equal(Enumerable.Range(70000201, 40), people.Children.Select(child => child.Number).Order());
        Assert.Contains(people.Workers, worker => worker.Left < Town.DemonstrationDay);
        Assert.Contains(people.Absences, absence => absence.On(Town.DemonstrationDay) && absence.Deputy is not null);
    }

    /// <summary>The guide that the process was taken from shows real people in its screenshots; their surnames are here as the beginnings of hashes.</summary>
    [Fact]
    public void Nobody_bears_the_name_of_somebody_in_the_guide()
    {
        string[] real =
        [
            "099ae4672fc8", "0d6e4079e367", "0f9c00b3f38f", "2e7205286107", "341045db07d7", "370c2e172231", "456b276c1a88", "5149f7b80092",
            "544e2d6145f6", "914fa1e83e3b", "98b79e14755d", "ad341eb8b646", "b3dc38860576", "c5f5571c2c9c", "d8b01b2435a3", "ec3620470529",
        ];
        var names = Councils.Select(council => Town.ScriptOf(council).On(Town.DemonstrationDay, Island().Calendar)).Append(Cast.People).SelectMany(each => each.Workers.Select(worker => worker.Name).Concat(each.Children.Select(child => child.Name)).Concat(each.Family.Select(person => person.Name)));
        foreach (var surname in names.SelectMany(name => Waymark.App.Store.Names.Parts(name[(name.LastIndexOf(' ') + 1)..]).Append(Waymark.App.Store.Names.Fold(name.Split(' ')[^1]))))
            Assert.DoesNotContain(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(surname)))[..12], real);
    }

    [Theory]
    [InlineData("demo: x\nworkers:\n  - {id: a, name: Ann A, post: iro, teem: North}", "x.yaml:3:37: 'teem' can't stand here.")]
    [InlineData("demo: x\nworkers:\n  - {id: a, post: iro}", "x.yaml:3:5: 'name' is missing.")]
    [InlineData("demo: x\nchildren:\n  - {number: 1, name: Ann A, age: nine}", "x.yaml:3:35: 'nine' is not an age.")]
    [InlineData("demo: x\nchildren:\n  - {number: 1, name: Ann A, age: 9y1m, allocated: {iro: z}}", "x.yaml:3:5: No worker is called 'z'.")]
    [InlineData("demo: x\nhistories:\n  - {child: 1, scenes: [none], last: 1}", "x.yaml:3:25: No scene is called 'none'.")]
    [InlineData("demo: x\nscenes:\n  - {scene: a, steps: [{wait: 1}]}", "x.yaml:3:24: This step doesn't say what is done.")]
    [InlineData("demo: x\nscenes:\n  - {scene: a, steps: [{sign: it, note: no}]}", "x.yaml:3:35: 'note' can't stand here.")]
    public void A_fault_in_its_files_says_where(string text, string fault)
    {
        var (script, faults) = ScriptReader.Read([("x.yaml", text)]);
        Assert.Null(script);
        Assert.Contains(faults, each => each.ToString().StartsWith(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_step_that_the_engine_refuses_says_which_and_why()
    {
        var script = Read();
        var asked = script.Scenes.Single(scene => scene.Id == "asked");
        var wrong = script with { Histories = [script.Histories[0] with { Scenes = [.. script.Histories[0].Scenes, (asked, 0)] }] };
        var refused = Assert.Throws<ScriptException>(() => Play(Town.DemonstrationDay, wrong));
        Assert.Equal("The history of child 70000201 doesn't say 'note'.", Assert.Single(refused.Faults).Message);
        Assert.Equal(("scenes.yaml", asked.Steps[0].At.Line), (refused.Faults[0].At.File, refused.Faults[0].At.Line));
    }

    static Played Play(LocalDate day, Script? script = null, string council = "island")
    {
        script ??= Read();
        var (pack, calendar) = Island(council);
        return Player.Play(script, pack, calendar, day, script.On(day, calendar));
    }

    static Script Read() => Town.ScriptOf("island");

    static (Pack Pack, WorkingCalendar Calendar) Island(string council = "island") =>
        (PackReader.Read(council, PackVersions.Files(Checkout.At("packs", council))).Pack!,
        WorkingCalendar.Read("england-and-wales", File.ReadAllText(Checkout.At("packs", "calendars", "england-and-wales.csv"))).Calendar!);
}
