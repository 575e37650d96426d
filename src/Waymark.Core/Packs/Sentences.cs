using Waymark.Core.Packs.Linting;

namespace Waymark.Core.Packs;

/// <summary>One clock, notice or gate in plain words.</summary>
/// <param name="Kind">clock, notice or gate.</param>
public sealed record Sentence(string Kind, string Id, string Text, Mark At);

/// <summary>
/// Every clock, notice and gate of a protocol as a sentence: the test that the pack says what the council meant. Where a rule
/// stands decides its reach, so each sentence says for which worksteps it holds.
/// </summary>
public static class Sentences
{
    public static IReadOnlyList<Sentence> Of(Pack pack, Protocol protocol)
    {
        var sentences = new List<Sentence>();
        void Say(IEnumerable<ClockDefinition> clocks, IEnumerable<NoticeDefinition> notices, IEnumerable<Gate> gates, string? form, string where)
        {
            var words = new Wording(pack, protocol, form);
            sentences.AddRange(clocks.Select(c => new Sentence("clock", c.Id, Clock(words, protocol, c, where), c.At)));
            sentences.AddRange(notices.Select(n => new Sentence("notice", n.Id, Notice(words, n, where), n.At)));
            sentences.AddRange(gates.Select(g => new Sentence("gate", g.Id, Gate(words, g, where), g.At)));
        }

        Say(protocol.Clocks, protocol.Notices, protocol.Gates, null, "for the whole process");
        foreach (var w in protocol.Worksteps)
            Say(w.Clocks, w.Notices, w.Gates, w.Form, $"for {Wording.Quote(w.Label)}");
        foreach (var f in protocol.Forms)
            Say(f.Clocks, f.Notices, f.Gates, f.Id, "for " + Users(protocol, f));
        return sentences;
    }

    private static string Users(Protocol protocol, Form form)
    {
        var users = protocol.Worksteps.Where(w => w.Form == form.Id).OrderBy(w => w.Rank).Select(w => Wording.Quote(w.Label)).ToList();
        if (users.Count > 2 && protocol.Worksteps.Where(w => w.Form == form.Id).All(w => w.Rank is not null))
            return $"each of {users[0]} to {users[^1]}";
        return (users.Count > 1 ? "each of " : "") + Wording.Join(users, "and");
    }

    private static string Clock(Wording words, Protocol protocol, ClockDefinition clock, string where)
    {
        var text = $"{Wording.Quote(clock.Label)}: {Length(clock)} {Anchor(words, clock.After)}, {where}";
        if (clock.When is not null)
            text += $", if {words.Say(clock.When)}";
        if (clock.Until is not null)
            text += $"; stops when {words.Say(clock.Until)}";
        if (clock.Remind is { } remind)
            text += $"; near {Wording.Span(remind)} before its end{Told(words, protocol, clock, "near", ", and then tells ")}";
        return text + Told(words, protocol, clock, "run-out", "; when it runs out tells ") + ".";
    }

    private static string Length(ClockDefinition clock) => clock.Span switch
    {
        { Amount: 0, Unit: Calendar.Unit.WorkingDays } => "by the end of the working day (or the next one) of",
        { Amount: 0 } => "by the end of the day of",
        var span => $"{Wording.Span(span)} from",
    };

    private static string Anchor(Wording words, Moment moment) =>
        moment.Any.All(e => e.State is null) ? words.Say(moment) : $"the moment that {words.Say(moment)}";

    private static string Told(Wording words, Protocol protocol, ClockDefinition clock, string state, string lead)
    {
        var told = Walk.Notices(protocol).Where(n => n.After.Any.Any(e => e.Subject.Kind == SubjectKind.Clock && e.Subject.Name.Split('.')[^1] == clock.Id && e.State == state)).SelectMany(n => n.To).Distinct().ToList();
        return told.Count == 0 ? "" : lead + words.Say(told);
    }

    private static string Notice(Wording words, NoticeDefinition notice, string where)
    {
        var how = Wording.Join(notice.Channels.Order().Select(c => c switch { Channel.Email => "by e-mail", Channel.Acknowledged => "to be acknowledged", _ => "in the program" }), "and");
        return $"When {words.Say(notice.After)}{If(words, notice.When)}, tells {words.Say(notice.To)}{(notice.Copies.Count > 0 ? $", with a copy to {words.Say(notice.Copies)}" : "")}: {Wording.Quote(notice.Label)}, {how}, {where}.";
    }

    private static string Gate(Wording words, Gate gate, string where)
    {
        var verb = Verb(words, gate);
        var who = gate.By.Count > 0 ? $"only {words.Say(gate.By)} may {verb}" : null;
        var must = gate.Needs is not null ? $"to {verb}, it must be that {words.Say(gate.Needs)}" : gate.By.Count == 0 ? $"to {verb} always asks" : null;
        var otherwise = gate.Else switch { Else.Block => "otherwise it is refused", Else.Reason => "otherwise a reason is asked for", _ => "otherwise there is a warning" };
        if (gate.Needs is null && gate.By.Count == 0)
            otherwise = gate.Else switch { Else.Reason => "a reason is asked for", Else.Warn => "there is a warning", _ => "it is refused" };
        var condition = gate.When is null ? "" : $"If {words.Say(gate.When)}, ";
        var text = condition + Wording.Join(new[] { who, must }.OfType<string>(), "and");
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}; {otherwise}, {where}: {Wording.Quote(gate.Said())}";
    }

    private static string If(Wording words, Condition? when) => when is null ? "" : $", if {words.Say(when)}";

    private static string Verb(Wording words, Gate gate)
    {
        string Of(SubjectKind kind) => gate.Of is { } of ? " " + words.Name(new(kind, of)) : "";
        return gate.Verb switch
        {
            GateVerb.Start => "start" + Of(SubjectKind.Workstep),
            GateVerb.Save => "save",
            GateVerb.AddRow => "add a row" + (gate.Of is null ? "" : " to" + Of(SubjectKind.Field)),
            GateVerb.Send => "send" + Of(SubjectKind.Request),
            GateVerb.Complete => "answer" + Of(SubjectKind.Request),
            GateVerb.Sign => "sign" + Of(SubjectKind.Field),
            GateVerb.Choose => "choose" + Of(SubjectKind.NextAction),
            GateVerb.Skip => "pass over a stage",
            GateVerb.Finish => "finish",
            _ => "take the document out",
        };
    }
}
