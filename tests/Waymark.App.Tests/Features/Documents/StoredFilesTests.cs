using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.App.Timers;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features.Documents;

/// <summary>Where the bytes of files lie, what is swept, and what comes of a disk or a connection that fails.</summary>
public sealed class StoredFilesTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task The_same_file_twice_is_kept_once_and_said_and_of_two_children_it_lies_under_two_names(Db db)
    {
        await using var town = await Town.Open(databases, db);
        using var iro = await town.As(Cast.Iro);
        var concern = await DocumentTests.Referral(town);
        await Attach(iro, concern, "plan.pdf");
        Assert.False(iro.Has("already here"), iro.Main);
        var before = (await town.Audit()).Count;
        await Attach(iro, concern, "the plan again.pdf");
        Assert.True(iro.Has("The same file is already here as plan.pdf, added Monday 29 June 2020: look whether you need it twice. Its content is kept once."), iro.Main);
        Assert.Single(DocumentTests.Kept(town));

        // Of a child whom the reader doesn't know, nothing is said and nothing can be seen on the disk.
        var other = await town.Authority.Files.Keep(new MemoryStream(Samples.Pdf()), 10_000, await SaltOf(town, Cast.B.Id));
        town.Authority.Files.Place(other.Id, other.Address);
        Assert.Equal(2, DocumentTests.Kept(town).Select(Path.GetFileName).Distinct().Count());
        await using var store = town.Authority.Open();
        var rows = await store.Documents.ToListAsync();
        Assert.Equal((2, 1, 1), (rows.Count, rows.Select(row => row.Address).Distinct().Count(), rows.Select(row => row.Sha256).Distinct().Count()));
        Assert.Equal(rows[0].Address, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Samples.Join(await SaltOf(town, Cast.A.Id), Samples.Pdf()))));
        Assert.Equal(["Change documents/attach Done", "Change workstep/save Done"], await town.Did(before));
        Assert.Equal(rows.Select(row => (Guid?)row.Id).Order(), (await town.Audit()).Where(entry => entry is { What: "documents/attach", Outcome: AuditOutcome.Done }).Select(entry => entry.DocumentId).Order());
        foreach (var row in rows)
        {
            using var answer = await iro.Get($"/island/documents/{row.Id}");
            Assert.Equal(Samples.Pdf(), await answer.Content.ReadAsByteArrayAsync());
        }
    }

    [Theory, OnBoth]
    public async Task What_no_row_names_is_swept_after_a_day_and_a_row_without_its_file_is_seen(Db db)
    {
        await using var town = await Town.Open(databases, db);
        using var iro = await town.As(Cast.Iro);
        var concern = await DocumentTests.Referral(town);
        foreach (var name in new[] { "named.pdf", "found out.pdf", "lost.pdf" }) await Attach(iro, concern, name, Samples.Pdf($"<< /A ({name}) >>"));
        await using var store = town.Authority.Open();
        var rows = await store.Documents.ToDictionaryAsync(row => row.Name);
        var files = town.Authority.Files;
        await store.Documents.Where(row => row.Name == "found out.pdf").ExecuteUpdateAsync(set => set.SetProperty(row => row.Scan, Scan.Infected));
        var (old, young, coming) = (await Orphan(town, 1), await Orphan(town, 2), await files.Keep(new MemoryStream([3]), 9, [3]));
        await files.Keep(new MemoryStream([4]), 9, [4]);
        foreach (var file in DocumentTests.Kept(town)) File.SetLastWriteTimeUtc(file, (town.Clock.Now - Duration.FromHours(file.EndsWith(young, StringComparison.Ordinal) || file.EndsWith($"{coming.Id:N}", StringComparison.Ordinal) ? 23 : 25)).ToDateTimeUtc());

        Assert.Equal(3, await FileSweep.Run(town.Authority));
        Assert.Equal(new[] { FileStore.Of(rows["named.pdf"]), FileStore.Of(rows["lost.pdf"]), young, $"{coming.Id:N}" }.Order(StringComparer.Ordinal), DocumentTests.Kept(town).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(old, DocumentTests.Kept(town).Select(Path.GetFileName));
        using var administrator = await town.As(Cast.Adm);
        await administrator.Go("/island/administration");
        Assert.False(administrator.Has("Missing from the disk"), administrator.Main);

        File.Delete(DocumentTests.Kept(town).Single(file => file.EndsWith(FileStore.Of(rows["lost.pdf"]), StringComparison.Ordinal)));
        Assert.Equal(0, await FileSweep.Run(town.Authority));
        await administrator.Go("/island/administration");
        Assert.True(administrator.Has($"Missing from the disk, to be brought back from the back-up: {rows["lost.pdf"].Id}"), administrator.Main);
        using var gone = await iro.Get($"/island/documents/{rows["lost.pdf"].Id}");
        Assert.Equal(HttpStatusCode.Forbidden, gone.StatusCode);
        Assert.Contains("missing from the server’s disk", WebUtility.HtmlDecode(await gone.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sweep_takes_nothing_that_an_upload_rests_on_and_one_that_was_cut_off_is_mended()
    {
        await using var town = await Town.Open(databases, Db.Sqlite);
        var (files, before) = (town.Authority.Files, Instant.FromUtc(2026, 1, 1, 0, 0));
        var orphan = await Orphan(town, 1);
        var place = DocumentTests.Kept(town).Single();
        // The same bytes come again after they were seen to be old: they are new then.
        File.SetLastWriteTimeUtc(place, before.ToDateTimeUtc().AddDays(-2));
        Assert.Equal([orphan], files.Older(before));
        await Orphan(town, 1);
        Assert.False(files.TakeOut(orphan, before));
        Assert.Single(DocumentTests.Kept(town), file => file == place);
        // They come again just after the old ones were taken out: the new ones stay, whatever becomes of the old.
        File.SetLastWriteTimeUtc(place, before.ToDateTimeUtc().AddDays(-2));
        Assert.True(files.TakeOut(orphan, before));
        await Orphan(town, 1);
        files.Forget(orphan);
        Assert.Single(DocumentTests.Kept(town), file => file == place);
        // Cut off with a file taken out: the next sweep begins by putting it back.
        File.SetLastWriteTimeUtc(place, before.ToDateTimeUtc().AddDays(-2));
        Assert.True(files.TakeOut(orphan, before));
        Assert.DoesNotContain(place, DocumentTests.Kept(town));
        files.PutBack(orphan);
        Assert.Single(DocumentTests.Kept(town), file => file == place);
        Assert.False(files.TakeOut("ab00", before));
    }

    [Fact]
    public async Task A_sweep_and_an_upload_of_the_same_bytes_at_once_lose_nothing()
    {
        await using var town = await Town.Open(databases, Db.Sqlite);
        var (files, times, before) = (town.Authority.Files, Seeds.Times(40, 1000), Instant.FromUtc(2001, 1, 1, 0, 0));
        var orphan = await Orphan(town, 1);
        var place = DocumentTests.Kept(town).Single();
        for (var i = 0; i < times; i++)
        {
            File.SetLastWriteTimeUtc(place, before.ToDateTimeUtc().AddDays(-1));
            var upload = Task.Run(() => Orphan(town, 1));
            while (!upload.IsCompleted) if (files.TakeOut(orphan, before)) files.Forget(orphan);
            await upload;
            Assert.Equal([place], DocumentTests.Kept(town));
        }
        Counts.Say("Uploads while the same bytes are swept, none of which was lost", times, Seeds.Seed);
    }

    [Theory, OnBoth]
    public async Task A_disk_without_room_is_said_and_keeps_nothing_in_part_and_the_rest_of_the_form(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await (await Concern.Qap(town, Cast.A)).AskForUpdate(Cast.Tm);
        using var iro = await town.As(Cast.Iro);
        var files = Path.Combine(town.Authority.Folder, "files");
        foreach (var (fill, free) in new (Action, Action)[]
        {
            (() => town.Authority.Files.Spare = long.MaxValue, () => town.Authority.Files.Spare = 0),
            (() => { Directory.Delete(files, recursive: true); File.WriteAllText(files, "A file where the folder should be."); }, () => File.Delete(files)),
        })
        {
            fill();
            var before = (await town.Audit()).Count;
            await iro.Go($"/island/requests/{concern.Asked("manager-update").Id}/outside");
            iro.Fill("How it came", "By e-mail").Fill("The day it came", "29 6 2020").Fill("The time it came", "10:00").Fill("Note (optional)", "She wrote at nine.");
            await iro.Attach("file", new Attachment("message.pdf", "application/pdf", Samples.Pdf())).Press("Record this answer");
            Assert.Equal(["message.pdf could not be kept: there is no room for it on the server’s disk. What you typed is kept. Tell whoever looks after Waymark, and attach the file later"], iro.Errors);
            Assert.Equal("She wrote at nine.", Words.Of(iro.Page.Document.QuerySelector("textarea[name=Note]")!));
            Assert.Empty(DocumentTests.Kept(town));
            Assert.Equal(["Change documents/attach Refused"], await town.Did(before));
            free();
        }
        Assert.Equal(Enumerable.Repeat(((string?)"disk", (Guid?)Cast.Iro.Id, (Guid?)Cast.A.Id), 2), (await town.Audit()).Where(entry => entry.What == "documents/attach").Select(entry => (entry.Fields, entry.Worker, entry.ChildId)));
        await iro.Go(iro.Path);
        Assert.Equal("She wrote at nine.", Words.Of(iro.Page.Document.QuerySelector("textarea[name=Note]")!));
        await iro.Attach("file", new Attachment("message.pdf", "application/pdf", Samples.Pdf())).Press("Record this answer");
        Assert.True(iro.Has("Recorded."), iro.Main);
        Assert.Single(DocumentTests.Kept(town));
    }

    [Theory, OnBoth]
    public async Task An_upload_that_is_cut_off_half_way_leaves_one_entry_and_no_row_and_no_file(Db db)
    {
        await using var town = await Town.Open(databases, db);
        using var iro = await town.As(Cast.Iro);
        var concern = await DocumentTests.Referral(town);
        await iro.Go($"{concern.WorkAddress}/sections/referral");
        iro.Attach("f.document", new Attachment("plan.pdf", "application/pdf", Samples.Pdf(Samples.Stream("", Samples.Noise(300_000)))));
        using var whole = iro.Request("Save");
        var body = await whole.Content!.ReadAsByteArrayAsync();
        async Task<AuditEntry?> Half(Visitor by, bool entered = true)
        {
            var before = (await town.Audit()).Count;
            using var half = new HttpRequestMessage(HttpMethod.Post, whole.RequestUri) { Content = new Cut(body) };
            half.Content.Headers.ContentType = whole.Content.Headers.ContentType;
            await Assert.ThrowsAnyAsync<Exception>(() => by.Send(half));
            for (var tries = 0; tries < (entered ? 600 : 20) && (await town.Audit()).Count == before; tries++) await Task.Delay(50);
            await Task.Delay(200);
            return (await town.Audit()).Skip(before).SingleOrDefault();
        }
        var entry = await Half(iro);
        Assert.Equal((AuditAction.Change, "documents/attach", AuditOutcome.Refused, "cut off"), (entry!.Action, entry.What, entry.Outcome, entry.Fields));
        Assert.Equal((Cast.Iro.Id, Cast.A.Id, concern.Work.Id), (entry.Worker, entry.ChildId, entry.WorkstepId));

        // Whoever may not know of her leaves one too, and nobody who isn't signed in.
        using var other = await town.As(Cast.SwSouth);
        var concealed = await Half(other);
        Assert.Equal(("documents/attach", AuditOutcome.Concealed, Cast.SwSouth.Id, null, null), (concealed!.What, concealed.Outcome, concealed.Worker, concealed.ProcessId, concealed.WorkstepId));
        using var nobody = town.Visitor();
        Assert.Null(await Half(nobody, entered: false));
        Assert.Empty(DocumentTests.Kept(town));
        await using (var store = town.Authority.Open()) Assert.Empty(await store.Documents.ToListAsync());
        await iro.Press("Save");
        Assert.Empty(iro.Errors);
        Assert.Single(DocumentTests.Kept(town));
    }

    [Theory, OnBoth]
    public async Task Whatever_a_file_is_called_its_name_misleads_nobody_and_tells_nobody_more(Db db)
    {
        await using var town = await Town.Open(databases, db);
        using var iro = await town.As(Cast.Iro);
        var concern = await DocumentTests.Referral(town);
        var named = new (string Sent, string Shown)[]
        {
            ("../../../../etc/passwd", "passwd.pdf"), (@"C:\Windows\System32\config.pdf", "config.pdf"), ("plan\u202Efdp.exe", "planfdp.exe.pdf"), ("plan\r\nSet-Cookie: a=b.pdf", "plan%0D%0ASet-Cookie a=b.pdf"),
            ("NUL.pdf", "File NUL.pdf"), (new string('n', 300) + ".pdf", new string('n', 120) + ".pdf"), ("<img src=x onerror=alert(1)>.pdf", "img src=x onerror=alert(1).pdf"), ("plan.html", "plan.html.pdf"), ("\u200B\u200E .pdf", "pdf.pdf"), ("’; DROP TABLE document; --.pdf", "’; DROP TABLE document; --.pdf"),
            ($"{Cast.B.Name}.pdf", $"{Cast.B.Name}.pdf"),
        };
        var before = (await town.Audit()).Count;
        for (var i = 0; i < named.Length; i++) await Attach(iro, concern, named[i].Sent, Samples.Pdf($"<< /A {i} >>"));
        await using var store = town.Authority.Open();
        Assert.Equal(named.Select(each => each.Shown).Order(StringComparer.Ordinal), (await store.Documents.Select(row => row.Name).ToListAsync()).Order(StringComparer.Ordinal));
        Assert.All(DocumentTests.Kept(town), file => Assert.Matches("^[0-9a-f]{64}$", Path.GetFileName(file)));
        Assert.Equal(named.Select(_ => "Change documents/attach Done").Concat(named.Select(_ => "Change workstep/save Done")), await town.Did(before));
        Assert.All((await town.Audit()).Skip(before), entry => Assert.Equal((Cast.Iro.Id, Cast.A.Id), (entry.Worker, entry.ChildId)));
        Assert.All(await town.Audit(), entry => Assert.DoesNotContain(Cast.B.Name, $"{entry.Fields} {entry.Terms} {entry.Reason} {entry.Shown}", StringComparison.Ordinal));
        Assert.All(await store.Notices.Select(row => row.Label).ToListAsync(), label => Assert.DoesNotContain(Cast.B.Name, label, StringComparison.Ordinal));
        Assert.Empty(await store.Documents.Where(row => row.ChildId == Cast.B.Id).ToListAsync());
        foreach (var row in await store.Documents.ToListAsync())
        {
            using var answer = await iro.Get($"/island/documents/{row.Id}");
            Assert.Equal(("attachment", row.Name), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileNameStar));
        }
    }

    [Theory, OnBoth]
    public async Task Each_kind_is_only_ever_saved_and_a_sample_of_the_hostile_is_refused_with_one_entry_each(Db db)
    {
        await using var town = await Town.Open(databases, db);
        using var iro = await town.As(Cast.Iro);
        var concern = await DocumentTests.Referral(town);
        foreach (var kind in new[] { "pdf", "docx", "jpeg", "png" }) await Attach(iro, concern, "paper", Samples.Of(kind));
        await using var store = town.Authority.Open();
        var rows = await store.Documents.ToListAsync();
        Assert.Equal(4, rows.Select(row => row.MediaType).Distinct().Count());
        foreach (var row in rows)
        {
            using var answer = await iro.Get($"/island/documents/{row.Id}");
            Assert.Equal((row.MediaType, "attachment"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType));
            Assert.Equal(("sandbox; default-src 'none'", "nosniff"), (answer.Headers.GetValues("Content-Security-Policy").Single(), answer.Headers.GetValues("X-Content-Type-Options").Single()));
        }
        var sample = HostileFiles.All.Where(each => each.Verdict != "virus").GroupBy(each => each.Verdict).SelectMany(group => group.Where(each => each.Bytes.Length > 0).Take(2)).ToList();
        Assert.InRange(sample.Count, 12, 30);
        foreach (var sent in sample)
        {
            await iro.Go($"{concern.WorkAddress}/sections/referral");
            await iro.Attach("f.document", new Attachment("paper.pdf", "application/pdf", sent.Bytes)).Press("Save");
            Assert.StartsWith("paper.pdf ", Assert.Single(iro.Errors), StringComparison.Ordinal);
        }
        var refused = (await town.Audit()).Where(entry => entry is { What: "documents/attach", Outcome: AuditOutcome.Refused }).Select(entry => entry.Fields).ToList();
        Assert.Equal(sample.Count, refused.Count);
        Assert.All(sample.Zip(refused), pair => Assert.Contains(pair.Second, pair.First.Verdict.Split("-or-")));
        Assert.Equal(4, await store.Documents.CountAsync());
        Assert.Equal(4, DocumentTests.Kept(town).Length);
    }

    static async Task Attach(Visitor by, Concern concern, string name, byte[]? bytes = null)
    {
        await by.Go($"{concern.WorkAddress}/sections/referral");
        await by.Attach("f.document", new Attachment(name, "application/pdf", bytes ?? Samples.Pdf())).Press("Save");
        Assert.Empty(by.Errors);
    }

    static async Task<string> Orphan(Town town, byte content)
    {
        var kept = await town.Authority.Files.Keep(new MemoryStream([content]), 9, [1]);
        town.Authority.Files.Place(kept.Id, kept.Address);
        return kept.Address;
    }

    static async Task<byte[]> SaltOf(Town town, Guid child)
    {
        await using var store = town.Authority.Open();
        return await store.FileSalts.Where(row => row.Owner == child).Select(row => row.Salt).SingleOrDefaultAsync() ?? Samples.Noise(32);
    }

    /// <summary>Half of it, and then the connection breaks.</summary>
    internal sealed class Cut(byte[] body) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(body.AsMemory(0, body.Length / 2));
            await stream.FlushAsync();
            await Task.Delay(100);
            throw new IOException("The connection broke.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
