using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Waymark.App.Store;
using Waymark.Core.Packs;

namespace Waymark.App.Commands;

/// <summary>
/// <c>waymark pack</c>: check a council's folder, draw its protocols, and print what editors and people read of the
/// vocabulary. Exit code 3 says that a pack is refused.
/// </summary>
static class PackCommand
{
    public const int Faulty = 3;

    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Build() =>
        new Verb("pack", "Check, draw and describe the processes that a council runs",
            "waymark pack check packs/island",
            "waymark pack draw packs/island --protocol ID --format svg > map.svg")
        { Check(), Draw(), Compare(), SimulateCommand.Build(), Print("schema", "Print the JSON schema for editors", VocabularyPages.Schema), Print("vocabulary", "Print the reference page of the vocabulary", VocabularyPages.Reference) };

    static Verb Check()
    {
        var paths = new Argument<string[]>("path") { Description = "Folders that hold an authority.yaml", HelpName = "PATH", Arity = ArgumentArity.OneOrMore };
        var strict = new Option<bool>("--strict") { Description = "Also refuse findings that nobody has accepted, and texts that are marked [label lost]" };
        var json = new Option<bool>("--json") { Description = "Answer in JSON, one fault or finding to a line" };
        var verb = new Verb("check", "Read packs and name every fault and finding: file, line, column, and what to write",
            "waymark pack check packs/island", "waymark pack check packs/* --strict --json") { paths, strict, json };
        verb.SetAction(parsed => CheckEach(parsed, parsed.GetRequiredValue(paths), parsed.GetValue(strict), parsed.GetValue(json)));
        return verb;
    }

    static int CheckEach(ParseResult parsed, string[] folders, bool strict, bool json)
    {
        var output = parsed.InvocationConfiguration.Output;
        var refused = false;
        foreach (var folder in folders)
        {
            if (!Directory.Exists(folder)) return CommandLine.Fail(parsed, $"There is no folder '{folder}'.");
            var files = PackFiles.Read(folder);
            var read = PackReader.Read(Path.GetFileName(Path.GetFullPath(folder)), files);
            var faults = (read.Pack is null ? read.Faults : Linter.Lint(read.Pack)).Concat(strict ? Unfinished(files) : []).ToList();
            var findings = read.Pack is { } pack ? Findings.Of(pack) : [];
            foreach (var fault in faults) output.WriteLine(json ? InJson(folder, fault) : Path.Combine(folder, fault.ToString()));
            foreach (var finding in findings) output.WriteLine(json ? InJson(folder, finding) : Path.Combine(folder, finding.ToString()));
            if (faults.Count == 0 && !json) output.WriteLine($"{folder}: no faults. {Contents(read.Pack!)}{Counted(findings)}");
            refused |= faults.Count > 0 || strict && findings.Any(each => each.Accepted is null);
        }
        return refused ? Faulty : CommandLine.Done;
    }

    static string Counted(IReadOnlyList<Finding> findings) =>
        findings.Count == 0 ? "" : $" {findings.Count} finding{(findings.Count == 1 ? "" : "s")}, {findings.Count(each => each.Accepted is not null)} accepted.";

    /// <summary>Words that a source document had lost are marked where they stand, and wait for the council.</summary>
    static IEnumerable<Fault> Unfinished(IEnumerable<(string Path, string Text)> files) =>
        from file in files
        from line in file.Text.Split('\n').Select((text, i) => (Text: text, Number: i + 1))
        let column = line.Text.IndexOf("[label lost]", StringComparison.Ordinal)
        where column >= 0
        select new Fault(new(file.Path, line.Number, column + 1), "unfinished", "The council's own words for this aren't known yet.") { Suggestion = "Put its words in the label, and take the mark out." };

    static string Contents(Pack pack) =>
        $"{pack.Protocols.Count} protocols, {pack.Protocols.Sum(p => p.Worksteps.Count)} worksteps, {pack.Lists.Count} lists, {pack.Posts.Count} posts; {pack.Fingerprint[..12]}.";

    static string InJson(string folder, Fault fault) =>
        JsonSerializer.Serialize(new { folder, file = fault.At.File, line = fault.At.Line, column = fault.At.Column, rule = fault.Rule, message = fault.Message, suggestion = fault.Suggestion }, Plain);

    static string InJson(string folder, Finding finding) =>
        JsonSerializer.Serialize(new
        {
            folder,
            file = finding.At.File,
            line = finding.At.Line,
            column = finding.At.Column,
            finding = finding.Name,
            message = finding.Message,
            suggestion = finding.Suggestion,
            accepted = finding.Accepted is { } word ? new { reason = word.Reason, by = word.By } : null,
        }, Plain);

    static Verb Draw()
    {
        var path = new Argument<string>("path") { Description = "The folder that holds the authority.yaml", HelpName = "PATH" };
        var protocol = new Option<string>("--protocol") { Description = "One protocol; without it, all (not for svg)", HelpName = "ID" };
        var format = new Option<string>("--format") { Description = "svg, mermaid or text", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("svg", "mermaid", "text");
        var verb = new Verb("draw", "Draw a protocol: its worksteps and where each next action leads; as text, with its clocks, notices and gates",
            "waymark pack draw packs/island --protocol ID --format svg > map.svg", "waymark pack draw packs/island") { path, protocol, format };
        verb.SetAction(parsed => DrawEach(parsed, parsed.GetRequiredValue(path), parsed.GetValue(protocol), parsed.GetRequiredValue(format)));
        return verb;
    }

    static int DrawEach(ParseResult parsed, string folder, string? id, string format)
    {
        if (!Directory.Exists(folder)) return CommandLine.Fail(parsed, $"There is no folder '{folder}'.");
        var read = PackReader.Read(Path.GetFileName(Path.GetFullPath(folder)), PackFiles.Read(folder));
        if (read.Pack is not { } pack)
        {
            foreach (var fault in read.Faults) parsed.InvocationConfiguration.Error.WriteLine(Path.Combine(folder, fault.ToString()));
            return Faulty;
        }
        var protocols = pack.Protocols.Where(p => id is null || p.Id == id).ToList();
        var ids = string.Join(", ", pack.Protocols.Select(p => p.Id));
        if (protocols.Count == 0) return CommandLine.Fail(parsed, $"There is no protocol '{id}' in {folder}. There are: {ids}.");
        if (format == "svg" && protocols.Count > 1) return CommandLine.Fail(parsed, $"An SVG holds one map. Name it with --protocol: {ids}.");
        foreach (var protocol in protocols) parsed.InvocationConfiguration.Output.Write(Drawn(pack, protocol, format));
        return CommandLine.Done;
    }

    static string Drawn(Pack pack, Protocol protocol, string format)
    {
        var map = Map.Of(pack, protocol);
        return format switch
        {
            "svg" => MapDrawing.Svg(map),
            "mermaid" => map.Mermaid(),
            _ => map.Text() + string.Concat(Sentences.Of(pack, protocol).GroupBy(s => s.Kind).Select(kind => $"\n{char.ToUpperInvariant(kind.Key[0])}{kind.Key[1..]}s\n{string.Concat(kind.Select(s => $"- {s.Text}\n"))}")) + "\n",
        };
    }

    static Verb Compare()
    {
        var (was, now) = (new Argument<string>("was") { Description = "The pack, or the version in force", HelpName = "PACK" }, new Argument<string>("now") { Description = "What would take its place", HelpName = "PACK" });
        var json = new Option<bool>("--json") { Description = "Answer in JSON, one difference to a line" };
        var verb = new Verb("compare", "Say in sentences what differs between two packs, or two versions of one", "waymark pack compare packs/island next/island") { was, now, json };
        verb.SetAction(parsed => CompareTwo(parsed, [parsed.GetRequiredValue(was), parsed.GetRequiredValue(now)], parsed.GetValue(json)));
        return verb;
    }

    static int CompareTwo(ParseResult parsed, string[] folders, bool json)
    {
        var packs = new List<Pack>();
        foreach (var folder in folders)
        {
            if (!Directory.Exists(folder)) return CommandLine.Fail(parsed, $"There is no folder '{folder}'.");
            var read = PackReader.Read(Path.GetFileName(Path.GetFullPath(folder)), PackFiles.Read(folder));
            foreach (var fault in read.Faults) parsed.InvocationConfiguration.Error.WriteLine(Path.Combine(folder, fault.ToString()));
            if (read.Pack is not { } pack) return Faulty;
            packs.Add(pack);
        }
        var differences = Comparison.Of(packs[0], packs[1]);
        foreach (var each in differences) parsed.InvocationConfiguration.Output.WriteLine(json ? JsonSerializer.Serialize(new { where = each.Where, what = each.What, was = each.Was, now = each.Now }, Plain) : each.ToString());
        if (differences.Count == 0 && !json) parsed.InvocationConfiguration.Output.WriteLine("They say the same.");
        return CommandLine.Done;
    }

    static Verb Print(string name, string description, Func<string> text)
    {
        var verb = new Verb(name, description, $"waymark pack {name}");
        verb.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.Write(text());
            return CommandLine.Done;
        });
        return verb;
    }
}
