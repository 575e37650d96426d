using NodaTime;
using Waymark.App.Demonstration;
using Waymark.App.Tests.Harness;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Requirements.S3;

/// <summary>One file for Kit, of which each sees their parts; and what is asked of those who work on it.</summary>
public sealed class RecordTests(Databases databases)
{
    const int Kit = 74000401;

    [Theory(DisplayName = "S3-001 The chronology has what the social worker and the home wrote in one list, each marked with where it comes from"), OnBoth]
    public async Task One_file(Db db)
    {
        await using var shire = await Open(db);
        await shire.Start("isadora", Kit, "File a document");
        await shire.Save("isadora", "Document", ("Document type", "Referral Information"), ("Date of the document", "1 2 2026"));
        await DocumentsTests.Begin(shire, Kit, "Safety Plan", "1 3 2026");
        foreach (var worker in new[] { "isadora", "perdita" })
        {
            var page = await shire.Chronology(worker, Kit);
            Assert.True(page.Has("File a document in a child's record 1. Social Worker, North"), page.Main);
            Assert.True(page.Has("Add a document to a child's record 2. Principal Residential Child Care Worker, Larch House"), page.Main);
        }
    }

    [Theory(DisplayName = "S3-014 S3-030 The reference number is on each residential record, its stamp and its print; guidance on recording is at hand where a document is added"), OnBoth]
    public async Task Number(Db db)
    {
        await using var shire = await Open(db);
        await DocumentsTests.Begin(shire, Kit, "Safety Plan", "1 3 2026");
        var perdita = await shire.At("perdita");
        foreach (var part in new[] { "", "/sections/document" })
        {
            await shire.At("perdita", part);
            Assert.True(perdita.Has("Mosaic reference number 74000401"), perdita.Main);
            Assert.Equal("https://example.invalid/case-recording", perdita.Page.Link("Case recording").GetAttribute("href"));
        }
        await shire.Process("perdita");
        await perdita.Go($"{perdita.Path}/print");
        Assert.Equal("Mosaic reference number 74000401", Words.Of(perdita.Page.Document.QuerySelector(".wm-print-each")!));
        await shire.As("perdita", $"/children/{Script.ChildId(Kit)}/documents");
        Assert.True(perdita.Has("Mosaic reference number 74000401."), perdita.Main);
        Assert.Equal("Mosaic reference number 74000401", Words.Of(perdita.Page.Document.QuerySelector(".wm-print-each")!));
    }

    [Theory(DisplayName = "S3-023 The record's areas are listed, those that aren't for homes are absent, from lists and search and by their address"), OnBoth]
    public async Task Areas(Db db)
    {
        await using var shire = await Open(db);
        await shire.Start("isadora", Kit, "Record legal advice");
        await shire.Save("isadora", "Advice", ("Given on", "27 2 2026"), ("What was advised", "Zanzibar clause."));
        var (advice, process) = (shire.Workstep, (await shire.Process("isadora")).Path);
        await DocumentsTests.Begin(shire, Kit, "Safety Plan", "1 3 2026");

        string[] open = ["Details", "Documents", "Plans", "Reviews", "Health", "Incidents", "Case notes"];
        Assert.Equal(open, await Listed("perdita"));
        Assert.Equal([.. open, "Legal advice"], await Listed("isadora"));
        var isadora = await shire.As("isadora", $"/children/{Script.ChildId(Kit)}/documents?area=legal-advice");
        Assert.Equal("Legal advice", isadora.Heading.Split("401")[1]);
        Assert.True(isadora.Has("Legal advice 1"), isadora.Main);

        var perdita = await shire.As("perdita", $"/children/{Script.ChildId(Kit)}/documents?area=plans");
        Assert.True(perdita.Has("Safety Plan"), perdita.Main);
        await shire.As("perdita", $"/children/{Script.ChildId(Kit)}/documents?area=incidents");
        Assert.False(perdita.Has("Safety Plan"));
        perdita.Strict = false;
        foreach (var address in new[] { advice, process, $"{process}/print", $"{advice}/sections/advice" })
            Assert.Equal(404, (int)(await perdita.Get(address)).StatusCode);
        foreach (var address in new[] { $"/children/{Script.ChildId(Kit)}", $"/children/{Script.ChildId(Kit)}/chronology", $"/children/{Script.ChildId(Kit)}/documents?area=legal-advice", $"/children/{Script.ChildId(Kit)}/notes", "/registers", "/concerns", "/children?q=Zanzibar", "/" })
        {
            await shire.As("perdita", address);
            Assert.DoesNotContain("egal advice", perdita.Page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("Zanzibar clause", perdita.Page.Html, StringComparison.Ordinal);
        }

        async Task<IEnumerable<string>> Listed(string worker) =>
            (await shire.Child(worker, Kit)).Page.Document.QuerySelectorAll("nav[aria-label='Areas of the record'] a").Select(Words.Of);
    }

    [Theory(DisplayName = "S3-008 Whose induction ends without the nine modules is told of to their manager with what is missing, and reminded themselves"), OnBoth]
    public async Task Induction(Db db)
    {
        await using var shire = await Open(db);
        var wilhelmina = await shire.As("wilhelmina", "/administration/workers/add");
        await wilhelmina.Fill("Name", "Hester Quillfeather").Fill("Organisation", "Shire Children's Social Care").Press("Add this worker");
        var hester = wilhelmina.Path;
        await wilhelmina.Click("Add a post");
        await wilhelmina.Choose("Post", "Residential staff").Press("Add this post");
        Assert.Equal(["Enter the home: Residential staff is found by home"], wilhelmina.Errors);
        await wilhelmina.Fill("Team (where the post is for one)", "Larch House").Press("Add this post");
        await wilhelmina.Go($"{hester}/training");
        for (var module = 1; module <= 6; module++) wilhelmina.Tick($"Module {module}");
        await wilhelmina.Press("Record this training");
        // Begun on 2 March; six months end on 2 September.
        var missing = "Hester Quillfeather: 6 of 9 modules completed. Missing: Module 7, Module 8, Module 9,";
        foreach (var (at, said) in new[] { ("2026-03-02 11:00", "by Wednesday 2 September 2026"), ("2026-09-02 10:00", "by Wednesday 2 September 2026"), ("2026-09-03 10:00", "it was to be completed by Wednesday 2 September 2026") })
        {
            await shire.On(at);
            foreach (var page in new[] { "/", "/homes" })
            {
                var rosamund = await shire.As("rosamund", page);
                Assert.True(rosamund.Has($"{missing} {said}."), $"{at}: {rosamund.Main}");
                Assert.Equal(at == "2026-09-03 10:00", rosamund.Has("Overdue Hester"));
            }
        }
        // Who was there before is to do it as soon as possible; another home's manager is told nothing of either.
        Assert.True((await shire.As("rosamund")).Has("Lorimer Sandoval-Pike: 2 of 9 modules completed. Missing: Module 3, Module 4, Module 5, Module 6, Module 7, Module 8, Module 9, as soon as possible."));
        Assert.True((await shire.As("lorimer")).Has("Outstanding 2 of 9 modules completed. Missing: Module 3,"));
        Assert.False((await shire.As("evander")).Has("Quillfeather"));
    }

    [Theory(DisplayName = "S3-008 Training recorded for a day that lies back says who recorded it when, and allows nothing before"), OnBoth]
    public async Task Recorded_later(Db db)
    {
        await using var shire = await Open(db);
        var lorimer = Script.WorkerId("lorimer");
        var wilhelmina = await shire.As("wilhelmina", $"/administration/workers/{lorimer}/training");
        var before = (await shire.Town.Audit()).Count;
        async Task Record(string module, string day) => await wilhelmina.Tick(module).Fill("Completed on", day).Press("Record this training");
        await Record("Module 3", "3 3 2026");
        Assert.Equal(["The day must be today or earlier: training counts once it is completed"], wilhelmina.Errors);
        await wilhelmina.Go($"/shire/administration/workers/{lorimer}/training");
        await Record("Module 1", "1 2 1999");
        Assert.Contains("Module 1 is recorded already", Assert.Single(wilhelmina.Errors), StringComparison.Ordinal);
        await wilhelmina.Go($"/shire/administration/workers/{lorimer}/training");
        await Record("Module 3", "2 2 2026");
        Assert.Equal(["Administer administration/training Done"], await shire.Town.Did(before));
        Assert.True(wilhelmina.Has("It counts from today, on which you recorded it: nothing that was done before is allowed by it."), wilhelmina.Main);
        Assert.True(wilhelmina.Has("Completed on 2 February 2026, recorded by Wilhelmina Stroud-Eze on 2 March 2026"), wilhelmina.Main);
        await using var store = shire.Town.Authority.Open();
        var kept = store.Trainings.Single(done => done.Worker == lorimer && done.Module == "module-3");
        Assert.Equal((false, true), (kept.On(new LocalDate(2026, 3, 1)), kept.On(new LocalDate(2026, 3, 2))));
    }

    [Theory(DisplayName = "S3-031 Who is given a post is asked what it needs; with three years of five the one who gives it is warned"), OnBoth]
    public async Task Qualified(Db db)
    {
        await using var shire = await Open(db);
        var wilhelmina = await shire.As("wilhelmina", $"/administration/workers/{Script.WorkerId("lucian")}/post");
        await wilhelmina.Choose("Post", "Independent Reviewing Officer").Press("Add this post");
        Assert.Empty(wilhelmina.Errors);
        Assert.True(wilhelmina.Has("at least five years' experience"), wilhelmina.Main);
        await wilhelmina.Press("Add this post");
        Assert.Equal(["Enter Skills acquired for this role, in at most 500 letters", "Select yes or no for A qualified social worker", "Years of experience must be a whole number, like 5"], wilhelmina.Errors.Order(StringComparer.Ordinal));
        await wilhelmina.Choose("A qualified social worker", "Yes").Fill("Years of experience", "3").Fill("Skills acquired for this role", "Chairing reviews").Press("Add this post");
        Assert.True(wilhelmina.Has("Years of experience: 3, and at least 5 are expected."), wilhelmina.Main);
        Assert.DoesNotContain("is Independent Reviewing Officer from", wilhelmina.Main, StringComparison.Ordinal);
        await wilhelmina.Tick("Give them the post all the same: what falls short is kept with it").Press("Add this post");
        Assert.True(wilhelmina.Has("Lucian Oyelaran is Independent Reviewing Officer from"), wilhelmina.Main);
        Assert.True(wilhelmina.Has("3 (Independent Reviewing Officer), recorded by Wilhelmina Stroud-Eze on 2 March 2026"), wilhelmina.Main);

        await wilhelmina.Go($"/shire/administration/workers/{Script.WorkerId("isadora")}/post");
        await wilhelmina.Choose("Post", "Independent Reviewing Officer").Press("Add this post");
        await wilhelmina.Choose("A qualified social worker", "Yes").Fill("Years of experience", "5").Fill("Skills acquired for this role", "Chairing reviews").Press("Add this post");
        Assert.True(wilhelmina.Has("Isadora Pemberley-Kone is Independent Reviewing Officer from"), wilhelmina.Main);
    }

    [Theory(DisplayName = "S3-006 S3-011 S3-021 Everybody finds on their first page what there is for them to do"), OnBoth]
    public async Task First_pages(Db db)
    {
        await using var shire = await Open(db);
        Assert.True((await shire.As("keziah")).Has("Larch House 3 children live there today whose record you may open. See what was added for each, and what is due or missing"));
        Assert.True((await shire.As("rosamund")).Has("Training of your staff"));
        Assert.True((await shire.As("dashiell")).Has("Nothing waits for your review. Look at who opened which record"));
        Assert.False((await shire.As("isadora")).Has("Who opened what"));
    }

    Task<Walk> Open(Db db) => Walk.Open(databases, db, "shire", "2026-03-02 10:00");
}
