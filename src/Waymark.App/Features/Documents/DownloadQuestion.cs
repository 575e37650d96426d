using NodaTime;
using Waymark.App.Store;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Features.Documents;

/// <summary>Asks those who work with a child whether a document of the record may be taken away (S3-026).</summary>
static class DownloadQuestion
{
    /// <summary>The notice of a question, in what is kept of it.</summary>
    public const string Notice = "download-asked";

    /// <summary>Those who work with the child today, and whoever acts for one who is away.</summary>
    /// <param name="allocations">The child's.</param>
    public static IReadOnlySet<Guid> To(Pack pack, IEnumerable<Allocation> allocations, Register register, LocalDate today)
    {
        var workers = allocations.Where(its => its.On(today) && pack.FindPost(its.Post)?.Means.Contains(Meaning.CaseHolder) == true).Select(its => its.Worker).ToHashSet();
        workers.UnionWith(register.Absences.Where(away => workers.Contains(away.Worker) && away.On(today)).Select(away => away.Deputy).OfType<Guid>().ToList());
        return workers;
    }

    /// <param name="before">So many questions were asked about the document before.</param>
    public static void Add(WaymarkDb db, AgreementRow question, DocumentRow document, IEnumerable<Guid> to, int before, Actor by, AuthorityClock clock)
    {
        db.Add(question);
        db.AuditEntries.Add(by.Entry(clock, AuditAction.Change, "documents/ask") with { ChildId = question.ChildId, DocumentId = document.Id, Reason = question.Need });
        db.AddRange(to.Select(worker => new NoticeRow
        {
            Id = Guid.NewGuid(), ProcessId = document.ProcessId!.Value, Sequence = -before - 1, Definition = Notice, Recipient = worker, Channel = Channel.InApp,
            Label = "You are asked whether a document may be taken away: see the child’s documents", Rule = "the child’s worker", WorkstepId = document.WorkstepId, CreatedAt = question.AskedAt, SentAt = question.AskedAt,
        }));
    }
}
