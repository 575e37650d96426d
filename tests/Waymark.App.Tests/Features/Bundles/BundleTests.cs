using System.IO.Compression;
using System.IO.Packaging;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Requirements;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features.Bundles;

/// <summary>Papers assembled from the record: checked before they leave, and taken as a Word document or on paper.</summary>
public sealed class BundleTests(Databases databases)
{
    static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    [Theory, OnBoth]
    public async Task What_a_reader_will_miss_is_said_with_the_way_there_and_goes_once_it_is_filled_in(Db db)
    {
        await using var walk = await CourtPapers.Referred(databases, db);
        var papers = await CourtPapers.Check(walk);
        const string Missed = "What the child wishes and feels isn’t written down.";
        Walk.Says(papers, Missed, "Referrals to CAFCASS Form isn’t finished: what stands in it may still change.");
        await papers.Go(papers.Page.Document.QuerySelectorAll("#gaps ~ ul li").Single(gap => Words.Of(gap).StartsWith(Missed, StringComparison.Ordinal)).QuerySelector("a")!.GetAttribute("href")!);
        Assert.Equal("Weighing it up", papers.Heading);
        papers.Fill("Child's wishes and feelings", "I want to stay at my school.");
        await papers.Press("Save");
        papers = await CourtPapers.Check(walk);
        Assert.False(papers.Has(Missed));
        Walk.Says(papers, "I want to stay at my school.");
    }

    [Theory, OnBoth]
    public async Task Before_they_leave_the_page_says_who_will_see_them_and_whom_they_name(Db db)
    {
        await using var walk = await CourtPapers.Referred(databases, db);
        var papers = await CourtPapers.Check(walk);
        var who = Words.Of(papers.Page.Document.QuerySelector("section[aria-labelledby=who]")!);
        Assert.Contains("The courts’ service, once you send them. Waymark sends nothing by itself.", who, StringComparison.Ordinal);
        Assert.Contains("They name Ginevra Popplewell, Imelda Rasheed-Croft, Marguerite Haldane-Osei.", who, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task They_are_for_whoever_may_take_documents_out_and_a_process_without_papers_has_none(Db db)
    {
        await using var walk = await CourtPapers.Referred(databases, db);
        var address = (await CourtPapers.Check(walk)).Path;
        foreach (var part in (string[])["", "/print", "/document"])
        {
            Assert.Equal(404, await Status(walk, "piers", address + part));
            Assert.Equal(404, await Status(walk, CourtPapers.Iro, address.Replace("court-body", "briefing", StringComparison.Ordinal) + part));
            Assert.Equal(404, await Status(walk, CourtPapers.Iro, address.Replace("court-body", "informal", StringComparison.Ordinal) + part));
            Assert.Equal(200, await Status(walk, "callista", address + part));
        }
        var alert = await walk.As(CourtPapers.Iro, address[..address.IndexOf("/papers", StringComparison.Ordinal)]);
        await alert.Click(alert.Page.Links.Single(link => link.StartsWith("Formal Quality Assurance Alert ", StringComparison.Ordinal)));
        Assert.DoesNotContain(alert.Page.Links, link => link.StartsWith("Assemble the papers", StringComparison.Ordinal));
        Assert.Equal(404, await Status(walk, CourtPapers.Iro, alert.Path + "/papers/court-body"));
    }

    [Theory, OnBoth]
    public async Task Who_may_read_and_take_nothing_out_is_not_offered_them_and_is_refused_in_words(Db db)
    {
        await using var walk = await CourtPapers.Referred(databases, db);
        var address = (await CourtPapers.Check(walk)).Path;
        var manager = await walk.As("fitzroy", address[..address.IndexOf("/papers", StringComparison.Ordinal)]);
        await manager.Fill("Your reason", "The officer has asked me to look at it").Press("Open the record");
        Assert.Equal((200, "Referral to CAFCASS"), (manager.Status, manager.Heading));
        Assert.DoesNotContain(manager.Page.Links, link => link.StartsWith("Assemble the papers", StringComparison.Ordinal));
        foreach (var part in (string[])["", "/print", "/document"])
        {
            Assert.Equal(403, await Status(walk, "fitzroy", address + part));
            Assert.Contains(await walk.Town.Audit(), entry => entry.Outcome == AuditOutcome.Refused && entry.What.StartsWith("bundles/", StringComparison.Ordinal));
        }
    }

    static async Task<int> Status(Walk walk, string worker, string address) => (int)(await (await walk.As(worker)).Get(address)).StatusCode;

    [Theory, OnBoth]
    public async Task A_download_is_in_the_audit_with_every_process_that_it_holds(Db db)
    {
        await using var walk = await CourtPapers.Referred(databases, db);
        var (_, bytes, name) = await Downloaded(walk);
        Assert.NotEmpty(bytes);
        Assert.EndsWith(".docx", name, StringComparison.Ordinal);
        Assert.DoesNotContain("Isaac", name, StringComparison.Ordinal);
        var entry = Assert.Single(await walk.Town.Audit(), entry => entry is { Action: AuditAction.Download, What: "bundles/document", Outcome: AuditOutcome.Done });
        await using var store = walk.Town.Authority.Open();
        var processes = store.Processes.Select(row => row.Id).ToList();
        Assert.Equal(2, processes.Count);
        Assert.All(processes, process => Assert.Contains(process.ToString(), entry.Shown, StringComparison.Ordinal));
        Assert.NotNull(entry.ChildId);
    }

    [Theory, OnBoth]
    public async Task The_file_is_a_valid_Word_document_with_headings_a_language_a_title_and_nothing_that_runs(Db db)
    {
        await using var walk = await CourtPapers.Referred(databases, db);
        var (_, bytes, _) = await Downloaded(walk);

        using (var document = WordprocessingDocument.Open(new MemoryStream(bytes), isEditable: false))
            Assert.Equal([], new OpenXmlValidator(FileFormatVersions.Office2013).Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        using (var package = Package.Open(new MemoryStream(bytes), FileMode.Open, FileAccess.Read))
        {
            Assert.Equal(("Referrals to CAFCASS Form", "Marguerite Haldane-Osei", "en-GB"), (package.PackageProperties.Title, package.PackageProperties.Creator, package.PackageProperties.Language));
            Assert.Null(package.PackageProperties.LastModifiedBy);
            Assert.All(package.GetParts(), part => Assert.DoesNotContain("vba", part.Uri.ToString() + part.ContentType, StringComparison.OrdinalIgnoreCase));
            Assert.All(package.GetParts().Where(part => !part.Uri.ToString().EndsWith(".rels", StringComparison.Ordinal)).SelectMany(part => part.GetRelationships()), relation => Assert.Equal(TargetMode.Internal, relation.TargetMode));
        }
        var text = Part(bytes, "word/document.xml");
        Assert.Equal("Title", Styles(text).First());
        Assert.InRange(Styles(text).Count(style => style == "Heading1"), 9, 20);
        Assert.Contains("Heading2", Styles(text));
        Assert.All(text.Descendants(W + "tbl"), table => Assert.NotNull(table.Elements(W + "tr").First().Element(W + "trPr")!.Element(W + "tblHeader")));
        Assert.Equal("en-GB", Part(bytes, "word/styles.xml").Descendants(W + "docDefaults").Descendants(W + "lang").Single().Attribute(W + "val")!.Value);
        Assert.Equal(["PAGE", "NUMPAGES"], Part(bytes, "word/footer.xml").Descendants(W + "fldSimple").Select(field => field.Attribute(W + "instr")!.Value));
    }

    [Theory, OnBoth]
    public async Task The_page_the_print_and_the_file_say_the_same(Db db)
    {
        await using var walk = await CourtPapers.Referred(databases, db);
        var (address, bytes, _) = await Downloaded(walk);
        var file = string.Join(' ', Part(bytes, "word/document.xml").Descendants(W + "p").Select(p => string.Join(' ', p.Descendants(W + "t").Select(t => t.Value))));
        var print = await walk.As(CourtPapers.Iro, address + "/print");
        var headings = print.Page.Document.QuerySelectorAll("main section > h2").Select(Words.Of).ToList();
        Assert.Equal(headings, print.Page.Document.QuerySelectorAll("nav[aria-labelledby=contents] a").Select(Words.Of));
        foreach (var link in print.Page.Document.QuerySelectorAll("nav[aria-labelledby=contents] a")) Assert.NotNull(print.Page.Document.QuerySelector(link.GetAttribute("href")!));
        Assert.Equal(headings, Part(bytes, "word/document.xml").Descendants(W + "p").Where(p => p.Descendants(W + "pStyle").Any(style => style.Attribute(W + "val")!.Value == "Heading1")).Select(p => p.Value));
        Assert.StartsWith("Referrals to CAFCASS Form", print.Page.Title, StringComparison.Ordinal);
        var check = await walk.As(CourtPapers.Iro, address);
        foreach (var paragraph in check.Page.Document.QuerySelectorAll("section[aria-labelledby=text] p, section[aria-labelledby=text] td").Select(Words.Of).Where(words => words.Length > 0))
        {
            Assert.True(print.Has(paragraph), $"The print doesn't say: {paragraph}");
            Assert.Contains(paragraph, Words.Tidy(file), StringComparison.Ordinal);
        }
    }

    static async Task<(string Address, byte[] Bytes, string Name)> Downloaded(Walk walk)
    {
        var papers = await CourtPapers.Check(walk);
        var address = papers.Path;
        using var answer = await papers.Get(papers.Page.Link("Download as a Word document").GetAttribute("href")!);
        Assert.Equal("application/vnd.openxmlformats-officedocument.wordprocessingml.document", answer.Content.Headers.ContentType!.MediaType);
        return (address, await answer.Content.ReadAsByteArrayAsync(), answer.Content.Headers.ContentDisposition!.FileNameStar!);
    }

    static XElement Part(byte[] bytes, string name)
    {
        using var package = new ZipArchive(new MemoryStream(bytes));
        return XElement.Load(package.GetEntry(name)!.Open());
    }

    static IEnumerable<string> Styles(XElement text) => text.Descendants(W + "pStyle").Select(style => style.Attribute(W + "val")!.Value);
}
