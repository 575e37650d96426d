using NodaTime;

namespace Waymark.App.Store;

public sealed class LeaseRow
{
    public required string Name { get; init; }
    public required Guid Holder { get; set; }
    public required Instant Until { get; set; }
}

/// <summary>The files of a pack as published: a running process keeps its version (design rule 1).</summary>
public sealed class PackVersionRow
{
    public required string Fingerprint { get; init; }
    public required Instant PublishedAt { get; init; }
    public required Guid ByWorker { get; init; }
    public required string Files { get; init; }
}

public sealed class SettingRow
{
    public required string Key { get; init; }
    public required string Value { get; set; }
}

public sealed class CounterRow
{
    public required string Name { get; init; }
    public required long Next { get; set; }
}

/// <summary>Place of an audit entry in the chain, and its link to the one before.</summary>
public sealed class AuditSealRow
{
    public required long Place { get; init; }
    public required long Entry { get; init; }
    public required Instant SealedAt { get; init; }
    public required byte[] Hash { get; init; }
}
