using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Waymark.App.Store;

/// <summary>A file as it was kept, before its row is written.</summary>
public sealed record KeptFile(Guid Id, long Bytes, string Sha256);

/// <summary>
/// The bytes of an authority's documents, under names of our own. They are on the disk, synced and renamed, before the row that
/// speaks of them is committed: a crash leaves at most a file that no row names.
/// </summary>
public sealed class FileStore(string folder)
{
    /// <exception cref="FileTooLargeException">The content is longer than the limit; nothing was kept.</exception>
    public Task<KeptFile> Keep(Stream content, long limit, CancellationToken cancel = default) => Keep(content, limit, Guid.NewGuid(), cancel);

    /// <summary>Under an id that the caller made: for a demonstration, whose ids are the same each time.</summary>
    internal async Task<KeptFile> Keep(Stream content, long limit, Guid id, CancellationToken cancel = default)
    {
        var place = PathOf(id);
        var shelf = Path.GetDirectoryName(place)!;
        Directory.CreateDirectory(shelf);
        var temporary = place + ".part";
        try
        {
            var (bytes, hash) = await Write(content, temporary, limit, cancel);
            File.Move(temporary, place);
            SyncFolder(shelf);
            return new KeptFile(id, bytes, hash);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    public Stream Open(Guid id) => new FileStream(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);

    /// <summary>For bytes that no row came to name.</summary>
    public void Remove(Guid id) => File.Delete(PathOf(id));

    public bool Has(Guid id) => File.Exists(PathOf(id));

    string PathOf(Guid id)
    {
        var name = id.ToString("N");
        return Path.Combine(folder, name[..2], name);
    }

    static async Task<(long, string)> Write(Stream content, string path, long limit, CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        long bytes = 0;
        for (int read; (read = await content.ReadAsync(buffer, cancel)) > 0;)
        {
            bytes += read;
            if (bytes > limit) throw new FileTooLargeException(limit);
            hash.AppendData(buffer.AsSpan(0, read));
            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
        await file.FlushAsync(cancel);
        file.Flush(flushToDisk: true);
        return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>On Unix a new name is on the disk only when its folder was synced too; .NET has no call for that.</summary>
    internal static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = OpenFolder(folder, 0);
        if (handle < 0) return;
        _ = Sync(handle);
        _ = Close(handle);
    }

    [DllImport("libc", EntryPoint = "open", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int OpenFolder([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Close(int handle);
}

public sealed class FileTooLargeException(long limit) : Exception($"The file is longer than {limit} bytes.");
