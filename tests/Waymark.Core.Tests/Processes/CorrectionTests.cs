using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Xunit;
using static Waymark.Core.Tests.Processes.Cast;

namespace Waymark.Core.Tests.Processes;

/// <summary>What is finished, signed or sent doesn't change; a correction is a new entry (rules 1, 7 and 11).</summary>
public sealed class CorrectionTests
{
    [Fact(DisplayName = "S0-074 Finish names everything that is missing; then who and when stand, and nothing changes any more")]
    public void Finished()
    {
        var play = new Play().Stage(1);
        var missing = Engine.WhyNotFinish(play.Process, play.As(Mona), play.Work).Select(r => r.Field).OfType<string>().ToList();
        Assert.Equal(["issues", "desired-outcome", "request-1", "progress", "outcome", "iro-confirms", "manager-comment", "manager-confirms", "request-3", "next"], missing);
        play.Disputed(Tess).Replied(Tess).Concluded("resolved", "drp-complete").Confirmed();
        play.Refuses("The IRO Manager finishes this workstep.", p => p.Finish(Ida));
        Assert.Single(play.Last.Refusals);
        play.At("2020-07-02 10:15").Finish(Mona);
        Assert.Equal((WorkstepStatus.Finished, Mona, play.Instant), (play.Work.Status, play.Work.ClosedBy!.Value, play.Work.Closed!.Value));
        play.Refuses("What is finished doesn’t change", p => p.Save(Ida, ("issues", "Others."))).Refuses("doesn’t change", p => p.Finish(Mona)).Refuses("doesn’t change", p => p.Send(Ida, "request-1", Tess));
        play.Refuses("may reopen it", p => p.Reopen(Ida, p.Work)).Refuses("may reopen it", p => p.Reopen(Tess, p.Work));
    }

    [Fact]
    public void Reopened_it_is_a_new_version_and_what_it_started_stays_started()
    {
        var play = new Play().Stage(1).Through(Tess, "stage-2", "to-stage-2");
        var finished = play.Process.Worksteps[1];
        var before = Json.Write(finished);
        play.Reopen(Mona, finished);
        var version = play.Work;
        Assert.Equal((finished.Id, version.Id, "drp-1", Ida), (version.Reopens!.Value, finished.SupersededBy!.Value, version.Definition, version.Holder));
        Assert.Equal("No plan for permanence.", version.Answers["issues"].Text);
        Assert.Empty(version.Signatures);
        play.Refuses("It was reopened already", p => p.Reopen(Mona, finished));

        // A correction of the date of dispute moves the whole process's clock, though stage 2 is open.
        play.Save(Ida, ("date-of-dispute", "2020-06-22"));
        Assert.Equal(Day("2020-07-20"), play.Clock("whole").Due.On);
        play.Sign(Ida, "iro-confirms").Confirmed().Finish(Mona);
        Assert.Equal(["qap", "drp-1", "drp-2", "drp-1"], play.Process.Worksteps.Select(w => w.Definition));
        Assert.True(play.Process.Worksteps[2].IsOpen);
        Assert.Equal("drp-2", Standings.Stage(play.Process, play.Protocol)!.Definition);
        finished.SupersededBy = null;
        Assert.Equal(before, Json.Write(finished));
    }

    [Fact]
    public void Reopened_after_the_end_it_ends_again_or_goes_on_as_is_decided_now()
    {
        var play = new Play().Qapped("resolved", "qap-complete");
        play.Reopen(Mona, play.Work);
        Assert.Equal(ProcessStatus.Open, play.Process.Status);
        play.Sign(Ida, "overseen").Finish(Ida);
        Assert.Equal((ProcessStatus.Ended, "Resolved"), (play.Process.Status, play.Process.EndState));
        play.Reopen(Mona, play.Work).Unpropose(Ida, "qap-complete").Save(Ida, ("decision", "stage-1")).Sign(Ida, "overseen").Propose(Ida, "to-drp-1", Ida).Finish(Ida);
        Assert.Equal((ProcessStatus.Open, "drp-1"), (play.Process.Status, play.Work.Definition));
    }

    [Fact]
    public void A_process_opened_in_error_is_cancelled_with_a_reason_and_stays_on_the_record()
    {
        var play = new Play().Qap().Asked().Cancel(Ida);
        Assert.Equal((ProcessStatus.Cancelled, WorkstepStatus.Cancelled, RequestStatus.Withdrawn), (play.Process.Status, play.Work.Status, play.Work.Requests[0].Status));
        Assert.All(play.Process.Clocks, c => Assert.False(c.Runs));
        Assert.Equal("It was opened for the wrong child.", play.Events[^1].Reason);
        Assert.Contains("Tess Marlow", play.Told("request-withdrawn"));
        play.Refuses("was cancelled", p => p.Save(Ida, ("summary", "More."))).Refuses("is closed", p => p.Cancel(Ida));
        Assert.Empty(play.At("2020-12-01").Tick().Last.Events);
    }

    [Fact]
    public void An_answer_from_outside_counts_from_when_it_came_and_is_marked_so()
    {
        var play = new Play().Stage(1).Disputed(Tess).At("2020-07-02 16:00");
        play.Refuses("in the future", p => p.Outside(Ida, "request-1", "2020-07-03 09:00")).Refuses("before the request was sent", p => p.Outside(Ida, "request-1", "2020-06-28 09:00"));
        play.Refuses("may record an answer", p => p.Outside(Sami, "request-1", "2020-07-01 11:00"));
        play.Outside(Ida, "request-1", "2020-07-01 11:00", new Typed("managers-update", play.Work.Tables["actions"][0].Id, "By e-mail: begun."));
        var answer = play.Work.Requests[0];
        Assert.Equal((RequestStatus.Completed, Ida, (Guid?)Tess, "by e-mail"), (answer.Status, answer.AnsweredBy!.Value, answer.AnsweredFor, answer.Outside!.How));
        Assert.Equal(new Play().At("2020-07-01 11:00").Instant, answer.Answered);
        Assert.All(play.Last.Events, e => Assert.Equal(play.Instant, e.Recorded));
        Assert.Equal(Day("2020-07-01"), play.Clock("hand-over").Due.From);
        Assert.Contains("Tess Marlow", play.Told("answer-recorded-for-you"));
    }

    [Theory]
    [InlineData("in time, written down after time ran out", "2020-07-06 17:00", "2020-07-08", ClockStatus.Stopped)]
    [InlineData("late", "2020-07-07 09:00", "2020-07-08", ClockStatus.RunOut)]
    public void An_answer_from_outside_that_came_in_time_was_in_time(string why, string came, string recorded, ClockStatus expected)
    {
        var play = new Play().Stage(1).Disputed(Tess).At(recorded).Tick();
        Assert.Equal(ClockStatus.RunOut, play.Clock("reply").Status);
        play.Outside(Ida, "request-1", came);
        Assert.True(play.Clock("reply").Status == expected, why);
    }

    [Theory]
    [InlineData("on the last day", "2020-07-14 23:59", true)]
    [InlineData("a day too late", "2020-07-15 00:00", false)]
    public void An_answer_from_outside_has_a_limit(string why, string recorded, bool taken)
    {
        var play = new Play().Stage(1).Disputed(Tess).At(recorded);
        if (taken) play.Outside(Ida, "request-1", "2020-06-30 11:00");
        else play.Refuses("within 10 working days", p => p.Outside(Ida, "request-1", "2020-06-30 11:00"));
        Assert.True(taken == (play.Work.Requests[0].Status == RequestStatus.Completed), why);
        new Play().Stage(1).Disputed(Tess).Replied(Tess).Concluded("resolved", "drp-complete").Send(Ida, "request-3", Mona).Refuses("doesn’t allow answers from outside", p => p.Outside(Ida, "request-3", "2020-06-29 09:00"));
    }

    [Fact]
    public void A_process_keeps_the_version_of_the_pack_it_began_with()
    {
        var play = new Play().Start(Ida, "lac-review").Save(Ida, ("review-record", "We met."), ("audit-done", "yes"));
        var old = new Play().Stage(1).Disputed(Tess);
        play.InForce = ClockTests.Edited("version: \"1.0\"", "version: \"1.1\"");
        play.Propose(Ida, "to-qap", Ida).Finish(Ida);
        Assert.Equal(("1.1", play.InForce.Fingerprint), (play.Process.Version, play.Process.Pack));
        Assert.Equal(("1.0", Cast.Island.Fingerprint), (play.Processes[0].Version, play.Processes[0].Pack));
        old.InForce = play.InForce;
        old.Replied(Tess).Concluded("stage-2", "to-stage-2").Confirmed().Finish(Mona);
        Assert.Equal(("1.0", Cast.Island.Fingerprint), (old.Process.Version, old.Process.Pack));
    }

    [Fact]
    public void An_entry_recorded_in_error_stays_and_is_marked()
    {
        var play = new Play().Qap().Asked();
        var entry = play.Events.First(e => e.What is AnswersSaved);
        Assert.Contains(Engine.MarkError(play.Process, play.As(Tess), entry, "Wrong child.").Refusals, r => r.Text.StartsWith("Only whoever wrote it", StringComparison.Ordinal));
        play.Take(Engine.MarkError(play.Process, play.As(Mona), entry, "Wrong child."));
        Assert.Equal([entry.Sequence], play.Process.InError);
        play.Refuses("marked already", p => p.Take(Engine.MarkError(p.Process, p.As(Mona), entry, "Again.")));
    }
}
