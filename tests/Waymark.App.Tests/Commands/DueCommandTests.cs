using System.CommandLine;
using System.Text;
using System.Text.Json;
using Waymark.App.Commands;
using Waymark.Core.Calendar;
using Xunit;

namespace Waymark.App.Tests.Commands;

public class DueCommandTests
{
    [Fact]
    public async Task One_question_gets_its_date_and_how_it_was_reached()
    {
        var ran = await Run("due", "--calendar", "england-and-wales", "--from", "2020-06-29", "--rule", "5 working days");
        Assert.Equal((0, ""), (ran.Exit, ran.Error));
        Assert.Equal(
            ["2020-07-06", "5 working days from Monday 29 June 2020.", "Not counted: Saturday 4 July, Sunday 5 July.", "Ends with Monday 6 July 2020."],
            ran.Output.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Json_holds_the_same()
    {
        var ran = await Run("due", "--calendar", "england-and-wales", "--from", "2020-06-29", "--rule", "5 working days", "--json");
        using var answer = JsonDocument.Parse(ran.Output);
        Assert.Equal("2020-07-06", answer.RootElement.GetProperty("due").GetString());
        Assert.Equal("2020-07-06T23:00:00Z", answer.RootElement.GetProperty("ends").GetString());
        Assert.Equal(["2020-07-04", "2020-07-05"], answer.RootElement.GetProperty("notCounted").EnumerateArray().Select(day => day.GetProperty("on").GetString()));
    }

    [Theory]
    [InlineData(1, "There is no calendar 'mars'", "due", "--calendar", "mars", "--from", "2020-06-29", "--rule", "1 day")]
    [InlineData(1, "--packs is 'nowhere'", "due", "--packs", "nowhere", "--calendar", "jersey", "--from", "2020-06-29", "--rule", "1 day")]
    [InlineData(2, "--rule is missing.", "due", "--calendar", "jersey", "--from", "2020-06-29")]
    [InlineData(2, "--from can't be used with --stdin", "due", "--stdin", "--from", "2020-06-29")]
    [InlineData(2, "'overdue'", "overdue")]
    [InlineData(2, "'--wrong'", "due", "--wrong")]
    [InlineData(2, "See: waymark --help")]
    public async Task A_question_without_an_answer_fails_and_a_command_line_that_makes_no_sense_is_misuse(int exit, string told, params string[] args)
    {
        var ran = await Run(args);
        Assert.Equal((exit, ""), (ran.Exit, ran.Output));
        Assert.Contains(told, ran.Error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("due", "--help")]
    public async Task Help_shows_an_example(params string[] args)
    {
        var ran = await Run(args);
        Assert.Equal(0, ran.Exit);
        Assert.Contains("waymark due --calendar england-and-wales --from 2020-06-29 --rule \"5 working days\"", ran.Output);
    }

    [Fact]
    public void A_stream_goes_on_after_an_error_and_ends_without_a_last_line_end()
    {
        var (exit, answers) = Stream("jersey\t2025-05-08\t1 working day\r\n\nscotland\t2026-03-27T16:00\t72 hours");
        Assert.Equal(1, exit);
        Assert.Equal("2025-05-12", answers[0]);
        Assert.StartsWith("error: The line is empty.", answers[1]);
        Assert.Equal("2026-03-30T17:00", answers[2]);
        Assert.Equal(3, answers.Length);
    }

    [Fact]
    public void Lines_may_fall_across_blocks_and_be_longer_than_one()
    {
        var lines = Enumerable.Range(0, 9_000).Select(i => $"jersey\t2025-05-08\t{i % 50} days").ToList();
        lines[4_500] = new string('x', 200_000);
        var (_, answers) = Stream(string.Join('\n', lines) + '\n');
        Assert.Equal(lines.Select(line => Rules.Answer(line)), answers);
    }

    static readonly DueRules Rules = new(Directory.GetFiles(Checkout.At("packs", "calendars"), "*.csv")
        .Select(file => WorkingCalendar.Read(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)).Calendar!));

    static (int Exit, string[] Answers) Stream(string questions)
    {
        using var output = new MemoryStream();
        var exit = DueCommand.AnswerEach(Rules, false, new MemoryStream(Encoding.UTF8.GetBytes(questions)), output);
        return (exit, Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n').Split('\n'));
    }

    static async Task<(int Exit, string Output, string Error)> Run(params string[] args)
    {
        var output = new InvocationConfiguration { Output = new StringWriter(), Error = new StringWriter() };
        var exit = await CommandLine.Run(new RootCommand("Waymark") { DueCommand.Build() }, args, output);
        return (exit, output.Output.ToString()!.ReplaceLineEndings("\n"), output.Error.ToString()!);
    }
}
