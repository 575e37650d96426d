using Waymark.Core.Processes;
using Xunit;
using static Waymark.Core.Tests.Processes.Cast;

namespace Waymark.Core.Tests.Processes;

/// <summary>The guide from end to end, as its people walk it.</summary>
public sealed class GuideTests
{
    [Fact]
    public void The_guide_walks_from_a_review_through_every_stage_to_CAFCASS()
    {
        var play = new Play().Stage(1);
        play.Through(Tess, "stage-2", "to-stage-2").Through(Sunniva, "stage-3", "to-stage-3").Through(Dermot, "stage-4", "to-stage-4").Through(Carys, "cafcass", "to-cafcass");
        Assert.Equal("attach-referral", play.Work.Definition);
        play.Refuses("Attach CAFCASS referral", p => p.Finish(Ida));
        play.Save(Ida, ("document", Id(77).ToString())).Propose(Ida, "referred").Finish(Ida);
        Assert.Equal((ProcessStatus.Ended, "Referred to CAFCASS"), (play.Process.Status, play.Process.EndState));
        Assert.Equal(["qap", "drp-1", "drp-2", "drp-3", "drp-4", "attach-referral"], play.Process.Worksteps.Select(w => w.Definition));
    }

    [Fact]
    public void An_issue_outside_a_review_walks_from_significant_information_to_resolved()
    {
        var play = new Play().Start(Ida, "significant-information")
            .Save(Ida, ("received", "2020-06-26"), ("new-information", "Arlo has changed school."), ("response", "Raise it."))
            .Propose(Ida, "to-qap", Ida).Finish(Ida).Asked().Updated().Decided("review", "review-targets").Finish(Ida)
            .Send(Ida, "manager-update", Tess).Complete(Tess, "manager-update").Save(Ida, ("review-on", "2020-07-10")).Decided("resolved", "qap-complete").Finish(Ida);
        Assert.Equal((ProcessStatus.Ended, "Resolved"), (play.Process.Status, play.Process.EndState));
        Assert.Equal(["qap", "qap-review"], play.Process.Worksteps.Select(w => w.Definition));
    }
}
