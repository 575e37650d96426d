using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Tests.Packs;
using Xunit;
using static Waymark.Core.Tests.Processes.Cast;

namespace Waymark.Core.Tests.Processes;

/// <summary>A process is moved to another version by an explicit act alone (design rule 1).</summary>
public sealed class MoveTests
{
    /// <summary>Version 1.1 gives the manager seven working days, where 1.0 gives five.</summary>
    private static readonly Pack Seven = Next("iro-qa.yaml", ("version: \"1.0\"", "version: \"1.1\""), ("due, amount: 5, unit: working-days, after: {request: request-1", "due, amount: 7, unit: working-days, after: {request: request-1"));

    private static Pack Next(string file, params (string Old, string New)[] edits)
    {
        var (path, text) = PackFiles.Files("island").First(each => each.Path.EndsWith(file, StringComparison.Ordinal));
        foreach (var (old, @new) in edits) text = text.Contains(old, StringComparison.Ordinal) ? text.Replace(old, @new, StringComparison.Ordinal) : throw new InvalidDataException(old);
        var read = PackReader.Read("island", [.. PackFiles.Files("island").Select(each => each.Path == path ? (path, text) : each)]);
        return read.Pack ?? throw new InvalidDataException(string.Join('\n', read.Faults));
    }

    /// <summary>Asked on Monday 29 June 2020: five working days end with Monday 6 July, seven with Wednesday 8 July.</summary>
    [Fact]
    public void What_still_runs_is_counted_by_the_new_version_and_says_so()
    {
        var play = new Play().Stage(1).Disputed(Tess);
        Assert.Equal(Day("2020-07-06"), play.Clock("reply").Due.On);
        play.Take(Engine.Move(play.Process, play.As(Abel), Seven, "The council agreed seven days."));
        Assert.Equal(("1.1", Seven.Fingerprint, Day("2020-07-08")), (play.Process.Version, play.Process.Pack, play.Clock("reply").Due.On));
        Assert.Equal("The process was moved to another version: it ended on Monday 6 July 2020 before.", play.Clock("reply").Why);
        Assert.Equal(["Ida Fenwick"], play.Told("process-moved"));
        var story = Story.Of(play.As(Abel) with { Pack = Seven }, play.Events);
        Assert.Contains(story, told => told.Text == "Abel Stone moved the process from version 1.0 to version 1.1. What was done before stays as it was." && told.More.SequenceEqual(["Reason: The council agreed seven days."]));
    }

    /// <summary>The manager was late under the version that held then, and stays late.</summary>
    [Fact]
    public void What_is_over_stays_over()
    {
        var play = new Play().Stage(1).Disputed(Tess).At("2020-07-07 09:00").Tick();
        Assert.Equal(ClockStatus.RunOut, play.Clock("reply").Status);
        play.Take(Engine.Move(play.Process, play.As(Abel), Seven, "The council agreed seven days."));
        Assert.Equal((ClockStatus.RunOut, Day("2020-07-06")), (play.Clock("reply").Status, play.Clock("reply").Due.On));
    }

    [Fact]
    public void It_needs_a_reason_a_post_that_administers_and_another_version()
    {
        var play = new Play().Stage(1).Disputed(Tess);
        play.Refuses("Say why", p => p.Take(Engine.Move(p.Process, p.As(Abel), Seven, " ")));
        play.Refuses("Your post doesn't include this", p => p.Take(Engine.Move(p.Process, p.As(Ida), Seven, "Because.")));
        play.Refuses("It runs under this version already", p => p.Take(Engine.Move(p.Process, p.As(Abel), Cast.Island, "Because.")));
    }

    /// <summary>What the process has done already must have a place in the version that it is moved to.</summary>
    [Fact]
    public void A_version_without_a_place_for_what_was_done_is_refused_and_names_it()
    {
        var without = Next("iro-qa.yaml", ("reply, label: Manager's reply due, amount: 5", "answer, label: Manager's reply due, amount: 5"), ("{clock: reply,", "{clock: answer,"));
        var play = new Play().Stage(1).Disputed(Tess);
        play.Refuses("That version has no place for the time ‘Manager's reply due’ of ‘IRO Dispute Resolution Process Stage 1’, which this process has already.", p => p.Take(Engine.Move(p.Process, p.As(Abel), without, "Because.")));
    }

    [Fact]
    public void A_closed_process_keeps_its_version()
    {
        var play = new Play().Stage(1).Disputed(Tess).Cancel(Mona);
        play.Refuses("This process is closed", p => p.Take(Engine.Move(p.Process, p.As(Abel), Seven, "Because.")));
    }
}
