using NodaTime;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.Core.Record;

/// <summary>
/// What a worker wrote down of a child's life: a review or a conference planned or held, a new placement, another event. It is added
/// and never changed; the newest of its kind is what stands.
/// </summary>
/// <param name="What">From the authority's list of what may be recorded so.</param>
/// <param name="On">The day that it speaks of.</param>
/// <param name="Recorded">When it was written down, UTC, whole microseconds.</param>
public sealed record Change(Guid Id, Guid Child, string What, LocalDate On, string? Words, Guid By, Instant Recorded);

/// <summary>What may be recorded as a change, and what it makes of the child's record (design part 4).</summary>
public static class Changes
{
    public const int MostWords = 2_000;

    /// <summary>What the authority's list offers, with what stands under each; none: it has no such list.</summary>
    public static IReadOnlyList<Option> Kinds(Pack pack) => pack.ListOf(Meaning.RecordChanges) is { } list ? [.. OptionList.Flatten(list.Options)] : [];

    public static string Label(Pack pack, string what) => pack.ListOf(Meaning.RecordChanges)?.Find(what)?.Label ?? what;

    public static IEnumerable<Refusal> WhyNot(Pack pack, string? what, LocalDate? on, string? words, LocalDate today)
    {
        var kind = Kinds(pack).FirstOrDefault(option => option.Id == what);
        if (kind is null) yield return new Refusal("Select what changed", "What");
        if (on is null) yield return new Refusal("Enter the day", "on");
        else if (kind is not null && IsAhead(kind) && on < today) yield return new Refusal($"{kind.Label}: the day can’t be before today", "on");
        else if (kind is not null && !IsAhead(kind) && on > today) yield return new Refusal($"{kind.Label}: the day can’t be after today", "on");
        if (words is not null && (Forms.Answers.Unfit(words) || words.Length > MostWords)) yield return new Refusal($"What happened must be {MostWords:N0} characters or fewer, without characters that can’t be kept", "Words");
    }

    /// <summary>It speaks of what is to come.</summary>
    private static bool IsAhead(Option kind) => kind.Means.Overlaps([Meaning.NextReview, Meaning.ReviewReport, Meaning.NextConference]);

    /// <summary>The child's record with the change in it. What was planned for a day is over with what was held on it or after.</summary>
    public static Child Apply(Child child, Option kind, LocalDate on)
    {
        foreach (var meaning in kind.Means)
            child = meaning switch
            {
                Meaning.NextReview => child with { NextReview = on },
                Meaning.ReviewReport => child with { ReportDue = on },
                Meaning.ReportReceived => child with { ReportDue = null },
                Meaning.ReviewHeld => child with { LastReview = on, NextReview = child.NextReview <= on ? null : child.NextReview, ReportDue = child.NextReview <= on ? null : child.ReportDue },
                Meaning.NextConference => child with { NextConference = on },
                Meaning.ConferenceHeld => child with { LastConference = on, NextConference = child.NextConference <= on ? null : child.NextConference },
                Meaning.Placement => child with { PlacedOn = on },
                Meaning.CareEnded => child with { LegalStatus = null },
                _ => child,
            };
        return child;
    }
}
