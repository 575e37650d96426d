using Waymark.Core.Packs.Linting;

namespace Waymark.Core.Packs;

/// <summary>Something in a pack that can be lived with, and that the council should know of before it does.</summary>
/// <param name="Name">Its name in the vocabulary's list of findings.</param>
/// <param name="Message">What was found, in a sentence.</param>
/// <param name="Suggestion">What to write instead.</param>
public sealed record Finding(Mark At, string Name, string Message, string Suggestion)
{
    /// <summary>The protocol that it stands in; null: a list that protocols share.</summary>
    public string? Protocol { get; init; }

    /// <summary>The council's word that it may stay; null: nobody has said so.</summary>
    public Acceptance? Accepted { get; init; }

    /// <summary>What was found, and the reason for which it stays or what to write instead.</summary>
    public string InWords => Accepted is { } accepted ? $"{Message} Accepted by {accepted.By}: {accepted.Reason}" : $"{Message} {Suggestion}";

    public override string ToString() => $"{At}: {InWords} [{Name}]";
}

/// <summary>
/// What the check finds in a pack that works: nobody is locked in by it, but it says less than it should, or two things at once.
/// Whether it stays is the council's to say, with a reason; a fault (<see cref="Linter"/>) nobody can accept.
/// </summary>
public static class Findings
{
    /// <returns>In the order of the pack's files.</returns>
    public static IReadOnlyList<Finding> Of(Pack pack)
    {
        var accepted = new HashSet<Acceptance>(ReferenceEqualityComparer.Instance);
        var found = pack.Protocols.SelectMany(p => In(pack, p)).Concat(pack.Lists.SelectMany(l => Praise.In(l, l.Options)).Concat(pack.Lists.SelectMany(l => Days.In(l))))
            .DistinctBy(f => (f.Part.At, f.Name)).Select(f => Judged(f, accepted)).ToList();
        found.AddRange(InVain(pack, accepted));
        return [.. found.OrderBy(f => f.At.File, StringComparer.Ordinal).ThenBy(f => f.At.Line).ThenBy(f => f.At.Column)];
    }

    private static IEnumerable<Found> In(Pack pack, Protocol protocol) =>
        Times.In(pack, protocol).Concat(Days.In(protocol)).Concat(CourtBody.In(protocol)).Concat(Contradictions.In(pack, protocol))
            .Concat(protocol.Forms.SelectMany(Walk.Fields).Where(f => f.List is null).SelectMany(f => Praise.In(f, f.Options)))
            .Select(f => f with { Protocol = protocol.Id });

    private static Finding Judged(Found f, HashSet<Acceptance> accepted)
    {
        var word = f.Part.Accepts.FirstOrDefault(a => a.Finding == f.Name);
        if (word is not null)
            accepted.Add(word);
        return new(f.Part.At, f.Name, f.Message, f.Suggestion) { Protocol = f.Protocol, Accepted = word };
    }

    /// <summary>An acceptance that outlived its finding would hide the next one of its name.</summary>
    private static IEnumerable<Finding> InVain(Pack pack, HashSet<Acceptance> accepted)
    {
        var parts = pack.Protocols.SelectMany(p => Walk.Parts(p).Select(part => (Part: part, Protocol: (string?)p.Id)))
            .Concat(pack.Lists.SelectMany(l => OptionList.Flatten(l.Options).Append<Part>(l)).Select(part => (Part: part, Protocol: (string?)null)));
        return parts.SelectMany(x => x.Part.Accepts.Where(a => !accepted.Contains(a)).Select(a =>
                new Finding(a.At, "nothing-to-accept", $"{Wording.Quote(x.Part.Label)} accepts the finding '{a.Finding}', and the check doesn't find it here.", "Take it out of 'accepts', or put it where the finding stands.") { Protocol = x.Protocol }))
            .DistinctBy(f => f.At);
    }
}

/// <summary>A finding before anybody's word on it.</summary>
/// <param name="Part">Where it stands, and where it may be accepted.</param>
internal sealed record Found(Part Part, string Name, string Message, string Suggestion)
{
    public string? Protocol { get; init; }
}
