using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Record;

namespace Waymark.App.Features.Documents;

/// <summary>The document that an upload becomes once what it belongs to is saved; or why it becomes none, in words for the person who chose the file.</summary>
public sealed record Attached(DocumentRow? Document, string? Message);

/// <summary>
/// Takes a file that somebody attached: what it is by its content, its bytes on the disk, then its row with the audit's entry, in
/// the transaction of what it is attached to. A file is never opened in the browser and never trusted for its name.
/// </summary>
public static class Files
{
    public const long Most = 25 * 1024 * 1024;

    public static async Task<Attached> Take(Desk desk, IFormFile file, Guid process, Guid workstep, Guid? child)
    {
        var shown = FileName.Of(file.FileName, "");
        if (file.Length > Most) return new Attached(null, $"{shown} is larger than 25 MB. Make it smaller, or attach it in parts");
        if (file.Length == 0) return new Attached(null, $"{shown} is empty");
        await using var content = file.OpenReadStream();
        if (FileKind.Of(content) is not { } kind) return new Attached(null, $"{shown} is not a PDF, a Word document (.docx), a JPEG or a PNG picture, or it is cut short");
        var kept = await desk.Authority.Files.Keep(content, Most);
        return new Attached(new DocumentRow
        {
            Id = kept.Id, ProcessId = process, WorkstepId = workstep, ChildId = child, Name = FileName.Of(file.FileName, kind.Extension), MediaType = kind.MediaType,
            Bytes = kept.Bytes, Sha256 = kept.Sha256, UploadedAt = desk.Now, UploadedBy = desk.Viewer!.Id,
        }, null);
    }

    public static void Add(Desk desk, WaymarkDb db, DocumentRow document)
    {
        db.Documents.Add(document);
        db.AuditEntries.Add(desk.Entry(AuditAction.Change, "documents/attach") with { ChildId = document.ChildId, ProcessId = document.ProcessId, WorkstepId = document.WorkstepId, DocumentId = document.Id });
    }

    /// <summary>What it belongs to was refused: no row ever spoke of it.</summary>
    public static void Drop(Desk desk, DocumentRow document) => desk.Authority.Files.Remove(document.Id);
}
