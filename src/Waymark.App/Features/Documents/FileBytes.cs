using System.Buffers.Binary;

namespace Waymark.App.Features.Documents;

/// <summary>Reads a file here and there, and from end to end in pieces: it is never in memory as a whole.</summary>
static class FileBytes
{
    static readonly byte[][] Markup = [.. new[] { "<script", "<html>", "<html ", "<!doctype h", "<svg ", "<iframe", "<?php" }.Select(System.Text.Encoding.ASCII.GetBytes)];

    public static void ReadAt(Stream file, long at, Span<byte> into)
    {
        file.Position = at;
        file.ReadExactly(into);
    }

    public static ushort Big16(Stream file, long at)
    {
        Span<byte> bytes = stackalloc byte[2];
        ReadAt(file, at, bytes);
        return BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }

    /// <summary>What programs that open archives look for in the last 64 kilobytes of any file.</summary>
    public static bool EndsAsArchive(Stream file)
    {
        const int farthest = ushort.MaxValue + 22;
        for (var pieces = new Pieces(file, Math.Max(0, file.Length - farthest)); pieces.Next();)
            if (pieces.Window.IndexOf("PK\x5\x6"u8) >= 0) return true;
        return false;
    }

    /// <summary>Text that a browser would take for a page, wherever it stands before <paramref name="end"/>.</summary>
    public static bool HoldsMarkup(Stream file, long end)
    {
        for (var pieces = new Pieces(file, 0); pieces.Next() && pieces.At < end;)
            for (int at = 0, next; at < pieces.Fresh && (next = pieces.Window[at..pieces.Fresh].IndexOf((byte)'<')) >= 0; at += next + 1)
                if (pieces.At + at + next < end && IsMarkup(pieces.Window[(at + next)..])) return true;
        return false;
    }

    static bool IsMarkup(ReadOnlySpan<byte> text)
    {
        foreach (var word in Markup)
            if (text.Length >= word.Length && System.Text.Ascii.EqualsIgnoreCase(text[..word.Length], word)) return true;
        return false;
    }
}

/// <summary>A stream's pieces in order, each with the beginning of the next behind it, so that nothing short is cut in two.</summary>
sealed class Pieces(Stream file, long from)
{
    const int Piece = 1 << 17, Beyond = 256;

    readonly byte[] buffer = new byte[Piece + Beyond];
    int filled;
    bool begun;

    /// <summary>Where the window begins.</summary>
    public long At { get; private set; } = from;

    /// <summary>How much of the window is of this piece.</summary>
    public int Fresh => Math.Min(Piece, filled);

    public ReadOnlySpan<byte> Window => buffer.AsSpan(0, filled);

    public bool Next()
    {
        var kept = begun ? filled - Fresh : 0;
        if (begun)
        {
            buffer.AsSpan(Fresh, kept).CopyTo(buffer);
            At += Fresh;
        }
        begun = true;
        if (file.CanSeek) file.Position = At + kept;
        filled = kept + file.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false);
        return filled > 0;
    }
}
