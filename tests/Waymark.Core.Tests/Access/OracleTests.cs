using NodaTime;
using Waymark.Core.Access;
using Waymark.Core.Packs;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.Core.Tests.Access;

/// <summary>
/// The policy beside a slow oracle that was written from design part 5 as one list of reasons to refuse, over facts by chance; and
/// whatever bars, an exclusion, a seal, a lapse or the end of a tie, never opens what was shut.
/// </summary>
public sealed class OracleTests
{
    static readonly LocalDate Today = new(2026, 3, 2);
    static readonly Guid Me = Id(1), Away = Id(2), Other = Id(3);
    static readonly string[] Posts = ["a", "b", "c", "d"], Places = ["one", "two"], Modules = ["m1", "m2", "m3"];
    static readonly AccessVerb[] Verbs = Enum.GetValues<AccessVerb>();

    [Fact]
    public void The_policy_agrees_with_a_slow_oracle()
    {
        var (chance, times) = (Seeds.Chance(nameof(The_policy_agrees_with_a_slow_oracle)), Seeds.Times(100_000, 1_000_000));
        var verdicts = new Dictionary<Verdict, int>();
        for (var time = 0; time < times; time++)
        {
            var (pack, who, verb, whom) = (Facts.Pack(chance), Facts.Who(chance), chance.Of(Verbs), Facts.Whom(chance));
            var (said, expected) = (Policy.Decide(pack, who, verb, whom).Verdict, Oracle(pack, who, verb, whom));
            Assert.True(said == expected, $"set {time}: {verb} is {said}, the oracle says {expected}: {who} {whom}");
            verdicts[said] = verdicts.GetValueOrDefault(said) + 1;
        }
        foreach (var verdict in Enum.GetValues<Verdict>()) Assert.True(verdicts.GetValueOrDefault(verdict) > times / 100, $"{verdict} came {verdicts.GetValueOrDefault(verdict)} times");
        Counts.Say("access: the policy against a slow oracle", times, Seeds.Seed);
    }

    [Fact]
    public void What_bars_never_opens_what_was_shut()
    {
        var (chance, times, shut) = (Seeds.Chance(nameof(What_bars_never_opens_what_was_shut)), Seeds.Times(20_000, 100_000), 0);
        for (var time = 0; time < times; time++)
        {
            var (pack, who, verb, whom) = (Facts.Pack(chance), Facts.Who(chance), chance.Of(Verbs), Facts.Whom(chance));
            var before = Policy.Decide(pack, who, verb, whom).Verdict;
            if (before == Verdict.Allow) continue;
            shut++;
            foreach (var (what, barred, by) in Barred(who, whom))
                Assert.True(Policy.Decide(pack, by, verb, barred).Verdict >= before, $"set {time}: {what} turned {before} into {Policy.Decide(pack, by, verb, barred).Verdict}");
        }
        Assert.InRange(shut, times / 4, times);
        Counts.Say("access: shut records that were barred further and stayed shut", shut, Seeds.Seed);
    }

    static IEnumerable<(string, Whom, Capacity)> Barred(Capacity who, Whom whom) =>
    [
        ("an exclusion", whom with { Excluded = true }, who), ("a seal", whom with { Sealed = true }, who), ("a restriction", whom with { Restricted = true }, who),
        ("that being let in ended", whom with { LetIn = false }, who), ("the end of an emergency", whom with { Emergency = false }, who),
        ("the end of a reason", whom with { Reasoned = false }, who), ("the end of a placement", whom with { Homes = new HashSet<string>() }, who),
        ("the end of an allocation", whom with { Allocated = new HashSet<Guid>() }, who), ("leaving", whom, who with { Active = false }),
        ("a lapse of training", whom, who with { Trained = new HashSet<string>() }),
    ];

    /// <summary>allow = active ∧ ¬excluded ∧ permission(post) ∧ relation ∧ clearance ∧ training ∧ purpose; every grant is tried by itself.</summary>
    static Verdict Oracle(Pack pack, Capacity who, AccessVerb verb, Whom whom)
    {
        if (!who.Active || whom.Excluded) return Verdict.Conceal;
        if (whom.Sealed && !whom.LetIn) return Verdict.Conceal;
        if (whom.Restricted && !whom.LetIn && !whom.Emergency) return Verdict.Conceal;
        var best = Best(pack, who, verb, whom);
        var knows = Best(pack, who, AccessVerb.Read, whom) != Verdict.Conceal || Best(pack, who, AccessVerb.Search, whom) != Verdict.Conceal;
        if (!knows) return Verdict.Conceal;
        if (best == Verdict.Conceal) return Verdict.Deny;
        var inLine = false;
        foreach (var held in who.Holdings) inLine |= pack.Post(held.Post).Means.Contains(Meaning.Line);
        var service = false;
        foreach (var held in who.Holdings) service |= pack.Post(held.Post).Means.Contains(Meaning.Independent);
        var changes = verb == AccessVerb.Reassign || verb == AccessVerb.Cancel || verb == AccessVerb.Reopen || verb == AccessVerb.Correct;
        return changes && whom.RaisedIndependently && inLine && !service && !ManagesTheService(pack, who) ? Verdict.Deny : best;
    }

    static Verdict Best(Pack pack, Capacity who, AccessVerb verb, Whom whom)
    {
        var (free, asking, reads, readsTrained) = (false, false, 0, 0);
        foreach (var held in who.Holdings)
        {
            foreach (var rule in pack.Access)
            {
                if (((PersonRule.InPost)rule.By[0]).Post != held.Post) continue;
                var trained = rule.Needs is null || Modules.Take(rule.Needs is Condition.All ? 3 : 2).All(who.Trained.Contains) && rule.Needs is not Condition.Exists;
                if (rule.Verbs.Contains(AccessVerb.Read)) (reads, readsTrained) = (reads + 1, readsTrained + (trained ? 1 : 0));
                if (!trained || !rule.Verbs.Contains(verb)) continue;
                var tied = rule.Whose switch
                {
                    Whose.Any => true,
                    Whose.Allocated => whom.Allocated.Contains(held.Worker),
                    Whose.Team => held.Team is not null && held.Team == whom.Team,
                    Whose.Home => held.Team is not null && whom.Homes.Contains(held.Team),
                    Whose.Locality => held.Locality is not null && held.Locality == whom.Locality,
                    _ => false,
                };
                // There is no child of whom the service's own work could be, so that only what reaches everything reaches it.
                if (!tied || (whom.Service && rule.Whose != Whose.Any)) continue;
                if (rule.Else == Else.Reason) asking |= !whom.Service; else free = true;
            }
        }
        var opens = reads == 0 || readsTrained > 0;
        var works = verb == AccessVerb.Read || (whom.InProcess && (verb == AccessVerb.Record || verb == AccessVerb.Upload || verb == AccessVerb.Download));
        if (whom.Asked && works && opens) return Verdict.Allow;
        if (verb == AccessVerb.Read && ((whom.Emergency && opens) || (whom.Service && whom.Part) || (whom.Concern && ManagesTheService(pack, who)))) return Verdict.Allow;
        if (free || (asking && whom.Reasoned)) return Verdict.Allow;
        return asking ? Verdict.Ask : Verdict.Conceal;
    }

    static bool ManagesTheService(Pack pack, Capacity who)
    {
        foreach (var held in who.Holdings)
            foreach (var post in pack.Posts)
                if (post.Manager == held.Post && post.Means.Contains(Meaning.Independent)) return true;
        return false;
    }

    static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    static class Facts
    {
        public static Pack Pack(Random chance) => new()
        {
            Id = "x", Label = "", Calendar = "", Terms = new Dictionary<string, string>(), Protocols = [], Fingerprint = "",
            Posts =
            [
                .. Posts.Select(id => new Post
                {
                    Id = id, Label = id, FoundBy = FoundBy.Service, Manager = chance.Next(4) == 0 ? chance.Of(Posts) : null,
                    Means = new HashSet<Meaning>(chance.Next(3) == 0 ? [chance.Of([Meaning.Line, Meaning.Independent])] : Array.Empty<Meaning>()),
                }),
            ],
            Lists = [List("some", 2), List("all", 3)],
            Access = [.. Enumerable.Range(0, chance.Next(1, 10)).Select(number => new AccessRule
            {
                Id = $"rule-{number}", Label = "", By = [new PersonRule.InPost(chance.Of(Posts))], Verbs = new HashSet<AccessVerb>(Verbs.Where(_ => chance.Next(3) == 0)) { chance.Of([AccessVerb.Read, AccessVerb.Search]) },
                Whose = chance.Of(Enum.GetValues<Whose>()), Else = chance.Of([Else.Block, Else.Reason, Else.Warn]), Needs = Needs(chance.Next(8)),
            })],
        };

        /// <summary>Two modules, all three, or what can't be established.</summary>
        static Condition? Needs(int number) => number switch { 0 or 1 => Done("some"), 2 => new Condition.All([Done("some"), Done("all")]), 3 => new Condition.Exists(new Core.Packs.Subject(SubjectKind.List, "all"), true), _ => null };

        static Condition.Is Done(string list) => new(new Core.Packs.Subject(SubjectKind.List, list), new Value.Plain("done"));

        static OptionList List(string id, int options) => new() { Id = id, Label = id, Options = [.. Modules.Take(options).Select(module => new Option { Id = module, Label = module })] };

        public static Capacity Who(Random chance)
        {
            Guid[] hats = chance.Next(4) == 0 ? [Me, Away] : [Me];
            return new Capacity(Me, chance.Next(12) > 0, [.. Enumerable.Range(0, chance.Next(1, 4)).Select(_ => new Holding(Guid.Empty, chance.Of(hats), chance.Of(Posts), Place(chance), Place(chance), Today, null))])
            {
                Hats = hats, Trained = Modules.Where(_ => chance.Next(4) > 0).ToHashSet(),
            };
        }

        public static Whom Whom(Random chance)
        {
            var (seldom, often) = (chance.Next(10), chance.Next(10));
            var service = chance.Next(12) == 0;
            return new Whom
            {
                Team = service ? null : Place(chance), Locality = service ? null : Place(chance), Homes = service ? new HashSet<string>() : Places.Where(_ => chance.Next(3) == 0).ToHashSet(),
                Allocated = service ? new HashSet<Guid>() : new[] { Me, Away, Other }.Where(_ => chance.Next(3) == 0).ToHashSet(),
                Asked = chance.Next(6) == 0, InProcess = service || chance.Next(2) == 0, Concern = chance.Next(4) == 0, Service = service, Part = service && chance.Next(2) == 0,
                RaisedIndependently = chance.Next(3) == 0, Reasoned = often < 4, Excluded = seldom == 0, Sealed = seldom == 1, Restricted = seldom is 1 or 2, LetIn = chance.Next(2) == 0, Emergency = chance.Next(8) == 0,
            };
        }

        static string? Place(Random chance) => chance.Next(3) == 0 ? null : chance.Of(Places);
    }
}

file static class Chances
{
    public static T Of<T>(this Random chance, IReadOnlyList<T> list) => list[chance.Next(list.Count)];
}
