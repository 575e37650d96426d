using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;

namespace Waymark.App.Scanning;

/// <summary>What the scanner said of a file.</summary>
/// <param name="Clean">Null: nothing that counts; <paramref name="Why"/> says why not.</param>
/// <param name="Found">The virus that it found, as it calls it.</param>
/// <param name="Later">It answered, and couldn't look through this file: soon again is no use.</param>
public sealed record Scanned(bool? Clean, string? Found = null, string? Why = null, bool Later = false);

/// <summary>
/// ClamAV's daemon, over its socket (clamd(8): PING, VERSION, INSTREAM). It is asked what it can do before its word is taken: as it is shipped, it calls a file
/// clean that is beyond its limits and that it has not looked through. One for the whole installation.
/// </summary>
public sealed class Clamd : IDisposable
{
    const int Chunk = 1 << 16, MostSaid = 4096, Nested = 110;
    const string Limits = "Heuristics.Limits.Exceeded";

    readonly string? path, host;
    readonly int port;
    readonly SemaphoreSlim asking = new(1);

    Clamd(string path) => this.path = path;

    Clamd(string host, int port) => (this.host, this.port) = (host, port);

    /// <summary>How long a whole answer may take; the person who attached the file waits for it.</summary>
    internal TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The largest file that it must look through.</summary>
    internal long Largest { get; init; } = Features.Documents.Files.Most;

    /// <summary>Null: not asked yet, or it didn't answer.</summary>
    public string? Version { get; private set; }

    /// <summary>Why its word isn't taken now; null: it is.</summary>
    public string? Fault { get; private set; } = "it was not asked yet";

    public override string ToString() => path ?? $"{host}:{port}";

    /// <summary>From a path of a socket, or HOST:PORT. Null with a fault that says what to write.</summary>
    public static Clamd? At(string address, out string? fault)
    {
        fault = null;
        if (address.Contains('/', StringComparison.Ordinal)) return new Clamd(Path.GetFullPath(address));
        if (address.LastIndexOf(':') is > 0 and var colon && int.TryParse(address.AsSpan(colon + 1), CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535) return new Clamd(address[..colon].Trim('[', ']'), port);
        fault = $"clamd: '{address}' is neither a path such as /run/clamav/clamd.ctl nor HOST:PORT. Write one of them, or none.";
        return null;
    }

    /// <summary>Asks it who it is and holds it to what it must be able to do; gives <see cref="Fault"/>.</summary>
    public async Task<string?> Probe(CancellationToken cancel = default)
    {
        await asking.WaitAsync(cancel);
        try
        {
            return Fault = await Ask(cancel);
        }
        finally
        {
            asking.Release();
        }
    }

    async Task<string?> Ask(CancellationToken cancel)
    {
        Version = null;
        try
        {
            if (await Say("PING", null, cancel) is not "PONG" and var pong) return $"it answers '{pong}' instead of PONG";
            var version = await Say("VERSION", null, cancel);
            using var nested = new MemoryStream(Box(Nested));
            if (!(await Say("INSTREAM", nested, cancel)).Contains(Limits, StringComparison.Ordinal)) return "it calls a file clean that it didn’t look through. Write 'AlertExceedsMax yes' in clamd.conf";
            using var large = new Blank(Largest);
            if (!(await Say("INSTREAM", large, cancel)).EndsWith(": OK", StringComparison.Ordinal)) return $"it doesn’t look through files of {Largest >> 20} MB. Write StreamMaxLength 30M, MaxFileSize 60M and MaxScanSize 200M in clamd.conf";
            Version = version;
            return null;
        }
        catch (Exception error) when (IsSilence(error, cancel))
        {
            return "it doesn’t answer";
        }
    }

    public async Task<Scanned> Scan(Stream content, CancellationToken cancel = default)
    {
        if (Version is null && await Probe(cancel) is { } fault) return new Scanned(null, Why: fault);
        try
        {
            var said = await Say("INSTREAM", content, cancel);
            if (said.EndsWith(": OK", StringComparison.Ordinal)) return new Scanned(true);
            if (said.EndsWith(" FOUND", StringComparison.Ordinal) && !said.Contains(Limits, StringComparison.Ordinal)) return new Scanned(false, said[(said.IndexOf(": ", StringComparison.Ordinal) + 2)..^" FOUND".Length]);
            return new Scanned(null, Why: "the file is beyond what it looks through", Later: true);
        }
        catch (Exception error) when (IsSilence(error, cancel))
        {
            (Version, Fault) = (null, "it doesn’t answer");
            return new Scanned(null, Why: Fault, Later: error is OperationCanceledException);
        }
    }

    static bool IsSilence(Exception error, CancellationToken cancel) => error is SocketException or IOException or InvalidDataException || (error is OperationCanceledException && !cancel.IsCancellationRequested);

    /// <exception cref="InvalidDataException">It said nothing.</exception>
    async Task<string> Say(string command, Stream? content, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        using var socket = path is null ? new Socket(SocketType.Stream, ProtocolType.Tcp) : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        if (path is null) await socket.ConnectAsync(host!, port, patience.Token);
        else await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), patience.Token);
        await using var stream = new NetworkStream(socket);
        var hearing = Hear(stream, patience.Token);
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"z{command}\0"), patience.Token);
            if (content is not null) await Send(stream, content, patience.Token);
        }
        catch (IOException)
        {
            // It closes its ear where a file is longer than it takes, and has said so.
        }
        return await hearing is { Length: > 0 } said ? said : throw new InvalidDataException("The scanner said nothing.");
    }

    /// <summary>Pieces with their lengths before them; a length of nothing ends it.</summary>
    static async Task Send(NetworkStream stream, Stream content, CancellationToken cancel)
    {
        var buffer = new byte[4 + Chunk];
        for (int read; (read = await content.ReadAsync(buffer.AsMemory(4), cancel)) > 0;)
        {
            BinaryPrimitives.WriteInt32BigEndian(buffer, read);
            await stream.WriteAsync(buffer.AsMemory(0, 4 + read), cancel);
        }
        await stream.WriteAsync(new byte[4], cancel);
    }

    /// <summary>Up to the NUL that ends an answer; listened for from the beginning, since it may come amid a file, with the end of the connection behind it.</summary>
    static async Task<string> Hear(NetworkStream stream, CancellationToken cancel)
    {
        var (buffer, heard) = (new byte[MostSaid], 0);
        for (int read; heard < buffer.Length && (read = await stream.ReadAsync(buffer.AsMemory(heard), cancel)) > 0; heard += read)
            if (buffer.AsSpan(heard, read).IndexOf((byte)0) is >= 0 and var end) return Encoding.UTF8.GetString(buffer, 0, heard + end).Trim();
        return "";
    }

    /// <summary>An archive in an archive in an archive …: more of them than any scanner opens.</summary>
    static byte[] Box(int depth)
    {
        byte[] inner = [0];
        for (var i = 0; i < depth; i++)
        {
            using var bytes = new MemoryStream();
            using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            {
                using var entry = archive.CreateEntry("a.zip", CompressionLevel.NoCompression).Open();
                entry.Write(inner);
            }
            inner = bytes.ToArray();
        }
        return inner;
    }

    public void Dispose() => asking.Dispose();

    /// <summary>So many bytes of nothing.</summary>
    sealed class Blank(long left) : Stream
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(left, count);
            Array.Clear(buffer, offset, read);
            left -= read;
            return read;
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
