using System.Text.RegularExpressions;

namespace Waymark.Core.Packs.Linting;

/// <summary>What was done excellently is no failure: in a list of failures it is answered with a time limit and counted as one.</summary>
internal static partial class Praise
{
    /// <param name="options">Of a field or of a list, as they stand under one another.</param>
    public static IEnumerable<Found> In(Part of, IReadOnlyList<Option> options)
    {
        var praised = options.Where(o => Words().IsMatch(o.Label)).ToList();
        if (praised.Count == options.Count)
            return options.SelectMany(o => In(of, o.Options));
        return praised.Select(o => new Found(o, "praise-among-failures", $"{Wording.Quote(o.Label)} stands among {options.Count - praised.Count} other options of {Wording.Quote(of.Label)}.", "Give it a field, a next action or a process of its own, without a time limit; or accept this with a reason."))
            .Concat(options.SelectMany(o => In(of, o.Options)));
    }

    [GeneratedRegex(@"\b(excellent|exemplary|commendable)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Words();
}
