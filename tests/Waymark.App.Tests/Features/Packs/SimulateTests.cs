using System.Text;
using Waymark.App.Tests.Harness;
using Waymark.Core.Record;
using Waymark.Tests;
using Xunit;
using static Waymark.App.Tests.Cast;

namespace Waymark.App.Tests.Features.Packs;

/// <summary>A concern is played on a page, under a version or two, as the command plays it.</summary>
public sealed class SimulateTests(Databases databases)
{
    static readonly string Concerned = File.ReadAllText(Checkout.At("packs", "island", "simulations", "no-plan.yaml"));

    const string Five = "due, amount: 5, unit: working-days, after: {request: request-1", Seven = "due, amount: 7, unit: working-days, after: {request: request-1";

    /// <summary>Asked on Wednesday 1 April 2026; Good Friday is the 3rd and Easter Monday the 6th: five working days end with Friday 10 April, seven with Tuesday 14 April.</summary>
    [Theory, OnBoth]
    public async Task Dates_people_notices_and_silences_are_shown_and_two_versions_beside_each_other(Db db)
    {
        await using var town = await Town.Open(databases, db);
        await town.Publish(("iro-qa.yaml", Five, Seven));
        using var adm = await town.As(Adm);
        await adm.Click("Administration");
        await adm.Click("Processes and their versions");
        await adm.Click("Play a made-up concern");
        await adm.Press("Play it");
        Assert.Equal(["Write what happens, or choose a file"], adm.Errors);

        await adm.Fill("Events", Concerned).Choose("Version", Version(adm, "Published on")).Press("Play it");
        Assert.Empty(adm.Errors);
        Assert.Contains(adm.Page.Table("Dates"), row => row[0] == "2026-04-10" && row[1].StartsWith("Manager's reply due, in IRO Dispute Resolution Process Stage 1", StringComparison.Ordinal) && row[2] == "ran out" && row[3].Contains("Good Friday", StringComparison.Ordinal));
        Assert.Contains(adm.Page.Table("Notices"), row => row[1] == "A reply is overdue" && row[2].StartsWith("Team Manager", StringComparison.Ordinal));
        Assert.Contains(adm.Page.Table("People"), row => row[0] == "Team Manager" && row[1].Contains("was asked", StringComparison.Ordinal));
        Assert.Contains(adm.Page.Table("Ran out, or met with silence"), row => row[1].StartsWith("No response", StringComparison.Ordinal));

        await adm.Choose("Beside (optional)", Version(adm, "In force")).Press("Play it");
        Assert.Contains(adm.Page.Table("Dates"), row => row is [var what, "2026-04-10, ran out", "2026-04-14, ran out"] && what == "Manager's reply due, in ‘IRO Dispute Resolution Process Stage 1’ Differs");
        Assert.Contains(adm.Page.Table("Dates"), row => !row[0].EndsWith("Differs", StringComparison.Ordinal) && row[1] == row[2]);
        await using var opened = town.Authority.Open();
        Assert.Empty(opened.Processes);
        Assert.Empty(opened.Notices);
    }

    [Theory, OnBoth]
    public async Task A_slip_is_named_with_its_file_line_and_column_and_what_was_typed_stays(Db db)
    {
        await using var town = await Town.Open(databases, db);
        using var adm = await town.As(Adm);
        await adm.Go("/island/packs/simulate");
        var wrong = Concerned.Replace("finish: significant-information", "finnish: significant-information", StringComparison.Ordinal);
        await adm.Fill("Events", wrong).Press("Play it");
        var line = wrong.Split('\n').TakeWhile(text => !text.Contains("finnish", StringComparison.Ordinal)).Count() + 1;
        Assert.StartsWith($"events:{line}:28: 'finnish' isn't what an event does. Meant 'finish'?", Assert.Single(adm.Errors), StringComparison.Ordinal);
        Assert.Equal(wrong.Trim(), adm.Page.Document.QuerySelector("textarea")!.TextContent.Trim());

        await adm.Attach("Or choose a file with events (optional)", new Attachment("mine.yaml", "text/yaml", Encoding.UTF8.GetBytes(Concerned.Replace("send: request-1", "send: request-9", StringComparison.Ordinal)))).Press("Play it");
        Assert.Matches(@"mine\.yaml:\d+:\d+: There is no request 'request-9'", adm.Main);
    }

    [Theory, OnBoth]
    public async Task A_beginning_is_written_for_a_process_that_is_chosen(Db db)
    {
        await using var town = await Town.Open(databases, db);
        using var adm = await town.As(Adm);
        await adm.Go("/island/packs/simulate");
        await adm.Choose("Begin with a process", "Significant Information on an open case").Press("Write its beginning below");
        await adm.Press("Play it");
        Assert.Empty(adm.Errors);
        Assert.True(adm.Has("began ‘Significant Information on an open case’"), adm.Main);
    }

    /// <summary>Nobody's name and nothing that was written is taken, and the look at the record is in the audit.</summary>
    [Theory, OnBoth]
    public async Task A_real_history_is_played_again_by_whoever_may_read_it_and_nobody_else(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await Concern.AtStage(town, A, 1, Tm);
        await concern.Send(Iro, "request-1", Tm);
        using var iro = await town.As(Iro);
        await iro.Go($"{concern.Address}/map");
        await iro.Click("Play what happened again");
        var written = iro.Page.Document.QuerySelector("textarea")!.TextContent;
        Assert.DoesNotContain("Thistlewood", written, StringComparison.Ordinal);
        Assert.DoesNotContain("plan for permanence", written, StringComparison.Ordinal);
        await iro.Press("Play it");
        Assert.Contains(iro.Page.Table("Dates"), row => row[0] == "2020-07-06" && row[1].StartsWith("Manager's reply due", StringComparison.Ordinal));
        Assert.False(iro.Has("Not all of it could be played"), iro.Main);
        Assert.Contains(await town.Audit(), entry => entry.What == "packs/simulate" && entry.Worker == Iro.Id && entry.ProcessId == concern.Process.Id && entry.ChildId == A.Id);

        using var adm = await town.As(Adm);
        await adm.Go($"/island/packs/simulate?process={concern.Process.Id}");
        Assert.Equal(404, adm.Status);
        await adm.Go("/island/packs/simulate");
        await adm.Fill("Or take what happened in number", $"{concern.Process.Number}").Press("Write its history below");
        Assert.Equal(["There is no process with this number that you may read"], adm.Errors);
    }

    static string Version(Visitor visitor, string begins) =>
        Words.Tidy(visitor.Page.Document.QuerySelectorAll("#Version option").Select(option => option.TextContent).First(text => text.Trim().StartsWith(begins, StringComparison.Ordinal)));
}
