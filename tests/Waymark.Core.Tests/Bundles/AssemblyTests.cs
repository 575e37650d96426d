using System.Text.RegularExpressions;
using Waymark.Core.Bundles;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Tests.Processes;
using Xunit;
using static Waymark.Core.Tests.Processes.Cast;

namespace Waymark.Core.Tests.Bundles;

/// <summary>Arlo's dispute, on its way to the courts' service: what his papers say, from where, and what they miss.</summary>
public sealed partial class AssemblyTests
{
    private static readonly Surroundings Alone = new([], [], Complete: true);

    /// <summary>Sent back with a question, sent again, and then nobody answers.</summary>
    private static Play Silence() => new Play().Stage(1).Disputed(Tess).At("2020-07-01").Return(Tess, "request-1").At("2020-07-02").Send(Ida, "request-1", Tess).At("2020-07-20").Tick();

    private static Play Referred() => Silence().Concluded("cafcass", "to-cafcass");

    private static Bundle Papers(Play play, Surroundings? surroundings = null) =>
        Assembly.Of(Meaning.CourtBody, [new Account(play.Process, play.As(Ida), play.Events)], surroundings ?? Alone);

    private static IEnumerable<T> All<T>(Bundle bundle) where T : Block => bundle.Chapters.SelectMany(chapter => chapter.Blocks).OfType<T>();

    [Fact]
    public void There_are_papers_once_a_next_action_to_the_courts_service_is_chosen_and_until_it_is_taken_out_again()
    {
        var play = Silence();
        Assert.Empty(Bundle.Offered(play.Process, play.Protocol));
        play = Referred();
        Assert.Equal([Meaning.CourtBody], Bundle.Offered(play.Process, play.Protocol));
        play.Unpropose(Ida, "to-cafcass");
        Assert.Empty(Bundle.Offered(play.Process, play.Protocol));
    }

    [Fact]
    public void Whoever_is_allocated_and_had_a_part_stands_among_the_people_once_with_both()
    {
        var people = All<Block.Grid>(Papers(Referred())).Single(grid => grid.Caption == "People").Rows;
        Assert.Equal(people.Count, people.Select(row => row[0]).Distinct().Count());
        Assert.Single(people, row => row[0] == "Ida Fenwick" && row[2].StartsWith("Allocated since", StringComparison.Ordinal) && row[2].EndsWith("; had a part in this", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_sent_back_and_sent_again_stands_with_what_came_and_silence_is_said()
    {
        var rows = All<Block.Grid>(Papers(Referred())).Single(grid => grid.Caption.StartsWith("Who was asked", StringComparison.Ordinal)).Rows.Where(row => row[0] == "IRO Dispute Resolution Process Stage 1");
        Assert.Equal(
        [
            "Tess Marlow (Team Manager for North) | Monday 29 June 2020 at 09:00 | due by the end of Monday 6 July 2020 | Sent back with a question on Wednesday 1 July 2020 at 09:00",
            "Tess Marlow (Team Manager for North) | Thursday 2 July 2020 at 09:00 | due by the end of Thursday 9 July 2020 | Nobody answered: the time ended with Thursday 9 July 2020",
        ], rows.Select(row => string.Join(" | ", row.Skip(1))));
    }

    [Fact]
    public void Whoever_was_asked_and_had_no_time_to_answer_was_asked_all_the_same()
    {
        var play = new Play().Stage(1).Disputed(Tess).At("2020-07-01").Withdraw(Ida, "request-1").Send(Ida, "request-1", Tess).At("2020-07-20").Tick().Concluded("cafcass", "to-cafcass");
        var came = All<Block.Grid>(Papers(play)).Single(grid => grid.Caption.StartsWith("Who was asked", StringComparison.Ordinal)).Rows.Where(row => row[0] == "IRO Dispute Resolution Process Stage 1").Select(row => row[^1]).ToList();
        Assert.Equal("Withdrawn on Wednesday 1 July 2020 at 09:00, before anybody answered", came[0]);
        Assert.StartsWith("Nobody answered: the time ended", came[1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_officer_made_of_a_stage_stands_with_it_and_reasons_stand_in_the_order_of_things()
    {
        var bundle = Papers(Referred());
        Assert.Contains(All<Block.Fact>(bundle), fact => fact is { Label: "IRO Dispute Resolution Process Stage 1: Overall summary of progress", Text: "Some." });
        Assert.Contains(All<Block.Fact>(bundle), fact => fact is { Label: "IRO Dispute Resolution Process Stage 1: Outcome of dispute", Text: "Issue unresolved – proceed to formal referral to CAFCASS" });
        var done = All<Block.Grid>(bundle).Single(grid => grid.Caption == "What was done").Rows.Select(row => row[2]);
        Assert.Contains(done, words => words.Contains("had not answered", StringComparison.Ordinal));
        Assert.DoesNotContain(done, words => words.Contains("wrote in", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_fact_names_the_entry_that_wrote_it()
    {
        var play = Referred().At("2020-07-21").Save(Ida, ("issues", "There is still no plan."));
        Assert.EndsWith("Ida Fenwick on Tuesday 21 July 2020 at 09:00", All<Block.Fact>(Papers(play)).Single(fact => fact.Text == "There is still no plan.").Source, StringComparison.Ordinal);
        var found = 0;
        foreach (var fact in All<Block.Fact>(Papers(play)).Where(fact => EntryOf().IsMatch(fact.Source)))
        {
            var entry = play.Events.Single(e => e.Sequence == int.Parse(EntryOf().Match(fact.Source).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
            Assert.Contains(play.Register.NameOf(entry.By), fact.Source, StringComparison.Ordinal);
            if (!fact.Label.EndsWith("Outcome of dispute", StringComparison.Ordinal) && !fact.Label.EndsWith("Level of dispute", StringComparison.Ordinal)) Assert.Contains(fact.Text, System.Text.RegularExpressions.Regex.Unescape(Json.Write(entry)), StringComparison.Ordinal);
            found++;
        }
        Assert.InRange(found, 3, 100);
        Assert.All(All<Block.Fact>(Papers(play)), fact => Assert.True(fact.Source.Length > 0 || fact.Text.StartsWith("Not ", StringComparison.Ordinal), fact.Label));
    }

    [Fact]
    public void What_was_recorded_in_error_says_so()
    {
        var play = Referred();
        var wrote = play.Events.Single(e => e.What is AnswersSaved saved && saved.Answers.Any(answer => answer.Field == "issues"));
        play.Take(Engine.MarkError(play.Process, play.As(Ida), wrote, "Wrong child."));
        Assert.EndsWith("; marked as recorded in error", All<Block.Fact>(Papers(play)).Single(fact => fact.Text == "No plan for permanence.").Source, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_words_carried_on_are_told_once_where_they_were_first_written()
    {
        var play = Referred();
        var told = Assert.Single(All<Block.Fact>(Papers(play)), fact => fact.Text == "No plan for permanence.");
        Assert.StartsWith("Summary of issues (IRO Dispute Resolution Process Stage 1)", told.Label, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missed_is_said_with_its_place_or_that_no_form_asks_for_it()
    {
        var play = Referred();
        var gaps = Papers(play).Gaps;
        Assert.Contains(gaps, gap => gap is { Workstep: null } && gap.Text == "What the child wishes and feels isn’t written down. No form of this process asks for it: say it in what you send with the papers.");
        Assert.Contains(gaps, gap => gap.Text == "Nobody of the family is recorded.");
        Assert.DoesNotContain(gaps, gap => gap.Text.StartsWith("What outcome is sought", StringComparison.Ordinal));
        Assert.DoesNotContain(gaps, gap => gap.Text.Contains("isn’t looked after", StringComparison.Ordinal));
        play.Save(Ida, ("desired-outcome", ""));
        var sought = Papers(play).Gaps.Single(gap => gap.Text == "What outcome is sought isn’t written down.");
        Assert.Equal((play.Work.Id, "recommended"), (sought.Workstep, sought.Section));
        play.Children = [Arlo with { LegalStatus = null }];
        Assert.Contains(Papers(play).Gaps, gap => gap.Text == "Arlo Finch isn’t looked after, as the record stands. The courts’ service is for children who are.");
    }

    [Fact]
    public void Something_that_is_left_out_is_said_to_the_reader_too()
    {
        var bundle = Papers(Referred(), Alone with { Complete = false });
        Assert.Contains(bundle.Gaps, gap => gap.Text.Contains("isn’t among them", StringComparison.Ordinal));
        Assert.Contains(All<Block.Paragraph>(bundle), paragraph => paragraph.Text.Contains("isn’t among them", StringComparison.Ordinal));
        Assert.DoesNotContain(All<Block.Paragraph>(Papers(Referred())), paragraph => paragraph.Text.Contains("isn’t among them", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"entry (\d+):")]
    private static partial Regex EntryOf();
}
