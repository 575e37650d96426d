using Waymark.Core.Packs;

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
        var posts = situation.Register.PostsOf(situation.Actor, situation.Today).ToHashSet();
        if (People.Subjects(context.Process, context.Protocol).Contains(situation.Actor)) return false;
        if (posts.Any(p => Means(pack, p, Meaning.Line)) && RaisedIndependently(context)) return false;
        return pack.Access.Any(rule => rule.Verbs.Contains(verb) && rule.By.Any(by => by is PersonRule.InPost post && posts.Contains(post.Post)));
    }

    private static bool RaisedIndependently(Context context) =>
        context.Situation.Register.PostsOf(context.Process.RaisedBy, context.Situation.Today).Any(p => Means(context.Situation.Pack, p, Meaning.Independent));

    private static bool Means(Pack pack, string post, Meaning meaning) => pack.FindPost(post)?.Means.Contains(meaning) == true;
}
