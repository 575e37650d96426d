using AngleSharp.Dom;
using NodaTime;
using Waymark.App.Tests.Harness;
using Waymark.Core.Processes;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features.Work;

/// <summary>The home page: what a worker has to do, in folders, and whose turn each thing is.</summary>
public sealed class WorkTests(Databases databases)
{
    [Theory(DisplayName = "S0-014 What was passed on lies in Incoming Work with the child's name and number, and on the child's summary"), OnBoth]
    public async Task Arrival(Db db)
    {
        await using var town = await Town.Open(databases, db);
        await Concern.Qap(town, Cast.A);
        using var iro = await town.As(Cast.Iro);
        await iro.Go("/island/work");
        Assert.Equal("Incoming Work [1]", Heading(iro.Page, "incoming"));
        Assert.Equal(["IRO Quality Assurance Process", "Ava Thistlewood (70000101)"], Row(iro.Page, "incoming").QuerySelectorAll("a").Select(Words.Of));
        await iro.Click("Ava Thistlewood (70000101)", within: "Incoming Work [1]");
        Assert.Contains("IRO Quality Assurance Process", Words.Of(iro.Page.Document.GetElementById("current")!.ParentElement!), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "S0-029 Work in which an answer is awaited is yellow, and says so in words"), OnBoth]
    public async Task Yellow(Db db)
    {
        await using var town = await Town.Open(databases, db);
        await (await Concern.Qap(town, Cast.A)).AskForUpdate(Cast.Tm);
        using var iro = await town.As(Cast.Iro);
        Assert.Equal(("Request sent: waiting for Tariq Mosswell", "wm-state wm-state--waiting"), StateOf(iro.Page));
    }

    [Theory(DisplayName = "S0-030 A request is returned only with a note; then the sender's work is yellow with a red border, and the note can be read"), OnBoth]
    public async Task Returned(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await (await Concern.Qap(town, Cast.A)).AskForUpdate(Cast.Tm);
        using var tm = await town.As(Cast.Tm);
        await tm.Click("Manager please update the actions");
        await tm.Choose("Status", "Returned").Press("Send answer");
        Assert.Contains(tm.Errors, error => error.Contains("why you are returning it", StringComparison.Ordinal));
        await tm.Choose("Status", "Returned").Fill("Note (needed when you return it)", "Which planning meeting?").Press("Send answer");
        using var iro = await town.As(Cast.Iro);
        Assert.Equal(("Returned by Tariq Mosswell", "wm-state wm-state--returned"), StateOf(iro.Page));
        await iro.Click("IRO Quality Assurance Process", within: "Returned by Tariq Mosswell");
        Assert.True(iro.Has("Which planning meeting?"));
        await iro.Go(concern.Address);
        Assert.True(iro.Has("Which planning meeting?"));
    }

    [Theory(DisplayName = "S0-031 Of two requests, one answered is still yellow, both answered white, and one returned has the red border"), OnBoth]
    public async Task White(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await (await Concern.Qap(town, Cast.A)).AskForUpdate(Cast.Tm);
        await concern.Send(Cast.Iro, "sw-update-request", Cast.Sw);
        using var iro = await town.As(Cast.Iro);
        await concern.Complete(Cast.Sw, "sw-update-request");
        Assert.Equal(("Request sent: waiting for Tariq Mosswell", "wm-state wm-state--waiting"), StateOf(await iro.Go("/island/")));
        await concern.Complete(Cast.Tm, "manager-update");
        Assert.Equal(("Your turn", "wm-state wm-state--plain"), StateOf(await iro.Go("/island/")));
        await concern.Send(Cast.Iro, "sw-update-request", Cast.Sw);
        await concern.Return(Cast.Sw, "sw-update-request", "Which one?");
        Assert.Equal(("Returned by Sunniva Parkhurst", "wm-state wm-state--returned"), StateOf(await iro.Go("/island/")));
        await concern.Send(Cast.Iro, "manager-update", Cast.Tm);
        Assert.Equal(("Returned by Sunniva Parkhurst", "wm-state wm-state--returned"), StateOf(await iro.Go("/island/")));
    }

    [Theory(DisplayName = "S0-032 Thirty-one begun worksteps: the folder's heading ends [31], each line has the title and the child's name and number as links"), OnBoth]
    public async Task Counted(Db db)
    {
        await using var town = await Town.Open(databases, db);
        for (var i = 0; i < 31; i++) await (await Concern.Review(town, Cast.A)).Save(Cast.Iro, ("review-record", "Begun."));
        using var iro = await town.As(Cast.Iro);
        Assert.Equal("Incomplete Work [31]", Heading(iro.Page, "in-progress"));
        var lines = Folder(iro.Page, "in-progress").QuerySelectorAll("li.wm-task");
        Assert.Equal(31, lines.Length);
        Assert.Equal(["LAC Review", "Ava Thistlewood (70000101)"], lines[0].QuerySelectorAll("a").Select(Words.Of));
    }

    [Theory(DisplayName = "S0-073 On the day after the reply was due it is overdue for the manager, the IRO is told, and may go on to an unresolved outcome"), OnBoth]
    public async Task Late(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await Concern.AtStage(town, Cast.A, 1, Cast.Tm);
        await concern.Send(Cast.Iro, "request-1", Cast.Tm);
        using var tm = await town.As(Cast.Tm);
        Assert.True(tm.Has("Due Monday 6 July 2020, in 5 working days"));
        await town.MoveTo(new LocalDate(2020, 7, 7));
        using var later = await town.As(Cast.Tm);
        Assert.Equal("Overdue and due today", Heading(later.Page, "first"));
        Assert.Contains("overdue by 1 working day", Words.Of(Row(later.Page, "first")), StringComparison.Ordinal);
        using var iro = await town.As(Cast.Iro);
        Assert.Contains("overdue by 1 working day", Words.Of(Row(iro.Page, "first")), StringComparison.Ordinal);
        await iro.Go("/island/notices");
        Assert.True(iro.Has("A reply is overdue"));
        await iro.Go(concern.Address);
        Assert.True(iro.Has("No response: the 5 working days ended with Monday 6 July 2020, and Tariq Mosswell had not answered"));
        await iro.Click("Go on without the answer");
        await concern.Save(Cast.Iro, ("progress", "No reply."), ("outcome", "stage-2"));
        await concern.Do(Cast.Iro, (p, s) => Engine.Sign(p, s, concern.Work.Id, "iro-confirms"));
        await concern.Propose(Cast.Iro, "to-stage-2");
    }

    [Theory, OnBoth]
    public async Task A_deputy_sees_the_absent_workers_work_and_for_whom_it_is(Db db)
    {
        await using var town = await Town.Open(databases, db);
        await (await Concern.Qap(town, Cast.A)).AskForUpdate(Cast.Tm);
        await using (var writing = await town.Authority.Database.Write())
        {
            writing.Db.Add(new Absence(Guid.NewGuid(), Cast.Tm.Id, new LocalDate(2020, 6, 29), new LocalDate(2020, 7, 10), Cast.TmSouth.Id));
            await writing.Commit();
        }
        using var deputy = await town.As(Cast.TmSouth);
        Assert.Equal("Incoming Requests [1]", Heading(deputy.Page, "requests"));
        Assert.Contains("For Tariq Mosswell", Words.Of(Row(deputy.Page, "requests")), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_manager_sees_the_open_work_of_those_managed_and_nobody_else_does(Db db)
    {
        await using var town = await Town.Open(databases, db);
        await (await Concern.Qap(town, Cast.A)).AskForUpdate(Cast.Tm);
        using var manager = await town.As(Cast.IroManager);
        await manager.Click("My team’s (1)");
        Assert.True(manager.Has("1 open, none overdue"));
        Assert.True(manager.Has("Ava Thistlewood (70000101). Held by Ines Harrowby"));
        using var iro = await town.As(Cast.Iro);
        Assert.False(iro.Has("My team’s"));
        await iro.Go("/island/work/team");
        Assert.Equal(404, iro.Status);
    }

    /// <summary>Whose post opens no child's record is led to what the post is for, and nobody else is.</summary>
    [Theory, OnBoth]
    public async Task An_administrator_is_led_from_empty_pages_to_what_they_look_after(Db db)
    {
        await using var town = await Town.Open(databases, db);
        using var adm = await town.As(Cast.Adm);
        foreach (var path in new[] { "/island/", "/island/children", "/island/concerns" })
        {
            await adm.Go(path);
            Assert.True(adm.Has("Your post opens no child’s record, so there is nothing for you here."), adm.Main);
            await adm.Click("processes and their versions");
            Assert.Equal("Processes and their versions", adm.Heading);
        }
        using var director = await town.As(Cast.SDir);
        await director.Go("/island/");
        Assert.False(director.Has("Your post opens no child’s record"), director.Main);
    }

    /// <summary>
    /// The calendar is known to Thursday 2 July 2020. Asked on Monday 29 June, five working days end with Monday 6 July, past it; the
    /// update that was asked for by Thursday 2 July isn't past it.
    /// </summary>
    [Theory, OnBoth]
    public async Task A_day_past_the_last_that_the_calendar_knows_is_marked_as_provisional(Db db)
    {
        await using var town = await Town.Open(databases, db);
        await town.Publish(("england-and-wales.csv", "# known to 2028-12-31", "# known to 2020-07-02"));
        var sure = await (await Concern.Qap(town, Cast.E)).AskForUpdate(Cast.Tm, "2020-07-02");
        var concern = await Concern.AtStage(town, Cast.A, 1, Cast.Tm);
        await concern.Send(Cast.Iro, "request-1", Cast.Tm);
        const string Words = "(provisional: calendar known to 2 July 2020)";
        using var tm = await town.As(Cast.Tm);
        Assert.True(tm.Has($"Due Monday 6 July 2020, in 5 working days {Words}"), tm.Main);
        using var iro = await town.As(Cast.Iro);
        await iro.Go(concern.Address);
        Assert.True(iro.Has(Words), iro.Main);
        Assert.True(iro.Has("Provisional: holidays after Thursday 2 July 2020 are not known yet."), iro.Main);
        await iro.Go(sure.Address);
        Assert.False(iro.Has("rovisional"), iro.Main);
    }

    [Theory, OnBoth]
    public async Task Nothing_to_do_is_said_in_words(Db db)
    {
        await using var town = await Town.Open(databases, db);
        using var worker = await town.As(Cast.SDir);
        foreach (var words in (string[])["Nothing new has come to you.", "Nobody is waiting for an answer from you.", "You have begun nothing that is still open.", "You are not waiting for anybody’s answer."]) Assert.True(worker.Has(words), words);
        Assert.Null(worker.Page.Document.GetElementById("first"));
    }

    [Theory, OnBoth]
    public async Task The_page_asks_the_database_as_often_for_twelve_things_as_for_one(Db db)
    {
        await using var town = await Town.Open(databases, db);
        await (await Concern.Qap(town, Cast.A)).AskForUpdate(Cast.Tm);
        using var iro = await town.As(Cast.Iro);
        // EF remembers for a second that nobody listens.
        using var queries = new Queries(town.Name);
        await Task.Delay(1100);
        var one = await Count(queries, iro);
        for (var i = 0; i < 11; i++) await (await Concern.Qap(town, i % 2 == 0 ? Cast.A : Cast.C)).AskForUpdate(i % 2 == 0 ? Cast.Tm : Cast.TmSouth);
        Assert.Equal(one, await Count(queries, iro));
    }

    /// <summary>How many statements the page takes; once first, so that everything is compiled.</summary>
    private static async Task<int> Count(Queries queries, Visitor visitor)
    {
        await visitor.Go("/island/");
        var before = queries.Seen.Count;
        await visitor.Go("/island/");
        return queries.Seen.Count - before;
    }

    // ---- What the page has ----

    private static IElement Folder(Page page, string id) => page.Document.GetElementById(id)!.Closest("section")!;

    private static string Heading(Page page, string id) => Words.Of(page.Document.GetElementById(id)!);

    private static IElement Row(Page page, string folder) => Folder(page, folder).QuerySelector("li.wm-task")!;

    /// <summary>The words and the colour of the first line of the work in progress.</summary>
    private static (string, string) StateOf(Page page)
    {
        var state = Row(page, "in-progress").QuerySelector(".wm-state")!;
        return (Words.Of(state), state.ClassName!);
    }
}
