using System.Diagnostics;

namespace Waymark.App.Tests.Harness;

/// <summary>
/// Folders that end with the test process. One that is killed can't tidy up after itself, so a shell that outlives it does: it
/// waits for our end, stops the database server of the folder if one still runs, and removes the folder.
/// </summary>
internal static class Scratch
{
    public static string Folder(string prefix)
    {
        var folder = Directory.CreateTempSubdirectory(prefix).FullName;
        var script = $"""
            while kill -0 {Environment.ProcessId} 2>/dev/null; do [ -d '{folder}' ] || exit 0; sleep 1; done
            [ -f '{folder}/data/postmaster.pid' ] && kill -QUIT "$(head -1 '{folder}/data/postmaster.pid')" && sleep 1
            rm -rf '{folder}'
            """;
        using var watcher = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", $"({script}) </dev/null >/dev/null 2>&1 &"]))
            ?? throw new InvalidOperationException("setsid did not start");
        watcher.WaitForExit();
        return folder;
    }
}
