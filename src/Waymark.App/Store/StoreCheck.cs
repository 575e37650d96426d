using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Store;

/// <summary>
/// Holds what is stored against what happened: the state of each process, and every row made from it, must be what its events fold
/// to. The tests ask it after each process that they ran.
/// </summary>
public static class StoreCheck
{
    /// <returns>What differs, a sentence each; empty: nothing.</returns>
    public static async Task<IReadOnlyList<string>> Differences(Authority authority)
    {
        await using var db = authority.Open();
        var differences = new List<string>();
        foreach (var row in await db.Processes.OrderBy(each => each.Number).ToListAsync())
        {
            var pack = await authority.Packs.Of(db, row.Pack);
            differences.AddRange((await Differences(db, row, pack)).Select(what => $"Process {row.Number}: {what}"));
        }
        return differences;
    }

    static async Task<List<string>> Differences(WaymarkDb db, ProcessRow row, Pack pack)
    {
        var events = await db.Events.Where(each => each.ProcessId == row.Id).OrderBy(each => each.Sequence).ToListAsync();
        if (!events.Select(each => each.Sequence).SequenceEqual(Enumerable.Range(1, row.Events))) return ["its events are not numbered from 1 without gaps, or not as many as its row says"];

        var folded = Process.Fold(events.Select(each => each.Event()));
        var stored = Rows.Read(row, await Situations.WorkstepsOf(db, row.Id));
        if (pack.Protocol(row.Protocol) is not { } protocol) return [$"its pack has no protocol '{row.Protocol}'"];

        var differences = new List<string>();
        if (Canonical(Json.Write(folded)) != Canonical(Json.Write(stored))) differences.Add("its state is not what its events fold to");
        var rows = Rows.Of(folded, protocol);
        Compare(differences, [rows.Process], [row]);
        Compare(differences, rows.Worksteps, await Situations.WorkstepsOf(db, row.Id));
        Compare(differences, rows.Children, await db.ProcessChildren.Where(each => each.ProcessId == row.Id).ToListAsync());
        Compare(differences, rows.Requests, await db.Requests.Where(each => each.ProcessId == row.Id).ToListAsync());
        Compare(differences, rows.Clocks, await db.Clocks.Where(each => each.ProcessId == row.Id).ToListAsync());
        Compare(differences, rows.Concern is { } concern ? [concern] : [], await db.Concerns.Where(each => each.ProcessId == row.Id).ToListAsync());
        Compare(differences, rows.CaseNotes, await db.CaseNotes.Where(each => each.ProcessId == row.Id).ToListAsync());
        Compare(differences, rows.Figures, await db.Figures.Where(each => each.ProcessId == row.Id).ToListAsync());
        var timers = await db.Timers.Where(each => each.Kind == TimerKinds.Clocks && each.Subject == row.Id).ToListAsync();
        if (rows.Timer?.DueAt != timers.SingleOrDefault()?.DueAt) differences.Add("its timer is not due when its clocks are");
        return differences;
    }

    static void Compare<T>(List<string> differences, IEnumerable<T> folded, IEnumerable<T> stored)
    {
        var (should, are) = (Lines(folded), Lines(stored));
        foreach (var line in should.Except(are).Concat(are.Except(should)).Order(StringComparer.Ordinal).Take(4)) differences.Add($"{typeof(T).Name} differs: {line}");
    }

    static List<string> Lines<T>(IEnumerable<T> rows) => [.. rows.Select(row => Canonical(Json.Write(row)))];

    /// <summary>With the keys of objects sorted, in documents too (a row's is a text; an answer to a field of that name is none): their order says nothing, and follows from the order of changes.</summary>
    static string Canonical(string json) => Sorted(JsonNode.Parse(json))?.ToJsonString(Json.Options) ?? "null";

    static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Key == "document" && pair.Value is JsonValue text ? JsonNode.Parse(text.GetValue<string>()) : pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
