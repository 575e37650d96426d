using System.Text;
using Microsoft.Playwright;
using Waymark.App.Tests;
using Waymark.App.Tests.Harness;
using Waymark.Browser.Tests.Harness;
using Xunit;

namespace Waymark.Browser.Tests;

/// <summary>The papers for the courts' service, printed to a PDF by the browser.</summary>
public sealed class PapersOnPaperTests(Databases databases, Chromium chromium)
{
    [Fact]
    public async Task The_browser_makes_a_tagged_PDF_of_them_with_a_title_a_language_and_an_outline()
    {
        await using var town = await Town.Demonstration(databases, Db.Sqlite);
        var scenes = await Scenes.Of(town);
        await using var seat = await Seat.Take(chromium, town, "Gwenllian Ashdown");
        await seat.Go($"/island/processes/{scenes.Court.ProcessId}/papers/court-body/print");
        Assert.StartsWith("Referred to CAFCASS", await seat.Page.TitleAsync(), StringComparison.Ordinal);
        var pdf = Encoding.Latin1.GetString(await seat.Page.PdfAsync(new PagePdfOptions { Path = Kept(), Tagged = true, Outline = true, PreferCSSPageSize = true }));
        Assert.Matches(@"/Marked\s+true", pdf);
        Assert.Matches(@"/Lang\s*\(en", pdf);
        Assert.Contains("/StructTreeRoot", pdf, StringComparison.Ordinal);
        Assert.Contains("/Outlines", pdf, StringComparison.Ordinal);
        Assert.Matches(@"/S\s*/TH\b", pdf);
        Assert.Contains("/Title", pdf, StringComparison.Ordinal);
    }

    static string Kept() => Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Artifacts, "screenshots")).FullName, "papers.pdf");
}
