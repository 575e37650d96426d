using NodaTime;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Packs.Reading;
using Waymark.Core.Processes;

namespace Waymark.Core.Simulations;

/// <summary>One event of an events file: who does it, what they write, and the engine's verb for it.</summary>
internal sealed class Acting(Simulation simulation, SimulatedEvent e, Instant at)
{
    private Process process = new();
    private Workstep workstep = new();

    /// <summary>Why it couldn't be played; null: it was.</summary>
    public Fault? Do()
    {
        try
        {
            if (e.Verb == "record") simulation.Child = StandIns.Recorded(simulation.Child, e.Line["record"] as YamlMapping ?? throw Bad(e.Place, "'record' says what changes of the child.", "Write for instance 'record: {legal-status: none}'."));
            else if (e.Verb == "start") Start();
            else if (e.Verb != "wait") Carry();
            return null;
        }
        catch (Unplayable unplayable)
        {
            return unplayable.Fault;
        }
    }

    private void Start()
    {
        var name = (e.Of ?? "").Split('.');
        var protocol = simulation.Pack.Protocol(name[0]) ?? throw Unknown("protocol", name[0], simulation.Pack.Protocols.Select(p => p.Id));
        var definition = protocol.FindWorkstep(name[^1]) ?? throw Unknown("workstep", name[^1], protocol.Worksteps.Select(w => w.Id));
        var by = e.By ?? throw Bad(e.Place, "This event doesn't say who starts it.", "Add 'by: a-post'.");
        Take(s => Engine.Start(s, protocol, definition), Person(by, e.Line["by"]!.At));
    }

    private void Carry()
    {
        (process, workstep) = At();
        var verb = Verb();
        Take(verb, e.By is { } by ? Person(by, e.Line["by"]!.At) : Turn());
    }

    private Func<Situation, Decision> Verb()
    {
        var id = workstep.Id;
        switch (e.Verb)
        {
            case "save": return Save(Typed("save"));
            case "rows": return Save(Rows());
            case "send": return Send();
            case "answer": return Answer(RequestAnswer.Completed);
            case "return": return Answer(RequestAnswer.Returned);
            case "withdraw": return s => Engine.Withdraw(process, s, id, Asked().Id, e.Line.Text("reason") ?? "");
            case "sign": var field = Field(e.Of ?? "", e.Place); return s => Engine.Sign(process, s, id, field.Id);
            case "propose": return Propose();
            case "finish": return s => Engine.Finish(process, s, id);
            default: return s => Engine.Cancel(process, s, e.Of ?? "");
        }
    }

    /// <summary>The workstep that the event names, by 'in' or beside 'finish'; else the one that was opened last and is open.</summary>
    private (Process, Workstep) At()
    {
        var all = simulation.Processes.SelectMany(p => p.Worksteps.Select(w => (p, w))).ToList();
        if ((e.Verb == "finish" ? e.Of : e.Line.Text("in")) is { Length: > 0 } name)
        {
            var known = simulation.Pack.Protocols.SelectMany(p => p.Worksteps).Select(w => w.Id).ToList();
            if (!known.Contains(name)) throw Unknown("workstep", name, known);
            return all.LastOrDefault(x => x.w.Definition == name) is { w: not null } found ? found : throw Bad(e.Place, $"No '{name}' has been opened by then.", "Play what opens it first.");
        }
        return all.LastOrDefault(x => x.w.IsOpen) is { w: not null } open ? open : throw Bad(e.Place, "Nothing is open by then.", "Begin with 'start'.");
    }

    private Func<Situation, Decision> Save(IReadOnlyList<Typed> typed) => s => Engine.Save(process, s, workstep.Id, typed);

    private Func<Situation, Decision> Send()
    {
        var request = Form.Request(e.Of ?? "") ?? throw Unknown("request", e.Of ?? "", Form.Requests.Select(r => r.Id));
        IReadOnlyList<Guid>? named = e.Line["to"] switch { YamlScalar one => [Person(one.Text, one.At)], YamlSequence many => [.. many.Items.OfType<YamlScalar>().Select(p => Person(p.Text, p.At))], _ => null };
        return s =>
        {
            var found = Engine.Receivers(Context(s), request).Select(r => r.Worker).ToList();
            return Engine.Send(process, s, workstep.Id, request.Id, named ?? [.. found.Take(1)], e.Line.Text("note"));
        };
    }

    private Func<Situation, Decision> Answer(RequestAnswer answer)
    {
        var (request, typed) = (Asked(), Typed("fill"));
        return s =>
        {
            IReadOnlyList<string> then = e.Line.Text("then") == "yes" ? [.. Engine.Follows(process, s, workstep, request).Select(r => r.Id)] : [];
            return Engine.Answer(process, s, workstep.Id, request.Id, answer, e.Line.Text("note"), typed, then);
        };
    }

    private Func<Situation, Decision> Propose()
    {
        var action = Form.NextAction(e.Of ?? "") ?? throw Unknown("next action", e.Of ?? "", Form.NextActions.Select(a => a.Id));
        Guid? named = e.Line["to"] is YamlScalar to ? Person(to.Text, to.At) : null;
        return s => Engine.Propose(process, s, workstep.Id, new Proposal(action.Id, action.Opens.Count == 0 ? null : named ?? Engine.PassTo(Context(s), action).Select(p => (Guid?)p.Worker).FirstOrDefault())
        {
            Priority = e.Line.Text("priority"), Note = e.Line.Text("note"), Reason = e.Line.Text("reason"),
        });
    }

    /// <summary>What only warns is passed knowingly, and what asks for a reason with the event's; anything else refuses the event.</summary>
    private void Take(Func<Situation, Decision> verb, Guid actor)
    {
        var situation = simulation.At(at, actor);
        var decision = verb(situation);
        var reason = e.Line.Text("reason");
        if (!decision.Accepted && decision.Refusals.Count > 0 && decision.Refusals.All(r => r.Gate is not null && (r.Ask == Else.Warn || r.Ask == Else.Reason && reason is not null)))
            decision = verb(situation with { Acknowledged = decision.Refusals.Select(r => r.Gate!).Distinct().ToDictionary(g => g, _ => reason ?? "") });
        if (!decision.Accepted)
            throw new Unplayable(new(e.Place, "refused", $"On {e.At.InWords()}, '{e.Verb}{(e.Of is { } of ? $": {of}" : "")}' is refused: {string.Join(" ", decision.Refusals.Select(r => r.Text))}") { Suggestion = "Play first what is missing, or leave the event out." });
        simulation.Take(decision, at);
    }

    // ---- What is written ----

    private Form Form => simulation.Pack.Protocol(process.Protocol)!.FormOf(workstep.Definition);

    private Context Context(Situation s) => new(process, simulation.Pack.Protocol(process.Protocol)!, s) { Workstep = workstep };

    private IReadOnlyList<Typed> Typed(string key) =>
        [.. Entries(e.Line[key]).SelectMany(entry => entry.Value is YamlSequence texts ? Column(entry.Key, texts) : [new Typed(entry.Key.Text, null, Text(Field(entry.Key.Text, entry.Key.At), entry.Value))])];

    /// <summary>A list beside a table's column: one text for each of its rows.</summary>
    private IEnumerable<Typed> Column(YamlScalar column, YamlSequence texts)
    {
        var field = Field(column.Text, column.At);
        if (Form.TableOf(field.Id) is not { } table) return [new Typed(field.Id, null, string.Join('\n', texts.Items.Select(t => Text(field, t))))];
        return workstep.Tables.GetValueOrDefault(table.Id, []).Zip(texts.Items, (row, text) => new Typed(field.Id, row.Id, Text(field, text)));
    }

    private List<Typed> Rows()
    {
        var table = Field(e.Of ?? "", e.Place);
        if (table.Kind != FieldKind.Table) throw Bad(e.Place, $"'{table.Id}' isn't a table.", "Use 'save' for other fields.");
        return [.. e.Line.Maps("cells").SelectMany(row =>
        {
            var id = simulation.NewId();
            return Entries(row).Select(cell => new Typed(cell.Key.Text, id, Text(Field(cell.Key.Text, cell.Key.At), cell.Value)));
        })];
    }

    /// <summary>As it is typed; workers are named by their post or id, and any text stands for an attached file.</summary>
    private string Text(Field field, YamlNode node)
    {
        var text = (node as YamlScalar ?? throw Bad(node.At, "A text belongs here.", "Write one text, or a list of texts for the rows of a table.")).Text;
        return field.Kind switch
        {
            FieldKind.Worker or FieldKind.Workers => Person(text, node.At).ToString(),
            FieldKind.Attachment => StandIns.Id(text).ToString(),
            _ => text,
        };
    }

    private Field Field(string id, Mark place) =>
        Form.FindField(id) ?? throw Bad(place, $"‘{Form.Label}’ has no field '{id}'.", Meant(id, Form.Fields.SelectMany(f => f.Columns.Prepend(f)).Select(f => f.Id)));

    private static IEnumerable<(YamlScalar Key, YamlNode Value)> Entries(YamlNode? node) => (node as YamlMapping)?.Entries ?? [];

    // ---- Who ----

    private Guid Turn() => e.Verb is "answer" or "return" ? Asked().Holder : e.Verb == "withdraw" ? Asked().Sender : workstep.Holder;

    private Request Asked()
    {
        if (Form.Request(e.Of ?? "") is null) throw Unknown("request", e.Of ?? "", Form.Requests.Select(r => r.Id));
        return workstep.Requests.LastOrDefault(r => r.Definition == e.Of && r.Status == RequestStatus.Sent) ?? throw Bad(e.Place, $"No request '{e.Of}' is waiting on {e.At.InWords()}.", "Send it first.");
    }

    /// <summary>By their id in the file, or by their post: then the one whom the pack finds for the child.</summary>
    private Guid Person(string name, Mark place)
    {
        if (simulation.Register.Worker(StandIns.Id(name)) is { } worker) return worker.Id;
        var context = new Context(process, simulation.Pack.Protocols[0], simulation.At(at, Guid.Empty));
        var found = simulation.Pack.FindPost(name) is null ? [] : People.Find(context, [new PersonRule.InPost(name)]).People;
        return found.Count > 0 ? found[0].Worker : throw Bad(place, $"Nobody is called '{name}'.", Meant(name, simulation.Pack.Posts.Select(p => p.Id)));
    }

    // ---- Why not ----

    internal static string Meant(string wrong, IEnumerable<string> known)
    {
        var names = known.Distinct().ToList();
        return (Vocabulary.Nearest(wrong, names) is { } near ? $"Meant '{near}'? " : "") + $"There {(names.Count == 1 ? "is" : "are")}: {string.Join(", ", names.DefaultIfEmpty("none"))}.";
    }

    private Unplayable Unknown(string kind, string name, IEnumerable<string> known) => Bad(e.Line[e.Verb]?.At ?? e.Place, $"There is no {kind} '{name}'.", Meant(name, known));

    private static Unplayable Bad(Mark place, string message, string suggestion) => new(new(place, "events", message) { Suggestion = suggestion });

    /// <summary>Ends the playing of one event; never leaves this class.</summary>
    private sealed class Unplayable(Fault fault) : Exception
    {
        public Fault Fault => fault;
    }
}
