using System.Diagnostics;
using System.Text.RegularExpressions;
using Waymark.App.Tests.Harness;
using Waymark.Tests;
using Xunit;

namespace Waymark.App.Tests.Commands;

/// <summary>
/// 'Write another council' is followed to the letter: its commands are run with the real program, its files written, and what it
/// says comes of them is held against what comes. An ellipsis in it stands for anything.
/// </summary>
public sealed partial class HowToTests
{
    static readonly string Page = Checkout.At("docs", "how-to", "write-a-council.md");

    [Fact]
    public async Task Another_council_is_written_and_served_by_the_letter_of_the_how_to()
    {
        var folder = Scratch.Folder("waymark-how-to-");
        await Run(folder, $"cp -r '{Checkout.At("packs")}' packs");
        var (ran, said) = (0, "");
        foreach (var block in Blocks(await File.ReadAllTextAsync(Page)))
        {
            switch (block.Kind)
            {
                case "yaml":
                    Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, block.File))!);
                    await File.WriteAllTextAsync(Path.Combine(folder, block.File), block.Text);
                    break;
                case "text":
                    Assert.True(Pattern(block.Text).IsMatch(said), $"The page says:\n{block.Text}\nand this came:\n{said}");
                    break;
                default:
                    if (block.Text.StartsWith("waymark serve", StringComparison.Ordinal)) await Serve(folder, block.Text.Trim());
                    else said = await Run(folder, block.Text);
                    ran++;
                    break;
            }
        }
        Directory.Delete(folder, recursive: true);
        Assert.True(ran >= 6, $"Only {ran} blocks of commands were found.");
    }

    sealed record Block(string Kind, string File, string Text);

    /// <summary>Fenced blocks; a file's name stands in the sentence before it.</summary>
    static IEnumerable<Block> Blocks(string page) =>
        from Match match in Fenced().Matches(page)
        select new Block(match.Groups["kind"].Value, match.Groups["file"].Value, match.Groups["text"].Value);

    static Regex Pattern(string text) =>
        new("^" + string.Join("\n", text.TrimEnd('\n').Split('\n').Select(line => line == "…" ? @"(?:.|\n)*?" : Regex.Escape(line).Replace("…", ".*", StringComparison.Ordinal))) + @"(?:.|\n)*$", RegexOptions.None, TimeSpan.FromSeconds(5));

    static async Task<string> Run(string folder, string commands)
    {
        using var shell = Process.Start(Shell(folder, commands)) ?? throw new InvalidOperationException("There is no bash.");
        var (output, error) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync();
        Assert.Equal("", await error);
        return await output;
    }

    static ProcessStartInfo Shell(string folder, string commands)
    {
        var start = new ProcessStartInfo("bash", ["-c", commands]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{AppContext.BaseDirectory}:{start.Environment["PATH"]}";
        start.Environment["WAYMARK_PACKS"] = Path.Combine(folder, "packs");
        return start;
    }

    /// <summary>As the page has it, but for a port that nobody else has.</summary>
    static async Task Serve(string folder, string command)
    {
        using var server = Process.Start(Shell(folder, $"exec {command} --urls http://127.0.0.1:0")) ?? throw new InvalidOperationException("There is no bash.");
        try
        {
            string? line;
            while ((line = await server.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60))) is not null && !line.StartsWith("Waymark is at ", StringComparison.Ordinal)) { }
            if (line is null) Assert.Fail(await server.StandardError.ReadToEndAsync());
            using var ada = new Visitor(new Uri(line["Waymark is at ".Length..].Trim()));
            await ada.Go("/harbour/sign-in");
            await ada.Fill("Name that you sign in with", "ada").Fill("Password", "fifteen letters or more").Press("Sign in");
            await ada.Click("Administration");
            await ada.Click("Processes and their versions");
            Assert.True(ada.Has("Harbour Council") && ada.Has("Missed visit 1.0") && ada.Has("IRO Quality Assurance Process 1.0 Harbour"), ada.Main);
            Assert.True(ada.Has("The folder holds what is in force"), ada.Main);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }
    }

    [GeneratedRegex(@"(?:^Write `(?<file>[^`]+)`:\n\n)?^```(?<kind>\w*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();
}
