using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.App.Store.Audit;
using Waymark.Core.Access;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Features.Documents;

/// <summary>
/// A download on a need-to-know basis (S3-024): for a need that is stated each time, of a type that the authority lets be taken away
/// (S3-025); any other only once the child's worker has agreed (S3-026).
/// </summary>
public sealed class NeedModel : WaymarkPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    /// <summary>The page offered the download, and not the question.</summary>
    [BindProperty]
    public bool Take { get; set; }

    /// <summary>Where it is kept once it left Waymark: kept with the entry of the download (S3-027).</summary>
    [BindProperty]
    public string? Place { get; set; }

    public DocumentRow Document { get; private set; } = null!;
    public string Type { get; private set; } = "";

    /// <summary>A need is enough; or else the newest question to the child's worker.</summary>
    public bool IsOpen { get; private set; }

    public AgreementRow? Agreement { get; private set; }

    public bool Waits => Agreement is { AnsweredAt: null };
    public bool Agreed => Agreement is { Agreed: true, UsedAt: null } && Agreement.Until > Now;

    public async Task<IActionResult> OnGet() => await Open() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Open() is { } elsewhere) return elsewhere;
        var why = Stated("Why", Why, "Say what you need it for");
        var place = (Place ?? "").Trim();
        if ((IsOpen || Agreed) && place.Length is 0 or > 200) Fault("Place", place.Length == 0 ? "Say where you save it" : "Say it in at most 200 letters");
        if (Take && !IsOpen && !Agreed) Fault("Why", "It was downloaded already, as agreed. To download it again, ask again");
        if (!ModelState.IsValid) return Page();
        why = place.Length == 0 ? why : $"{why} Saved: {place}";
        if (IsOpen || Agreed) return await Send(why);
        if (!Waits && !await Ask(why))
        {
            Fault("Why", "Nobody is this child’s worker today, so nobody can be asked here. What you wrote is not sent: ask the child’s team, who allocate a worker");
            return Page();
        }
        Done = "The child’s worker is asked. You find the answer here.";
        return Redirect(Url.Content($"~/documents/{Id}/need"));
    }

    /// <summary>The entry stands before the first byte is sent; an agreement is used up with it.</summary>
    async Task<IActionResult> Send(string why)
    {
        await using var writing = await Authority.Database.Write();
        if (!IsOpen)
        {
            var (its, now) = (Agreement!.Id, Now);
            if (await writing.Db.Agreements.Where(row => row.Id == its && row.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now)) == 0) return Redirect(Url.Content($"~/documents/{Id}/need"));
        }
        writing.Db.AuditEntries.Add(Desk.Entry(AuditAction.Download, "documents/need") with { ChildId = Document.ChildId, ProcessId = Document.ProcessId, WorkstepId = Document.WorkstepId, DocumentId = Id, Reason = why });
        await writing.Commit();
        Sight.Entered = true;
        Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return File(Authority.Files.Open(Document), Document.MediaType, Document.Name);
    }

    /// <summary>False: there is nobody to ask.</summary>
    async Task<bool> Ask(string why)
    {
        var allocated = await Db.Allocations.Where(its => its.Child == Document.ChildId && its.From <= Today && (its.To == null || its.To >= Today)).ToListAsync();
        var to = DownloadQuestion.To(Pack, allocated, await Authority.Situations.Register(Db, []), Today);
        if (to.Count == 0) return false;
        var before = await Db.Agreements.CountAsync(row => row.DocumentId == Id);
        await using var writing = await Authority.Database.Write();
        DownloadQuestion.Add(writing.Db, new AgreementRow { Id = Guid.NewGuid(), DocumentId = Id, ChildId = Document.ChildId!.Value, Worker = Viewer.Id, Need = why, AskedAt = Now }, Document, to, before, Desk.Acting(), Authority.Clock);
        await writing.Commit();
        return true;
    }

    /// <summary>Null: a need is asked for.</summary>
    async Task<IActionResult?> Open()
    {
        Sight.Document = Id;
        if (await Db.Documents.TagWith(Unaudited.Ruling).SingleOrDefaultAsync(row => row.Id == Id) is not { ChildId: { } child } document) return NotThere();
        var ruling = await Viewer.Take(document);
        if (ruling.Allows) return Redirect(Url.Content($"~/documents/{Id}"));
        if (ruling.Verdict != Verdict.Ask) return Refuse(ruling, child);
        if (Files.WhyNot(Authority, document) is { } why) return Refuse(Ruling.Deny(why), child);
        Document = document;
        var its = (await ChildsDocuments.Read(Desk, child)).FirstOrDefault(each => each.File.Id == Id);
        (Type, IsOpen) = (its?.Type?.Label ?? "Document", its?.IsOpen == true);
        var me = Viewer.Id;
        Agreement = await Db.Agreements.Where(row => row.DocumentId == Id && row.Worker == me).OrderByDescending(row => row.AskedAt).FirstOrDefaultAsync();
        Saw(child, document.ProcessId, document.WorkstepId);
        return null;
    }
}
