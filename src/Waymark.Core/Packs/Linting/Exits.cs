using System.Text.RegularExpressions;

namespace Waymark.Core.Packs.Linting;

/// <summary>
/// What the words of an exit name is where it leads. The words for stages are the council's own: what counts is a word with a
/// number ('Step 3') that the label of the stage it leads to has with another number.
/// </summary>
internal static partial class Exits
{
    public static void Check(Pack pack, Protocol protocol, List<Fault> faults)
    {
        foreach (var form in protocol.Forms)
        {
            foreach (var action in form.NextActions)
            {
                if (action.Opens.Select(o => pack.Workstep(o, protocol.Id)).OfType<(Protocol, WorkstepDefinition Workstep)>().FirstOrDefault(t => t.Workstep.Rank is not null).Workstep is not { } target)
                    continue;
                Named(action, target, $"Next action '{action.Id}' leads to '{target.Id}'", faults);
                foreach (var told in Walk.Notices(protocol).Where(n => n.After.Any.Any(e => e.Subject == new Subject(SubjectKind.NextAction, action.Id))))
                    Named(told, target, $"Notice '{told.Id}' is sent when '{action.Id}' leads to '{target.Id}'", faults);
                foreach (var option in Chosen(form, action))
                    Named(option, target, $"Option '{option.Id}' is what '{action.Id}' needs, which leads to '{target.Id}'", faults);
            }
        }
    }

    /// <summary>The options without which the next action isn't there, or is refused.</summary>
    private static IEnumerable<Option> Chosen(Form form, NextActionDefinition action) =>
        form.Gates.Where(g => g.Verb == GateVerb.Choose && g.Of == action.Id && g.Else == Else.Block).Select(g => g.Needs).Append(action.When).OfType<Condition>()
            .SelectMany(c => c is Condition.All all ? all.Of : [c]).OfType<Condition.Is>()
            .Select(c => c is { Subject.Kind: SubjectKind.Field, Value: Value.Plain plain } ? form.FindField(c.Subject.Name)?.Option(plain.Text) : null).OfType<Option>();

    private static void Named(Part part, WorkstepDefinition target, string what, List<Fault> faults)
    {
        var names = Numbers(target.Label);
        foreach (var (word, numbers) in Numbers(part.Label))
        {
            if (names.TryGetValue(word, out var own) && !own.Overlaps(numbers))
                faults.Add(new(part.At, "other-stage", $"{what} ({Wording.Quote(target.Label)}), and its words name another stage: {Wording.Quote(part.Label)}.") { Suggestion = $"Write '{word} {own.First()}' in its label, or let it lead to the stage that it names." });
        }
    }

    /// <summary>Each word that stands before a number, in small letters, and the numbers that it stands before: 'Steps 2 and 3' is step with 2 and 3.</summary>
    private static Dictionary<string, HashSet<string>> Numbers(string label) =>
        Numbered().Matches(label).GroupBy(m => m.Groups[1].Value.ToLowerInvariant().TrimEnd('s')).ToDictionary(g => g.Key, g => g.SelectMany(m => Digits().Matches(m.Value)).Select(d => d.Value).ToHashSet());

    [GeneratedRegex(@"\b(\p{L}+) \d+\b(?:(?:, | and | or | & |/|-)\d+\b)*")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
