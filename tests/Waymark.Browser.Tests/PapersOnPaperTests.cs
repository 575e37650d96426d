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

    [Fact(DisplayName = "S3-014 The child's number stands on every sheet of a record that is printed, and no sheet's words are under it")]
    public async Task Number_on_every_sheet()
    {
        await using var town = await Town.Demonstration(databases, Db.Sqlite, "shire");
        await using var perdita = await Seat.Take(chromium, town, "Perdita Nakamura-Lowe", council: "shire");
        await perdita.Go($"/shire/children/{Waymark.App.Demonstration.Script.ChildId(74000401)}");
        await perdita.Press("Add a document");
        await perdita.Go(new Uri(perdita.Page.Url).AbsolutePath + "/sections/document");
        await perdita.Choose("Support Plan");
        await perdita.Fill("Note (optional)", "A long support plan.");
        await perdita.Press("Save");
        await perdita.Page.GetByRole(AriaRole.Link, new() { Name = "History" }).ClickAsync();
        await perdita.Page.WaitForURLAsync("**/processes/**");
        await perdita.Go(new Uri(perdita.Page.Url).AbsolutePath + "/print");
        await perdita.Page.EvaluateAsync("for (let line = 1; line <= 150; line++) { const p = document.createElement('p'); p.textContent = `Line ${line} of a long record`; document.querySelector('#main').append(p); }");
        await perdita.Page.EmulateMediaAsync(new() { Media = Media.Print });
        // The foot of a table is drawn again on each sheet, in room of its own.
        var box = perdita.Page.Locator(".wm-print-each");
        Assert.Equal("Mosaic reference number 74000401", await box.InnerTextAsync());
        Assert.Equal("table-footer-group", await box.EvaluateAsync<string>("each => getComputedStyle(each).display"));
        await perdita.Page.PdfAsync(new PagePdfOptions { Path = Kept("record"), PreferCSSPageSize = true });
    }

    static string Kept(string name = "papers") => Path.Combine(Directory.CreateDirectory(Path.Combine(Checkout.Artifacts, "screenshots")).FullName, name + ".pdf");
}
