using System.Xml.Linq;

namespace Waymark.App.Features.Bundles;

/// <summary>How the Word document looks: few styles, all by name, so that a reader's own template or a screen reader can take hold of them.</summary>
static class WordStyles
{
    public const string Language = "en-GB";

    public static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    public static XAttribute Val(string value) => new(W + "val", value);

    public static XElement Settings() => Root("settings",
        new XElement(W + "zoom", new XAttribute(W + "percent", "100")),
        new XElement(W + "themeFontLang", Val(Language)));

    public static XElement Sheet() => Root("styles",
        new XElement(W + "docDefaults",
            new XElement(W + "rPrDefault", new XElement(W + "rPr", Fonts(), new XElement(W + "sz", Val("22")), new XElement(W + "lang", Val(Language)))),
            new XElement(W + "pPrDefault", new XElement(W + "pPr", new XElement(W + "spacing", new XAttribute(W + "after", "120"), new XAttribute(W + "line", "276"), new XAttribute(W + "lineRule", "auto"))))),
        Paragraph("Normal", "Normal", size: 22, isDefault: true),
        Paragraph("Title", "Title", size: 40, bold: true),
        Paragraph("Heading1", "heading 1", size: 30, bold: true, outline: 0),
        Paragraph("Heading2", "heading 2", size: 25, bold: true, outline: 1),
        Paragraph("FactLabel", "Fact label", size: 22, bold: true, keepNext: true),
        Paragraph("Source", "Source", size: 17),
        Paragraph("Caption", "caption", size: 22, bold: true, keepNext: true),
        Paragraph("Footer", "footer", size: 17),
        Grid());

    public static XElement Root(string name, params object[] content) => new(W + name, new XAttribute(XNamespace.Xmlns + "w", W), content);

    private static XElement Fonts() => new(W + "rFonts", new XAttribute(W + "ascii", "Arial"), new XAttribute(W + "hAnsi", "Arial"), new XAttribute(W + "cs", "Arial"));

    private static XElement Paragraph(string id, string name, int size, bool bold = false, bool isDefault = false, bool keepNext = false, int? outline = null) =>
        new(W + "style", new XAttribute(W + "type", "paragraph"), isDefault ? new XAttribute(W + "default", "1") : null, new XAttribute(W + "styleId", id),
            new XElement(W + "name", Val(name)), isDefault ? null : new XElement(W + "basedOn", Val("Normal")), new XElement(W + "qFormat"),
            new XElement(W + "pPr",
                keepNext || outline is not null ? new XElement(W + "keepNext") : null,
                outline is null ? null : new XElement(W + "spacing", new XAttribute(W + "before", "280"), new XAttribute(W + "after", "120")),
                outline is { } level ? new XElement(W + "outlineLvl", Val($"{level}")) : null),
            new XElement(W + "rPr", bold ? new XElement(W + "b") : null, new XElement(W + "sz", Val($"{size}"))));

    private static XElement Grid()
    {
        XElement Line(string side) => new(W + side, Val("single"), new XAttribute(W + "sz", "4"), new XAttribute(W + "space", "0"), new XAttribute(W + "color", "777777"));
        return new XElement(W + "style", new XAttribute(W + "type", "table"), new XAttribute(W + "styleId", "Lines"),
            new XElement(W + "name", Val("Lines")),
            new XElement(W + "tblPr", new XElement(W + "tblBorders", new[] { "top", "left", "bottom", "right", "insideH", "insideV" }.Select(Line))),
            new XElement(W + "tblStylePr", new XAttribute(W + "type", "firstRow"), new XElement(W + "rPr", new XElement(W + "b"))));
    }
}
