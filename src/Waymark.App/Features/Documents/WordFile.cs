using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Waymark.App.Features.Documents;

/// <summary>
/// A package (ECMA-376, part 2) whose main part is a Word document. Each part is unpacked within what the table of contents says, and looked into: nothing
/// that runs, no other file inside, nothing that is fetched when it is opened.
/// </summary>
static partial class WordFile
{
    const string Main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    const int Letters = 60_000_000;

    public static Unfit? WhyNot(Stream file)
    {
        if (ZipTable.Read(file, out var parts) is { } loose) return loose;
        if (parts.Any(part => Runs(part.Name))) return Unfit.Active;
        if (parts.Any(part => part.Name.Contains("/embeddings/", StringComparison.OrdinalIgnoreCase))) return Unfit.Inside;
        if (parts.FirstOrDefault(part => part.Name.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase)) is not { } contents) return Unfit.Other;
        var types = Types(file, contents);
        if (types.Any(type => Acts(type.Type))) return Unfit.Active;
        if (!types.Any(type => type.Type == Main && parts.Any(part => "/" + part.Name == type.Part))) return Unfit.Other;
        long letters = 0;
        foreach (var part in parts)
            if (Part(file, part, ref letters) is { } unfit) return unfit;
        return null;
    }

    static bool Runs(string name) => name.Contains("vbaProject", StringComparison.OrdinalIgnoreCase) || name.Contains("vbaData", StringComparison.OrdinalIgnoreCase) || name.Contains("/activeX/", StringComparison.OrdinalIgnoreCase);

    static bool Acts(string type) => new[] { "macroEnabled", "vbaProject", "vbaData", "activeX" }.Any(word => type.Contains(word, StringComparison.OrdinalIgnoreCase));

    static List<(string? Part, string Type)> Types(Stream file, ZipPart contents)
    {
        var types = new List<(string?, string)>();
        using var xml = Reader(contents.Open(file));
        while (xml.Read())
            if (xml.NodeType == XmlNodeType.Element && xml.GetAttribute("ContentType") is { } type) types.Add((xml.GetAttribute("PartName"), type));
        return types;
    }

    static Unfit? Part(Stream file, ZipPart part, ref long letters)
    {
        if (!IsXml(part.Name)) return Other(file, part);
        if ((letters += part.Size) > Letters) return Unfit.Unpacks;
        using var xml = Reader(part.Open(file));
        return part.Name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) ? Relations(xml) : Fields(xml);
    }

    static bool IsXml(string name) => name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);

    static XmlReader Reader(Stream part) => XmlReader.Create(part, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = Letters, CloseInput = true });

    /// <summary>A picture or a font: by how it begins no program and no archive, and as long as was said.</summary>
    static Unfit? Other(Stream file, ZipPart part)
    {
        Span<byte> head = stackalloc byte[8];
        head.Clear();
        using var content = part.Open(file);
        long length = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        // A font is scrambled in its first bytes, which may then look like anything.
        if (!part.Name.EndsWith(".odttf", StringComparison.OrdinalIgnoreCase) && Unwanted(head) is { } unfit) return unfit;
        var rest = new byte[1 << 16];
        for (int read; (read = content.Read(rest)) > 0;) length += read;
        return length == part.Size ? null : Unfit.Other;
    }

    static Unfit? Unwanted(ReadOnlySpan<byte> head) =>
        head.StartsWith("MZ"u8) || head.StartsWith("\x7F"u8) && head[1..].StartsWith("ELF"u8) || head.StartsWith("#!"u8) ? Unfit.Active
        : head.StartsWith("PK"u8) || head.StartsWith("Rar!"u8) || head.StartsWith<byte>([0x37, 0x7A, 0xBC]) || head.StartsWith("MSCF"u8) || head.StartsWith("%PDF"u8) || (head[0] == 0x1F && head[1] == 0x8B) || head.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]) ? Unfit.Inside
        : null;

    // ---- What it points to ----

    static Unfit? Relations(XmlReader xml)
    {
        Unfit? found = null;
        while (xml.Read())
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "Relationship")
                found ??= Relation(xml.GetAttribute("Type") ?? "", xml.GetAttribute("Target") ?? "", string.Equals(xml.GetAttribute("TargetMode")?.Trim(), "External", StringComparison.OrdinalIgnoreCase));
        return found;
    }

    static Unfit? Relation(string type, string target, bool external)
    {
        var kind = type[(type.LastIndexOf('/') + 1)..].Trim();
        if (Is("vbaProject", "wordVbaData", "control", "activeXControlBinary")) return Unfit.Active;
        if (Is("oleObject", "package", "aFChunk", "subDocument") && !external) return Unfit.Inside;
        if (!external) return Address().IsMatch(target) ? Unfit.Elsewhere : null;
        if (Is("hyperlink")) return Script().IsMatch(target) ? Unfit.Active : null;
        // Every letter that was begun from a template says where it lay; on a disk of the writer's own it leads nowhere.
        return Is("attachedTemplate") && OwnDisk().IsMatch(target) ? null : Unfit.Elsewhere;

        bool Is(params string[] kinds) => kinds.Contains(kind, StringComparer.OrdinalIgnoreCase);
    }

    // ---- Fields, which Word fills in ----

    /// <summary>A field's words may be cut into several pieces: they are put together again.</summary>
    static Unfit? Fields(XmlReader xml)
    {
        var said = new StringBuilder();
        var within = false;
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                within = xml.LocalName is "instrText" or "delInstrText" && !xml.IsEmptyElement;
                if (xml.LocalName == "fldChar") said.Append(' ');
                if (xml.LocalName == "fldSimple") while (xml.MoveToNextAttribute()) if (xml.LocalName == "instr") said.Append(' ').Append(xml.Value).Append(' ');
            }
            else if (xml.NodeType == XmlNodeType.EndElement) within = false;
            else if (within && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace) said.Append(xml.Value);
        }
        var words = said.ToString();
        return Exchange().IsMatch(words) ? Unfit.Active : Fetching().IsMatch(words) ? Unfit.Elsewhere : null;
    }

    [GeneratedRegex(@"^\s*(https?|ftp|file|mhtml?):|^\s*[\\/]{2}", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"^\s*(javascript|vbscript|data|mhtml|ms-\w+|search-ms):", RegexOptions.IgnoreCase)]
    private static partial Regex Script();

    [GeneratedRegex(@"^(file:///)?[a-z]:[\\/]|^[^\\/:]+$", RegexOptions.IgnoreCase)]
    private static partial Regex OwnDisk();

    [GeneratedRegex(@"\bDDE(AUTO)?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Exchange();

    [GeneratedRegex("""\b(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|RD)\s+"?\s*((https?|ftp|file):|\\\\)""", RegexOptions.IgnoreCase)]
    private static partial Regex Fetching();
}
