using NodaTime;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.Core.Processes;

/// <summary>A person found by a rule.</summary>
/// <param name="Found">How, in words: 'Manager for North'.</param>
/// <param name="Deputy">Who acts for them today, where they are away.</param>
/// <param name="Away">They are away today.</param>
public sealed record Recipient(Guid Worker, string Found, Guid? Deputy = null, bool Away = false)
{
    /// <summary>How somebody was found whom no rule names: they hold the same post elsewhere.</summary>
    internal const string Elsewhere = "not found by the rule";

    /// <summary>The rule itself names them.</summary>
    public bool IsFound => Found != Elsewhere;
}

/// <summary>Whom a rule found; and each post that nobody fills: a visible fault, never silence (rule 8).</summary>
public sealed record Found(IReadOnlyList<Recipient> People, IReadOnlyList<string> Nobody);

/// <summary>
/// Finds people by the pack's rules when an event happens. Those whom the concern is about are passed over for their post's
/// manager (rule 9).
/// </summary>
public static class People
{
    public static Found Find(Context context, IEnumerable<PersonRule> rules)
    {
        var found = rules.Select(rule => Find(context, rule)).ToList();
        return new Found([.. found.SelectMany(f => f.People).DistinctBy(p => p.Worker)], [.. found.SelectMany(f => f.Nobody).Distinct()]);
    }

    /// <summary>The workers whom the concern is about, from the fields that the pack marks so.</summary>
    public static IReadOnlySet<Guid> Subjects(Process process, Protocol protocol)
    {
        var subjects = new HashSet<Guid>();
        foreach (var workstep in process.Worksteps)
            foreach (var field in protocol.FormOf(workstep.Definition).Fields.Where(f => f.Means.Contains(Meaning.Subject)))
                if (workstep.Answers.TryGetValue(field.Id, out var answer))
                    subjects.UnionWith(answer.Text.Split('\n').Select(t => Guid.TryParse(t, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty));
        return subjects;
    }

    /// <summary>
    /// Whether the actor is this worker, or acts for them today; who the absent worker is then. A deputy neither acts in a concern
    /// about themselves, nor for somebody whom it is about (rule 9).
    /// </summary>
    public static bool ActsFor(Context context, Guid worker, out Guid? absent)
    {
        absent = null;
        var (situation, actor) = (context.Situation, context.Situation.Actor);
        if (actor == worker) return true;
        if (situation.Register.Away(worker, situation.Today)?.Deputy != actor) return false;
        var subjects = Subjects(context.Process, context.Protocol);
        if (subjects.Contains(actor) || subjects.Contains(worker)) return false;
        absent = worker;
        return true;
    }

    /// <summary>Whether the actor holds the workstep, or is one of several whom the pack lets hold it: any of them may act.</summary>
    public static bool Holds(Context context, Workstep workstep, out Guid? absent)
    {
        if (ActsFor(context, workstep.Holder, out absent)) return true;
        var definition = context.Protocol.Workstep(workstep.Definition);
        return IsShared(context.Situation.Pack, definition) && Names(context.In(workstep), definition.Holder, out absent);
    }

    /// <summary>Everybody who may act as the holder, where the pack names several; else nobody.</summary>
    public static IEnumerable<Guid> Sharing(Context context, WorkstepDefinition definition) =>
        IsShared(context.Situation.Pack, definition) ? Find(context, definition.Holder).People.Select(p => p.Worker) : [];

    /// <summary>Whether the pack lets any one of several hold it.</summary>
    public static bool IsShared(Pack pack, WorkstepDefinition definition) =>
        definition.Holder.Count > 1 || definition.Holder.Any(rule => rule is PersonRule.InPost post && pack.Post(post.Post).FoundBy == FoundBy.Group);

    /// <summary>Whether the rules name the actor, by themselves or as a deputy.</summary>
    public static bool Names(Context context, IEnumerable<PersonRule> rules, out Guid? absent)
    {
        absent = null;
        foreach (var rule in rules)
        {
            if (rule is PersonRule.Word { Is: PersonWord.Anyone }) return true;
            foreach (var person in Find(context, rule).People)
                if (ActsFor(context, person.Worker, out absent)) return true;
            if (rule is PersonRule.Word { Is: PersonWord.Answerer } && AnswersInstead(context, out absent)) return true;
        }
        return false;
    }

    /// <summary>Whoever the answerer's request was passed on to answers in their place, and in what follows from it.</summary>
    private static bool AnswersInstead(Context context, out Guid? absent)
    {
        absent = null;
        foreach (var request in context.Workstep?.Requests.Where(r => r.Status is RequestStatus.Sent or RequestStatus.Completed) ?? [])
            if (context.Form!.Request(request.Definition)?.To.Any(r => r is PersonRule.Word { Is: PersonWord.Answerer }) == true && ActsFor(context, request.Holder, out absent)) return true;
        return false;
    }

    /// <summary>The rules as a reader says them: 'the Manager', 'the Manager or the Worker'.</summary>
    public static string InWords(Context context, IEnumerable<PersonRule> rules) =>
        string.Join(" or ", rules.Select(rule => InWords(context, rule)).Distinct());

    private static string InWords(Context context, PersonRule rule) => rule switch
    {
        PersonRule.InPost post => $"the {context.Situation.Pack.Post(post.Post).Label}",
        PersonRule.Word { Is: PersonWord.Raiser } => NameOf(context, context.Process.Raiser),
        PersonRule.Word { Is: PersonWord.Holder } when context.Workstep is { } w => NameOf(context, w.Holder),
        PersonRule.Word { Is: PersonWord.Answerer } when context.Workstep is { } w => InWords(context, context.Protocol.Workstep(w.Definition).Answers),
        PersonRule.Word { Is: PersonWord.Receiver } => "whoever received the request",
        PersonRule.Word { Is: PersonWord.Nobody } => "nobody: Waymark fills it",
        PersonRule.OneOf any => InWords(context, any.Rules),
        PersonRule.ManagerOf of => $"the manager of {InWords(context, of.Of)}",
        _ => "the person named in the form",
    };

    private static string NameOf(Context context, Guid worker) => context.Situation.Register.NameOf(worker);

    private static Found Find(Context context, PersonRule rule) => rule switch
    {
        PersonRule.InPost post => InPost(context, context.Situation.Pack.Post(post.Post), []),
        PersonRule.OneOf any => Find(context, any.Rules),
        PersonRule.InField field => Workers(context, context.Locate(field.Field.Name)),
        PersonRule.ManagerOf of => Managers(context, of.Of),
        PersonRule.Word word => Named(context, word.Is),
        _ => new Found([], []),
    };

    private static Found Named(Context context, PersonWord word) => word switch
    {
        PersonWord.Raiser => One(context, context.Process.Raiser, "raised the concern"),
        PersonWord.Holder when context.Workstep is { } w => One(context, w.Holder, "holds this piece of work"),
        PersonWord.Answerer when context.Workstep is { } w => Find(context, context.Protocol.Workstep(w.Definition).Answers),
        PersonWord.Copied when context.Workstep is { } w => Find(context, context.Protocol.Workstep(w.Definition).Copies),
        PersonWord.Sender when context.Request is { } r => One(context, r.Sender, "sent the request"),
        PersonWord.Receiver when context.Request is { } r => One(context, r.Holder, "received the request"),
        _ => new Found([], []),
    };

    private static Found One(Context context, Guid worker, string found) => new([Person(context, worker, found)], []);

    internal static Recipient Person(Context context, Guid worker, string found)
    {
        var away = context.Situation.Register.Away(worker, context.Situation.Today);
        // A deputy whom the concern is about acts for nobody in it (rule 9).
        var deputy = away?.Deputy is { } other && !Subjects(context.Process, context.Protocol).Contains(other) ? other : (Guid?)null;
        return new Recipient(worker, found, deputy, away is not null);
    }

    /// <param name="under">Whose manager is looked for: the holder for their own team or locality comes before the one for the child's.</param>
    private static Found InPost(Context context, Post post, IReadOnlyCollection<string> passed, Holding? under = null)
    {
        var subjects = Subjects(context.Process, context.Protocol);
        var people = new List<Recipient>();
        var nobody = new List<string>();
        var theirs = under is null ? [] : Over(context, post, under).ToList();
        foreach (var (worker, where) in theirs.Count > 0 ? theirs : Holders(context, post))
        {
            if (!subjects.Contains(worker)) people.Add(Person(context, worker, $"{post.Label}{where}"));
            else if (post.Manager is { } manager && !passed.Contains(manager))
            {
                var above = InPost(context, context.Situation.Pack.Post(manager), [.. passed, post.Id]);
                people.AddRange(above.People);
                nobody.AddRange(above.Nobody);
            }
            else nobody.Add($"The concern is about {context.Situation.Register.NameOf(worker)}, and no other post can stand in for the {post.Label}.");
        }
        if (people.Count > 0) return new Found([.. people.DistinctBy(p => p.Worker)], []);
        return new Found([], nobody.Count > 0 ? [.. nobody.Distinct()] : [$"Nobody holds the post of {post.Label}{Where(context.Situation, post)}."]);
    }

    private static string Where(Situation situation, Post post) => post.FoundBy switch
    {
        FoundBy.Allocation => " for this child",
        FoundBy.Team => $" for the team {situation.Children.FirstOrDefault()?.Team}",
        FoundBy.Locality => $" for {situation.Children.FirstOrDefault()?.Locality}",
        _ => "",
    };

    private static IEnumerable<(Guid Worker, string Where)> Over(Context context, Post post, Holding under)
    {
        var (register, today) = (context.Situation.Register, context.Situation.Today);
        string? Place(Holding held) => post.FoundBy switch { FoundBy.Team => held.Team, FoundBy.Locality => held.Locality, _ => null };
        return Place(under) is not { } place ? [] : register.Holdings
            .Where(h => h.Post == post.Id && Place(h) == place && h.On(today) && register.Here(h.Worker, today)).Select(h => (h.Worker, $" for {place}")).Distinct();
    }

    /// <summary>The holders of a post for these children today, those who have left apart; and where they hold it, in words.</summary>
    private static IEnumerable<(Guid Worker, string Where)> Holders(Context context, Post post)
    {
        var situation = context.Situation;
        var (register, today) = (situation.Register, situation.Today);
        var held = register.Holdings.Where(h => h.Post == post.Id && h.On(today) && register.Here(h.Worker, today));
        // What is about the whole service is about every team and locality, and about no one's allocated child.
        if (context.Protocol.About == About.Service && situation.Children.Count == 0) return held.Select(h => (h.Worker, (h.Team ?? h.Locality) is { } of ? $" for {of}" : "")).Distinct();
        return (post.FoundBy switch
        {
            FoundBy.Allocation => situation.Children.SelectMany(child => register.Allocations
                .Where(a => a.Child == child.Id && a.Post == post.Id && a.On(today) && register.Here(a.Worker, today)).Select(a => (a.Worker, " of this child"))),
            FoundBy.Team => held.Where(h => situation.Children.Any(c => c.Team == h.Team)).Select(h => (h.Worker, $" for {h.Team}")),
            FoundBy.Locality => held.Where(h => situation.Children.Any(c => c.Locality == h.Locality)).Select(h => (h.Worker, $" for {h.Locality}")),
            FoundBy.Home => held.Where(h => situation.Children.Any(c => c.Home == h.Team)).Select(h => (h.Worker, $" at {h.Team}")),
            FoundBy.Part => held.Where(h => h.Team == Facts.Of("other-part", context)).Select(h => (h.Worker, $" for {h.Team}")),
            _ => held.Select(h => (h.Worker, "")),
        }).Distinct();
    }

    private static Found Workers(Context context, (Workstep? Workstep, string Field) at)
    {
        if (at.Workstep is not { } workstep || context.Protocol.FormOf(workstep.Definition).FindField(at.Field) is not { } field || context.Answered(workstep, field) is not { } text) return new Found([], []);
        var people = text.Split('\n').Select(t => t.StartsWith("worker:", StringComparison.Ordinal) ? t[7..] : t)
            .Select(t => Guid.TryParse(t, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty);
        return new Found([.. people.Select(id => Person(context, id, "named in the form"))], []);
    }

    /// <summary>Of a post, whoever manages it for these children; of a person, whoever manages the posts that they hold.</summary>
    private static Found Managers(Context context, PersonRule of)
    {
        var posts = of is PersonRule.InPost post
            ? [(post.Post, (Holding?)null)]
            : Find(context, of).People.SelectMany(p => context.Situation.Register.Holdings.Where(h => h.Worker == p.Worker && h.On(context.Situation.Today))).Select(h => (h.Post, (Holding?)h));
        var found = posts.Select(p => (Manager: context.Situation.Pack.FindPost(p.Post)?.Manager, Under: p.Item2)).Where(p => p.Manager is not null)
            .Select(p => InPost(context, context.Situation.Pack.Post(p.Manager!), [], p.Under)).ToList();
        return new Found([.. found.SelectMany(f => f.People).DistinctBy(p => p.Worker)], [.. found.SelectMany(f => f.Nobody).Distinct()]);
    }

    /// <summary>Everybody who holds the post anywhere and works here: the directory from which another receiver may be picked.</summary>
    public static IEnumerable<Worker> Directory(Situation situation, IEnumerable<string> posts)
    {
        var wanted = posts.ToHashSet();
        var (register, today) = (situation.Register, situation.Today);
        return register.Holdings.Where(h => wanted.Contains(h.Post) && h.On(today) && register.Here(h.Worker, today))
            .Select(h => register.Worker(h.Worker)!).Distinct().OrderBy(w => w.Surname, StringComparer.Ordinal).ThenBy(w => w.Name, StringComparer.Ordinal);
    }
}
