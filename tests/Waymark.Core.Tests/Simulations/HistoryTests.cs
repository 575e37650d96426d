using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Simulations;
using Waymark.Core.Tests.Processes;
using Xunit;
using static Waymark.Core.Tests.Processes.Cast;
using Play = Waymark.Core.Tests.Processes.Play;

namespace Waymark.Core.Tests.Simulations;

/// <summary>What really happened, played again: the same dates under the same version, others under another, and nobody's words.</summary>
public sealed class HistoryTests
{
    private static Play Lived() => new Play().Stage(1).Disputed(Tess).At("2020-07-07 09:00").Tick().Concluded("stage-2", "to-stage-2").Confirmed().Finish(Mona);

    private static string Written(Play play) =>
        History.Of([.. play.Processes.Select(process => new Ran(process, play.As(Abel), play.EventsOf(process)))]);

    private static Simulated Again(string text, Pack pack)
    {
        var (file, faults) = EventsFile.Read("history", text);
        Assert.True(file is not null, $"{string.Join('\n', faults)}\n{text}");
        return Simulation.Play(pack, Cast.Calendar, file);
    }

    [Fact]
    public void The_same_version_gives_the_same_dates_stages_and_silences()
    {
        var play = Lived();
        var again = Again(Written(play), Cast.Island);
        Assert.Equal("", string.Join('\n', again.Faults.Select(fault => fault.ToString())));
        var lived = play.Processes.SelectMany(process => process.Clocks.Select(clock => NodaTime.Text.LocalDatePattern.Iso.Format(clock.Due.On))).Order();
        Assert.Equal(lived, again.Dates.Select(date => date.Due[..10]).Order());
        Assert.Contains(again.Breaches, breach => breach.Text.StartsWith("No response: the 5 working days ended with Monday 6 July 2020", StringComparison.Ordinal));
        Assert.Contains(again.Stages, stage => stage.Rank == 2);
    }

    /// <summary>Seven working days from 29 June 2020 end with 8 July: on the 7th nobody is late yet, and the stage can't be left for silence.</summary>
    [Fact]
    public void Another_version_shows_what_would_have_been_otherwise()
    {
        var seven = ClockTests.Edited("due, amount: 5, unit: working-days, after: {request: request-1", "due, amount: 7, unit: working-days, after: {request: request-1");
        var again = Again(Written(Lived()), seven);
        Assert.Contains(again.Dates, date => date is { Clock: "Manager's reply due", Due: "2020-07-08" });
        Assert.Contains(again.Faults, fault => fault.At.Line > 0 && fault.Message.Contains("neither replied nor run out of time", StringComparison.Ordinal));
    }

    [Fact]
    public void Nobodys_name_and_nothing_that_was_written_is_in_it()
    {
        var text = Written(Lived());
        foreach (var name in new[] { "Arlo", "Finch", "Ida", "Fenwick", "Tess", "Marlow", "Mona", "70000101" }) Assert.DoesNotContain(name, text, StringComparison.OrdinalIgnoreCase);
        Assert.All(Lived().Processes.SelectMany(process => process.Worksteps).SelectMany(step => step.Answers.Values).Select(answer => answer.Text).Where(words => words.Count(c => c == ' ') > 1),
            words => Assert.DoesNotContain(words, text, StringComparison.Ordinal));
    }
}
