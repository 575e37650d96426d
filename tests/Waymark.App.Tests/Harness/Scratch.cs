using System.Diagnostics;

namespace Waymark.App.Tests.Harness;

/// <summary>
/// Folders that end with the test process. One that is killed can't tidy up after itself, so a shell that outlives it does: it
/// waits for our end, stops the database server of the folder if one still runs, and removes the folder.
/// </summary>
internal static class Scratch
{
    /// <summary>Where the machine keeps files in memory; below this much room, not there.</summary>
    private const string Memory = "/dev/shm";
    private const long Room = 4L << 30;

    /// <param name="durable">On a disk. Else in memory, where there is room: to make and sync the files of hundreds of databases took a sixth of a run (measured).</param>
    public static string Folder(string prefix, bool durable = true)
    {
        var folder = durable || !Directory.Exists(Memory) || new DriveInfo(Memory).AvailableFreeSpace < Room
            ? Directory.CreateTempSubdirectory(prefix).FullName
            : Directory.CreateDirectory(Path.Combine(Memory, $"{prefix}{Guid.NewGuid():N}")).FullName;
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
