using System.Text;
using NodaTime;
using Waymark.App.Tests;
using Waymark.App.Tests.Harness;
using Waymark.Browser.Tests.Harness;
using Xunit;

namespace Waymark.Browser.Tests;

/// <summary>How many pages the commonest journeys take, counted as they are made and kept in docs/journeys.md.</summary>
public sealed class JourneyTests(Databases databases, Chromium chromium)
{
    [Fact]
    public async Task Raising_a_concern_takes_at_most_six_pages_and_answering_one_at_most_three()
    {
        await using var town = await Town.Open(databases, Db.Sqlite);
        await using var iro = await Seat.Take(chromium, town, Cast.Iro.Name);
        await using var manager = await Seat.Take(chromium, town, Cast.Tm.Name);

        await Walk.Review(iro, Cast.A);
        var finish = iro.Headings.Count;
        await Walk.Raise(iro, new LocalDate(2020, 7, 3));
        var raised = iro.PagesSince(finish);

        await manager.Go("/island/");
        var work = manager.Headings.Count;
        await manager.Open(Walk.Update, Cast.A.Name);
        await manager.Fill("Social Worker's update", "It is booked for Thursday.");
        await manager.Press("Send answer");
        await manager.Reads("has been told.");
        var answered = manager.PagesSince(work);

        Assert.True(raised <= 6, $"Raising takes {raised} pages: {string.Join(" → ", iro.Headings.Skip(finish))}");
        Assert.True(answered <= 3, $"Answering takes {answered} pages: {string.Join(" → ", manager.Headings.Skip(work))}");
        Golden.Check(Checkout.At("docs", "journeys.md"), Report((raised, iro.Headings.Skip(finish)), (answered, manager.Headings.Skip(work))));
    }

    private static string Report((int Pages, IEnumerable<string> Headings) raising, (int Pages, IEnumerable<string> Headings) answering) => new StringBuilder()
        .AppendLine("# Journeys")
        .AppendLine()
        .AppendLine("How much a worker has to do for the two things that are done most. The pages are counted by a test in a real browser: a page is a")
        .AppendLine("response with a new heading. Beside them stand the separate acts that the guide which Island follows (version 1.0, 1 July 2020) tells")
        .AppendLine("its readers to do in the system that they had: each icon, button, tick, choice and box that it names.")
        .AppendLine()
        .AppendLine("| journey | pages here | at most | acts in the guide |")
        .AppendLine("| --- | --- | --- | --- |")
        .AppendLine($"| Raise a concern: from Finish on a review to “request sent” | {raising.Pages} | 6 | {Raising.Length} |")
        .AppendLine($"| Answer a request: from the list of work to “answered” | {answering.Pages} | 3 | {Answering.Length} |")
        .AppendLine()
        .AppendLine("## Raise a concern").AppendLine()
        .AppendLine("Here, the page that each step comes to:").AppendLine()
        .Append(Numbered(raising.Headings)).AppendLine()
        .AppendLine("In the guide:").AppendLine()
        .Append(Numbered(Raising)).AppendLine()
        .AppendLine("## Answer a request").AppendLine()
        .AppendLine("Here, the page that each step comes to:").AppendLine()
        .Append(Numbered(answering.Headings)).AppendLine()
        .AppendLine("In the guide:").AppendLine()
        .Append(Numbered(Answering)).ToString();

    private static string Numbered(IEnumerable<string> lines) => string.Concat(lines.Select((line, n) => $"{n + 1}. {line.ReplaceLineEndings(": ")}\n"));

    /// <summary>From the finished review, as the guide's pages on the LAC Review and on sections 2 of the QA process say it.</summary>
    private static readonly string[] Raising =
    [
        "press the icon that finishes the review and sends the workstep", "open the Incoming Work folder", "open the workstep", "open section 2",
        "press the calendar's icon beside the review date", "choose the date", "press the icon of the Actions table", "type the action", "type by whom", "type the date",
        "press Add and Close", "press the Save icon", "press the Request icon", "select the request's radio button", "add a note", "press Find", "choose the manager", "press OK",
        "press the Save icon, to send the request",
    ];

    /// <summary>As the guide's pages on the manager's part and on completing a request say it.</summary>
    private static readonly string[] Answering =
    [
        "open the Incoming Requests folder", "resume the workstep", "open the section", "press the icon of the row", "type the update", "press Save Changes", "press the Save icon",
        "press the Request icon", "select the sent request", "select Completed", "press OK", "exit the workstep", "say yes to save",
    ];
}
