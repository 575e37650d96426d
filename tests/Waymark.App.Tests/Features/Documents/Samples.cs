using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Waymark.App.Features.Documents;

namespace Waymark.App.Tests.Features.Documents;

/// <summary>Whole files of each kind, made byte by byte, and what they are made of.</summary>
internal static class Samples
{
    public static byte[] Of(string kind) => kind switch { "pdf" => Pdf(), "png" => Png(), "jpeg" => Jpeg(), _ => Word() };

    public static byte[] Ascii(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    public static byte[] Noise(int length, int seed = 7)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    // ---- PDF ----

    /// <summary>One page, and these objects from number 10 on.</summary>
    public static byte[] Pdf(params string[] objects) => PdfOf("%PDF-1.7\n", objects);

    public static byte[] PdfOf(string head, params string[] objects)
    {
        var pdf = new StringBuilder(head + "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n");
        for (var i = 0; i < objects.Length; i++) pdf.Append(CultureInfo.InvariantCulture, $"{10 + i} 0 obj\n{objects[i]}\nendobj\n");
        var table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size {10 + objects.Length} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Ascii(pdf.ToString());
    }

    /// <summary>Objects that are packed together (ISO 32000, 7.5.7).</summary>
    public static string Packed(string objects, string type = "/Type /ObjStm ", string filter = "/FlateDecode") => Stream($"{type}/N 1 /First 4 /Filter {filter}", Deflated(Ascii(objects)));

    public static string Stream(string dictionary, byte[] data) => $"<< {dictionary} /Length {data.Length} >>\nstream\n{Encoding.Latin1.GetString(data)}\nendstream";

    public static byte[] Deflated(byte[] data, bool bare = false)
    {
        var packed = new MemoryStream();
        using (Stream into = bare ? new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true) : new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) into.Write(data);
        return packed.ToArray();
    }

    // ---- Pictures ----

    public static byte[] Png(uint width = 1, uint height = 1, params byte[][] chunks) => Join([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A],
        Chunk("IHDR", [.. Big(width), .. Big(height), 8, 0, 0, 0, 0]), Join(chunks), Chunk("IDAT", Deflated([0, 0])), Chunk("IEND", []));

    public static byte[] Chunk(string kind, byte[] data) => Join(Big((uint)data.Length), Ascii(kind), data, Big(Crc(Join(Ascii(kind), data))));

    /// <summary>One block of grey, as a camera would write it.</summary>
    public static byte[] Jpeg(ushort width = 8, ushort height = 8, params byte[][] segments) => Join([0xFF, 0xD8], Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]), Join(segments),
        Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]), Segment(0xC0, [8, .. Big(height)[2..], .. Big(width)[2..], 1, 1, 0x11, 0]),
        Segment(0xC4, [0, 1, .. new byte[15], 0]), Segment(0xC4, [0x10, 1, .. new byte[15], 0]), Segment(0xDA, [1, 1, 0, 0, 63, 0]), [0x3F, 0xFF, 0x00, 0x12, 0xFF, 0xD0, 0x34], [0xFF, 0xD9]);

    public static byte[] Segment(byte mark, byte[] data) => Join([0xFF, mark], Big((uint)data.Length + 2)[2..], data);

    static byte[] Big(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }

    public static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var one in data) crc = (crc >> 8) ^ Table[(crc ^ one) & 0xFF];
        return ~crc;
    }

    static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(one => Enumerable.Range(0, 8).Aggregate((uint)one, (crc, _) => (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320))];

    // ---- Word ----

    const string Types = "application/vnd.openxmlformats-officedocument.wordprocessingml.", Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    public const string Written = "<w:p><w:r><w:t>Words.</w:t></w:r></w:p>";

    public static byte[] Word() => Word([]);

    public static byte[] Word(bool macros) => macros ? Word([new Part("word/vbaProject.bin", Ascii("x"))]) : Word();

    public static byte[] Word(params Part[] more) => Zip.Of([.. Parts(), .. more]);

    public static Part[] Parts(string body = Written, string types = "", string main = "document.main", string path = "word/document.xml", string relations = "") =>
    [
        new("[Content_Types].xml", Ascii($"<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/{path}\" ContentType=\"{(main.Contains('/', StringComparison.Ordinal) ? main : Types + main + "+xml")}\"/>{types}</Types>")),
        new("_rels/.rels", Ascii($"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Relations}officeDocument\" Target=\"{path}\"/></Relationships>")),
        new(path, Ascii($"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>")),
        .. relations.Length == 0 ? Array.Empty<Part>() : [new Part("word/_rels/document.xml.rels", Ascii($"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"))],
    ];

    public static byte[] WordSaying(string body) => Zip.Of(Parts(body));

    public static byte[] WordOf(string type, string target, bool external = true) => Zip.Of(Parts(relations: Relation(type, target, external)));

    public static string Relation(string type, string target, bool external = true) => $"<Relationship Id=\"r9\" Type=\"{Relations}{type}\" Target=\"{target}\"{(external ? " TargetMode=\"External\"" : "")}/>";

    public static FileKind? Kind(byte[] bytes, out string? why)
    {
        var kind = FileKind.Of(new MemoryStream(bytes), out var unfit);
        why = unfit?.Word;
        return kind;
    }
}

/// <summary>A part of an archive, and what its headers say of it that isn't so.</summary>
internal sealed record Part(string Name, byte[] Data)
{
    public bool Stored { get; init; }
    public ushort Flags { get; init; }
    public ushort? Method { get; init; }
    public uint Outside { get; init; }
    public uint? Size { get; init; }

    /// <summary>As its own header calls it.</summary>
    public string? Own { get; init; }

    /// <summary>Bytes between it and the next.</summary>
    public byte[] Behind { get; init; } = [];

    /// <summary>Where the table says that it lies, instead.</summary>
    public uint? At { get; init; }
}

/// <summary>Writes an archive as nobody's library would.</summary>
internal static class Zip
{
    public static byte[] Of(params Part[] parts) => Of(parts, []);

    public static byte[] Of(Part[] parts, byte[] comment, ushort? commentLength = null, ushort? count = null, ushort disk = 0, byte[]? before = null)
    {
        var (bytes, table) = (new MemoryStream(), new MemoryStream());
        bytes.Write(before ?? []);
        foreach (var part in parts)
        {
            var (data, at) = (part.Stored ? part.Data : Samples.Deflated(part.Data, bare: true), (uint)bytes.Length);
            var common = Samples.Join(Two(20), Two((ushort)(part.Flags | 0x800)), Two(part.Method ?? (ushort)(part.Stored ? 0 : 8)), Four(0), Four(Samples.Crc(part.Data)), Four((uint)data.Length), Four(part.Size ?? (uint)part.Data.Length));
            var (name, own) = (Encoding.UTF8.GetBytes(part.Name), Encoding.UTF8.GetBytes(part.Own ?? part.Name));
            bytes.Write(Samples.Join(Samples.Ascii("PK\x3\x4"), common, Two((ushort)own.Length), Two(0), own, data, part.Behind));
            table.Write(Samples.Join(Samples.Ascii("PK\x1\x2"), Two(0x314), common, Two((ushort)name.Length), Two(0), Two(0), Two(0), Two(0), Four(part.Outside), Four(part.At ?? at), name));
        }
        var start = (uint)bytes.Length;
        var many = count ?? (ushort)parts.Length;
        return Samples.Join(bytes.ToArray(), table.ToArray(), Samples.Ascii("PK\x5\x6"), Two(disk), Two(disk), Two(many), Two(many), Four((uint)table.Length), Four(start), Two(commentLength ?? (ushort)comment.Length), comment);
    }

    static byte[] Two(ushort number) => BitConverter.GetBytes(number);

    static byte[] Four(uint number) => BitConverter.GetBytes(number);
}
