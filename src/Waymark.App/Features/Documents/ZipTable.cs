using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Waymark.App.Features.Documents;

/// <summary>A part of an archive, as its table of contents and its own header both say.</summary>
/// <param name="Data">Where its bytes begin.</param>
sealed record ZipPart(string Name, bool Deflated, long Data, long Packed, long Size)
{
    /// <summary>Unpacks it, and no more of it than was said.</summary>
    public Stream Open(Stream file)
    {
        file.Position = Data;
        return Deflated ? new Onward(new DeflateStream(new Onward(file), CompressionMode.Decompress), Size) : new Onward(file, Size, stops: true);
    }
}

/// <summary>
/// An archive's table of contents (PKWARE APPNOTE 4.3), read strictly, since programs differ in what they make of a loose one: the parts lie one behind
/// the other from the first byte on, none over another and nothing between them, each once, under the name and in the way that its own header says.
/// </summary>
static class ZipTable
{
    const int Most = 2000, TableEnd = 22, InTable = 46, OwnHeader = 30, DescriptorMost = 24, Encrypted = 1, SizesBehind = 8;
    const long MostUnpacked = 100 << 20, Small = 10 << 20, MostTimes = 100;

    public static Unfit? Read(Stream file, out IReadOnlyList<ZipPart> parts)
    {
        parts = [];
        if (End(file) is not { } end) return Unfit.Other;
        if (end.Count > Most) return Unfit.Unpacks;
        if (end.Start + end.Length != end.At) return Unfit.Hidden;
        var table = new byte[end.Length];
        FileBytes.ReadAt(file, end.Start, table);
        var read = new List<(ZipPart Part, long Header, int Flags)>();
        var at = 0;
        for (var i = 0; i < end.Count; i++)
        {
            if (Entry(file, table, ref at, out var part) is { } unfit) return unfit;
            read.Add(part);
        }
        if (at != table.Length) return Unfit.Hidden;
        parts = [.. read.Select(each => each.Part)];
        return Lie(read, end.Start) ?? Unpacks(file, parts);
    }

    static (long At, int Count, long Length, long Start)? End(Stream file)
    {
        var tail = new byte[(int)Math.Min(ushort.MaxValue + TableEnd, file.Length)];
        FileBytes.ReadAt(file, file.Length - tail.Length, tail);
        for (var at = tail.Length - TableEnd; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (!end.StartsWith("PK\x5\x6"u8)) continue;
            var (count, length, start) = (Int16(end, 10), Int32(end, 12), Int32(end, 16));
            // The first from the end is what counts; one that doesn't fit, or that points to the larger kind of table, is none of ours.
            if (Int16(end, 20) != end.Length - TableEnd || Int32(end, 4) != 0 || Int16(end, 8) != count || count == ushort.MaxValue || start > file.Length || length > file.Length - start) return null;
            return (file.Length - tail.Length + at, count, length, start);
        }
        return null;
    }

    static Unfit? Entry(Stream file, byte[] table, ref int at, out (ZipPart, long, int) part)
    {
        part = default;
        if (at + InTable > table.Length) return Unfit.Other;
        var entry = table.AsSpan(at);
        if (!entry.StartsWith("PK\x1\x2"u8)) return Unfit.Other;
        var (flags, method, packed, size, named, header) = (Int16(entry, 8), Int16(entry, 10), Int32(entry, 20), Int32(entry, 24), Int16(entry, 28), Int32(entry, 42));
        var whole = InTable + named + Int16(entry, 30) + Int16(entry, 32);
        if (whole > entry.Length || header + OwnHeader > file.Length) return Unfit.Other;
        if ((flags & Encrypted) != 0) return Unfit.Locked;
        if (method is not (0 or 8) || (method == 0 && packed != size) || packed == uint.MaxValue || size == uint.MaxValue) return Unfit.Other;
        // A link to a place on the disk: Unix's kind of file stands in the upper half of what is outside our matter otherwise.
        if ((Int32(entry, 38) >> 28) == 0xA) return Unfit.Hidden;

        var name = entry.Slice(InTable, named);
        Span<byte> own = stackalloc byte[OwnHeader];
        FileBytes.ReadAt(file, header, own);
        var owns = new byte[Int16(own, 26)];
        if (!own.StartsWith("PK\x3\x4"u8)) return Unfit.Other;
        var data = header + OwnHeader + owns.Length + Int16(own, 28);
        if (data + packed > file.Length) return Unfit.Other;
        FileBytes.ReadAt(file, header + OwnHeader, owns);
        if (!name.SequenceEqual(owns) || Int16(own, 8) != method || Int16(own, 6) != flags) return Unfit.Hidden;
        var text = Encoding.UTF8.GetString(name);
        if (Leads(text)) return Unfit.Hidden;
        part = (new ZipPart(text, method == 8, data, packed, size), header, flags);
        at += whole;
        return null;
    }

    /// <summary>A name that leads out of the archive, or that a disk takes for something else.</summary>
    static bool Leads(string name) => name.Length == 0 || name[0] == '/' || name.AsSpan().IndexOfAny('\\', ':', '\uFFFD') >= 0 || name.Any(char.IsControl)
        || name.Split('/').Any(part => part is "." or "..");

    static Unfit? Lie(List<(ZipPart Part, long Header, int Flags)> parts, long table)
    {
        if (parts.Select(each => each.Part.Name.ToUpperInvariant()).Distinct(StringComparer.Ordinal).Count() != parts.Count) return Unfit.Hidden;
        long end = 0;
        var behind = false;
        foreach (var (part, header, flags) in parts.OrderBy(each => each.Header))
        {
            if (!Joins(end, header, behind)) return Unfit.Hidden;
            (end, behind) = (part.Data + part.Packed, (flags & SizesBehind) != 0);
        }
        return Joins(end, table, behind) ? null : Unfit.Hidden;
    }

    static bool Joins(long end, long next, bool sizesBehind) => next - end is 0 || (sizesBehind && next - end is > 0 and <= DescriptorMost);

    static Unfit? Unpacks(Stream file, IReadOnlyList<ZipPart> parts)
    {
        var size = parts.Sum(part => part.Size);
        return size > MostUnpacked || (size > Small && size > file.Length * MostTimes) ? Unfit.Unpacks : null;
    }

    static int Int16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    static long Int32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
