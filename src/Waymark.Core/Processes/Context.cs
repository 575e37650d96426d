using System.Globalization;
using NodaTime.Text;
using Waymark.Core.Packs;

namespace Waymark.Core.Processes;

/// <summary>
/// Where a rule of the pack is asked: in which process, workstep, request and row. Conditions and values are read here and
/// nowhere else.
/// </summary>
public sealed record Context(Process Process, Protocol Protocol, Situation Situation)
{
    public Workstep? Workstep { get; init; }
    public Request? Request { get; init; }
    public Row? Row { get; init; }

    /// <summary>Where the process came from, while its first workstep is being opened: what that starts with may be read there.</summary>
    public Context? Source { get; init; }

    /// <summary>What is being typed and not yet saved, by field; it is read before what is saved.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; init; } = new Dictionary<string, string>();

    public Form? Form => Workstep is null ? null : Protocol.FormOf(Workstep.Definition);

    public Context In(Workstep workstep) => this with { Workstep = workstep, Request = null, Row = null };

    public bool Holds(Condition? condition) => condition switch
    {
        null => true,
        Condition.All all => all.Of.All(Holds),
        Condition.Any any => any.Of.Any(Holds),
        Condition.Not not => !Holds(not.Of),
        Condition.Is test => Every(test.Subject, have => Sides(test.Value).Any(want => have.Contains(want))),
        Condition.In test => Every(test.Subject, have => test.Values.SelectMany(Sides).Any(want => have.Contains(want))),
        Condition.Before test => Every(test.Subject, have => have.Count > 0 && Sides(test.Value).Any(want => Dues(test.Subject, have).All(h => IsBefore(h, want)))),
        Condition.Exists test => test.Yes == Every(test.Subject, have => have.Count > 0),
        _ => throw new InvalidOperationException($"No rule says when {condition.GetType().Name} holds."),
    };

    /// <summary>The value of a default: a plain text, or what its subject holds; null: nothing.</summary>
    public string? Read(Value value) => value switch
    {
        Value.Plain plain => plain.Text,
        Value.Of of => Texts(of.Subject).SelectMany(t => t).FirstOrDefault(),
        _ => null,
    };

    /// <summary>
    /// What a field has to begin with. Where that is the field of a workstep which the process passed over, it is what that one would
    /// have begun with: what was said at the first stage isn't lost at the third.
    /// </summary>
    public string? StartOf(Field field)
    {
        var seen = new HashSet<Field>();
        for (var from = field; from?.Default is { } value && seen.Add(from); from = value is Value.Of { Subject: { Kind: SubjectKind.Field } subject } ? PassedOver(subject.Name) : null)
        {
            var text = value is Value.Of { Subject: var of } && field.Kind is FieldKind.Choices or FieldKind.Workers ? string.Join('\n', Texts(of).FirstOrDefault([])) : Read(value);
            if (text is { Length: > 0 }) return text;
        }
        return null;
    }

    private Field? PassedOver(string name) =>
        name.Split('.') is [var owner, var id] && Locate(name).Workstep is null && Protocol.FindWorkstep(owner) is not null ? Protocol.FormOf(owner).FindField(id) : null;

    private IEnumerable<string> Sides(Value value) => value switch
    {
        Value.Plain plain => [plain.Text],
        Value.Of of => Texts(of.Subject).SelectMany(t => Dues(of.Subject, t)),
        _ => [],
    };

    /// <summary>Of a clock, its due time alone: its state is no value to compare with.</summary>
    private static IEnumerable<string> Dues(Subject subject, IReadOnlyList<string> texts) => subject.Kind == SubjectKind.Clock ? texts.Take(1) : texts;

    /// <summary>A table's column holds when it holds in every row, and never in an empty table.</summary>
    private bool Every(Subject subject, Func<IReadOnlyList<string>, bool> test)
    {
        var texts = Texts(subject);
        return texts.Count > 0 && texts.All(test);
    }

    private static bool IsBefore(string left, string right) =>
        decimal.TryParse(left, NumberStyles.Number, CultureInfo.InvariantCulture, out var a) && decimal.TryParse(right, NumberStyles.Number, CultureInfo.InvariantCulture, out var b)
            ? a < b
            : string.CompareOrdinal(left, right) < 0;

    /// <summary>What a subject holds: one list of texts, or one for each row where it is a table's column. An empty list is an empty side.</summary>
    private IReadOnlyList<IReadOnlyList<string>> Texts(Subject subject) => subject.Kind switch
    {
        SubjectKind.Field => FieldTexts(subject.Name),
        SubjectKind.Fact => [Facts.Of(subject.Name, this) is { Length: > 0 } fact ? [fact] : []],
        SubjectKind.Switch => [Protocol.Switches.Where(s => s.Id == subject.Name).Select(s => s.Is).ToList()],
        SubjectKind.Workstep => [WorkstepStates(subject.Name).Distinct().ToList()],
        SubjectKind.Request => [RequestStates(subject.Name).Distinct().ToList()],
        SubjectKind.NextAction => [NextActions(subject.Name).Any() ? ["taken"] : []],
        SubjectKind.Clock => [ClockStates(subject.Name).ToList()],
        _ => [[]],
    };

    private IReadOnlyList<IReadOnlyList<string>> FieldTexts(string name)
    {
        if (name.Split('.') is [var other, _, _]) return Named(other) is { } named ? named.FieldTexts(name[(other.Length + 1)..]) : [[]];
        var (workstep, id) = Locate(name);
        if (workstep is null || Protocol.FormOf(workstep.Definition).FindField(id) is not { } field) return [[]];
        var form = Protocol.FormOf(workstep.Definition);
        if (form.TableOf(id) is { } table)
        {
            if (Row is not null && workstep == Workstep) return [Split(field, Row.Cells.GetValueOrDefault(id)?.Text)];
            return [.. Agenda.Rows(this, workstep, table).Select(row => Split(field, row.Cells.GetValueOrDefault(id)?.Text))];
        }
        return field.Kind switch
        {
            FieldKind.Table => [workstep.Tables.GetValueOrDefault(id, []).Select(r => r.Id.ToString()).ToList()],
            FieldKind.Signature => [workstep.Signatures.TryGetValue(id, out var signature) ? [signature.By.ToString()] : []],
            // Each who was invited, or should have been, holds their own state, as the rows of a table do.
            FieldKind.Attendance => [.. Attendance.Of(this, workstep, field).Select(seat => (IReadOnlyList<string>)[seat.State])],
            // A worker is meant by who they are, and by the posts that they hold.
            FieldKind.Worker when Answered(workstep, field) is { Length: > 0 } text => [[text, .. Guid.TryParse(text, out var who) ? Situation.Register.PostsOf(who, Situation.Today) : []]],
            FieldKind.NextActions => [workstep.NextActions.Select(n => n.Definition).ToList()],
            _ => [Split(field, Answered(workstep, field))],
        };
    }

    /// <summary>Where a name that begins with a protocol is read: here, where that is its own, else where the process came from.</summary>
    private Context? Named(string protocol) => protocol == Protocol.Id ? this : Source?.Protocol.Id == protocol ? Source : null;

    /// <summary>What stands in a field: what is being typed, else what was saved, else what the program computes for a field that nobody fills.</summary>
    public string? Answered(Workstep workstep, Field field)
    {
        if (workstep == Workstep && Typed.TryGetValue(field.Id, out var typed)) return typed;
        if (workstep.Answers.TryGetValue(field.Id, out var answer)) return answer.Text;
        return field.IsLive() && workstep.IsOpen && field.Default is { } value ? In(workstep).Read(value) : null;
    }

    private static IReadOnlyList<string> Split(Field field, string? text) => text switch
    {
        null or "" => [],
        _ when field.Kind is FieldKind.Choices or FieldKind.Workers or FieldKind.Attachment => text.Split('\n'),
        _ => [text],
    };

    /// <summary>
    /// 'outcome' is this workstep's; 'step-1.outcome' that of the latest such workstep; 'challenge.began-on' that of the first
    /// workstep with that form, so that what is counted once for the process stays counted from there (S0-045).
    /// </summary>
    public (Workstep? Workstep, string Field) Locate(string name)
    {
        var dot = name.IndexOf('.');
        if (dot < 0) return (Workstep ?? Process.Worksteps.LastOrDefault(w => Protocol.FormOf(w.Definition).FindField(name) is not null), name);
        var (owner, id) = (name[..dot], name[(dot + 1)..]);
        var live = Process.Worksteps.Where(w => w.Status != WorkstepStatus.Cancelled);
        var workstep = Protocol.FindWorkstep(owner) is not null
            ? live.LastOrDefault(w => w.Definition == owner)
            : live.FirstOrDefault(w => Protocol.Workstep(w.Definition).Form == owner);
        while (workstep?.SupersededBy is { } newer && Process.Workstep(newer) is { Status: not WorkstepStatus.Cancelled } version) workstep = version;
        return (workstep, id);
    }

    private IEnumerable<string> WorkstepStates(string definition)
    {
        if (definition.Split('.') is [var other, var id]) return Named(other)?.WorkstepStates(id) ?? [];
        return OwnWorkstepStates(definition);
    }

    private IEnumerable<string> OwnWorkstepStates(string definition)
    {
        // A workstep that speaks of its own kind means itself, however often the process has come to it.
        foreach (var workstep in Process.Worksteps.Where(w => w.Definition == definition && w.Status != WorkstepStatus.Cancelled && (Workstep?.Definition != definition || w.Id == Workstep.Id)))
        {
            yield return "started";
            yield return workstep.IsOpen ? "open" : "finished";
        }
    }

    private IEnumerable<string> RequestStates(string definition)
    {
        foreach (var request in Standings.Current(Requests().Where(r => r.Definition == definition), Many(definition)))
        {
            yield return "sent";
            yield return "delivered";
            if (request.Status == RequestStatus.Completed) yield return "completed";
            if (request.Status == RequestStatus.Returned) yield return "returned";
        }
    }

    private bool Many(string definition) => Protocol.Forms.Select(f => f.Request(definition)).FirstOrDefault(r => r is not null)?.Many ?? false;

    private IEnumerable<Request> Requests() => Workstep is null ? Process.Worksteps.SelectMany(w => w.Requests) : Process.Answers(Workstep);

    /// <summary>What is proposed counts: at finish the grid is what will be taken.</summary>
    private IEnumerable<NextAction> NextActions(string definition) =>
        (Workstep is not null && Form!.NextAction(definition) is not null ? Workstep.NextActions : Process.Worksteps.SelectMany(w => w.NextActions))
        .Where(n => n.Definition == definition);

    /// <summary>When a clock ends that counts from a day that is being typed, or that may have been corrected since the clock stopped; null: neither.</summary>
    private Calendar.Due? Recounted(string definition, Clock? clock)
    {
        if (Form?.Clocks.FirstOrDefault(c => c.Id == definition) is not { } counted) return null;
        var stopped = clock is { Status: ClockStatus.Stopped } && clock.Workstep == Workstep!.Id;
        if (!counted.After.Any.Any(m => m.Subject.Kind == SubjectKind.Field && (stopped || Typed.ContainsKey(m.Subject.Name))) || !Holds(counted.When)) return null;
        return Anchors.Of(counted.After, this).FirstOrDefault() is not { } anchor ? null
            : anchor.At is { } at ? Calendar.Due.Count(Situation.Calendar, at, counted.Span) : Calendar.Due.Count(Situation.Calendar, anchor.On, counted.Span);
    }

    /// <summary>The latest clock of that name speaks: its state, and its due day as a value.</summary>
    private IEnumerable<string> ClockStates(string definition)
    {
        var clock = Process.Clocks.LastOrDefault(c => c.Definition == definition && (c.Workstep is null || Workstep is null || c.Workstep == Workstep.Id || Process.Earlier(Workstep).Any(w => w.Id == c.Workstep)));
        if (Recounted(definition, clock) is { } due)
        {
            yield return due.ToIso();
            yield break;
        }
        if (clock is null) yield break;
        yield return clock.Due.At is { } at ? Facts.Minute.Format(at) : LocalDatePattern.Iso.Format(clock.Due.On);
        if (clock.Runs) yield return "running";
        if (clock.Status == ClockStatus.Near) yield return "near";
        if (clock.Status == ClockStatus.RunOut) yield return "run-out";
    }
}

public static class FieldRules
{
    /// <summary>Nobody fills it: the program does, from the field's default.</summary>
    public static bool IsComputed(this Field field) => field.By.Any(rule => rule is PersonRule.Word { Is: PersonWord.Nobody });

    /// <summary>What stands in it until somebody types is worked out when it is read: it is computed, or starts with a clock's due time. What was just recorded is known at that moment alone.</summary>
    public static bool IsLive(this Field field) => field.IsComputed() && field.Default is not Value.Of { Subject: { Kind: SubjectKind.Fact, Name: "last-change" } } || field.Default is Value.Of { Subject.Kind: SubjectKind.Clock };
}
