using System.Buffers.Binary;
using System.IO.Compression;

namespace Waymark.App.Features.Documents;

/// <summary>What a file is by what stands in it; its name and what the browser says of it are not asked.</summary>
/// <param name="Extension">With its dot.</param>
public sealed record FileKind(string Words, string MediaType, string Extension)
{
    public static readonly FileKind
        Pdf = new("PDF", "application/pdf", ".pdf"),
        Word = new("Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
        Jpeg = new("JPEG picture", "image/jpeg", ".jpg"),
        Png = new("PNG picture", "image/png", ".png");

    public static string WordsFor(string mediaType) => new[] { Pdf, Word, Jpeg, Png }.FirstOrDefault(kind => kind.MediaType == mediaType)?.Words ?? "File";

    /// <summary>Null: none of the kinds that are taken, or one that is cut short. The stream is left at its beginning.</summary>
    public static FileKind? Of(Stream file)
    {
        var kind = Read(file);
        file.Position = 0;
        return kind;
    }

    static FileKind? Read(Stream file)
    {
        Span<byte> head = stackalloc byte[8];
        if (file.Length < head.Length) return null;
        ReadAt(file, 0, head);
        if (head.StartsWith("%PDF-"u8)) return IsWholePdf(file) ? Pdf : null;
        if (head.SequenceEqual<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return IsWholePng(file) ? Png : null;
        if (head[0] == 0xFF && head[1] == 0xD8) return IsWholeJpeg(file) ? Jpeg : null;
        if (head.StartsWith("PK\x3\x4"u8)) return IsWord(file) ? Word : null;
        return null;
    }

    /// <summary>Its end stands where it should: within the last kilobyte, after the address of its table of contents.</summary>
    static bool IsWholePdf(Stream file)
    {
        var tail = new byte[(int)Math.Min(2048, file.Length)];
        ReadAt(file, file.Length - tail.Length, tail);
        return tail.AsSpan().LastIndexOf("%%EOF"u8) is >= 0 and var end && tail.AsSpan(0, end).LastIndexOf("startxref"u8) >= 0;
    }

    /// <summary>Chunk after chunk, from the header to the end, and nothing behind it.</summary>
    static bool IsWholePng(Stream file)
    {
        Span<byte> chunk = stackalloc byte[8];
        for (long at = 8; at + 12 <= file.Length;)
        {
            ReadAt(file, at, chunk);
            if (at == 8 && !chunk[4..].SequenceEqual("IHDR"u8)) return false;
            var next = at + 12 + BinaryPrimitives.ReadUInt32BigEndian(chunk);
            if (chunk[4..].SequenceEqual("IEND"u8)) return next == file.Length;
            at = next;
        }
        return false;
    }

    /// <summary>Segment after segment to the picture itself, and its end mark at the end (some cameras pad it).</summary>
    static bool IsWholeJpeg(Stream file)
    {
        var tail = new byte[(int)Math.Min(64, file.Length)];
        ReadAt(file, file.Length - tail.Length, tail);
        if (tail.AsSpan().LastIndexOf<byte>([0xFF, 0xD9]) < 0) return false;
        Span<byte> segment = stackalloc byte[4];
        for (long at = 2; at + 4 <= file.Length;)
        {
            ReadAt(file, at, segment);
            if (segment[0] != 0xFF) return false;
            if (segment[1] == 0xDA) return true;
            at += segment[1] == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(segment[2..]);
        }
        return false;
    }

    /// <summary>A package whose main part is a Word document, without macros. Only its table of contents is read: nothing is unpacked but that.</summary>
    static bool IsWord(Stream file)
    {
        try
        {
            file.Position = 0;
            using var package = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (package.Entries.Count > 10_000 || package.Entries.Any(part => part.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))) return false;
            if (package.GetEntry("word/document.xml") is null || package.GetEntry("[Content_Types].xml") is not { Length: <= 1_000_000 } contents) return false;
            using var reader = new StreamReader(contents.Open());
            var buffer = new char[1_000_000];
            return new string(buffer, 0, reader.ReadBlock(buffer)).Contains("wordprocessingml.document.main+xml", StringComparison.Ordinal);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    static void ReadAt(Stream file, long at, Span<byte> into)
    {
        file.Position = at;
        file.ReadExactly(into);
    }
}
