using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Bundles;
using Waymark.App.Features.Documents;
using Waymark.App.Store;
using Waymark.Core.Bundles;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Demonstration;

/// <summary>Writes invented people, and what they did, into an authority that has nobody yet: all of it in one transaction, or nothing.</summary>
public static class Furnishing
{
    /// <summary>What came to somebody so many working days ago has been read; what is newer still waits for them.</summary>
    const int Unread = 2;

    /// <summary>Makes the authority a demonstration: from now on anybody signs in to it as any of these people.</summary>
    public static async Task Write(Authority authority, Population people, Played? played = null)
    {
        var files = new List<DocumentRow>();
        foreach (var paper in played?.Papers ?? []) files.Add(await Keep(authority, people, paper));

        await using (var writing = await authority.Database.Write())
        {
            var db = writing.Db;
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            Add(db, people, authority.Packs.InForce);
            if (played is not null) await Add(db, authority, played, people, files);
            if (Calls.Any(authority.Packs.InForce))
                db.AddRange(people.Children.Select(child => new TimerRow { Kind = TimerKinds.Calls, Subject = child.Id, DueAt = authority.Clock.GetCurrentInstant(), Version = 0 }));
            await Authority.MarkAsDemonstration(db);
            db.ChangeTracker.DetectChanges();
            await writing.Commit();
        }
        await authority.ReadClock();
        await authority.Sealer.SealAll();
    }

    /// <summary>Whether nobody is in it yet, neither worker nor child.</summary>
    public static async Task<bool> IsEmpty(Authority authority)
    {
        await using var db = authority.Open();
        return !await db.Workers.AnyAsync() && !await db.Children.AnyAsync();
    }

    static void Add(WaymarkDb db, Population people, Pack pack)
    {
        db.AddRange(people.Workers.Select(worker => WorkerRow.Of(worker)));
        db.AddRange(people.Holdings);
        db.AddRange(people.Children.Select(ChildRow.Of));
        db.AddRange(people.Children.SelectMany(ChildRow.NamePartsOf));
        db.AddRange(people.Children.Where(child => child.Home is not null).Select(child => new Placement(Script.Id($"placement/{child.Id}"), child.Id, child.Home!, child.PlacedOn ?? child.Born, null)));
        db.AddRange(people.Family);
        db.AddRange(people.Allocations);
        db.AddRange(people.Absences);
        db.AddRange(from each in people.Trained from module in pack.List(each.List)?.Options ?? [] select new Training(Script.Id($"training/{each.Worker}/{module.Id}"), each.Worker, module.Id, each.On, each.Worker, null));
    }

    static async Task Add(WaymarkDb db, Authority authority, Played played, Population people, IReadOnlyList<DocumentRow> files)
    {
        foreach (var process in played.Processes) process.Number = await db.NextNumber("process");
        var numbers = played.Processes.ToDictionary(process => process.Id, process => process.Number);
        foreach (var process in played.Processes) RowChanges.Write(db, null, Rows.Of(process, authority.Packs.InForce.Protocol(process.Protocol)!));
        db.AddRange(played.Taken.SelectMany(taken => taken.Outcome.Decision.Events).Select(e => EventRow.Of(Numbered(e, numbers))));
        var read = authority.Calendar.Zone.AtStartOfDay(authority.Calendar.AddWorkingDays(played.Day, -Unread)).ToInstant();
        db.AddRange(played.Taken.SelectMany(taken => Notices(taken, read)));
        foreach (var (_, write) in Audited(db, authority, played, people, files).OrderBy(each => each.At)) write();
    }

    /// <summary>What has an entry in the audit, each at its own time.</summary>
    static IEnumerable<(Instant At, Action Write)> Audited(WaymarkDb db, Authority authority, Played played, Population people, IReadOnlyList<DocumentRow> files)
    {
        Actor Who(Guid worker, Instant at) => new(worker) { Posts = string.Join(',', people.Register.PostsOf(worker, at.InZone(authority.Calendar.Zone).Date)) };
        AuthorityClock Clock(Instant at) => new(new Then(at));
        var documents = files.ToDictionary(file => file.Id);
        return [
            .. files.Select(file => (file.UploadedAt, (Action)(() => Files.Add(authority, db, file, Who(file.UploadedBy, file.UploadedAt), Clock(file.UploadedAt))))),
            .. played.Taken.Select(taken => (taken.Outcome.Situation.Now, (Action)(() => db.AddRange(AuditedChange.Of(taken.Operation, taken.Outcome.Decision, taken.Outcome, Clock(taken.Outcome.Situation.Now)))))),
            .. played.Asked.Select((asked, place) => (asked.Question.AskedAt, (Action)(() => DownloadQuestion.Add(db, asked.Question, documents[asked.Question.DocumentId], asked.To, place, Who(asked.Question.Worker, asked.Question.AskedAt), Clock(asked.Question.AskedAt))))),
            .. played.Opened.Select(given => (given.GivenAt, (Action)(() => db.AddRange(given, given.Entry(Who(given.Worker, given.GivenAt), Clock(given.GivenAt)))))),
        ];
    }

    static Event Numbered(Event e, Dictionary<Guid, int> numbers) => e.What is ProcessStarted started ? e with { What = started with { Number = numbers[e.Process] } } : e;

    /// <summary>Each has reached its recipient: a demonstration keeps no message that would be sent to an address that doesn't exist.</summary>
    static IEnumerable<NoticeRow> Notices(Taken taken, Instant read)
    {
        var now = taken.Outcome.Situation.Now;
        return taken.Outcome.Decision.Notices.SelectMany(owed => owed.Channels.Distinct().Select(channel => new NoticeRow
        {
            Id = Script.Id($"notice/{owed.Process}/{owed.Sequence}/{owed.Definition}/{owed.To}/{channel}"), ProcessId = owed.Process, Sequence = owed.Sequence,
            Definition = owed.Definition, Recipient = owed.To, Channel = channel, Label = owed.Label, Rule = owed.Rule, DueOn = owed.Due,
            WorkstepId = owed.Workstep, RequestId = owed.Request, CreatedAt = now, SentAt = now,
            ReadAt = channel != Channel.Email && now < read ? now + Duration.FromHours(1) : null,
            AcknowledgedAt = channel == Channel.Acknowledged && now < read ? now + Duration.FromHours(1) : null,
        }));
    }

    // ---- Papers ----

    /// <summary>As if it had come through a page, but for the question whether files are taken here: in a demonstration they are.</summary>
    static async Task<DocumentRow> Keep(Authority authority, Population people, Paper paper)
    {
        var arrival = paper.Arrival;
        string[] lines = ["An invented paper. It stands where a council would keep its own.", $"Attached on {arrival.At.InZone(authority.Calendar.Zone).Date:d MMMM uuuu}."];
        using var content = new MemoryStream(arrival.Name.EndsWith(FileKind.Word.Extension, StringComparison.OrdinalIgnoreCase)
            ? new WordDocument(new Bundle(Meaning.DocumentTypes, arrival.Name, [new Chapter("Text", [.. lines.Select(line => new Block.Paragraph(line))])], []), people.Register.NameOf(arrival.By), arrival.At).Write()
            : Page([arrival.Name, .. lines]));
        var (document, why) = await Files.Keep(authority, content, arrival);
        return document ?? throw new ScriptException(paper.From, $"{arrival.Name} {why!.Says}.");
    }

    /// <summary>One page of a PDF with these lines: the least that readers open.</summary>
    static byte[] Page(params string[] lines)
    {
        var text = new StringBuilder("BT /F1 12 Tf 72 760 Td 20 TL ");
        foreach (var line in lines) text.Append('(').Append(line.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal)).Append(") Tj T* ");
        text.Append("ET");
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {text.Length} >>\nstream\n{text}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            places.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }
        var table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var place in places) pdf.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        pdf.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(pdf.ToString());
    }

    /// <summary>The clock as it stood when a step was taken.</summary>
    sealed class Then(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
