using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Store;
using Waymark.Core.Access;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features.Access;

/// <summary>The two forms of the policy, one record's ruling and the filter of a list, agree whatever the facts are.</summary>
public sealed class ViewerTests(Databases databases)
{
    static readonly LocalDate Today = new(2026, 3, 2);
    static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 10, 0);
    static readonly Core.Packs.Subject Modules = new(SubjectKind.List, "modules");
    static readonly string?[] Teams = ["North", "South", null], Localities = ["coast", "hills", null];

    [Theory, OnBoth]
    public async Task A_list_holds_what_a_page_would_open_and_nothing_else(Db db)
    {
        await using var database = await databases.Migrated(db);
        using var store = database.Open();
        var chance = Seeds.Chance(nameof(A_list_holds_what_a_page_would_open_and_nothing_else));
        var (rounds, compared, open) = (Seeds.Times(6, 60), 0, 0);
        for (var round = 0; round < rounds; round++)
        {
            var world = new World(chance);
            await world.Replace(store);
            await using var reading = store.Open();
            foreach (var worker in world.Workers)
            {
                var viewer = new Viewer(reading, world.Pack, worker, Capacity.Of(world.Register, worker.Id, Today), Now, Today);
                var children = (await viewer.Children().Select(child => child.Id).ToListAsync()).ToHashSet();
                var byNumber = (await viewer.ByNumber().Select(child => child.Id).ToListAsync()).ToHashSet();
                var processes = (await viewer.Processes().Select(process => process.Id).ToListAsync()).ToHashSet();
                var notes = new HashSet<Guid>();
                foreach (var child in world.Children) notes.UnionWith(await viewer.CaseNotes(child, [.. processes]).Select(note => note.Id).ToListAsync());
                foreach (var note in world.Notes)
                {
                    var opens = (await viewer.CaseNote(note)).Row is not null;
                    Assert.True(opens == notes.Contains(note), $"round {round}: {worker.Name}, note {note}: {(opens ? "opens" : "doesn't")}");
                    (compared, open) = (compared + 1, open + (opens ? 1 : 0));
                }
                foreach (var child in world.Children)
                {
                    var (reads, searches) = ((await viewer.Child(child)).Ruling.Verdict, (await viewer.Child(child, AccessVerb.Search)).Ruling.Verdict);
                    var known = reads != Verdict.Conceal;
                    Assert.True(known == byNumber.Contains(child), $"round {round}: {worker.Name}, child {child}: {(known ? "opens" : "is concealed")}");
                    var listed = reads == Verdict.Allow || searches is Verdict.Allow or Verdict.Ask;
                    Assert.True(listed == children.Contains(child), $"round {round}: {worker.Name}, child {child}: {(listed ? "is found" : "isn't found")}");
                    (compared, open) = (compared + 1, open + (known ? 1 : 0));
                }
                foreach (var process in world.Processes)
                {
                    var opens = (await viewer.Process(process)).Row is not null;
                    Assert.True(opens == processes.Contains(process), $"round {round}: {worker.Name}, process {process}: {(opens ? "opens" : "doesn't")}");
                    (compared, open) = (compared + 1, open + (opens ? 1 : 0));
                }
            }
        }
        Counts.Say($"access: a list against each record ({db.Name()})", compared, Seeds.Seed);
        Assert.InRange(open, compared / 20, compared * 19 / 20);
    }

    /// <summary>Facts by chance: rules, posts, holdings on and off their days, absences, allocations, work held, reasons given.</summary>
    sealed class World(Random chance)
    {
        static readonly AccessVerb[][] Verbs = [[AccessVerb.Read], [AccessVerb.Search], [AccessVerb.Read, AccessVerb.Search, AccessVerb.Record]];
        readonly List<Holding> holdings = [];
        readonly List<Absence> absences = [];
        readonly List<Training> trainings = [];
        readonly List<object> rows = [];

        public Pack Pack { get; private set; } = null!;
        public List<Worker> Workers { get; } = [];
        public List<Guid> Children { get; } = [];
        public List<Guid> Processes { get; } = [];
        public List<Guid> Notes { get; } = [];
        public Register Register => new(Workers, holdings, [], absences) { Trainings = trainings };

        public async Task Replace(Database store)
        {
            Pack = Rules();
            for (var i = 0; i < 6; i++) AddWorker(i);
            for (var i = 0; i < 8; i++) AddChild(i);
            for (var i = 0; i < 8; i++) AddProcess(i);
            for (var i = 0; i < 8; i++) AddNote(i % 2 == 0 ? Of(Children) : null, i % 2 == 1 ? Of(Processes) : null);
            await using var writing = await store.Write();
            // Case notes are never removed, but here, where each round is a world of its own.
            await writing.Db.Database.ExecuteSqlRawAsync(writing.Db.Engine == DatabaseEngine.Sqlite ? "DROP TRIGGER IF EXISTS case_note_is_not_removed" : "DROP TRIGGER IF EXISTS case_note_is_kept ON case_note");
            await writing.Db.CaseNotes.ExecuteDeleteAsync();
            await writing.Db.Requests.ExecuteDeleteAsync();
            await writing.Db.Worksteps.ExecuteDeleteAsync();
            await writing.Db.ProcessChildren.ExecuteDeleteAsync();
            await writing.Db.Processes.ExecuteDeleteAsync();
            await writing.Db.LetIns.ExecuteDeleteAsync();
            await writing.Db.Restrictions.ExecuteDeleteAsync();
            await writing.Db.Exclusions.ExecuteDeleteAsync();
            await writing.Db.Placements.ExecuteDeleteAsync();
            await writing.Db.Trainings.ExecuteDeleteAsync();
            await writing.Db.AccessReasons.ExecuteDeleteAsync();
            await writing.Db.Allocations.ExecuteDeleteAsync();
            await writing.Db.Children.ExecuteDeleteAsync();
            await writing.Db.Absences.ExecuteDeleteAsync();
            await writing.Db.Holdings.ExecuteDeleteAsync();
            await writing.Db.Workers.ExecuteDeleteAsync();
            writing.Db.AddRange(rows);
            await writing.Commit();
        }

        Pack Rules()
        {
            var posts = Enumerable.Range(0, 4).Select(i => new Post
            {
                Id = $"post-{i}", Label = $"Post {i}", FoundBy = FoundBy.Service, Manager = chance.Next(2) == 0 ? $"post-{chance.Next(4)}" : null,
                Means = chance.Next(4) == 0 ? new HashSet<Meaning> { Meaning.Independent } : new HashSet<Meaning>(),
            }).ToList();
            var access = Enumerable.Range(0, 9).Select(i => new AccessRule
            {
                Id = $"rule-{i}", Label = "", By = [new PersonRule.InPost($"post-{chance.Next(4)}")], Verbs = new HashSet<AccessVerb>(Of(Verbs)),
                Whose = Of([Whose.Allocated, Whose.Team, Whose.Locality, Whose.Home, Whose.Any, Whose.Staff]), Else = Of([Else.Block, Else.Reason, Else.Warn]),
                Needs = chance.Next(8) switch { 0 => new Condition.Exists(Modules, true), 1 => new Condition.Is(Modules, new Value.Plain("done")), _ => null },
            }).ToList();
            var concern = new Protocol
            {
                Id = "concern", Label = "", Version = "1", Dated = Today, About = About.Children, ShownAs = ShownAs.Steps, Forms = [],
                Worksteps = [new WorkstepDefinition { Id = "one", Label = "", Form = "", Rank = 1, Holder = [] }],
            };
            var service = new Protocol
            {
                Id = "meeting", Label = "", Version = "1", Dated = Today, About = About.Service, ShownAs = ShownAs.Steps, Forms = [],
                Worksteps = [new WorkstepDefinition { Id = "one", Label = "", Form = "", Holder = [new PersonRule.InPost($"post-{chance.Next(4)}")], By = [new PersonRule.InPost($"post-{chance.Next(4)}")] }],
            };
            return new() { Id = "x", Label = "", Calendar = "", Terms = new Dictionary<string, string>(), Posts = posts, Access = access, Lists = [new OptionList { Id = Modules.Name, Label = "", Options = [new Option { Id = "one", Label = "" }] }], Protocols = [concern, service], Fingerprint = "" };
        }

        void AddWorker(int number)
        {
            var worker = new Worker(Guid.NewGuid(), $"Worker {number}", "", null) { Left = chance.Next(8) == 0 ? Today : null };
            Workers.Add(worker);
            rows.Add(WorkerRow.Of(worker));
            for (var i = 1 + chance.Next(3); i > 0; i--) Add(holdings, new Holding(Guid.NewGuid(), worker.Id, $"post-{chance.Next(4)}", Of(Teams), Of(Localities), From(), To()));
            if (chance.Next(2) == 0) Add(trainings, new Training(Guid.NewGuid(), worker.Id, "one", From(), Of(Workers).Id, To()));
            if (chance.Next(3) == 0) Add(absences, new Absence(Guid.NewGuid(), worker.Id, From(), To(), Of(Workers).Id));
        }

        void AddChild(int number)
        {
            var child = new Child(Guid.NewGuid(), number, $"Child {number}", new(2012, 1, 1)) { Team = Of(Teams), Locality = Of(Localities) };
            Children.Add(child.Id);
            rows.Add(ChildRow.Of(child));
            if (chance.Next(2) == 0) rows.Add(new Allocation(Guid.NewGuid(), child.Id, Of(Workers).Id, $"post-{chance.Next(4)}", From(), To()));
            if (chance.Next(2) == 0) rows.Add(new AccessReasonRow { Id = Guid.NewGuid(), Worker = Of(Workers).Id, ChildId = child.Id, GivenAt = Now, Until = Soon(), Reason = "", Kind = Of([ReasonKind.Wider, ReasonKind.Emergency]) });
            for (var i = chance.Next(3); i > 0; i--) rows.Add(new Placement(Guid.NewGuid(), child.Id, Of(Teams) ?? "Elsewhere", From(), To()));
            if (chance.Next(3) == 0) rows.Add(new ExclusionRow { Id = Guid.NewGuid(), Worker = Of(Workers).Id, ChildId = child.Id, Reason = "", ByWorker = Guid.NewGuid(), BegunAt = Now, EndedAt = chance.Next(3) == 0 ? Now : null });
            if (chance.Next(3) == 0) AddRestriction(child.Id);
        }

        void AddRestriction(Guid child)
        {
            var restriction = new RestrictionRow { Id = Guid.NewGuid(), ChildId = child, Kind = Of([RestrictionKind.Restricted, RestrictionKind.Sealed]), Reason = "", ByWorker = Guid.NewGuid(), BegunAt = Now, Until = chance.Next(2) == 0 ? null : Soon(), EndedAt = chance.Next(5) == 0 ? Now : null };
            rows.Add(restriction);
            for (var i = chance.Next(4); i > 0; i--) rows.Add(new LetInRow { Id = Guid.NewGuid(), Restriction = restriction.Id, Worker = Of(Workers).Id, ByWorker = Guid.NewGuid(), BegunAt = Now, Until = Soon(), EndedAt = chance.Next(5) == 0 ? Now : null });
        }

        void AddProcess(int number)
        {
            var (id, step) = (Guid.NewGuid(), Guid.NewGuid());
            Processes.Add(id);
            rows.Add(new ProcessRow
            {
                Id = id, Number = number, Protocol = Of(["concern", "other", "meeting"]), Version = "1", Pack = "", Status = ProcessStatus.Open, RaisedBy = Of(Workers).Id, Raiser = Of(Workers).Id,
                StartedAt = Now, Events = 1, Document = "{}",
            });
            foreach (var child in Children.OrderBy(_ => chance.Next()).Take(chance.Next(3))) rows.Add(new ProcessChildRow { ProcessId = id, ChildId = child });
            rows.Add(new WorkstepRow
            {
                Id = step, ProcessId = id, Ordinal = 1, Definition = "one", Holder = chance.Next(3) == 0 ? Of(Workers).Id : Guid.NewGuid(), Status = WorkstepStatus.Open,
                Standing = Waymark.Core.Processes.Standing.None, OpenedAt = Now, Superseded = false, Document = "{}",
            });
            if (chance.Next(4) == 0)
                rows.Add(new RequestRow { Id = Guid.NewGuid(), ProcessId = id, WorkstepId = step, Ordinal = 1, Definition = "ask", Sender = Guid.NewGuid(), Holder = Of(Workers).Id, Status = RequestStatus.Sent, SentAt = Now });
        }

        void AddNote(Guid? child, Guid? process)
        {
            Notes.Add(Guid.NewGuid());
            rows.Add(new CaseNoteRow { Id = Notes[^1], ChildId = child, ProcessId = process, Type = "note", ByWorker = Of(Workers).Id, BegunAt = Now, RecordedAt = Now, LastAt = Now });
        }

        void Add<T>(List<T> list, T row) where T : class
        {
            list.Add(row);
            rows.Add(row);
        }

        Instant Soon() => Now + Duration.FromHours(chance.Next(3) - 1);

        LocalDate From() => Today.PlusDays(Of([-30, -1, 0, 1]));

        LocalDate? To() => Of<LocalDate?>([null, Today.PlusDays(30), Today.PlusDays(1), Today, Today.PlusDays(-1)]);

        T Of<T>(IReadOnlyList<T> list) => list[chance.Next(list.Count)];
    }
}
