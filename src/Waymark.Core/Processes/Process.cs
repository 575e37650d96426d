using NodaTime;

namespace Waymark.Core.Processes;

public enum ProcessStatus { Open, Ended, Cancelled }

public enum WorkstepStatus { Open, Finished, Cancelled }

public enum RequestStatus { Sent, Completed, Returned, Withdrawn }

public enum ClockStatus { Running, Near, RunOut, Stopped }

/// <summary>One running of a protocol. Its only mutator is <see cref="Apply"/>, so that state equals the fold of its events.</summary>
public sealed class Process
{
    public Guid Id { get; set; }
    public int Number { get; set; }
    public string Protocol { get; set; } = "";
    public string Version { get; set; } = "";
    public string Pack { get; set; } = "";
    public List<Guid> Children { get; set; } = [];

    /// <summary>Who began it.</summary>
    public Guid RaisedBy { get; set; }

    /// <summary>Who leads it: the word 'raiser' in rules. Whoever was passed the first piece of work; follows it when that is passed on.</summary>
    public Guid Raiser { get; set; }

    public Instant Started { get; set; }
    public Instant? Closed { get; set; }
    public ProcessStatus Status { get; set; }
    public string? EndState { get; set; }
    public string? EndedBy { get; set; }
    public Origin? CameFrom { get; set; }

    /// <summary>The fact of the child's record that called for it; null: somebody began it.</summary>
    public string? CalledBy { get; set; }

    public List<Workstep> Worksteps { get; set; } = [];
    public List<Clock> Clocks { get; set; } = [];

    /// <summary>Sequence of the last event.</summary>
    public int Events { get; set; }

    /// <summary>Sequences of the events that were marked as recorded in error.</summary>
    public List<int> InError { get; set; } = [];

    /// <summary>One of each type, on the record of each of the children; what they say is in their events.</summary>
    public List<CaseNote> CaseNotes { get; set; } = [];

    public Workstep Workstep(Guid id) => Worksteps.First(w => w.Id == id);

    public Workstep? FindWorkstep(Guid id) => Worksteps.FirstOrDefault(w => w.Id == id);

    /// <summary>The finished worksteps that this one is a newer version of, the latest first.</summary>
    public IEnumerable<Workstep> Earlier(Workstep workstep)
    {
        for (var id = workstep.Reopens; id is { } one; id = Workstep(one).Reopens) yield return Workstep(one);
    }

    /// <summary>The requests that speak for a workstep: its own, and what was completed in the versions before it.</summary>
    public IEnumerable<Request> Answers(Workstep workstep) => workstep.Reopens is null
        ? workstep.Requests
        : [.. Earlier(workstep).Reverse().SelectMany(w => w.Requests.Where(r => r.Status == RequestStatus.Completed)), .. workstep.Requests];

    public static Process Fold(IEnumerable<Event> events)
    {
        var process = new Process();
        foreach (var one in events) process.Apply(one);
        return process;
    }

    public void Apply(Event e)
    {
        Events = e.Sequence;
        switch (e.What)
        {
            case ProcessStarted s:
                (Id, Number, Protocol, Version, Pack) = (e.Process, s.Number, s.Protocol, s.Version, s.Pack);
                (Children, CameFrom, CalledBy, Started, RaisedBy, Raiser) = ([.. s.Children], s.CameFrom, s.CalledBy, e.Happened, e.For ?? e.By, e.For ?? e.By);
                break;
            case ProcessEnded s: (Status, EndState, EndedBy, Closed) = (ProcessStatus.Ended, s.State, s.NextAction, e.Happened); break;
            case ProcessCancelled: (Status, Closed) = (ProcessStatus.Cancelled, e.Happened); break;
            case ProcessReopened: (Status, EndState, EndedBy, Closed) = (ProcessStatus.Open, null, null, null); break;
            case ProcessMoved s: (Version, Pack) = (s.Version, s.Pack); break;
            case WorkstepOpened s: Add(Processes.Workstep.Open(s, e), s.Leads); break;
            case ClockStarted s: Clocks.Add(new Clock { Id = s.Clock, Definition = s.Definition, Workstep = s.Workstep, Request = s.Request, Due = s.Due, Near = s.Near, Started = e.Happened }); break;
            case ClockMoved s: Clock(s.Clock).Move(s); break;
            case ClockNear s: Clock(s.Clock).Status = ClockStatus.Near; break;
            case ClockRanOut s: Clock(s.Clock).Close(ClockStatus.RunOut, e.Happened, null); break;
            case ClockStopped s: Clock(s.Clock).Close(ClockStatus.Stopped, e.Happened, s.Why); break;
            case RecordedInError s: InError.Add(s.Sequence); break;
            case CaseNoteWritten s: Write(s, e); break;
            case GatePassed: break;
            default: ApplyToWorkstep(e); break;
        }
    }

    /// <summary>A new version keeps the next actions of the finished one: what they opened stays opened, what only ended may be chosen again.</summary>
    private void Add(Workstep opened, bool leads)
    {
        if (leads || Worksteps.Count == 0) Raiser = opened.Holder;
        if (opened.Reopens is { } finished) opened.NextActions.AddRange(Workstep(finished).NextActions.Select(NextAction.Keep));
        Worksteps.Add(opened);
    }

    private void Write(CaseNoteWritten s, Event e)
    {
        if (CaseNotes.FirstOrDefault(n => n.Id == s.Note) is not { } note) CaseNotes.Add(note = new CaseNote { Id = s.Note, Type = s.Type, By = e.For ?? e.By, Begun = e.Happened, Recorded = e.Recorded });
        note.Last = e.Happened;
        if (s.Workstep is { } id)
            foreach (var line in s.Lines.Where(l => l.Of is not null)) Workstep(id).Noted[$"{s.Type}/{line.Of}"] = Forms.Answers.Mark(line.Text);
    }

    private Clock Clock(Guid id) => Clocks.First(c => c.Id == id);

    private void ApplyToWorkstep(Event e)
    {
        switch (e.What)
        {
            case WorkstepBegun s: Workstep(s.Workstep).Begun = e.Happened; break;
            case WorkstepFinished s: Workstep(s.Workstep).Close(WorkstepStatus.Finished, e); break;
            case WorkstepCancelled s: Workstep(s.Workstep).Close(WorkstepStatus.Cancelled, e); break;
            case WorkstepSuperseded s: Workstep(s.Workstep).SupersededBy = s.By; break;
            case WorkstepReassigned s:
                var moved = Workstep(s.Workstep);
                if (moved.Holder == Raiser) Raiser = s.To;
                moved.Holder = s.To;
                break;
            case AnswersSaved s: Workstep(s.Workstep).Save(s.Answers, s.Rows, e); break;
            case Signed s: Workstep(s.Workstep).Signatures[s.Field] = new Signature(e.By, e.For, e.Happened, s.Stamp, s.Content); break;
            case SignatureCleared s: Workstep(s.Workstep).Signatures.Remove(s.Field); break;
            case RequestSent s:
                Workstep(s.Workstep).Requests.Add(new Request
                {
                    Id = s.Request, Ordinal = s.Ordinal, Definition = s.Definition, Sender = e.For ?? e.By, Holder = s.To,
                    Found = s.Found, Note = s.Note, Sent = e.Happened,
                });
                break;
            case RequestAnswered s: Request(s.Workstep, s.Request).Answer(s, e); break;
            case RequestReassigned s: Request(s.Workstep, s.Request).Holder = s.To; break;
            case RequestWithdrawn s: Request(s.Workstep, s.Request).Withdraw(e); break;
            case NextActionProposed s: Workstep(s.Workstep).NextActions.Add(NextAction.Propose(s)); break;
            case NextActionRemoved s: Workstep(s.Workstep).NextActions.RemoveAll(n => n.Id == s.Row); break;
            case NextActionTaken s: Workstep(s.Workstep).NextActions.First(n => n.Id == s.Row).Take(s.Opened, e.Happened); break;
            default: throw new InvalidOperationException($"No rule says what {e.What.GetType().Name} changes.");
        }
    }

    private Request Request(Guid workstep, Guid request) => Workstep(workstep).Requests.First(r => r.Id == request);
}

/// <summary>An answer in its canonical text (see <see cref="Forms.Answers"/>), who gave it and when.</summary>
public sealed record Answer(string Text, Guid By, Instant At);

public sealed class Row
{
    public Guid Id { get; set; }
    public Dictionary<string, Answer> Cells { get; set; } = [];
}

public sealed record Signature(Guid By, Guid? For, Instant At, string Stamp, string Content);

/// <summary>A form that one worker holds, in one process.</summary>
public sealed class Workstep
{
    public Guid Id { get; set; }

    /// <summary>Id of its definition in the protocol.</summary>
    public string Definition { get; set; } = "";

    public Guid Holder { get; set; }
    public WorkstepStatus Status { get; set; }
    public Instant Opened { get; set; }

    /// <summary>First saved: before this it is incoming work, after it work in progress.</summary>
    public Instant? Begun { get; set; }

    /// <summary>It can't be begun before this day.</summary>
    public LocalDate? ScheduledFor { get; set; }

    public Instant? Closed { get; set; }
    public Guid? ClosedBy { get; set; }
    public Guid? ClosedFor { get; set; }
    public string? Priority { get; set; }
    public string? Note { get; set; }

    /// <summary>The workstep of the same process whose next action opened it.</summary>
    public Guid? CameFrom { get; set; }

    /// <summary>The finished workstep that this is a new version of, and the newer version of this one.</summary>
    public Guid? Reopens { get; set; }
    public Guid? SupersededBy { get; set; }

    public List<NotUsed> NotUsed { get; set; } = [];
    public Dictionary<string, Answer> Answers { get; set; } = [];
    public Dictionary<string, List<Row>> Tables { get; set; } = [];
    public Dictionary<string, Signature> Signatures { get; set; } = [];
    public List<Request> Requests { get; set; } = [];
    public List<NextAction> NextActions { get; set; } = [];

    /// <summary>What case notes say of it already, so that an entry holds only what is new: a mark of each text, by type and field.</summary>
    public Dictionary<string, string> Noted { get; set; } = [];

    public bool IsOpen => Status == WorkstepStatus.Open;

    internal static Workstep Open(WorkstepOpened s, Event e)
    {
        var workstep = new Workstep
        {
            Id = s.Workstep, Definition = s.Definition, Holder = s.Holder, Opened = e.Happened, ScheduledFor = s.ScheduledFor,
            Priority = s.Priority, Note = s.Note, CameFrom = s.CameFrom, Reopens = s.Reopens, NotUsed = [.. s.NotUsed],
        };
        workstep.Fill(s.Answers, s.Rows, e);
        return workstep;
    }

    internal void Save(IReadOnlyList<CellChange> answers, IReadOnlyList<RowChange> rows, Event e) => Fill(answers, rows, e);

    internal void Close(WorkstepStatus status, Event e) => (Status, Closed, ClosedBy, ClosedFor) = (status, e.Happened, e.By, e.For);

    private void Fill(IReadOnlyList<CellChange> answers, IReadOnlyList<RowChange> rows, Event e)
    {
        foreach (var change in answers) Put(Answers, change, e);
        foreach (var change in rows) Change(change, e);
    }

    private void Change(RowChange change, Event e)
    {
        if (!Tables.TryGetValue(change.Table, out var rows)) Tables[change.Table] = rows = [];
        if (change.Removed)
        {
            rows.RemoveAll(r => r.Id == change.Row);
            return;
        }
        var row = rows.FirstOrDefault(r => r.Id == change.Row);
        if (row is null) rows.Add(row = new Row { Id = change.Row });
        foreach (var cell in change.Cells) Put(row.Cells, cell, e);
    }

    /// <summary>An empty text is no answer: nothing is ever true by absence.</summary>
    private static void Put(Dictionary<string, Answer> answers, CellChange change, Event e)
    {
        if (change.Text.Length == 0) answers.Remove(change.Field);
        else answers[change.Field] = new Answer(change.Text, e.By, e.Happened);
    }
}

/// <summary>One worker asks another to fill stated fields, or only to acknowledge.</summary>
public sealed class Request
{
    public Guid Id { get; set; }
    public int Ordinal { get; set; }
    public string Definition { get; set; } = "";
    public Guid Sender { get; set; }
    public Guid Holder { get; set; }
    public string Found { get; set; } = "";
    public string? Note { get; set; }
    public Instant Sent { get; set; }
    public RequestStatus Status { get; set; }
    public Instant? Answered { get; set; }
    public Guid? AnsweredBy { get; set; }
    public Guid? AnsweredFor { get; set; }
    public string? AnswerNote { get; set; }
    public Outside? Outside { get; set; }

    internal void Answer(RequestAnswered s, Event e)
    {
        Status = s.Answer == RequestAnswer.Completed ? RequestStatus.Completed : RequestStatus.Returned;
        (Answered, AnsweredBy, AnsweredFor, AnswerNote, Outside) = (e.Happened, e.By, e.For, s.Note, s.Outside);
    }

    internal void Withdraw(Event e) => (Status, Answered, AnsweredBy) = (RequestStatus.Withdrawn, e.Happened, e.By);
}

/// <summary>A row of the next-actions grid: proposed until it is taken.</summary>
public sealed class NextAction
{
    public Guid Id { get; set; }
    public string Definition { get; set; } = "";
    public Guid? PassTo { get; set; }
    public LocalDate? ScheduledFor { get; set; }
    public string? Priority { get; set; }
    public string? Note { get; set; }
    public string? Reason { get; set; }
    public Instant? Taken { get; set; }
    public List<Origin> Opened { get; set; } = [];

    internal static NextAction Propose(NextActionProposed s) => new()
    {
        Id = s.Row, Definition = s.Definition, PassTo = s.PassTo, ScheduledFor = s.ScheduledFor, Priority = s.Priority, Note = s.Note, Reason = s.Reason,
    };

    internal static NextAction Keep(NextAction row) => new()
    {
        Id = row.Id, Definition = row.Definition, PassTo = row.PassTo, ScheduledFor = row.ScheduledFor, Priority = row.Priority, Note = row.Note,
        Reason = row.Reason, Taken = row.Opened.Count > 0 ? row.Taken : null, Opened = [.. row.Opened],
    };

    internal void Take(IReadOnlyList<Origin> opened, Instant at) => (Taken, Opened) = (at, [.. opened]);
}

public sealed class Clock
{
    public Guid Id { get; set; }
    public string Definition { get; set; } = "";

    /// <summary>Null: a clock of the whole process.</summary>
    public Guid? Workstep { get; set; }

    public Guid? Request { get; set; }
    public Instant Started { get; set; }
    public required Deadline Due { get; set; }
    public Instant? Near { get; set; }
    public ClockStatus Status { get; set; }
    public Instant? Closed { get; set; }
    public string? Why { get; set; }

    public bool Runs => Status is ClockStatus.Running or ClockStatus.Near;

    internal void Move(ClockMoved s) => (Due, Near, Why, Status, Closed) = (s.Due, s.Near, s.Why, ClockStatus.Running, null);

    internal void Close(ClockStatus status, Instant at, string? why) => (Status, Closed, Why) = (status, at, why);
}

/// <summary>A case note that the process writes: begun by its first entry, and only ever added to.</summary>
public sealed class CaseNote
{
    public Guid Id { get; set; }
    public string Type { get; set; } = "";

    /// <summary>Whose first entry it is.</summary>
    public Guid By { get; set; }

    public Instant Begun { get; set; }
    public Instant Recorded { get; set; }
    public Instant Last { get; set; }
}
