using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.Core.Processes;

/// <summary>
/// The engine: each verb takes the process, the situation and what is asked, and returns the events, or every reason why not in
/// words a social worker understands. The same WhyNot hides a button, fills "what is left to do" and refuses a post (design
/// part 2). An accepted decision has been applied to the process that was passed in; a refused one has changed nothing.
/// </summary>
public static partial class Engine
{
    private static Context At(Process process, Situation situation, Workstep? workstep = null) =>
        new(process, Definition(process, situation), situation) { Workstep = workstep };

    /// <summary>The protocol that a process runs, in the version of the pack that it keeps.</summary>
    public static Protocol Definition(Process process, Situation situation) =>
        situation.Pack.Protocol(process.Protocol) ?? throw new InvalidOperationException($"The pack {situation.Pack.Fingerprint[..8]} has no protocol '{process.Protocol}'.");

    // ---- Start ----

    /// <summary>Why the actor can't start this workstep for these children from the Start menu (S0-003, S0-015).</summary>
    public static IEnumerable<Refusal> WhyNotStart(Situation situation, Protocol protocol, WorkstepDefinition workstep)
    {
        var context = new Context(new Process { Raiser = situation.Actor, RaisedBy = situation.Actor }, protocol, situation);
        if (workstep.By.Count == 0) yield return new Refusal($"{workstep.Label} is opened only by a next action.");
        else if (!People.Names(context, workstep.By, out _)) yield return new Refusal($"Only {People.InWords(context, workstep.By)} may start {workstep.Label}.");
        if (situation.Children.Count == 0 && protocol.About != About.Service) yield return new Refusal($"{protocol.Label} is about a child.");
        else if (situation.Children.Count > 0 && protocol.About == About.Service) yield return new Refusal($"{protocol.Label} is about the whole service, and no one child.");
        else if (protocol.About == About.Child && situation.Children.Count != 1) yield return new Refusal($"{protocol.Label} is about one child.");
        if (!context.Holds(protocol.When) || !context.Holds(workstep.When)) yield return new Refusal($"{workstep.Label} is not for this child as the record stands today.");
        foreach (var refusal in Gates(context, StartGates(protocol, workstep).Where(g => g.Of == workstep.Id || g.Of is null), GateVerb.Start, workstep.Id).Where(r => r.Ask != Else.Warn)) yield return refusal;
    }

    private static IEnumerable<Gate> StartGates(Protocol protocol, WorkstepDefinition workstep) => protocol.Gates.Concat(protocol.Form(workstep.Form).Gates).Concat(workstep.Gates);

    /// <summary>Begins a process with its first workstep, held by the actor (or the absent worker for whom they act).</summary>
    public static Decision Start(Situation situation, Protocol protocol, WorkstepDefinition workstep)
    {
        var refusals = WhyNotStart(situation, protocol, workstep).ToList();
        if (refusals.Count > 0) return Decision.Refuse(refusals);
        var process = new Process();
        People.Names(new Context(process, protocol, situation), workstep.By, out var absent);
        var turn = new Turn(process, protocol, situation) { NewProcess = situation.NewId(), For = absent };
        turn.Emit(new ProcessStarted(0, protocol.Id, protocol.Version, situation.Pack.Fingerprint, [.. situation.Children.Select(c => c.Id)], null));
        var opened = Open(turn, workstep, absent ?? situation.Actor, null, null);
        EmitPassed(turn, turn.Context with { Workstep = opened }, GateVerb.Start, workstep.Id);
        return turn.Done() with { Started = [process] };
    }

    /// <summary>Begins a process about the service by itself, as a moment of the calendar brings it, for somebody whom its rule names as the holder.</summary>
    public static Decision StartByItself(Situation situation, Protocol protocol, WorkstepDefinition workstep, Guid holder)
    {
        var process = new Process();
        var turn = new Turn(process, protocol, situation with { Actor = Worker.System }) { NewProcess = situation.NewId() };
        turn.Emit(new ProcessStarted(0, protocol.Id, protocol.Version, situation.Pack.Fingerprint, [], null));
        Open(turn, workstep, holder, null, null);
        return turn.Done() with { Started = [process] };
    }

    // ---- Open ----

    private static readonly NextAction Plain = new();

    /// <summary>The notice that work has come to somebody.</summary>
    public const string Arrived = "work-arrived";

    /// <summary>Opens a workstep with what its fields start with, and says which stages were passed over (rule 2).</summary>
    private static Workstep Open(Turn turn, WorkstepDefinition definition, Guid holder, Workstep? from, NextAction? by)
    {
        by ??= Plain;
        var id = turn.Situation.NewId();
        var form = turn.Protocol.Form(definition.Form);
        var earlier = turn.Process.Worksteps.LastOrDefault(w => turn.Protocol.Workstep(w.Definition).Form == form.Id && w.Status != WorkstepStatus.Cancelled);
        var context = turn.Context with { Workstep = new Workstep { Id = id, Definition = definition.Id, Holder = holder, Opened = turn.Situation.Now } };
        turn.Emit(new WorkstepOpened(id, definition.Id, holder)
        {
            CameFrom = from?.Id, ScheduledFor = by.ScheduledFor, Priority = by.Priority, Note = by.Note,
            Answers = [.. Starting(form, earlier, context)],
            Rows = [.. form.Fields.Where(f => f.Kind == FieldKind.Table && (f.Carry ?? form.Carry) == Carry.Copy).SelectMany(f => CopiedRows(f, earlier, turn.Situation))],
            NotUsed = [.. PassedOver(turn, definition, from, by)],
            // Whoever is passed the raiser's own work leads from then on; to share a piece of it hands nothing over.
            Leads = definition.Holder is [PersonRule.Word { Is: PersonWord.Raiser }],
        });
        var opened = turn.Process.Worksteps[^1];
        foreach (var one in People.Sharing(turn.Context with { Workstep = opened }, definition).Prepend(holder).Distinct())
            turn.Tell(one, Arrived, "A piece of work has come to you", opened, null);
        return opened;
    }

    /// <summary>Opens what the pack says opens by itself, for whoever its rule finds first; where that is nobody, for whoever leads.</summary>
    internal static void OpenByItself(Turn turn, WorkstepDefinition definition, Workstep? from)
    {
        var context = turn.Context with { Workstep = from };
        var found = People.Find(context, definition.Holder);
        // Where nobody raised anything there is nobody to fall back on but those above: the first post that somebody holds.
        for (var rules = definition.Holder; found.People.Count == 0 && turn.Process.Raiser == Record.Worker.System; found = People.Find(context, rules))
        {
            turn.Warn(found.Nobody.Select(nobody => $"{definition.Label}: {nobody}"));
            rules = [.. rules.OfType<PersonRule.InPost>().Select(rule => turn.Situation.Pack.Post(rule.Post).Manager).OfType<string>().Distinct().Select(post => new PersonRule.InPost(post))];
            if (rules.Count == 0) return;
        }
        Open(turn, definition, found.People.FirstOrDefault()?.Worker ?? turn.Process.Raiser, from, null);
    }

    /// <summary>Begins a workstep in the process that stands for it already, as the child's record called for it; started by hand it is counted there.</summary>
    public static Decision Join(Process process, Situation situation, WorkstepDefinition workstep)
    {
        var protocol = Definition(process, situation);
        var refusals = process.Status == ProcessStatus.Open ? WhyNotStart(situation, protocol, workstep).ToList() : [new Refusal("It was closed meanwhile. Start it again.")];
        if (refusals.Count > 0) return Decision.Refuse(refusals);
        People.Names(new Context(process, protocol, situation), workstep.By, out var absent);
        var turn = new Turn(process, protocol, situation) { For = absent };
        var opened = Open(turn, workstep, absent ?? situation.Actor, null, null);
        EmitPassed(turn, turn.Context with { Workstep = opened }, GateVerb.Start, workstep.Id);
        return turn.Done();
    }

    /// <summary>Field after field, so that one may start with what an earlier one holds.</summary>
    private static IEnumerable<CellChange> Starting(Form form, Workstep? earlier, Context context)
    {
        foreach (var start in form.Fields.SelectMany(f => StartsWith(f, form, earlier, context)))
        {
            context.Workstep!.Answers[start.Field] = new Answer(start.Text, Guid.Empty, default);
            yield return start;
        }
    }

    private static IEnumerable<CellChange> StartsWith(Field field, Form form, Workstep? earlier, Context context)
    {
        if (field.Kind == FieldKind.ChildDetails) return Details(field, context.Situation);
        if (field.Kind == FieldKind.StepsTaken) return Facts.Of("steps-taken", context) is { } steps ? [new CellChange(field.Id, steps)] : [];
        if (field.Kind == FieldKind.Process && context.Source?.Process is { } source && source.Protocol == field.Of) return [new CellChange(field.Id, source.Id.ToString())];
        if (field.Kind == FieldKind.Figures) return context.Situation.Figures.GetValueOrDefault(FigureSheet.Key(context.Protocol, context.Protocol.Workstep(context.Workstep!.Definition), field)) is { } figures ? [new CellChange(field.Id, figures)] : [];
        if (field.Kind is FieldKind.Table or FieldKind.Signature or FieldKind.NextActions || field.IsLive()) return [];
        if ((field.Carry ?? form.Carry) is Carry.Copy or Carry.Shown && earlier?.Answers.GetValueOrDefault(field.Id) is { } before) return [new CellChange(field.Id, before.Text)];
        if (context.StartOf(field) is { Length: > 0 } text) return [new CellChange(field.Id, field.Kind == FieldKind.Date ? DayOf(text) : text)];
        if (field.Kind is FieldKind.Workers or FieldKind.Attendance && field.DefaultPeople.Count > 0) return Everybody(field, context);
        if (field.DefaultPeople.Count > 0 && PersonText(field, context) is { } person) return [new CellChange(field.Id, person)];
        return [];
    }

    /// <summary>A day that starts with what a day and time holds has its day.</summary>
    private static string DayOf(string text) => Facts.Minute.Parse(text) is { Success: true } minute ? NodaTime.Text.LocalDatePattern.Iso.Format(minute.Value.Date) : text;

    /// <summary>A default person of a person-or-text field is kept as the post it names: 'the allocated worker' stays true when the worker changes (AMB-S0-23).</summary>
    public static string? PersonText(Field field, Context context) => field.DefaultPeople.FirstOrDefault() switch
    {
        PersonRule.InPost post when field.Kind == FieldKind.PersonOrText => $"post:{post.Post}",
        null => null,
        var rule => People.Find(context, [rule]).People.Select(p => field.Kind == FieldKind.PersonOrText ? $"worker:{p.Worker}" : p.Worker.ToString()).FirstOrDefault(),
    };

    /// <summary>All whom the rules find; at a meeting nobody has said yet who was there.</summary>
    private static IEnumerable<CellChange> Everybody(Field field, Context context)
    {
        var mark = field.Kind == FieldKind.Attendance ? "=" : "";
        var people = string.Join('\n', People.Find(context, field.DefaultPeople).People.Select(p => $"{p.Worker}{mark}"));
        return people.Length > 0 ? [new CellChange(field.Id, people)] : [];
    }

    /// <summary>The child's details as the record has them on the day; a correction is an answer like any other, old and new kept (S0-022).</summary>
    private static IEnumerable<CellChange> Details(Field field, Situation situation)
    {
        foreach (var (child, index) in situation.Children.Select((c, i) => (c, i)))
        {
            var at = index == 0 ? $"{field.Id}/" : $"{field.Id}/{index + 1}/";
            yield return new CellChange(at + "name", child.Name);
            yield return new CellChange(at + "born", NodaTime.Text.LocalDatePattern.Iso.Format(child.Born));
            yield return new CellChange(at + "number", child.Number.ToString());
            if (child.Address is { Length: > 0 } address) yield return new CellChange(at + "address", address);
            if (child.LegalStatus is { } status) yield return new CellChange(at + "legal-status", situation.Pack.Lists.Select(l => l.Find(status)?.Label).FirstOrDefault(l => l is not null) ?? status);
            if (child.Locality is { } locality) yield return new CellChange(at + "locality", locality);
        }
    }

    private static IEnumerable<RowChange> CopiedRows(Field table, Workstep? earlier, Situation situation) =>
        (earlier?.Tables.GetValueOrDefault(table.Id) ?? []).Select(row =>
            new RowChange(table.Id, situation.NewId(), [.. row.Cells.Select(c => new CellChange(c.Key, c.Value.Text))]));

    private static IEnumerable<NotUsed> PassedOver(Turn turn, WorkstepDefinition definition, Workstep? from, NextAction by)
    {
        if (definition.Rank is not { } rank) return [];
        var reached = turn.Process.Worksteps.Select(w => turn.Protocol.Workstep(w.Definition).Rank ?? -1).DefaultIfEmpty(-1).Max();
        var label = from is null ? definition.Label : turn.Protocol.FormOf(from.Definition).NextAction(by.Definition)?.Label ?? definition.Label;
        return turn.Protocol.Stages.Where(s => s.Rank > reached && s.Rank < rank && turn.Context.Holds(s.When)).Select(s => new NotUsed(s.Id, by.Reason ?? label));
    }

    // ---- Gates ----

    /// <summary>What stands in the way of a verb; a gate that warns or asks for a reason is passed when the actor has acknowledged it.</summary>
    private static IEnumerable<Refusal> Gates(Context context, GateVerb verb, string? of = null) =>
        Gates(context, GatesOf(context), verb, of);

    private static IEnumerable<Refusal> Gates(Context context, IEnumerable<Gate> gates, GateVerb verb, string? of)
    {
        foreach (var gate in Shut(context, gates, verb, of))
            if (!Acknowledged(gate, context)) yield return new Refusal(Repeats.Named(gate.Said([.. Attendance.Missed(gate.Needs, context)]), context), of, null, gate.Id, gate.Else);
    }

    private static IEnumerable<Gate> Shut(Context context, IEnumerable<Gate> gates, GateVerb verb, string? of) =>
        gates.Where(g => g.Verb == verb && (g.Of is null || g.Of == of) && context.Holds(g.When) && !Passes(g, context));

    private static bool Acknowledged(Gate gate, Context context) =>
        context.Situation.Acknowledged.TryGetValue(gate.Id, out var reason) && (gate.Else == Else.Warn || gate.Else == Else.Reason && !string.IsNullOrWhiteSpace(reason));

    private static IEnumerable<Gate> GatesOf(Context context) =>
        context.Protocol.Gates.Concat(context.Form!.Gates).Concat(context.Protocol.Workstep(context.Workstep!.Definition).Gates);

    private static bool Passes(Gate gate, Context context) =>
        (gate.By.Count == 0 || People.Names(context, gate.By, out _)) && (gate.Needs is not null ? context.Holds(gate.Needs) : gate.By.Count > 0);

    /// <summary>The gates that stood in the way and that the actor passed knowingly leave an event each, with the reason.</summary>
    private static void EmitPassed(Turn turn, Context context, GateVerb verb, string? of)
    {
        foreach (var gate in Shut(context, GatesOf(context), verb, of).Where(g => Acknowledged(g, context)).ToList())
            turn.Emit(new GatePassed(gate.Id, context.Workstep!.Id), context.Situation.Acknowledged[gate.Id] is { Length: > 0 } reason ? reason : null);
    }

    private static IEnumerable<Refusal> WhyClosed(Workstep workstep, Context context)
    {
        var label = context.Protocol.Workstep(workstep.Definition).Label;
        if (workstep.Status == WorkstepStatus.Finished) yield return new Refusal($"{label} is finished. What is finished doesn’t change: reopen it, or add to the next piece of work.");
        if (workstep.Status == WorkstepStatus.Cancelled) yield return new Refusal($"{label} was cancelled.");
        if (workstep.IsOpen && workstep.ScheduledFor is { } day && context.Situation.Today < day) yield return new Refusal($"{label} is scheduled for {Calendar.DateWords.InWords(day)} and can’t be started before.");
    }
}
