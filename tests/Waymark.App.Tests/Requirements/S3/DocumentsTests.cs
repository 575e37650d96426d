using System.Text;
using NodaTime;
using Waymark.App.Demonstration;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Reliability;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Requirements.S3;

/// <summary>Perdita, principal worker of Larch House, adds documents to Kit's record; Isadora, Kit's social worker, hears of each.</summary>
public sealed class DocumentsTests(Databases databases)
{
    const int Kit = 74000401;

    static readonly string[] Types =
    [
        "Keyworker monthly reports", "Keyworker report for CLA reviews", "Incident form - Safeguarding", "Incident form - Missing", "Incident form - Physical Interventions", "Incident form - Significant Incidents",
        "Regulation 40 Notifications", "Support Plan", "Safety Plan", "Missing Plan", "Increases or changes in care packages", "Any other significant information",
    ];

    [Theory(DisplayName = "S3-015 S3-020 S3-022 Twelve types are added, and the social worker is told in the same moment, as the uploader sees"), OnBoth]
    public async Task Adding(Db db)
    {
        await using var shire = await Open(db);
        await shire.Start("perdita", Kit, "Add a document");
        var perdita = await shire.At("perdita");
        await perdita.Click("Document");
        Assert.Equal(Types, perdita.Page.Document.QuerySelectorAll("select option, .govuk-radios__label").Select(Words.Of).Where(words => Types.Contains(words)));
        await Fill(shire, "perdita", "Safety Plan", "1 3 2026");
        await Documents(shire, "perdita");
        Assert.True(perdita.Has("Not finished yet: nobody was told"), perdita.Main);
        var isadora = await shire.As("isadora", "/notices");
        Assert.False(isadora.Has("A new document has been added to the record"));

        await shire.Finish("perdita");
        await Documents(shire, "perdita");
        Assert.True(perdita.Has("Isadora Pemberley-Kone, Monday 2 March 2026 at 10:00. By e-mail: not sent. Not acknowledged yet."), perdita.Main);
        Assert.True(perdita.Has("For the paper copy of Safety Plan.pdf Added to Mosaic Monday 2 March 2026"), perdita.Main);
        Assert.True(perdita.Has("Mosaic reference number 74000401."), perdita.Main);
        await shire.As("isadora", "/notices");
        Assert.True(isadora.Has("A new document has been added to the record"), isadora.Main);
        Assert.False(isadora.Has("Kit"));
        await shire.As("isadora");
        Assert.True(isadora.Has("Say that you have seen it [1] A new document has been added to the record"), isadora.Main);
        await shire.As("perdita");
        Assert.True(perdita.Has("Mark the hard copy"), perdita.Main);
    }

    [Theory(DisplayName = "S3-017 S3-032 The newest plan is current by its own date, and the older can still be opened"), OnBoth]
    public async Task Newest(Db db)
    {
        await using var shire = await Open(db);
        foreach (var day in new[] { "20 2 2026", "1 5 2019", "27 2 2026" }) await Add(shire, "Safety Plan", day);
        var perdita = await Documents(shire, "perdita");
        var rows = perdita.Page.Table("Documents").Where(row => row[0].Contains("Safety Plan", StringComparison.Ordinal)).ToList();
        Assert.Equal(["Friday 27 February 2026 Current", "Friday 20 February 2026 Superseded", "Wednesday 1 May 2019 Superseded"], rows.Select(row => $"{row[1]} {row[2]}"));
        Assert.All(rows, row => Assert.StartsWith("Monday 2 March 2026", row[4], StringComparison.Ordinal));
        var oldest = perdita.Page.Document.QuerySelectorAll("main a[href*='/documents/']").Last().GetAttribute("href")!;
        Assert.Equal(200, (int)(await perdita.Get(oldest)).StatusCode);
    }

    [Theory(DisplayName = "S3-002 A photo of handwriting is taken, said not to be searchable, and wants a typed summary"), OnBoth]
    public async Task Handwritten(Db db)
    {
        await using var shire = await Open(db);
        await shire.Start("perdita", Kit, "Add a document");
        var perdita = await shire.At("perdita");
        await perdita.Click("Document");
        await perdita.Choose("Document type", "Support Plan").Fill("Date of the document", "1 3 2026").Choose("Is it a photo or a scan of handwriting?", "Yes").Attach("f.file", new Attachment("sheet.jpg", "image/jpeg", Features.Documents.Samples.Jpeg())).Press("Save");
        Assert.Empty(perdita.Errors);
        await shire.At("perdita", "/finish");
        Assert.True(perdita.Has("Typed summary"), perdita.Main);
        await shire.Save("perdita", "Document", ("Typed summary", "Kit's own plan for bad days: ring Rosa, then walk."));
        await shire.Finish("perdita");
        await Documents(shire, "perdita");
        Assert.True(perdita.Has("its words can’t be searched"), perdita.Main);
        Assert.True(perdita.Has("Not acknowledged yet"), perdita.Main);
    }

    [Theory(DisplayName = "S3-019 S3-028 S3-029 What a type asks for besides must be there before the document is added"), OnBoth]
    public async Task By_type(Db db)
    {
        await using var shire = await Open(db);
        foreach (var (type, asked) in new (string, string[])[]
        {
            ("Any other significant information", ["Why the social worker should know"]), ("Increases or changes in care packages", ["Date of the change", "Effect of the change"]),
            ("Regulation 40 Notifications", ["Subject", "To whom it was sent"]),
        })
        {
            await shire.Start("perdita", Kit, "Add a document");
            await Fill(shire, "perdita", type, "1 3 2026");
            var perdita = await shire.At("perdita", "/finish");
            foreach (var label in asked) Assert.True(perdita.Has(label), $"{type}: {perdita.Main}");
            Assert.DoesNotContain(perdita.Page.Buttons, words => words.StartsWith("Finish", StringComparison.Ordinal));
        }
    }

    [Theory(DisplayName = "S3-018 S3-021 The home's list says what was added for each child and what is due or missing"), OnBoth]
    public async Task Owed(Db db)
    {
        await using var shire = await Open(db);
        await Add(shire, "Keyworker monthly reports", "28 2 2026");
        await Add(shire, "Safety Plan", "1 3 2026");
        foreach (var worker in new[] { "perdita", "rosamund" })
        {
            var visitor = await shire.As(worker, "/homes");
            var kit = Words.Of(visitor.Page.Document.QuerySelectorAll("main section").Single(section => Words.Of(section).StartsWith("Kit", StringComparison.Ordinal)));
            Assert.Contains("Missing Keyworker monthly reports: due Wednesday 31 December 2025, Saturday 31 January 2026", kit, StringComparison.Ordinal);
            Assert.Contains("Due Keyworker monthly reports: by Tuesday 31 March 2026", kit, StringComparison.Ordinal);
            Assert.Contains("Safety Plan Sunday 1 March 2026", kit, StringComparison.Ordinal);
            Assert.DoesNotContain("Marnie", visitor.Main, StringComparison.Ordinal);
        }
        // The day after a month without a report.
        await shire.On("2026-04-01 09:00");
        var manager = await shire.As("rosamund", "/homes");
        Assert.Contains("Missing Keyworker monthly reports: due Saturday 31 January 2026, Tuesday 31 March 2026", manager.Main, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "S3-024 S3-025 S3-026 S3-027 A document leaves for a need that is kept; one not on the list when the social worker agreed, once"), OnBoth]
    public async Task Taking_away(Db db)
    {
        await using var shire = await Open(db);
        var plan = await File(shire, "Child Looked After Care Plan");
        var report = await File(shire, "Court report");
        var keziah = await shire.As("keziah", plan);
        Assert.EndsWith("Take a document away", keziah.Heading, StringComparison.Ordinal);
        Assert.True(keziah.Has("Save what you download onto the shared drive"));
        await keziah.Press("Download it");
        Assert.Equal(["Say what you need it for", "Say where you save it"], keziah.Errors.Order(StringComparer.Ordinal));
        Assert.Equal(200, (await Post.Of(keziah.Page, "Download it").With("Why", "For the placement meeting on Friday.").With("Place", "Shared drive, Kit, 2026").Send(keziah)).Status);
        Assert.Contains(await shire.Town.Audit(), entry => entry is { Action: AuditAction.Download, What: "documents/need", DocumentId: not null } && entry.Reason == "For the placement meeting on Friday. Saved: Shared drive, Kit, 2026");

        await shire.As("keziah", report);
        Assert.True(keziah.Has("are discussed with the child’s worker first"), keziah.Main);
        var again = Post.Of(keziah.Page, "Ask the child’s worker").With("Why", "Kit asks me.");
        await keziah.Fill("What do you need it for?", "Kit asks what the court wrote.").Press("Ask the child’s worker");
        Assert.True(keziah.Has("hasn’t answered yet"), keziah.Main);
        // Asked again from another window: nobody is asked twice, and that it was read is entered.
        var before = (await shire.Town.Audit()).Count;
        Assert.Equal(302, (await again.Send(keziah)).Status);
        Assert.Equal([(AuditAction.View, "documents/need", (Guid?)Script.ChildId(Kit))], (await shire.Town.Audit()).Skip(before).Select(entry => (entry.Action, entry.What, entry.ChildId)));
        Assert.DoesNotContain("Download it", keziah.Page.Buttons);
        var isadora = await shire.As("isadora", "/notices");
        Assert.True(isadora.Has("You are asked whether a document may be taken away"), isadora.Main);
        await shire.As("isadora");
        await isadora.Click("You are asked whether a document may be taken away: see the child’s documents");
        Assert.True(isadora.Has("Keziah Brightwater asks to take a document away"), isadora.Main);
        await shire.As("isadora");
        Assert.True(isadora.Has("Say that you have seen it [1]"), isadora.Main);
        await Documents(shire, "isadora");
        await isadora.Press("Not agreed");
        Assert.Equal(["Say why you don’t agree"], isadora.Errors);
        var late = Post.Of(isadora.Page, "Not agreed").With("Note", "Read it here.");
        // Twice in one moment: one answer, and one entry of it.
        var (agree, unanswered) = (Post.Of(isadora.Page, "Agreed"), (await shire.Town.Audit()).Count);
        Assert.Equal([200, 302], (await Task.WhenAll(agree.Send(isadora), agree.Send(isadora))).Select(answer => answer.Status).Order());
        Assert.Equal([AuditAction.Change, AuditAction.View], (await shire.Town.Audit()).Skip(unanswered).Select(entry => entry.Action).OrderBy(action => action != AuditAction.Change));
        // Answered again from another window: the first answer stands, the audit says no other, and what was typed isn't lost.
        before = (await shire.Town.Audit()).Count;
        Assert.Equal(["Isadora Pemberley-Kone agreed to this already. Your answer changes nothing, and your note is not kept: Read it here."], (await late.Send(isadora)).Page.Errors);
        Assert.Equal([AuditAction.View], (await shire.Town.Audit()).Skip(before).Select(entry => entry.Action));
        Assert.Equal(404, (await late.With("__RequestVerificationToken", Post.Of(keziah.Page, "Sign out")["__RequestVerificationToken"]).Send(keziah)).Status);
        await shire.As("isadora");
        Assert.False(isadora.Has("Say that you have seen it"), isadora.Main);
        await shire.As("keziah", report);
        var download = Post.Of(keziah.Page, "Download it").With("Why", "Kit asks what the court wrote.").With("Place", "Shared drive");
        Assert.Equal(200, (await download.Send(keziah)).Status);
        Assert.Equal(["It was downloaded already, as agreed. To download it again, ask again"], (await download.Send(keziah)).Page.Errors);
        await shire.As("keziah", report);
        Assert.DoesNotContain("Download it", keziah.Page.Buttons);
    }

    Task<Walk> Open(Db db) => Walk.Open(databases, db, "shire", "2026-03-02 10:00");

    static Task<Visitor> Documents(Walk shire, string worker) => shire.As(worker, $"/children/{Script.ChildId(Kit)}/documents");

    static async Task Fill(Walk shire, string worker, string type, string day, string file = "f.file")
    {
        var visitor = await shire.At(worker);
        await visitor.Click("Document");
        if (file == "f.file") visitor.Choose("Is it a photo or a scan of handwriting?", "No");
        await visitor.Choose("Document type", type).Fill("Date of the document", day).Attach(file, new Attachment($"{type}.pdf", "application/pdf", Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"))).Press("Save");
        Assert.Empty(visitor.Errors);
    }

    /// <summary>Perdita has chosen the type and attached the file.</summary>
    internal static async Task Begin(Walk shire, int child, string type, string day)
    {
        await shire.Start("perdita", child, "Add a document");
        await Fill(shire, "perdita", type, day);
    }

    static async Task Add(Walk shire, string type, string day)
    {
        await Begin(shire, Kit, type, day);
        await shire.Finish("perdita");
    }

    /// <summary>Filed by the social worker; the address at which it is taken away.</summary>
    static async Task<string> File(Walk shire, string type)
    {
        await shire.Start("isadora", Kit, "File a document");
        await Fill(shire, "isadora", type, "1 2 2026", "f.paper");
        await shire.Finish("isadora");
        var isadora = await Documents(shire, "isadora");
        return isadora.Page.Document.QuerySelectorAll("main a[href*='/documents/']").Single(link => Words.Of(link).StartsWith(type, StringComparison.Ordinal)).GetAttribute("href")!;
    }
}
