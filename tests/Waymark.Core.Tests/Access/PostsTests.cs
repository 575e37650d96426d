using System.Text;
using NodaTime;
using Waymark.Core.Access;
using Waymark.Core.Packs;
using Waymark.Core.Record;
using Waymark.Core.Tests.Packs;
using Waymark.Tests;
using Xunit;

namespace Waymark.Core.Tests.Access;

/// <summary>What each post of each council may do, by how its holder stands to a child: <c>tests/access/…-posts.txt</c>, for people to read.</summary>
public sealed class PostsTests
{
    static readonly LocalDate Today = new(2026, 3, 2);
    static readonly Guid Me = new(1, 0, 0, new byte[8]);
    static readonly Whom Nobodys = new(), Tied = new() { Team = "here", Locality = "here", Homes = new HashSet<string> { "here" }, Allocated = new HashSet<Guid> { Me } };

    static readonly (string Says, Whom Whom)[] Relations =
    [
        ("allocated to them", Nobodys with { Allocated = Tied.Allocated }), ("of their team", Nobodys with { Team = "here" }), ("of their locality", Nobodys with { Locality = "here" }),
        ("living in their home", Nobodys with { Homes = Tied.Homes }), ("no tie", Nobodys), ("no tie, a reason was given", Nobodys with { Reasoned = true }), ("no tie, a concern", Nobodys with { InProcess = true, Concern = true }),
        ("no tie, work of theirs in it", Nobodys with { InProcess = true, Asked = true }), ("every tie, raised independently", Tied with { InProcess = true, Concern = true, RaisedIndependently = true }),
        ("no tie, in an emergency", Nobodys with { Emergency = true }), ("every tie, excluded", Tied with { Excluded = true }), ("every tie, restricted", Tied with { Restricted = true }),
        ("every tie, restricted, in an emergency", Tied with { Restricted = true, Emergency = true }), ("every tie, sealed", Tied with { Sealed = true }), ("every tie, sealed, in an emergency", Tied with { Sealed = true, Emergency = true }),
        ("no tie, sealed, let in", Nobodys with { Sealed = true, LetIn = true }),
    ];

    public static TheoryData<string> Councils => [.. PackFiles.Shipped];

    [Theory, MemberData(nameof(Councils))]
    public void Each_post_may_do_what_is_written(string council)
    {
        var pack = PackFiles.Read(council);
        var verbs = Enum.GetValues<AccessVerb>();
        var trained = pack.Lists.SelectMany(list => list.Options).Select(option => option.Id).ToHashSet();
        var text = new StringBuilder($"What the posts of {pack.Label} ({council}) may do to a child's record, by how they stand to the child. Held to by PostsTests.\nEvery training is done; who holds no post may do nothing.\n\n  A allowed   R with a reason   x refused in words   . the child is not there for them\n");
        foreach (var post in pack.Posts)
        {
            var who = new Capacity(Me, true, [new Holding(Me, Me, post.Id, "here", "here", Today, null)]) { Trained = trained };
            text.Append($"\n{post.Label,-44}{string.Concat(verbs.Select(verb => $" {verb.ToString().ToLowerInvariant()}"))}\n");
            foreach (var (says, whom) in Relations) text.Append($"  {says,-42}{string.Concat(verbs.Select(verb => $" {Letter(Policy.Decide(pack, who, verb, whom)).ToString().PadRight(verb.ToString().Length)}"))}".TrimEnd()).Append('\n');
            text.Append($"  {"of their own accord",-42}{string.Concat(verbs.Select(verb => $" {Letter(Policy.Decide(pack, who, verb)).ToString().PadRight(verb.ToString().Length)}"))}".TrimEnd()).Append('\n');
        }
        Golden.Check(Checkout.At("tests", "access", $"{council}-posts.txt"), text.ToString());
    }

    static char Letter(Ruling ruling) => ruling.Verdict switch { Verdict.Allow => 'A', Verdict.Ask => 'R', Verdict.Deny => 'x', _ => '.' };

    [Fact(DisplayName = "S3-005 S3-006 S3-007 Fewer than the two modules open nothing, two to eight read, and nine contribute where the post does: all 512 sets")]
    public void Every_set_of_modules()
    {
        var pack = PackFiles.Read("shire");
        var child = Nobodys with { Homes = Tied.Homes };
        var asked = 0;
        foreach (var post in (string[])["registered-manager", "assistant-manager", "principal-worker", "residential-worker"])
            for (var set = 0; set < 512; set++)
            {
                var who = new Capacity(Me, true, [new Holding(Me, Me, post, "here", null, Today, null)]) { Trained = Enumerable.Range(0, 9).Where(bit => (set >> bit & 1) == 1).Select(bit => $"module-{bit + 1}").ToHashSet() };
                // Modules 1 and 2 are the two (AMB-S3-02): the lowest bits.
                var (reads, contributes) = ((set & 3) == 3, set == 511 && post != "residential-worker");
                foreach (var (verb, whom, expected) in new[]
                {
                    (AccessVerb.Read, child, reads ? Verdict.Allow : Verdict.Conceal), (AccessVerb.Search, child, reads ? Verdict.Allow : Verdict.Conceal),
                    (AccessVerb.Upload, child, contributes ? Verdict.Allow : reads ? Verdict.Deny : Verdict.Conceal), (AccessVerb.Record, child, contributes ? Verdict.Allow : reads ? Verdict.Deny : Verdict.Conceal),
                    (AccessVerb.Download, child, reads ? Verdict.Ask : Verdict.Conceal), (AccessVerb.Download, child with { Reasoned = true }, reads ? Verdict.Allow : Verdict.Conceal),
                    (AccessVerb.Read, Nobodys, reads ? Verdict.Ask : Verdict.Conceal), (AccessVerb.Read, Nobodys with { Asked = true }, reads ? Verdict.Allow : Verdict.Conceal), (AccessVerb.Download, Nobodys with { Reasoned = true }, reads ? Verdict.Deny : Verdict.Conceal),
                })
                {
                    asked++;
                    Assert.True(Policy.Decide(pack, who, verb, whom).Verdict == expected, $"{post}, {string.Join(' ', who.Trained)}: {verb} is {Policy.Decide(pack, who, verb, whom).Verdict}, expected {expected}");
                }
            }
        Counts.Say("sets of training modules, by post and what is done", asked, Seeds.Seed);
    }
}
