using System.Text.RegularExpressions;

namespace Waymark.Core.Record;

/// <summary>Postcodes of the United Kingdom, in the six forms that Royal Mail gives out.</summary>
public static partial class Postcodes
{
    /// <summary>The last one in an address, in capitals with one space; null: none stands there.</summary>
    public static string? In(string? address) =>
        address is not null && Pattern().Matches(address.ToUpperInvariant()) is [.., var last] ? $"{last.Groups[1].Value} {last.Groups[2].Value}" : null;

    [GeneratedRegex(@"\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})\b")]
    private static partial Regex Pattern();
}
