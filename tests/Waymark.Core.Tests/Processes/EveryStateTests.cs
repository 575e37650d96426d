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
/// Every state that Island's protocols can come to, explored with the engine itself. A state is what matters to where a process
/// can go: what is open, its choices, signatures, requests, clocks and next actions, the stage reached, and whether the child is
/// looked after. What is only typed is filled in as soon as somebody may.
/// </summary>
public sealed class EveryStateTests
{
    [Theory]
    [InlineData("lac-review")]
    [InlineData("significant-information")]
    [InlineData("iro-qa")]
    public void Every_state_has_a_way_to_an_end_though_managers_stay_silent_and_every_next_action_is_taken(string protocol)
    {
        var search = new Search(protocol);
        search.Run();
        Counts.Say($"{protocol}: states of the protocol, explored exhaustively", search.States, Seeds.Seed);
        Counts.Say($"{protocol}: steps between those states", search.Steps, Seeds.Seed);
        Assert.Equal([], search.WithoutEnd(silent: false));
        Assert.Equal([], search.WithoutEnd(silent: true));
        var offered = Cast.Island.Protocol(protocol)!.Forms.SelectMany(f => f.NextActions.Where(a => a.When is not Condition.Is { Subject.Kind: SubjectKind.Switch }).Select(a => $"{f.Id}.{a.Id}"));
        Assert.Equal([], offered.Except(search.Taken));
    }

    private sealed record Node(Event[] Events, Instant Now, bool LookedAfter);

    private sealed class Search(string protocolId)
    {
        private readonly Protocol protocol = Cast.Island.Protocol(protocolId)!;
        private readonly Dictionary<string, int> seen = [];
        private readonly List<string> keys = [];
        private readonly List<bool> ended = [];
        private readonly List<(int From, int To, bool ByManager)> steps = [];
        private readonly Queue<(int, Node)> open = new();
        private int ids = 1000;

        public HashSet<string> Taken { get; } = [];
        public int States => keys.Count;
        public int Steps => steps.Count;

        public void Run()
        {
            var begun = Begin();
            Found(begun, Process.Fold(begun.Events));
            while (open.TryDequeue(out var next))
            {
                var (from, node) = next;
                var process = Process.Fold(node.Events);
                if (node.LookedAfter && MayLeave(process)) steps.Add((from, Found(node with { LookedAfter = false }, process), false));
                if (Standings.Next(process) is { } clock) Pass(from, node with { Now = clock.Due.Ends });
                foreach (var (byManager, at, act) in Commands(node, process).ToList())
                {
                    // A refusal changes nothing, so what it was asked of serves for the next.
                    var decision = act(process, At(node, at));
                    if (!decision.Accepted || decision.Events.Count == 0) continue;
                    Note(decision, process);
                    steps.Add((from, Found(Filled(process, node, decision), process), byManager));
                    process = Process.Fold(node.Events);
                }
            }
        }

        /// <summary>A long run lets the child leave care in any state, an ordinary one at the last stage only: that halves what there is to explore.</summary>
        private bool MayLeave(Process process) => Seeds.Long || protocolId != "iro-qa" || process.Worksteps.Any(w => protocol.Workstep(w.Definition).Rank == protocol.Stages.Last().Rank);

        public List<string> WithoutEnd(bool silent)
        {
            var back = steps.Where(s => !silent || !s.ByManager).ToLookup(s => s.To, s => s.From);
            var ends = Enumerable.Range(0, keys.Count).Where(i => ended[i]).ToHashSet();
            var todo = new Queue<int>(ends);
            while (todo.TryDequeue(out var one))
                foreach (var before in back[one]) if (ends.Add(before)) todo.Enqueue(before);
            return [.. Enumerable.Range(0, keys.Count).Where(i => !ends.Contains(i)).Select(i => keys[i]).Take(5)];
        }

        private Node Begin()
        {
            var play = new Play();
            if (protocolId == "iro-qa") play.Qap();
            else play.Start(Ida, protocolId);
            return Filled(play.Process, new Node([.. play.Events], play.Instant, true), new Decision());
        }

        private void Pass(int from, Node later)
        {
            var process = Process.Fold(later.Events);
            steps.Add((from, Found(Filled(process, later, Engine.Tick(process, At(later, Worker.System))), process), false));
        }

        private int Found(Node node, Process process)
        {
            var key = Key(process, node);
            if (seen.TryGetValue(key, out var known)) return known;
            seen[key] = keys.Count;
            keys.Add(key);
            ended.Add(process.Status == ProcessStatus.Ended);
            if (process.Status == ProcessStatus.Open) open.Enqueue((keys.Count - 1, node));
            return keys.Count - 1;
        }

        private void Note(Decision decision, Process process)
        {
            foreach (var taken in decision.Events.Select(e => e.What).OfType<NextActionTaken>().Where(t => process.FindWorkstep(t.Workstep) is not null))
            {
                var workstep = process.Workstep(taken.Workstep);
                Taken.Add($"{protocol.Workstep(workstep.Definition).Form}.{workstep.NextActions.First(n => n.Id == taken.Row).Definition}");
            }
        }

        private Situation At(Node node, Guid actor) => new()
        {
            Pack = Cast.Island, Calendar = Cast.Calendar, Now = node.Now, Actor = actor, Register = Cast.Register, NewId = () => Id(++ids),
            Children = [node.LookedAfter ? Arlo : Arlo with { LegalStatus = null }],
            Acknowledged = new Dictionary<string, string> { ["open-rows"] = "", ["audit-first"] = "", ["prompt-qap"] = "", ["updates-filled"] = "" },
        };

        /// <summary>Fills in whatever is empty and only typed, by whoever may.</summary>
        private Node Filled(Process process, Node node, Decision decision)
        {
            var events = node.Events.Concat(decision.Events.Where(e => e.Process == process.Id)).ToList();
            foreach (var workstep in process.Worksteps.Where(w => w.IsOpen).ToList())
                foreach (var who in new[] { Ida, Mona })
                {
                    var form = protocol.FormOf(workstep.Definition);
                    var typed = form.Fields.Where(f => f.Kind is FieldKind.LongText or FieldKind.Text or FieldKind.Date or FieldKind.Attachment && !workstep.Answers.ContainsKey(f.Id)
                        && Engine.WhyNotFill(process, At(node, who), workstep, f, out _) is null).Select(f => new Typed(f.Id, null, Text(f.Kind, node))).ToList();
                    if (who == Ida && form.Fields.FirstOrDefault(f => f.Kind == FieldKind.Table && !workstep.Tables.ContainsKey(f.Id)) is { } table)
                        typed.AddRange(table.Columns.Where(c => Engine.WhyNotFill(process, At(node, who), workstep, c, out _) is null).Select(c => new Typed(c.Id, Id(ids + 1), Text(c.Kind, node))));
                    ids++;
                    if (typed.Count > 0) events.AddRange(Engine.Save(process, At(node, who), workstep.Id, typed).Events);
                }
            return node with { Events = [.. events] };
        }

        private static string Text(FieldKind kind, Node node) => kind switch
        {
            FieldKind.Date => NodaTime.Text.LocalDatePattern.Iso.Format(node.Now.InZone(Cast.Calendar.Zone).Date),
            FieldKind.Attachment => Id(900).ToString(),
            _ => "Some.",
        };

        private IEnumerable<(bool ByManager, Guid By, Func<Process, Situation, Decision> Act)> Commands(Node node, Process process)
        {
            foreach (var workstep in process.Worksteps.Where(w => w.IsOpen))
            {
                var (form, id, context) = (protocol.FormOf(workstep.Definition), workstep.Id, new Context(process, protocol, At(node, Ida)) { Workstep = workstep });
                // A choice is made anew only while no next action rests on it: that they must match has tests of its own.
                foreach (var field in form.Fields.Where(f => !f.IsComputed() && (workstep.NextActions.Count == 0 || !workstep.Answers.ContainsKey(f.Id))))
                    foreach (var text in field.Kind == FieldKind.YesNo ? ["yes", "no"] : field.Kind == FieldKind.Choice ? Answers.Offered(field, context).Select(o => o.Id) : [])
                        yield return (false, Ida, (p, s) => Engine.Save(p, s, id, [new Typed(field.Id, null, text)]));
                foreach (var field in form.Fields.Where(f => f.Kind == FieldKind.Signature))
                    foreach (var who in new[] { Ida, Mona }) yield return (false, who, (p, s) => Engine.Sign(p, s, id, field.Id));
                foreach (var request in form.Requests)
                    foreach (var to in Engine.Receivers(context, request).Take(1))
                        foreach (var who in new[] { Ida, Manager(workstep) }) yield return (who != Ida, who, (p, s) => Engine.Send(p, s, id, request.Id, [to.Worker], null));
                foreach (var request in Standings.Current(workstep, form))
                {
                    var byManager = request.Holder != Ida && request.Holder != Mona;
                    yield return (byManager, request.Holder, (p, s) => Engine.Answer(p, s, id, request.Id, RequestAnswer.Completed, null, [], []));
                    yield return (byManager, request.Holder, (p, s) => Engine.Answer(p, s, id, request.Id, RequestAnswer.Returned, "Why?", [], []));
                    yield return (request.Sender != Ida, request.Sender, (p, s) => Engine.Withdraw(p, s, id, request.Id, "In error."));
                }
                foreach (var action in workstep.NextActions.Count == 0 ? form.NextActions : [])
                    yield return (false, Ida, (p, s) => Engine.Propose(p, s, id, new Proposal(action.Id, Ida)));
                foreach (var row in workstep.NextActions) yield return (false, Ida, (p, s) => Engine.RemoveNextAction(p, s, id, row.Id));
                foreach (var who in new[] { Ida, Mona }) yield return (false, who, (p, s) => Engine.Finish(p, s, id));
            }
        }

        private Guid Manager(Workstep workstep) => protocol.Workstep(workstep.Definition).Rank switch { 2 => Sunniva, 3 => Dermot, 4 => Carys, _ => Tess };

        private string Key(Process process, Node node)
        {
            var key = new StringBuilder().Append(process.Status).Append(' ').Append(process.EndState).Append(node.LookedAfter ? " looked-after " : " ")
                .Append(process.Worksteps.Max(w => protocol.Workstep(w.Definition).Rank));
            if (process.Status != ProcessStatus.Open) return key.ToString();
            foreach (var workstep in process.Worksteps.Where(w => w.IsOpen))
            {
                var form = protocol.FormOf(workstep.Definition);
                key.Append(" | ").Append(workstep.Definition)
                    .Append(" chosen ").AppendJoin(',', form.Fields.Where(f => f.Kind is FieldKind.Choice or FieldKind.YesNo && workstep.Answers.ContainsKey(f.Id)).Select(f => $"{f.Id}={workstep.Answers[f.Id].Text}"))
                    .Append(" signed ").AppendJoin(',', workstep.Signatures.Keys.Order())
                    .Append(" asked ").AppendJoin(',', Standings.Current(workstep, form).Select(r => $"{r.Definition}={r.Status}").Order())
                    .Append(" next ").AppendJoin(',', workstep.NextActions.Select(n => n.Definition))
                    .Append(" clocks ").AppendJoin(',', process.Clocks.Where(c => c.Workstep == workstep.Id).GroupBy(c => c.Definition).Select(g => $"{g.Key}={(g.Last().Runs ? "runs" : g.Last().Status)}").Order());
            }
            return key.ToString();
        }
    }
}
