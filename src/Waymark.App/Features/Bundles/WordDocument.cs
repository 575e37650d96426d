using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using NodaTime;
using NodaTime.Text;
using Waymark.Core.Bundles;

namespace Waymark.App.Features.Bundles;

/// <summary>
/// The papers as a Word document (ECMA-376, WordprocessingML): real headings, English, a title, header rows that say so, page numbers.
/// No macros, no links to elsewhere, and nobody's name in its properties but the worker's who assembled it. Written by hand: it takes six parts.
/// </summary>
public sealed class WordDocument(Bundle bundle, string author, Instant at)
{
    const string Package = "http://schemas.openxmlformats.org/package/2006/";
    const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

    public byte[] Write()
    {
        var bytes = new MemoryStream();
        using (var package = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(package, "[Content_Types].xml", ContentTypes());
            Put(package, "_rels/.rels", Relations(($"{Office}/officeDocument", "word/document.xml"), ($"{Package}relationships/metadata/core-properties", "docProps/core.xml")));
            Put(package, "docProps/core.xml", Properties());
            Put(package, "word/_rels/document.xml.rels", Relations(($"{Office}/styles", "styles.xml"), ($"{Office}/footer", "footer.xml"), ($"{Office}/settings", "settings.xml")));
            Put(package, "word/styles.xml", WordStyles.Sheet());
            Put(package, "word/settings.xml", WordStyles.Settings());
            Put(package, "word/footer.xml", WordText.Footer(bundle));
            Put(package, "word/document.xml", WordText.Of(bundle, footer: "rId2"));
        }
        return bytes.ToArray();
    }

    private void Put(ZipArchive package, string name, XElement part)
    {
        var entry = package.CreateEntry(name);
        entry.LastWriteTime = at.ToDateTimeOffset();
        using var writer = XmlWriter.Create(entry.Open(), new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CloseOutput = true });
        new XDocument(new XDeclaration("1.0", "UTF-8", "yes"), part).Save(writer);
    }

    private static XElement ContentTypes()
    {
        XNamespace types = Package + "content-types";
        XElement Override(string part, string type) => new(types + "Override", new XAttribute("PartName", part), new XAttribute("ContentType", type));
        return new XElement(types + "Types",
            new XElement(types + "Default", new XAttribute("Extension", "rels"), new XAttribute("ContentType", "application/vnd.openxmlformats-package.relationships+xml")),
            Override("/word/document.xml", Word + "document.main+xml"), Override("/word/styles.xml", Word + "styles+xml"), Override("/word/settings.xml", Word + "settings+xml"),
            Override("/word/footer.xml", Word + "footer+xml"), Override("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"));
    }

    private static XElement Relations(params (string Type, string Target)[] all)
    {
        XNamespace relations = Package + "relationships";
        return new XElement(relations + "Relationships", all.Select((each, index) =>
            new XElement(relations + "Relationship", new XAttribute("Id", $"rId{index + 1}"), new XAttribute("Type", each.Type), new XAttribute("Target", each.Target))));
    }

    private XElement Properties()
    {
        XNamespace core = Package + "metadata/core-properties", dc = "http://purl.org/dc/elements/1.1/", terms = "http://purl.org/dc/terms/", xsi = "http://www.w3.org/2001/XMLSchema-instance";
        return new XElement(core + "coreProperties", new XAttribute(XNamespace.Xmlns + "dc", dc), new XAttribute(XNamespace.Xmlns + "dcterms", terms), new XAttribute(XNamespace.Xmlns + "xsi", xsi),
            new XElement(dc + "title", bundle.Title), new XElement(dc + "creator", author), new XElement(dc + "language", WordStyles.Language),
            new XElement(terms + "created", new XAttribute(xsi + "type", "dcterms:W3CDTF"), InstantPattern.General.Format(at)));
    }
}
