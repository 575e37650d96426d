using NodaTime;

namespace Waymark.App.Store;

/// <summary>
/// An authority's time: the machine's, cut to whole microseconds so that both databases give back what was written, and moved by
/// an offset where a demonstration or a test wants another day.
/// </summary>
public sealed class AuthorityClock(IClock machine) : IClock
{
    long offset;

    /// <summary>Microseconds.</summary>
    public long Offset => Interlocked.Read(ref offset);

    /// <summary>The machine's time, for leases and for what the audit measures.</summary>
    public Instant Machine => Columns.Whole(machine.GetCurrentInstant());

    public Instant GetCurrentInstant() => Columns.At(Columns.Microseconds(machine.GetCurrentInstant()) + Offset);

    internal void Move(long microseconds) => Interlocked.Exchange(ref offset, microseconds);
}
