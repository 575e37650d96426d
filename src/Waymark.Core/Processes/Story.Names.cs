using NodaTime;
using Waymark.Core.Calendar;
using Waymark.Core.Forms;
using Waymark.Core.Packs;

namespace Waymark.Core.Processes;

/// <summary>The names that a telling uses, as the pack and the register have them.</summary>
public sealed partial class Story
{
    private static Telling Step(Event e, string text) => new(e, text) { Happened = default };

    private static Telling Turn(Event e, string text) => new(e, text) { Happened = default, Significant = true };

    /// <summary>'Bea Cole for Ines Hart' where a deputy acted.</summary>
    private string Who(Event e) => e.For is { } absent && absent != e.By ? $"{Name(e.By)} for {Name(absent)}" : Name(e.By);

    private string Name(Guid worker) => situation.Register.NameOf(worker);

    private LocalDateTime Local(Instant at) => at.InZone(situation.Calendar.Zone).LocalDateTime;

    private string Work(Guid workstep) => Quote(protocol.Workstep(process.Workstep(workstep).Definition).Label);

    private Form FormOf(Guid workstep) => protocol.FormOf(process.Workstep(workstep).Definition);

    private string Signature(Guid workstep, string id) => FormOf(workstep).FindField(id)?.Label ?? id;

    private Request Request(Guid workstep, Guid request) => process.Workstep(workstep).Requests.First(r => r.Id == request);

    private string Asked(Guid workstep, Guid request) => Asked(workstep, Request(workstep, request).Definition);

    private string Asked(Guid workstep, string definition) => FormOf(workstep).Request(definition)?.Label ?? definition;

    private string Action(Guid workstep, Guid row) => Action(workstep, process.Workstep(workstep).NextActions.First(n => n.Id == row).Definition);

    private string Action(Guid workstep, string definition) => FormOf(workstep).NextAction(definition)?.Label ?? definition;

    private Clock Clock(Guid id) => process.Clocks.First(c => c.Id == id);

    private string Label(Guid clock) => Label(Clock(clock).Definition, Clock(clock).Workstep);

    private string Label(string clock, Guid? workstep) => ClockOf(clock, workstep)?.Label ?? clock;

    private ClockDefinition? ClockOf(string clock, Guid? workstep) =>
        situation.Pack.Clock(clock, protocol.Id, workstep is { } id ? FormOf(id).Id : null)?.Clock;

    private string Gate(string id) =>
        protocol.Gates.Concat(protocol.Forms.SelectMany(f => f.Gates)).Concat(protocol.Worksteps.SelectMany(w => w.Gates)).FirstOrDefault(g => g.Id == id)?.Said() ?? id;

    private static IReadOnlyList<string> Note(string? note) => note is null ? [] : [$"Note: {note}"];

    private static string Quote(string label) => $"‘{label}’";

    private static string Sentence(string text) => text.Length == 0 || text[^1] is '.' or '!' or '?' ? text : text + ".";

    private static string Join(IReadOnlyList<string> texts) => texts.Count < 2 ? string.Concat(texts) : $"{string.Join(", ", texts.SkipLast(1))} and {texts[^1]}";

    private IEnumerable<Written> WrittenBy(AnswersSaved s)
    {
        var (workstep, form) = (process.Workstep(s.Workstep), FormOf(s.Workstep));
        foreach (var change in s.Answers)
        {
            var field = form.FindField(change.Field.Split('/')[0]);
            yield return Change(change, field, workstep.Answers.GetValueOrDefault(change.Field), null);
        }
        var added = 0;
        foreach (var row in s.Rows)
        {
            var rows = workstep.Tables.GetValueOrDefault(row.Table, []);
            var before = rows.FirstOrDefault(r => r.Id == row.Row);
            var where = $"{form.FindField(row.Table)?.Label ?? row.Table}, row {(before is null ? rows.Count + ++added : rows.IndexOf(before) + 1)}";
            if (row.Removed) yield return new Written("The whole row", where, InWords(form, before), "");
            foreach (var cell in row.Cells) yield return Change(cell, form.FindField(cell.Field), before?.Cells.GetValueOrDefault(cell.Field), where);
        }
    }

    private Written Change(CellChange change, Field? field, Answer? before, string? where) =>
        new(change.Field.Contains('/') ? Answers.DetailOf(situation.Pack, change.Field) : field?.Label ?? change.Field, where, InWords(field, before?.Text), InWords(field, change.Text));

    private string InWords(Form form, Row? row) =>
        row is null ? "" : string.Join("; ", row.Cells.Select(cell => InWords(form.FindField(cell.Key), cell.Value.Text)));

    private string InWords(Field? field, string? text) => text is null or "" ? "" : field is null ? text : Answers.InWords(field, text, situation);

    private static Guid? WorkstepOf(What what) => what switch
    {
        WorkstepOpened s => s.Workstep,
        WorkstepBegun s => s.Workstep,
        WorkstepFinished s => s.Workstep,
        WorkstepCancelled s => s.Workstep,
        WorkstepReassigned s => s.Workstep,
        WorkstepSuperseded s => s.By,
        AnswersSaved s => s.Workstep,
        Signed s => s.Workstep,
        SignatureCleared s => s.Workstep,
        RequestSent s => s.Workstep,
        RequestAnswered s => s.Workstep,
        RequestReassigned s => s.Workstep,
        RequestWithdrawn s => s.Workstep,
        NextActionProposed s => s.Workstep,
        NextActionRemoved s => s.Workstep,
        NextActionTaken s => s.Workstep,
        GatePassed s => s.Workstep,
        ClockStarted s => s.Workstep,
        CaseNoteWritten s => s.Workstep,
        _ => null,
    };
}

public static class DeadlineWords
{
    /// <summary>"due by the end of Monday 6 July 2020", "due on Monday 30 March 2026 at 17:00".</summary>
    public static string InWords(this Deadline due) =>
        (due.At is { } at ? $"due on {at.InWords()}" : $"due by the end of {due.On.InWords()}") + (due.Provisional ? " (provisional)" : "");

    /// <summary>"with Monday 6 July 2020", "on Monday 30 March 2026 at 17:00".</summary>
    public static string Ended(this Deadline due) => due.At is { } at ? $"on {at.InWords()}" : $"with {due.On.InWords()}";
}
