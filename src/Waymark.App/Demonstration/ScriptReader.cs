using System.Globalization;
using System.Text.RegularExpressions;
using Waymark.Core.Packs;
using Waymark.Core.Packs.Reading;
using Waymark.Core.Record;

namespace Waymark.App.Demonstration;

/// <summary>
/// Reads a demonstration's folder. As in a pack, nothing is guessed: an unknown word or a name that nobody bears is refused with
/// its file, line and column.
/// </summary>
public sealed partial class ScriptReader
{
    /// <summary>What a step may do, and the keys that may stand beside it.</summary>
    internal static readonly IReadOnlyDictionary<string, string[]> Verbs = new Dictionary<string, string[]>
    {
        ["start"] = ["reason"], ["save"] = [], ["rows"] = ["from", "with"], ["fill"] = ["from"], ["send"] = ["to", "note"],
        ["answer"] = ["fill", "from", "note", "then"], ["return"] = ["note"], ["outside"] = ["how", "of", "note", "fill", "from"], ["withdraw"] = ["reason"],
        ["sign"] = [], ["propose"] = ["priority", "schedule", "note", "reason"], ["finish"] = [], ["attach"] = ["name"], ["cancel"] = [], ["reopen"] = ["reason"],
        ["ask"] = [], ["open"] = ["reason"],
    };

    readonly List<Fault> faults = [];

    ScriptReader()
    {
    }

    /// <param name="files">Each file's path inside the folder, and its text.</param>
    /// <returns>The script, or every fault that kept it from being read.</returns>
    public static (Script? Script, IReadOnlyList<Fault> Faults) Read(IReadOnlyList<(string Path, string Text)> files)
    {
        var reader = new ScriptReader();
        var script = reader.Files([.. files.Select(file => YamlReader.Read(file.Path, file.Text, reader.faults)).OfType<YamlMapping>()]);
        return (reader.faults.Count > 0 ? null : script, reader.faults);
    }

    /// <summary>The files of a folder, and of those in it.</summary>
    public static IReadOnlyList<(string Path, string Text)> FilesOf(string folder) =>
        [.. Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => (Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText(file)))];

    Script Files(List<YamlMapping> roots)
    {
        foreach (var root in roots) Known(root, "demo", "organisation", "mail", "workers", "absences", "children", "scenes", "histories");
        var workers = roots.SelectMany(root => root.Maps("workers").Select(line => Worker(line, root))).OfType<WorkerLine>().ToList();
        var children = roots.SelectMany(root => root.Maps("children")).Select(Child).OfType<ChildLine>().ToList();
        var scenes = roots.SelectMany(root => root.Maps("scenes")).Select(SceneOf).OfType<Scene>().ToList();
        var absences = roots.SelectMany(root => root.Maps("absences")).Select(Absence).OfType<AbsenceLine>().ToList();
        var histories = roots.SelectMany(root => root.Maps("histories")).Select(line => HistoryOf(line, scenes)).OfType<History>().ToList();

        Once(workers.Select(line => (line.Id, line.At)));
        Once(children.Select(line => (line.Number.ToString(CultureInfo.InvariantCulture), line.At)));
        var known = workers.Select(line => line.Id).ToHashSet();
        foreach (var (worker, at) in absences.SelectMany(line => new[] { (line.Worker, line.At), (line.Deputy ?? line.Worker, line.At) }).Concat(children.SelectMany(line => line.Allocated.Values.Select(id => (id, line.At)))))
            if (!known.Contains(worker)) Fault(at, $"No worker is called '{worker}'.", "Use the id of a line of 'workers'.");
        foreach (var (number, at) in histories.SelectMany(line => line.Children.Select(number => (number, line.At))))
            if (children.All(child => child.Number != number)) Fault(at, $"No child has the number {number}.", "Use the number of a line of 'children'.");
        return new Script(workers, absences, children, scenes, histories);
    }

    WorkerLine? Worker(YamlMapping line, YamlMapping root)
    {
        Known(line, "id", "name", "post", "team", "locality", "left", "trained");
        if (Must(line, "id") is not { } id || Must(line, "name") is not { } name || Must(line, "post") is not { } post) return null;
        return new WorkerLine(id, name, root.Text("organisation") ?? "", $"{id}@{root.Text("mail") ?? "council.example"}", post, line.Text("team"), line.Text("locality"), Days(line, "left"), line.At) { Trained = line.Text("trained") };
    }

    AbsenceLine? Absence(YamlMapping line)
    {
        Known(line, "worker", "from", "to", "deputy");
        return Must(line, "worker") is { } worker && Must(line, "from") is not null ? new AbsenceLine(worker, Days(line, "from") ?? 0, Days(line, "to"), line.Text("deputy"), line.At) : null;
    }

    ChildLine? Child(YamlMapping line)
    {
        Known(line, "number", "name", "age", "team", "locality", "legal-status", "plan", "address", "home", "placed", "case-open", "last-review", "next-review", "allocated", "family", "opened", "legal-since", "court-number");
        if (Must(line, "number") is null || Must(line, "name") is not { } name || Must(line, "age") is not { } age) return null;
        if (Age().Match(age) is not { Success: true } parts)
        {
            Fault(line["age"]!.At, $"'{age}' is not an age.", "Write years and months, like 9y4m.");
            return null;
        }
        return new ChildLine(Days(line, "number") ?? 0, name, int.Parse(parts.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(parts.Groups[2].Value, CultureInfo.InvariantCulture), line.At)
        {
            Team = line.Text("team"), Locality = line.Text("locality"), Address = line.Text("address"), Home = line.Text("home"),
            LegalStatus = line.Text("legal-status"), Plan = line.Text("plan"), CaseOpen = line.Text("case-open") != "no",
            LastReview = Days(line, "last-review"), NextReview = Days(line, "next-review"),
            Allocated = (line["allocated"] as YamlMapping)?.Entries.ToDictionary(each => each.Key.Text, each => (each.Value as YamlScalar)?.Text ?? "") ?? [],
            Opened = Days(line, "opened"), Placed = Days(line, "placed"), LegalSince = Days(line, "legal-since"), CourtNumber = line.Text("court-number"),
            Family = [.. line.Maps("family").Select(Person)],
        };
    }

    Contact Person(YamlMapping line)
    {
        Known(line, "name", "relation", "kind");
        ContactKind? kind = line.Text("kind") is { } text && Enum.TryParse<ContactKind>(text, ignoreCase: true, out var known) ? known : null;
        if (line["kind"] is { } at && kind is null) Fault(at.At, "This is not what somebody can be to a child.", $"Known here: {string.Join(", ", Enum.GetNames<ContactKind>()).ToLowerInvariant()}.");
        return new Contact(line.Text("name") ?? "", line.Text("relation") ?? "", kind);
    }

    Scene? SceneOf(YamlMapping line)
    {
        Known(line, "scene", "steps");
        return Must(line, "scene") is { } id ? new Scene(id, [.. line.Maps("steps").Select(StepOf).OfType<Step>()], line.At) : null;
    }

    Step? StepOf(YamlMapping line)
    {
        var verb = line.Entries.Select(entry => entry.Key.Text).FirstOrDefault(Verbs.ContainsKey);
        if (verb is null)
        {
            Fault(line.At, "This step doesn't say what is done.", $"Begin it with one of: {string.Join(", ", Verbs.Keys)}.");
            return null;
        }
        Known(line, [verb, "wait", "by", .. Verbs[verb]]);
        return new Step(verb, line.Text(verb), Days(line, "wait") ?? 0, line);
    }

    History? HistoryOf(YamlMapping line, List<Scene> scenes)
    {
        Known(line, "child", "and", "scenes", "last", "says");
        if (Must(line, "last") is null) return null;
        if (Days(line, "last") < 1) Fault(line["last"]!.At, "The last step lies at least one working day back.", "Write 1 or more.");
        var (played, later) = (new List<(Scene, int)>(), 0);
        foreach (var item in line.Items("scenes").OfType<YamlScalar>())
        {
            if (int.TryParse(item.Text, CultureInfo.InvariantCulture, out var wait)) later += wait;
            else if (scenes.FirstOrDefault(scene => scene.Id == item.Text) is { } scene)
            {
                played.Add((scene, later));
                later = 0;
            }
            else Fault(item.At, $"No scene is called '{item.Text}'.", "Use the name of a scene.");
        }
        // What is about the whole service has no child.
        IEnumerable<YamlNode> children = line["child"] is { } child ? [child, .. line.Items("and")] : [];
        return new History([.. children.Select(node => Number(node) ?? 0)], played, Days(line, "last") ?? 1, line["says"] as YamlMapping, line.At);
    }

    // ---- What every line has in common ----

    void Known(YamlMapping line, params string[] keys)
    {
        foreach (var (key, _) in line.Entries.Where(entry => !keys.Contains(entry.Key.Text))) Fault(key.At, $"'{key.Text}' can't stand here.", $"Known here: {string.Join(", ", keys)}.");
    }

    string? Must(YamlMapping line, string key)
    {
        if (line.Text(key) is { Length: > 0 } text) return text;
        Fault(line.At, $"'{key}' is missing.", $"Add '{key}: …'.");
        return null;
    }

    void Once(IEnumerable<(string Id, Mark At)> lines)
    {
        foreach (var twice in lines.GroupBy(line => line.Id).Where(group => group.Count() > 1)) Fault(twice.Last().At, $"'{twice.Key}' stands here twice.", "Give one of them another.");
    }

    int? Days(YamlMapping line, string key) => line[key] is { } node ? Number(node) : null;

    int? Number(YamlNode node)
    {
        if (node is YamlScalar scalar && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        Fault(node.At, "This is not a whole number.", "Write digits, with + or - before days.");
        return null;
    }

    void Fault(Mark at, string message, string suggestion) => faults.Add(new Fault(at, "demo", message) { Suggestion = suggestion });

    [GeneratedRegex(@"^(\d{1,2})y(\d{1,2})m$")]
    private static partial Regex Age();
}
