using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Store;
using Waymark.App.Tests.Features;
using Waymark.App.Tests.Harness;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Matrix;

/// <summary>A record that is sealed, or shut to one worker, can't be told from one that was never there: not by an answer, a count, a search or a list.</summary>
public sealed partial class ConcealedTests(Databases databases)
{
    static readonly Guid Row = Store.Island.Id(800);

    [Theory, OnBoth("island"), OnBoth("shire")]
    public async Task What_is_sealed_is_answered_as_what_never_was(Db db, string council)
    {
        await using var world = await World.Open(databases, db);
        var real = world.ThingsOf(council);
        // What belongs to no child, and the notice that is one's own, stay as they are.
        var never = real.ToDictionary(pair => pair.Key, pair => Guid.TryParse(pair.Value, out _) && pair.Key is not ("administration/id" or "notices/id" or "successor") ? $"{Guid.NewGuid()}" : pair.Value);
        var routes = (await Asked.All(world.Services)).Where(route => route.NamesSomething && route.Route != "notices/{id:guid}").ToList();
        var (compared, faults) = (0, new List<string>());
        foreach (var (name, excluded) in council == "island" ? new[] { ("Tess", false), ("Mona", false), ("Dora", false), ("Inga", false), ("Ada", false), ("Ida", true) } : [("Isadora", false), ("Keziah", false), ("Rosamund", false), ("Dashiell", false), ("Wilhelmina", false), ("Perdita", true)])
        {
            await world.Reset(council);
            using var visitor = await world.As(council, name);
            await world.Write(council, async store => store.Add(excluded
                ? new ExclusionRow { Id = Row, Worker = (await store.Workers.FirstAsync(row => row.Name.StartsWith(name))).Id, ChildId = World.ChildOf(council), Reason = "A relative.", ByWorker = Row, BegunAt = World.Morning }
                : new RestrictionRow { Id = Row, ChildId = World.ChildOf(council), Kind = RestrictionKind.Sealed, Reason = "In hiding.", ByWorker = Row, BegunAt = World.Morning }));
            using var caller = await Caller.Of(world, council, visitor);
            await Parallel.ForEachAsync(routes, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (route, _) =>
            {
                var (there, nowhere) = (await caller.Send(route.Method, route.Address(council, real), route.Fields(real)), await caller.Send(route.Method, route.Address(council, never), route.Fields(never)));
                lock (faults)
                {
                    compared++;
                    if (Cut(there) != Cut(nowhere)) faults.Add($"{name}: {route.Label}: {there.Status} and {nowhere.Status}: {Difference(Cut(there), Cut(nowhere))}");
                }
            });
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Counts.Say($"sealed beside what never was, {council}: answers ({db.Name()})", compared, Seeds.Seed);
    }

    [Theory, OnBoth]
    public async Task No_list_count_or_search_is_another_where_a_sealed_child_was_never_there(Db db)
    {
        await using var world = await World.Open(databases, db);
        await using var without = await World.Open(databases, db, World.Kit);
        var routes = (await Asked.All(world.Services)).Where(route => route.Method == "GET" && !route.NamesSomething && route.Route is not ("front" or "sign-in" or "sign-out" or "access")).ToList();
        // What workers did that is about no child differs with what they did: that it says nothing of this one is the matrix's to see.
        var things = new Dictionary<string, string> { ["registers/protocol"] = "document-upload", ["registers/workstep"] = "add-document" };
        var faults = new List<string>();
        foreach (var name in (string[])["Henrietta", "Rosamund", "Keziah", "Dashiell", "Wilhelmina", "Octavian"])
        {
            var answers = new List<Dictionary<string, string>>();
            foreach (var one in new[] { world, without })
            {
                await one.Reset("shire");
                using var visitor = await one.As("shire", name);
                if (one == world) await one.Write("shire", store => Task.FromResult(store.Add(new RestrictionRow { Id = Row, ChildId = World.Kit, Kind = RestrictionKind.Sealed, Reason = "In hiding.", ByWorker = Row, BegunAt = World.Morning })));
                using var caller = await Caller.Of(one, "shire", visitor);
                var said = new Dictionary<string, string>();
                foreach (var route in routes) said[route.Label] = Cut(await caller.Send("GET", route.Address("shire", things)));
                foreach (var typed in (string[])["Kit", "Marchetti-Odum", "74000401", "b"])
                {
                    var found = await caller.Send("POST", "/shire/children", [("Typed", typed)]);
                    said[$"search for {typed}"] = found.Location is { } at ? Cut(await caller.Send("GET", at)) : Cut(found);
                }
                foreach (var number in (string[])["74000401", "74000499"]) said["emergency"] = Cut(await caller.Send("POST", "/shire/children/emergency", [("Number", number), ("Why", "He rang from the bus station and has nowhere to go.")])).Replace(number, "N", StringComparison.Ordinal);
                said["allocate"] = Cut(await caller.Send("POST", $"/shire/administration/workers/{ShireThings.Worker("lucian")}/allocate", [("Number", "74000401"), ("Post", "social-worker"), ("from-day", "29"), ("from-month", "6"), ("from-year", "2020")]));
                foreach (var page in (string[])["", "/hand-over"]) said["worker" + page] = Cut(await caller.Send("GET", $"/shire/administration/workers/{ShireThings.Worker("araminta")}{page}"));
                answers.Add(said);
            }
            faults.AddRange(answers[0].Where(said => answers[1][said.Key] != said.Value).Select(said => $"{name}: {said.Key}: {Difference(said.Value, answers[1][said.Key])}"));
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>All of an answer but what is another each time: the time, the request's id, the form's token and key, and the ids that were asked for.</summary>
    static string Cut(Reply reply)
    {
        var text = $"{reply.Status}\n{string.Join('\n', reply.Headers.Split('\n').Where(line => !line.StartsWith("Date:", StringComparison.Ordinal) && !line.StartsWith("Set-Cookie:", StringComparison.Ordinal)))}\n{reply.Body}";
        return Changing().Replace(text, "~");
    }

    static string Difference(string one, string other)
    {
        var at = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        string Near(string text) => text[Math.Max(0, at - 80)..Math.Min(text.Length, at + 160)].ReplaceLineEndings(" ");
        return $"«{Near(one)}» and «{Near(other)}»";
    }

    [GeneratedRegex("""[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=__RequestVerificationToken" type="hidden" value=")[^"]+|(?<=search=)[\w-]+|0H[A-Z0-9]{11}:[0-9A-F]{8}|(?<=Content-Length: )\d+""")]
    private static partial Regex Changing();
}
