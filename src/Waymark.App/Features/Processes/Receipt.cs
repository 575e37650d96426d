using NodaTime;
using Waymark.App.Store;
using Waymark.Core.Packs;

namespace Waymark.App.Features.Processes;

/// <summary>Whom the process told what, by which rule, and what is known of their having read it: what a process owed one person once.</summary>
/// <param name="Ways">In Waymark, by e-mail, or both: one row each.</param>
public sealed record Receipt(IReadOnlyList<NoticeRow> Ways)
{
    public static IReadOnlyList<Receipt> Of(IEnumerable<NoticeRow> notices) =>
        [.. notices.GroupBy(row => (row.Sequence, row.Definition, row.Recipient)).OrderBy(group => group.Key.Sequence).Select(group => new Receipt([.. group.OrderBy(row => row.Channel)]))];

    public string Label => Ways[0].Label;
    public Guid To => Ways[0].Recipient;
    public string Rule => Ways[0].Rule;
    public Instant Told => Ways[0].CreatedAt;

    /// <summary>One sentence for each way: "By e-mail: sent on …, opened on …".</summary>
    /// <param name="when">An instant in words.</param>
    public IEnumerable<string> Became(Func<Instant, string> when) => Ways.Select(row => row.Channel switch
    {
        Channel.Email when row.SentAt is { } sent => $"By e-mail: sent {when(sent)}{(row.OpenedAt is { } opened ? $", opened {when(opened)}" : "")}",
        Channel.Email when row.Failure is { } failure => $"By e-mail: not sent, as {failure}",
        Channel.Email => "By e-mail: not sent",
        Channel.Acknowledged when row.AcknowledgedAt is { } at => $"Acknowledged {when(at)}",
        Channel.Acknowledged => "Not acknowledged yet",
        _ => (row.OpenedAt ?? row.ReadAt) is { } at ? $"In Waymark: read {when(at)}" : "In Waymark: not read yet",
    });
}
