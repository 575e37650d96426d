using System.Text;
using Waymark.Core.Packs;

namespace Waymark.Core.Simulations;

/// <summary>One thing that two plays of a concern say, each in its own way; null: it doesn't say it.</summary>
public sealed record Beside(string Section, string What, string? One, string? Other)
{
    public bool Differs => One != Other;
}

/// <summary>A simulation as people read it: by itself, or beside another.</summary>
public static class SimulatedText
{
    /// <summary>The story, then each kind of thing that came of it.</summary>
    public static string Text(this Simulated played)
    {
        var text = new StringBuilder($"{played.Title}\nUnder {played.Pack}\n\nWhat happened\n");
        foreach (var minute in Runs(played.Story))
        {
            text.Append($"{minute[0].At}\n");
            foreach (var telling in minute)
                text.Append($"  {telling.Text}\n").Append(string.Concat(telling.More.Select(more => $"    {more}\n")));
        }
        Section(text, "Dates", played.Dates.Select(d => $"{d.Due}  {d.Clock}, in {Wording.Quote(d.In)}: {d.Became}{string.Concat(d.Why.Select(why => $"\n    {why}"))}"));
        Section(text, "People", played.People.Select(p => $"{p.Who} {p.What}{(p.Found.Length > 0 ? $" ({p.Found})" : "")}"));
        Section(text, "Notices", played.Notices.Select(n => $"{n.At}  to {n.To} ({n.Rule}): {n.Notice}, {string.Join(", ", n.Channels)}"));
        Section(text, "Stages", played.Stages.Select(s => $"{s.Rank}  {s.Stage}: {s.State}"));
        Section(text, "Breaches", played.Breaches.Select(b => $"{b.At}  {b.Text}"));
        Section(text, "At the end", played.Ends);
        if (played.Faults.Count > 0) Section(text, "Not played", played.Faults.Select(Said));
        return text.ToString();
    }

    private static string Said(Fault fault) => fault.At.File.Length == 0 ? fault.Message : fault.ToString();

    /// <summary>What follows one another in one minute.</summary>
    private static IEnumerable<List<PlayedTelling>> Runs(IReadOnlyList<PlayedTelling> story)
    {
        for (var i = 0; i < story.Count;)
        {
            var run = story.Skip(i).TakeWhile(t => t.At == story[i].At).ToList();
            yield return run;
            i += run.Count;
        }
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        text.Append($"\n{title}\n");
        foreach (var line in lines.DefaultIfEmpty("none")) text.Append($"  {line}\n");
    }

    /// <summary>Everything that either play says, paired: dates by their clock, notices by whom they go to, stages by their label.</summary>
    public static IReadOnlyList<Beside> With(this Simulated one, Simulated other) =>
    [
        .. Pair("Dates", one, other, s => s.Dates.Select(d => ($"{d.Clock}, in {Wording.Quote(d.In)}", $"{d.Due}, {d.Became}"))),
        .. Pair("People", one, other, s => s.People.Select(p => (p.What, p.Found.Length > 0 ? $"{p.Who} ({p.Found})" : p.Who))),
        .. Pair("Notices", one, other, s => s.Notices.Select(n => ($"{n.Notice}, to {n.To}", n.At))),
        .. Pair("Stages", one, other, s => s.Stages.Select(r => (r.Stage, r.State))),
        .. Pair("Breaches", one, other, s => s.Breaches.Select(b => (b.Text, b.At))),
        .. Pair("At the end", one, other, s => s.Ends.Select((end, i) => ($"process {i + 1}", end))),
        .. Pair("Not played", one, other, s => s.Faults.Select(f => (f.At.File.Length == 0 ? "a rule for people" : $"{f.At}", f.Message))),
    ];

    private static IEnumerable<Beside> Pair(string section, Simulated one, Simulated other, Func<Simulated, IEnumerable<(string What, string Says)>> of)
    {
        var (left, right) = (Numbered(of(one)), Numbered(of(other)));
        return left.Keys.Union(right.Keys).Select(what => new Beside(section, what, left.GetValueOrDefault(what), right.GetValueOrDefault(what)));
    }

    /// <summary>The second of a name is told apart from the first.</summary>
    private static Dictionary<string, string> Numbered(IEnumerable<(string What, string Says)> lines) =>
        lines.GroupBy(l => l.What).SelectMany(same => same.Select((l, i) => (What: i == 0 ? l.What : $"{l.What} ({i + 1})", l.Says))).ToDictionary(l => l.What, l => l.Says);

    /// <summary>The most letters that the left column is made wide for.</summary>
    private const int Widest = 60;

    /// <summary>The two in two columns, under what they say it of; a star stands before what differs.</summary>
    public static string Table(this Simulated one, Simulated other)
    {
        var rows = one.With(other);
        var width = Math.Min(Widest, rows.Select(r => (r.One ?? "-").Length).Append(Named(one).Length).Max());
        var text = new StringBuilder($"{one.Title}\n\n      {Named(one).PadRight(width)} | {Named(other)}\n");
        foreach (var section in rows.GroupBy(r => r.Section))
        {
            text.Append($"\n{section.Key}\n");
            foreach (var row in section) text.Append($"{(row.Differs ? "* " : "  ")}{row.What}\n      {(row.One ?? "-").PadRight(width)} | {row.Other ?? "-"}\n");
        }
        var differ = rows.Count(r => r.Differs);
        return text.Append($"\n{(differ == 0 ? "Nothing differs." : $"{differ} of {rows.Count} lines differ.")}\n").ToString();
    }

    private static string Named(Simulated played) => $"{played.Pack} ({played.Fingerprint[..8]})";
}
