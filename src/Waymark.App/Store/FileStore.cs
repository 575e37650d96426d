using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NodaTime;

namespace Waymark.App.Store;

/// <summary>A file as it was kept, before its row is written.</summary>
/// <param name="Id">What it lies under until it is put in its place, and its row's.</param>
/// <param name="Address">The name of its place: SHA-256 of the salt and the content.</param>
public sealed record KeptFile(Guid Id, long Bytes, string Sha256, string Address);

/// <summary>
/// The bytes of an authority's documents. A file comes into 'incoming', is synced there, and is put in its place (and that synced) before the row that
/// speaks of it is committed: a crash leaves at most a file that no row names, which is swept later. The same bytes of one child have one place,
/// those of two children never (the salt): from the names nobody learns that two children have the same paper.
/// </summary>
public sealed class FileStore(string folder)
{
    const string IncomingName = "incoming", LeavingName = "leaving";

    /// <summary>So much of the disk is left to the record itself, which stops when there is none.</summary>
    internal long Spare { get; set; } = 256L << 20;

    /// <exception cref="FileTooLargeException">The content is longer than the limit; nothing was kept.</exception>
    /// <exception cref="IOException">There is no room for it, or the disk fails; nothing was kept.</exception>
    /// <param name="as">The id that it is to have: for a demonstration, whose ids are the same each time.</param>
    public async Task<KeptFile> Keep(Stream content, long limit, byte[] salt, Guid? @as = null, CancellationToken cancel = default)
    {
        var id = @as ?? Guid.NewGuid();
        var incoming = Incoming(id);
        Directory.CreateDirectory(Path.GetDirectoryName(incoming)!);
        if (new DriveInfo(folder).AvailableFreeSpace < Spare) throw new IOException("The disk is nearly full.");
        var (bytes, hash, address) = await Write(content, incoming, limit, salt, cancel);
        return new KeptFile(id, bytes, hash, address);
    }

    /// <summary>Puts it where its row will say. The same bytes may lie there already: these take their place, so that no sweep takes those for old.</summary>
    public void Place(Guid id, string address)
    {
        var (incoming, place) = (Incoming(id), PathOf(address));
        var shelf = Directory.CreateDirectory(Path.GetDirectoryName(place)!).FullName;
        // A second try of the same transaction finds it done.
        if (File.Exists(incoming)) File.Move(incoming, place, overwrite: true);
        SyncFolder(shelf);
        SyncFolder(folder);
    }

    public Stream Open(DocumentRow document) => Read(PathOf(Of(document)));

    /// <summary>What came in and has no place yet.</summary>
    public Stream OpenIncoming(Guid id) => Read(Incoming(id));

    /// <summary>What came in and isn't wanted.</summary>
    public void Drop(Guid id) => File.Delete(Incoming(id));

    public bool Has(DocumentRow document) => File.Exists(PathOf(Of(document)));

    public static string Of(DocumentRow document) => document.Address ?? NameOf(document.Id);

    static string NameOf(Guid id) => id.ToString("N");

    static FileStream Read(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, useAsync: true);

    // ---- Sweeping ----

    /// <summary>Places filled before then.</summary>
    internal IEnumerable<string> Older(Instant before) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder).Where(shelf => Path.GetFileName(shelf).Length == 2).SelectMany(Directory.EnumerateFiles).Where(file => Since(file) < before).Select(file => Path.GetFileName(file)!)
        : [];

    /// <summary>What came in before then, and was never put in a place.</summary>
    internal int DropIncoming(Instant before)
    {
        var old = Directory.Exists(Path.Combine(folder, IncomingName)) ? Directory.GetFiles(Path.Combine(folder, IncomingName)).Where(file => Since(file) < before).ToList() : [];
        old.ForEach(File.Delete);
        return old.Count;
    }

    /// <summary>Takes it out of its place; false: it is gone, or it was put there since.</summary>
    internal bool TakeOut(string address, Instant before)
    {
        Directory.CreateDirectory(Path.Combine(folder, LeavingName));
        try
        {
            File.Move(PathOf(address), Leaving(address), overwrite: true);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        if (Since(Leaving(address)) < before) return true;
        PutBack(address);
        return false;
    }

    /// <summary>What was taken out, back in its place, unless the same came there meanwhile.</summary>
    internal void PutBack(string address)
    {
        try
        {
            File.Move(Leaving(address), PathOf(address));
        }
        catch (IOException) when (File.Exists(PathOf(address)))
        {
            Forget(address);
        }
    }

    internal void Forget(string address) => File.Delete(Leaving(address));

    /// <summary>What a sweep that was cut off had taken out.</summary>
    internal IEnumerable<string> TakenOut => Directory.Exists(Path.Combine(folder, LeavingName)) ? [.. Directory.GetFiles(Path.Combine(folder, LeavingName)).Select(file => Path.GetFileName(file)!)] : [];

    static Instant Since(string file) => Instant.FromDateTimeUtc(File.GetLastWriteTimeUtc(file));

    // ---- The disk ----

    string Incoming(Guid id) => Path.Combine(folder, IncomingName, NameOf(id));

    string Leaving(string address) => Path.Combine(folder, LeavingName, address);

    string PathOf(string address) => Path.Combine(folder, address[..2], address);

    static async Task<(long, string, string)> Write(Stream content, string path, long limit, byte[] salt, CancellationToken cancel)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var salted = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            salted.AppendData(salt);
            var buffer = new byte[1 << 16];
            long bytes = 0;
            for (int read; (read = await content.ReadAsync(buffer, cancel)) > 0;)
            {
                bytes += read;
                if (bytes > limit) throw new FileTooLargeException(limit);
                hash.AppendData(buffer.AsSpan(0, read));
                salted.AppendData(buffer.AsSpan(0, read));
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
            await file.FlushAsync(cancel);
            file.Flush(flushToDisk: true);
            return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()), Convert.ToHexStringLower(salted.GetHashAndReset()));
        }
        catch
        {
            File.Delete(path);
            throw;
        }
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
