using NodaTime;
using NodaTime.Text;
using Waymark.Core.Packs;
using Waymark.Core.Packs.Reading;

namespace Waymark.Core.Simulations;

/// <summary>What somebody does at a moment, as an events file says it.</summary>
/// <param name="At">Local time in the authority's zone.</param>
/// <param name="By">A post, or a person of the file; null: whoever's turn it is.</param>
/// <param name="Verb">One of <see cref="EventsFile.Verbs"/>.</param>
/// <param name="Of">What stands beside the verb: a workstep, a request, a field; null where it has several values.</param>
/// <param name="Line">The whole entry, for what else it says.</param>
public sealed record SimulatedEvent(LocalDateTime At, string? By, string Verb, string? Of, YamlMapping Line)
{
    public Mark Place => Line.At;
}

/// <param name="Id">Other lines of the file name them by it.</param>
/// <param name="Post">The post that they hold; it has no other holder then.</param>
public sealed record SimulatedPerson(string Id, string Name, string Post, Mark At);

/// <summary>
/// A concern made up for playing: a child, what happens and when. As in a pack nothing is guessed: an unknown word is refused
/// with its file, line and column. Who isn't named is stood in for: each post of the pack is held by somebody of its name.
/// </summary>
/// <param name="Title">What is played, in a few words.</param>
/// <param name="Child">What the record says of the child; null: a looked after child of whom it says nothing else.</param>
/// <param name="Vacant">Posts that nobody holds.</param>
/// <param name="Events">In the order of time.</param>
public sealed record EventsFile(string Title, YamlMapping? Child, IReadOnlyList<SimulatedPerson> People, IReadOnlyList<YamlScalar> Vacant, IReadOnlyList<SimulatedEvent> Events)
{
    /// <summary>What an event may be, and the keys that may stand beside it.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Verbs = new Dictionary<string, string[]>
    {
        ["start"] = ["reason"], ["save"] = ["in"], ["rows"] = ["in", "cells"], ["send"] = ["in", "to", "note", "reason"], ["answer"] = ["in", "fill", "note", "then", "reason"],
        ["return"] = ["in", "note"], ["withdraw"] = ["in", "reason"], ["sign"] = ["in", "reason"], ["propose"] = ["in", "to", "note", "priority", "reason"], ["finish"] = ["reason"],
        ["cancel"] = [], ["record"] = [], ["wait"] = [],
    };

    /// <summary>What may be said of the child, and recorded of it later.</summary>
    public static readonly IReadOnlyList<string> OfChild = ["name", "born", "number", "legal-status", "plan", "last-review", "next-review", "case-open"];

    /// <summary>The file, or every fault that kept it from being read.</summary>
    public static (EventsFile? File, IReadOnlyList<Fault> Faults) Read(string path, string text)
    {
        var faults = new List<Fault>();
        var file = YamlReader.Read(path, text, faults) switch
        {
            YamlMapping root => new Reading(faults).File(root),
            { } node => new Reading(faults).Refuse<EventsFile>(node.At, "An events file is a block of keys.", "Begin it with 'simulation: a few words'."),
            null => null,
        };
        return (faults.Count > 0 ? null : file, faults);
    }

    private sealed class Reading(List<Fault> faults)
    {
        private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

        public EventsFile? File(YamlMapping root)
        {
            Known(root, "simulation", "child", "people", "vacant", "events");
            if (root["child"] is YamlMapping child) Known(child, [.. OfChild]);
            var people = root.Maps("people").Select(Person).OfType<SimulatedPerson>().ToList();
            var events = root.Maps("events").Select(Event).OfType<SimulatedEvent>().ToList();
            foreach (var (before, after) in events.Zip(events.Skip(1)).Where(pair => pair.Second.At < pair.First.At))
                Refuse<object>(after.Line["at"]!.At, "This happens before what stands above it.", "Put the events in the order of time.");
            if (events.Count == 0 && faults.Count == 0) Refuse<object>(root.At, "Nothing happens in this file.", "Add 'events:' with for instance '- {at: 2026-03-02 09:00, by: a-post, start: protocol.workstep}'.");
            return Must(root, "simulation") is { } title ? new EventsFile(title, root["child"] as YamlMapping, people, [.. root.Items("vacant").OfType<YamlScalar>()], events) : null;
        }

        private SimulatedPerson? Person(YamlMapping line)
        {
            Known(line, "id", "name", "post");
            return Must(line, "id") is { } id && Must(line, "name") is { } name && Must(line, "post") is { } post ? new(id, name, post, line.At) : null;
        }

        private SimulatedEvent? Event(YamlMapping line)
        {
            var verbs = line.Entries.Select(e => e.Key.Text).Where(Verbs.ContainsKey).ToList();
            if (verbs is not [var verb])
            {
                var odd = line.Entries.Select(e => e.Key).FirstOrDefault(k => k.Text is not ("at" or "by"));
                return verbs.Count > 1
                    ? Refuse<SimulatedEvent>(line.At, $"This event does {verbs.Count} things at once: {string.Join(", ", verbs)}.", "Write an event for each.")
                    : Refuse<SimulatedEvent>(odd?.At ?? line.At, odd is null ? "This event doesn't say what is done." : $"'{odd.Text}' isn't what an event does.", Meant(odd?.Text, Verbs.Keys));
            }
            Known(line, ["at", "by", verb, .. Verbs[verb]]);
            if (verb == "record" && line[verb] is YamlMapping said) Known(said, [.. OfChild]);
            if (Must(line, "at") is not { } at) return null;
            return Minute.Parse(at) is { Success: true } time
                ? new(time.Value, line.Text("by"), verb, line.Text(verb), line)
                : Refuse<SimulatedEvent>(line["at"]!.At, $"'{at}' isn't a moment.", "Write day and time: 2026-03-02 09:00.");
        }

        private void Known(YamlMapping line, params string[] keys)
        {
            foreach (var (key, _) in line.Entries.Where(e => !keys.Contains(e.Key.Text)))
                Refuse<object>(key.At, $"'{key.Text}' can't stand here.", Meant(key.Text, keys));
        }

        private string? Must(YamlMapping line, string key) =>
            line.Text(key) is { Length: > 0 } text ? text : Refuse<string>(line.At, $"'{key}' is missing.", $"Add '{key}: …'.");

        private static string Meant(string? wrong, IEnumerable<string> known) =>
            (wrong is not null && Vocabulary.Nearest(wrong, known) is { } near ? $"Meant '{near}'? " : "") + $"Allowed here: {string.Join(", ", known)}.";

        public T? Refuse<T>(Mark at, string message, string suggestion) where T : class
        {
            faults.Add(new(at, "events", message) { Suggestion = suggestion });
            return null;
        }
    }
}
