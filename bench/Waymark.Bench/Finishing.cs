using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Waymark.App.Demonstration;
using Waymark.App.Store;
using Waymark.Core.Processes;
using Process = Waymark.Core.Processes.Process;

namespace Waymark.Bench;

/// <summary>
/// Finishing a review that opens a QA process for another officer, durably on PostgreSQL with eight at once and the sealer running;
/// beside pgbench committing the same rows with the same number of clients.
/// </summary>
internal static class Finishing
{
    const int Rounds = 3, Clients = 8, Prepared = 12_000, Before = 1000;
    static readonly TimeSpan Each = TimeSpan.FromSeconds(6);

    public static async Task<IReadOnlyList<Measured>> Run()
    {
        await using var cluster = await Cluster.Start(durable: true);
        var folder = Scratch.Folder("waymark-bench-");
        await cluster.Execute("CREATE DATABASE ours");
        var script = Path.Combine(folder, "finish.sql");
        await using (var authorities = await Open(cluster, folder))
        {
            var authority = authorities.Find("island")!;
            await Furnishing.Write(authority, Cast.People);
            var (copied, finished) = (await Review(authority), await Review(authority));
            var key = Guid.NewGuid();
            await Finish(authority, finished.Id, key);
            await using var connection = new NpgsqlConnection(cluster.ConnectionString("ours"));
            await connection.OpenAsync();
            await File.WriteAllTextAsync(script, await SameRows.Script(connection, key, finished.Id, finished.Worksteps[0].Id, Before, Prepared));
            await Copies.Make(connection, copied, Before, Prepared);
        }
        NpgsqlConnection.ClearAllPools();
        await cluster.Execute("CREATE DATABASE plain TEMPLATE ours");
        var measured = await Measure(cluster, folder, script);
        Directory.Delete(folder, recursive: true);
        return [measured];
    }

    static async Task<Measured> Measure(Cluster cluster, string folder, string script)
    {
        await using var authorities = await Open(cluster, folder);
        var authority = authorities.Find("island")!;
        var reviews = await Waiting(authority);
        using var stop = new CancellationTokenSource();
        var sealing = Seal(authority, stop.Token);
        var measured = await Measured.Take("finishing a review that opens a QA process, 8 clients", "pgbench committing the same rows", "commits/s", Rounds,
            () => AtOnce(() => Finish(authority, reviews.TryTake(out var next) ? next : throw new InvalidOperationException("Too few reviews were prepared"), Guid.NewGuid())), () => Pgbench(cluster, script));
        await stop.CancelAsync();
        await sealing;
        return measured with { Notes = [$"One finish wrote {SameRows.Told}."] };
    }

    static Task<Authorities> Open(Cluster cluster, string folder) => Authorities.Open(new Installation(folder, Checkout.At("packs"))
    {
        Databases = new Dictionary<string, string> { ["island"] = cluster.ConnectionString("ours") + ";Maximum Pool Size=50" }, Migrate = true,
    }, new MachineClock(), ["island"]);

    static async Task<ConcurrentBag<Guid>> Waiting(Authority authority)
    {
        await using var db = authority.Open();
        return new(await db.Processes.Where(row => row.Number > Before && row.Number <= Before + Prepared).Select(row => row.Id).ToListAsync());
    }

    static async Task<Process> Review(Authority authority)
    {
        var protocol = authority.Packs.InForce.Protocol("lac-review")!;
        var started = (await authority.Casework.Start([Cast.A.Id], By(Guid.NewGuid()), situation => Engine.Start(situation, protocol, protocol.Worksteps[0]))).Process!;
        await Do(authority, started.Id, (p, s) => Engine.Save(p, s, p.Worksteps[0].Id, [new("review-record", null, new string('w', 2000)), new("audit-done", null, "yes"), new("concerns", null, "yes"), new("audit-notes", null, new string('n', 2000))]));
        return (await Do(authority, started.Id, (p, s) => Engine.Propose(p, s, p.Worksteps[0].Id, new Proposal("to-qap", Cast.Iro2.Id)))).Process!;
    }

    static Task<Outcome> Finish(Authority authority, Guid process, Guid key) => Do(authority, process, (p, s) => Engine.Finish(p, s, p.Worksteps[0].Id), key);

    static async Task<Outcome> Do(Authority authority, Guid process, Func<Process, Situation, Decision> decide, Guid? key = null)
    {
        var outcome = await authority.Casework.Do(process, By(key ?? Guid.NewGuid()), decide);
        return outcome.Accepted ? outcome : throw new InvalidOperationException(string.Join(" ", outcome.Decision.Refusals.Select(refusal => refusal.Text)));
    }

    static Operation By(Guid key) => new(new Actor(Cast.Iro.Id, "session", "192.0.2.7", "request") { Posts = "iro" }, key, "workstep/finish");

    static async Task<double> AtOnce(Func<Task> work)
    {
        var (done, began) = (0, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            for (; Stopwatch.GetElapsedTime(began) < Each; Interlocked.Increment(ref done)) await work();
        })));
        return done / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    static async Task Seal(Authority authority, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await authority.Sealer.Seal();
            await Task.Delay(250, CancellationToken.None);
        }
    }

    static async Task<double> Pgbench(Cluster cluster, string script)
    {
        var to = new NpgsqlConnectionStringBuilder(cluster.ConnectionString("plain"));
        using var run = System.Diagnostics.Process.Start(new ProcessStartInfo("pgbench",
            ["-n", "-M", "prepared", "-c", $"{Clients}", "-j", "1", "-T", $"{Each.TotalSeconds:0}", "-f", script, "-h", to.Host!, "-p", $"{to.Port}", "-U", to.Username!, to.Database!])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, trouble) = (run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        await run.WaitForExitAsync();
        var tps = (await said).Split('\n').FirstOrDefault(line => line.StartsWith("tps = ", StringComparison.Ordinal));
        if (run.ExitCode != 0 || tps is null) throw new InvalidOperationException($"pgbench: {await said} {await trouble}");
        return double.Parse(tps.Split(' ')[2], CultureInfo.InvariantCulture);
    }
}

#pragma warning disable RS0030 // As in the program: what a benchmark serves goes by the machine's clock.
internal sealed class MachineClock : IClock
{
    public Instant GetCurrentInstant() => SystemClock.Instance.GetCurrentInstant();
}
#pragma warning restore RS0030
