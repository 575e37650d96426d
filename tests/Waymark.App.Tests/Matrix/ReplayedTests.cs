using AngleSharp.Html.Parser;
using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Matrix;

/// <summary>Every address and every form that one worker comes to, asked for by others who may know nothing of that child: no word of the record comes back.</summary>
public sealed class ReplayedTests(Databases databases)
{
    const int Most = 500;

    [Theory, OnBoth("island"), OnBoth("shire")]
    public async Task What_one_worker_reaches_tells_another_nothing(Db db, string council)
    {
        await using var world = await World.Open(databases, db);
        var (own, others) = council == "island" ? ("Ida", (string?[])["Ivo", "Otto", "Ada", null]) : ("Rosamund", ["Lucian", "Octavian", "Wilhelmina", null]);
        var tokens = World.TokensOf(council);
        using var owner = await world.As(council, own);
        using var first = await Caller.Of(world, council, owner);
        var (links, forms, seen) = await Crawl(first, council, tokens, Seeds.Times(150, Most));
        Assert.True(links.Count >= 60 && forms.Count >= 20, $"{links.Count} addresses and {forms.Count} forms");
        // Their own worker reads nearly all of them: a word that stands nowhere would prove nothing.
        Assert.True(seen.Count >= tokens.Count - 5, $"nobody was shown {string.Join(", ", tokens.Except(seen))}");
        var faults = new List<string>();
        foreach (var other in others)
        {
            using var visitor = other is null ? world.Visitor() : await world.As(council, other);
            using var caller = await Caller.Of(world, council, visitor);
            await Parallel.ForEachAsync(links, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (address, _) => Hear(await caller.Send("GET", address), other, address));
            foreach (var (address, fields) in forms) Hear(await caller.Send("POST", address, fields), other, $"a form sent to {address}");
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(40)));
        Counts.Say($"addresses and forms of one worker replayed as four others, {council} ({db.Name()})", (links.Count + forms.Count) * others.Length, Seeds.Seed);

        void Hear(Reply reply, string? who, string where)
        {
            var said = reply.Says(tokens).ToList();
            lock (faults)
            {
                if (said.Count > 0) faults.Add($"{who ?? "nobody"}: {where}: {reply.Status} says {string.Join(", ", said)}");
                if (reply.Status >= 500) faults.Add($"{who ?? "nobody"}: {where}: {reply.Status}");
            }
        }
    }

    static async Task<(List<string> Links, List<(string Address, List<(string, string)> Fields)> Forms, HashSet<string> Seen)> Crawl(Caller caller, string council, IReadOnlyList<string> tokens, int most)
    {
        var (links, seen, waiting) = (new List<string>(), new HashSet<string>(), new Queue<string>([$"/{council}/", $"/{council}/children/{World.ChildOf(council)}"]));
        var forms = new Dictionary<string, (string, List<(string, string)>)>();
        var known = waiting.ToHashSet();
        while (waiting.TryDequeue(out var address) && links.Count < most)
        {
            links.Add(address);
            var reply = await caller.Send("GET", address);
            foreach (var token in reply.Says(tokens)) seen.Add(token);
            if (reply.Location is { } to) Meet(to);
            if (!reply.Headers.Contains("text/html", StringComparison.Ordinal)) continue;
            using var page = new HtmlParser().ParseDocument(reply.Body);
            foreach (var link in page.QuerySelectorAll("a[href]")) Meet(new Uri(new Uri($"http://x{address}"), link.GetAttribute("href")!).PathAndQuery);
            foreach (var form in page.QuerySelectorAll("form[method=post]"))
            {
                var buttons = form.QuerySelectorAll("button[formaction]").Select(button => button.GetAttribute("formaction")!);
                foreach (var action in buttons.Prepend(form.GetAttribute("action") is { Length: > 0 } its ? its : address))
                {
                    var at = new Uri(new Uri($"http://x{address}"), action).PathAndQuery;
                    if (at.Contains("/sign-", StringComparison.Ordinal) || at.Contains("/clock", StringComparison.Ordinal)) continue;
                    forms.TryAdd(at, (at, [.. form.QuerySelectorAll("input[name], select[name], textarea[name]").Where(field => field.GetAttribute("name") != "__RequestVerificationToken").Select(field => (field.GetAttribute("name")!, field.GetAttribute("value") ?? ""))]));
                }
            }
        }
        return (links, [.. forms.Values], seen);

        void Meet(string address)
        {
            address = address.Split('#')[0];
            if (address.StartsWith($"/{council}/", StringComparison.Ordinal) && !address.Contains("/sign-", StringComparison.Ordinal) && known.Add(address)) waiting.Enqueue(address);
        }
    }
}
