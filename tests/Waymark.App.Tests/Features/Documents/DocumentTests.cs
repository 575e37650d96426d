using Waymark.App.Tests.Harness;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features.Documents;

/// <summary>A file that is attached, and how it is given out again.</summary>
public sealed class DocumentTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task A_file_is_attached_listed_as_not_scanned_and_only_ever_downloaded(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await Referral(town);
        var bytes = Samples.Of("pdf");
        using var iro = await town.As(Cast.Iro);
        await iro.Go($"{concern.WorkAddress}/sections/referral");
        await iro.Attach("f.document", new Attachment("Siân’s referral\u202Efdp.exe", "application/x-msdownload", bytes)).Press("Save");
        await iro.Go(concern.Address);
        Assert.True(iro.Has($"Siân’s referralfdp.exe.pdf (PDF, {bytes.Length} bytes, not scanned for viruses)"));

        var link = iro.Page.Document.QuerySelector("main a[href*='/documents/']")!.GetAttribute("href")!;
        var file = await iro.Get(link);
        Assert.Equal(bytes, await file.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/pdf", file.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("attachment", "Siân’s referralfdp.exe.pdf"), (file.Content.Headers.ContentDisposition!.DispositionType, file.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal("sandbox; default-src 'none'", file.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.True(file.Headers.CacheControl!.NoStore);
        var entries = await town.Audit();
        Assert.Contains(entries, entry => entry is { Action: AuditAction.Change, What: "documents/attach" } && entry.ChildId == Cast.A.Id);
        Assert.Contains(entries, entry => entry is { Action: AuditAction.Download, What: "documents/download", Outcome: AuditOutcome.Done });

        using var other = await town.As(Cast.TmSouth);
        await other.Go(link);
        Assert.Equal(404, other.Status);
    }

    [Theory, OnBoth]
    public async Task What_is_not_one_of_the_four_kinds_is_refused_in_words_and_nothing_is_kept(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await Referral(town);
        using var iro = await town.As(Cast.Iro);
        await iro.Go($"{concern.WorkAddress}/sections/referral");
        await iro.Attach("f.document", Attachment.Text("referral.pdf", "<script>alert(1)</script>")).Press("Save");
        Assert.Equal(["referral.pdf is not a PDF, a Word document (.docx), a JPEG or a PNG picture, or it is cut short"], iro.Errors);
        await using var store = town.Authority.Open();
        Assert.Empty(store.Documents);
    }

    [Theory, OnBoth]
    public async Task A_file_over_25_MB_is_refused_in_words(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await Referral(town);
        using var iro = await town.As(Cast.Iro);
        await iro.Go($"{concern.WorkAddress}/sections/referral");
        await iro.Attach("f.document", new Attachment("film.pdf", "application/pdf", new byte[25 * 1024 * 1024 + 1])).Press("Save");
        Assert.Equal(["film.pdf is larger than 25 MB. Make it smaller, or attach it in parts"], iro.Errors);
    }

    [Theory, OnBoth]
    public async Task A_file_whose_answer_is_refused_is_not_left_on_the_process_and_that_is_said(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await (await Concern.Qap(town, Cast.A)).AskForUpdate(Cast.Tm);
        using var iro = await town.As(Cast.Iro);
        await iro.Go($"/island/requests/{concern.Asked("manager-update").Id}/outside");
        iro.Fill("The day it came", "29 6 2020").Fill("The time it came", "10:00").Fill("Note (optional)", "She rang at ten.");
        await iro.Attach("file", new Attachment("message.pdf", "application/pdf", Samples.Of("pdf"))).Press("Record this answer");
        Assert.Equal(["Say how the answer came: by e-mail, by telephone, in a meeting", "message.pdf was not attached, since the rest could not be saved. Choose it again"], iro.Errors);
        Assert.Empty(Kept(town));
        await using (var store = town.Authority.Open()) Assert.Empty(store.Documents);
        Assert.DoesNotContain(await town.Audit(), entry => entry.What == "documents/attach");

        await iro.Go(iro.Path);
        Assert.Equal("She rang at ten.", Words.Of(iro.Page.Document.QuerySelector("textarea[name=Note]")!));
        iro.Fill("How it came", "By telephone");
        await iro.Attach("file", new Attachment("message.pdf", "application/pdf", Samples.Of("pdf"))).Press("Record this answer");
        Assert.True(iro.Has("Recorded."), iro.Main);
        Assert.Single(Kept(town));
        await iro.Go(concern.Address);
        Assert.True(iro.Has("message.pdf (PDF,"), iro.Main);
    }

    internal static string[] Kept(Town town)
    {
        var files = Path.Combine(town.Authority.Folder, "files");
        return Directory.Exists(files) ? Directory.GetFiles(files, "*", SearchOption.AllDirectories) : [];
    }

    /// <summary>A dispute that went to CAFCASS, whose referral is to be attached.</summary>
    internal static async Task<Concern> Referral(Town town)
    {
        var concern = await Concern.AtStage(town, Cast.A, 1, Cast.Tm);
        await concern.Send(Cast.Iro, "request-1", Cast.Tm);
        return await concern.Conclude(Cast.Tm, "cafcass", "to-cafcass");
    }
}
