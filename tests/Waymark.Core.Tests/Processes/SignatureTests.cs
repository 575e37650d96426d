using Waymark.Core.Processes;
using Xunit;
using static Waymark.Core.Tests.Processes.Cast;

namespace Waymark.Core.Tests.Processes;

public sealed class SignatureTests
{
    [Fact(DisplayName = "S0-037 The stamp is the server's clock and the signer's own post; nobody else may sign")]
    public void The_stamp()
    {
        var play = new Play().Qap().Asked().Updated().At("2020-06-29 14:06");
        play.Save(Ida, ("summary", "Arlo waits."), ("decision", "resolved"));
        play.Refuses("Only Ida Fenwick may sign", p => p.Sign(Tess, "overseen"));
        play.Sign(Ida, "overseen");
        Assert.Equal("Verified at 02:06PM on 29/06/2020 by Ida Fenwick Job Title: Independent Reviewing Officer, Organisation: Island Council", play.Work.Signatures["overseen"].Stamp);
    }

    [Fact(DisplayName = "S0-060 The IRO's signature stands for the outcome that it was given to; another outcome clears it")]
    public void Cleared_by_another_outcome()
    {
        var play = new Play().Stage(1).Disputed(Tess).Replied(Tess);
        play.Refuses("Select Outcome of dispute before you sign", p => p.Sign(Ida, "iro-confirms"));
        play.Save(Ida, ("progress", "Some."), ("outcome", "stage-2")).At("2020-06-29 15:40").Sign(Ida, "iro-confirms");
        Assert.StartsWith("Verified at 03:40PM on 29/06/2020 by Ida Fenwick", play.Work.Signatures["iro-confirms"].Stamp, StringComparison.Ordinal);
        play.Refuses("it is signed", p => p.Sign(Ida, "iro-confirms"));
        play.Save(Ida, ("outcome", "stage-2"));
        Assert.True(play.Work.Signatures.ContainsKey("iro-confirms"), "Nothing changed, and yet the signature went.");
        play.Save(Ida, ("outcome", "stage-3"));
        Assert.Empty(play.Work.Signatures);
        Assert.IsType<SignatureCleared>(play.Last.Events[^1].What);
    }

    [Fact]
    public void What_stands_below_a_signature_leaves_it_and_what_stands_above_clears_both()
    {
        var play = new Play().Stage(1).Disputed(Tess).Replied(Tess).Concluded("stage-2", "to-stage-2").Send(Ida, "request-3", Mona)
            .Save(Mona, ("manager-comment", "I agree.")).Sign(Mona, "manager-confirms");
        Assert.Equal(2, play.Work.Signatures.Count);
        play.Save(Mona, ("manager-comment", "I agree wholly."));
        Assert.Equal(["iro-confirms"], play.Work.Signatures.Keys);
        play.Sign(Mona, "manager-confirms").Save(Ida, ("desired-outcome", "A plan by September."));
        Assert.Empty(play.Work.Signatures);
        play.Refuses("Sign: IRO Manager to confirm recommendations before you complete", p => p.Complete(Mona, "request-3"));
    }

    [Fact]
    public void Two_signatures_are_by_two_people()
    {
        // Ida also holds the manager's post for the day; Mona is away with Ida as her deputy.
        var play = new Play().Stage(1).Disputed(Tess).Replied(Tess).Concluded("stage-2", "to-stage-2");
        play.Register = Register.Away(Mona, "2020-06-29", "2020-07-31", Ida);
        play.Send(Ida, "request-3", Mona).Save(Ida, ("manager-comment", "For Mona."));
        play.Refuses("by two people", p => p.Sign(Ida, "manager-confirms"));
        play.Register = Register.Away(Mona, "2020-06-29", "2020-07-31", Ravi);
        play.Sign(Ravi, "manager-confirms");
        Assert.Contains("by Ravi Holt for Mona Lark", play.Work.Signatures["manager-confirms"].Stamp, StringComparison.Ordinal);
    }

    [Fact]
    public void The_manager_signs_only_while_asked()
    {
        var play = new Play().Stage(1).Disputed(Tess).Replied(Tess).Concluded("resolved", "drp-complete");
        play.Refuses("filled by whoever has been asked", p => p.Sign(Mona, "manager-confirms"));
        play.Refuses("Only the IRO Manager may sign", p => p.Sign(Ida, "manager-confirms"));
    }

}
