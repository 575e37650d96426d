using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.Core.Bundles;

/// <summary>
/// What every reader looks for, whatever the council calls it: packs say by 'means' which of their fields holds it. The same words
/// carried from stage to stage are told once, where they were first written.
/// </summary>
internal static class Topics
{
    /// <param name="Missing">What is said where nothing is recorded.</param>
    /// <param name="Expected">It is missed even where no form asks for it.</param>
    public sealed record Topic(Meaning Of, string Heading, string Missing, bool Expected = true);

    public static readonly IReadOnlyList<Topic> All =
    [
        new(Meaning.Concern, "The concern, and why it is put here", "The concern itself isn’t written down."),
        new(Meaning.Impact, "What it means for the child", "What it means for the child isn’t written down."),
        new(Meaning.Wishes, "What the child wishes and feels", "What the child wishes and feels isn’t written down."),
        new(Meaning.Sought, "What outcome is sought", "What outcome is sought isn’t written down."),
        new(Meaning.Curtailed, "Whether the process was cut short", "Whether the process was cut short, and why, isn’t written down.", Expected: false),
        new(Meaning.CourtReference, "The court", "The court’s reference isn’t recorded, nor that there is none."),
    ];

    public static Chapter Tell(Topic topic, IReadOnlyList<Account> accounts)
    {
        var told = new HashSet<string>();
        var blocks = new List<Block>();
        foreach (var account in accounts)
            foreach (var (workstep, field) in Fields(topic.Of, account))
                if (account.Context.Answered(workstep, field) is { Length: > 0 } text && told.Add($"{field.Label}\n{text}"))
                    blocks.Add(new Block.Fact($"{field.Label} ({account.Label(workstep)})", Answers.InWords(field, text, account.Situation), account.Sources.Of(workstep, field.Id)));
        return new Chapter(topic.Heading, blocks.Count > 0 ? blocks : [new Block.Paragraph("Nothing is recorded.")]);
    }

    /// <summary>Where somebody would fill it in: a field that is open to be written in, the newest first; else one that is finished.</summary>
    public static (Account Account, Workstep Workstep, Field Field)? Place(Meaning of, IReadOnlyList<Account> accounts) =>
        accounts.Reverse().SelectMany(account => Fields(of, account).Reverse().Select(each => ((Account Account, Workstep Workstep, Field Field)?)(account, each.Workstep, each.Field)))
            .OrderByDescending(each => each!.Value.Workstep.IsOpen).FirstOrDefault();

    public static bool IsAnswered(Meaning of, IReadOnlyList<Account> accounts) =>
        accounts.Any(account => Fields(of, account).Any(each => !string.IsNullOrEmpty(account.Context.Answered(each.Workstep, each.Field))));

    private static IEnumerable<(Workstep Workstep, Field Field)> Fields(Meaning of, Account account) =>
        from workstep in account.Worksteps
        from field in Asked(account, workstep)
        where field.Means.Contains(of)
        select (workstep, field);

    /// <summary>The fields of a workstep's form that are there for this process.</summary>
    public static IEnumerable<Field> Asked(Account account, Workstep workstep)
    {
        var context = account.Context.In(workstep);
        return context.Form!.Sections.Where(s => context.Holds(s.When)).SelectMany(s => s.Fields).Where(f => context.Holds(f.When));
    }
}
