using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Demonstration;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.App.Tests.Features;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Reliability;
using Waymark.App.Tests.Store;
using Waymark.Core.Processes;
using Waymark.Core.Record;
using Xunit;
using Island = Waymark.App.Tests.Store.Island;

namespace Waymark.App.Tests.Matrix;

/// <summary>
/// Island and Shire on one server, each with one child about whom everything that a route can name is there: work under way and
/// finished, a request, files, notes, a notice. It can be put back as it was between two tries.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    /// <summary>Arlo of Island, Kit of Shire.</summary>
    public static readonly Guid Arlo = Site.Arlo, Kit = Script.ChildId(74000401), Blythe = Script.ChildId(74000402);

    public static readonly Instant Morning = Instant.FromUtc(2020, 6, 29, 9, 0);
    public static readonly LocalDate Today = new(2020, 6, 29);

    readonly IReadOnlyList<TestDatabase> databases;
    readonly Authorities authorities;
    readonly Running running;
    readonly Dictionary<string, Restore> kept = [];
    readonly Dictionary<string, IReadOnlyDictionary<string, string>> things = [];

    World(IReadOnlyList<TestDatabase> databases, Authorities authorities, Running running, TestClock clock) => (this.databases, this.authorities, this.running, Clock) = (databases, authorities, running, clock);

    public TestClock Clock { get; }

    public IServiceProvider Services => running.Services;

    public Uri Address => running.Address;

    public Authority Of(string council) => authorities.Find(council)!;

    /// <summary>Where the files of both lie.</summary>
    public string Folder => databases[0].Folder;

    public Visitor Visitor() => running.Visitor();

    public async Task<Visitor> As(string council, string name)
    {
        var visitor = Visitor();
        visitor.Strict = false;
        await visitor.Go($"/{council}/sign-in");
        await visitor.Press(visitor.Page.Buttons.First(words => words.StartsWith(name, StringComparison.Ordinal)));
        return visitor;
    }

    /// <param name="without">A child of Shire's who was never there.</param>
    public static async Task<World> Open(Databases databases, Db db, Guid? without = null)
    {
        var island = await databases.Copy(db, "matrix of island", template => Make(template, "island", async world =>
        {
            await Site.Furnish(world.Of("island"), demonstration: true);
            await world.Of("island").ReadClock();
            await IslandThings.Add(world);
        }));
        var shire = await databases.Copy(db, $"matrix of shire without {without}", template => Make(template, "shire", async world =>
        {
            var people = Town.ScriptOf("shire").On(new(2018, 6, 1), world.Of("shire").Calendar);
            await Furnishing.Write(world.Of("shire"), without is not { } gone ? people : people with
            {
                Children = [.. people.Children.Where(child => child.Id != gone)],
                Allocations = [.. people.Allocations.Where(its => its.Child != gone)],
                Family = [.. people.Family.Where(its => its.ChildId != gone)],
            });
            await ShireThings.Add(world, without);
        }));
        Directory.Move(Path.Combine(shire.Folder, "shire"), Path.Combine(island.Folder, "shire"));
        var world = await Serve([island, shire], ["island", "shire"]);
        foreach (var council in (string[])["island", "shire"]) world.kept[council] = await Restore.Keep(world.Of(council).Database, world.Of(council));
        world.things["island"] = await IslandThings.Of(world);
        if (without != Kit) world.things["shire"] = await ShireThings.Of(world);
        return world;
    }

    static async Task Make(TestDatabase template, string council, Func<World, Task> furnish)
    {
        var world = await Serve([template], [council]);
        await furnish(world);
        await world.running.DisposeAsync();
        await world.authorities.DisposeAsync();
    }

    static async Task<World> Serve(IReadOnlyList<TestDatabase> databases, IReadOnlyList<string> councils)
    {
        var installation = new Installation(databases[0].Folder, Checkout.At("packs"))
        {
            Databases = databases[0].Db == Db.PostgreSql ? councils.Zip(databases).ToDictionary(pair => pair.First, pair => pair.Second.ConnectionString) : [],
            Migrate = true, AllowUnsafe = true,
        };
        var clock = new TestClock { Now = Morning };
        var authorities = await Authorities.Open(installation, clock, councils);
        Assert.Empty(authorities.Closed);
        return new World(databases, authorities, await Running.Start(App.Serve.Build(new ServeOptions(authorities, Path.Combine(databases[0].Folder, "keys")) { RunsTimers = false, Limits = Limits.None })), clock);
    }

    /// <summary>Puts a council's records back to where they were; sessions are gone with it.</summary>
    public Task Reset(string council) => kept[council].Back();

    public async Task Write(string council, Func<WaymarkDb, Task> change)
    {
        await using var writing = await Of(council).Database.Write();
        await change(writing.Db);
        await writing.Commit();
    }

    /// <summary>All that is on record, but for the audit and who is signed in: equal before and after, nothing changed.</summary>
    public Task<string> Record(string council) => kept[council].Record();

    public async Task<long> LastEntry(string council)
    {
        await using var db = Of(council).Open();
        return await db.AuditEntries.MaxAsync(entry => (long?)entry.Number) ?? 0;
    }

    /// <summary>What the audit got since then.</summary>
    public async Task<IReadOnlyList<AuditEntry>> Entries(string council, long since)
    {
        await using var db = Of(council).Open();
        return await db.AuditEntries.Where(entry => entry.Number > since).OrderBy(entry => entry.Number).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in kept.Values) await one.DisposeAsync();
        await running.DisposeAsync();
        await authorities.DisposeAsync();
        foreach (var database in databases) await database.DisposeAsync();
    }

    // ---- What both councils' records have ----

    /// <summary>What a route of a council can name, by the first part of the route and the name of the value: 'children/id', 'worksteps/section'.</summary>
    public IReadOnlyDictionary<string, string> ThingsOf(string council) => things[council];

    public static IReadOnlyList<string> TokensOf(string council) => council == "island" ? IslandThings.Tokens : ShireThings.Tokens;

    public static Guid ChildOf(string council) => council == "island" ? Arlo : Kit;

    internal static async Task<Guid> File(Authority authority, WaymarkDb db, Guid id, Guid child, Guid process, Guid workstep, Guid by, string name, string words)
    {
        using var content = new MemoryStream(Pdf(words));
        var kept = await authority.Files.Keep(content, content.Length, id.ToByteArray(), id);
        authority.Files.Place(kept.Id, kept.Address);
        db.Add(new DocumentRow { Id = kept.Id, ProcessId = process, WorkstepId = workstep, ChildId = child, Name = name, MediaType = "application/pdf", Bytes = kept.Bytes, Sha256 = kept.Sha256, UploadedAt = Morning, UploadedBy = by, Address = kept.Address });
        return kept.Id;
    }

    /// <summary>Long enough for a download to be under way for a while where asked.</summary>
    internal static byte[] Pdf(string words, int padding = 0) => Encoding.ASCII.GetBytes($"%PDF-1.4\n1 0 obj<<>>endobj\n% {words} {new string('.', padding)}\ntrailer<<>>\nstartxref\n9\n%%EOF\n");

    internal static ChildPersonRow Relative(int number, Guid child, string name, string relation) => new() { Id = Island.Id(number), ChildId = child, Name = name, Relation = relation };
}

/// <summary>Arlo's record in Island.</summary>
internal static class IslandThings
{
    public static readonly Guid File = Island.Id(700), Note = Island.Id(701), Change = Island.Id(702), Row = Island.Id(900), Allocation = Island.Id(703);
    public static readonly Guid Piet = Island.Id(20), Selma = Island.Id(21), Una = Island.Id(22);
    /// <summary>Words of Arlo's record, each in one place of it.</summary>
    public static readonly IReadOnlyList<string> Tokens =
    [
        "Arlo", "Briain", "70000101", "Quincemere", "Pellowsea", "Zebedee", "Quillfeather", "Ottoline", "Vanstraat", "We met", "Arrange the planning meeting", "Please reply in time", "Melphinster",
        "Torquenby", "Ghyllspar", "Wexcombe", "Brackwither", "Yarnspindle", "Ludovarch", "14 March 2008", "Fennigold", "Dunswhistle",
    ];

    public static async Task Add(World world)
    {
        var authority = world.Of("island");
        await using (var writing = await authority.Database.Write())
        {
            var db = writing.Db;
            foreach (var (id, name, post, team, locality) in new[] { (Piet, "Piet Sandal", "social-worker", "South", null), (Selma, "Selma Ott", "service-manager", null, "north"), (Una, "Una Corrie", "team-manager", "North", (string?)null) })
            {
                db.Add(WorkerRow.Of(new Worker(id, name, "Island Council", null)));
                db.Add(new Holding(Island.Id(id == Piet ? 710 : id == Selma ? 711 : 712), id, post, team, locality, new(2015, 1, 1), null));
            }
            await db.Children.Where(child => child.Id == World.Arlo).ExecuteUpdateAsync(set => set.SetProperty(child => child.Address, "7 Quincemere Row, Pellowsea").SetProperty(child => child.CourtNumber, "Dunswhistle 12"));
            db.AddRange(World.Relative(720, World.Arlo, "Zebedee Quillfeather", "Uncle"), World.Relative(721, World.Arlo, "Ottoline Vanstraat", "Grandmother"));
            db.Add(new CaseNoteRow { Id = Note, ChildId = World.Arlo, Type = "iro-note", ByWorker = Site.Ida, BegunAt = World.Morning, RecordedAt = World.Morning, LastAt = World.Morning, Text = "Arlo told me about the Melphinster and the Torquenby." });
            db.Add(new Change(Change, World.Arlo, "placement-change", World.Today, "He moves to Ghyllspar.", Site.Sami, World.Morning));
            db.Add(new Allocation(Allocation, Site.Bryn, Piet, "social-worker", new(2018, 1, 1), null));
            var request = await db.Requests.SingleAsync();
            await World.File(authority, db, File, World.Arlo, request.ProcessId, request.WorkstepId, Site.Ida, "Wexcombe letter.pdf", "Brackwither");
            await writing.Commit();
        }
        await using var store = authority.Open();
        var asked = await store.Requests.SingleAsync();
        var outcome = await authority.Casework.Do(asked.ProcessId, new Operation(new Actor(Site.Ida), Guid.NewGuid(), "test"), (p, s) => Engine.Save(p, s, asked.WorkstepId, [new("summary", null, "The Yarnspindle is not settled, says Ludovarch. Fennigold is.")]));
        Assert.True(outcome.Accepted, Island.Said(outcome));
    }

    public static async Task<IReadOnlyDictionary<string, string>> Of(World world)
    {
        await using var db = world.Of("island").Open();
        var request = await db.Requests.SingleAsync();
        var finished = await db.Worksteps.FirstAsync(step => step.Status == WorkstepStatus.Finished);
        var notice = await db.Notices.FirstAsync(row => row.Recipient == Site.Tess && row.Channel != Core.Packs.Channel.Email);
        var arlos = await db.Allocations.FirstAsync(its => its.Child == World.Arlo && its.Worker == Site.Sami);
        return new Dictionary<string, string>
        {
            ["children/id"] = $"{World.Arlo}", ["children/of"] = "significant-information", ["processes/id"] = $"{request.ProcessId}", ["processes/purpose"] = "cafcass", ["processes/note"] = $"{Note}", ["processes/sequence"] = "2",
            ["notes/id"] = $"{Note}", ["worksteps/id"] = $"{request.WorkstepId}", ["worksteps/section"] = "outcome", ["worksteps/table"] = "actions", ["worksteps/row"] = $"{Row}", ["worksteps/request"] = "manager-update",
            ["worksteps/{id:guid}/reopen id"] = $"{finished.Id}", ["access/id"] = $"{Island.Id(731)}", ["requests/id"] = $"{request.Id}", ["documents/id"] = $"{File}", ["notices/id"] = $"{notice.Id}", ["registers/protocol"] = "iro-qa", ["registers/workstep"] = "qap",
            ["administration/id"] = $"{Site.Sami}", ["administration/kind"] = "allocation", ["administration/row"] = $"{arlos.Id}", ["packs/id"] = $"{request.ProcessId}",
            ["number"] = "70000101", ["name"] = "Arlo", ["start protocol"] = "lac-review", ["start workstep"] = "lac-review", ["successor"] = $"{Una}", ["asked"] = $"{Guid.Empty}",
        };
    }
}

/// <summary>Kit's record in Shire: Perdita added a safety plan and has begun another document; Isadora filed a care plan and a court report, which Keziah asked for.</summary>
internal static class ShireThings
{
    public static readonly Guid Note = Island.Id(701), Asked = Island.Id(730);
    public static readonly IReadOnlyList<string> Tokens =
    [
        "Kit", "Marchetti", "Odum", "74000401", "Quincemere", "Pellowsea", "Zebedee", "Quillfeather", "Ottoline", "Vanstraat", "Rosa Marchetti", "Melphinster", "Torquenby", "Wexcombe", "Brackwither", "Yarnspindle", "Ludovarch",
        "Fennigold", "Dunswhistle", "Ghyllspar", "Hobbleworth", "Larkenshaw", "Pimmerdale",
    ];

    public static Guid Worker(string id) => Script.WorkerId(id);

    public static async Task Add(World world, Guid? without)
    {
        // A document of another child's, so that lists have something in them whoever is there.
        await Upload(world, World.Blythe, "Support Plan", "Blythe's plan.pdf", "Her own", "Nothing more");
        if (without == World.Kit) return;
        await world.Write("shire", async db =>
        {
            await db.Children.Where(child => child.Id == World.Kit).ExecuteUpdateAsync(set => set.SetProperty(child => child.Address, "7 Quincemere Row, Pellowsea").SetProperty(child => child.CourtNumber, "Dunswhistle 12"));
            db.AddRange(World.Relative(720, World.Kit, "Zebedee Quillfeather", "Uncle"), World.Relative(721, World.Kit, "Ottoline Vanstraat", "Grandmother"));
            db.Add(new CaseNoteRow { Id = Note, ChildId = World.Kit, Type = world.Of("shire").Packs.InForce.ListOf(Core.Packs.Meaning.CaseNoteTypes)!.Options[0].Id, ByWorker = Worker("isadora"), BegunAt = World.Morning, RecordedAt = World.Morning, LastAt = World.Morning, Text = "He told me about the Melphinster and the Torquenby." });
        });
        await Upload(world, World.Kit, "Safety Plan", "Wexcombe plan.pdf", "Brackwither", "The Yarnspindle");
        await Filed(world, "Child Looked After Care Plan", "Ludovarch plan.pdf", "Fennigold");
        await Filed(world, "Court report", "Ghyllspar report.pdf", "Hobbleworth");
        await Upload(world, World.Kit, "Missing Plan", "Larkenshaw.pdf", "Pimmerdale", "It is not whole yet", finish: false);
        await using var db = world.Of("shire").Open();
        var reported = await db.Documents.SingleAsync(row => row.Name == "Ghyllspar report.pdf");
        await world.Write("shire", async store => await store.AddAsync(new AgreementRow { Id = Asked, DocumentId = reported.Id, ChildId = World.Kit, Worker = Worker("lorimer"), Need = "For the placement meeting.", AskedAt = World.Morning }));
    }

    public static async Task<IReadOnlyDictionary<string, string>> Of(World world)
    {
        await using var db = world.Of("shire").Open();
        async Task<DocumentRow> Document(string name) => await db.Documents.SingleAsync(row => row.Name == name);
        var (planned, cared, reported, unfinished) = (await Document("Wexcombe plan.pdf"), await Document("Ludovarch plan.pdf"), await Document("Ghyllspar report.pdf"), await Document("Larkenshaw.pdf"));
        var said = await db.Events.Where(row => row.ProcessId == planned.ProcessId).OrderBy(row => row.Sequence).Select(row => row.Sequence).FirstAsync();
        var noted = (await world.Of("shire").Situations.Read(db, planned.ProcessId!.Value, Worker("perdita")))!.Process.CaseNotes[0].Id;
        var notice = await db.Notices.FirstAsync(row => row.Recipient == Worker("isadora") && row.Channel != Core.Packs.Channel.Email && row.ProcessId == planned.ProcessId);
        var kits = await db.Allocations.FirstAsync(its => its.Child == World.Kit && its.Worker == Worker("isadora"));
        return new Dictionary<string, string>
        {
            ["children/id"] = $"{World.Kit}", ["children/of"] = "document-upload", ["processes/id"] = $"{planned.ProcessId}", ["processes/purpose"] = "cafcass", ["processes/note"] = $"{noted}", ["processes/sequence"] = $"{said}",
            ["notes/id"] = $"{Note}", ["worksteps/id"] = $"{unfinished.WorkstepId}", ["worksteps/section"] = "document", ["worksteps/table"] = "none", ["worksteps/row"] = $"{Island.Id(900)}", ["worksteps/request"] = "none",
            ["worksteps/{id:guid}/reopen id"] = $"{planned.WorkstepId}", ["access/id"] = $"{Island.Id(731)}", ["requests/id"] = $"{Island.Id(901)}", ["documents/id"] = $"{planned.Id}", ["notices/id"] = $"{notice.Id}", ["registers/protocol"] = "document-upload", ["registers/workstep"] = "add-document",
            ["administration/id"] = $"{Worker("isadora")}", ["administration/kind"] = "allocation", ["administration/row"] = $"{kits.Id}", ["packs/id"] = $"{planned.ProcessId}",
            ["number"] = "74000401", ["name"] = "Kit", ["start protocol"] = "document-upload", ["start workstep"] = "add-document", ["successor"] = $"{Worker("tobiah")}", ["asked"] = $"{Asked}",
            ["care plan"] = $"{cared.Id}", ["court report"] = $"{reported.Id}",
        };
    }

    static async Task Upload(World world, Guid child, string type, string name, string words, string remark, bool finish = true)
    {
        using var perdita = await world.As("shire", "Perdita");
        await Begin(perdita, child, "Add a document", type, name, words, remark, "f.file", "Is it a photo or a scan of handwriting?");
        if (finish) await Finish(perdita, "Uploaded");
    }

    static async Task Filed(World world, string type, string name, string words)
    {
        using var isadora = await world.As("shire", "Isadora");
        await Begin(isadora, World.Kit, "File a document", type, name, words, "Filed as it came", "f.paper", null);
        await Finish(isadora, "Filed");
    }

    static async Task Begin(Visitor by, Guid child, string start, string type, string name, string words, string remark, string file, string? handwritten)
    {
        await by.Go($"/shire/children/{child}");
        await by.Press(by.Page.Buttons.First(words => words.EndsWith(start, StringComparison.Ordinal)));
        var step = Guid.Parse(by.Path.Split('/')[3]);
        await by.Click("Document");
        if (handwritten is not null) by.Choose(handwritten, "No");
        await by.Choose("Document type", type).Fill("Date of the document", "1 6 2020").Fill("Note (optional)", remark).Attach(file, new Attachment(name, "application/pdf", World.Pdf(words))).Press("Save");
        Assert.Empty(by.Errors);
        await by.Go($"/shire/worksteps/{step}");
    }

    static async Task Finish(Visitor by, string action)
    {
        var step = by.Path;
        await by.Go(step + "/next-actions");
        by.Choose("What happens next?", action);
        await by.Press("Add");
        await by.Go(step + "/finish");
        await by.Press(by.Page.Buttons.Single(words => words.StartsWith("Finish ", StringComparison.Ordinal)));
    }
}
