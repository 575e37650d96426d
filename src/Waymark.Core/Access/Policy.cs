using NodaTime;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.Core.Access;

/// <summary>
/// Who may do what to whose record: the one place that says so (design part 5). It is asked for every page, post and file, from
/// the database each time. Lists ask <see cref="ReachOf"/>, which the store turns into SQL; <see cref="Decide"/> is built on the
/// same, and a property test holds the two equal.
/// </summary>
public static class Policy
{
    public static Ruling Decide(Pack pack, Capacity who, AccessVerb verb, Whom? whom = null)
    {
        if (!who.Active) return Ruling.Conceal;
        if (whom is null) return RulesFor(pack, who, verb).Any(rule => who.Holdings.Any(held => IsBy(pack, rule.By, held))) ? Ruling.Allow : Ruling.Deny("Your post doesn't include this.");
        if (whom.Barred) return Ruling.Conceal;

        var reading = Given(pack, who, AccessVerb.Read, whom);
        var known = reading != Verdict.Conceal || Given(pack, who, AccessVerb.Search, whom) != Verdict.Conceal;
        if (!known) return Ruling.Conceal;
        if (LineTouchesChallenge(pack, who, verb, whom)) return Ruling.Deny("A manager in the line that a concern may be about can't change what the independent service wrote.");
        return Given(pack, who, verb, whom) switch
        {
            Verdict.Allow => Ruling.Allow,
            Verdict.Ask => Ruling.Ask("Say why you need this child's record. Your reason is kept with the record of your visit."),
            _ => Ruling.Deny("Your post doesn't include this, or your tie to this child doesn't today."),
        };
    }

    /// <summary>Whose records a verb reaches for this worker: at once, or (<paramref name="asking"/>) once a reason is given.</summary>
    public static Reach ReachOf(Pack pack, Capacity who, AccessVerb verb, bool asking)
    {
        if (!who.Active) return Reach.Nobody;
        var grants =
            from rule in RulesFor(pack, who, verb)
            where rule.Else == Else.Reason == asking
            from held in who.Holdings
            where IsBy(pack, rule.By, held)
            select (rule.Whose, held);
        return Reach.Of(grants);
    }

    /// <summary>Rule 8: who manages the independent service sees all its concerns.</summary>
    public static bool SeesAllConcerns(Pack pack, Capacity who) =>
        who.Active && who.Holdings.Any(held => pack.Posts.Any(post => post.Means.Contains(Meaning.Independent) && post.Manager == held.Post));

    /// <summary>Protocols about the service in which a post of the worker has a part: it holds or starts their work, or is invited. Whoever does reads what they run.</summary>
    public static IReadOnlyList<string> PartsIn(Pack pack, Capacity who) => !who.Active ? [] : [.. pack.Protocols
        .Where(protocol => protocol.About == About.Service && who.Holdings.Any(held => IsBy(pack, [.. Involved(protocol)], held))).Select(protocol => protocol.Id)];

    /// <summary>The parts of a record that are there for this worker, in the pack's order (S3-023).</summary>
    public static IReadOnlyList<Area> Areas(Pack pack, Capacity who) => [.. pack.Areas.Where(area => area.By.Count == 0 || who.Holdings.Any(held => IsBy(pack, area.By, held)))];

    /// <summary>Protocols whose processes lie in a part of the record that isn't there for this worker: only who has work in one knows of it.</summary>
    public static IReadOnlyList<string> ShutAreas(Pack pack, Capacity who)
    {
        var open = Areas(pack, who).Select(area => area.Id).ToHashSet();
        return [.. pack.Protocols.Where(protocol => protocol.Area is { } area && !open.Contains(area)).Select(protocol => protocol.Id)];
    }

    /// <summary>Whose looks at records this worker may look at: everybody's, or those of the workers whom a post of theirs manages, in the same team or home (S3-011).</summary>
    public static Reviewing Reviews(Pack pack, Capacity who)
    {
        if (!who.Active) return new(false, []);
        var rules = RulesFor(pack, who, AccessVerb.Review).SelectMany(rule => who.Holdings.Where(held => IsBy(pack, rule.By, held)).Select(held => (rule.Whose, held))).ToList();
        return new(
            rules.Any(each => each.Whose is Whose.Everyone or Whose.Any),
            [.. from each in rules where each.Whose == Whose.Staff from post in pack.Posts where post.Manager == each.held.Post select (post.Id, each.held.Team)]);
    }

    static IEnumerable<PersonRule> Involved(Protocol protocol) => protocol.Worksteps.SelectMany(workstep => workstep.Holder.Concat(workstep.By))
        .Concat(protocol.Forms.SelectMany(form => form.Fields).Where(field => field.Kind == FieldKind.Attendance).SelectMany(field => field.DefaultPeople));

    /// <summary>The most that any of the worker's posts and ties gives.</summary>
    static Verdict Given(Pack pack, Capacity who, AccessVerb verb, Whom whom)
    {
        if (((whom.Asked && AskedMay(verb, whom)) || (whom.Emergency && verb == AccessVerb.Read)) && MayBeAsked(pack, who)) return Verdict.Allow;
        if (verb == AccessVerb.Read && whom.Concern && SeesAllConcerns(pack, who)) return Verdict.Allow;
        // There is no child for whom a reason could be given.
        if (whom.Service) return (verb == AccessVerb.Read && whom.Part) || ReachOf(pack, who, verb, asking: false).Any ? Verdict.Allow : Verdict.Conceal;
        if (ReachOf(pack, who, verb, asking: false).Covers(whom)) return Verdict.Allow;
        if (!ReachOf(pack, who, verb, asking: true).Covers(whom)) return Verdict.Conceal;
        return whom.Reasoned ? Verdict.Allow : Verdict.Ask;
    }

    /// <summary>
    /// Who holds or held a part of a process works in that process, and reads the summary of its child while their part is open, whatever
    /// their post; nothing else of the child's record.
    /// </summary>
    static bool AskedMay(AccessVerb verb, Whom whom) =>
        verb == AccessVerb.Read || (whom.InProcess && verb is AccessVerb.Record or AccessVerb.Upload or AccessVerb.Download);

    /// <summary>Rule 9: the line of management can't edit, withdraw, cancel or restrict an entry of the independent service.</summary>
    static bool LineTouchesChallenge(Pack pack, Capacity who, AccessVerb verb, Whom whom) =>
        whom.RaisedIndependently
        && verb is AccessVerb.Reassign or AccessVerb.Cancel or AccessVerb.Reopen or AccessVerb.Correct
        && Means(pack, who, Meaning.Line)
        && !Means(pack, who, Meaning.Independent)
        && !SeesAllConcerns(pack, who);

    static bool Means(Pack pack, Capacity who, Meaning meaning) =>
        who.Holdings.Any(held => pack.FindPost(held.Post)?.Means.Contains(meaning) == true);

    /// <summary>A rule whose needs aren't met gives nothing.</summary>
    static IEnumerable<AccessRule> RulesFor(Pack pack, Capacity who, AccessVerb verb) =>
        pack.Access.Where(rule => rule.Verbs.Contains(verb) && (rule.Needs is null || IsMet(pack, who, rule.Needs)));

    /// <summary>What a rule needs is training that the worker has completed. Anything else can't be established, and access fails closed.</summary>
    static bool IsMet(Pack pack, Capacity who, Condition needs) => needs switch
    {
        Condition.All all => all.Of.All(each => IsMet(pack, who, each)),
        Condition.Any any => any.Of.Any(each => IsMet(pack, who, each)),
        Condition.Is { Subject: { Kind: SubjectKind.List } list, Value: Value.Plain { Text: "done" } } =>
            pack.List(list.Name) is { Options.Count: > 0 } modules && modules.Options.All(module => who.Trained.Contains(module.Id)),
        _ => false,
    };

    /// <summary>Where the worker's posts read records only after training that isn't done, no record opens, whatever they are asked for (S3-007).</summary>
    public static bool MayBeAsked(Pack pack, Capacity who)
    {
        var reading = pack.Access.Where(rule => rule.Verbs.Contains(AccessVerb.Read) && who.Holdings.Any(held => IsBy(pack, rule.By, held))).ToList();
        return who.Active && (reading.Count == 0 || reading.Any(rule => rule.Needs is null || IsMet(pack, who, rule.Needs)));
    }

    static bool IsBy(Pack pack, IReadOnlyList<PersonRule> by, Holding held) => by.Any(rule => IsBy(pack, rule, held));

    static bool IsBy(Pack pack, PersonRule by, Holding held) => by switch
    {
        PersonRule.InPost post => held.Post == post.Post,
        PersonRule.Word word => word.Is == PersonWord.Anyone,
        PersonRule.ManagerOf { Of: PersonRule.InPost post } => pack.FindPost(post.Post)?.Manager == held.Post,
        PersonRule.OneOf some => IsBy(pack, some.Rules, held),
        _ => false,
    };
}

public enum Verdict
{
    Allow,

    /// <summary>Allowed once a reason is given: once for each child, session and day.</summary>
    Ask,

    /// <summary>Refused in words, because the person already knows that it is there.</summary>
    Deny,

    /// <summary>The same 404 as for what doesn't exist.</summary>
    Conceal,
}

/// <param name="Why">What to tell the person; empty where there is nothing to tell.</param>
public sealed record Ruling(Verdict Verdict, string Why)
{
    public static readonly Ruling Allow = new(Verdict.Allow, "");
    public static readonly Ruling Conceal = new(Verdict.Conceal, "");

    public bool Allows => Verdict == Verdict.Allow;

    public static Ruling Ask(string why) => new(Verdict.Ask, why);

    public static Ruling Deny(string why) => new(Verdict.Deny, why);
}

/// <param name="Staff">Posts that the worker manages, each with the team or home; null: in any.</param>
public sealed record Reviewing(bool Everyone, IReadOnlyList<(string Post, string? Team)> Staff)
{
    public bool IsNobody => !Everyone && Staff.Count == 0;

    /// <summary>Nobody reviews what they opened themselves.</summary>
    public bool Covers(Guid reviewer, Guid worker, IEnumerable<Holding> holdings) => worker != reviewer
        && (Everyone || holdings.Any(held => held.Worker == worker && Staff.Any(staff => staff.Post == held.Post && (staff.Team is null || staff.Team == held.Team))));
}

/// <summary>What a worker is today, as far as access goes.</summary>
/// <param name="Active">Works here and isn't locked out.</param>
/// <param name="Holdings">Posts held today: the worker's own, and those of workers away today whose deputy the worker is.</param>
public sealed record Capacity(Guid Worker, bool Active, IReadOnlyList<Holding> Holdings)
{
    /// <summary>The worker, and those away today whose deputy the worker is.</summary>
    public IReadOnlyList<Guid> Hats { get; init; } = [Worker];

    /// <summary>Training modules that the worker has completed and that still count today. A deputy brings their own, not the absent worker's.</summary>
    public IReadOnlySet<string> Trained { get; init; } = new HashSet<string>();

    public static Capacity Of(Register register, Guid worker, LocalDate today)
    {
        var away = register.Absences.Where(absence => absence.Deputy == worker && absence.On(today)).Select(absence => absence.Worker);
        List<Guid> hats = [worker, .. away.Distinct().Where(other => other != worker)];
        return new(worker, register.Here(worker, today), [.. register.Holdings.Where(held => hats.Contains(held.Worker) && held.On(today))])
        {
            Hats = hats,
            Trained = register.Trainings.Where(done => done.Worker == worker && done.On(today)).Select(done => done.Module).ToHashSet(),
        };
    }
}

/// <summary>Whose record it is, and what ties the worker to it.</summary>
public sealed record Whom
{
    public string? Team { get; init; }
    public string? Locality { get; init; }

    /// <summary>Homes in which the child is placed today: one, or two while a stay elsewhere runs beside it.</summary>
    public IReadOnlySet<string> Homes { get; init; } = new HashSet<string>();

    /// <summary>This worker may never see this child: their own record, a relative's, or a conflict that was declared. Nothing opens it.</summary>
    public bool Excluded { get; init; }

    /// <summary>Only those who were let in may know of the record.</summary>
    public bool Sealed { get; init; }

    /// <summary>Only those who were let in open the record; in an emergency, others may.</summary>
    public bool Restricted { get; init; }

    /// <summary>The worker was let in to a record that is sealed or restricted, and still is today.</summary>
    public bool LetIn { get; init; }

    /// <summary>The worker opened this record in an emergency, hours ago at the most, and answers for it.</summary>
    public bool Emergency { get; init; }

    /// <summary>Nothing of the record may be known, whatever else ties the worker to it.</summary>
    public bool Barred => Excluded || (Sealed && !LetIn) || (Restricted && !LetIn && !Emergency);

    /// <summary>Workers allocated to the child today.</summary>
    public IReadOnlySet<Guid> Allocated { get; init; } = new HashSet<Guid>();

    /// <summary>The worker, or one whose deputy they are today, holds or held a workstep or a request of this process; for the child's summary, holds an open one of any.</summary>
    public bool Asked { get; init; }

    /// <summary>It is a process that is asked about, and not the child's record as a whole.</summary>
    public bool InProcess { get; init; }

    /// <summary>The process can be escalated.</summary>
    public bool Concern { get; init; }

    /// <summary>The process is about no child, but about the service.</summary>
    public bool Service { get; init; }

    /// <summary>A post of the worker has a part in what is about the service (<see cref="Policy.PartsIn"/>).</summary>
    public bool Part { get; init; }

    /// <summary>Somebody in a post of the independent service raised it.</summary>
    public bool RaisedIndependently { get; init; }

    /// <summary>The worker gave a reason for this child in this session, today.</summary>
    public bool Reasoned { get; init; }
}

/// <summary>Whose records a verb reaches, in the form that a query takes.</summary>
/// <param name="AllocatedTo">Children to whom one of these workers is allocated today.</param>
/// <param name="Homes">Children who are placed in one of these homes today.</param>
public sealed record Reach(bool Any, IReadOnlyList<Guid> AllocatedTo, IReadOnlyList<string> Teams, IReadOnlyList<string> Localities, IReadOnlyList<string> Homes)
{
    public static readonly Reach Nobody = new(false, [], [], [], []);

    public bool IsNobody => !Any && AllocatedTo.Count == 0 && Teams.Count == 0 && Localities.Count == 0 && Homes.Count == 0;

    public bool Covers(Whom whom) =>
        Any
        || AllocatedTo.Any(whom.Allocated.Contains)
        || (whom.Team is not null && Teams.Contains(whom.Team))
        || (whom.Locality is not null && Localities.Contains(whom.Locality))
        || Homes.Any(whom.Homes.Contains);

    /// <summary>All that any of them covers.</summary>
    public static Reach Together(IReadOnlyList<Reach> all) => new(
        all.Any(each => each.Any), [.. all.SelectMany(each => each.AllocatedTo).Distinct()],
        [.. all.SelectMany(each => each.Teams).Distinct()], [.. all.SelectMany(each => each.Localities).Distinct()], [.. all.SelectMany(each => each.Homes).Distinct()]);

    internal static Reach Of(IEnumerable<(Whose Whose, Holding Held)> grants)
    {
        var all = grants.ToList();
        IEnumerable<Holding> Whose(Whose whose) => all.Where(grant => grant.Whose == whose).Select(grant => grant.Held);
        return new(
            Whose(Packs.Whose.Any).Any(),
            [.. Whose(Packs.Whose.Allocated).Select(held => held.Worker).Distinct()],
            [.. Whose(Packs.Whose.Team).Select(held => held.Team).OfType<string>().Distinct()],
            [.. Whose(Packs.Whose.Locality).Select(held => held.Locality).OfType<string>().Distinct()],
            [.. Whose(Packs.Whose.Home).Select(held => held.Team).OfType<string>().Distinct()]);
    }
}
