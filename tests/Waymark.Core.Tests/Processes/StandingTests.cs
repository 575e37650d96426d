using Waymark.Core.Processes;
using Xunit;
using static Waymark.Core.Tests.Processes.Cast;

namespace Waymark.Core.Tests.Processes;

/// <summary>What requests come to: in words, with a colour beside them (rule 5).</summary>
public sealed class StandingTests
{
    [Fact(DisplayName = "S0-029 S0-031 Nothing is awaited before a request is sent; then the sender waits, for whom it was sent to")]
    public void Waiting_once_sent()
    {
        var play = new Play().Qap();
        Assert.Equal(Standing.None, play.Standing);
        Assert.Equal([Ida], Standings.Turn(play.Work, play.Form));
        play.Asked();
        Assert.Equal(Standing.Waiting, play.Standing);
        Assert.Equal([Tess], Standings.Turn(play.Work, play.Form));
    }

    [Fact(DisplayName = "S0-030 A request is returned only with a note that says why, and then it is the sender's turn")]
    public void Returned_with_a_note()
    {
        var play = new Play().Qap().Asked();
        play.Refuses("Say in the note why", p => p.Return(Tess, "manager-update", "  "));
        play.Return(Tess, "manager-update", "Which meeting?");
        Assert.Equal(Standing.Returned, play.Standing);
        Assert.Equal("Which meeting?", play.Work.Requests[0].AnswerNote);
        Assert.Equal([Ida], Standings.Turn(play.Work, play.Form));
        Assert.Equal(["Ida Fenwick"], play.Told("request-returned"));
        play.Send(Ida, "manager-update", Tess);
        Assert.Equal(Standing.Waiting, play.Standing);
    }

    [Fact(DisplayName = "S0-031 White once all have answered, red border whatever the others are")]
    public void All_or_any()
    {
        var play = new Play().Qap().Asked().Send(Ida, "sw-update-request", Sami).Complete(Tess, "manager-update");
        Assert.Equal(Standing.Waiting, play.Standing);
        play.Complete(Sami, "sw-update-request");
        Assert.Equal(Standing.None, play.Standing);

        play = new Play().Qap().Asked().Send(Ida, "sw-update-request", Sami).Return(Sami, "sw-update-request");
        Assert.Equal(Standing.Returned, play.Standing);
        play.Complete(Tess, "manager-update");
        Assert.Equal(Standing.Returned, play.Standing);
    }

    [Theory]
    [InlineData("withdrawn")]
    [InlineData("sent again and completed")]
    public void What_was_returned_is_settled_when_it_is(string how)
    {
        var play = new Play().Qap().Asked().Complete(Tess, "manager-update").Send(Ida, "sw-update-request", Sami).Return(Sami, "sw-update-request");
        if (how == "withdrawn") play.Withdraw(Ida, "sw-update-request");
        else play.Send(Ida, "sw-update-request", Sami).Complete(Sami, "sw-update-request");
        Assert.Equal(Standing.None, play.Standing);
    }

    [Fact]
    public void One_returned_while_another_is_awaited_and_passed_on_in_between()
    {
        var play = new Play().Qap().Asked().Send(Ida, "sw-update-request", Sami, Asha).Return(Sami, "sw-update-request");
        Assert.Equal(Standing.Returned, play.Standing);
        play.Reassign(Tess, "manager-update", Owen);
        Assert.Equal(Standing.Returned, play.Standing);
        play.Send(Ida, "sw-update-request", Sami);
        Assert.Equal(Standing.Waiting, play.Standing);
        Assert.Equal([Owen, Sami, Asha], Standings.Turn(play.Work, play.Form));
        play.Refuses("has been asked, and nobody else can answer", p => p.Complete(Tess, "manager-update"));
        play.Complete(Owen, "manager-update").Complete(Asha, "sw-update-request").Complete(Sami, "sw-update-request");
        Assert.Equal(Standing.None, play.Standing);
    }
}
