using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Tests.Packs;
using Xunit;
using static Waymark.Core.Tests.Processes.Cast;

namespace Waymark.Core.Tests.Processes;

public sealed class DisputeTests
{
    [Fact(DisplayName = "S0-044 The date of dispute is today at first, comes along to the next stage, and can be changed there")]
    public void The_date_comes_along()
    {
        var play = new Play().Stage(1);
        Assert.Equal("2020-06-29", play.Answer("date-of-dispute"));
        play.At("2020-07-06").Through(Tess, "stage-2", "to-stage-2");
        Assert.Equal("2020-06-29", play.Answer("date-of-dispute"));
        play.Save(Ida, ("date-of-dispute", "2020-07-01"));
        Assert.Equal("2020-07-01", play.Answer("date-of-dispute"));
    }

    [Theory(DisplayName = "S0-045 The whole process is counted once, from the date of dispute of the first stage used, and follows that date alone")]
    [InlineData(1)]
    [InlineData(3)]
    public void Counted_once(int stage)
    {
        var play = new Play().Stage(stage);
        Assert.Equal("2020-07-27", play.Answer("resolve-by"));
        play.Refuses("is filled by Waymark", p => p.Save(Ida, ("resolve-by", "2020-12-31")));
        play.Save(Ida, ("date-of-dispute", "2020-08-24"));
        Assert.Equal("2020-09-22", play.Answer("resolve-by"));
        Assert.Equal("2020-09-22", play.Context(Ida).Read(new Value.Of(new(SubjectKind.Clock, "whole"))));
        play.Save(Ida, ("date-of-dispute", "2020-06-29")).Through(stage == 1 ? Tess : Dermot, $"stage-{stage + 1}", $"to-stage-{stage + 1}").At("2020-07-06").Save(Ida, ("date-of-dispute", "2020-07-06"));
        Assert.Equal("2020-07-27", play.Answer("resolve-by"));
        Assert.Equal("2020-07-27", play.Process.Worksteps[1].Answers["resolve-by"].Text);
        Assert.Single(play.Process.Clocks, c => c.Definition == "whole");
        Assert.Contains("20 working days from Monday 29 June 2020.", play.Clock("whole").Due.Why);
    }

    [Fact(DisplayName = "S0-046 The level follows the stage and can't be set to another")]
    public void The_level()
    {
        var play = new Play().Stage(2);
        Assert.Equal("2", play.Answer("level"));
        play.Refuses("Level of dispute is filled by Waymark", p => p.Save(Ida, ("level", "1")));
        play.Through(Sunniva, "stage-3", "to-stage-3");
        Assert.Equal(("3", "2"), (play.Answer("level"), play.Process.Worksteps[1].Answers["level"].Text));
    }

    [Theory(DisplayName = "S0-051 Each stage asks its own manager, who has five working days from when the request reached them")]
    [InlineData(1, "Tess Marlow", "2020-06-29", "2020-07-06")]
    [InlineData(2, "Sunniva Clay", "2020-06-29", "2020-07-06")]
    [InlineData(3, "Dermot Vale", "2020-06-29", "2020-07-06")]
    [InlineData(2, "Sunniva Clay", "2020-04-08", "2020-04-17")]
    public void Its_own_manager(int stage, string manager, string sent, string due)
    {
        var play = new Play().Stage(stage).At(sent);
        var receivers = Engine.Receivers(play.Context(Ida), play.Form.Request("request-1")!);
        Assert.Equal(manager, Register.NameOf(receivers[0].Worker));
        play.Disputed(receivers[0].Worker);
        Assert.Equal(due, NodaTime.Text.LocalDatePattern.Iso.Format(play.Clock("reply").Due.On));
        play.Withdraw(Ida, "request-1").Refuses("can’t be sent this request", p => p.Send(Ida, "request-1", Sami));
    }

    [Theory(DisplayName = "S0-059 The same stage and lower ones are no outcome; CAFCASS is one at every stage")]
    [InlineData(1, "resolved stage-2 stage-3 stage-4 cafcass")]
    [InlineData(2, "resolved stage-3 stage-4 cafcass")]
    [InlineData(3, "resolved stage-4 cafcass")]
    public void Outcomes(int stage, string expected)
    {
        var play = new Play().Stage(stage);
        Assert.Equal(expected.Split(' '), Core.Forms.Answers.Offered(play.Form.FindField("outcome")!, play.Context(Ida)).Select(o => o.Id));
        play.Refuses("Select Outcome of dispute from the list", p => p.Save(Ida, ("outcome", $"stage-{stage}")));
        if (stage == 3)
        {
            var without = new Play(PackReader.Read("island", PackFiles.Edited("island", "protocols/iro-qa.yaml", "{id: stage-4, label: Use Stage 4 (Corporate Director), is: yes", "{id: stage-4, label: Use Stage 4 (Corporate Director), is: no")).Pack).Stage(3);
            Assert.Equal(["resolved", "cafcass"], Core.Forms.Answers.Offered(without.Form.FindField("outcome")!, without.Context(Ida)).Select(o => o.Id));
        }
    }

    [Fact]
    public void The_next_stage_is_blank_and_one_act_copies_what_is_still_open()
    {
        var play = new Play().Stage(1).Save(Ida, ("issues", "No plan.")).Row(Ida, ("action", "Settled.")).Row(Ida, ("action", "Still open."));
        var first = play.Work;
        play.Send(Ida, "request-1", Tess).Cells(Tess, first.Tables["actions"][0].Id, ("managers-update", "Done."));
        play.Acknowledged["updates-filled"] = "";
        play.Complete(Tess, "request-1").Send(Tess, "request-2", Ida).Complete(Ida, "request-2").Save(Ida, ("desired-outcome", "A plan.")).Concluded("stage-2", "to-stage-2").Confirmed().Finish(Mona);
        Assert.Equal(["child", "date-of-dispute"], play.Work.Answers.Keys.Select(k => k.Split('/')[0]).Distinct().Order());
        Assert.Empty(play.Work.Tables);
        play.Take(Engine.CopyOpenRows(play.Process, play.As(Ida), play.Work.Id, "actions"));
        Assert.Equal(["Still open."], play.Work.Tables["actions"].Select(r => r.Cells["action"].Text));
        Assert.Equal(2, first.Tables["actions"].Count);
    }
}
