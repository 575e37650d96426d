namespace Waymark.Core.Packs.Linting;

/// <summary>
/// One combination of what a workstep's conditions read. A condition is true, false, or (null) either, where it reads
/// something that the combination doesn't settle.
/// </summary>
internal sealed record Case(Form Form, int? Rank)
{
    public bool? LookedAfter { get; init; }
    public IReadOnlyDictionary<string, string> Switches { get; init; } = new Dictionary<string, string>();

    /// <summary>What stands in the single choices and the yes-or-no fields.</summary>
    public IReadOnlyDictionary<string, string> Choices { get; init; } = new Dictionary<string, string>();

    /// <summary>Requests that are never answered, or, where the other side sends them, never sent; null: either.</summary>
    public IReadOnlySet<string>? Silent { get; init; }

    /// <summary>Whose request it is to send; read only with <see cref="Silent"/>.</summary>
    public Func<RequestDefinition, bool> SentByUs { get; init; } = _ => true;

    public bool? Holds(Condition condition) => condition switch
    {
        Condition.Not not => !Holds(not.Of),
        Condition.All all => All(all.Of.Select(Holds)),
        Condition.Any any => !All(any.Of.Select(c => !Holds(c))),
        Condition.Is { Value: Value.Plain plain } @is => Is(@is.Subject, plain.Text),
        Condition.In @in when @in.Values.All(v => v is Value.Plain) => !All(@in.Values.OfType<Value.Plain>().Select(v => !Is(@in.Subject, v.Text))),
        Condition.Before { Subject: { Kind: SubjectKind.Fact, Name: "rank" }, Value: Value.Plain plain } when Rank is { } rank && int.TryParse(plain.Text, out var limit) => rank < limit,
        _ => null,
    };

    private static bool? All(IEnumerable<bool?> of)
    {
        bool? all = true;
        foreach (var one in of)
        {
            if (one == false)
                return false;
            all = one is null ? null : all;
        }
        return all;
    }

    private bool? Is(Subject subject, string value) => subject.Kind switch
    {
        SubjectKind.Fact when subject.Name == "rank" && Rank is { } rank => value == rank.ToString(),
        SubjectKind.Fact when subject.Name == "looked-after" && LookedAfter is { } yes => value == (yes ? "yes" : "no"),
        SubjectKind.Switch when Switches.TryGetValue(subject.Name, out var position) => position == value,
        SubjectKind.Field when Choices.TryGetValue(subject.Name, out var chosen) => !Hidden(Form.FindField(subject.Name)!) && chosen == value,
        SubjectKind.Request when Silent is not null && Form.Request(subject.Name) is { } request => Entered(request, value),
        SubjectKind.Clock when Silent is not null && Form.Clocks.FirstOrDefault(c => c.Id == subject.Name) is { } clock => Ran(clock) is { } ran ? value == "run-out" && ran : null,
        _ => null,
    };

    public bool Hidden(Part part) => part.When is not null && Holds(part.When) == false;

    public bool Answered(RequestDefinition request) => Silent is null || !Silent.Contains(request.Id);

    private bool Entered(RequestDefinition request, string state) => state switch
    {
        "sent" or "delivered" => Answered(request) || SentByUs(request),
        "completed" => Answered(request),
        _ => false,
    };

    /// <summary>Whether the clock runs out: it began, and what stops it didn't happen. Who answers, answers in time.</summary>
    private bool? Ran(ClockDefinition clock)
    {
        var began = Happened(clock.After);
        var stopped = clock.Until is null ? false : Happened(clock.Until);
        return All([began, !stopped]);
    }

    private bool? Happened(Moment moment) => !All(moment.Any.Select(e => !Happened(e)));

    private bool? Happened(Entering e) => e.Subject.Kind switch
    {
        SubjectKind.Field or SubjectKind.Fact => true,
        SubjectKind.Request when Form.Request(e.Subject.Name) is { } request => Entered(request, e.State!),
        SubjectKind.Workstep when e.State is "started" or "open" => true,
        _ => null,
    };
}
