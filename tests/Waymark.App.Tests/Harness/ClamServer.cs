using System.Diagnostics;

namespace Waymark.App.Tests.Harness;

/// <summary>
/// A real clamd on a socket of its own, with one signature of our own: the antivirus makers' test file, wherever it stands in a file. What is downloaded for it
/// elsewhere changes every day; nothing is downloaded here.
/// </summary>
public sealed class ClamServer : IAsyncDisposable
{
    // X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-…, as hexadecimal: as words, scanners would take this source for it.
    const string Signature = "58354f2150254041505b345c505a58353428505e2937434329377d2445494341522d5354414e444152442d414e544956495255532d544553542d46494c452124482b482a";

    readonly string folder = Scratch.Folder("waymark-clamd-");
    Process? running;

    public string Socket => Path.Combine(folder, "socket");

    /// <param name="settings">Lines of clamd.conf instead of, or besides, those that Waymark wants.</param>
    public static async Task<ClamServer> Start(params string[] settings)
    {
        var server = new ClamServer();
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(server.folder, "signatures")).FullName, "test.ndb"), $"Test-File:0:*:{Signature}\n");
        await server.Revive(settings);
        return server;
    }

    /// <summary>Starts it, with other settings or other signatures.</summary>
    public async Task Revive(params string[] settings)
    {
        string[] usual = ["AlertExceedsMax yes", "StreamMaxLength 30M", "MaxFileSize 60M", "MaxScanSize 200M", "MaxThreads 4"];
        await File.WriteAllLinesAsync(Path.Combine(folder, "clamd.conf"),
        [
            "Foreground yes", $"LocalSocket {Socket}", $"DatabaseDirectory {Path.Combine(folder, "signatures")}", $"TemporaryDirectory {folder}",
            .. usual.Where(line => settings.All(setting => setting.Split(' ')[0] != line.Split(' ')[0])), .. settings,
        ]);
        File.Delete(Socket);
        running = Process.Start(new ProcessStartInfo("sh", ["-c", "exec clamd -c \"$0\" >\"$1\" 2>&1", Path.Combine(folder, "clamd.conf"), Path.Combine(folder, "said")]) { Environment = { ["PATH"] = "/usr/sbin:/usr/bin:/bin" } })
            ?? throw new InvalidOperationException("sh did not start");
        for (var tries = 0; !File.Exists(Socket); tries++)
        {
            if (running.HasExited || tries > 600) throw new InvalidOperationException($"clamd did not start: {await File.ReadAllTextAsync(Path.Combine(folder, "said"))}");
            await Task.Delay(50);
        }
    }

    public async Task Kill()
    {
        running!.Kill();
        await running.WaitForExitAsync();
        running.Dispose();
        running = null;
        File.Delete(Socket);
    }

    /// <summary>It holds its breath: it takes connections and says nothing; false: it goes on.</summary>
    public async Task Sleep(bool asleep)
    {
        using var signal = Process.Start("kill", [asleep ? "-STOP" : "-CONT", $"{running!.Id}"]);
        await signal.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not null) await Kill();
        Directory.Delete(folder, recursive: true);
    }
}
