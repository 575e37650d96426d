using NodaTime;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Tests.Packs;
using Xunit;
using static Waymark.Core.Tests.Processes.Cast;

namespace Waymark.Core.Tests.Processes;

/// <summary>Time limits: what they count from, what moves and stops them, and what silence does (rules 3 and 4).</summary>
public sealed class ClockTests
{
    [Fact(DisplayName = "S0-073 Silence is recorded once and told once, opens the unresolved outcomes, and closes nothing")]
    public void Silence()
    {
        var play = new Play().Stage(1).Disputed(Tess).Save(Ida, ("progress", "No reply."), ("outcome", "stage-2"));
        play.At("2020-07-06 23:59").Tick().Refuses("neither replied nor run out of time", p => p.Sign(Ida, "iro-confirms"));
        play.At("2020-07-07 00:00").Tick();
        Assert.Equal(ClockStatus.RunOut, play.Clock("reply").Status);
        Assert.Equal(["Ida Fenwick", "Mona Lark", "Tess Marlow"], play.Told("reply-late").Order());
        Assert.Equal([play.Clock("reply")], Standings.Overdue(play.Process, play.Protocol));
        Assert.Equal((Standing.Waiting, WorkstepStatus.Open, RequestStatus.Sent), (play.Standing, play.Work.Status, play.Work.Requests[0].Status));
        play.Tick().At("2020-07-20").Tick();
        Assert.Single(play.Events, e => e.What is ClockRanOut && ((ClockRanOut)e.What).Clock == play.Clock("reply").Id);
        Assert.Equal(3, play.Told("reply-late").Count());
        play.Sign(Ida, "iro-confirms").Propose(Ida, "to-stage-2", Ida).Confirmed().Finish(Mona);
        Assert.Equal(("drp-2", RequestStatus.Withdrawn), (play.Work.Definition, play.Process.Worksteps[1].Requests[0].Status));
    }

    [Fact]
    public void An_answer_is_near_due_a_working_day_before_and_that_is_said_once()
    {
        var play = new Play().Stage(1).Disputed(Tess).At("2020-07-02 23:59").Tick();
        Assert.Equal(ClockStatus.Running, play.Clock("reply").Status);
        play.At("2020-07-03 00:00").Tick().Tick().At("2020-07-04 12:00").Tick();
        Assert.Equal(ClockStatus.Near, play.Clock("reply").Status);
        Assert.Equal(["Tess Marlow"], play.Told("reply-near"));
    }

    [Fact]
    public void An_answer_after_time_ran_out_still_counts_and_ends_what_is_overdue()
    {
        var play = new Play().Stage(1).Disputed(Tess).At("2020-07-10").Tick().Replied(Tess);
        Assert.Equal(ClockStatus.RunOut, play.Clock("reply").Status);
        Assert.Equal(Standing.None, play.Standing);
        Assert.DoesNotContain(Standings.Overdue(play.Process, play.Protocol), c => c.Definition == "reply");
    }

    [Fact]
    public void A_clock_that_counts_from_a_field_is_overdue_only_until_its_request_is_completed()
    {
        var play = new Play().Qap().Asked().At("2020-07-06").Tick();
        Assert.Equal([play.Clock("update-due")], Standings.Overdue(play.Process, play.Protocol));
        Assert.Equal(play.Clock("update-due"), Standings.Due(play.Process, play.Protocol));
        play.Updated();
        Assert.Empty(Standings.Overdue(play.Process, play.Protocol));
        Assert.Null(Standings.Due(play.Process, play.Protocol));
    }

    [Fact]
    public void A_manager_who_answers_and_hands_nothing_over_doesn_t_lock_the_stage()
    {
        var play = new Play().Stage(1).Disputed(Tess);
        play.Complete(Tess, "request-1", new Typed("managers-update", play.Work.Tables["actions"][0].Id, "Begun."));
        Assert.Equal((ClockStatus.Stopped, ClockStatus.Running), (play.Clock("reply").Status, play.Clock("hand-over").Status));
        play.Concluded("stage-2", "to-stage-2").Confirmed().Refuses("Send the request: IRO please review", p => p.Finish(Mona));
        play.At("2020-07-01").Tick().Finish(Mona);
        Assert.Equal("drp-2", play.Work.Definition);
    }

    [Fact]
    public void Sent_again_after_a_return_the_time_is_the_new_request_s()
    {
        var play = new Play().Stage(1).Disputed(Tess).At("2020-07-01").Return(Tess, "request-1");
        Assert.Equal((ClockStatus.Stopped, "The request was returned."), (play.Clock("reply").Status, play.Clock("reply").Why));
        play.Send(Ida, "request-1", Tess);
        Assert.Equal((ClockStatus.Running, Day("2020-07-08")), (play.Clock("reply").Status, play.Clock("reply").Due.On));
        play.At("2020-07-02").Reassign(Tess, "request-1", Owen);
        Assert.Equal(Day("2020-07-08"), play.Clock("reply").Due.On);
    }

    [Fact]
    public void A_stage_s_clock_and_the_process_s_are_apart_and_the_process_s_runs_on_through_stages()
    {
        var play = new Play().Stage(1).Disputed(Tess).At("2020-07-10").Tick();
        Assert.Equal((ClockStatus.RunOut, ClockStatus.Running), (play.Clock("reply").Status, play.Clock("whole").Status));
        play.Concluded("stage-2", "to-stage-2").Confirmed().Finish(Mona).Disputed(Sunniva).At("2020-07-28").Tick();
        Assert.Equal((ClockStatus.RunOut, ClockStatus.RunOut), (play.Clock("reply").Status, play.Clock("whole").Status));
        Assert.Equal(ProcessStatus.Open, play.Process.Status);
        Assert.Single(play.Process.Clocks, c => c.Definition == "whole");
    }

    [Fact]
    public void A_moved_review_date_moves_its_clock_even_when_it_had_run_out()
    {
        var play = new Play().Qap().Asked().At("2020-07-04").Tick();
        Assert.Equal(ClockStatus.RunOut, play.Clock("update-due").Status);
        play.Save(Ida, ("review-on", "2020-07-10"));
        Assert.Equal((ClockStatus.Running, null, Day("2020-07-10")), (play.Clock("update-due").Status, play.Clock("update-due").Closed, play.Clock("update-due").Due.On));
        play.Updated();
        Assert.Equal(ClockStatus.Stopped, play.Clock("update-due").Status);
    }

    [Fact]
    public void Time_runs_out_when_it_ends_however_late_that_is_noticed()
    {
        var play = new Play().Stage(1).Disputed(Tess).At("2020-07-20 11:30").Tick();
        Assert.Equal(new Play().At("2020-07-07 00:00").Instant, play.Clock("reply").Closed);
        Assert.Equal(play.Instant, play.Events.Last(e => e.What is ClockRanOut).Recorded);
    }

    [Fact]
    public void A_holiday_proclaimed_late_moves_what_runs_and_says_so_and_leaves_what_is_over()
    {
        var play = new Play().Stage(1).Disputed(Tess).At("2020-07-08").Tick();
        Assert.Equal(ClockStatus.RunOut, play.Clock("reply").Status);
        play.Withdraw(Ida, "request-1").Send(Ida, "request-1", Tess);
        var over = play.Process.Clocks.First(c => c.Definition == "reply").Due;
        var file = File.ReadAllText(Checkout.At("packs", "calendars", "england-and-wales.csv"));
        play.Calendar = WorkingCalendar.Read("england-and-wales", file.Replace("\n2020-08-31", "\n2020-07-03,A day of thanks,\n2020-07-10,Another,\n2020-08-31", StringComparison.Ordinal)).Calendar!;
        play.Tick();
        Assert.Equal((Day("2020-07-16"), "The calendar changed: it ended on Wednesday 15 July 2020 before."), (play.Clock("reply").Due.On, play.Clock("reply").Why));
        Assert.Equal(over, play.Process.Clocks.First(c => c.Definition == "reply").Due);
        Assert.Contains("Another (", string.Join(' ', play.Clock("reply").Due.Why) + "(", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the clocks go forward", "2026-03-27 16:00", "2026-03-30T17:00")]
    [InlineData("the clocks go back", "2026-10-23 16:00", "2026-10-26T15:00")]
    [InlineData("a plain weekend", "2015-07-10 16:00", "2015-07-13T16:00")]
    public void Hours_are_hours_whatever_the_clocks_on_the_wall_do(string why, string sent, string due)
    {
        var play = new Play(Edited("id: reply, label: Manager's reply due, amount: 5, unit: working-days", "id: reply, label: Manager's reply due, amount: 72, unit: hours")).At(sent).Stage(1).Disputed(Tess);
        Assert.True(play.Clock("reply").Due.At == NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(due).Value, why);
        Assert.Equal(play.Instant + Duration.FromHours(72), play.Clock("reply").Due.Ends);
        play.Time = play.Clock("reply").Due.At!.Value.PlusTicks(-1);
        Assert.Equal(ClockStatus.Near, play.Tick().Clock("reply").Status);
        play.Time = play.Clock("reply").Due.At!.Value;
        Assert.Equal(ClockStatus.RunOut, play.Tick().Clock("reply").Status);
    }

    public static Pack Edited(string old, string @new) => PackReader.Read("island", PackFiles.Edited("island", "protocols/iro-qa.yaml", old, @new)) is { Pack: { } pack } ? pack : throw new InvalidDataException(old);
}
