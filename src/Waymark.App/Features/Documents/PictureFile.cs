using System.Buffers.Binary;

namespace Waymark.App.Features.Documents;

/// <summary>How many points a picture may have: whoever opens it needs four bytes for each. A3 at 600 to the inch has 70 million.</summary>
static class Points
{
    const long Most = 100_000_000;

    public static Unfit? WhyNot(long width, long height, long pictures = 1) =>
        width <= 0 || height <= 0 ? Unfit.Other : width > Most || height > Most || width * height > Most / Math.Max(1, pictures) ? Unfit.Pixels : null;
}

/// <summary>Chunk after chunk, from the header to the end, and nothing behind it (W3C PNG, part 5).</summary>
static class PngFile
{
    public static Unfit? WhyNot(Stream file)
    {
        long width = 0, height = 0, pictures = 1;
        var drawn = false;
        Span<byte> chunk = stackalloc byte[16];
        for (long at = 8; at + 12 <= file.Length;)
        {
            FileBytes.ReadAt(file, at, chunk[..8]);
            var length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            var kind = chunk[4..8];
            var next = at + 12 + length;
            if (next > file.Length || (at == 8) != kind.SequenceEqual("IHDR"u8)) return Unfit.Other;
            if (at == 8)
            {
                FileBytes.ReadAt(file, at, chunk);
                (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(chunk[8..]), BinaryPrimitives.ReadUInt32BigEndian(chunk[12..]));
            }
            // A moving picture says how many there are.
            else if (kind.SequenceEqual("acTL"u8) && length == 8)
            {
                FileBytes.ReadAt(file, at + 8, chunk[..4]);
                pictures = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            }
            else if (kind.SequenceEqual("IDAT"u8)) drawn = true;
            else if (kind.SequenceEqual("IEND"u8)) return !drawn ? Unfit.Other : next != file.Length ? Unfit.Hidden : Points.WhyNot(width, height, pictures) ?? Whole(file);
            at = next;
        }
        return Unfit.Other;
    }

    static Unfit? Whole(Stream file) => FileBytes.EndsAsArchive(file) || FileBytes.HoldsMarkup(file, file.Length) ? Unfit.Hidden : null;
}

/// <summary>
/// Segment after segment, through the picture itself, to its end mark (ITU T.81, annex B). Behind it only padding may stand, or the further
/// pictures that a telephone's camera puts there.
/// </summary>
static class JpegFile
{
    const int Most = 16;

    public static Unfit? WhyNot(Stream file)
    {
        long at = 0, points = 0;
        for (var picture = 0; picture < Most; picture++)
        {
            if (Picture(file, ref at, ref points) is { } unfit) return unfit;
            at = Padding(file, at);
            if (at == file.Length) return FileBytes.EndsAsArchive(file) || FileBytes.HoldsMarkup(file, file.Length) ? Unfit.Hidden : null;
            if (at + 2 > file.Length || FileBytes.Big16(file, at) != 0xFFD8) return Unfit.Hidden;
        }
        return Unfit.Hidden;
    }

    /// <summary>One picture, from its beginning to behind its end.</summary>
    static Unfit? Picture(Stream file, ref long at, ref long points)
    {
        Span<byte> head = stackalloc byte[9];
        var sized = false;
        for (at += 2; at + 2 <= file.Length;)
        {
            FileBytes.ReadAt(file, at, head[..2]);
            if (head[0] != 0xFF) return Unfit.Other;
            var mark = head[1];
            if (mark == 0xFF) { at++; continue; }
            if (mark == 0xD9) { at += 2; return sized ? null : Unfit.Other; }
            if (mark is 0 or 0xD8) return Unfit.Other;
            if (mark is 0x01 or (>= 0xD0 and <= 0xD7)) { at += 2; continue; }
            if (at + 4 > file.Length || FileBytes.Big16(file, at + 2) is var length && length < 2) return Unfit.Other;
            if (mark is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                FileBytes.ReadAt(file, at, head);
                var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(head[5..]), BinaryPrimitives.ReadUInt16BigEndian(head[7..]));
                points += (long)height * width;
                if (Points.WhyNot(width, height) is { } unfit) return unfit;
                if (Points.WhyNot(points, 1) is { } together) return together;
                sized = true;
            }
            at += 2 + FileBytes.Big16(file, at + 2);
            if (mark == 0xDA && (!sized || (at = Marked(file, at)) < 0)) return Unfit.Other;
        }
        return Unfit.Other;
    }

    /// <summary>Where the next mark stands behind what is packed; −1: nowhere. In what is packed, FF is followed by 0, or by a mark to begin again from.</summary>
    static long Marked(Stream file, long from)
    {
        for (var pieces = new Pieces(file, from); pieces.Next();)
            for (int at = 0, next; at < pieces.Fresh && (next = pieces.Window[at..pieces.Fresh].IndexOf((byte)0xFF)) >= 0; at++)
            {
                at += next;
                if (at + 1 < pieces.Window.Length && pieces.Window[at + 1] is not (0 or 0xFF or (>= 0xD0 and <= 0xD7))) return pieces.At + at;
            }
        return -1;
    }

    static long Padding(Stream file, long from)
    {
        for (var pieces = new Pieces(file, from); pieces.Next();)
            if (pieces.Window[..pieces.Fresh].IndexOfAnyExcept((byte)0) is >= 0 and var at) return pieces.At + at;
        return file.Length;
    }
}
