using System.Text;
using NodaTime;
using NodaTime.Text;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.Core.Simulations;

/// <summary>One process that really ran, with its events.</summary>
/// <param name="Situation">With the version of the pack that it keeps.</param>
public sealed record Ran(Process Process, Situation Situation, IReadOnlyList<Event> Events);

/// <summary>
/// What happened in a process as an events file, so that it can be played again under another version. Who did what and when,
/// choices and dates are taken; the words that people wrote, and names, are not: a simulation needs only that there were some.
/// </summary>
public sealed class History
{
    private const string SomeWords = "…";

    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    private readonly IReadOnlyList<Ran> chain;
    private readonly Dictionary<Guid, (string Id, string Post)> people;

    /// <summary>Each process as it stood before the event that is being written.</summary>
    private readonly Dictionary<Guid, Process> folded;

    private History(IReadOnlyList<Ran> chain)
    {
        this.chain = chain;
        people = People(chain);
        folded = chain.ToDictionary(ran => ran.Process.Id, _ => new Process());
    }

    /// <param name="chain">The process that is meant, last; before it those that it came from. Its origin, where that can't be read, is left out.</param>
    public static string Of(IReadOnlyList<Ran> chain)
    {
        var last = chain[^1];
        var history = new History(chain);
        var events = history.Events();
        var text = new StringBuilder($"simulation: {Quoted($"What happened in number {last.Process.Number}")}\n{Child(last.Situation)}");
        var several = history.people.Values.GroupBy(p => p.Post).Where(post => post.Count() > 1).SelectMany(post => post).ToList();
        if (several.Count > 0) text.Append("people:\n").AppendJoin("", several.Select(p => $"  - {{id: {p.Id}, name: {Quoted($"{last.Situation.Pack.FindPost(p.Post)?.Label ?? p.Post} ({p.Id})")}, post: {p.Post}}}\n"));
        return text.Append("events:\n").Append(events).ToString();
    }

    private static string Child(Situation situation)
    {
        if (situation.Children.Count == 0) return "";
        var child = situation.Children[0];
        string?[] said =
        [
            $"legal-status: {child.LegalStatus ?? "none"}",
            child.LastReview is { } last ? $"last-review: {LocalDatePattern.Iso.Format(last)}" : null,
            child.NextReview is { } next ? $"next-review: {LocalDatePattern.Iso.Format(next)}" : null,
            child.CaseOpen ? null : "case-open: no",
        ];
        return $"child: {{{string.Join(", ", said.OfType<string>())}}}\n";
    }

    /// <summary>Each worker by a post that they held, numbered where several held the same; nobody by name.</summary>
    private static Dictionary<Guid, (string, string)> People(IReadOnlyList<Ran> chain)
    {
        var found = new Dictionary<Guid, (string, string)>();
        var counted = new Dictionary<string, int>();
        foreach (var (worker, ran) in chain.SelectMany(ran => ran.Events.Select(e => (e.By, ran)).Concat(ran.Process.Worksteps.SelectMany(w => w.Requests.Select(r => r.Holder).Prepend(w.Holder)).Select(w => (w, ran)))))
        {
            if (worker == Record.Worker.System || found.ContainsKey(worker)) continue;
            var held = ran.Situation.Register.Holdings.Where(h => h.Worker == worker).Select(h => h.Post).ToHashSet();
            if (ran.Situation.Pack.Posts.FirstOrDefault(p => held.Contains(p.Id)) is not { } post) continue;
            var number = counted[post.Id] = counted.GetValueOrDefault(post.Id) + 1;
            found[worker] = (number == 1 ? post.Id : $"{post.Id}-{number}", post.Id);
        }
        return found;
    }

    // ---- Events ----

    private StringBuilder Events()
    {
        var text = new StringBuilder();
        var all = chain.SelectMany((ran, place) => ran.Events.Select(e => (Ran: ran, Event: e, Place: place))).OrderBy(x => x.Event.Recorded).ThenBy(x => x.Place).ThenBy(x => x.Event.Sequence).ToList();
        for (var i = 0; i < all.Count;)
        {
            // What one command brought about stands together: recorded at one instant, by one worker.
            var act = all.Skip(i).TakeWhile(x => x.Ran == all[i].Ran && x.Event.Recorded == all[i].Event.Recorded && x.Event.By == all[i].Event.By).ToList();
            text.Append(string.Concat(Lines(act[0].Ran, [.. act.Select(x => x.Event)])));
            foreach (var x in act) folded[x.Ran.Process.Id].Apply(x.Event);
            i += act.Count;
        }
        return text;
    }

    private IEnumerable<string> Lines(Ran ran, IReadOnlyList<Event> act)
    {
        var first = act[0];
        if (first.By == Record.Worker.System) yield break;
        var (at, by) = (Minute.Format(first.Recorded.InZone(ran.Situation.Calendar.Zone).LocalDateTime), people.TryGetValue(first.By, out var who) ? who.Id : null);
        // An answer from outside is the answerer's, whoever wrote it down.
        if (act.Any(e => e.What is RequestAnswered { Outside: not null })) by = null;
        var reason = act.Any(e => e.What is GatePassed && e.Reason is not null) ? $", reason: {Quoted(SomeWords)}" : "";
        foreach (var (what, workstep) in Acts(ran, [.. act.Where(e => e.What is not (GatePassed or SignatureCleared))]))
            yield return what[0] == '#' ? $"  {what}\n" : $"  - {{at: {at}{(by is null ? "" : $", by: {by}")}, {what}{(workstep is null ? "" : $", in: {workstep}")}{reason}}}\n";
    }

    /// <summary>What the worker did, as the events file names it, and in which piece of work.</summary>
    private IEnumerable<(string What, string? In)> Acts(Ran ran, IReadOnlyList<Event> act)
    {
        for (var i = 0; i < act.Count; i++)
        {
            var (e, next) = (act[i], i + 1 < act.Count ? act[i + 1].What : null);
            switch (e.What)
            {
                case RequestAnswered s: yield return (Answer(ran, s, i > 0 ? act[i - 1].What as AnswersSaved : null, next is RequestSent), Definition(ran, s.Workstep)); break;
                // Written with the answer, and sent by it.
                case AnswersSaved when next is RequestAnswered: break;
                case RequestSent when i > 0 && act[i - 1].What is RequestAnswered: break;
                case ProcessStarted s when s.CameFrom is null || chain.All(other => other.Process.Id != s.CameFrom.Process):
                    yield return ($"start: {s.Protocol}.{((WorkstepOpened)act.First(x => x.What is WorkstepOpened).What).Definition}", null);
                    break;
                case AnswersSaved s: foreach (var line in Saved(ran, s)) yield return (line, Definition(ran, s.Workstep)); break;
                case RequestSent s: yield return ($"send: {s.Definition}{(people.TryGetValue(s.To, out var to) ? $", to: {to.Id}" : "")}", Definition(ran, s.Workstep)); break;
                case RequestWithdrawn s when act.All(x => x.What is not (WorkstepFinished or ProcessCancelled)): yield return ($"withdraw: {Request(ran, s.Workstep, s.Request)}, reason: {Quoted(SomeWords)}", Definition(ran, s.Workstep)); break;
                case Signed s: yield return ($"sign: {s.Field}", Definition(ran, s.Workstep)); break;
                case NextActionProposed s: yield return ($"propose: {s.Definition}{(s.PassTo is { } pass && people.TryGetValue(pass, out var passed) ? $", to: {passed.Id}" : "")}{(s.Priority is { } priority ? $", priority: {priority}" : "")}{(s.Reason is null ? "" : $", reason: {Quoted(SomeWords)}")}", Definition(ran, s.Workstep)); break;
                case WorkstepFinished s: yield return ($"finish: {Definition(ran, s.Workstep)}", null); break;
                case ProcessCancelled: yield return ($"cancel: {Quoted(SomeWords)}", null); break;
                case WorkstepReassigned or RequestReassigned or WorkstepSuperseded or NextActionRemoved or ProcessMoved or RecordedInError:
                    yield return ($"# Not taken: on {LocalDatePattern.Iso.Format(e.Recorded.InZone(ran.Situation.Calendar.Zone).Date)} something was passed on, taken out, reopened, moved or marked", null);
                    break;
            }
        }
    }

    private string Answer(Ran ran, RequestAnswered answered, AnswersSaved? with, bool sends)
    {
        var note = answered.Note is null ? "" : $", note: {Quoted(SomeWords)}";
        var request = Request(ran, answered.Workstep, answered.Request);
        if (answered.Answer == RequestAnswer.Returned) return $"return: {request}{note}";
        var filled = with is null ? [] : Filled(ran, with).ToList();
        return $"answer: {request}{(filled.Count > 0 ? $", fill: {{{string.Join(", ", filled)}}}" : "")}{(sends ? ", then: yes" : "")}{note}";
    }

    // ---- What was written ----

    private IEnumerable<string> Saved(Ran ran, AnswersSaved s)
    {
        var filled = Filled(ran, s).ToList();
        if (filled.Count > 0) yield return $"save: {{{string.Join(", ", filled)}}}";
        foreach (var table in s.Rows.Where(r => !r.Removed && IsNew(s, r)).GroupBy(r => r.Table))
            yield return $"rows: {table.Key}, cells: [{string.Join(", ", table.Select(r => $"{{{string.Join(", ", r.Cells.Where(c => c.Text.Length > 0).Select(c => $"{c.Field}: {Said(ran, s.Workstep, c)}"))}}}"))}]";
        if (s.Rows.Any(r => r.Removed)) yield return "# Not taken: a row was taken out";
    }

    /// <summary>The form's answers, and the columns of rows that stood there already: a text for each of the table's rows.</summary>
    private IEnumerable<string> Filled(Ran ran, AnswersSaved s)
    {
        foreach (var change in s.Answers.Where(a => a.Text.Length > 0 && !a.Field.Contains('/') && FormOf(ran, s.Workstep).FindField(a.Field)?.IsComputed() != true))
            yield return $"{change.Field}: {Said(ran, s.Workstep, change)}";
        var cells = s.Rows.Where(r => !r.Removed && !IsNew(s, r)).SelectMany(r => r.Cells.Select(c => (r.Table, r.Row, Cell: c))).ToList();
        foreach (var column in cells.GroupBy(c => (c.Table, c.Cell.Field)))
        {
            var rows = Before(s).Tables[column.Key.Table];
            var texts = rows.Select(row => column.LastOrDefault(c => c.Row == row.Id).Cell ?? new CellChange(column.Key.Field, row.Cells.GetValueOrDefault(column.Key.Field)?.Text ?? ""));
            yield return $"{column.Key.Field}: [{string.Join(", ", texts.Select(c => Said(ran, s.Workstep, c)))}]";
        }
    }

    private Workstep Before(AnswersSaved s) => folded.Values.Select(p => p.FindWorkstep(s.Workstep)).OfType<Workstep>().FirstOrDefault() ?? new Workstep();

    private bool IsNew(AnswersSaved s, RowChange row) => Before(s).Tables.GetValueOrDefault(row.Table, []).All(r => r.Id != row.Row);

    private string Said(Ran ran, Guid workstep, CellChange change)
    {
        if (change.Text.Length == 0) return "\"\"";
        switch (FormOf(ran, workstep).FindField(change.Field)?.Kind)
        {
            case FieldKind.Date or FieldKind.DateTime or FieldKind.Number or FieldKind.YesNo or FieldKind.Choice: return Quoted(change.Text);
            case FieldKind.Choices: return $"[{string.Join(", ", change.Text.Split('\n').Select(Quoted))}]";
            case FieldKind.Worker or FieldKind.Workers: return $"[{string.Join(", ", change.Text.Split('\n').Select(id => Guid.TryParse(id, out var worker) && people.TryGetValue(worker, out var who) ? who.Id : null).OfType<string>().DefaultIfEmpty(people.Values.First().Id))}]";
            case FieldKind.PersonOrText: return Quoted(change.Text.StartsWith("post:", StringComparison.Ordinal) ? change.Text : SomeWords);
            default: return Quoted(SomeWords);
        }
    }

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    private static string Definition(Ran ran, Guid workstep) => ran.Process.Workstep(workstep).Definition;

    private static string Request(Ran ran, Guid workstep, Guid request) => ran.Process.Workstep(workstep).Requests.First(r => r.Id == request).Definition;

    private static Form FormOf(Ran ran, Guid workstep) => ran.Situation.Pack.Protocol(ran.Process.Protocol)!.FormOf(Definition(ran, workstep));
}
