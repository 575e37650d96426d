using Waymark.Core.Processes;
using Xunit;
using static Waymark.Core.Tests.Processes.Cast;

namespace Waymark.Core.Tests.Processes;

public sealed class NextActionTests
{
    [Fact(DisplayName = "S0-003 The QA process has two ways in, keeps which it was, and has no third")]
    public void Two_ways_in()
    {
        var review = new Play().Qap();
        Assert.Equal(("lac-review", review.Processes[0].Id), (review.Processes[0].Worksteps.Single().Definition, review.Process.CameFrom!.Process));
        var information = new Play().Start(Ida, "significant-information").Save(Ida, ("received", "2020-06-26"), ("new-information", "A new school.")).Propose(Ida, "to-qap", Ida).Finish(Ida);
        Assert.Equal(("qap", information.Processes[0].Work().Id), (information.Work.Definition, information.Process.CameFrom!.Workstep));
        new Play().Refuses("is opened only by a next action", p => p.Start(Ida, "qap"));
        new Play().Refuses("Only the Independent Reviewing Officer may start", p => p.Start(Sami, "lac-review"));
    }

    [Fact(DisplayName = "S0-007 A row sent at once opens the next workstep before finish, and finish opens no second")]
    public void Sent_at_once()
    {
        var play = new Play().Start(Ida, "lac-review").Save(Ida, ("review-record", "We met."), ("audit-done", "yes"));
        var review = play.Process;
        play.Propose(Ida, new Proposal("to-qap", Ida) { AtOnce = true });
        Assert.Equal((2, "qap", ProcessStatus.Open), (play.Processes.Count, play.Work.Definition, review.Status));
        var row = review.Work().NextActions.Single();
        play.Process = review;
        play.Refuses("sent already", p => p.Unpropose(Ida, "to-qap")).Refuses("in the list already", p => p.Propose(Ida, "to-qap", Ravi));
        play.Finish(Ida);
        Assert.Equal((2, ProcessStatus.Ended), (play.Processes.Count, review.Status));
        Assert.NotNull(row.Taken);

        var unticked = new Play().Start(Ida, "lac-review").Save(Ida, ("review-record", "We met."), ("audit-done", "yes")).Propose(Ida, "to-qap", Ida);
        Assert.Single(unticked.Processes);
        unticked.Finish(Ida);
        Assert.Equal(2, unticked.Processes.Count);
    }

    [Fact(DisplayName = "S0-011 What is scheduled can't be started before its day, and can on it")]
    public void Scheduled()
    {
        var play = new Play().Stage(1).At("2020-07-06").Disputed(Tess).Replied(Tess).Save(Ida, ("progress", "Some."), ("outcome", "stage-2")).Sign(Ida, "iro-confirms");
        play.Refuses("can’t be before today", p => p.Propose(Ida, new Proposal("to-stage-2", Ida) { ScheduledFor = Day("2020-07-05") }));
        play.Propose(Ida, new Proposal("to-stage-2", Ida) { ScheduledFor = Day("2020-07-13") }).Confirmed().Finish(Mona);
        play.At("2020-07-12").Refuses("scheduled for", p => p.Save(Ida, ("issues", "Still none.")));
        play.Refuses("scheduled for", p => p.Send(Ida, "request-1", Sunniva));
        play.At("2020-07-13").Save(Ida, ("issues", "Still none."));
        Assert.NotNull(play.Work.Begun);
    }

    [Theory(DisplayName = "S0-038 S0-061 A next action that doesn't match the decision is refused")]
    [InlineData("resolved", "qap-complete")]
    [InlineData("review", "review-targets")]
    [InlineData("stage-1", "to-drp-1")]
    [InlineData("stage-2", "to-drp-2")]
    [InlineData("stage-3", "to-drp-3")]
    public void They_match(string decision, string match)
    {
        var play = new Play().Qap().Asked().Updated().Save(Ida, ("decision", decision));
        foreach (var other in play.Form.NextActions.Where(a => a.Id != match && a.When is null)) play.Refuses("needs the decision", p => p.Propose(Ida, other.Id, Ida));
        play.Propose(Ida, match, Ida).Save(Ida, ("decision", decision == "resolved" ? "review" : "resolved"));
        play.Refuses("needs the decision", p => p.Finish(Ida));

        play = new Play().Stage(1).Disputed(Tess).Replied(Tess).Save(Ida, ("outcome", "stage-3"));
        play.Refuses("needs the outcome Issue resolved", p => p.Propose(Ida, "drp-complete")).Propose(Ida, "to-stage-3", Ida);
    }

    [Fact(DisplayName = "S0-039 QAP Complete closes the process as resolved and opens nothing")]
    public void Complete()
    {
        var play = new Play().Qapped("resolved", "qap-complete");
        Assert.Equal((ProcessStatus.Ended, "Resolved", 1), (play.Process.Status, play.Process.EndState, play.Process.Worksteps.Count));
        Assert.DoesNotContain(play.Process.Worksteps, w => w.IsOpen);
        play.Refuses("What is finished doesn’t change", p => p.Save(Ida, ("summary", "More.")));
    }

    [Fact(DisplayName = "S0-040 A review starts with the actions and nothing else, and may be followed by another")]
    public void Review()
    {
        var play = new Play().Qap().Asked().Row(Ida, ("action", "Health check."), ("by-whom", "The nurse"), ("by-date", "2020-07-10")).Updated();
        play.Cells(Ida, play.Work.Tables["actions"][1].Id, ("iro-decision", "Not yet.")).Decided("review", "review-targets").Finish(Ida);
        var (first, review) = (play.Process.Worksteps[0], play.Work);
        Assert.Equal("qap-review", review.Definition);
        Assert.Equal(["Arrange the planning meeting.", "Health check."], review.Tables["actions"].Select(r => r.Cells["action"].Text));
        Assert.All(new[] { "summary", "decision", "review-on" }, field => Assert.False(review.Answers.ContainsKey(field), field));
        Assert.Empty(review.Signatures);
        play.Remove(Ida, "actions", review.Tables["actions"][0].Id);
        Assert.Equal((1, 2), (review.Tables["actions"].Count, first.Tables["actions"].Count));
        play.Save(Ida, ("review-on", "2020-07-20")).Send(Ida, "manager-update", Tess).Complete(Tess, "manager-update").Decided("review", "review-targets").Finish(Ida);
        Assert.Equal("qap-review", play.Work.Definition);
    }

    [Theory(DisplayName = "S0-041 The QA process leads to whichever stage the severity calls for; those below are kept as not used")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Straight_to_a_stage(int stage)
    {
        var play = new Play().Stage(stage);
        Assert.Equal($"drp-{stage}", play.Work.Definition);
        Assert.Equal(Enumerable.Range(1, stage - 1).Select(n => $"drp-{n}"), play.Work.NotUsed.Select(n => n.Definition));
        Assert.All(play.Work.NotUsed, n => Assert.Equal($"Proceed to DPR Stage {stage}", n.Reason));
        Assert.DoesNotContain(play.Process.Worksteps, w => w.Definition != $"drp-{stage}" && w.Definition != "qap");
    }

    [Fact(DisplayName = "S0-062 DRP complete ends the process as resolved and opens nothing")]
    public void Dispute_complete()
    {
        var play = new Play().Stage(1).Through(Tess, "resolved", "drp-complete");
        Assert.Equal((ProcessStatus.Ended, "Resolved", 2), (play.Process.Status, play.Process.EndState, play.Process.Worksteps.Count));
        Assert.All(play.Process.Clocks, c => Assert.False(c.Runs, c.Definition));
    }

    [Fact(DisplayName = "S0-063 Stage 3 may follow stage 1: stage 2 is kept as not used, with its reason, and nothing goes back")]
    public void A_skip()
    {
        var play = new Play().Stage(1).Disputed(Tess).Replied(Tess).Save(Ida, ("progress", "None."), ("outcome", "stage-3")).Sign(Ida, "iro-confirms")
            .Propose(Ida, new Proposal("to-stage-3", Ida) { Reason = "Harm is likely." }).Confirmed().Finish(Mona);
        Assert.Equal(("drp-3", Ida), (play.Work.Definition, play.Work.Holder));
        Assert.Equal([new NotUsed("drp-2", "Harm is likely.")], play.Work.NotUsed);
        Assert.Equal([StageStatus.Finished, StageStatus.NotUsed, StageStatus.Open, StageStatus.Ahead], Standings.Ladder(play.Process, play.Protocol, play.Context(Ida).Holds).Select(r => r.Status));
        play.Refuses("Select a next action from the list", p => p.Propose(Ida, "to-stage-2", Ida)).Refuses("Select a next action from the list", p => p.Propose(Ida, "to-stage-3", Ida));
        Assert.Equal(["drp-complete", "to-stage-4", "to-cafcass"], Engine.Offered(play.Process, play.As(Ida), play.Work).Select(o => o.Action.Id));
    }

    [Fact(DisplayName = "S0-063 Escalation goes forward by rank, though the pack's own condition were missing")]
    public void Forward_only()
    {
        const string Action = "{id: to-stage-2, label: \"Proceed to {drp} Stage 2\", opens: [drp-2], to: [raiser]";
        var play = new Play(ClockTests.Edited(Action + ", when: {fact: rank, before: \"2\"}", Action)).Stage(2);
        Assert.DoesNotContain("to-stage-2", Engine.Offered(play.Process, play.As(Ida), play.Work).Select(o => o.Action.Id));
        play.Refuses("Select a next action from the list", p => p.Propose(Ida, "to-stage-2", Ida));
    }

    [Fact(DisplayName = "S0-064 Referred to CAFCASS asks for the referral, and ends once it is attached")]
    public void Referred()
    {
        var play = new Play().Stage(1).Through(Tess, "cafcass", "to-cafcass");
        Assert.Equal(("attach-referral", Ida, ProcessStatus.Open), (play.Work.Definition, play.Work.Holder, play.Process.Status));
        play.Propose(Ida, "referred").Refuses("Attach CAFCASS referral", p => p.Finish(Ida));
        play.Save(Ida, ("document", Id(900).ToString())).Finish(Ida);
        Assert.Equal((ProcessStatus.Ended, "Referred to CAFCASS"), (play.Process.Status, play.Process.EndState));

        play = new Play().Stage(1).Disputed(Tess).Replied(Tess).Save(Ida, ("outcome", "cafcass"), ("progress", "None."));
        play.Children = [Arlo with { LegalStatus = null }];
        play.Refuses("Only a looked after child", p => p.Propose(Ida, "to-cafcass", Ida)).Refuses("is no longer possible", p => p.Finish(Ida));
        play.Concluded("left-care", "close-left-care").Confirmed().Finish(Mona);
        Assert.Equal("Unresolved when the child left care", play.Process.EndState);
    }

    [Fact]
    public void A_forged_next_action_worker_or_priority_is_refused()
    {
        var play = new Play().Qap().Asked().Updated().Save(Ida, ("decision", "stage-1"));
        play.Refuses("Select a next action from the list", p => p.Propose(Ida, "to-stage-4", Ida)).Refuses("Select a next action from the list", p => p.Propose(Ida, "to-cafcass", Ida));
        play.Refuses("can’t hold this work", p => p.Propose(Ida, "to-drp-1", Tess)).Refuses("can’t hold this work", p => p.Propose(Ida, "to-drp-1", Lena)).Refuses("Select whom to pass", p => p.Propose(Ida, "to-drp-1"));
        play.Refuses("Select a priority", p => p.Propose(Ida, new Proposal("to-drp-1", Ida) { Priority = "very" }));
        play.Refuses("is filled by Ida Fenwick", p => p.Propose(Tess, "to-drp-1", Ida));
        play.Propose(Ida, new Proposal("to-drp-1", Ravi) { Priority = "urgent", Note = "Please take it on." });
        play.Refuses("is filled by Ida Fenwick", p => p.Unpropose(Tess, "to-drp-1")).Unpropose(Ida, "to-drp-1");
    }

    [Fact]
    public void Whoever_is_passed_the_QA_process_leads_it()
    {
        var play = new Play().Start(Ida, "lac-review").Save(Ida, ("review-record", "We met."), ("audit-done", "yes")).Propose(Ida, "to-qap", Ravi).Finish(Ida);
        Assert.Equal((Ravi, Ravi, Ida), (play.Process.Raiser, play.Work.Holder, play.Process.RaisedBy));
        play.Save(Ravi, ("review-on", "2020-07-03")).Refuses("is filled by Ravi Holt", p => p.Save(Ida, ("review-on", "2020-07-04")));
    }

    [Fact]
    public void A_concern_about_a_child_who_is_not_looked_after_can_t_begin()
    {
        var play = new Play { Children = [Arlo with { LegalStatus = null }] };
        play.Refuses("not for this child", p => p.Start(Ida, "lac-review")).Start(Ida, "significant-information").Save(Ida, ("received", "2020-06-26"), ("new-information", "A new school."));
        play.Refuses("Select a next action from the list", p => p.Propose(Ida, "to-qap", Ida)).Propose(Ida, "recorded").Finish(Ida);
        Assert.Equal("Recorded", play.Process.EndState);
    }
}

internal static class ProcessWords
{
    public static Workstep Work(this Process process) => process.Worksteps[^1];
}
