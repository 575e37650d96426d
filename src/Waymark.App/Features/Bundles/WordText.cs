using System.Xml.Linq;
using Waymark.Core.Bundles;
using static Waymark.App.Features.Bundles.WordStyles;

namespace Waymark.App.Features.Bundles;

/// <summary>The papers' text in WordprocessingML, block by block.</summary>
static class WordText
{
    static readonly XNamespace Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>A4 with margins of 2 cm, in twentieths of a point: what is left is the width of a table.</summary>
    const int Page = 11906, Height = 16838, Margin = 1134, Width = Page - 2 * Margin;

    public static XElement Of(Bundle bundle, string footer) => Root("document",
        new XAttribute(XNamespace.Xmlns + "r", Relations),
        new XElement(W + "body", Paragraph("Title", bundle.Title), bundle.Chapters.SelectMany(Chapter),
            new XElement(W + "sectPr",
                new XElement(W + "footerReference", new XAttribute(W + "type", "default"), new XAttribute(Relations + "id", footer)),
                new XElement(W + "pgSz", new XAttribute(W + "w", Page), new XAttribute(W + "h", Height)),
                new XElement(W + "pgMar", new[] { "top", "right", "bottom", "left" }.Select(side => new XAttribute(W + side, Margin)), new XAttribute(W + "header", 567), new XAttribute(W + "footer", 567), new XAttribute(W + "gutter", 0)))));

    /// <summary>"Confidential. Page 2 of 9".</summary>
    public static XElement Footer(Bundle bundle) => Root("ftr", new XElement(W + "p", Style("Footer"), Run($"{bundle.Title}. Confidential: keep it as the child’s record is kept. Page "), Counted("PAGE"), Run(" of "), Counted("NUMPAGES")));

    private static XElement Counted(string what) => new(W + "fldSimple", new XAttribute(W + "instr", what), Run("1"));

    private static IEnumerable<XElement> Chapter(Chapter chapter) => chapter.Blocks.SelectMany(Block).Prepend(Paragraph("Heading1", chapter.Heading));

    private static IEnumerable<XElement> Block(Block block) => block switch
    {
        Core.Bundles.Block.Subheading subheading => [Paragraph("Heading2", subheading.Text)],
        Core.Bundles.Block.Paragraph paragraph => [Paragraph("Normal", paragraph.Text)],
        Core.Bundles.Block.Fact fact => Fact(fact),
        // A table needs a paragraph behind it, or it grows together with the next.
        Core.Bundles.Block.Grid grid => [Paragraph("Caption", grid.Caption), Table(grid), new XElement(W + "p")],
        _ => throw new InvalidOperationException($"No text says how {block.GetType().Name} is written."),
    };

    private static IEnumerable<XElement> Fact(Block.Fact fact)
    {
        yield return Paragraph("FactLabel", fact.Label);
        yield return Paragraph("Normal", fact.Text);
        if (fact.Source.Length > 0) yield return Paragraph("Source", fact.Source);
    }

    /// <summary>The head row repeats on each page, which is also what marks it as a head for those who hear the table read.</summary>
    private static XElement Table(Block.Grid grid)
    {
        var column = Width / grid.Head.Count;
        XElement Cell(string text) => new(W + "tc", new XElement(W + "tcPr", new XElement(W + "tcW", new XAttribute(W + "w", column), new XAttribute(W + "type", "dxa"))), Paragraph("Normal", text));
        return new XElement(W + "tbl",
            new XElement(W + "tblPr",
                new XElement(W + "tblStyle", Val("Lines")), new XElement(W + "tblW", new XAttribute(W + "w", Width), new XAttribute(W + "type", "dxa")),
                new XElement(W + "tblLayout", new XAttribute(W + "type", "fixed")),
                new XElement(W + "tblLook", Val("0020"), new XAttribute(W + "firstRow", "1")), new XElement(W + "tblCaption", Val(grid.Caption))),
            new XElement(W + "tblGrid", grid.Head.Select(_ => new XElement(W + "gridCol", new XAttribute(W + "w", column)))),
            new XElement(W + "tr", new XElement(W + "trPr", new XElement(W + "cantSplit"), new XElement(W + "tblHeader")), grid.Head.Select(Cell)),
            grid.Rows.Select(row => new XElement(W + "tr", new XElement(W + "trPr", new XElement(W + "cantSplit")), row.Select(Cell))));
    }

    private static XElement Paragraph(string style, string text) => new(W + "p", Style(style), Run(text));

    private static XElement Style(string style) => new(W + "pPr", new XElement(W + "pStyle", Val(style)));

    /// <summary>Line breaks stay where they were typed.</summary>
    private static XElement Run(string text) => new(W + "r", text.Split('\n').SelectMany((line, index) => index == 0 ? new[] { Text(line) } : [new XElement(W + "br"), Text(line)]));

    private static XElement Text(string line) => new(W + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), line);
}
