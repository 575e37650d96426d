using System.Diagnostics;
using Npgsql;

namespace Waymark.App.Tests.Harness;

/// <summary>
/// A PostgreSQL of our own that lives as long as the test process: made from nothing in a scratch folder, on loopback, at a free
/// port. Its text sorts as British English by default, as a council's does, so that a query which relies on the bytes' order
/// without saying so is found out.
/// </summary>
public sealed class Cluster : IAsyncDisposable
{
    private readonly string folder;
    private readonly string bin;
    private readonly int port;

    private Cluster(string folder, string bin, int port) => (this.folder, this.bin, this.port) = (folder, bin, port);

    /// <param name="durable">Writes reach the disk before they are told of: for tests that kill, and for long runs.</param>
    public static async Task<Cluster> Start(bool durable = false)
    {
        var cluster = new Cluster(Scratch.Folder("waymark-postgresql-", durable), Programs(), Ports.Free());
        await cluster.Make();
        await cluster.Run(durable);
        return cluster;
    }

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1", Port = port, Database = database, Username = "waymark", IncludeErrorDetail = true,
    }.ConnectionString;

    /// <summary>Runs a statement that can't be in a transaction, such as CREATE DATABASE.</summary>
    public async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Stops the server as a power cut would; <see cref="Revive"/> starts it again and it recovers.</summary>
    public Task Kill() => AsOwner("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    public Task Revive() => Run(durable: true);

    public async ValueTask DisposeAsync()
    {
        await AsOwner("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        Directory.Delete(folder, recursive: true);
    }

    private string Data => Path.Combine(folder, "data");

    private async Task Make()
    {
        // PostgreSQL refuses to run as root: there, the folder and the server belong to the user that Debian's package made.
        if (Environment.IsPrivilegedProcess) await Execute("chown", "postgres", folder);
        await AsOwner("initdb", "-D", Data, "-A", "trust", "-U", "waymark", "--encoding=UTF8", "--no-sync",
            "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-GB");
    }

    private Task Run(bool durable)
    {
        string[] settings =
        [
            $"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=300",
            "max_prepared_transactions=0", "autovacuum=off", "timezone=UTC",
            .. durable ? Array.Empty<string>() : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
        ];
        var options = string.Join(' ', settings.Select(setting => $"-c {setting}"));
        return AsOwner("pg_ctl", "-D", Data, "-l", Path.Combine(folder, "log"), "-w", "-t", "60", "-o", options, "start");
    }

    private Task AsOwner(string program, params string[] arguments) =>
        Environment.IsPrivilegedProcess
            ? Execute("runuser", ["-u", "postgres", "--", Path.Combine(bin, program), .. arguments])
            : Execute(Path.Combine(bin, program), arguments);

    private async Task Execute(string program, params string[] arguments)
    {
        // pg_ctl hands its output to the server, so a pipe here would never close: the output goes to a file instead.
        var said = Path.Combine(folder, "said");
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" >>\"$0\" 2>&1", said, program, .. arguments]) { WorkingDirectory = folder };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        await process.WaitForExitAsync();
        if (process.ExitCode == 0) return;
        var log = Path.Combine(folder, "log");
        throw new InvalidOperationException($"""
            {program} {string.Join(' ', arguments)} ended with {process.ExitCode}:
            {await File.ReadAllTextAsync(said)}{(File.Exists(log) ? await File.ReadAllTextAsync(log) : "")}
            """);
    }

    private static string Programs()
    {
        if (Environment.GetEnvironmentVariable("WAYMARK_POSTGRES_BIN") is { Length: > 0 } named) return named;
        const string debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian) ? Directory.GetDirectories(debian) : [];
        var newest = versions.Where(folder => File.Exists(Path.Combine(folder, "bin", "initdb")))
            .MaxBy(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0);
        return newest is null
            ? throw new InvalidOperationException("PostgreSQL's server is not here. Install it (Debian: apt-get install postgresql), or name its folder of programs in WAYMARK_POSTGRES_BIN.")
            : Path.Combine(newest, "bin");
    }
}
