using NodaTime;
using Waymark.Core.Calendar;
using Waymark.Core.Forms;
using Waymark.Core.Packs;

namespace Waymark.Core.Processes;

public static partial class Engine
{
    // ---- Send ----

    /// <summary>The kinds of request that the actor may send now, and those whose time has not come, with the reasons.</summary>
    public static IEnumerable<Refusal> WhyNotSend(Process process, Situation situation, Workstep workstep, RequestDefinition request)
    {
        var context = At(process, situation, workstep);
        foreach (var refusal in WhyClosed(workstep, context)) yield return refusal;
        if (!People.Names(context, request.By, out _)) yield return new Refusal($"Only {People.InWords(context, request.By)} may send this request.", request.Id);
        if (!context.Holds(request.When)) yield return new Refusal($"{request.Label} can’t be sent as things stand.", request.Id);
        if (!request.Many && Standings.Current(workstep, context.Form!).FirstOrDefault(r => r.Definition == request.Id) is { Status: RequestStatus.Sent } open)
            yield return new Refusal($"{situation.Register.NameOf(open.Holder)} has it already. Withdraw it first if somebody else should answer.", request.Id);
        foreach (var field in context.Form!.Fields.Where(f => f.Required is Required.Send or Required.Save && IsThere(f, context) && IsEmpty(f, context)))
            yield return new Refusal($"{Enter(field)} before you send this.", field.Id);
        var found = People.Find(context, request.To);
        foreach (var nobody in found.Nobody.Where(_ => found.People.Count == 0)) yield return new Refusal($"{nobody} An administrator can fill the post.", request.Id);
        foreach (var refusal in Gates(context, GateVerb.Send, request.Id)) yield return refusal;
    }

    /// <summary>Sends a request. It is delivered, in the program, at the same moment; its clock starts (AMB-S0-24).</summary>
    /// <param name="to">One of those whom the rule found, or another holder of the same post.</param>
    public static Decision Send(Process process, Situation situation, Guid id, string definition, IReadOnlyList<Guid> to, string? note)
    {
        if (process.FindWorkstep(id) is not { } workstep) return Decision.Refuse("There is no such piece of work in this process.");
        var context = At(process, situation, workstep);
        if (context.Form!.Request(definition) is not { } request) return Decision.Refuse("There is no such request on this form.");
        var refusals = WhyNotSend(process, situation, workstep, request).ToList();
        refusals.AddRange(WhyNotTo(context, request, to));
        if (note is not null && (Answers.Unfit(note) || note.Length > Answers.MostLongText)) refusals.Add(new Refusal("The note is too long or holds a character that can’t be kept.", "note"));
        if (refusals.Count > 0) return Decision.Refuse(refusals);

        People.Names(context, request.By, out var absent);
        var turn = new Turn(process, context.Protocol, situation) { For = absent };
        EmitPassed(turn, context, GateVerb.Send, request.Id);
        Begin(turn, workstep);
        var found = People.Find(context, request.To).People;
        foreach (var worker in to.Distinct())
            EmitSent(turn, workstep, request, worker, found.FirstOrDefault(p => p.Worker == worker)?.Found ?? "chosen by the sender", note);
        return turn.Done();
    }

    private static void EmitSent(Turn turn, Workstep workstep, RequestDefinition request, Guid to, string found, string? note)
    {
        var ordinal = turn.Process.Worksteps.Sum(w => w.Requests.Count) + 1;
        turn.Emit(new RequestSent(workstep.Id, turn.Situation.NewId(), ordinal, request.Id, to, found, string.IsNullOrWhiteSpace(note) ? null : note.Trim()));
        var sent = workstep.Requests[^1];
        turn.Tell(to, "request-arrived", "You have been asked for something", workstep, sent, found);
        foreach (var copy in People.Find(turn.Context with { Workstep = workstep, Request = sent }, request.Copies).People)
            turn.Tell(copy.Worker, Copied, "You have been copied into a request", workstep, sent, copy.Found);
    }

    /// <summary>The notice of a copy.</summary>
    internal const string Copied = "request-copied";

    private static IEnumerable<Refusal> WhyNotTo(Context context, RequestDefinition request, IReadOnlyList<Guid> to)
    {
        if (to.Count == 0) yield return new Refusal("Select who should get this request", "to");
        if (to.Count > 1 && !request.Many) yield return new Refusal("This request goes to one person", "to");
        var offered = Receivers(context, request).Select(r => r.Worker).ToHashSet();
        var subjects = People.Subjects(context.Process, context.Protocol);
        foreach (var worker in to)
        {
            if (subjects.Contains(worker)) yield return new Refusal($"The concern is about {context.Situation.Register.NameOf(worker)}, who can’t answer it.", "to");
            else if (request.Many && context.Workstep!.Requests.Any(r => r.Definition == request.Id && r.Holder == worker && r.Status == RequestStatus.Sent)) yield return new Refusal($"{context.Situation.Register.NameOf(worker)} has it already.", "to");
            else if (!offered.Contains(worker)) yield return new Refusal($"{context.Situation.Register.NameOf(worker)} can’t be sent this request. Select one of those listed.", "to");
        }
    }

    /// <summary>Who may be sent it: first those whom the rule finds for this child, then the other holders of the same posts.</summary>
    public static IReadOnlyList<Recipient> Receivers(Context context, RequestDefinition request)
    {
        var found = People.Find(context, request.To).People;
        var posts = Posts(context, request.To).ToHashSet();
        var subjects = People.Subjects(context.Process, context.Protocol);
        var others = People.Directory(context.Situation, posts).Where(w => found.All(f => f.Worker != w.Id) && !subjects.Contains(w.Id));
        return [.. found, .. others.Select(w => People.Person(context, w.Id, Recipient.Elsewhere))];
    }

    private static IEnumerable<string> Posts(Context context, IEnumerable<PersonRule> rules) => rules.SelectMany(rule => rule switch
    {
        PersonRule.InPost post => [post.Post],
        PersonRule.Word { Is: PersonWord.Answerer } when context.Workstep is { } w => Posts(context, context.Protocol.Workstep(w.Definition).Answers),
        PersonRule.OneOf any => Posts(context, any.Rules),
        _ => [],
    });

    // ---- Answer ----

    public static IEnumerable<Refusal> WhyNotAnswer(Process process, Situation situation, Workstep workstep, Request request, RequestAnswer answer)
    {
        var context = At(process, situation, workstep) with { Request = request };
        foreach (var refusal in WhyClosed(workstep, context)) yield return refusal;
        if (request.Status != RequestStatus.Sent) yield return new Refusal($"This request was {InWords(request.Status)} already.", request.Definition);
        if (!People.ActsFor(context, request.Holder, out _)) yield return new Refusal($"{situation.Register.NameOf(request.Holder)} has been asked, and nobody else can answer.", request.Definition);
        if (People.Subjects(process, context.Protocol).Contains(situation.Actor)) yield return new Refusal("The concern is about you, so somebody else answers it.", request.Definition);
        if (answer != RequestAnswer.Completed) yield break;
        foreach (var signature in Unsigned(workstep, context, request)) yield return new Refusal($"{Enter(signature)} before you complete this request.", signature.Id);
        foreach (var refusal in Gates(context, GateVerb.Complete, request.Definition)) yield return refusal;
    }

    /// <summary>Signatures that the request asks for and that are not there.</summary>
    private static IEnumerable<Field> Unsigned(Workstep workstep, Context context, Request request) =>
        (context.Form!.Request(request.Definition)?.Fills ?? []).Select(context.Form.FindField).OfType<Field>()
            .Where(f => f.Kind == FieldKind.Signature && !workstep.Signatures.ContainsKey(f.Id) && context.Holds(f.When));

    /// <summary>
    /// Answers a request: completed, or returned with a note that says what is missing (S0-030, S0-056). What the receiver
    /// fills is saved in the same decision; where completing makes another request of the receiver's due (S0-054), it is sent too.
    /// </summary>
    /// <param name="then">Kinds of request to send with the answer.</param>
    public static Decision Answer(Process process, Situation situation, Guid id, Guid requestId, RequestAnswer answer, string? note, IReadOnlyList<Typed> posted, IReadOnlyList<string> then)
    {
        if (process.FindWorkstep(id) is not { } workstep || workstep.Requests.FirstOrDefault(r => r.Id == requestId) is not { } request) return Decision.Refuse("There is no such request.");
        var context = At(process, situation, workstep) with { Request = request };
        var saving = new Saving(process, situation, workstep, context);
        saving.Read(posted, []);
        var refusals = saving.Refusals.ToList();
        if (answer == RequestAnswer.Returned && string.IsNullOrWhiteSpace(note)) refusals.Add(new Refusal("Say in the note why you are returning it", "note"));
        if (note is not null && Answers.Unfit(note)) refusals.Add(new Refusal("The note holds a character that can’t be kept.", "note"));
        refusals.AddRange(WhyNotAnswer(process, situation with { Acknowledged = All(situation, context, request) }, workstep, request, answer));
        if (refusals.Count > 0 || saving.Conflicts.Count > 0) return new Decision { Refusals = refusals, Conflicts = saving.Conflicts };

        // Gates look at what is being sent with the answer, so they are asked again over it.
        var overlaid = WithPosted(workstep, saving, context);
        var gates = answer == RequestAnswer.Completed ? Gates(overlaid, GateVerb.Complete, request.Definition).ToList() : [];
        if (gates.Count > 0) return Decision.Refuse(gates);

        People.ActsFor(context, request.Holder, out var absent);
        var turn = new Turn(process, context.Protocol, situation) { For = absent };
        if (saving.Answers.Count > 0 || saving.Rows.Count > 0) EmitSaved(turn, workstep, saving.Answers, saving.Rows);
        if (answer == RequestAnswer.Completed) EmitPassed(turn, context, GateVerb.Complete, request.Definition);
        turn.Emit(new RequestAnswered(workstep.Id, request.Id, answer, string.IsNullOrWhiteSpace(note) ? null : note.Trim()));
        turn.Tell(Waiting(request, workstep, situation), answer == RequestAnswer.Completed ? "request-completed" : "request-returned",
            answer == RequestAnswer.Completed ? "Your request was completed" : "Your request was sent back with a question", workstep, request);
        if (answer == RequestAnswer.Completed) SendWith(turn, workstep, then);
        return turn.Done();
    }

    /// <summary>Who is told of an answer: its sender, or, where they have left, whoever holds the work.</summary>
    private static Guid Waiting(Request request, Workstep workstep, Situation situation) =>
        situation.Register.Here(request.Sender, situation.Today) ? request.Sender : workstep.Holder;

    /// <summary>The gates of completing are asked once more over what is posted; here they are taken as read.</summary>
    private static IReadOnlyDictionary<string, string> All(Situation situation, Context context, Request request) =>
        context.Protocol.Gates.Concat(context.Form!.Gates).Where(g => g.Verb == GateVerb.Complete && g.Of == request.Definition && g.Else != Else.Block)
            .ToDictionary(g => g.Id, g => situation.Acknowledged.GetValueOrDefault(g.Id, "asked below"));

    private static Context WithPosted(Workstep workstep, Saving saving, Context context)
    {
        var tables = workstep.Tables.ToDictionary(t => t.Key, t => t.Value.Select(r => new Row { Id = r.Id, Cells = new(r.Cells) }).ToList());
        foreach (var change in saving.Rows)
        {
            var row = tables.GetValueOrDefault(change.Table)?.FirstOrDefault(r => r.Id == change.Row);
            foreach (var cell in change.Cells) row?.Cells[cell.Field] = new Answer(cell.Text, Guid.Empty, default);
        }
        var copy = new Workstep
        {
            Id = workstep.Id, Definition = workstep.Definition, Holder = workstep.Holder, Requests = workstep.Requests, NextActions = workstep.NextActions,
            Answers = new(workstep.Answers), Signatures = workstep.Signatures, Tables = tables, Opened = workstep.Opened,
        };
        foreach (var answer in saving.Answers) copy.Answers[answer.Field] = new Answer(answer.Text, Guid.Empty, default);
        return context with { Workstep = copy };
    }

    private static void SendWith(Turn turn, Workstep workstep, IReadOnlyList<string> then)
    {
        foreach (var definition in Follow(turn.Process, turn.Situation, workstep).Where(d => then.Contains(d.Id)))
            if (People.Find(turn.Context with { Workstep = workstep }, definition.To).People is [var person, ..]) EmitSent(turn, workstep, definition, person.Worker, person.Found, null);
    }

    /// <summary>Requests that the actor may send now and that the pack says must be sent: an answer offers to send them with it.</summary>
    public static IEnumerable<RequestDefinition> Follow(Process process, Situation situation, Workstep workstep) =>
        At(process, situation, workstep).Form!.Requests.Where(r => r.Required != Required.No && !workstep.Requests.Any(s => s.Definition == r.Id && s.Status != RequestStatus.Withdrawn) && !WhyNotSend(process, situation, workstep, r).Any());

    /// <summary>
    /// Which required requests completing this one would let the actor send: as <see cref="Follow"/>, asked before the answer,
    /// so that the answering page can offer them.
    /// </summary>
    public static IEnumerable<RequestDefinition> Follows(Process process, Situation situation, Workstep workstep, Request request)
    {
        var answered = At(process, situation, Completing(workstep, request));
        return answered.Form!.Requests.Where(r => r.Required != Required.No && r.When is not null && answered.Holds(r.When) && People.Names(answered, r.By, out _)
            && !workstep.Requests.Any(s => s.Definition == r.Id && s.Status is RequestStatus.Sent or RequestStatus.Completed));
    }

    private static Workstep Completing(Workstep workstep, Request request) => new()
    {
        Id = workstep.Id, Definition = workstep.Definition, Holder = workstep.Holder, NextActions = workstep.NextActions, Answers = workstep.Answers,
        Signatures = workstep.Signatures, Tables = workstep.Tables, Opened = workstep.Opened,
        Requests = [.. workstep.Requests.Select(r => r.Id != request.Id ? r : new Request { Id = r.Id, Definition = r.Definition, Sender = r.Sender, Holder = r.Holder, Sent = r.Sent, Status = RequestStatus.Completed })],
    };

    /// <summary>Records an answer that came outside the program: by whom, how and when, marked so for ever (rule 11).</summary>
    public static Decision AnswerOutside(Process process, Situation situation, Guid id, Guid requestId, Instant happened, Outside outside, string? note, IReadOnlyList<Typed> posted)
    {
        if (process.FindWorkstep(id) is not { } workstep || workstep.Requests.FirstOrDefault(r => r.Id == requestId) is not { } request) return Decision.Refuse("There is no such request.");
        var context = At(process, situation, workstep) with { Request = request };
        var asReceiver = situation with { Actor = request.Holder };
        var saving = new Saving(process, asReceiver, workstep, At(process, asReceiver, workstep));
        saving.Read(posted, []);
        var refusals = WhyNotOutside(context, workstep, request, happened).Concat(saving.Refusals).ToList();
        if (string.IsNullOrWhiteSpace(outside.How)) refusals.Add(new Refusal("Say how the answer came: by e-mail, by telephone, in a meeting", "how"));
        if (string.IsNullOrWhiteSpace(outside.From)) refusals.Add(new Refusal("Say whom the answer came from", "from"));
        if (refusals.Count > 0 || saving.Conflicts.Count > 0) return new Decision { Refusals = refusals, Conflicts = saving.Conflicts };

        var turn = new Turn(process, context.Protocol, situation with { Happened = happened }) { For = request.Holder };
        if (saving.Answers.Count > 0 || saving.Rows.Count > 0) EmitSaved(turn, workstep, saving.Answers, saving.Rows);
        turn.Emit(new RequestAnswered(workstep.Id, request.Id, RequestAnswer.Completed, note) { Outside = outside });
        turn.Tell(request.Holder, "answer-recorded-for-you", "An answer was recorded for you", workstep, request);
        return turn.Done();
    }

    public static IEnumerable<Refusal> WhyNotOutside(Context context, Workstep workstep, Request request, Instant? happened)
    {
        var situation = context.Situation;
        foreach (var refusal in WhyClosed(workstep, context)) yield return refusal;
        if (request.Status != RequestStatus.Sent) yield return new Refusal($"This request was {InWords(request.Status)} already.");
        if (!People.ActsFor(context, request.Sender, out _) && !People.ActsFor(context, context.Process.Raiser, out _)) yield return new Refusal($"Only {situation.Register.NameOf(request.Sender)} may record an answer that came outside.");
        if (People.Subjects(context.Process, context.Protocol).Contains(request.Holder)) yield return new Refusal($"The concern is about {situation.Register.NameOf(request.Holder)}, who can’t answer it.");
        if (context.Form!.Request(request.Definition)?.Outside is not { } limit) yield return new Refusal("This process doesn’t allow answers from outside to be recorded.");
        else if (happened is { } at)
        {
            if (at > situation.Now) yield return new Refusal("The answer can’t have come in the future", "happened");
            if (at < request.Sent) yield return new Refusal("The answer can’t have come before the request was sent", "happened");
            if (Due.Count(situation.Calendar, at, limit).Ends <= situation.Now) yield return new Refusal($"An answer from outside must be recorded within {limit}", "happened");
        }
    }

    // ---- Reassign, withdraw ----

    /// <summary>Hands a request to another worker; the old holder loses it (S0-056).</summary>
    public static Decision ReassignRequest(Process process, Situation situation, Guid id, Guid requestId, Guid to, string reason)
    {
        if (process.FindWorkstep(id) is not { } workstep || workstep.Requests.FirstOrDefault(r => r.Id == requestId) is not { } request) return Decision.Refuse("There is no such request.");
        var context = At(process, situation, workstep) with { Request = request };
        var refusals = WhyNotReassignRequest(context, workstep, request).ToList();
        if (!situation.Register.Here(to, situation.Today)) refusals.Add(new Refusal("Select somebody who works here", "to"));
        else if (to == request.Holder) refusals.Add(new Refusal($"{situation.Register.NameOf(to)} has it already", "to"));
        else if (to == request.Sender) refusals.Add(new Refusal($"{situation.Register.NameOf(to)} sent it, so somebody else answers it.", "to"));
        else if (People.Subjects(process, context.Protocol).Contains(to)) refusals.Add(new Refusal($"The concern is about {situation.Register.NameOf(to)}, who can’t answer it.", "to"));
        refusals.AddRange(WhyNoReason(reason));
        if (refusals.Count > 0) return Decision.Refuse(refusals);
        var turn = new Turn(process, context.Protocol, situation) { Reason = reason.Trim() };
        turn.Emit(new RequestReassigned(workstep.Id, request.Id, to));
        turn.Tell(to, "request-arrived", "You have been asked for something", workstep, request);
        turn.Tell(Waiting(request, workstep, situation), "request-reassigned", "Your request was passed to somebody else", workstep, request);
        return turn.Done();
    }

    public static IEnumerable<Refusal> WhyNotReassignRequest(Context context, Workstep workstep, Request request)
    {
        foreach (var refusal in WhyClosed(workstep, context)) yield return refusal;
        if (request.Status != RequestStatus.Sent) yield return new Refusal($"This request was {InWords(request.Status)} already.");
        if (!People.ActsFor(context, request.Holder, out _) && !People.ActsFor(context, request.Sender, out _) && !Rights.May(context, AccessVerb.Reassign))
            yield return new Refusal($"Only {context.Situation.Register.NameOf(request.Holder)}, {context.Situation.Register.NameOf(request.Sender)} or a manager of the service may pass it on.");
    }

    public static Decision Withdraw(Process process, Situation situation, Guid id, Guid requestId, string reason)
    {
        if (process.FindWorkstep(id) is not { } workstep || workstep.Requests.FirstOrDefault(r => r.Id == requestId) is not { } request) return Decision.Refuse("There is no such request.");
        var context = At(process, situation, workstep);
        var refusals = WhyNotWithdraw(context, workstep, request).Concat(WhyNoReason(reason)).ToList();
        if (refusals.Count > 0) return Decision.Refuse(refusals);
        var turn = new Turn(process, context.Protocol, situation) { Reason = reason.Trim() };
        turn.Emit(new RequestWithdrawn(workstep.Id, request.Id));
        turn.Tell(request.Holder, "request-withdrawn", "A request to you was withdrawn", workstep, request);
        return turn.Done();
    }

    public static IEnumerable<Refusal> WhyNotWithdraw(Context context, Workstep workstep, Request request)
    {
        foreach (var refusal in WhyClosed(workstep, context)) yield return refusal;
        if (request.Status is RequestStatus.Completed or RequestStatus.Withdrawn) yield return new Refusal($"This request was {InWords(request.Status)} already.");
        // Whoever took the sender's work over may send it, and so may withdraw it.
        if (!People.ActsFor(context, request.Sender, out _) && !People.Names(context, context.Form!.Request(request.Definition)?.By ?? [], out _)) yield return new Refusal($"Only {context.Situation.Register.NameOf(request.Sender)}, who sent it, may withdraw it.");
    }

    private static string InWords(RequestStatus status) => status switch
    {
        RequestStatus.Completed => "completed",
        RequestStatus.Returned => "returned",
        RequestStatus.Withdrawn => "withdrawn",
        _ => "sent",
    };

    private static IEnumerable<Refusal> WhyNoReason(string reason)
    {
        if (string.IsNullOrWhiteSpace(reason)) yield return new Refusal("Say why", "reason");
        else if (Answers.Unfit(reason) || reason.Length > Answers.MostLongText) yield return new Refusal("The reason is too long or holds a character that can’t be kept", "reason");
    }
}
