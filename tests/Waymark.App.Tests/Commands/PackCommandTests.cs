using System.CommandLine;
using System.Text.Json;
using Waymark.App.Commands;
using Waymark.Tests;
using Xunit;

namespace Waymark.App.Tests.Commands;

public class PackCommandTests
{
    static readonly string Island = Checkout.At("packs", "island");

    [Fact]
    public async Task A_whole_pack_has_no_faults()
    {
        var ran = await Run("check", Island);
        Assert.Equal(0, ran.Exit);
        Assert.Contains("no faults. 3 protocols", ran.Output);
    }

    [Fact]
    public async Task A_fault_is_named_with_its_place_and_what_to_write_and_ends_with_three()
    {
        var folder = Directory.CreateTempSubdirectory("waymark-pack").FullName;
        File.Copy(Path.Combine(Island, "authority.yaml"), Path.Combine(folder, "authority.yaml"));
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "lists")).FullName, "themes.yaml"), "list: themes\nlable: Themes\nlabel: Themes\noptions: [{id: drift, label: Drift}]\n");

        var text = await Run("check", folder);
        var json = await Run("check", folder, "--json");

        Directory.Delete(folder, recursive: true);
        Assert.Equal((3, 3), (text.Exit, json.Exit));
        Assert.Contains("lists/themes.yaml:2:1: 'lable' isn't a word of a list. Meant 'label'?", text.Output);
        using var fault = JsonDocument.Parse(json.Output.Split('\n')[0]);
        Assert.Equal(("lists/themes.yaml", 2, "word"), (fault.RootElement.GetProperty("file").GetString(), fault.RootElement.GetProperty("line").GetInt32(), fault.RootElement.GetProperty("rule").GetString()));
    }

    [Fact]
    public async Task Strict_refuses_words_that_a_source_document_had_lost()
    {
        var ran = await Run("check", Island, "--strict");
        Assert.Equal(3, ran.Exit);
        Assert.Contains("[unfinished]", ran.Output);
    }

    [Fact]
    public async Task A_finding_is_told_and_refuses_only_a_strict_check_until_it_is_accepted()
    {
        var city = Checkout.At("tests", "packs", "literal", "city");
        var (ran, strict, json) = (await Run("check", city), await Run("check", city, "--strict"), await Run("check", city, "--json"));
        Assert.Equal((0, 3, 0), (ran.Exit, strict.Exit, json.Exit));
        Assert.Contains("‘Excellent practice’ stands among 4 other options of ‘Formal notification criteria’", ran.Output);
        Assert.Contains("3 findings, 0 accepted.", ran.Output);
        using var first = JsonDocument.Parse(json.Output.Split('\n')[0]);
        Assert.Equal(("praise-among-failures", JsonValueKind.Null), (first.RootElement.GetProperty("finding").GetString(), first.RootElement.GetProperty("accepted").ValueKind));
    }

    [Theory]
    [InlineData(0, "<svg ", "draw", "--protocol", "iro-qa", "--format", "svg")]
    [InlineData(0, "flowchart TD", "draw", "--format", "mermaid")]
    [InlineData(0, "20 working days from the date in ‘Date of dispute’", "draw")]
    [InlineData(1, "An SVG holds one map.", "draw", "--format", "svg")]
    [InlineData(1, "There is no protocol 'drp'", "draw", "--protocol", "drp")]
    [InlineData(2, "See: waymark pack draw --help", "draw", "--format", "png")]
    public async Task Maps_are_drawn(int exit, string told, string verb, params string[] options)
    {
        var ran = await Run([verb, Island, .. options]);
        Assert.Equal(exit, ran.Exit);
        Assert.Contains(told, ran.Output + ran.Error);
    }

    [Fact]
    public async Task Two_packs_are_compared_in_sentences()
    {
        var (same, other) = (await Run("compare", Island, Island), await Run("compare", Island, Checkout.At("packs", "county"), "--json"));
        Assert.Equal((0, "They say the same.\n", 0), (same.Exit, same.Output.ReplaceLineEndings("\n"), other.Exit));
        using var first = JsonDocument.Parse(other.Output.Split('\n').First(line => line.Contains("protocol 'iro-qa'", StringComparison.Ordinal)));
        Assert.Equal(("Version 1.0.", JsonValueKind.Null), (first.RootElement.GetProperty("was").GetString(), first.RootElement.GetProperty("now").ValueKind));
    }

    static readonly string Concern = Path.Combine(Island, "simulations", "no-plan.yaml");

    [Fact]
    public async Task A_concern_is_played_under_a_pack_and_beside_itself()
    {
        var (ran, json, beside) = (await Run("simulate", Island, "--events", Concern), await Run("simulate", Island, "--events", Concern, "--json"), await Run("simulate", Island, "--events", Concern, "--against", Island));
        Assert.Equal((0, 0, 0), (ran.Exit, json.Exit, beside.Exit));
        Assert.Contains("2026-04-10  Manager's reply due, in ‘IRO Dispute Resolution Process Stage 1’: ran out", ran.Output);
        Assert.Contains("Nothing differs.", beside.Output);
        using var played = JsonDocument.Parse(json.Output);
        Assert.Contains(played.RootElement.GetProperty("dates").EnumerateArray(), date => date.GetProperty("due").GetString() == "2026-04-10" && date.GetProperty("why").GetArrayLength() > 1);
    }

    [Fact]
    public async Task Events_that_cannot_be_played_are_named_with_their_place_and_end_with_three()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "simulation: A\nevents:\n  - {at: 2026-03-23 09:00, by: iro, start: iro-qa.qap}\n", TestContext.Current.CancellationToken);
        var refused = await Run("simulate", Island, "--events", file);
        await File.WriteAllTextAsync(file, "simulation: A\nevents:\n  - {at: 2026-03-23, by: iro, start: iro-qa.qap}\n", TestContext.Current.CancellationToken);
        var bad = await Run("simulate", Island, "--events", file);
        File.Delete(file);

        Assert.Equal((3, 3), (refused.Exit, bad.Exit));
        Assert.Contains($"{file}:3:5: On Monday 23 March 2026 at 09:00, 'start: iro-qa.qap' is refused: IRO Quality Assurance Process is opened only by a next action.", refused.Error);
        Assert.Contains($"{file}:3:10: '2026-03-23' isn't a moment. Write day and time: 2026-03-02 09:00.", bad.Error);
        Assert.Equal(1, (await Run("simulate", Island, "--events", "nowhere.yaml")).Exit);
    }

    [Fact]
    public async Task The_schema_is_printed_as_it_is_shipped()
    {
        var ran = await Run("schema");
        Assert.Equal((0, File.ReadAllText(Checkout.At("packs", "schema.json"))), (ran.Exit, ran.Output));
    }

    static async Task<(int Exit, string Output, string Error)> Run(params string[] args)
    {
        StringWriter output = new(), error = new();
        var exit = await CommandLine.Run(new RootCommand("w") { PackCommand.Build() }, ["pack", .. args], new InvocationConfiguration { Output = output, Error = error });
        return (exit, output.ToString(), error.ToString());
    }
}
