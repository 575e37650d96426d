using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace Waymark.App.Features.Documents;

/// <summary>
/// A PDF (ISO 32000): its end stands where it should, nothing stands behind it, and no name in it says that it runs, opens or holds something.
/// Names are read wherever they stand, also in objects that are packed together (7.5.7), and also where letters are written as #4A.
/// </summary>
static class PdfFile
{
    const int LongestName = 24, MostObjects = 20_000;
    const long MostUnpacked = 64 << 20;

    static readonly SearchValues<byte> Space = SearchValues.Create(" \t\r\n\f\0\x1A"u8);

    static readonly Dictionary<string, Unfit> Names = new(StringComparer.Ordinal)
    {
        ["JavaScript"] = Unfit.Active, ["Launch"] = Unfit.Active, ["XFA"] = Unfit.Active, ["RichMedia"] = Unfit.Active, ["Rendition"] = Unfit.Active,
        ["EmbeddedFile"] = Unfit.Inside, ["EmbeddedFiles"] = Unfit.Inside,
        ["SubmitForm"] = Unfit.Elsewhere, ["ImportData"] = Unfit.Elsewhere, ["GoToR"] = Unfit.Elsewhere, ["GoToE"] = Unfit.Elsewhere,
        ["Encrypt"] = Unfit.Locked,
    };

    /// <summary>Ways of packing that are looked into; objects that are packed another way are refused.</summary>
    static readonly string[] Flate = ["FlateDecode", "Fl"], Others = ["LZWDecode", "LZW", "ASCIIHexDecode", "AHx", "ASCII85Decode", "A85", "RunLengthDecode", "RL", "Crypt", "Predictor"];

    public static Unfit? WhyNot(Stream file) => End(file) ?? (FileBytes.EndsAsArchive(file) || FileBytes.HoldsMarkup(file, 1024) ? Unfit.Hidden : null) ?? Within(file);

    /// <summary>Within the last two kilobytes, after the address of its table of contents, and only white space behind it.</summary>
    static Unfit? End(Stream file)
    {
        var tail = new byte[(int)Math.Min(2048, file.Length)];
        FileBytes.ReadAt(file, file.Length - tail.Length, tail);
        if (tail.AsSpan().LastIndexOf("%%EOF"u8) is not (>= 0 and var end) || tail.AsSpan(0, end).LastIndexOf("startxref"u8) < 0) return Unfit.Other;
        return tail.AsSpan(end + 5).IndexOfAnyExcept(Space) >= 0 ? Unfit.Hidden : null;
    }

    static Unfit? Within(Stream file)
    {
        var packed = new List<long>();
        for (var pieces = new Pieces(file, 0); pieces.Next();)
            if (Look(pieces, packed) is { } unfit) return unfit;
        var (seen, left) = (new HashSet<long>(), MostUnpacked);
        if (packed.Count > MostObjects) return Unfit.Unpacks;
        foreach (var at in packed)
            if (Unpack(file, at, seen, ref left) is { } unfit) return unfit;
        return null;
    }

    /// <param name="packed">Where it is said that objects are packed together, for a second look; null: they can't be, there.</param>
    static Unfit? Look(Pieces pieces, List<long>? packed)
    {
        var window = pieces.Window;
        for (int at = 0, next; at < pieces.Fresh && (next = window[at..pieces.Fresh].IndexOf((byte)'/')) >= 0;)
        {
            at += next + 1;
            // Only names that begin with one of these letters, or with one in disguise, are any that we look for.
            if (at >= window.Length || "JLXREISGOF#"u8.IndexOf(window[at]) < 0) continue;
            var name = NameAt(window[at..]);
            if (Names.TryGetValue(name, out var unfit)) return unfit;
            if (name is "ObjStm" or "First" && packed?.Count <= MostObjects) packed.Add(pieces.At + at);
        }
        return null;
    }

    /// <summary>Empty: longer than any that we look for.</summary>
    static string NameAt(ReadOnlySpan<byte> text)
    {
        Span<char> name = stackalloc char[LongestName];
        var length = 0;
        for (var at = 0; at < text.Length && text[at] > ' ' && "()<>[]{}/%"u8.IndexOf(text[at]) < 0; at++)
        {
            if (length == LongestName) return "";
            if (text[at] == '#' && at + 2 < text.Length && char.IsAsciiHexDigit((char)text[at + 1]) && char.IsAsciiHexDigit((char)text[at + 2]))
            {
                name[length++] = (char)Convert.ToByte(Encoding.ASCII.GetString(text.Slice(at + 1, 2)), 16);
                at += 2;
            }
            else name[length++] = (char)text[at];
        }
        return new string(name[..length]);
    }

    static Unfit? Unpack(Stream file, long at, HashSet<long> seen, ref long left)
    {
        var from = Math.Max(0, at - 2048);
        var window = new byte[(int)Math.Min(6144, file.Length - from)];
        FileBytes.ReadAt(file, from, window);
        var before = window.AsSpan(0, (int)(at - from));
        var behind = window.AsSpan(before.Length);
        var stream = behind.IndexOf("stream"u8);
        if (stream < 0 || behind.IndexOf("endobj"u8) is >= 0 and var end && end < stream) return null;
        var names = NamesIn(window.AsSpan((before.LastIndexOf("obj"u8) is >= 0 and var begun ? begun : 0)..(before.Length + stream)));
        if (names.Contains("XRef") || !names.Contains("Filter")) return null;
        if (names.Any(Others.Contains) || names.Count(Flate.Contains) != 1) return Unfit.Hidden;
        var data = at + stream + 6;
        if (behind[(stream + 6)..].StartsWith("\r\n"u8)) data += 2;
        else if (behind.Length > stream + 6 && behind[stream + 6] is (byte)'\n' or (byte)'\r') data++;
        return seen.Add(data) ? Inflate(file, data, ref left) : null;
    }

    static List<string> NamesIn(ReadOnlySpan<byte> dictionary)
    {
        var names = new List<string>();
        for (int at = 0, next; (next = dictionary[at..].IndexOf((byte)'/')) >= 0;) names.Add(NameAt(dictionary[(at += next + 1)..]));
        return names;
    }

    static Unfit? Inflate(Stream file, long at, ref long left)
    {
        // RFC 1950, FDICT: packed with a dictionary that no PDF has.
        var head = new byte[2];
        FileBytes.ReadAt(file, at, head);
        if ((head[1] & 0x20) != 0) return Unfit.Other;
        file.Position = at;
        using var packed = new ZLibStream(new Onward(file), CompressionMode.Decompress);
        for (var pieces = new Pieces(packed, 0); pieces.Next();)
        {
            if ((left -= pieces.Fresh) < 0) return Unfit.Unpacks;
            if (Look(pieces, null) is { } unfit) return unfit;
        }
        return null;
    }
}
