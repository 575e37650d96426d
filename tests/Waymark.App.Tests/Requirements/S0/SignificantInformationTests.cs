using Waymark.App.Tests.Harness;
using Xunit;
using static Waymark.App.Tests.Cast;

namespace Waymark.App.Tests.Requirements.S0;

/// <summary>The other way in: significant information on an open case, outside a LAC review (S0-015 to S0-020).</summary>
public sealed class SignificantInformationTests(Databases databases)
{
    const string FollowUp = "Details of follow up information received";

    [Theory(DisplayName = "S0-015 The Start menu offers significant information on an open case, and not on a closed one"), OnBoth]
    public async Task The_start_menu(Db db)
    {
        var people = People with { Children = [.. People.Children.Select(child => child.Id == E.Id ? child with { CaseOpen = false } : child)] };
        await using var guide = await Guide.Open(databases, db, "a closed case", people);
        Assert.Equal(Guide.Information, (await guide.Start(Guide.Information)).Heading);
        guide.Child = E;
        Assert.DoesNotContain($"Start {Guide.Information}", (await guide.Summary(Iro)).Page.Buttons);
    }

    [Theory(DisplayName = "S0-016 S0-017 It has its four sections in order; the first is filled from the record and asks for nothing"), OnBoth]
    public async Task Its_sections(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Start(Guide.Information);
        var sections = await guide.Sections(Iro);
        Assert.Equal(["Person(s) details", FollowUp, "Completion details", Guide.NextActions], sections.Select(section => section.Title));
        Assert.Equal("Nothing left to do", sections[0].Left);
        var page = (await guide.Section(Iro, "Person(s) details")).Page;
        Assert.Equal((A.Name, "14 March 2008", "70000101"), (page.Value("Name"), page.Value("Date of birth").Replace("Friday ", "", StringComparison.Ordinal), page.Value("Number")));
    }

    [Theory(DisplayName = "S0-018 Information can't have come in the future; a past day fills the field"), OnBoth]
    public async Task When_it_came(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Start(Guide.Information);
        var iro = await guide.Save(Iro, FollowUp, ("Date of new information received", "30 6 2020"), ("Brief summary of the new information", "A new school."));
        Assert.Contains("The date of new information can't be in the future.", iro.Errors);
        Assert.Equal("A new school.", Guide.Value(iro, "Brief summary of the new information"));
        await iro.Fill("Date of new information received", "26 6 2020").Press("Save");
        Assert.Equal("26 6 2020", Guide.Day(await guide.Section(Iro, FollowUp), "Date of new information received"));
    }

    [Theory(DisplayName = "S0-019 Who completed it, for whom and when are filled in, and can be changed; the history says by whom"), OnBoth]
    public async Task Completion(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Start(Guide.Information);
        var iro = await guide.Section(Iro, "Completion details");
        Assert.Equal(("Ines Harrowby, Independent Reviewing Officer", "Island Children's Services", "29 6 2020"), (Guide.Value(iro, "Name and designation"), Guide.Value(iro, "Organisation"), Guide.Day(iro, "Date")));
        await guide.Save(Iro, "Completion details", ("Organisation", "Island Reviewing Service"));
        Assert.Equal("Island Reviewing Service", Guide.Value(await guide.Section(Iro, "Completion details"), "Organisation"));
        Guide.Says(await guide.Process(Iro), "Ines Harrowby wrote in", "Organisation: Island Reviewing Service Before: Island Children's Services");
    }

    [Theory(DisplayName = "S0-020 Finished with its next action it is completed and doesn't change, and one QA process has arrived; without one it can't be"), OnBoth]
    public async Task Finished(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Start(Guide.Information);
        await guide.Save(Iro, FollowUp, ("Date of new information received", "26 6 2020"), ("Brief summary of the new information", "A new school."));
        var iro = await guide.At(Iro, "/finish");
        Guide.Says(iro, "It can’t be finished yet", "Add a next action");
        Assert.DoesNotContain(iro.Page.Buttons, button => button.StartsWith("Finish", StringComparison.Ordinal));

        await guide.Propose(Iro, Guide.Qap, Iro);
        var information = guide.Workstep;
        await guide.Finish(Iro);
        Assert.Equal([Guide.Qap], await guide.Folder(Iro, "Incoming Work"));
        guide.Workstep = information;
        Guide.Says(await guide.At(Iro), "Finished");
        Assert.False(Guide.MayWrite(await guide.Section(Iro, FollowUp), "Brief summary of the new information"));
        Assert.DoesNotContain("Save", (await guide.Section(Iro, FollowUp)).Page.Buttons);
    }
}
