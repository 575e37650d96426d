using NodaTime;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;

namespace Waymark.Core.Processes;

/// <summary>What was at fault for a child and is so again, by the field that the pack marks as the criterion.</summary>
public static class Repeats
{
    /// <param name="Criteria">Those that are raised again, in the council's words.</param>
    /// <param name="On">The day on which it was raised before.</param>
    public sealed record Raised(Process Process, string Stage, IReadOnlyList<string> Criteria, LocalDate On)
    {
        public string InWords() => $"{string.Join(", ", Criteria)}: {Stage} {Process.Number}, {On.InWords()}";
    }

    /// <summary>The latest time that a criterion of the workstep at hand was raised in another process about the same child; null: never.</summary>
    public static Raised? Last(Context context)
    {
        if (context.Workstep is not { } workstep || CriterionOf(context.Form!) is not { } field) return null;
        var chosen = Chosen(context, workstep, field);
        if (chosen.Count == 0) return null;
        return context.Situation.Others.Where(other => other.Protocol == context.Protocol.Id && other.Pack == context.Process.Pack && other.Id != context.Process.Id && other.Status != ProcessStatus.Cancelled)
            .SelectMany(other => other.Worksteps.Where(w => w.Status != WorkstepStatus.Cancelled && w.SupersededBy is null && w.Opened < workstep.Opened).Select(w => Again(other, w, chosen, context)))
            .OfType<Raised>().OrderBy(raised => raised.On).LastOrDefault();
    }

    private static Raised? Again(Process other, Workstep workstep, IReadOnlyCollection<string> chosen, Context context)
    {
        if (CriterionOf(context.Protocol.FormOf(workstep.Definition)) is not { } field) return null;
        var again = Chosen(new Context(other, context.Protocol, context.Situation), workstep, field).Where(chosen.Contains).ToList();
        return again.Count == 0 ? null
            : new Raised(other, context.Protocol.Workstep(workstep.Definition).Label, [.. again.Select(id => field.Option(id)?.Label ?? id)], workstep.Opened.Day(context.Situation));
    }

    private static Field? CriterionOf(Form form) => form.Fields.FirstOrDefault(field => field.Means.Contains(Meaning.Criterion));

    private static IReadOnlyList<string> Chosen(Context context, Workstep workstep, Field field) =>
        context.Answered(workstep, field) is { Length: > 0 } text ? text.Split('\n') : [];

    private const string Earlier = "{earlier}";

    public static bool AreNamedIn(string text) => text.Contains(Earlier, StringComparison.Ordinal);

    /// <summary>A text of the pack with what was raised before named in it.</summary>
    public static string Named(string text, Context context) => AreNamedIn(text) ? text.Replace(Earlier, Last(context)?.InWords() ?? "", StringComparison.Ordinal) : text;
}
