using NodaTime;
using Waymark.Core.Calendar;
using Waymark.Core.Forms;
using Waymark.Core.Packs;

namespace Waymark.Core.Processes;

/// <summary>One event in plain words: what a social worker reads today, and the child years later.</summary>
/// <param name="Text">A sentence: who did what, to whom.</param>
public sealed record Telling(Event Event, string Text)
{
    public int Sequence => Event.Sequence;

    /// <summary>In the authority's zone.</summary>
    public required LocalDateTime Happened { get; init; }

    /// <summary>"Recorded on Tuesday 7 July 2020 at 09:15, as received by e-mail"; null: it was written down as it happened.</summary>
    public string? Recorded { get; init; }

    /// <summary>More to be read: a note, a reason, how a date was counted, which stages were passed over.</summary>
    public IReadOnlyList<string> More { get; init; } = [];

    /// <summary>What was written, each field with what stood there before; only where something was.</summary>
    public IReadOnlyList<Written> Written { get; init; } = [];

    /// <summary>A turn of the story; the others are steps between.</summary>
    public bool Significant { get; init; }

    public Guid? Workstep { get; init; }

    /// <summary>Something that a person did, or that time did to it; what the program did in between is none.</summary>
    public bool IsAct => Significant || Written.Count > 0 || Event.What is GatePassed or NextActionProposed or NextActionRemoved or RequestReassigned or RequestWithdrawn or WorkstepReassigned;

    /// <summary>"Recorded in error: marked by Ines Hart on … because …"; null: it stands.</summary>
    public string? InError { get; init; }
}

/// <param name="Where">The row, where it is a table's; null: the form.</param>
public sealed record Written(string Label, string? Where, string Was, string Now);

/// <summary>
/// A process told from its events (design part 4): a function of the record and of the names in it, so that it reads the same
/// whenever it is asked. What happened and when it was written down are two times (rule 11).
/// </summary>
public sealed partial class Story
{
    private readonly Situation situation;
    private readonly Protocol protocol;

    /// <summary>The process before the event that is being told.</summary>
    private readonly Process process = new();

    private Story(Situation situation, Protocol protocol) => (this.situation, this.protocol) = (situation, protocol);

    /// <param name="events">Of one process, all of them, in order.</param>
    public static IReadOnlyList<Telling> Of(Situation situation, IReadOnlyList<Event> events)
    {
        if (events.Count == 0) return [];
        var story = new Story(situation, situation.Pack.Protocol(((ProcessStarted)events[0].What).Protocol)!);
        var told = events.Select(story.Next).ToList();
        return [.. told.Select(each => story.Marked(each, told))];
    }

    private Telling Next(Event e)
    {
        var telling = Tell(e);
        process.Apply(e);
        return telling with
        {
            Happened = Local(e.Happened),
            Recorded = Recorded(e),
            Workstep = telling.Workstep ?? WorkstepOf(e.What),
            More = e.Reason is { } reason && e.What is not GatePassed ? [.. telling.More, $"Reason: {reason}"] : telling.More,
        };
    }

    private Telling Marked(Telling telling, IReadOnlyList<Telling> all)
    {
        var mark = all.FirstOrDefault(each => each.Event.What is RecordedInError error && error.Sequence == telling.Sequence);
        return mark is null ? telling : telling with { InError = $"Recorded in error: marked by {Who(mark.Event)} on {mark.Happened.InWords()}. {Sentence(mark.Event.Reason ?? "")}".TrimEnd() };
    }

    private string? Recorded(Event e)
    {
        if (e.Recorded - e.Happened < Duration.FromMinutes(1)) return null;
        var how = e.What is RequestAnswered { Outside: { } outside } ? $", as received {How(outside)} from {outside.From}" : "";
        return $"Recorded on {Local(e.Recorded).InWords()}{how}";
    }

    /// <summary>'E-mail' and 'by e-mail' are both typed.</summary>
    private static string How(Outside outside) =>
        outside.How.Split(' ')[0].ToLowerInvariant() is "by" or "in" or "at" or "on" or "over" or "through" or "during" ? char.ToLowerInvariant(outside.How[0]) + outside.How[1..] : $"by {outside.How}";

    private Telling Tell(Event e) => e.What switch
    {
        ProcessStarted s => Begun(e, s),
        ProcessEnded s => Turn(e, $"The process ended: {s.State}."),
        ProcessCancelled => Turn(e, $"{Who(e)} cancelled the process. It stays on the record, marked so."),
        ProcessReopened => Turn(e, $"{Who(e)} reopened the process."),
        ProcessMoved s => Turn(e, $"{Who(e)} moved the process from version {s.From} to version {s.Version}. What was done before stays as it was."),
        WorkstepOpened s => Opened(e, s),
        WorkstepBegun s => Step(e, $"{Who(e)} began work on {Work(s.Workstep)}."),
        WorkstepFinished s => Turn(e, $"{Who(e)} finished {Work(s.Workstep)}."),
        WorkstepCancelled s => Step(e, $"{Work(s.Workstep)} was cancelled."),
        WorkstepReassigned s => Step(e, $"{Who(e)} passed {Work(s.Workstep)} from {Name(process.Workstep(s.Workstep).Holder)} to {Name(s.To)}."),
        WorkstepSuperseded s => Step(e, $"The finished {Work(s.Workstep)} gave way to a new version. It can still be read as it was."),
        AnswersSaved s => Saved(e, s),
        Signed s => Turn(e, $"{Who(e)} signed {Quote(Signature(s.Workstep, s.Field))} in {Work(s.Workstep)}.") with { More = [s.Stamp] },
        SignatureCleared s => Step(e, $"The signature {Quote(Signature(s.Workstep, s.Field))} in {Work(s.Workstep)} no longer held, because what had been signed was changed."),
        RequestSent s => Turn(e, $"{Who(e)} sent {Quote(Asked(s.Workstep, s.Definition))} to {Name(s.To)} ({s.Found}).") with { More = Note(s.Note) },
        RequestAnswered s => Answered(e, s),
        RequestReassigned s => Step(e, $"{Who(e)} passed {Quote(Asked(s.Workstep, s.Request))} from {Name(Request(s.Workstep, s.Request).Holder)} to {Name(s.To)}."),
        RequestWithdrawn s => Step(e, $"{Who(e)} withdrew {Quote(Asked(s.Workstep, s.Request))}, which {Name(Request(s.Workstep, s.Request).Holder)} had."),
        NextActionProposed s => Proposed(e, s),
        NextActionRemoved s => Step(e, $"{Who(e)} took the next action {Quote(Action(s.Workstep, s.Row))} out again."),
        NextActionTaken s => Step(e, $"The next action {Quote(Action(s.Workstep, s.Row))} was carried out."),
        ClockStarted s => Step(e, $"{Quote(Label(s.Definition, s.Workstep))} was set: {s.Due.InWords()}.") with { Workstep = s.Workstep, More = s.Due.Why },
        ClockMoved s => Step(e, $"{Quote(Label(s.Clock))} moved to {s.Due.InWords()}. {s.Why}") with { More = s.Due.Why },
        ClockNear s => Step(e, $"{Quote(Label(s.Clock))} was near: {Clock(s.Clock).Due.InWords()}."),
        ClockRanOut s => RanOut(e, Clock(s.Clock)),
        ClockStopped s => Step(e, $"{Quote(Label(s.Clock))} stopped. {s.Why}"),
        GatePassed s => Step(e, $"{Who(e)} went on, having read: {Quote(Gate(s.Gate))}.") with { More = e.Reason is { } reason ? [$"Reason: {reason}"] : [] },
        RecordedInError s => Turn(e, $"{Who(e)} marked entry {s.Sequence} as recorded in error."),
        CaseNoteWritten s => Kept(e, s),
        _ => throw new InvalidOperationException($"No words say what {e.What.GetType().Name} is."),
    };

    private Telling Begun(Event e, ProcessStarted s)
    {
        var children = situation.Children.Where(child => s.Children.Contains(child.Id)).Select(child => child.Name).ToList();
        var about = children.Count == 0 ? "" : $" for {Join(children)}";
        return Turn(e, $"{Who(e)} began {Quote(protocol.Label)}{(s.Number > 0 ? $", number {s.Number}," : "")}{about}.");
    }

    private Telling Opened(Event e, WorkstepOpened s)
    {
        var definition = protocol.Workstep(s.Definition);
        var text = s.Reopens is null
            ? $"{Quote(definition.Label)} came to {Name(s.Holder)}{(s.ScheduledFor is { } day ? $", to be started on {day.InWords()}" : "")}."
            : $"{Who(e)} reopened {Quote(definition.Label)} as a new version, which {Name(s.Holder)} holds.";
        var passed = s.NotUsed.Select(stage => $"{protocol.FindWorkstep(stage.Definition)?.Label ?? stage.Definition} was {situation.Pack.Term("not-used")}: {stage.Reason}");
        return Turn(e, text) with { More = [.. Note(s.Note), .. passed], Significant = definition.Rank is not null || s.Reopens is not null };
    }

    private Telling Saved(Event e, AnswersSaved s)
    {
        var written = WrittenBy(s).ToList();
        var labels = written.Select(each => each.Where is null ? each.Label : each.Where[..each.Where.LastIndexOf(", row", StringComparison.Ordinal)]).Distinct().ToList();
        var what = labels.Count is > 0 and <= 4 ? $": {Join(labels)}" : labels.Count == 0 ? "" : $": {labels.Count} answers";
        return Step(e, $"{Who(e)} wrote in {Work(s.Workstep)}{what}.") with { Written = written };
    }

    private Telling Answered(Event e, RequestAnswered s)
    {
        var asked = Quote(Asked(s.Workstep, s.Request));
        var text = s.Outside is { } outside
            ? $"{outside.From} answered {asked} outside Waymark, {How(outside)}; {Name(e.By)} wrote the answer down for {Name(Request(s.Workstep, s.Request).Holder)}."
            : s.Answer == RequestAnswer.Completed ? $"{Who(e)} completed {asked}." : $"{Who(e)} sent {asked} back with a question.";
        return Turn(e, text) with { More = Note(s.Note) };
    }

    private Telling Proposed(Event e, NextActionProposed s)
    {
        var to = s.PassTo is { } worker ? $", to be passed to {Name(worker)}" : "";
        var day = s.ScheduledFor is { } on ? $", for {on.InWords()}" : "";
        return Step(e, $"{Who(e)} chose the next action {Quote(Action(s.Workstep, s.Definition))}{to}{day}.") with { More = [.. Note(s.Note), .. s.Reason is { } why ? new[] { $"Reason: {why}" } : []] };
    }

    private Telling Kept(Event e, CaseNoteWritten s)
    {
        var type = Quote(situation.Pack.ListOf(Meaning.CaseNoteTypes)?.Find(s.Type)?.Label ?? s.Type);
        return s.Workstep is null
            ? Turn(e, $"{Who(e)} added to the case note {type}.") with { More = [.. s.Lines.Select(line => line.Text)] }
            : Step(e, $"It was kept as a case note, {type}.");
    }

    /// <summary>Where the clock timed an answer, its end is the record of 'no response' (rule 3).</summary>
    private Telling RanOut(Event e, Clock clock)
    {
        var definition = ClockOf(clock.Definition, clock.Workstep);
        var awaited = clock.Workstep is { } id ? Awaited(process.Workstep(id), clock, definition) : null;
        var length = definition is { Span.Amount: > 0 } ? $"the {definition.Span} ended {clock.Due.Ended()}" : $"{Quote(definition?.Label ?? clock.Definition)} ended {clock.Due.Ended()}";
        if (awaited is not null) return Turn(e, $"No response: {length}, and {Name(awaited.Holder)} had not answered {Quote(Asked(clock.Workstep!.Value, awaited.Definition))}.");
        return Turn(e, $"{Quote(definition?.Label ?? clock.Definition)} ran out: it ended {clock.Due.Ended()}.");
    }

    private static Request? Awaited(Workstep workstep, Clock clock, ClockDefinition? definition)
    {
        var timing = definition?.Until?.Any.Where(until => until.Subject.Kind == SubjectKind.Request).Select(until => until.Subject.Name).ToHashSet() ?? [];
        // A clock that something else stops times that, though it counts from a request.
        if (definition?.Until is not null && timing.Count == 0) return null;
        return workstep.Requests.LastOrDefault(r => r.Status == RequestStatus.Sent && (clock.Request is null ? timing.Contains(r.Definition) : r.Id == clock.Request));
    }
}
