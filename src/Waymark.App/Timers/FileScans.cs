using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Scanning;
using Waymark.App.Store;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Timers;

/// <summary>
/// Checks again the files that came while the scanner was silent, and those from before there was one; frees them, or removes them. Whoever attached a file that
/// had to wait, or that is removed, is told, in words without a child's.
/// </summary>
public static class FileScans
{
    const int AtOnce = 20;
    static readonly Duration Later = Duration.FromMinutes(10);

    public static async Task<int> Run(Authority authority)
    {
        if (authority.Scanner is not { } scanner) return 0;
        var settled = 0;
        foreach (var document in await Waiting(authority))
        {
            if (!authority.Files.Has(document)) continue;
            Scanned scanned;
            await using (var content = authority.Files.Open(document)) scanned = await scanner.Scan(content);
            if (scanned.Clean is { } clean) settled += await Settle(authority, document, clean);
            else if (!scanned.Later) break;
            else await PutOff(authority, document);
        }
        return settled;
    }

    static async Task<List<DocumentRow>> Waiting(Authority authority)
    {
        var now = authority.Clock.GetCurrentInstant();
        await using var db = authority.Open();
        // 'waiting' before 'unscanned': people wait for those.
        return await db.Documents.Where(row => (row.Scan == Scan.Waiting || row.Scan == Scan.Unscanned) && (row.ScanAgainAt == null || row.ScanAgainAt <= now))
            .OrderByDescending(row => row.Scan == Scan.Waiting).ThenBy(row => row.UploadedAt).Take(AtOnce).ToListAsync();
    }

    /// <summary>Of the same bytes all rows at once, and once: another node finds it done.</summary>
    static async Task<int> Settle(Authority authority, DocumentRow document, bool clean)
    {
        var now = authority.Clock.GetCurrentInstant();
        int settled;
        await using (var writing = await authority.Database.Write())
        {
            var db = writing.Db;
            var its = db.Documents.Where(row => (row.Id == document.Id || (row.Address != null && row.Address == document.Address)) && (row.Scan == Scan.Waiting || row.Scan == Scan.Unscanned));
            var rows = await its.OrderBy(row => row.UploadedAt).ToListAsync();
            settled = await its.ExecuteUpdateAsync(set => set.SetProperty(row => row.Scan, clean ? Scan.Clean : Scan.Infected).SetProperty(row => row.ScannedAt, now));
            if (settled != rows.Count) return 0;
            foreach (var row in rows)
            {
                db.Add(Actor.Time.Entry(authority.Clock, AuditAction.Change, "timer/scan", clean ? AuditOutcome.Done : AuditOutcome.Refused) with { ChildId = row.ChildId, ProcessId = row.ProcessId, WorkstepId = row.WorkstepId, DocumentId = row.Id, Fields = clean ? "clean" : "virus" });
                if (!clean || row.Scan == Scan.Waiting) await Tell(db, row, clean, now);
            }
            await writing.Commit();
        }
        // A crash here leaves bytes that no row gives out: they are swept.
        if (!clean && authority.Files.TakeOut(FileStore.Of(document), Instant.MaxValue)) authority.Files.Forget(FileStore.Of(document));
        return settled;
    }

    static async Task Tell(WaymarkDb db, DocumentRow row, bool clean, Instant now)
    {
        if (row.ProcessId is not { } process) return;
        var told = await db.Notices.CountAsync(notice => notice.ProcessId == process && notice.Definition == "file-checked") + db.ChangeTracker.Entries<NoticeRow>().Count();
        db.Add(new NoticeRow
        {
            Id = Guid.NewGuid(), ProcessId = process, Sequence = -1 - told, Definition = "file-checked", Recipient = row.UploadedBy, Channel = Channel.InApp, WorkstepId = row.WorkstepId, CreatedAt = now, SentAt = now,
            Label = clean ? "A file that you attached was checked for viruses: it can be downloaded now" : "A virus was found in a file that you attached, and it was removed: attach a clean copy", Rule = "who attached it",
        });
    }

    static async Task PutOff(Authority authority, DocumentRow document)
    {
        var (id, again) = (document.Id, authority.Clock.GetCurrentInstant() + Later);
        await using var writing = await authority.Database.Write();
        await writing.Db.Documents.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ScanAgainAt, again));
        await writing.Commit();
    }
}
