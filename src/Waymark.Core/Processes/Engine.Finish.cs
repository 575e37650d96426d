using Waymark.Core.Forms;
using Waymark.Core.Packs;

namespace Waymark.Core.Processes;

/// <summary>A next action as a worker proposes it.</summary>
public sealed record Proposal(string Definition, Guid? PassTo)
{
    public NodaTime.LocalDate? ScheduledFor { get; init; }
    public string? Priority { get; init; }
    public string? Note { get; init; }
    public string? Reason { get; init; }
    public bool AtOnce { get; init; }
}

public static partial class Engine
{
    // ---- Sign ----

    public static IEnumerable<Refusal> WhyNotSign(Process process, Situation situation, Workstep workstep, Field field)
    {
        var context = At(process, situation, workstep);
        foreach (var refusal in WhyClosed(workstep, context)) yield return refusal;
        if (workstep.Signatures.ContainsKey(field.Id)) yield return new Refusal($"{field.Label}: it is signed.", field.Id);
        if (!IsThere(field, context)) yield return new Refusal($"{field.Label} isn’t asked for as things stand.", field.Id);
        if (WhyNotSigner(context, field) is { } why) yield return new Refusal(why, field.Id);
        if (People.Subjects(process, context.Protocol).Contains(situation.Actor)) yield return new Refusal("The concern is about you, so somebody else signs.", field.Id);
        foreach (var above in context.Form!.SectionOf(field.Id).Fields.TakeWhile(f => f.Id != field.Id))
            if (above.Required == Required.Finish && IsThere(above, context) && IsEmpty(above, context) && WhyNotFill(process, situation, workstep, above, out _) is null)
                yield return new Refusal($"{Enter(above)} before you sign.", above.Id);
        foreach (var refusal in Gates(context, GateVerb.Sign, field.Id)) yield return refusal;
    }

    private static string? WhyNotSigner(Context context, Field field)
    {
        if (field.By.Count > 0 && !People.Names(context, field.By, out _)) return $"Only {People.InWords(context, field.By)} may sign this.";
        return WhyNotFill(context.Process, context.Situation, context.Workstep!, field, out _);
    }

    /// <summary>Signs what stands above the signature on the form, with the server's clock and the signer's post at the time (S0-037, AMB-S0-19).</summary>
    public static Decision Sign(Process process, Situation situation, Guid id, string fieldId)
    {
        if (process.FindWorkstep(id) is not { } workstep) return Decision.Refuse("There is no such piece of work in this process.");
        var context = At(process, situation, workstep);
        if (context.Form!.Fields.FirstOrDefault(f => f.Id == fieldId && f.Kind == FieldKind.Signature) is not { } field) return Decision.Refuse("There is no such signature on this form.");
        var refusals = WhyNotSign(process, situation, workstep, field).ToList();
        if (refusals.Count > 0) return Decision.Refuse(refusals);
        WhyNotFill(process, situation, workstep, field, out var absent);
        var turn = new Turn(process, context.Protocol, situation) { For = absent };
        EmitPassed(turn, context, GateVerb.Sign, field.Id);
        Begin(turn, workstep);
        turn.Emit(new Signed(workstep.Id, fieldId, Stamp(context, field, absent), Answers.ContentAbove(workstep, context.Form, fieldId, context)));
        return turn.Done();
    }

    private static string Stamp(Context context, Field field, Guid? absent)
    {
        var (situation, worker) = (context.Situation, context.Situation.Register.Worker(context.Situation.Actor)!);
        var local = situation.Now.InZone(situation.Calendar.Zone).LocalDateTime;
        var posts = situation.Register.PostsOf(worker.Id, situation.Today).ToList();
        var named = field.By.OfType<PersonRule.InPost>().Select(r => r.Post).FirstOrDefault(posts.Contains) ?? posts.FirstOrDefault();
        var name = absent is { } away ? $"{worker.Name} for {situation.Register.NameOf(away)}" : worker.Name;
        return situation.Pack.Term("verified")
            .Replace("{time}", local.ToString("hh:mmtt", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{date}", local.ToString("dd'/'MM'/'uuuu", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{name}", name, StringComparison.Ordinal)
            .Replace("{post}", named is null ? "" : situation.Pack.FindPost(named)?.Label ?? named, StringComparison.Ordinal)
            .Replace("{organisation}", worker.Organisation, StringComparison.Ordinal);
    }

    // ---- What comes next ----

    /// <summary>The next actions that exist for this workstep now, with the reasons why one can't be chosen yet.</summary>
    public static IEnumerable<(NextActionDefinition Action, IReadOnlyList<Refusal> WhyNot)> Offered(Process process, Situation situation, Workstep workstep)
    {
        var context = At(process, situation, workstep);
        return context.Form!.NextActions.Where(n => n.AtOnce != AtOnce.ByItself && IsOffered(n, context)).Select(n => (n, (IReadOnlyList<Refusal>)[.. Gates(context, GateVerb.Choose, n.Id)]));
    }

    /// <summary>Escalation goes forward by rank: an action to the same stage or a lower one isn't offered (rule 2, AMB-S0-17).</summary>
    private static bool IsOffered(NextActionDefinition action, Context context) => context.Holds(action.When) && action.Opens.All(target => Target(target, context) is { } t
        && context.Holds(t.Workstep.When) && (t.Protocol.Id == context.Protocol.Id ? t.Workstep.Rank is not { } rank || rank > Reached(context) : context.Holds(t.Protocol.When)));

    private static int Reached(Context context) =>
        context.Process.Worksteps.Where(w => w.Status != WorkstepStatus.Cancelled).Select(w => context.Protocol.Workstep(w.Definition).Rank ?? -1).DefaultIfEmpty(-1).Max();

    private static (Protocol Protocol, WorkstepDefinition Workstep)? Target(string target, Context context)
    {
        var dot = target.IndexOf('.');
        var pack = context.Situation.InForce ?? context.Situation.Pack;
        var protocol = dot < 0 ? context.Protocol : pack.Protocol(target[..dot]);
        var workstep = protocol?.FindWorkstep(dot < 0 ? target : target[(dot + 1)..]);
        return workstep is null ? null : (protocol!, workstep);
    }

    /// <summary>Workers who may be passed what this action opens, the likeliest first, then by surname (S0-008).</summary>
    public static IReadOnlyList<Recipient> PassTo(Context context, NextActionDefinition action)
    {
        var found = People.Find(context, action.To).People;
        var holders = action.Opens.Select(t => Target(t, context)).Where(t => t is not null).SelectMany(t => t!.Value.Workstep.Holder);
        var posts = Posts(context, action.To.Concat(holders)).ToHashSet();
        if (action.To.Concat(holders).Any(r => r is PersonRule.Word { Is: PersonWord.Raiser }))
            posts.UnionWith(context.Situation.Register.PostsOf(context.Process.Raiser, context.Situation.Today));
        return [.. found, .. People.Directory(context.Situation, posts).Where(w => found.All(f => f.Worker != w.Id)).Select(w => new Recipient(w.Id, Recipient.Elsewhere))];
    }

    public static Decision Propose(Process process, Situation situation, Guid id, Proposal proposal)
    {
        if (process.FindWorkstep(id) is not { } workstep) return Decision.Refuse("There is no such piece of work in this process.");
        var context = At(process, situation, workstep);
        var refusals = WhyClosed(workstep, context).Concat(WhyNotPropose(process, situation, workstep, proposal, context, out var absent)).ToList();
        if (refusals.Count > 0) return Decision.Refuse(refusals);
        var action = context.Form!.NextAction(proposal.Definition)!;
        var atOnce = action.AtOnce == AtOnce.Always || action.AtOnce == AtOnce.May && proposal.AtOnce;
        var turn = new Turn(process, context.Protocol, situation) { For = absent };
        EmitPassed(turn, context, GateVerb.Choose, action.Id);
        if (PassesOver(action, context)) EmitPassed(turn, context, GateVerb.Skip, null);
        Begin(turn, workstep);
        turn.Emit(new NextActionProposed(workstep.Id, situation.NewId(), proposal.Definition, action.Opens.Count > 0 ? proposal.PassTo : null)
        {
            ScheduledFor = proposal.ScheduledFor, Priority = Clean(proposal.Priority), Note = Clean(proposal.Note), Reason = Clean(proposal.Reason) ?? WhySkipped(action, context), AtOnce = atOnce,
        });
        if (atOnce) Take(turn, workstep, workstep.NextActions[^1]);
        return turn.Done();
    }

    /// <summary>Whether it leads past a stage that was not used yet.</summary>
    private static bool PassesOver(NextActionDefinition action, Context context) => action.Opens.Any(target => Target(target, context) is { } t && t.Protocol.Id == context.Protocol.Id
        && t.Workstep.Rank is { } rank && context.Protocol.Stages.Any(s => s.Rank > Reached(context) && s.Rank < rank && context.Holds(s.When)));

    /// <summary>The reason that the pack asks for where stages are passed over: it stands beside each of them.</summary>
    private static string? WhySkipped(NextActionDefinition action, Context context) => !PassesOver(action, context) ? null
        : Shut(context, GatesOf(context), GateVerb.Skip, null).Select(g => Clean(context.Situation.Acknowledged.GetValueOrDefault(g.Id))).FirstOrDefault(reason => reason is not null);

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static IEnumerable<Refusal> WhyNotPropose(Process process, Situation situation, Workstep workstep, Proposal proposal, Context context, out Guid? absent)
    {
        var refusals = new List<Refusal>();
        absent = null;
        if (context.Form!.Fields.FirstOrDefault(f => f.Kind == FieldKind.NextActions) is { } grid && WhyNotFill(process, situation, workstep, grid, out absent) is { } why) refusals.Add(new Refusal(why, "action"));
        if (context.Form.NextAction(proposal.Definition) is not { } action || !IsOffered(action, context)) return [.. refusals, new Refusal("Select a next action from the list", "action")];
        if (workstep.NextActions.Any(n => n.Definition == proposal.Definition)) refusals.Add(new Refusal($"{action.Label} is in the list already", "action"));
        if (action.Opens.Count > 0 && proposal.PassTo is null) refusals.Add(new Refusal($"Select whom to pass {action.Label} to", "pass-to"));
        if (proposal.PassTo is { } to && action.Opens.Count > 0 && PassTo(context, action).All(p => p.Worker != to)) refusals.Add(new Refusal($"{situation.Register.NameOf(to)} can’t hold this work. Select one of those listed.", "pass-to"));
        if (proposal.ScheduledFor is { } day && day < situation.Today) refusals.Add(new Refusal("The day to start it can’t be before today", "scheduled-for"));
        if (proposal.Priority is { Length: > 0 } priority && situation.Pack.ListOf(Meaning.Priorities)?.Find(priority) is null) refusals.Add(new Refusal("Select a priority from the list", "priority"));
        foreach (var (text, field) in new[] { (proposal.Note, "note"), (proposal.Reason, "reason") })
            if (text is not null && (Answers.Unfit(text) || text.Length > Answers.MostLongText)) refusals.Add(new Refusal($"The {field} is too long or holds a character that can’t be kept", field));
        refusals.AddRange(Gates(context, GateVerb.Choose, action.Id).Concat(PassesOver(action, context) ? Gates(context, GateVerb.Skip) : []).Select(r => r with { Field = "action" }));
        return refusals;
    }

    public static Decision RemoveNextAction(Process process, Situation situation, Guid id, Guid row)
    {
        if (process.FindWorkstep(id) is not { } workstep) return Decision.Refuse("There is no such piece of work in this process.");
        var context = At(process, situation, workstep);
        var refusals = WhyClosed(workstep, context).ToList();
        Guid? absent = null;
        if (workstep.NextActions.FirstOrDefault(n => n.Id == row) is not { } action) refusals.Add(new Refusal("That next action is not in the list any more."));
        else if (action.Taken is not null) refusals.Add(new Refusal("It was sent already, so it can’t be taken out."));
        if (context.Form!.Fields.FirstOrDefault(f => f.Kind == FieldKind.NextActions) is { } grid && WhyNotFill(process, situation, workstep, grid, out absent) is { } why) refusals.Add(new Refusal(why));
        if (refusals.Count > 0) return Decision.Refuse(refusals);
        var turn = new Turn(process, context.Protocol, situation) { For = absent };
        turn.Emit(new NextActionRemoved(workstep.Id, row));
        return turn.Done();
    }

    /// <summary>Takes the next actions that nobody chooses, once each, as soon as what they wait for holds.</summary>
    internal static void TakeByThemselves(Turn turn)
    {
        if (turn.Process.Status != ProcessStatus.Open) return;
        foreach (var workstep in turn.Process.Worksteps.Where(w => w.IsOpen).ToList())
            foreach (var action in turn.Protocol.FormOf(workstep.Definition).NextActions.Where(a => a.AtOnce == AtOnce.ByItself))
            {
                var context = turn.Context with { Workstep = workstep };
                if (workstep.NextActions.Any(n => n.Definition == action.Id) || !IsOffered(action, context)) continue;
                var holder = People.Find(context, action.To).People.FirstOrDefault()?.Worker ?? workstep.Holder;
                turn.Emit(new NextActionProposed(workstep.Id, turn.Situation.NewId(), action.Id, action.Opens.Count > 0 ? holder : null) { AtOnce = true });
                Take(turn, workstep, workstep.NextActions[^1]);
            }
    }

    /// <summary>What finishing takes where nobody chose how it goes on: null where somebody did, or nothing is meant to go by that.</summary>
    private static (NextActionDefinition Action, Guid? PassTo)? WithFinish(Context context)
    {
        if (context.Workstep!.NextActions.Any(n => n.Taken is null)) return null;
        var action = context.Form!.NextActions.FirstOrDefault(a => a.AtOnce == AtOnce.WithFinish && IsOffered(a, context) && !Gates(context, GateVerb.Choose, a.Id).Any());
        if (action is null) return null;
        return action.Opens.Count == 0 ? (action, null) : PassTo(context, action).FirstOrDefault() is { } first ? (action, first.Worker) : null;
    }

    /// <summary>Something else is still to be answered, and how it goes on may follow from that.</summary>
    private static bool GoesByItself(Context context) => context.Form!.NextActions.Any(a => a.AtOnce == AtOnce.WithFinish)
        && context.Form.Sections.Where(s => context.Holds(s.When)).SelectMany(s => s.Fields).Any(f => f.Kind != FieldKind.NextActions && Missing(f, context.Workstep!, context).Any());

    /// <summary>Carries a next action out: opens its worksteps, here or in a process of its own.</summary>
    private static void Take(Turn turn, Workstep workstep, NextAction row)
    {
        var action = turn.Protocol.FormOf(workstep.Definition).NextAction(row.Definition)!;
        var opened = new List<Origin>();
        foreach (var target in action.Opens)
        {
            var (protocol, definition) = Target(target, turn.Context with { Workstep = workstep })!.Value;
            var holder = row.PassTo ?? turn.Process.Raiser;
            if (protocol.Id == turn.Protocol.Id) opened.Add(new Origin(turn.Process.Id, Open(turn, definition, holder, workstep, row).Id));
            else opened.Add(StartFrom(turn, turn.Context with { Workstep = workstep }, row, protocol, definition, holder));
        }
        turn.Emit(new NextActionTaken(workstep.Id, row.Id, opened));
    }

    /// <param name="one">The process of the agenda's row for which it is; null: it is for the same children.</param>
    private static Origin StartFrom(Turn turn, Context source, NextAction row, Protocol protocol, WorkstepDefinition definition, Guid holder, Case? one = null)
    {
        var situation = turn.Situation with { Pack = turn.Situation.InForce ?? turn.Situation.Pack, Cases = [] };
        if (one is not null) situation = situation with { Children = one.Situation.Children };
        if (protocol.About == About.Service) situation = situation with { Children = [] };
        var process = new Process();
        var begun = new Turn(process, protocol, situation) { NewProcess = situation.NewId(), For = turn.For, Source = source };
        begun.Emit(new ProcessStarted(0, protocol.Id, protocol.Version, situation.Pack.Fingerprint, protocol.About == About.Service ? [] : one?.Process.Children ?? turn.Process.Children, new Origin(turn.Process.Id, source.Workstep!.Id)));
        var opened = Open(begun, definition, holder, null, row);
        turn.Begin(begun);
        return new Origin(process.Id, opened.Id);
    }

    /// <summary>What an agenda leaves to be done goes to the worker whom its row names; to whoever held the meeting, where it names nobody.</summary>
    private static void OpenForRows(Turn turn, Workstep workstep)
    {
        foreach (var table in turn.Protocol.FormOf(workstep.Definition).Agendas.Where(t => t.Opens.Count > 0))
            foreach (var row in workstep.Tables.GetValueOrDefault(table.Id, []))
            {
                var context = turn.Context with { Workstep = workstep, Row = row };
                if (!context.Holds(table.Open) || Agenda.Of(turn.Situation, row) is not { } one) continue;
                var named = table.Columns.Where(c => c.Kind == FieldKind.Worker).Select(c => row.Cells.GetValueOrDefault(c.Id)?.Text).OfType<string>().FirstOrDefault();
                foreach (var target in table.Opens)
                    if (Target(target, context) is var (protocol, definition)) StartFrom(turn, context, Plain, protocol, definition, Guid.TryParse(named, out var who) ? who : workstep.Holder, one);
            }
    }

    // ---- Finish ----

    /// <summary>Everything that is left to do before finish, in the form's order, each with the field, request or action that it is about (rule 6).</summary>
    public static IEnumerable<Refusal> WhyNotFinish(Process process, Situation situation, Workstep workstep)
    {
        var context = At(process, situation, workstep);
        foreach (var refusal in WhyClosed(workstep, context)) yield return refusal;
        if (!workstep.IsOpen) yield break;
        foreach (var section in InTurn(context.Form!))
        {
            var missing = section.Fields.Where(_ => context.Holds(section.When)).SelectMany(f => Missing(f, workstep, context)).ToList();
            var requests = MissingRequests(workstep, context).Where(r => AskedAfter(context.Form!, r.Field!) == section.Id).ToList();
            if (GoesByItself(context)) missing.RemoveAll(refusal => context.Form!.FindField(refusal.Field!)?.Kind == FieldKind.NextActions);
            bool Waits(Refusal refusal) => requests.Any(r => WaitsFor(context.Form!, r.Field!, refusal));
            foreach (var refusal in missing.Where(r => !Waits(r)).Concat(requests).Concat(missing.Where(Waits))) yield return refusal;
        }
        foreach (var refusal in Inconsistent(process, situation, workstep)) yield return refusal;
        foreach (var refusal in Gates(context, GateVerb.Finish)) yield return refusal;
        if (People.Subjects(process, context.Protocol).Contains(situation.Actor)) yield return new Refusal("The concern is about you, so somebody else finishes this.");
        else if (Finishers(context).Count == 0 && !People.Holds(context, workstep, out _)) yield return new Refusal($"{situation.Register.NameOf(workstep.Holder)} holds this and finishes it.");
    }

    /// <summary>Those whom a gate of the pack names to finish it instead of its holder (S0-068).</summary>
    private static IReadOnlyList<PersonRule> Finishers(Context context) =>
        [.. context.Protocol.Gates.Concat(context.Form!.Gates).Concat(context.Protocol.Workstep(context.Workstep!.Definition).Gates)
            .Where(g => g.Verb == GateVerb.Finish && g.By.Count > 0 && context.Holds(g.When)).SelectMany(g => g.By)];

    private static bool IsThere(Field field, Context context) => context.Holds(field.When) && context.Holds(context.Form!.SectionOf(field.Id).When);

    private static bool IsEmpty(Field field, Context context) => field.Kind switch
    {
        FieldKind.Table => context.Workstep!.Tables.GetValueOrDefault(field.Id, []).Count == 0,
        FieldKind.Signature => !context.Workstep!.Signatures.ContainsKey(field.Id),
        // What always goes at once leaves this workstep as open as it was: finishing it still needs a way on.
        FieldKind.NextActions => context.Workstep!.NextActions.All(n => context.Form!.NextAction(n.Definition)?.AtOnce is AtOnce.Always or AtOnce.ByItself) && WithFinish(context) is null,
        FieldKind.ChildDetails or FieldKind.StepsTaken or FieldKind.Cases or FieldKind.Figures => false,
        _ => string.IsNullOrEmpty(context.Answered(context.Workstep!, field)),
    };

    private static IEnumerable<Refusal> Missing(Field field, Workstep workstep, Context context)
    {
        if (!context.Holds(field.When)) yield break;
        if (field.Required != Required.No && IsEmpty(field, context)) yield return new Refusal(Enter(field), field.Id);
        if (field.Kind == FieldKind.Attendance && field.Required != Required.No)
            foreach (var line in (context.Answered(workstep, field) ?? "").Split('\n').Where(line => line.EndsWith('='))) yield return new Refusal($"{field.Label}: say whether {context.Situation.Register.NameOf(Guid.Parse(line[..^1]))} was there", field.Id);
        // What was chosen while it could be, and can't be any more: the child has left care, or came back into it.
        if (field.Kind is FieldKind.Choice or FieldKind.Choices && !field.IsComputed() && workstep.Answers.TryGetValue(field.Id, out var chosen)
            && field.Option(chosen.Text) is { } option && !Answers.Offered(field, context).Contains(option))
            yield return new Refusal($"Select {field.Label} again: ‘{option.Label}’ is no longer possible", field.Id);
        if (field.Kind is not (FieldKind.Table or FieldKind.Cases)) yield break;
        foreach (var (row, index) in Agenda.Rows(context, workstep, field).Select((r, i) => (r, i)))
            foreach (var column in field.Columns.Where(c => c.Required != Required.No && !row.Cells.ContainsKey(c.Id) && (context with { Row = row }).Holds(c.When)))
                yield return new Refusal($"{Enter(column)} in row {index + 1} of {field.Label}", column.Id, row.Id);
    }

    /// <summary>In the form's order; but what a clock counts from the sending of a request comes once that is sent (S4-020).</summary>
    private static IEnumerable<Section> InTurn(Form form)
    {
        double Turn(Section section, int place) => form.Clocks
            .Where(c => c.Until is { } until && until.Any.Any(u => u.Subject.Kind == SubjectKind.Field && section.Fields.Any(f => f.Id == u.Subject.Name)))
            .SelectMany(c => c.After.Any).Where(a => a.Subject.Kind == SubjectKind.Request && form.Request(a.Subject.Name) is not null)
            .Select(a => form.Sections.TakeWhile(s => s.Id != AskedAfter(form, a.Subject.Name)).Count() + 0.5).Append(place).Max();
        return form.Sections.Select((section, place) => (section, Turn: Turn(section, place))).OrderBy(each => each.Turn).Select(each => each.section);
    }

    /// <summary>The section after which a request's turn comes: the last that it fills; a request that fills nothing follows the one before it.</summary>
    private static string AskedAfter(Form form, string request)
    {
        var fills = form.Requests.TakeWhile(r => r.Id != request).Append(form.Request(request)!).LastOrDefault(r => r.Fills.Count > 0)?.Fills ?? [];
        return form.Sections.LastOrDefault(s => s.Fields.Any(f => fills.Contains(f.Id) || f.Columns.Any(c => fills.Contains(c.Id))))?.Id ?? form.Sections[^1].Id;
    }

    /// <summary>A cell to the right of one that the request fills is written once that has come.</summary>
    private static bool WaitsFor(Form form, string request, Refusal cell)
    {
        if (cell.Row is null || form.TableOf(cell.Field!) is not { } table) return false;
        var fills = form.Request(request)!.Fills;
        return table.Columns.TakeWhile(c => c.Id != cell.Field).Any(c => fills.Contains(c.Id));
    }

    private static IEnumerable<Refusal> MissingRequests(Workstep workstep, Context context)
    {
        foreach (var request in context.Form!.Requests.Where(r => r.Required is Required.Send or Required.Finish && context.Holds(r.When)))
        {
            var current = Standings.Current(context.Process.Answers(workstep).Where(r => r.Definition == request.Id), request.Many).ToList();
            if (current.Count == 0) yield return new Refusal($"Send the request: {request.Label}", request.Id);
            else if (current.Any(r => r.Status == RequestStatus.Returned)) yield return new Refusal($"Answer what came back and send again: {request.Label}", request.Id);
            else if (request.Required == Required.Finish && current.Any(r => r.Status != RequestStatus.Completed))
                yield return new Refusal($"{context.Situation.Register.NameOf(current.First(r => r.Status != RequestStatus.Completed).Holder)} has not answered yet: {request.Label}", request.Id);
        }
    }

    /// <summary>What was proposed must still be allowed: the decision may have changed since (S0-038, S0-061).</summary>
    private static IEnumerable<Refusal> Inconsistent(Process process, Situation situation, Workstep workstep)
    {
        var context = At(process, situation, workstep);
        var rows = workstep.NextActions.Where(n => n.Taken is null).ToList();
        foreach (var row in rows)
        {
            var action = context.Form!.NextAction(row.Definition)!;
            if (!IsOffered(action, context)) yield return new Refusal($"{action.Label} is no longer possible. Take it out of the list.", "action", row.Id);
            foreach (var refusal in Gates(context, GateVerb.Choose, action.Id).Where(r => r.Blocks)) yield return refusal with { Field = "action", Row = row.Id };
            if (action.Opens.Count > 0 && row.PassTo is { } to && !situation.Register.Here(to, situation.Today)) yield return new Refusal($"{situation.Register.NameOf(to)} no longer works here. Pass {action.Label} to somebody else.", "action", row.Id);
        }
        var ends = rows.Select(r => context.Form!.NextAction(r.Definition)!).Where(a => a.Ends is not null && a.Opens.All(o => o.Contains('.'))).ToList();
        var stays = rows.Select(r => context.Form!.NextAction(r.Definition)!).Where(a => a.Opens.Any(o => !o.Contains('.'))).ToList();
        if (ends.Count > 0 && stays.Count > 0) yield return new Refusal($"{ends[0].Label} ends the process, and {stays[0].Label} goes on with it. Keep one of them.", "action");
        else if (Contrary([.. rows.Select(r => context.Form!.NextAction(r.Definition)!)], context) is var (one, other)) yield return new Refusal($"{one.Label} and {other.Label} can’t both happen. Keep one of them.", "action");
    }

    /// <summary>Two ends that differ, two stages at once, or the same piece of work twice: a process is in one stage and ends in one way (rule 2).</summary>
    private static (NextActionDefinition, NextActionDefinition)? Contrary(List<NextActionDefinition> actions, Context context)
    {
        bool IsStage(string target) => context.Protocol.FindWorkstep(target)?.Rank is not null;
        bool Clash(NextActionDefinition one, NextActionDefinition other) => one.Ends is not null && other.Ends is not null && one.Ends != other.Ends
            || one.Opens.Any(IsStage) && other.Opens.Any(IsStage) || one.Opens.Intersect(other.Opens).Any();
        foreach (var (one, i) in actions.Select((a, i) => (a, i)))
            if (actions.Skip(i + 1).FirstOrDefault(other => Clash(one, other)) is { } other) return (one, other);
        return null;
    }

    /// <summary>Finishes a workstep: what was proposed is carried out, and the process may end.</summary>
    public static Decision Finish(Process process, Situation situation, Guid id)
    {
        if (process.FindWorkstep(id) is not { } workstep) return Decision.Refuse("There is no such piece of work in this process.");
        var refusals = WhyNotFinish(process, situation, workstep).ToList();
        if (refusals.Count > 0) return Decision.Refuse(refusals);
        var context = At(process, situation, workstep);
        var named = Finishers(context);
        Guid? absent = null;
        if (named.Count > 0) People.Names(context, named, out absent);
        else People.Holds(context, workstep, out absent);
        var turn = new Turn(process, context.Protocol, situation) { For = absent };
        EmitPassed(turn, context, GateVerb.Finish, null);
        KeepComputed(turn, workstep, context);
        foreach (var open in workstep.Requests.Where(r => r.Status == RequestStatus.Sent).ToList())
        {
            turn.Emit(new RequestWithdrawn(workstep.Id, open.Id), "The piece of work was finished.");
            turn.Tell(open.Holder, "request-withdrawn", "A request to you was withdrawn", workstep, open);
        }
        if (WithFinish(context) is var (action, to)) turn.Emit(new NextActionProposed(workstep.Id, situation.NewId(), action.Id, to));
        turn.Emit(new WorkstepFinished(workstep.Id));
        foreach (var row in workstep.NextActions.Where(n => n.Taken is null).ToList()) Take(turn, workstep, row);
        Agenda.WriteBack(turn, workstep);
        OpenForRows(turn, workstep);
        End(turn, workstep, context);
        return turn.Done();
    }

    /// <summary>What the program computes stands, from finish on, as it was that day.</summary>
    private static void KeepComputed(Turn turn, Workstep workstep, Context context)
    {
        var computed = context.Form!.Fields.Where(f => f.IsLive() && context.Answered(workstep, f) is { Length: > 0 } && !workstep.Answers.ContainsKey(f.Id))
            .Select(f => new CellChange(f.Id, context.Answered(workstep, f)!)).ToList();
        var agenda = Agenda.Kept(context, workstep).ToList();
        if (computed.Count > 0 || agenda.Count > 0) turn.Emit(new AnswersSaved(workstep.Id, computed, agenda));
    }

    private static void End(Turn turn, Workstep workstep, Context context)
    {
        var ending = workstep.NextActions.Select(n => context.Form!.NextAction(n.Definition)!).FirstOrDefault(a => a.Ends is not null);
        if (ending is null) return;
        foreach (var open in turn.Process.Worksteps.Where(w => w.IsOpen).ToList()) CancelWorkstep(turn, open, "The process ended.");
        turn.Emit(new ProcessEnded(ending.Id, ending.Ends!));
    }

    private static void CancelWorkstep(Turn turn, Workstep workstep, string reason)
    {
        foreach (var request in workstep.Requests.Where(r => r.Status == RequestStatus.Sent).ToList())
        {
            turn.Emit(new RequestWithdrawn(workstep.Id, request.Id), reason);
            turn.Tell(request.Holder, "request-withdrawn", "A request to you was withdrawn", workstep, request);
        }
        turn.Emit(new WorkstepCancelled(workstep.Id), reason);
    }
}
