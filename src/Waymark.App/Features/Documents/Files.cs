using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Scanning;
using Waymark.App.Store;
using Waymark.Core.Record;

namespace Waymark.App.Features.Documents;

/// <summary>The document that an upload becomes once what it belongs to is saved; or why it becomes none, in words for the person who chose the file.</summary>
public sealed record Attached(DocumentRow? Document, string? Message)
{
    /// <summary>What the person should know of a file that was taken: that nobody can open it yet, or that it is there already.</summary>
    public IReadOnlyList<string> Told { get; init; } = [];
}

/// <summary>A file on its way in: the name it came under, what it is attached to, by whom and when.</summary>
public sealed record Arrival(string Name, Guid Process, Guid Workstep, Guid? Child, Guid By, Instant At)
{
    /// <summary>The id that it is to have; null: any.</summary>
    public Guid? Id { get; init; }
}

/// <summary>
/// Takes a file that somebody attached: what it is by its content, its bytes on the disk, what the virus scanner says of them; then its row with the audit's
/// entry, in the transaction of what it is attached to. A file is never opened in the browser and never trusted for its name (decision 0008).
/// </summary>
public static class Files
{
    public const long Most = 25 * 1024 * 1024;

    public static async Task<Attached> Take(Desk desk, IFormFile file, Guid process, Guid workstep, Guid? child)
    {
        var shown = FileName.Of(file.FileName, "");
        if (!desk.Authority.TakesFiles) return await Refuse("scanner", $"{shown} was not attached: no virus scanner is set up here, so no file is taken. Tell whoever looks after Waymark");
        if (file.Length > Most) return await Refuse("size", $"{shown} is larger than 25 MB. Make it smaller, or attach it in parts");
        if (file.Length == 0) return await Refuse("empty", $"{shown} is empty");
        await using var content = file.OpenReadStream();
        var (document, why) = await Keep(desk.Authority, content, new Arrival(file.FileName, process, workstep, child, desk.Viewer!.Id, desk.Now));
        return document is null ? await Refuse(why!.Word, $"{shown} {why.Says}") : new Attached(document, null) { Told = [.. await Said(desk, document)] };

        async Task<Attached> Refuse(string word, string message)
        {
            await desk.Authority.Audit.Write(desk.Entry(AuditAction.Change, "documents/attach", AuditOutcome.Refused) with { ChildId = child, ProcessId = process, WorkstepId = workstep, Fields = word });
            return new Attached(null, message);
        }
    }

    /// <summary>Whoever attaches it: what is in it, its bytes on the disk, and what the scanner says of them.</summary>
    /// <returns>The document, to <see cref="Add(Authority, WaymarkDb, DocumentRow, Actor, AuthorityClock)"/>; or why there is none.</returns>
    internal static async Task<(DocumentRow? Document, Unfit? Why)> Keep(Authority authority, Stream content, Arrival arrival)
    {
        if (FileKind.Of(content, out var unfit) is not { } kind) return (null, unfit);

        KeptFile kept;
        try
        {
            kept = await authority.Files.Keep(content, Most, await Salt(authority, arrival.Child ?? arrival.Process), arrival.Id);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            return (null, new Unfit("disk", "could not be kept: there is no room for it on the server’s disk. What you typed is kept. Tell whoever looks after Waymark, and attach the file later"));
        }
        var scanned = await Scan(authority, kept);
        if (scanned is { Clean: false, Found: var found })
        {
            authority.Files.Drop(kept.Id);
            return (null, new Unfit("virus", $"was refused: the virus scanner found {found} in it. It was not kept. Ask whoever gave it to you for a clean copy, and tell those who look after your computers"));
        }
        return (new DocumentRow
        {
            Id = kept.Id, ProcessId = arrival.Process, WorkstepId = arrival.Workstep, ChildId = arrival.Child, Name = FileName.Of(arrival.Name, kind.Extension), MediaType = kind.MediaType,
            Bytes = kept.Bytes, Sha256 = kept.Sha256, UploadedAt = arrival.At, UploadedBy = arrival.By, Address = kept.Address,
            Scan = scanned is null ? Store.Scan.Unscanned : scanned.Clean == true ? Store.Scan.Clean : Store.Scan.Waiting, ScannedAt = scanned?.Clean == true ? arrival.At : null,
        }, null);
    }

    /// <summary>Puts the bytes in their place, then adds the row: never a row without its bytes.</summary>
    public static void Add(Desk desk, WaymarkDb db, DocumentRow document) => Add(desk.Authority, db, document, desk.Acting(), desk.Authority.Clock);

    internal static void Add(Authority authority, WaymarkDb db, DocumentRow document, Actor by, AuthorityClock clock)
    {
        authority.Files.Place(document.Id, document.Address!);
        db.Documents.Add(document);
        db.AuditEntries.Add(by.Entry(clock, AuditAction.Change, "documents/attach") with { ChildId = document.ChildId, ProcessId = document.ProcessId, WorkstepId = document.WorkstepId, DocumentId = document.Id });
    }

    /// <summary>What it belongs to was refused: no row ever spoke of it.</summary>
    public static void Drop(Desk desk, DocumentRow document) => desk.Authority.Files.Drop(document.Id);

    /// <summary>Why nobody can take it away now, whoever they are; null: it is there and may be opened.</summary>
    public static string? WhyNot(Authority authority, DocumentRow document) => document.Scan switch
    {
        Store.Scan.Waiting => "This file is kept and is being checked for viruses. Nobody can download it until it has been checked.",
        Store.Scan.Infected => "A virus was found in this file, and it was removed. Ask whoever attached it for a clean copy.",
        _ when !authority.Files.Has(document) => "This file is missing from the server’s disk. Tell whoever looks after Waymark: it can be brought back from the back-up.",
        _ => null,
    };

    /// <summary>Null: no scanner is set up, and none has to be.</summary>
    static async Task<Scanned?> Scan(Authority authority, KeptFile kept)
    {
        if (authority.Scanner is not { } scanner) return null;
        await using var bytes = authority.Files.OpenIncoming(kept.Id);
        return await scanner.Scan(bytes);
    }

    static async Task<List<string>> Said(Desk desk, DocumentRow document)
    {
        var said = new List<string>();
        if (document.Scan == Store.Scan.Waiting) said.Add($"{document.Name} is kept and is being checked for viruses: nobody can download it until it has been checked.");
        // Of what the viewer may not see, nothing is said.
        var same = await desk.Db.Documents.Where(each => each.Address == document.Address && desk.Viewer!.Processes().Any(process => process.Id == each.ProcessId)).OrderBy(each => each.UploadedAt).FirstOrDefaultAsync();
        if (same is not null) said.Add($"The same file is already here as {same.Name}, added {Core.Calendar.DateWords.InWords(same.UploadedAt.InZone(desk.Authority.Calendar.Zone).Date)}: look whether you need it twice. Its content is kept once.");
        return said;
    }

    /// <summary>The secret of a child, made with its first file.</summary>
    static async Task<byte[]> Salt(Authority authority, Guid owner)
    {
        if (await Of() is { } there) return there;
        try
        {
            await using var writing = await authority.Database.Write();
            if (!await writing.Db.FileSalts.AnyAsync(row => row.Owner == owner)) writing.Db.Add(new FileSaltRow { Owner = owner, Salt = RandomNumberGenerator.GetBytes(32) });
            await writing.Commit();
        }
        catch (DbUpdateException)
        {
            // Another made it in the same moment.
        }
        return await Of() ?? throw new InvalidOperationException("A child's salt was written and isn't there.");

        async Task<byte[]?> Of()
        {
            await using var db = authority.Open();
            return await db.FileSalts.Where(row => row.Owner == owner).Select(row => row.Salt).SingleOrDefaultAsync();
        }
    }
}
