using System.Text;
using NodaTime;
using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;
using Xunit;
using static Waymark.Core.Tests.Processes.Cast;

namespace Waymark.Core.Tests.Processes;

/// <summary>
/// Every state that a council's protocols can come to, explored with the engine itself, from every way to start or from what opens
/// them elsewhere; it knows no council. A state is what matters to where a process can go: what is open, its choices, signatures,
/// requests, clocks and next actions, the stage reached, and whether the child is looked after. What no condition of the pack reads
/// is filled in as soon as somebody may. Of those asked, only the independent service answers where nobody else does. An ordinary run withdraws no request, lets the child leave care early on, and does what stands beside a stage first; a long one
/// does everything everywhere.
/// </summary>
public sealed class EveryCouncilTests
{
    [Theory]
    [InlineData("island", "lac-review")]
    [InlineData("island", "significant-information")]
    [InlineData("island", "iro-qa")]
    [InlineData("county", "formal-alert")]
    [InlineData("county", "informal-alert")]
    [InlineData("county", "cafcass-referral")]
    [InlineData("county", "challenge-referral")]
    [InlineData("county", "childs-complaint")]
    [InlineData("county", "oversight")]
    [InlineData("city", "dialogue")]
    [InlineData("city", "dispute")]
    [InlineData("shire", "document-filing")]
    [InlineData("shire", "document-upload")]
    [InlineData("shire", "legal-advice")]
    [InlineData("borough", "issue")]
    [InlineData("borough", "cafcass")]
    [InlineData("borough", "mid-point-review")]
    public void Every_state_has_a_way_to_an_end_though_nobody_answers_and_every_next_action_is_taken(string council, string protocol)
    {
        var search = Whole(new Council(council), protocol);
        Counts.Say($"{council} {protocol}: states of the protocol, explored exhaustively{(search.IsWide ? "" : ", what stands beside a stage done first")}", search.States, Seeds.Seed);
        Counts.Say($"{council} {protocol}: steps between those states", search.Steps, Seeds.Seed);
        Assert.Equal("", string.Join('\n', search.WithoutEnd(silent: false)));
        Assert.Equal("", string.Join('\n', search.WithoutEnd(silent: true)));
        Assert.Equal([], search.Offered.Except(search.Taken));
    }

    /// <summary>In a long run in every order, unless those are more states than can be looked at.</summary>
    private static Search Whole(Council council, string protocol)
    {
        if (Seeds.Long)
        {
            var wide = new Search(council, protocol) { IsWide = true };
            wide.Run();
            if (!wide.IsTooMuch) return wide;
        }
        var search = new Search(council, protocol);
        search.Run();
        Assert.False(search.IsTooMuch, $"More states of {protocol} than can be looked at");
        return search;
    }

    /// <summary>The shortest history to each of the ends that a protocol has.</summary>
    internal static IEnumerable<(string End, IReadOnlyList<Event> Events)> Ends(Council council, string protocol)
    {
        var search = new Search(council, protocol);
        var ends = council.Pack.Protocol(protocol)!.Forms.SelectMany(f => f.NextActions).Select(a => a.Ends).OfType<string>().Distinct().Count();
        search.Run(until: () => search.Ends.Count == ends);
        return search.Ends.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => (e.Key, (IReadOnlyList<Event>)e.Value));
    }

    private sealed record Node(Event[] Events, Instant Now, bool Gone);

    private sealed class Search
    {
        private readonly Council council;
        private readonly Protocol protocol;
        private readonly HashSet<(SubjectKind Kind, string Name)> read;
        private readonly Dictionary<string, int> seen = [];
        private readonly List<string> keys = [];
        private readonly List<bool> ended = [];
        private readonly List<(int From, int To, bool Answered)> steps = [];
        private readonly Queue<(int, Node)> open = new();
        private readonly List<Node> openedElsewhere = [];
        private readonly IReadOnlyDictionary<string, string> acknowledged;
        private int ids = 1000;

        public Search(Council council, string id)
        {
            (this.council, protocol) = (council, council.Pack.Protocol(id)!);
            read = [.. protocol.Worksteps.SelectMany(w => w.After?.Any ?? []).Select(e => (e.Subject.Kind, e.Subject.Name)), .. Conditions().SelectMany(Subjects).Select(s => (s.Kind, s.Name[(s.Name.LastIndexOf('.') + 1)..]))];
            acknowledged = protocol.Forms.SelectMany(f => f.Gates).Concat(protocol.Gates).Where(g => g.Else != Else.Block).Select(g => g.Id).Distinct().ToDictionary(g => g, _ => "It can't wait.");
        }

        private const int Most = 120_000;

        /// <summary>What stands beside a stage is done in every order, and requests are withdrawn.</summary>
        public bool IsWide { get; init; }

        public bool IsTooMuch => keys.Count > Most;

        public HashSet<string> Taken { get; } = [];
        public Dictionary<string, Event[]> Ends { get; } = [];
        public int States => keys.Count;
        public int Steps => steps.Count;

        public IEnumerable<string> Offered => protocol.Forms.Where(f => protocol.Worksteps.Any(w => w.Form == f.Id))
            .SelectMany(f => f.NextActions.Where(a => !(a.When is not null && Subjects(a.When).Any(s => s.Kind == SubjectKind.Switch))).Select(a => $"{f.Id}.{a.Id}"));

        public void Run(Func<bool>? until = null)
        {
            foreach (var first in protocol.Worksteps.Where(w => w.By.Count > 0)) Begin(first);
            if (keys.Count == 0) foreach (var node in OpenedElsewhere().ToList()) Found(Filled(Process.Fold(node.Events), node, new Decision()), Process.Fold(node.Events));
            while (!IsTooMuch && until?.Invoke() != true && open.TryDequeue(out var next))
            {
                var (from, node) = next;
                var process = Process.Fold(node.Events);
                if (!node.Gone && (IsWide || node.Events.Length < 40)) steps.Add((from, Found(node with { Gone = true }, process), false));
                if (Standings.Next(process) is { } clock) Pass(from, node with { Now = clock.Due.Ends });
                foreach (var (answers, by, act) in Commands(node, process).ToList())
                {
                    var decision = act(process, At(node, by));
                    if (!decision.Accepted || decision.Events.Count == 0) continue;
                    Note(decision, process);
                    openedElsewhere.AddRange(decision.Started.Select(p => node with { Events = [.. decision.Events.Where(e => e.Process == p.Id)] }));
                    steps.Add((from, Found(Filled(process, node, decision), process), answers));
                    process = Process.Fold(node.Events);
                }
            }
        }

        public List<string> WithoutEnd(bool silent)
        {
            var back = steps.Where(s => !silent || !s.Answered).ToLookup(s => s.To, s => s.From);
            var ends = Enumerable.Range(0, keys.Count).Where(i => ended[i]).ToHashSet();
            var todo = new Queue<int>(ends);
            while (todo.TryDequeue(out var one))
                foreach (var before in back[one]) if (ends.Add(before)) todo.Enqueue(before);
            return [.. Enumerable.Range(0, keys.Count).Where(i => !ends.Contains(i)).Select(i => keys[i]).Take(5)];
        }

        // ---- From state to state ----

        private void Begin(WorkstepDefinition first)
        {
            var who = first.By.OfType<PersonRule.InPost>().Select(r => council.Of(r.Post)).First();
            var node = new Node([], new LocalDateTime(2020, 6, 29, 9, 0).InZoneStrictly(Cast.Calendar.Zone).ToInstant(), false);
            var decision = Engine.Start(At(node, who), protocol, first);
            Assert.True(decision.Accepted, string.Join(" | ", decision.Refusals.Select(r => r.Text)));
            var process = decision.Started[0];
            Found(Filled(process, node, decision), process);
        }

        /// <summary>What has no start of its own: as each next action of another protocol opens it first.</summary>
        private IEnumerable<Node> OpenedElsewhere()
        {
            foreach (var opener in council.Pack.Protocols.Where(p => p.Forms.SelectMany(f => f.NextActions).Any(a => a.Opens.Any(o => o.StartsWith(protocol.Id + ".", StringComparison.Ordinal)))))
            {
                var search = new Search(council, opener.Id) { IsWide = IsWide };
                search.Run();
                foreach (var node in search.openedElsewhere.Where(n => Process.Fold(n.Events).Protocol == protocol.Id).DistinctBy(n => Process.Fold(n.Events).Worksteps[0].Definition)) yield return node;
            }
        }

        private void Pass(int from, Node later)
        {
            var process = Process.Fold(later.Events);
            var decision = Engine.Tick(process, At(later, Worker.System));
            steps.Add((from, Found(Filled(process, later, decision), process), false));
        }

        private int Found(Node node, Process process)
        {
            var key = Key(process, node);
            if (seen.TryGetValue(key, out var known)) return known;
            seen[key] = keys.Count;
            keys.Add(key);
            ended.Add(process.Status == ProcessStatus.Ended);
            if (process.EndState is { } end) Ends.TryAdd(end, node.Events);
            if (process.Status == ProcessStatus.Open) open.Enqueue((keys.Count - 1, node));
            return keys.Count - 1;
        }

        private void Note(Decision decision, Process process)
        {
            foreach (var taken in decision.Events.Where(e => e.Process == process.Id).Select(e => e.What).OfType<NextActionTaken>())
            {
                var workstep = process.Workstep(taken.Workstep);
                Taken.Add($"{protocol.Workstep(workstep.Definition).Form}.{workstep.NextActions.First(n => n.Id == taken.Row).Definition}");
            }
        }

        private Situation At(Node node, Guid actor) => new()
        {
            Pack = council.Pack, Calendar = Cast.Calendar, Now = node.Now, Actor = actor, Register = council.Register, NewId = () => Id(++ids),
            Children = [node.Gone ? council.Gone : council.Child], Acknowledged = acknowledged,
        };

        // ---- What people do ----

        private IEnumerable<Guid> People(Process process, Workstep workstep) => workstep.Requests.Where(r => r.Status == RequestStatus.Sent).Select(r => r.Holder)
            .Concat([workstep.Holder, process.Raiser]).Concat(protocol.FormOf(workstep.Definition).Fields.SelectMany(f => f.By).OfType<PersonRule.InPost>().Select(r => council.Of(r.Post))).Distinct();

        /// <summary>Fills in whatever is empty, is read by no condition, and may be filled.</summary>
        private Node Filled(Process process, Node node, Decision decision)
        {
            var events = node.Events.Concat(decision.Events.Where(e => e.Process == process.Id)).ToList();
            foreach (var workstep in process.Worksteps.Where(w => w.IsOpen).ToList())
                foreach (var who in People(process, workstep).ToList())
                {
                    var (situation, form) = (At(node, who), protocol.FormOf(workstep.Definition));
                    var context = new Context(process, protocol, situation) { Workstep = workstep };
                    List<Typed> typed = [.. form.Fields.Where(f => f.Kind != FieldKind.Table && IsOpen(context.Answered(workstep, f)) && context.Holds(f.When) && Text(f, node, context, who) is not null
                        && Engine.WhyNotFill(process, situation, workstep, f, out _) is null).Select(f => new Typed(f.Id, null, Text(f, node, context, who)!))];
                    foreach (var table in form.Fields.Where(f => f.Kind == FieldKind.Table && context.Holds(f.When) && !workstep.Tables.ContainsKey(f.Id)))
                    {
                        var row = situation.NewId();
                        typed.AddRange(table.Columns.Where(c => Engine.WhyNotFill(process, situation, workstep, c, out _) is null).Select(c => new Typed(c.Id, row, Text(c, node, context, who) ?? "yes")));
                    }
                    if (typed.Count == 0) continue;
                    var saved = Engine.Save(process, situation, workstep.Id, typed);
                    Assert.True(saved.Accepted, $"{protocol.Id} {workstep.Definition}: {string.Join(" | ", saved.Refusals.Select(r => r.Text))}");
                    events.AddRange(saved.Events);
                }
            return node with { Events = [.. events] };
        }

        /// <summary>Nothing stands there, or somebody invited of whom nobody has said whether they came.</summary>
        private static bool IsOpen(string? text) => string.IsNullOrEmpty(text) || text.EndsWith('=');

        private string? Text(Field field, Node node, Context context, Guid who) => field.Kind switch
        {
            FieldKind.Date => NodaTime.Text.LocalDatePattern.Iso.Format(context.Situation.Today),
            FieldKind.DateTime => (node.Now + Duration.FromMinutes(context.Form!.Fields.TakeWhile(f => f != field).Count())).InZone(Cast.Calendar.Zone).LocalDateTime.ToString("uuuu-MM-dd'T'HH:mm", null),
            FieldKind.Attachment => Id(900).ToString(),
            FieldKind.Text or FieldKind.LongText or FieldKind.PersonOrText => "Some.",
            FieldKind.Worker or FieldKind.Workers => field.Means.Contains(Meaning.Subject) ? null : who.ToString(),
            FieldKind.Attendance => $"{who}=present",
            FieldKind.Number => "1",
            FieldKind.YesNo when !IsRead(field) => "yes",
            FieldKind.Choice or FieldKind.Choices when !IsRead(field) => Answers.Offered(field, context).First().Id,
            _ => null,
        };

        private bool IsRead(Field field) => read.Contains((SubjectKind.Field, field.Id)) || Speaking(field).Any();

        /// <summary>Options that say something to the engine are choices too, whether a condition reads them or not.</summary>
        private static IEnumerable<Option> Speaking(Field field) => field.Options.Where(o => o.Means.Contains(Meaning.Waiting));

        private IEnumerable<(bool Answers, Guid By, Func<Process, Situation, Decision> Act)> Commands(Node node, Process process)
        {
            foreach (var workstep in Acted(process))
            {
                var (form, id, people) = (protocol.FormOf(workstep.Definition), workstep.Id, People(process, workstep).ToList());
                var context = new Context(process, protocol, At(node, workstep.Holder)) { Workstep = workstep };
                var proposed = workstep.NextActions.Any(n => n.Taken is null);
                foreach (var field in form.Fields.Where(f => IsRead(f) && !f.IsComputed() && (!proposed || !workstep.Answers.ContainsKey(f.Id))))
                    foreach (var text in Choices(field, context))
                        if (people.FirstOrDefault(p => Engine.WhyNotFill(process, At(node, p), workstep, field, out _) is null) is var who && who != Guid.Empty)
                            yield return (false, who, (p, s) => Engine.Save(p, s, id, [new Typed(field.Id, null, text)]));
                foreach (var field in form.Fields.Where(f => f.Kind == FieldKind.Signature))
                    foreach (var who in people) yield return (false, who, (p, s) => Engine.Sign(p, s, id, field.Id));
                foreach (var request in form.Requests.Where(r => Standings.Current(workstep, form).All(s => s.Definition != r.Id || s.Status == RequestStatus.Returned || s.Status == RequestStatus.Completed && IsAskedAgain(workstep, form, r))))
                    foreach (var to in Engine.Receivers(context, request).Take(1))
                        foreach (var by in Senders(workstep, request, context)) yield return (by != workstep.Holder, by, (p, s) => Engine.Send(p, s, id, request.Id, [to.Worker], null));
                foreach (var request in Standings.Current(workstep, form))
                {
                    // A silent manager may be waited out; what the service must confirm for itself, it does.
                    var answers = form.Request(request.Definition)!.Required != Required.Finish || !council.IsIndependent(request.Holder);
                    yield return (answers, request.Holder, (p, s) => Engine.Answer(p, s, id, request.Id, RequestAnswer.Completed, null, [], []));
                    yield return (answers, request.Holder, (p, s) => Engine.Answer(p, s, id, request.Id, RequestAnswer.Returned, "Why?", [], []));
                    if (IsWide) yield return (false, request.Sender, (p, s) => Engine.Withdraw(p, s, id, request.Id, "In error."));
                }
                foreach (var action in proposed ? [] : form.NextActions)
                    yield return (false, workstep.Holder, (p, s) => Engine.Propose(p, s, id, new Proposal(action.Id, Engine.PassTo(new Context(p, protocol, s) { Workstep = p.Workstep(id) }, action).FirstOrDefault()?.Worker)));
                foreach (var row in workstep.NextActions.Where(n => n.Taken is null)) yield return (false, workstep.Holder, (p, s) => Engine.RemoveNextAction(p, s, id, row.Id));
                foreach (var who in form.Gates.Where(g => g.Verb == GateVerb.Finish).SelectMany(g => g.By).OfType<PersonRule.InPost>().Select(r => council.Of(r.Post)).Prepend(workstep.Holder))
                    yield return (false, who, (p, s) => Engine.Finish(p, s, id));
            }
        }

        /// <summary>What was signed on request, and changed after; or what was answered, while something that follows from it was sent back.</summary>
        private static bool IsAskedAgain(Workstep workstep, Form form, RequestDefinition request) => Standings.Current(workstep, form).Any(r => r.Status == RequestStatus.Returned)
            || request.Fills.Any(f => form.FindField(f) is { Kind: FieldKind.Signature } && !workstep.Signatures.ContainsKey(f));

        /// <summary>Whoever holds the work, and the answerer where it is theirs to ask.</summary>
        private static IEnumerable<Guid> Senders(Workstep workstep, RequestDefinition request, Context context) =>
            request.By.Any(r => r is PersonRule.Word { Is: PersonWord.Answerer }) ? Core.Processes.People.Find(context, request.By).People.Select(p => p.Worker) : [workstep.Holder];

        /// <summary>What stands beside a stage is done before the stage goes on; in a long run, in every order.</summary>
        private IEnumerable<Workstep> Acted(Process process)
        {
            var open = process.Worksteps.Where(w => w.IsOpen).ToList();
            var beside = open.Where(w => protocol.Workstep(w.Definition).Rank is null).ToList();
            return IsWide || beside.Count == 0 ? open : beside.Take(1);
        }

        /// <summary>Every option of one choice; of several, one of each sort that the conditions tell apart.</summary>
        private IEnumerable<string> Choices(Field field, Context context) => field.Kind switch
        {
            FieldKind.YesNo => ["yes", "no"],
            FieldKind.Choice => Answers.Offered(field, context).Select(o => o.Id),
            FieldKind.Choices => Answers.Offered(field, context).Select(o => o.Id).GroupBy(o => Spoken(field, o)).Select(g => g.First()),
            _ => [],
        };

        /// <summary>Which conditions speak of the option: those of which the same ones speak are one to them.</summary>
        private string Spoken(Field field, string option) => string.Join(',', Conditions().Select((c, i) => Values(c, field.Id).Contains(option) ? i : -1).Where(i => i >= 0));

        // ---- What a state is ----

        private string Key(Process process, Node node)
        {
            var key = new StringBuilder().Append(process.Status).Append(' ').Append(process.EndState).Append(node.Gone ? " gone " : " ").Append(process.Worksteps.Max(w => protocol.Workstep(w.Definition).Rank));
            if (process.Status != ProcessStatus.Open) return key.ToString();
            key.Append(" done ").AppendJoin(',', process.Worksteps.Where(w => w.Status == WorkstepStatus.Finished && read.Contains((SubjectKind.Workstep, w.Definition))).Select(w => w.Definition).Distinct().Order());
            foreach (var workstep in process.Worksteps.Where(w => w.IsOpen))
            {
                var form = protocol.FormOf(workstep.Definition);
                key.Append(" | ").Append(workstep.Definition)
                    .Append(" chosen ").AppendJoin(',', form.Fields.Where(f => IsRead(f) && f.Kind is FieldKind.Choice or FieldKind.Choices or FieldKind.YesNo && workstep.Answers.ContainsKey(f.Id)).Select(f => $"{f.Id}={workstep.Answers[f.Id].Text}"))
                    .Append(" signed ").AppendJoin(',', workstep.Signatures.Keys.Order())
                    .Append(" asked ").AppendJoin(',', Standings.Current(workstep, form).Select(r => $"{r.Definition}={r.Status}").Order())
                    .Append(" next ").AppendJoin(',', workstep.NextActions.Where(n => n.Taken is null).Select(n => n.Definition))
                    .Append(" clocks ").AppendJoin(',', process.Clocks.Where(c => c.Workstep == workstep.Id && read.Contains((SubjectKind.Clock, c.Definition))).GroupBy(c => c.Definition).Select(g => $"{g.Key}={(g.Last().Runs ? "runs" : g.Last().Status)}").Order());
            }
            return key.ToString();
        }

        // ---- What the pack's conditions read ----

        private IEnumerable<Condition> Conditions() => protocol.Forms.SelectMany(f => f.Gates.SelectMany(g => new[] { g.When, g.Needs }).Concat(f.NextActions.Select(a => a.When)).Concat(f.Requests.Select(r => r.When))
            .Concat(f.Fields.Select(x => x.When)).Concat(f.Sections.Select(s => s.When)).Concat(f.Clocks.Select(c => c.When))).Concat(protocol.Worksteps.Select(w => w.When)).OfType<Condition>();

        private static IEnumerable<Subject> Subjects(Condition condition) => condition switch
        {
            Condition.All all => all.Of.SelectMany(Subjects),
            Condition.Any any => any.Of.SelectMany(Subjects),
            Condition.Not not => Subjects(not.Of),
            Condition.Is test => [test.Subject],
            Condition.In test => [test.Subject],
            Condition.Before test => [test.Subject],
            Condition.Exists test => [test.Subject],
            _ => [],
        };

        private static IEnumerable<string> Values(Condition condition, string field) => condition switch
        {
            Condition.All all => all.Of.SelectMany(c => Values(c, field)),
            Condition.Any any => any.Of.SelectMany(c => Values(c, field)),
            Condition.Not not => Values(not.Of, field),
            Condition.Is { Value: Value.Plain plain } test when test.Subject.Name == field => [plain.Text],
            Condition.In test when test.Subject.Name == field => test.Values.OfType<Value.Plain>().Select(v => v.Text),
            _ => [],
        };
    }
}
