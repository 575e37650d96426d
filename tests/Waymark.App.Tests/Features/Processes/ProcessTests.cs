using NodaTime;
using Waymark.App.Tests.Harness;
using Waymark.Core.Processes;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features.Processes;

/// <summary>The whole story of one concern on one page, on paper and as a map; and what may be put right in it.</summary>
public sealed class ProcessTests(Databases databases)
{
    [Theory(DisplayName = "S0-051 At stage 2 the Service Manager is offered, and the ladder says who was asked, and by when the answer is due"), OnBoth("2020-06-29", "Monday 6 July 2020"), OnBoth("2020-04-08", "Friday 17 April 2020")]
    public async Task Stages(Db db, string sent, string due)
    {
        await using var town = await Town.Open(databases, db, NodaTime.Text.LocalDatePattern.Iso.Parse(sent).Value.At(new LocalTime(10, 0)).InUtc().ToInstant());
        var concern = await Concern.AtStage(town, Cast.A, 2, Cast.Tm);
        using var iro = await town.As(Cast.Iro);
        await iro.Go($"{concern.WorkAddress}/requests/request-1");
        Assert.True(iro.Has("Solomon Grayling"));
        await concern.Send(Cast.Iro, "request-1", Cast.Sm);
        await iro.Go(concern.Address);
        var stage = Stage(iro.Page, 2);
        Assert.Contains("Solomon Grayling (Service Manager for North) was asked", stage, StringComparison.Ordinal);
        Assert.Contains($"Due {due}", stage, StringComparison.Ordinal);
        Assert.Contains("Why this date?", stage, StringComparison.Ordinal);
        Assert.Contains("not used Proceed to DPR Stage 2", Stage(iro.Page, 1), StringComparison.Ordinal);
        Assert.Contains("Delphine Wraysbury (Service Director) answers, in 5 working days", Stage(iro.Page, 3), StringComparison.Ordinal);
        Assert.Contains("Cornelius Bayliff (Corporate Director) answers, in 5 working days", Stage(iro.Page, 4), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "S0-069 Stage 2 begins blank; stage 1 is unchanged and one click away"), OnBoth]
    public async Task Blank(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await Concern.AtStage(town, Cast.A, 1, Cast.Tm);
        foreach (var action in (string[])["Tell the school.", "Find a tutor."]) await concern.Row("action", ("action", action));
        await concern.Send(Cast.Iro, "request-1", Cast.Tm);
        await concern.Conclude(Cast.Tm, "stage-2", "to-stage-2");
        using var iro = await town.As(Cast.Iro);
        await iro.Go(concern.WorkAddress);
        Assert.Equal("IRO Dispute Resolution Process Stage 2", iro.Heading);
        foreach (var section in (string[])["dispute", "recommended", "stage-outcome"])
        {
            await iro.Go($"{concern.WorkAddress}/sections/{section}");
            foreach (var words in (string[])["There is no plan for permanence.", "Write the plan.", "A plan by August.", "Some.", "Verified at"]) Assert.False(iro.Has(words), words);
        }
        await iro.Go(concern.WorkAddress);
        await iro.Click("IRO Dispute Resolution Process Stage 1", within: "Earlier stage");
        Assert.Equal("IRO Dispute Resolution Process Stage 1", iro.Heading);
        await iro.Go(concern.Address);
        foreach (var words in (string[])["There is no plan for permanence.", "Write the plan.", "Tell the school.", "Find a tutor.", "A plan by August."]) Assert.True(iro.Has(words), words);
    }

    [Theory(DisplayName = "S0-071 The map draws the five worksteps in their order, each a link to its own, the open one marked; and the protocol's map"), OnBoth]
    public async Task Mapped(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await (await (await Concern.FromInformation(town, Cast.A)).AskForUpdate(Cast.Tm)).Decide(Cast.Tm, "review", "review-targets");
        await (await concern.AskForUpdate(Cast.Tm)).Decide(Cast.Tm, "stage-1", "to-drp-1");
        await concern.Save(Cast.Iro, ("issues", "No plan."), ("desired-outcome", "A plan."));
        await concern.Send(Cast.Iro, "request-1", Cast.Tm);
        await concern.Conclude(Cast.Tm, "stage-3", "to-stage-3");

        using var iro = await town.As(Cast.Iro);
        await iro.Go(concern.Address);
        await iro.Click("Map");
        string[] chain = ["Significant Information on an open case", "IRO Quality Assurance Process", "Review of IRO Quality Assurance Process", "IRO Dispute Resolution Process Stage 1", "IRO Dispute Resolution Process Stage 3"];
        Assert.Equal(chain, iro.Page.Document.QuerySelectorAll(".wm-ladder__title a").Select(Words.Of));
        var marked = Assert.Single(iro.Page.Document.QuerySelectorAll(".wm-ladder [aria-current=step]"));
        Assert.Contains("IRO Dispute Resolution Process Stage 3 Open now", Words.Of(marked), StringComparison.Ordinal);
        Assert.NotNull(iro.Page.Document.QuerySelector("main svg[role=img]"));
        foreach (var name in chain)
        {
            await iro.Go(concern.Address + "/map");
            await iro.Click(name, within: name);
            Assert.Equal(name, iro.Heading);
        }
    }

    [Theory, OnBoth]
    public async Task The_page_tells_the_story_with_its_notes_and_what_led_to_it(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await (await Concern.Qap(town, Cast.A)).AskForUpdate(Cast.Tm);
        await concern.Return(Cast.Tm, "manager-update", "Which meeting?");
        using var iro = await town.As(Cast.Iro);
        await iro.Go(concern.Address);
        Assert.Equal("IRO Quality Assurance Process", iro.Heading);
        foreach (var words in (string[])
        [
            "Open since Monday 29 June 2020, led by Ines Harrowby.", "Tariq Mosswell asks: Which meeting?", "Arrange the planning meeting.", "Please reply in time.", "Came from LAC Review 1",
            "Ines Harrowby sent ‘Manager please update the actions’ to Tariq Mosswell (Team Manager for North).", "Tariq Mosswell sent ‘Manager please update the actions’ back with a question.",
        ]) Assert.True(iro.Has(words), words);
        await iro.Click("Answer the question");
        Assert.Equal("IRO Quality Assurance Process", iro.Heading);
        Assert.DoesNotContain("Ava", (await iro.Go(concern.Address)).Title, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task It_is_printed_as_one_document_and_that_is_in_the_audit(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await (await Concern.Qap(town, Cast.A)).AskForUpdate(Cast.Tm);
        using var iro = await town.As(Cast.Iro);
        await iro.Go(concern.Address);
        await iro.Click("Print as one document");
        foreach (var words in (string[])["Arrange the planning meeting.", "Please reply in time.", "Printed from Waymark by Ines Harrowby"]) Assert.True(iro.Has(words), words);
        Assert.Equal(["Entry", "When", "What happened"], iro.Page.Table("History")[0]);
        Assert.Contains(await town.Audit(), entry => entry.What == "processes/print" && entry.ProcessId == concern.Process.Id && entry.Worker == Cast.Iro.Id);
    }

    [Theory, OnBoth]
    public async Task An_entry_is_marked_as_in_error_with_a_reason_and_stays(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await (await Concern.Qap(town, Cast.A)).AskForUpdate(Cast.Tm);
        using var iro = await town.As(Cast.Iro);
        await iro.Go(concern.Address);
        await iro.Click("Mark as recorded in error entry 4");
        await iro.Press("Mark as recorded in error");
        Assert.Equal(["Say why"], iro.Errors);
        await iro.Fill("Why is it in error?", "It was another child’s date.").Press("Mark as recorded in error");
        Assert.True(iro.Has("Recorded in error: marked by Ines Harrowby on Monday 29 June 2020 at 10:00. It was another child’s date."));
        Assert.True(iro.Has("Friday 3 July 2020"));

        // The manager who was asked wrote none of it, so the pages offer nothing and take nothing.
        using var tm = await town.As(Cast.Tm);
        await tm.Go(concern.Address);
        Assert.False(tm.Has("Mark as recorded in error"));
        await tm.Go($"{concern.Address}/entries/4/error");
        Assert.DoesNotContain("Mark as recorded in error", tm.Page.Buttons);
    }

    [Theory, OnBoth]
    public async Task A_process_opened_in_error_is_cancelled_with_a_reason_but_never_by_the_line_complained_of(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await (await Concern.Qap(town, Cast.A)).AskForUpdate(Cast.Tm);
        using var tm = await town.As(Cast.Tm);
        await tm.Go(concern.Address);
        Assert.False(tm.Has("Cancel this process"));
        await tm.Go(concern.Address + "/cancel");
        Assert.Equal(403, tm.Status);

        using var manager = await town.As(Cast.IroManager);
        await manager.Go(concern.Address);
        await manager.Click("Cancel this process");
        await manager.Press("Cancel this process");
        Assert.Equal(["Say why"], manager.Errors);
        await manager.Fill("Why is it cancelled?", "It was opened for the wrong child.").Press("Cancel this process");
        Assert.True(manager.Has("Cancelled. It stays on the record, marked so."));
        Assert.True(manager.Has("Reason: It was opened for the wrong child."));
        using var iro = await town.As(Cast.Iro);
        Assert.False(iro.Has("IRO Quality Assurance Process"));
        Assert.Contains(await town.Audit(), entry => entry.What == "process/cancel" && entry is { Action: AuditAction.Change, Outcome: AuditOutcome.Done });
    }

    [Theory, OnBoth]
    public async Task Whoever_may_not_know_of_it_finds_nothing(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await (await Concern.Qap(town, Cast.A)).AskForUpdate(Cast.Tm);
        foreach (var person in (Person[])[Cast.TmSouth, Cast.SwSouth, Cast.Adm, Cast.Iro2])
        {
            using var visitor = await town.As(person);
            foreach (var path in (string[])["", "/map", "/print", "/cancel", "/entries/1/error"])
            {
                await visitor.Go(concern.Address + path);
                Assert.True(visitor.Status == 404, $"{person.Name}: {path} gave {visitor.Status}");
            }
        }
    }

    /// <summary>The words of a stage of the ladder, by its rank.</summary>
    private static string Stage(Page page, int rank) =>
        Words.Of(page.Document.QuerySelectorAll(".wm-ladder__stage").Single(stage => stage.QuerySelector(".wm-ladder__mark")!.TextContent.Trim() == $"{rank}"));
}
