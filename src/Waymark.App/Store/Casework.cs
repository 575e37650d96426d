using Microsoft.EntityFrameworkCore;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Store;

/// <summary>One post, command or timer.</summary>
/// <param name="Key">The post's idempotency key: the same again finds the first result. A new one where nothing is sent twice.</param>
/// <param name="What">Its name in the audit: 'workstep/finish', 'timer/clocks'.</param>
public sealed record Operation(Actor Actor, Guid Key, string What)
{
    /// <summary>More to write in the same transaction when it is accepted: a draft that was taken up, a document's row. Nothing slow.</summary>
    public Func<WaymarkDb, Process, Task>? Also { get; init; }

    internal Guid Worker => Actor.Worker ?? throw new InvalidOperationException("Somebody who isn't signed in can't change a process.");
}

/// <summary>What an operation came to. When it was refused, nothing changed.</summary>
/// <param name="Process">As it stands now; null when a start was refused.</param>
/// <param name="Situation">What the decision looked at.</param>
public sealed record Outcome(Decision Decision, Process? Process, Situation Situation)
{
    public bool Accepted => Decision.Accepted;

    /// <summary>It had been done before under the same key: this is that result again, without its notices and warnings.</summary>
    public bool Replayed { get; init; }
}

/// <summary>
/// What every page, command and timer uses to change a process: takes it for itself, lets the engine decide, and writes events,
/// documents, rows, timers, notices, the key and the audit entry in one transaction; or, when refused, the audit entry alone.
/// </summary>
public sealed partial class Casework(Database database, Situations situations)
{
    /// <summary>
    /// Changes a process. Access is the caller's to ask first. To pass gates, or to write down what happened earlier, decide with
    /// <c>situation with { Acknowledged = …, Happened = … }</c>.
    /// </summary>
    public Task<Outcome> Do(Guid process, Operation operation, Func<Process, Situation, Decision> decide) => Once(operation, async db =>
    {
        var row = await Take(db, process) ?? throw new InvalidOperationException($"There is no process {process}.");
        var worksteps = await Situations.WorkstepsOf(db, process);
        var (state, situation) = await situations.Read(db, row, worksteps, operation.Worker);
        if (await Replay(db, operation) is { } earlier) return earlier;

        var before = Rows.Of(state, Engine.Definition(state, situation)) with { Process = row, Worksteps = worksteps };
        var decision = decide(state, situation);
        var others = new Dictionary<Guid, Rows>();
        // What is written in other processes is decided on those as they stand once nobody else can change them.
        while (decision.Accepted && decision.Touched.Any(other => !others.ContainsKey(other.Id)))
        {
            foreach (var other in decision.Touched.Select(each => each.Id).Order()) await Take(db, other);
            (state, situation) = await situations.Read(db, row, worksteps, operation.Worker);
            others = situation.Cases.Where(each => decision.Touched.Any(other => other.Id == each.Process.Id)).ToDictionary(each => each.Process.Id, each => Rows.Of(each.Process, each.Context.Protocol));
            decision = decide(state, situation);
        }
        if (!decision.Accepted) return Refuse(db, operation, new Outcome(decision, Rows.Read(row, worksteps), situation));
        return await CarryOut(db, operation, new Outcome(decision, state, situation), before, others);
    });

    /// <summary>Begins a process for these children; the decision holds it in <see cref="Decision.Started"/>.</summary>
    public Task<Outcome> Start(IReadOnlyList<Guid> children, Operation operation, Func<Situation, Decision> decide) => Once(operation, async db =>
    {
        var situation = await situations.About(db, children, operation.Worker);
        if (await Replay(db, operation) is { } earlier) return earlier;
        if (children.Count == 0) situation = situation with { Figures = await Totals.Sheets(db, situation) };
        var decision = decide(situation);
        if (!decision.Accepted) return Refuse(db, operation, new Outcome(decision, null, situation));
        return await CarryOut(db, operation, new Outcome(decision, decision.Started[0], situation), null);
    });

    /// <summary>Two posts of one key at the same moment: the later to commit is refused by the key, and shows what the first did.</summary>
    async Task<Outcome> Once(Operation operation, Func<WaymarkDb, Task<Outcome>> work)
    {
        try
        {
            await using var writing = await database.Write();
            var outcome = await work(writing.Db);
            await writing.Commit();
            return outcome;
        }
        catch (DbUpdateException)
        {
            await using var writing = await database.Write();
            if (await Replay(writing.Db, operation) is not { } earlier) throw;
            await writing.Commit();
            return earlier;
        }
    }

    static async Task<ProcessRow?> Take(WaymarkDb db, Guid process)
    {
        var taken = db.Engine == DatabaseEngine.PostgreSql
            ? db.Processes.FromSql($"SELECT * FROM process WHERE id = {process} FOR UPDATE")
            : db.Processes.Where(each => each.Id == process);
        return (await taken.ToListAsync()).SingleOrDefault();
    }

    // ---- Carrying it out ----

    /// <param name="others">As those other processes stand in the database in which the decision wrote something.</param>
    async Task<Outcome> CarryOut(WaymarkDb db, Operation operation, Outcome outcome, Rows? before, IReadOnlyDictionary<Guid, Rows>? others = null)
    {
        var decision = outcome.Decision;
        if (decision.Events.Count > 0)
        {
            decision = await Numbered(db, decision);
            await Keep(db, operation, outcome with { Decision = decision }, before, others);
            db.Add(Done.Row(operation, outcome with { Decision = decision }));
        }
        else
        {
            db.AddRange(AuditedChange.OfNothing(operation, outcome, situations.Clock));
        }
        if (operation.Also is { } also) await also(db, outcome.Process!);
        return outcome with { Decision = decision };
    }

    async Task Keep(WaymarkDb db, Operation operation, Outcome outcome, Rows? before, IReadOnlyDictionary<Guid, Rows>? others = null)
    {
        var (decision, stood) = (outcome.Decision, before?.Process.Status == ProcessStatus.Open);
        foreach (var started in decision.Started) RowChanges.Write(db, null, await RowsOf(db, started));
        foreach (var other in decision.Touched) RowChanges.Write(db, others![other.Id], await RowsOf(db, other));
        if (before is not null) RowChanges.Write(db, before, await RowsOf(db, outcome.Process!));
        db.AddRange(decision.Events.Select(EventRow.Of));
        db.AddRange(decision.Notices.SelectMany(owed => owed.Channels.Distinct().Select(channel => Notice(owed, channel, outcome.Situation))));
        db.AddRange(AuditedChange.Of(operation, decision, outcome, situations.Clock));
        // What it was called for may be called for again: there is a date that it was not about.
        if (outcome.Process is { CalledBy: not null, Status: not ProcessStatus.Open } ended && stood)
            foreach (var child in ended.Children) await Called(db, child, situations.Clock.GetCurrentInstant());
    }

    async Task<Rows> RowsOf(WaymarkDb db, Process process) => Rows.Of(process, ProtocolOf(await situations.Packs.Of(db, process.Pack), process));

    static Protocol ProtocolOf(Pack pack, Process process) =>
        pack.Protocol(process.Protocol) ?? throw new InvalidOperationException($"The pack {process.Pack} has no protocol '{process.Protocol}'.");

    /// <summary>Each process that was started gets the number that people quote, in its state and in its first event.</summary>
    static async Task<Decision> Numbered(WaymarkDb db, Decision decision)
    {
        if (decision.Started.Count == 0) return decision;
        foreach (var process in decision.Started) process.Number = await db.NextNumber("process");
        var numbers = decision.Started.ToDictionary(process => process.Id, process => process.Number);
        return decision with { Events = [.. decision.Events.Select(e => e.What is ProcessStarted started ? e with { What = started with { Number = numbers[e.Process] } } : e)] };
    }

    static NoticeRow Notice(OwedNotice owed, Channel channel, Situation situation) => new()
    {
        Id = Guid.NewGuid(), ProcessId = owed.Process, Sequence = owed.Sequence, Definition = owed.Definition, Recipient = owed.To, Channel = channel,
        Label = owed.Label, Rule = owed.Rule, DueOn = owed.Due, WorkstepId = owed.Workstep, RequestId = owed.Request, CreatedAt = situation.Now,
        SentAt = channel == Channel.Email ? null : situation.Now,
    };

    // ---- Refused, or done before ----

    Outcome Refuse(WaymarkDb db, Operation operation, Outcome outcome)
    {
        db.AddRange(AuditedChange.OfRefusal(operation, outcome, situations.Clock));
        return outcome;
    }

    async Task<Outcome?> Replay(WaymarkDb db, Operation operation)
    {
        var row = await db.Operations.SingleOrDefaultAsync(each => each.Key == operation.Key);
        if (row is null) return null;
        if (row.Worker != operation.Worker) throw new InvalidOperationException("Another worker's post had this key.");
        var done = Json.Read<Done>(row.Result);
        var events = await db.Events.Where(each => each.ProcessId == done.Process && each.Sequence >= done.First && each.Sequence <= done.Last).OrderBy(each => each.Sequence).ToListAsync();
        var started = new List<Process>();
        foreach (var id in done.Started) started.Add((await situations.Read(db, id, operation.Worker))!.Process);
        var (process, situation) = (await situations.Read(db, done.Process, operation.Worker))!;
        var outcome = new Outcome(new Decision { Events = [.. events.Select(each => each.Event())], Started = started }, process, situation) { Replayed = true };
        db.AddRange(AuditedChange.OfNothing(operation, outcome, situations.Clock));
        return outcome;
    }

    /// <summary>What an operation's row keeps of what it did.</summary>
    sealed record Done(Guid Process, int First, int Last, IReadOnlyList<Guid> Started)
    {
        public static OperationRow Row(Operation operation, Outcome outcome)
        {
            var process = outcome.Process!.Id;
            var own = outcome.Decision.Events.Where(e => e.Process == process).Select(e => e.Sequence).ToList();
            var done = new Done(process, own.Count == 0 ? 1 : own[0], own.Count == 0 ? 0 : own[^1], [.. outcome.Decision.Started.Select(each => each.Id)]);
            return new OperationRow { Key = operation.Key, Worker = operation.Worker, At = outcome.Situation.Now, ProcessId = process, Result = Json.Write(done) };
        }
    }
}
