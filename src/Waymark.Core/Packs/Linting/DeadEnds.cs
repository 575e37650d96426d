namespace Waymark.Core.Packs.Linting;

/// <summary>
/// Nobody ever stands before a workstep from which nothing can be done. The vocabulary has no expressions, so what gates and
/// 'when' can read is finite, and every combination is tried: single choices, switches, the stage, whether the child is still
/// looked after, and whether the other side answers.
/// </summary>
internal static class DeadEnds
{
    private const int MostCombinations = 200_000;

    public static void Check(Pack pack, Protocol protocol, List<Fault> faults)
    {
        foreach (var workstep in protocol.Worksteps)
            Workstep(pack, protocol, workstep, faults);
    }

    private static void Workstep(Pack pack, Protocol protocol, WorkstepDefinition workstep, List<Fault> faults)
    {
        var form = protocol.Form(workstep.Form);
        var gates = form.Gates.Concat(workstep.Gates).Concat(protocol.Gates).Where(g => g is { Else: Else.Block, Needs: not null }).ToList();
        var cases = Cases(protocol, workstep, form, gates);
        if (cases is null)
        {
            faults.Add(new(workstep.At, "dead-end", $"The conditions of '{workstep.Id}' read so many choices that they can't all be tried.") { Suggestion = $"Let its gates and next actions read fewer choices: {MostCombinations} combinations are the most." });
            return;
        }

        var possible = cases.Where(c => !Impossible(c, workstep)).ToList();
        if (possible.FirstOrDefault(c => !form.NextActions.Any(a => Open(a, gates, c))) is { } stuck)
        {
            faults.Add(new(workstep.At, "dead-end", $"'{workstep.Id}' has no next action when {Describe(stuck)}.") { Suggestion = "Let the 'when' or the gate of one next action allow it, or hide the choice there with a 'when'." });
            return;
        }
        Silence(pack, workstep, form, gates, possible, faults);
    }

    /// <summary>Whoever doesn't answer must not be able to hold the workstep for ever, whatever its holder chooses.</summary>
    private static void Silence(Pack pack, WorkstepDefinition workstep, Form form, List<Gate> gates, List<Case> cases, List<Fault> faults)
    {
        bool Theirs(PersonRule rule) => rule switch
        {
            PersonRule.Word { Is: PersonWord.Answerer } => true,
            PersonRule.InPost { Post: var post } => pack.FindPost(post)!.Means.Overlaps([Meaning.Line, Meaning.CaseHolder]),
            PersonRule.OneOf one => one.Rules.Any(Theirs),
            _ => false,
        };
        bool Ours(RequestDefinition r) => !r.By.Any(Theirs);

        var owed = Walk.Fields(form).Where(f => f.Required == Required.Finish && f.By.Count > 0 && f.By.All(Theirs)).ToList();
        var theirs = form.Requests.Where(r => !Ours(r) || r.To.Any(Theirs)).Take(8).ToList();
        for (var mask = 1; mask < 1 << theirs.Count; mask++)
        {
            var silent = theirs.Where((_, i) => (mask & 1 << i) != 0).Select(r => r.Id).ToHashSet();
            if (cases.Select(c => c with { Silent = silent, SentByUs = Ours }).Any(c => Finishes(form, gates, c) && owed.All(f => c.Hidden(f) || form.Requests.Any(r => r.Fills.Contains(f.Id) && c.Answered(r)))))
                continue;
            faults.Add(new(workstep.At, "silence", $"'{workstep.Id}' can never be finished when nobody does {string.Join(" and ", silent.Select(s => $"'{s}'"))}.") { Suggestion = "Write 'required: send' on the request, and a gate that takes 'completed' or a clock's 'run-out'." });
            return;
        }
    }

    private static bool Finishes(Form form, List<Gate> gates, Case c) =>
        form.Requests.Where(r => r.Required == Required.Finish && !c.Hidden(r)).All(c.Answered)
        && form.Requests.Where(r => r.Required == Required.Send && !c.Hidden(r)).All(r => c.Answered(r) || c.SentByUs(r))
        && gates.Where(g => g.Verb == GateVerb.Finish || g.Verb == GateVerb.Sign && form.FindField(g.Of ?? "") is { Required: Required.Finish } signature && !c.Hidden(signature)).All(g => Passes(g, c))
        && form.NextActions.Any(a => Open(a, gates, c));

    private static bool Open(NextActionDefinition action, List<Gate> gates, Case c) =>
        action.AtOnce is not (AtOnce.Always or AtOnce.ByItself) && !c.Hidden(action) && gates.Where(g => g.Verb == GateVerb.Choose && g.Of == action.Id).All(g => Passes(g, c));

    private static bool Passes(Gate gate, Case c) => gate.When is not null && c.Holds(gate.When) == false || c.Holds(gate.Needs!) != false;

    /// <summary>A choice that isn't there can't be made; a waiting state is no end; a hidden field counts once.</summary>
    private static bool Impossible(Case c, WorkstepDefinition workstep) =>
        c.Hidden(workstep) || c.Choices.Any(choice =>
        {
            var field = c.Form.FindField(choice.Key)!;
            if (c.Hidden(field) || c.Form.Sections.Any(s => s.Fields.Contains(field) && c.Hidden(s)))
                return choice.Value != Values(field)[0];
            return field.Option(choice.Value) is { } option && (option.Means.Contains(Meaning.Waiting) || c.Hidden(option));
        });

    private static List<Case>? Cases(Protocol protocol, WorkstepDefinition workstep, Form form, List<Gate> gates)
    {
        var fields = ChoicesRead(form, gates);
        var looked = Reads(protocol, form, gates, fields) ? new bool?[] { true, false } : [null];
        long count = fields.Aggregate((long)looked.Length << Math.Min(30, protocol.Switches.Count), (n, f) => Math.Min(MostCombinations + 1L, n) * Values(f).Count);
        if (count > MostCombinations)
            return null;
        IEnumerable<Case> cases = looked.Select(l => new Case(form, workstep.Rank) { LookedAfter = l });
        foreach (var s in protocol.Switches)
            cases = cases.SelectMany(c => s.Options.Select(o => c with { Switches = new Dictionary<string, string>(c.Switches) { [s.Id] = o.Id } }));
        foreach (var field in fields)
            cases = cases.SelectMany(c => Values(field).Select(v => c with { Choices = new Dictionary<string, string>(c.Choices) { [field.Id] = v } }));
        return [.. cases];
    }

    private static bool Reads(Protocol protocol, Form form, List<Gate> gates, IEnumerable<Field> fields) =>
        Read(form, gates).Concat(fields.SelectMany(f => OptionList.Flatten(f.Options).Append<Part>(f)).Select(p => p.When).OfType<Condition>())
            .Concat(protocol.Worksteps.Select(w => w.When).OfType<Condition>())
            .SelectMany(c => c.Subjects()).Any(s => s is { Kind: SubjectKind.Fact, Name: "looked-after" });

    private static IEnumerable<Condition> Read(Form form, List<Gate> gates) =>
        form.NextActions.Select(a => a.When).Concat(form.Requests.Select(r => r.When))
            .Concat(gates.Where(g => g.Verb is GateVerb.Choose or GateVerb.Finish or GateVerb.Sign).SelectMany(g => new[] { g.When, g.Needs })).OfType<Condition>();

    /// <summary>The single choices that the conditions read, and those that show or hide these.</summary>
    private static List<Field> ChoicesRead(Form form, List<Gate> gates)
    {
        var found = new List<Field>();
        var todo = new Queue<Condition>(Read(form, gates));
        while (todo.TryDequeue(out var condition))
        {
            foreach (var name in condition.Subjects().Where(s => s.Kind == SubjectKind.Field).Select(s => s.Name))
            {
                if (form.FindField(name) is not { Kind: FieldKind.Choice or FieldKind.YesNo } field || found.Contains(field) || form.TableOf(name) is not null)
                    continue;
                found.Add(field);
                foreach (var when in OptionList.Flatten(field.Options).Append<Part>(field).Append(form.SectionOf(name)).Select(p => p.When).OfType<Condition>())
                    todo.Enqueue(when);
            }
        }
        return found;
    }

    private static IReadOnlyList<string> Values(Field field) =>
        field.Kind == FieldKind.YesNo ? ["yes", "no"] : [.. OptionList.Flatten(field.Options).Select(o => o.Id)];

    private static string Describe(Case c) => string.Join(", ",
        (c.LookedAfter is { } l ? [$"the child is {(l ? "" : "no longer ")}in care"] : Array.Empty<string>())
        .Concat(c.Switches.Select(s => $"switch '{s.Key}' is {s.Value}"))
        .Concat(c.Choices.Select(f => $"'{f.Key}' is {f.Value}"))
        .DefaultIfEmpty("nothing else is asked"));
}
