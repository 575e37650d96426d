using System.Text.RegularExpressions;

namespace Waymark.Core.Packs.Linting;

/// <summary>A text that promises days says which: five days over Easter are nine or five. Clocks always say.</summary>
internal static partial class Days
{
    public static IEnumerable<Found> In(Protocol protocol) => Walk.Parts(protocol).SelectMany(part => In(part, Texts(part)));

    public static IEnumerable<Found> In(OptionList list) => OptionList.Flatten(list.Options).Append<Part>(list).SelectMany(part => In(part, Texts(part)));

    private static IEnumerable<Found> In(Part part, IEnumerable<string> texts) =>
        texts.Select(text => Bare().Match(text)).Where(m => m.Success).Take(1).Select(m =>
            new Found(part, "no-unit", $"‘{m.Value}’ doesn't say whether these are working days or calendar days.", $"Write '{m.Groups[1].Value} working {m.Groups[2].Value}' or '{m.Groups[1].Value} calendar {m.Groups[2].Value}', or accept this with a reason."));

    private static IEnumerable<string> Texts(Part part) => new[] { part.Label, part.Hint }.OfType<string>().Concat(part switch
    {
        Protocol p => p.Guidance.SelectMany(line => new[] { line.Label, line.Text }),
        Form f => f.Guidance.SelectMany(line => new[] { line.Label, line.Text }),
        _ => [],
    });

    [GeneratedRegex(@"\b(\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)\s+(days?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Bare();
}
