using Waymark.Core.Forms;
using Waymark.Core.Packs;

namespace Waymark.Core.Processes;

/// <summary>
/// What a command writes on the children's records as case notes, where the pack says so: what was sent, answered, decided and
/// finished, each appended to the process's one note of that type, with whoever was told.
/// </summary>
internal sealed class Notes(Turn turn, IReadOnlyList<Event> events, IReadOnlyList<OwedNotice> owed)
{
    private Process Process => turn.Process;
    private Situation Situation => turn.Situation;

    /// <summary>Each is to be applied before the next is asked for: it leaves out what is said by then.</summary>
    public IEnumerable<CaseNoteWritten> Entries() => Process.Children.Count == 0 ? [] : events.SelectMany(e => e.What switch
    {
        RequestSent s when IsFirst(e, s) => Sent(e, s),
        RequestAnswered s => Answered(e, s),
        WorkstepFinished s => Finished(s),
        NextActionTaken s => Taken(s),
        ProcessCancelled => Cancelled(e),
        _ => [],
    });

    private CaseNoteWritten Entry(string type, Workstep? workstep, string about, IEnumerable<NoteLine> lines) =>
        new(Process.CaseNotes.LastOrDefault(n => n.Type == type)?.Id ?? Situation.NewId(), type, about, workstep?.Id, [.. lines]);

    // ---- What is said at each turn ----

    /// <summary>A request that goes to several people is one entry.</summary>
    private bool IsFirst(Event e, RequestSent s) => events.First(o => o.What is RequestSent other && other.Workstep == s.Workstep && other.Definition == s.Definition) == e;

    private IEnumerable<CaseNoteWritten> Sent(Event e, RequestSent s)
    {
        var workstep = Process.Workstep(s.Workstep);
        var same = events.Where(o => o.What is RequestSent other && other.Workstep == s.Workstep && other.Definition == s.Definition).ToList();
        var to = string.Join(", ", same.Select(o => (RequestSent)o.What).Select(r => $"{Name(r.To)} ({r.Found})"));
        foreach (var type in Types(workstep, s.Definition))
            yield return Entry(type, workstep, $"{Label(workstep)}: sent by {Who(e)} to {to}", [.. Unsaid(workstep, type), .. Note(s.Note), .. Told(same)]);
    }

    private IEnumerable<CaseNoteWritten> Answered(Event e, RequestAnswered s)
    {
        var workstep = Process.Workstep(s.Workstep);
        var request = workstep.Requests.First(r => r.Id == s.Request);
        var how = s.Outside is { } outside ? $"answered outside Waymark ({outside.How}, from {outside.From}), written down by {Name(e.By)}"
            : s.Answer == RequestAnswer.Completed ? $"answered by {Who(e)}" : $"sent back with a question by {Who(e)}";
        var fills = turn.Protocol.FormOf(workstep.Definition).Request(request.Definition)?.Fills ?? [];
        foreach (var type in Types(workstep, request.Definition))
            yield return Entry(type, workstep, $"{Label(workstep)}: {how}", [.. Unsaid(workstep, type, fills), .. Note(s.Note), .. Told([e])]);
    }

    private IEnumerable<CaseNoteWritten> Finished(WorkstepFinished s)
    {
        var workstep = Process.Workstep(s.Workstep);
        if (turn.Protocol.Workstep(workstep.Definition).CaseNote is not { } type) yield break;
        var chosen = workstep.NextActions.Where(n => events.Any(e => e.What is NextActionTaken taken && taken.Row == n.Id)).SelectMany(n => Chosen(workstep, n));
        yield return Entry(type, workstep, $"{Label(workstep)}: finished", [.. Unsaid(workstep, type), .. chosen, .. Told(events)]);
    }

    /// <summary>What is chosen at finish stands in the entry of that; here, what goes at once, and what has a note of its own.</summary>
    private IEnumerable<CaseNoteWritten> Taken(NextActionTaken s)
    {
        var workstep = Process.Workstep(s.Workstep);
        var row = workstep.NextActions.First(n => n.Id == s.Row);
        var (action, usual) = (turn.Protocol.FormOf(workstep.Definition).NextAction(row.Definition)!, turn.Protocol.Workstep(workstep.Definition).CaseNote);
        if (usual is not null && workstep.IsOpen) yield return Entry(usual, workstep, $"{Label(workstep)}: {action.Label}", [.. Chosen(workstep, row), .. Told(events)]);
        if (action.CaseNote is { } type && type != usual) yield return Entry(type, workstep, $"{Label(workstep)}: {action.Label}", [.. Unsaid(workstep, type), .. Chosen(workstep, row), .. Told(events)]);
    }

    private IEnumerable<CaseNoteWritten> Cancelled(Event e) =>
        Process.CaseNotes.Select(n => n.Type).ToList().Select(type => Entry(type, null, $"{turn.Protocol.Label}: cancelled by {Who(e)}", [new NoteLine(null, Situation.Pack.Term("reason"), e.Reason ?? "")]));

    // ---- Words ----

    private IEnumerable<string> Types(Workstep workstep, string request) =>
        new[] { turn.Protocol.Workstep(workstep.Definition).CaseNote, turn.Protocol.FormOf(workstep.Definition).Request(request)?.CaseNote }.OfType<string>().Distinct();

    /// <summary>What the form says and the note of this type doesn't yet, in the form's order.</summary>
    /// <param name="only">These fields or columns; none given: all.</param>
    private IEnumerable<NoteLine> Unsaid(Workstep workstep, string type, IReadOnlyList<string>? only = null)
    {
        var context = turn.Context.In(workstep);
        return context.Form!.Fields
            .Where(f => context.Holds(context.Form.SectionOf(f.Id).When) && context.Holds(f.When) && (only is null || only.Contains(f.Id) || f.Columns.Any(c => only.Contains(c.Id))))
            .SelectMany(f => Lines(f, workstep, context))
            .Where(line => workstep.Noted.GetValueOrDefault($"{type}/{line.Of}") != Answers.Mark(line.Text));
    }

    private IEnumerable<NoteLine> Lines(Field field, Workstep workstep, Context context)
    {
        if (field.Kind == FieldKind.Table) return workstep.Tables.GetValueOrDefault(field.Id, []).Select((row, index) => new NoteLine($"{field.Id}/{row.Id}", $"{field.Label}, row {index + 1}", Cells(field, row)));
        var text = field.Kind switch
        {
            FieldKind.NextActions or FieldKind.ChildDetails or FieldKind.Cases or FieldKind.Figures => null,
            FieldKind.Signature => workstep.Signatures.GetValueOrDefault(field.Id)?.Stamp,
            FieldKind.Attachment => workstep.Answers.GetValueOrDefault(field.Id)?.Text is { Length: > 0 } files ? files.Split('\n').Length is var count && count == 1 ? "1 file" : $"{count} files" : null,
            _ => context.Answered(workstep, field) is { Length: > 0 } answer ? Answers.InWords(field, answer, Situation) : null,
        };
        return text is null ? [] : [new NoteLine(field.Id, field.Label, text)];
    }

    private string Cells(Field table, Row row) =>
        string.Join("; ", table.Told().Where(c => row.Cells.ContainsKey(c.Id)).Select(c => $"{c.Label}: {Answers.InWords(c, row.Cells[c.Id].Text, Situation)}"));

    private IEnumerable<NoteLine> Chosen(Workstep workstep, NextAction row)
    {
        var form = turn.Protocol.FormOf(workstep.Definition);
        var grid = form.Fields.FirstOrDefault(f => f.Kind == FieldKind.NextActions)?.Label ?? Situation.Pack.Term("next-action");
        yield return new NoteLine(null, grid, form.NextAction(row.Definition)?.Label ?? row.Definition);
        if (row.Reason is { } reason) yield return new NoteLine(null, Situation.Pack.Term("reason"), reason);
        foreach (var note in Note(row.Note)) yield return note;
    }

    private IEnumerable<NoteLine> Note(string? note) => note is null ? [] : [new NoteLine(null, Situation.Pack.Term("note"), note)];

    private IEnumerable<NoteLine> Told(IReadOnlyList<Event> about)
    {
        var these = owed.Where(n => about.Any(e => e.Sequence == n.Sequence)).ToList();
        foreach (var (label, notices) in new[] { ("Told", these.Where(n => n.Definition != Engine.Copied)), ("Copied to", these.Where(n => n.Definition == Engine.Copied)) })
            if (string.Join(", ", notices.Select(n => n.To).Distinct().Select(Name)) is { Length: > 0 } names) yield return new NoteLine(null, label, names);
    }

    private string Label(Workstep workstep) => turn.Protocol.Workstep(workstep.Definition).Label;

    private string Name(Guid worker) => Situation.Register.NameOf(worker);

    private string Who(Event e) => e.For is { } absent && absent != e.By ? $"{Name(e.By)} for {Name(absent)}" : Name(e.By);
}
