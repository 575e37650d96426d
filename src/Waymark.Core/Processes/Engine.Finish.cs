using Waymark.Core.Forms;
using Waymark.Core.Packs;

namespace Waymark.Core.Processes;

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
