using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Documents;
using Waymark.App.Scanning;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Requirements;
using Waymark.App.Tests.Scanning;
using Waymark.App.Timers;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features.Documents;

/// <summary>What becomes of a file by what the virus scanner says of it, or doesn't say.</summary>
public sealed class ScannedFilesTests(Databases databases)
{
    static readonly byte[] Infected = Samples.Pdf(Samples.Stream("/Type /XObject", HostileFiles.Eicar));

    [Theory, OnBoth]
    public async Task One_with_a_virus_is_refused_with_one_entry_and_neither_it_nor_the_rest_of_the_form_is_mistaken(Db db)
    {
        await using var clam = await ClamServer.Start();
        await using var town = await Town.Open(databases, db);
        town.Authority.Scanner = Clamd.At(clam.Socket, out _);
        var concern = await (await Concern.Qap(town, Cast.A)).AskForUpdate(Cast.Tm);
        using var iro = await town.As(Cast.Iro);
        await iro.Go($"/island/requests/{concern.Asked("manager-update").Id}/outside");
        iro.Fill("How it came", "By e-mail").Fill("The day it came", "29 6 2020").Fill("The time it came", "10:00").Fill("Note (optional)", "She wrote at nine.");
        await iro.Attach("file", Pdf("message.pdf", Infected)).Press("Record this answer");
        Assert.Equal(["message.pdf was refused: the virus scanner found Test-File.UNOFFICIAL in it. It was not kept. Ask whoever gave it to you for a clean copy, and tell those who look after your computers"], iro.Errors);
        Assert.Equal("She wrote at nine.", Words.Of(iro.Page.Document.QuerySelector("textarea[name=Note]")!));
        Assert.Empty(DocumentTests.Kept(town));
        var refused = Assert.Single(await town.Audit(), entry => entry.What == "documents/attach");
        Assert.Equal((AuditOutcome.Refused, "virus", Cast.A.Id), (refused.Outcome, refused.Fields, refused.ChildId));

        await iro.Attach("file", Pdf("message.pdf", Samples.Pdf())).Press("Record this answer");
        Assert.Empty(iro.Errors);
        await iro.Go(concern.Address);
        Assert.True(iro.Has("checked for viruses)"), iro.Main);
        Assert.False(iro.Has("not scanned"), iro.Main);
        Assert.Equal(Scan.Clean, (await Rows(town)).Single().Scan);
    }

    [Theory, OnBoth]
    public async Task While_the_scanner_is_down_a_file_is_kept_and_nobody_has_it_until_it_is_checked(Db db)
    {
        await using var clam = await ClamServer.Start();
        await using var town = await Town.Open(databases, db);
        using var clamd = town.Authority.Scanner = Clamd.At(clam.Socket, out _)!;
        await clam.Kill();
        var concern = await DocumentTests.Referral(town);
        using var iro = await town.As(Cast.Iro);
        foreach (var (name, bytes) in new[] { ("plan.pdf", Samples.Pdf()), ("bad.pdf", Infected), ("deep.pdf", ClamdTests.Beyond()) })
        {
            await iro.Go($"{concern.WorkAddress}/sections/referral");
            await iro.Attach("f.document", Pdf(name, bytes)).Press("Save");
            Assert.True(iro.Has($"{name} is kept and is being checked for viruses: nobody can download it until it has been checked."), iro.Main);
        }
        await iro.Go(concern.Address);
        Assert.Equal(3, iro.Main.Split("kept, being checked for viruses: nobody can download it until it has been checked").Length - 1);
        Assert.Empty(iro.Page.Document.QuerySelectorAll("main a[href*='/documents/']"));
        var rows = await Rows(town);
        foreach (var row in rows) await Nobody(town, iro, row, "is being checked for viruses");
        Assert.Equal(0, await FileScans.Run(town.Authority));
        using (var administrator = await town.As(Cast.Adm))
        {
            await administrator.Go("/island/administration");
            Assert.True(administrator.Has("The virus scanner can’t be used: it doesn’t answer."), administrator.Main);
            Assert.True(administrator.Has("Waiting to be checked: 3."), administrator.Main);
        }

        await clam.Revive();
        Assert.Equal(2, await FileScans.Run(town.Authority));
        Assert.Equal(0, await FileScans.Run(town.Authority));
        Assert.Equal([Scan.Clean, Scan.Infected, Scan.Waiting], (await Rows(town)).Select(row => row.Scan));
        using (var taken = await iro.Get($"/island/documents/{rows[0].Id}")) Assert.Equal(Samples.Pdf(), await taken.Content.ReadAsByteArrayAsync());
        await Nobody(town, iro, rows[1], "A virus was found in this file");
        Assert.Equal(2, DocumentTests.Kept(town).Length);
        await iro.Go(concern.Address);
        Assert.True(iro.Has("a virus was found in it, and it was removed: attach a clean copy"), iro.Main);
        await iro.Go("/island/notices");
        Assert.True(iro.Has("A file that you attached was checked for viruses: it can be downloaded now"), iro.Main);
        Assert.True(iro.Has("A virus was found in a file that you attached, and it was removed: attach a clean copy"), iro.Main);
        foreach (var word in (string[])["plan.pdf", "bad.pdf", .. Cast.A.Name.Split(' ')]) Assert.False(iro.Has(word), word);
        var entries = (await town.Audit()).Where(entry => entry.What == "timer/scan").ToList();
        Assert.Equal(["clean Done", "virus Refused"], entries.Select(entry => $"{entry.Fields} {entry.Outcome}").Order(StringComparer.Ordinal));

        // What it couldn't look through is tried again, though not at once; and once the council lets it look deeper, it is freed or found.
        await clam.Kill();
        await clam.Revive("MaxRecursion 60");
        await town.Pass(Duration.FromMinutes(11));
        Assert.Equal(1, await FileScans.Run(town.Authority));
        Assert.Equal(Scan.Clean, (await Rows(town))[2].Scan);
    }

    [Theory, OnBoth]
    public async Task Files_from_before_there_was_a_scanner_are_checked_once_there_is_one(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await DocumentTests.Referral(town);
        using var iro = await town.As(Cast.Iro);
        await iro.Go($"{concern.WorkAddress}/sections/referral");
        await iro.Attach("f.document", Pdf("plan.pdf", Samples.Pdf())).Press("Save");
        await iro.Go(concern.Address);
        Assert.True(iro.Has("not scanned for viruses"), iro.Main);
        await using var clam = await ClamServer.Start();
        town.Authority.Scanner = Clamd.At(clam.Socket, out _);
        Assert.Equal(1, await FileScans.Run(town.Authority));
        await iro.Go(concern.Address);
        Assert.True(iro.Has("checked for viruses)"), iro.Main);
        await iro.Go("/island/notices");
        Assert.False(iro.Has("A file that you attached"), iro.Main);
    }

    [Theory, OnBoth]
    public async Task Without_a_scanner_no_file_is_taken_but_in_a_demonstration_or_where_that_was_said(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await DocumentTests.Referral(town);
        using var iro = await town.As(Cast.Iro);
        await using (var writing = await town.Authority.Database.Write())
        {
            await writing.Db.Settings.Where(row => row.Key == "demonstration").ExecuteDeleteAsync();
            await writing.Commit();
        }
        await town.Authority.ReadClock();
        await iro.Go($"{concern.WorkAddress}/sections/referral");
        await iro.Attach("f.document", Pdf("plan.pdf", Samples.Pdf())).Press("Save");
        Assert.Equal(["plan.pdf was not attached: no virus scanner is set up here, so no file is taken. Tell whoever looks after Waymark"], iro.Errors);
        Assert.Empty(DocumentTests.Kept(town));
        Assert.Equal("scanner", Assert.Single(await town.Audit(), entry => entry.What == "documents/attach").Fields);
    }

    [Fact]
    public async Task A_document_of_a_child_is_checked_like_any_other()
    {
        await using var clam = await ClamServer.Start();
        await using var shire = await Walk.Open(databases, Db.Sqlite, "shire", "2026-03-02 10:00");
        shire.Town.Authority.Scanner = Clamd.At(clam.Socket, out _);
        await shire.Start("perdita", 74000401, "Add a document");
        foreach (var (bytes, said) in new[] { (Infected, "plan.pdf was refused: the virus scanner found"), (Samples.Word(macros: true), "plan.pdf holds macros"), (Samples.Jpeg(), null) })
        {
            var perdita = await shire.At("perdita");
            await perdita.Click("Document");
            await perdita.Choose("Is it a photo or a scan of handwriting?", "No").Choose("Document type", "Safety Plan").Fill("Date of the document", "1 3 2026").Attach("f.file", Pdf("plan.pdf", bytes)).Press("Save");
            if (said is null) Assert.Empty(perdita.Errors);
            else Assert.StartsWith(said, Assert.Single(perdita.Errors), StringComparison.Ordinal);
        }
        var documents = await shire.As("perdita", $"/children/{Waymark.App.Demonstration.Script.ChildId(74000401)}/documents");
        Assert.True(documents.Has("its words can’t be searched, checked for viruses)"), documents.Main);
        Assert.Equal(1, documents.Page.Document.QuerySelectorAll("main a[href*='/documents/']").Length);
        Assert.Equal(["virus", "active", null], (await shire.Town.Audit()).Where(entry => entry.What == "documents/attach").Select(entry => entry.Fields));
    }

    static Attachment Pdf(string name, byte[] bytes) => new(name, "application/pdf", bytes);

    static async Task<List<DocumentRow>> Rows(Town town)
    {
        await using var store = town.Authority.Open();
        return await store.Documents.OrderBy(row => row.UploadedAt).ThenByDescending(row => row.Name).ToListAsync() is var rows && rows.Count == 3 ? [.. new[] { "plan.pdf", "bad.pdf", "deep.pdf" }.Select(name => rows.Single(row => row.Name == name))] : rows;
    }

    /// <summary>Neither who attached it, nor another who may see all there is; each try leaves its entry.</summary>
    static async Task Nobody(Town town, Visitor visitor, DocumentRow row, string said)
    {
        using var answer = await visitor.Get($"/island/documents/{row.Id}");
        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(await town.Audit(), entry => entry is { What: "documents/download", Outcome: AuditOutcome.Refused } && entry.DocumentId == row.Id);
    }
}
