using System.Diagnostics;
using NodaTime;
using Waymark.App.Demonstration;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Reliability;

/// <summary>
/// <c>waymark serve</c> as an operator runs it: a process of its own, in a process group of its own, over a real file or a
/// PostgreSQL that syncs what it says it wrote, with the <see cref="Cast"/>. It can be killed and started again at the same address.
/// </summary>
internal sealed class RealProgram : IAsyncDisposable
{
    readonly string folder, output, node;
    readonly bool owns;
    Process? running;

    RealProgram(Db db, Cluster? cluster, string folder, string node, bool owns)
    {
        (Db, Cluster, this.folder, this.node, this.owns) = (db, cluster, folder, node, owns);
        output = Path.Combine(folder, $"said-{node}");
    }

    public Db Db { get; }

    /// <summary>Null on SQLite.</summary>
    public Cluster? Cluster { get; }

    /// <summary>The same after every start.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{Ports.Free()}");

    public int Pid => running?.Id ?? throw new InvalidOperationException("It doesn't run.");

    /// <summary>Where uploads lie until they are whole.</summary>
    public string Arriving => Path.Combine(folder, "arriving");

    public string SqliteFile => Path.Combine(folder, "data", "island", "waymark.db");

    /// <summary>The same authority, opened by the test: for looking at rows, and for what people did before the test begins.</summary>
    public Authorities Opened { get; private set; } = null!;

    public Authority Authority => Opened.Find("island")!;

    /// <summary>Where its virus scanner is; null: it has none.</summary>
    public string? Clamd { get; init; }

    public static async Task<RealProgram> Start(Db db, string? clamd = null)
    {
        var program = new RealProgram(db, db == Db.PostgreSql ? await Cluster.Start(durable: true) : null, Scratch.Folder("waymark-program-"), "first", owns: true) { Clamd = clamd };
        // One council: each other that is served makes every start longer.
        Directory.CreateDirectory(program.Packs);
        foreach (var part in (string[])["island", "calendars"]) Directory.CreateSymbolicLink(Path.Combine(program.Packs, part), Checkout.At($"packs/{part}"));
        if (program.Cluster is { } cluster) await cluster.Execute("CREATE DATABASE waymark_real");
        program.Opened = await Authorities.Open(program.Installation, new MachineClock(), ["island"]);
        Assert.Empty(program.Opened.Closed);
        await Furnishing.Write(program.Authority, Cast.People);
        await program.Run();
        return program;
    }

    /// <summary>Another node on the same records, which doesn't run yet; PostgreSQL knows its connections by the name.</summary>
    public RealProgram Another(string name) => new(Db, Cluster, folder, name, owns: false) { Opened = Opened };

    /// <summary>The same authority, opened by the test at another time than the machine's.</summary>
    public Task<Authorities> OpenAt(IClock clock) => Authorities.Open(Installation, clock, ["island"]);

    /// <summary>Starts the server, and waits until it answers.</summary>
    public async Task Run()
    {
        Begin();
        await Answers();
    }

    /// <summary>Starts the server, which may be at work before it answers.</summary>
    public void Begin()
    {
        var start = new ProcessStartInfo("setsid", ["sh", "-c", "trap '' XFSZ; exec \"$@\" >>\"$0\" 2>&1", output, Path.Combine(AppContext.BaseDirectory, "waymark"), "serve",
            "--urls", Address.ToString().TrimEnd('/'), "--data", Path.Combine(folder, "data"), "--packs", Packs]);
        if (Cluster is { } cluster) start.Environment["WAYMARK_DATABASES__ISLAND"] = $"{cluster.ConnectionString("waymark_real")};Application Name={node}";
        // One writer here is worth many people.
        foreach (var limit in (string[])["PAGES", "SEARCHES", "DOWNLOADS", "EXPORTS"]) start.Environment[$"WAYMARK_LIMITS__{limit}"] = "0";
        start.Environment["ASPNETCORE_TEMP"] = Directory.CreateDirectory(Arriving).FullName;
        if (Clamd is not null) start.Environment["WAYMARK_CLAMD"] = Clamd;
        running = Process.Start(start) ?? throw new InvalidOperationException("setsid did not start");
    }

    async Task Answers()
    {
        using var client = new HttpClient();
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            if (running!.HasExited || waited.Elapsed > TimeSpan.FromSeconds(60)) throw new InvalidOperationException($"waymark serve does not answer: {await Said()}");
            try
            {
                using var answer = await client.GetAsync(new Uri(Address, "/island/sign-in"));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
            }
        }
    }

    /// <summary>kill -9 of its process group: nothing of it runs on, and it had no time to put anything in order.</summary>
    public async Task Kill()
    {
        using var kill = Process.Start("kill", ["-KILL", "--", $"-{Pid}"]);
        await kill.WaitForExitAsync();
        await running!.WaitForExitAsync();
        running.Dispose();
        running = null;
    }

    /// <summary>It sleeps, as a machine that is too busy, or whose disk is slow, does; false: it goes on.</summary>
    public async Task Sleep(bool asleep)
    {
        using var signal = Process.Start("kill", [asleep ? "-STOP" : "-CONT", "--", $"-{Pid}"]);
        await signal.WaitForExitAsync();
        Assert.Equal(0, signal.ExitCode);
    }

    /// <summary>No file of its may grow beyond so many bytes from now on, as on a full disk; null: that is over.</summary>
    public async Task LimitFiles(long? bytes)
    {
        using var limit = Process.Start("prlimit", ["--pid", $"{Pid}", $"--fsize={(bytes is { } most ? $"{most}" : "unlimited")}:unlimited"]);
        await limit.WaitForExitAsync();
        Assert.Equal(0, limit.ExitCode);
    }

    public async Task<Visitor> As(Person person)
    {
        var visitor = new Visitor(Address) { Strict = false };
        await visitor.Go("/island/sign-in");
        await visitor.Press(visitor.Page.Buttons.Single(words => words == person.Name || words.StartsWith(person.Name + ", ", StringComparison.Ordinal)));
        return visitor;
    }

    public async Task<string> Said() => File.Exists(output) ? await File.ReadAllTextAsync(output) : "";

    public async ValueTask DisposeAsync()
    {
        if (running is not null) await Kill();
        if (!owns) return;
        await Opened.DisposeAsync();
        if (Cluster is not null) await Cluster.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    string Packs => Path.Combine(folder, "packs");

    Installation Installation => new(Path.Combine(folder, "data"), Packs)
    {
        Databases = Cluster is { } cluster ? new Dictionary<string, string> { ["island"] = cluster.ConnectionString("waymark_real") } : [], Migrate = true,
    };

#pragma warning disable RS0030 // The program under test goes by the machine's clock, so what is written beside it must too.
    sealed class MachineClock : IClock
    {
        public Instant GetCurrentInstant() => SystemClock.Instance.GetCurrentInstant();
    }
#pragma warning restore RS0030
}
