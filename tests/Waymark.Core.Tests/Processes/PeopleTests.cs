using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;
using Xunit;
using static Waymark.Core.Tests.Processes.Cast;

namespace Waymark.Core.Tests.Processes;

/// <summary>Who is found, who stands in, and who may not (rules 8 and 9).</summary>
public sealed class PeopleTests
{
    [Fact]
    public void A_post_that_nobody_holds_blocks_and_says_which_post_to_fill()
    {
        var play = new Play { Register = Cast.Register.Without("service-manager") }.Stage(2);
        play.Save(Ida, ("issues", "No plan.")).Refuses("Nobody holds the post of Service Manager for north. An administrator can fill the post.", p => p.Send(Ida, "request-1", Sunniva));
        play.Register = Cast.Register;
        play.Send(Ida, "request-1", Sunniva);
    }

    [Fact]
    public void A_deputy_acts_for_whoever_is_away_and_both_names_are_kept()
    {
        var play = new Play().Qap().Asked();
        play.Refuses("nobody else can answer", p => p.Complete(Ned, "manager-update"));
        play.Register = Cast.Register.Away(Tess, "2020-06-30", "2020-07-10", Ned);
        play.At("2020-06-29").Refuses("nobody else can answer", p => p.Complete(Ned, "manager-update"));
        play.At("2020-06-30").Complete(Ned, "manager-update", new Typed("sw-update", play.Work.Tables["actions"][0].Id, "Done."));
        Assert.Equal((Ned, (Guid?)Tess), (play.Work.Requests[0].AnsweredBy, play.Work.Requests[0].AnsweredFor));
        Assert.All(play.Last.Events, e => Assert.Equal((Ned, (Guid?)Tess), (e.By, e.For)));
    }

    [Fact]
    public void Whoever_is_away_and_their_deputy_are_both_told()
    {
        var play = new Play { Register = Cast.Register.Away(Tess, "2020-06-20", "2020-07-31", Ned) }.Qap().Asked();
        Assert.Equal(["Tess Marlow", "Ned Frost"], play.Told("request-arrived"));
        Assert.Contains("deputy for Tess Marlow", play.Notices.Select(n => n.Rule));
        Assert.Equal(Ned, Engine.Receivers(play.Context(Ida), play.Form.Request("manager-update")!)[0].Deputy);
    }

    [Fact]
    public void A_concern_about_a_manager_goes_to_the_manager_above()
    {
        var play = new Play().Qap().Save(Ida, ("review-on", "2020-07-03"), ("about-workers", $"{Tess}\n{Sami}")).Row(Ida, ("action", "Meet."), ("by-whom", "Sunniva Clay"), ("by-date", "2020-07-03"));
        Assert.Equal([Sunniva, Owen], Engine.Receivers(play.Context(Ida), play.Form.Request("manager-update")!).Select(r => r.Worker));
        play.Refuses("The concern is about Tess Marlow, who can’t answer it.", p => p.Send(Ida, "manager-update", Tess)).Send(Ida, "manager-update", Sunniva);
        play.Refuses("The concern is about Sami Reed", p => p.Send(Ida, "sw-update-request", Sami));
        play.Refuses("The concern is about Tess Marlow", p => p.Reassign(Sunniva, "manager-update", Tess));
    }

    [Fact]
    public void Whom_a_concern_is_about_neither_answers_nor_signs_nor_finishes_and_nor_does_a_deputy()
    {
        var play = new Play().Qap().Asked().Save(Ida, ("about-workers", $"{Tess}"));
        play.Refuses("The concern is about you", p => p.Complete(Tess, "manager-update"));
        play.Refuses("The concern is about you", p => p.Cells(Tess, p.Work.Tables["actions"][0].Id, ("sw-update", "All is well.")));
        play.Register = Cast.Register.Away(Tess, "2020-06-20", "2020-07-31", Ned);
        play.Refuses("nobody else can answer", p => p.Complete(Ned, "manager-update"));
        play.Refuses("The concern is about Tess Marlow", p => p.Outside(Ida, "manager-update", "2020-06-29 10:00"));

        play = new Play().Stage(1).Disputed(Tess).Replied(Tess).Concluded("resolved", "drp-complete").Send(Ida, "request-3", Mona).Save(Mona, ("manager-comment", "Good."));
        play.Process.Worksteps[0].Answers["about-workers"] = new Answer(Mona.ToString(), Ida, play.Instant);
        Assert.Contains(Engine.WhyNotSign(play.Process, play.As(Mona), play.Work, play.Form.FindField("manager-confirms")!), r => r.Text.StartsWith("The concern is about you", StringComparison.Ordinal));
        Assert.Contains(Engine.WhyNotFinish(play.Process, play.As(Mona), play.Work), r => r.Text.StartsWith("The concern is about you", StringComparison.Ordinal));
        Assert.Contains(Engine.WhyNotCancel(play.Process, play.As(Mona)), r => r.Text.Contains("may cancel", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("the IRO whose child it is", 1, true)]
    [InlineData("the IRO Manager", 3, true)]
    [InlineData("another IRO", 2, false)]
    [InlineData("the team manager, whom the pack would let", 6, false)]
    [InlineData("a director", 9, false)]
    public void A_process_is_cancelled_by_the_service_that_raised_it_and_never_by_the_line(string who, int worker, bool may)
    {
        var access = Cast.Island.Access.Select(a => a.Id == "team-work" ? a with { Verbs = new HashSet<AccessVerb>(a.Verbs) { AccessVerb.Cancel, AccessVerb.Reassign, AccessVerb.Reopen } } : a);
        var play = new Play(Cast.Island with { Access = [.. access] }).Qap().Asked();
        if (may) Assert.Equal(ProcessStatus.Cancelled, play.Cancel(Id(worker)).Process.Status);
        else play.Refuses("may cancel it", p => p.Cancel(Id(worker)));
        Assert.True(may || play.Work.IsOpen, who);
    }

    [Fact]
    public void The_line_stays_out_of_it_when_the_IRO_who_raised_it_has_moved_on()
    {
        var access = Cast.Island.Access.Select(a => a.Id == "team-work" ? a with { Verbs = new HashSet<AccessVerb>(a.Verbs) { AccessVerb.Cancel } } : a);
        var play = new Play(Cast.Island with { Access = [.. access] }).Qap().At("2020-09-01");
        play.Register = Cast.Register with { Holdings = [.. Cast.Register.Holdings.Select(h => h.Worker == Ida ? h with { To = Day("2020-07-31") } : h)] };
        play.Refuses("may cancel it", p => p.Cancel(Tess));
        play.HandOver(Mona, Ravi).Save(Ravi, ("review-on", "2020-09-10"));
        Assert.Equal((Ravi, Ida), (play.Process.Raiser, play.Process.RaisedBy));
    }

    [Fact]
    public void Work_handed_over_takes_its_requests_along()
    {
        var play = new Play().Qap().Asked();
        play.Refuses("may pass this work on", p => p.HandOver(Tess, Ravi)).Refuses("Select somebody in the same post", p => p.HandOver(Ida, Sami));
        play.HandOver(Ida, Ravi).Refuses("may withdraw it", p => p.Withdraw(Tess, "manager-update")).Withdraw(Ravi, "manager-update").Send(Ravi, "manager-update", Tess);
        play.Refuses("Only Ravi Holt may send", p => p.Send(Ida, "sw-update-request", Sami));
    }

    [Fact]
    public void Nobody_answers_what_they_asked()
    {
        var play = new Play().Stage(1).Disputed(Tess);
        play.Refuses("sent it, so somebody else answers", p => p.Reassign(Ida, "request-1", Ida)).Refuses("may pass it on", p => p.Reassign(Sami, "request-1", Sami));
    }

    [Fact]
    public void A_notice_whose_rule_finds_nobody_says_so()
    {
        var play = new Play().Stage(1).Disputed(Tess).At("2020-07-08");
        play.Register = Cast.Register.Without("iro-manager");
        Assert.Contains("A reply is overdue: Nobody holds the post of IRO Manager.", play.Tick().Last.Warnings);
    }
}
