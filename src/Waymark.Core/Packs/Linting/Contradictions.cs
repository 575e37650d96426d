namespace Waymark.Core.Packs.Linting;

/// <summary>What one rule lets people do and another makes them do: whoever reads only one of the two is wrong.</summary>
internal static class Contradictions
{
    public static IEnumerable<Found> In(Pack pack, Protocol protocol) => protocol.Forms.SelectMany(form => In(pack, protocol, form));

    private static IEnumerable<Found> In(Pack pack, Protocol protocol, Form form)
    {
        var words = new Wording(pack, protocol, form.Id);
        var gates = form.Gates.Concat(protocol.Gates).Where(g => g.Needs is not null).ToList();
        return gates.SelectMany((g, i) => gates.Take(i).Where(earlier => Contradict(words, earlier, g)).Take(1).Select(earlier => Two(words, earlier, g)))
            .Concat(gates.Where(Always).SelectMany(g => MayBe(protocol, form, g, words)));
    }

    private static bool Always(Gate gate) => gate is { Else: Else.Block, When: null };

    /// <summary>Two gates of one verb want the same, one always and the other now and then, or one as a must and the other as a warning.</summary>
    private static bool Contradict(Wording words, Gate a, Gate b) =>
        a.Verb == b.Verb && a.Of == b.Of && words.Say(a.Needs!) == words.Say(b.Needs!)
        && (a.When is null || b.When is null || words.Say(a.When) == words.Say(b.When))
        && (a.Else != b.Else || a.When is null != b.When is null);

    private static Found Two(Wording words, Gate earlier, Gate gate)
    {
        var (always, sometimes) = Always(gate) ? (gate, earlier) : (earlier, gate);
        var weaker = sometimes.When is { } when ? $"only if {words.Say(when)}" : $"with {(sometimes.Else == Else.Warn ? "a warning" : sometimes.Else == Else.Reason ? "a reason" : "a refusal")}";
        return new(gate, "may-and-must", $"That {words.Say(gate.Needs!)} is wanted {(always.When is null ? "always" : $"if {words.Say(always.When)}")} by ‘{always.Label}’, and {weaker} by ‘{sometimes.Label}’.", "Keep one of the two gates, or accept this with a reason.");
    }

    /// <summary>A gate that always wants what the form asks for only now and then, or lets people leave out.</summary>
    private static IEnumerable<Found> MayBe(Protocol protocol, Form form, Gate gate, Wording words)
    {
        foreach (var subject in Wanted(gate.Needs!).Distinct())
        {
            if (subject.Kind == SubjectKind.Workstep && protocol.FindWorkstep(subject.Name) is { When: { } when } workstep && when.Subjects().Any(s => s.Kind == SubjectKind.Field))
                yield return Must(gate, $"{Wording.Quote(workstep.Label)} is there only if {words.Say(when)}");
            if (gate.Verb == GateVerb.Finish && subject.Kind == SubjectKind.Request && form.Request(subject.Name) is { Required: Required.No } request)
                yield return Must(gate, $"{Wording.Quote(request.Label)} need not be sent");
            if (gate.Verb == GateVerb.Finish && subject.Kind == SubjectKind.Field && form.FindField(subject.Name) is { Required: Required.No } field && !field.By.Any(r => r is PersonRule.Word { Is: PersonWord.Nobody }))
                yield return Must(gate, $"{Wording.Quote(field.Label)} need not be filled in");
        }
    }

    private static Found Must(Gate gate, string may) =>
        new(gate, "may-and-must", $"{may}, and the gate ‘{gate.Label}’ always wants it.", "Say 'must' in both places or in neither, or accept this with a reason.");

    /// <summary>What must have happened for the condition to hold, whatever else.</summary>
    private static IEnumerable<Subject> Wanted(Condition condition) => condition switch
    {
        Condition.All all => all.Of.SelectMany(Wanted),
        Condition.Is { Value: Value.Plain { Text: "finished" or "completed" or "sent" } } @is when @is.Subject.Kind is SubjectKind.Workstep or SubjectKind.Request => [@is.Subject],
        Condition.Exists { Yes: true } exists => [exists.Subject],
        _ => [],
    };
}
