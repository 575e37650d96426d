using Waymark.App.Tests.Features.Bundles;
using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Requirements.S1;

/// <summary>What goes with a referral to the courts' service (S1-050).</summary>
public sealed class CourtPapersTests(Databases databases)
{
    [Theory(DisplayName = "S1-050 The referral's form lists the steps taken, with each stage, its day and who was asked; its papers say that nobody answered, each fact with its source"), OnBoth]
    public async Task With_steps(Db db)
    {
        await using var walk = await CourtPapers.Referred(databases, db);
        Walk.Says(await walk.At(CourtPapers.Iro, "/sections/weighing"), "Quality Assurance Alert, Stage 1, opened on Wednesday 10 April 2019; asked Imelda Rasheed-Croft on Wednesday 10 April 2019, no response received");
        var papers = await CourtPapers.Check(walk);
        var asked = Assert.Single(papers.Page.Table("Who was asked: Formal Quality Assurance Alert, number 1").Skip(1));
        Assert.Equal("Quality Assurance Alert, Stage 1", asked[0]);
        Assert.StartsWith("Imelda Rasheed-Croft (", asked[1], StringComparison.Ordinal);
        Assert.Equal(["Wednesday 10 April 2019 at 10:00", "due by the end of Wednesday 17 April 2019", "Nobody answered: the time ended with Wednesday 17 April 2019"], asked.Skip(2));
        Walk.Says(papers, "No plan & no <school>.", "No lessons.", "A plan.", "The hearing is on Tuesday.", "He will be heard.", "Nobody here can decide it by then.", "It is urgent.", "Isaac Thorogood-Bello", "71000301", "Temperance Bello");
        foreach (var words in (string[])["No plan & no <school>.", "He will be heard."])
        {
            var fact = papers.Page.Document.QuerySelectorAll(".wm-answer").First(each => Words.Of(each).Contains(words, StringComparison.Ordinal));
            Assert.Matches(@"Number \d+, entry \d+: Marguerite Haldane-Osei on \w+ 1[08] April 2019 at 10:00$", Words.Of(fact));
        }
    }

    [Theory(DisplayName = "A referral that was made stands on the child's record: its form, the notice to the Nominated Officer and the case note, each with its day; its papers are then finished too"), OnBoth]
    public async Task On_the_record(Db db)
    {
        await using var walk = await CourtPapers.Referred(databases, db);
        Task<Visitor> Save(string section, params (string, string?)[] answers) => walk.Save(CourtPapers.Iro, section, answers);
        await Save("Weighing it up", ("Child's wishes and feelings", "I want to stay at my school."), ("This step goes against the child's wishes and feelings", "No"), ("Best interests, welfare and human rights", "His schooling."), ("There is time for the full process", "No"));
        await Save("Curtailment", ("The Formal Quality Assurance Alert was curtailed", "No"));
        await Save("Local Authority Nominated Officer/Senior Officer", ("When", "18 4 2019 at 09:00"), ("How", "Phone"));
        await Save("Supervision and line manager support", ("Reason for none (optional)", "She is away."));
        await Save("Making the referral", ("Referral made at", "18 4 2019 at 09:30"));
        await walk.Propose(CourtPapers.Iro, "Referral made");
        await walk.Finish(CourtPapers.Iro);
        await walk.Take(CourtPapers.Iro, "incoming-work", "After the referral");

        var process = await walk.Process(CourtPapers.Iro);
        Walk.Says(process, "I want to stay at my school.", "Thursday 18 April 2019 at 09:30");
        var told = Assert.Single(process.Page.Table("People told"), row => row[1] == "A referral to CAFCASS is being considered");
        Assert.Equal("Thursday 18 April 2019 at 10:00", told[0]);
        Assert.StartsWith("Eustace Brimblecombe-Roy", told[2], StringComparison.Ordinal);
        await process.Click("Assemble the papers");
        Assert.False(process.Has("isn’t finished"));
        Walk.Says(await walk.Notes(CourtPapers.Iro, 71000301, "Quality Assurance Alert"), CourtPapers.Form, "I want to stay at my school.", "Thursday 18 April 2019 at 10:00");
        Walk.Says(await walk.Child(CourtPapers.Iro, 71000301), "Referral to CAFCASS");
    }
}
