using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Store;

/// <summary>
/// What a process's state comes to in tables: the one place that says so. Rows are never read back into state, but for the two
/// documents; they are there for lists, searches and timers.
/// </summary>
public sealed record Rows(
    ProcessRow Process, IReadOnlyList<WorkstepRow> Worksteps, IReadOnlyList<ProcessChildRow> Children, IReadOnlyList<RequestRow> Requests, IReadOnlyList<ClockRow> Clocks)
{
    static readonly JsonSerializerOptions WithoutWorksteps = new(Json.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWorksteps } },
    };

    /// <summary>When time next brings something about in the process; null: it doesn't.</summary>
    public TimerRow? Timer { get; init; }

    /// <summary>Null: its protocol has no stages, so it is no concern.</summary>
    public ConcernRow? Concern { get; init; }

    public IReadOnlyList<CaseNoteRow> CaseNotes { get; init; } = [];

    public IReadOnlyList<FigureRow> Figures { get; init; } = [];

    public static Rows Of(Process process, Protocol protocol)
    {
        Guid? child = process.Children.Count > 0 ? process.Children[0] : null;
        return new Rows(
            Row(process),
            [.. process.Worksteps.Select((workstep, index) => Row(process, workstep, index + 1, child, protocol))],
            [.. process.Children.Select(each => new ProcessChildRow { ProcessId = process.Id, ChildId = each })],
            [.. process.Worksteps.SelectMany(workstep => workstep.Requests.Select(request => Row(process, workstep, request)))],
            [.. process.Clocks.Select(clock => Row(process, clock))])
        {
            Timer = TimerOf(process), Concern = ConcernOf(process, protocol, child), CaseNotes = [.. process.CaseNotes.Select(note => Row(process, note))],
            Figures = [.. Core.Processes.Figures.Of(process, protocol).Select(counted => new FigureRow { ProcessId = process.Id, Figure = counted.Figure, Value = counted.Value })],
        };
    }

    /// <summary>The process from its documents.</summary>
    public static Process Read(ProcessRow row, IEnumerable<WorkstepRow> worksteps)
    {
        var process = JsonSerializer.Deserialize<Process>(row.Document, WithoutWorksteps)!;
        process.Worksteps = [.. worksteps.OrderBy(each => each.Ordinal).Select(each => Json.Read<Workstep>(each.Document))];
        return process;
    }

    /// <summary>To try on it what isn't to happen yet.</summary>
    public static Process Copy(Process process) => Json.Read<Process>(Json.Write(process));

    static ProcessRow Row(Process process) => new()
    {
        Id = process.Id, Number = process.Number, Protocol = process.Protocol, Version = process.Version, Pack = process.Pack, Status = process.Status,
        RaisedBy = process.RaisedBy, Raiser = process.Raiser, StartedAt = process.Started, ClosedAt = process.Closed, EndState = process.EndState,
        CameFromProcess = process.CameFrom?.Process, CameFromWorkstep = process.CameFrom?.Workstep, Events = process.Events,
        Document = JsonSerializer.Serialize(process, WithoutWorksteps),
    };

    static WorkstepRow Row(Process process, Workstep workstep, int ordinal, Guid? child, Protocol protocol) => new()
    {
        Id = workstep.Id, ProcessId = process.Id, Ordinal = ordinal, ChildId = child, Definition = workstep.Definition,
        Rank = protocol.Workstep(workstep.Definition).Rank, Holder = workstep.Holder, Status = workstep.Status,
        Standing = Standings.Of(workstep, protocol.FormOf(workstep.Definition)), Priority = workstep.Priority, OpenedAt = workstep.Opened,
        BegunAt = workstep.Begun, ScheduledOn = workstep.ScheduledFor, ClosedAt = workstep.Closed, ClosedBy = workstep.ClosedBy,
        Superseded = workstep.SupersededBy is not null, Document = Json.Write(workstep),
    };

    static RequestRow Row(Process process, Workstep workstep, Request request) => new()
    {
        Id = request.Id, ProcessId = process.Id, WorkstepId = workstep.Id, Ordinal = request.Ordinal, Definition = request.Definition,
        Sender = request.Sender, Holder = request.Holder, Status = request.Status, SentAt = request.Sent, AnsweredAt = request.Answered,
    };

    static ClockRow Row(Process process, Clock clock) => new()
    {
        Id = clock.Id, ProcessId = process.Id, WorkstepId = clock.Workstep, RequestId = clock.Request, Definition = clock.Definition,
        DueOn = clock.Due.On, EndsAt = clock.Due.Ends, NearAt = clock.Near, Status = clock.Status,
    };

    static CaseNoteRow Row(Process process, CaseNote note) => new()
    {
        Id = note.Id, ProcessId = process.Id, Type = note.Type, ByWorker = note.By, BegunAt = note.Begun, RecordedAt = note.Recorded, LastAt = note.Last,
    };

    static ConcernRow? ConcernOf(Process process, Protocol protocol, Guid? child)
    {
        if (!protocol.Stages.Any() || Standings.At(process, protocol) is not { } at) return null;
        var (form, due) = (protocol.FormOf(at.Definition), Standings.Due(process, protocol));
        return new ConcernRow
        {
            ProcessId = process.Id, ChildId = child, Protocol = process.Protocol, Status = process.Status, Stage = at.Definition, Rank = protocol.Workstep(at.Definition).Rank,
            Owner = process.Raiser, Turn = process.Status == ProcessStatus.Open ? string.Join(',', Standings.Turn(at, form)) : "", Standing = Standings.Of(at, form),
            DueOn = due?.Due.On, EndsAt = due?.Due.Ends, StartedAt = process.Started, ClosedAt = process.Closed, Outcome = process.EndState,
        };
    }

    static TimerRow? TimerOf(Process process)
    {
        var next = process.Clocks.Where(clock => clock.Runs).Select(Next).DefaultIfEmpty(Instant.MaxValue).Min();
        return next == Instant.MaxValue ? null : new TimerRow { Kind = TimerKinds.Clocks, Subject = process.Id, DueAt = next, Version = process.Events };
    }

    static Instant Next(Clock clock) => clock is { Status: ClockStatus.Running, Near: { } near } && near < clock.Due.Ends ? near : clock.Due.Ends;

    static void LeaveOutWorksteps(JsonTypeInfo type)
    {
        if (type.Type != typeof(Process)) return;
        foreach (var property in type.Properties.Where(property => property.Name == "worksteps").ToList()) type.Properties.Remove(property);
    }
}

/// <summary>What a timer row's kind may be.</summary>
public static class TimerKinds
{
    /// <summary>The subject is a process, and the due time the next at which one of its clocks is near its end or runs out.</summary>
    public const string Clocks = "clocks";

    /// <summary>The subject is a child whose record may call for work that doesn't stand yet.</summary>
    public const string Calls = "calls";
}
