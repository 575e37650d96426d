using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Waymark.Core.Record;

/// <summary>
/// The arithmetic of the audit chain: each link is SHA-256 over the link before, the place, the time of sealing and the entry's
/// canonical bytes. The bytes are ours, not the database's, so that both databases give the same links.
/// </summary>
public static class AuditChain
{
    /// <summary>What the first link follows.</summary>
    public static readonly byte[] Root = new byte[SHA256.HashSizeInBytes];

    public static byte[] Link(byte[] before, long place, Instant sealedAt, AuditEntry entry)
    {
        var bytes = new List<byte>(512);
        bytes.AddRange(before);
        Add(bytes, place);
        Add(bytes, Microseconds(sealedAt));
        Add(bytes, entry);
        return SHA256.HashData(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes));
    }

    /// <summary>Every field in this order, for ever: a new one goes to the end and adds nothing while it is null.</summary>
    static void Add(List<byte> bytes, AuditEntry entry)
    {
        Add(bytes, entry.Number);
        Add(bytes, Microseconds(entry.At));
        Add(bytes, entry.ClockOffset);
        Add(bytes, entry.Worker);
        Add(bytes, entry.ForWorker);
        Add(bytes, entry.Posts);
        Add(bytes, entry.Session);
        Add(bytes, entry.Address);
        Add(bytes, entry.Request);
        Add(bytes, entry.Action.ToString());
        Add(bytes, entry.What);
        Add(bytes, entry.Outcome.ToString());
        Add(bytes, entry.ChildId);
        Add(bytes, entry.ProcessId);
        Add(bytes, entry.WorkstepId);
        Add(bytes, entry.DocumentId);
        Add(bytes, entry.FirstEvent);
        Add(bytes, entry.LastEvent);
        Add(bytes, entry.Fields);
        Add(bytes, entry.Terms);
        Add(bytes, entry.Shown);
        Add(bytes, entry.Reason);
    }

    static void Add(List<byte> bytes, long value)
    {
        Span<byte> eight = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(eight, value);
        bytes.AddRange(eight);
    }

    static void Add(List<byte> bytes, int? value) => Add(bytes, value is { } number ? BigEndian(number) : null);

    static void Add(List<byte> bytes, Guid? value) => Add(bytes, value?.ToByteArray(bigEndian: true));

    static void Add(List<byte> bytes, string? value) => Add(bytes, value is null ? null : Encoding.UTF8.GetBytes(value));

    /// <summary>A zero for what isn't there; else a one, the length and the bytes, so that no two entries give the same.</summary>
    static void Add(List<byte> bytes, byte[]? value)
    {
        bytes.Add(value is null ? (byte)0 : (byte)1);
        if (value is null) return;
        Add(bytes, (long)value.Length);
        bytes.AddRange(value);
    }

    static byte[] BigEndian(int value)
    {
        var four = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(four, value);
        return four;
    }

    static long Microseconds(Instant at) => (at - NodaConstants.UnixEpoch).BclCompatibleTicks / (NodaConstants.TicksPerMillisecond / 1000);
}
