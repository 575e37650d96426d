using System.Globalization;
using System.Text;

namespace Waymark.App.Features.Documents;

/// <summary>A name to show and to save under: the last part of what the browser sent, without anything that could mislead a reader or a disk.</summary>
public static class FileName
{
    const int Longest = 120;

    /// <summary>What Windows takes for a device, whatever ending it has.</summary>
    static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. "0123456789¹²³".SelectMany(digit => new[] { $"COM{digit}", $"LPT{digit}" })];

    /// <param name="extension">The kind's own, with its dot: it is put behind a name that has another, so that what opens it is what it is.</param>
    public static string Of(string typed, string extension)
    {
        var last = typed[(typed.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
            if (Keeps(rune)) clean.Append(rune.ToString());
        var name = clean.ToString().Normalize(NormalizationForm.FormC).Trim(' ', '.');
        if (HasExtension(name, extension)) name = name[..name.LastIndexOf('.')].TrimEnd(' ', '.');
        if (name.Length == 0) name = "File";
        if (Devices.Contains(name.Split('.')[0].TrimEnd(), StringComparer.OrdinalIgnoreCase)) name = "File " + name;
        if (name.Length > Longest) name = name[..(char.IsHighSurrogate(name[Longest - 1]) ? Longest - 1 : Longest)].TrimEnd();
        return name + extension;
    }

    static bool HasExtension(string name, string extension) => extension.Length > 0
        && (name.EndsWith(extension, StringComparison.OrdinalIgnoreCase) || (extension == ".jpg" && name.EndsWith(".jpeg", StringComparison.OrdinalIgnoreCase)));

    // Controls, line breaks, letters that turn the reading direction ('gpj.exe' shown as 'exe.jpg'), and what a disk takes for its own.
    static bool Keeps(Rune rune) => rune != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse)
        && !"<>:\"|?*".Contains(rune.ToString(), StringComparison.Ordinal);
}
