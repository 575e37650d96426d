using NodaTime;
using Waymark.App.Tests;
using Waymark.App.Tests.Harness;
using Waymark.Browser.Tests.Harness;
using Xunit;

namespace Waymark.Browser.Tests;

/// <summary>The council's guide, played by its people in a real browser from a review to the referral that ends a dispute.</summary>
public sealed class GuideTests(Databases databases, Chromium chromium)
{
    private static readonly LocalDate Monday = new(2020, 6, 29);

    /// <summary>What would tell whose record was open, in an address or in what a browser keeps. Nothing short: a sealed cookie may have it by chance.</summary>
    private static readonly string[] Telling = [Cast.A.Name.Split(' ')[1], "70000101", "2008-03-14", "Orchard", "planning meeting"];

    // Once on each database: what they could differ in is tried where the guide is walked without a browser.
    [Theory, InlineData(Db.Sqlite, true), InlineData(Db.PostgreSql, false)]
    public async Task The_guide_is_played_by_its_people_with_scripts_and_without(Db db, bool javaScript)
    {
        await using var town = await Town.Open(databases, db);
        await using var iro = await Sit(town, Cast.Iro, javaScript);
        await using var worker = await Sit(town, Cast.Sw, javaScript);
        await using var manager = await Sit(town, Cast.Tm, javaScript);
        await using var service = await Sit(town, Cast.Sm, javaScript);
        await using var director = await Sit(town, Cast.SDir, javaScript);
        await using var corporate = await Sit(town, Cast.CDir, javaScript);
        await using var head = await Sit(town, Cast.IroManager, javaScript);

        await Walk.Review(iro, Cast.A);
        await Walk.Raise(iro, Monday.PlusDays(4));
        await AskAndAnswer(iro, manager, worker);
        await Walk.Decide(iro, "Outstanding issues, proceed to DRP Stage 1", "Proceed to DPR Stage 1");
        foreach (var (answers, stage) in new[] { manager, service, director, corporate }.Select((seat, place) => (seat, place + 1)))
        {
            await Walk.Dispute(iro, stage, Monday.PlusDays(stage));
            await Walk.AnswerStage(answers, Cast.A);
            if (stage < 4) await Walk.Weigh(iro, Cast.A, $"Issue unresolved – proceed to Stage {stage + 1} dispute resolution process", $"Proceed to DPR Stage {stage + 1}");
            else await Walk.Weigh(iro, Cast.A, "Issue unresolved – proceed to formal referral to CAFCASS", "Referred to CAFCASS");
            await Walk.Confirm(head, Cast.A);
            await iro.Go("/island/");
            await iro.Open(stage < 4 ? $"IRO Dispute Resolution Process Stage {stage + 1}" : "Attach the CAFCASS referral", Cast.A.Name);
        }
        await Walk.Refer(iro);
        await iro.Reads("Referred to CAFCASS");
        foreach (var seat in (Seat[])[iro, worker, manager, service, director, corporate, head])
        {
            await seat.Browser.Sound();
            await seat.Browser.Forgets(Telling);
        }
    }

    [Fact]
    public async Task What_came_up_between_two_reviews_is_raised_from_the_start_menu()
    {
        await using var town = await Town.Open(databases, Db.Sqlite);
        await using var iro = await Sit(town, Cast.Iro, javaScript: true);
        await iro.Go("/island/children");
        await iro.Follow(Cast.E.Name);
        await iro.Press("Start Significant Information on an open case");
        await iro.GoOn();
        await iro.Day("Date of new information received", Monday.PlusDays(-1));
        await iro.Fill("Brief summary of the new information", "Ebrima has not had a solicitor since May.");
        await iro.Fill("Any actions to be taken in response to this information (optional)", "Raise it with his team.");
        await iro.Press("Save");
        await iro.GoOn();
        await iro.Choose("IRO Quality Assurance Process");
        await iro.Press("Add");
        await iro.GoOn();
        await iro.Press("Finish Significant Information on an open case");
        Assert.Equal("IRO Quality Assurance Process", iro.Heading);
        await iro.Go("/island/");
        await iro.Open("IRO Quality Assurance Process", Cast.E.Name);
        await iro.Browser.Sound();
    }

    /// <summary>The manager sends the request back with a question, is asked again, and answers; the social worker does too.</summary>
    private static async Task AskAndAnswer(Seat iro, Seat manager, Seat worker)
    {
        await manager.Go("/island/");
        await manager.Open(Walk.Update, Cast.A.Name);
        await manager.Choose("Returned");
        await manager.Fill("Note (needed when you return it)", "Which meeting do you mean?");
        await manager.Press("Send answer");
        await manager.Reads($"Returned to {Cast.Iro.Name}");

        await iro.Go("/island/");
        await iro.Reads($"Returned by {Cast.Tm.Name}");
        await iro.Open("IRO Quality Assurance Process", Cast.A.Name);
        await iro.Reads("Which meeting do you mean?");
        await iro.GoOn();
        await iro.Reads("Which meeting do you mean?");
        await iro.Fill("Note (optional)", "The permanence planning meeting.");
        await iro.Press("Send request");
        var qap = iro.Page.Url;
        await iro.Follow(Walk.WorkerUpdate);
        await iro.Press("Send request");

        await Walk.Answer(manager, Walk.Update, Cast.A, "It is booked for Thursday.");
        await Walk.Answer(worker, Walk.WorkerUpdate, Cast.A, "It is booked for Thursday. I have told her family.");
        await iro.Go(qap);
    }

    private Task<Seat> Sit(Town town, Person person, bool javaScript) => Seat.Take(chromium, town, person.Name, javaScript);
}
