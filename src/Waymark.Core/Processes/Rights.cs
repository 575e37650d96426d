using Waymark.Core.Access;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.Core.Processes;

/// <summary>What an actor may do with a process beyond their own work: as the pack's access rules give it to their posts.</summary>
public static class Rights
{
    /// <summary>
    /// The line of management that a concern may be about never cancels, withdraws, reopens, corrects or passes on an entry of
    /// the independent service, whatever else the pack gives it (rule 9).
    /// </summary>
    public static bool May(Context context, AccessVerb verb)
    {
        var (pack, situation) = (context.Situation.Pack, context.Situation);
        var subjects = People.Subjects(context.Process, context.Protocol);
        if (subjects.Contains(situation.Actor)) return false;
        var who = Capacity.Of(situation.Register, situation.Actor, situation.Today);
        who = who with { Holdings = [.. who.Holdings.Where(held => !subjects.Contains(held.Worker))] };
        var posts = who.Holdings.Select(held => held.Post).ToHashSet();
        var independent = posts.Any(p => Means(pack, p, Meaning.Independent)) || Policy.SeesAllConcerns(pack, who);
        if (!independent && posts.Any(p => Means(pack, p, Meaning.Line)) && RaisedIndependently(context)) return false;
        // Handing over the work of who left or is away is administration: it opens nothing of the child's.
        if (verb == AccessVerb.Reassign && Policy.Decide(pack, who, AccessVerb.Administer).Allows) return true;
        return new[] { false, true }.Select(asking => Policy.ReachOf(pack, who, verb, asking)).Any(reach => situation.Children.Count == 0 ? reach.Any : situation.Children.Any(child => reach.Covers(WhomOf(child, situation))));
    }

    private static Whom WhomOf(Child child, Situation situation) => new()
    {
        Team = child.Team, Locality = child.Locality,
        Allocated = situation.Register.Allocations.Where(a => a.Child == child.Id && a.On(situation.Today)).Select(a => a.Worker).ToHashSet(),
    };

    /// <summary>By the posts held on the day that it was raised: an IRO who has moved on leaves no concern unguarded.</summary>
    private static bool RaisedIndependently(Context context) =>
        context.Situation.Register.PostsOf(context.Process.RaisedBy, context.Process.Started.Day(context.Situation)).Any(p => Means(context.Situation.Pack, p, Meaning.Independent));

    private static bool Means(Pack pack, string post, Meaning meaning) => pack.FindPost(post)?.Means.Contains(meaning) == true;
}
