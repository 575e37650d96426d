using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Tests.Packs;
using Xunit;
using static Waymark.Core.Tests.Processes.Cast;

namespace Waymark.Core.Tests.Processes;

/// <summary>What is typed: by whom, over what, and what is refused.</summary>
public sealed class SavingTests
{
    [Fact]
    public void What_was_typed_over_an_older_text_comes_back_beside_the_newer_and_overwrites_nothing()
    {
        var play = new Play().Qap();
        var seen = Answers.Mark("");
        play.Save(Ida, new Typed("summary", null, "Mine.", seen));
        var decision = Engine.Save(play.Process, play.As(Ida), play.Work.Id, [new Typed("summary", null, "From the other window.", seen), new Typed("review-on", null, "2020-07-03", seen)]);
        Assert.False(decision.Accepted);
        Assert.Equal(("summary", "Mine.", "From the other window.", Ida), decision.Conflicts.Select(c => (c.Field, c.Stands, c.Typed, c.By)).Single());
        Assert.Equal("Mine.", play.Answer("summary"));
        // A form posts every field: one that its writer left alone is no change, whatever stands there now.
        play.Save(Ida, new Typed("summary", null, "", seen), new Typed("review-on", null, "2020-07-03", seen));
        Assert.Equal(("Mine.", "2020-07-03"), (play.Answer("summary"), play.Answer("review-on")));
    }

    [Fact]
    public void A_row_is_saved_cell_by_cell_and_one_removed_meanwhile_is_not_made_again()
    {
        var play = new Play().Qap().Asked();
        var row = play.Work.Tables["actions"][0].Id;
        play.Cells(Tess, row, ("sw-update", "Done.")).Cells(Ida, row, ("iro-decision", "Seen."));
        Assert.Equal(("Done.", Tess), (play.Work.Tables["actions"][0].Cells["sw-update"].Text, play.Work.Tables["actions"][0].Cells["sw-update"].By));
        play.Remove(Ida, "actions", row).Refuses("This row was removed while you were writing", p => p.Save(Tess, new Typed("sw-update", row, "Later.", Answers.Mark("Done."))));
    }

    [Fact]
    public void What_was_said_at_a_stage_stands_at_the_one_after_next_when_that_between_is_passed_over()
    {
        var borough = new Council("borough");
        var iro = borough.Of("iro");
        var play = borough.Play().Start(iro, "informal").Save(iro, ("method", "face"), ("issue", "No delegation."), ("impact", "He misses trips."), ("solution", "Sign it."), ("reasons", "plan\nservices"), ("agreed-date", "2020-07-03"), ("resolved", "no"), ("view-reason", "Not signed."));
        play.Acknowledged["skipped"] = "Formal would take too long.";
        play.Send(iro, "informal-told", borough.Of("social-worker")).Propose(iro, "to-level-1", iro).Finish(iro);
        Assert.Equal(("level-1", "No delegation.", "He misses trips.", "Sign it."), (play.Work.Definition, play.Answer("issue"), play.Answer("impact"), play.Answer("sought")));
    }

    [Fact]
    public void What_a_stage_took_out_does_not_come_back_from_the_one_before_it()
    {
        var borough = new Council("borough");
        var iro = borough.Of("iro");
        var play = borough.Play().Start(iro, "informal").Save(iro, ("method", "face"), ("issue", "No delegation."), ("impact", "He misses trips."), ("solution", "Sign it."), ("reasons", "plan"), ("agreed-date", "2020-07-03"), ("resolved", "no"), ("view-reason", "Not signed."));
        play.Send(iro, "informal-told", borough.Of("social-worker")).Propose(iro, "to-formal", iro).Finish(iro).Save(iro, ("impact", ""));
        string? Starts(string field) => play.Context(iro).StartOf(play.Protocol.FormOf("level-1").FindField(field)!);
        Assert.Equal(("No delegation.", null), (Starts("issue"), Starts("impact")));
    }

    [Fact]
    public void A_field_of_several_begins_with_all_of_them()
    {
        var borough = new Council("borough");
        var iro = borough.Of("iro");
        var play = borough.Play().Start(iro, "informal").Save(iro, ("reasons", "plan\nservices"), ("resolved", "no"), ("view-reason", "Not signed."));
        Assert.Equal("plan\nservices", play.Context(iro).StartOf(play.Protocol.FormOf("formal").FindField("reasons")!));
    }

    [Fact(DisplayName = "S0-010 A note goes with its request and doesn't change once sent")]
    public void A_note()
    {
        var play = new Play().Qap().Asked();
        var request = play.Work.Requests.Single();
        Assert.Equal(("Please reply in time.", Ida, play.Instant), (request.Note, request.Sender, request.Sent));
        play.Refuses("That is no field of this form", p => p.Save(Ida, ("note", "Another."))).Refuses("holds a character", p => p.Take(Engine.Send(p.Process, p.As(Ida), p.Work.Id, "sw-update-request", [Sami], "a\0b")));
        play.Complete(Tess, "manager-update");
        Assert.Equal("Please reply in time.", play.Work.Requests.Single().Note);
    }

    [Theory]
    [InlineData("a field of another form", 1, "outcome", "resolved", "no field of this form")]
    [InlineData("a signature", 1, "overseen", "yes", "no field of this form")]
    [InlineData("the grid", 1, "next", "qap-complete", "no field of this form")]
    [InlineData("a choice that isn't offered", 1, "decision", "stage-4", "Select IRO Decision from the list")]
    [InlineData("no date", 1, "review-on", "30/2/2020", "must be a real date")]
    [InlineData("a character that no database keeps", 1, "summary", "a\0b", "can’t be kept")]
    [InlineData("somebody who isn't here", 1, "about-workers", "0000000d-0000-0000-0000-000000000001", "Select somebody who works here")]
    [InlineData("by one who wasn't asked", 6, "summary", "All is well.", "is filled by Ida Fenwick")]
    [InlineData("by a director", 9, "decision", "resolved", "is filled by Ida Fenwick")]
    public void A_forged_field_is_refused_and_changes_nothing(string what, int by, string field, string text, string why)
    {
        var play = new Play().Qap().Refuses(why, p => p.Save(Id(by), (field, text)));
        Assert.True(play.Work.Answers.Keys.All(k => k.StartsWith("child/", StringComparison.Ordinal)), what);
    }

    [Fact]
    public void A_manager_fills_only_what_the_request_asks_for_and_only_while_it_is_open()
    {
        var play = new Play().Stage(1).Save(Ida, ("issues", "No plan.")).Row(Ida, ("action", "Plan."));
        var row = play.Work.Tables["actions"][0].Id;
        play.Refuses("filled by whoever has been asked", p => p.Cells(Tess, row, ("managers-update", "Early."))).Send(Ida, "request-1", Tess);
        play.Refuses("is filled by Ida Fenwick", p => p.Cells(Tess, row, ("action", "Another."))).Refuses("filled by whoever has been asked", p => p.Cells(Ida, row, ("managers-update", "For her.")));
        play.Cells(Tess, row, ("managers-update", "Begun.")).Complete(Tess, "request-1").Refuses("filled by whoever has been asked", p => p.Cells(Tess, row, ("managers-update", "Ended.")));
    }

    [Fact]
    public void A_gate_that_only_warns_is_passed_knowingly_and_that_is_kept()
    {
        var play = new Play().Stage(1);
        play.Acknowledged["no-such-gate"] = "forged";
        play.Refuses("Summary of issues is empty.", p => p.Send(Ida, "request-1", Tess));
        Assert.Equal(("issues-first", (Else?)Else.Warn), (play.Last.Refusals[0].Gate, play.Last.Refusals[0].Ask));
        play.Acknowledged["issues-first"] = "";
        play.Send(Ida, "request-1", Tess);
        Assert.Equal(["issues-first"], play.Events.Select(e => e.What).OfType<GatePassed>().Select(g => g.Gate));
        play.Acknowledged["two-people"] = play.Acknowledged["reply-or-late"] = "let me";
        play.Save(Ida, ("progress", "None."), ("outcome", "stage-2")).Refuses("neither replied nor run out of time", p => p.Sign(Ida, "iro-confirms"));
    }

    [Fact]
    public void A_review_date_that_has_passed_is_saved_with_a_warning()
    {
        var play = new Play().Qap().Save(Ida, ("review-on", "2020-06-26"));
        Assert.Equal(["The review date is before today."], play.Last.Warnings);
        new Play().Start(Ida, "significant-information").Refuses("can't be in the future", p => p.Save(Ida, ("received", "2020-06-30"))).Save(Ida, ("received", "2020-06-26"));
    }

    [Fact(DisplayName = "S0-072 A request type added in the pack alone is sent, answered and counted like the others")]
    public void A_request_type_of_the_pack_s_own()
    {
        const string Other = "      - {id: manager-update, label: Manager please update the actions";
        var files = PackFiles.Edited("island", "protocols/iro-qa.yaml", Other, "      - {id: told, label: For the director to note, by: [raiser], to: [service-director], required: finish}\n" + Other);
        var read = PackReader.Read("island", files);
        Assert.Empty(read.Faults);
        var play = new Play(read.Pack).Qap().Asked().Updated().Decided("resolved", "qap-complete");
        play.Refuses("Send the request: For the director to note", p => p.Finish(Ida)).Refuses("may send this request", p => p.Send(Tess, "told", Dermot)).Refuses("can’t be sent this request", p => p.Send(Ida, "told", Tess));
        play.Send(Ida, "told", Dermot).Refuses("Dermot Vale has not answered yet", p => p.Finish(Ida));
        Assert.Equal([Dermot], Standings.Turn(play.Work, play.Form));
        play.Return(Dermot, "told", "Tell me more.");
        Assert.Equal(Standing.Returned, play.Standing);
        play.Send(Ida, "told", Dermot).Complete(Dermot, "told").Finish(Ida);
        Assert.Equal(ProcessStatus.Ended, play.Process.Status);
    }
}
