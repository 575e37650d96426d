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
}
