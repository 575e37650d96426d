using NodaTime;
using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.Core.Record;

/// <summary>Case notes that a worker types on a child's record: what they must say.</summary>
public static class CaseNotes
{
    /// <summary>The types that the authority has; none: nobody types a note.</summary>
    public static IReadOnlyList<Option> Types(Pack pack) => pack.ListOf(Meaning.CaseNoteTypes) is { } list ? [.. OptionList.Flatten(list.Options)] : [];

    public static string Label(Pack pack, string type) => Types(pack).FirstOrDefault(o => o.Id == type)?.Label ?? type;

    /// <param name="happened">When it was that the note speaks of; it may be written down later (rule 11).</param>
    public static IEnumerable<Refusal> WhyNot(Pack pack, string? type, Instant happened, string? text, Instant now)
    {
        if (Types(pack).All(o => o.Id != type)) yield return new Refusal($"Select {pack.ListOf(Meaning.CaseNoteTypes)?.Label ?? "a type"}", "type");
        if (happened > now) yield return new Refusal("It can’t have happened in the future", "happened");
        foreach (var refusal in WhyNotText(text)) yield return refusal;
    }

    /// <summary>Why a mark as recorded in error can't stand with this reason.</summary>
    public static IEnumerable<Refusal> WhyNotReason(string reason)
    {
        if (reason.Length == 0) yield return new Refusal("Say why", "reason");
        else if (Answers.Unfit(reason) || reason.Length > Answers.MostLongText) yield return new Refusal("The reason is too long or holds a character that can’t be kept", "reason");
    }

    /// <summary>A text that nothing stands against, as it is kept.</summary>
    public static string Kept(string text) => text.ReplaceLineEndings("\n").Normalize(System.Text.NormalizationForm.FormC).Trim();

    public static IEnumerable<Refusal> WhyNotText(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) yield return new Refusal("Enter the note", "text");
        else if (Answers.Unfit(text)) yield return new Refusal("The note holds a character that can’t be kept. Delete it, or type the note again.", "text");
        else if (text.Length > Answers.MostLongText) yield return new Refusal($"The note must be {Answers.MostLongText:N0} characters or fewer. It has {text.Length:N0}.", "text");
    }
}
