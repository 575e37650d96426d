using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Waymark.App;
using Waymark.App.Demonstration;
using Waymark.App.Features.Access;
using Waymark.App.Features.Children;
using Waymark.App.Store;
using Waymark.Core.Processes;

namespace Waymark.Bench;

/// <summary>
/// The child's summary over HTTP, its audit entry committed before the first byte; beside a bare page on the same server that asks
/// the same queries and writes a heading. Sixteen readers at once, on each database.
/// </summary>
internal static partial class Summary
{
    const int Rounds = 3, Readers = 16;
    static readonly TimeSpan Each = TimeSpan.FromSeconds(4);

    public static async Task<IReadOnlyList<Measured>> Run()
    {
        await using var cluster = await Cluster.Start(durable: true);
        await cluster.Execute("CREATE DATABASE ours");
        return
        [
            await On("PostgreSQL", new Dictionary<string, string> { ["island"] = cluster.ConnectionString("ours") + ";Maximum Pool Size=50" }),
            await On("SQLite", []),
        ];
    }

    static async Task<Measured> On(string engine, Dictionary<string, string> databases)
    {
        var folder = Scratch.Folder("waymark-bench-");
        await using var authorities = await Authorities.Open(new Installation(folder, Checkout.At("packs")) { Databases = databases, Migrate = true }, new MachineClock(), ["island"]);
        var authority = authorities.Find("island")!;
        await Furnish(authority);
        // What PostgreSQL's autovacuum does by itself within a minute.
        await using (var db = authority.Open()) await db.Database.ExecuteSqlRawAsync("ANALYZE");
        var (child, reader, processes) = await Fullest(authority);
        await using var app = Serve.Build(new ServeOptions(authorities, Path.Combine(folder, "keys")) { Urls = ["http://127.0.0.1:0"] });
        app.MapGet("/bare/{id:guid}", Bare);
        await app.StartAsync();
        using var client = await SignedIn(new Uri(app.Urls.First()), reader);
        var (ours, bare) = (new Load(client, $"/island/children/{child}"), new Load(client, $"/island/bare/{child}"));
        var measured = await Measured.Take($"child's summary, audited, {engine}, {Readers} readers", "a bare page over the same queries", "pages/s", Rounds,
            ours.PerSecond, bare.PerSecond);
        await app.StopAsync();
        return measured with { Notes = [$"The summary on {engine} shows {processes} processes. {ours.Told} The bare page: {bare.Told}"] };
    }

    static async Task Furnish(Authority authority)
    {
        var (script, faults) = ScriptReader.Read(ScriptReader.FilesOf(Checkout.At("packs", "island", "demo")));
        if (script is null) throw new InvalidOperationException(string.Join('\n', faults));
        var day = authority.Clock.GetCurrentInstant().InZone(authority.Calendar.Zone).Date;
        var people = script.On(day, authority.Calendar);
        await Furnishing.Write(authority, people, Player.Play(script, authority.Packs.InForce, authority.Calendar, day, people));
    }

    /// <summary>The child with the most to show, and who reviews that child's care.</summary>
    static async Task<(Guid Child, Guid Reader, int Processes)> Fullest(Authority authority)
    {
        await using var db = authority.Open();
        var fullest = await db.ProcessChildren.Where(its => db.Allocations.Any(held => held.Child == its.ChildId && held.Post == "iro" && held.To == null)).GroupBy(its => its.ChildId)
            .Select(group => new { Child = group.Key, Count = group.Count() }).OrderByDescending(each => each.Count).ThenBy(each => each.Child).FirstAsync();
        var reader = await db.Allocations.Where(held => held.Child == fullest.Child && held.Post == "iro" && held.To == null).Select(held => held.Worker).FirstAsync();
        return (fullest.Child, reader, fullest.Count);
    }

    static async Task Bare(HttpContext context, Guid id)
    {
        var desk = Desk.Of(context);
        var child = (await desk.Viewer!.Child(id)).Row!;
        var record = await ChildsRecord.Read(desk, child);
        var situation = await desk.Authority.Situations.About(desk.Db, [id], desk.Viewer.Id);
        var startable = desk.Authority.Packs.InForce.Protocols.Sum(protocol => protocol.Worksteps.Count(workstep => workstep.By.Count > 0 && !Engine.WhyNotStart(situation, protocol, workstep).Any()));
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync($"<!DOCTYPE html><html lang=\"en\"><title>Bare</title><h1>{child.Number}</h1><p>{record.Processes.Count} {record.Family.Count} {startable}");
    }

    static async Task<HttpClient> SignedIn(Uri address, Guid worker)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), MaxConnectionsPerServer = Readers }) { BaseAddress = address };
        var page = await client.GetStringAsync("/island/sign-in");
        using var signed = await client.PostAsync("/island/sign-in?handler=Person", new FormUrlEncodedContent([new("worker", $"{worker}"), new("__RequestVerificationToken", Token().Match(page).Groups[1].Value)]));
        signed.EnsureSuccessStatusCode();
        return client;
    }

    [GeneratedRegex("__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    /// <summary>One page, asked for by all readers at once; only the last round is told of, when everything is warm.</summary>
    sealed class Load(HttpClient client, string address)
    {
        public string Told { get; private set; } = "";

        public async Task<double> PerSecond()
        {
            var (began, spent) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var took = (await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => Task.Run(() => Read(began))))).SelectMany(each => each).Order().ToList();
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            var work = (Environment.CpuUsage.TotalTime - spent).TotalMilliseconds / took.Count;
            Told = $"Half took at most {Measured.Number(took[took.Count / 2])} ms, 99 of 100 at most {Measured.Number(took[took.Count * 99 / 100])} ms; each took {Measured.Number(work)} ms of a processor, its reader's work included and PostgreSQL's not.";
            return took.Count / seconds;
        }

        async Task<List<double>> Read(long began)
        {
            var took = new List<double>();
            while (Stopwatch.GetElapsedTime(began) < Each)
            {
                var asked = Stopwatch.GetTimestamp();
                using var response = await client.GetAsync(address);
                await response.Content.ReadAsByteArrayAsync();
                if (response.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{address} answered {response.StatusCode}");
                took.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }
            return took;
        }
    }
}
