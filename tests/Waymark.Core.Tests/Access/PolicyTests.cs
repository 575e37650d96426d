using NodaTime;
using Waymark.Core.Access;
using Waymark.Core.Packs;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.Core.Tests.Access;

/// <summary>
/// Cara is a child of North, with Ira her reviewing officer and Sam her social worker. Tess manages the North team, Otto the
/// South one. Vera manages the independent service, Dora is a director, Ada administers. Nia left.
/// </summary>
public sealed class PolicyTests
{
    static readonly LocalDate Today = new(2026, 3, 2);
    static readonly Guid Ira = Id(1), Sam = Id(2), Tess = Id(3), Otto = Id(4), Vera = Id(5), Dora = Id(6), Ada = Id(7), Nia = Id(8), Ivan = Id(9);

    static readonly Pack Pack = new()
    {
        Id = "council", Label = "Council", Calendar = "scotland", Terms = new Dictionary<string, string>(), Lists = [], Protocols = [], Fingerprint = "",
        Posts =
        [
            Post("iro", "iro-manager", Meaning.Independent), Post("social-worker", "team-manager", Meaning.CaseHolder, Meaning.Line),
            Post("team-manager", "director", Meaning.Line), Post("iro-manager", null), Post("director", null, Meaning.Line), Post("administrator", null, Meaning.Administration),
        ],
        Access =
        [
            Rule("iro", Whose.Allocated, Else.Block, AccessVerb.Read, AccessVerb.Search, AccessVerb.Record, AccessVerb.Cancel),
            Rule("social-worker", Whose.Team, Else.Block, AccessVerb.Read, AccessVerb.Search, AccessVerb.Record),
            Rule("team-manager", Whose.Team, Else.Block, AccessVerb.Read, AccessVerb.Search, AccessVerb.Record, AccessVerb.Cancel),
            Rule("iro-manager", Whose.Any, Else.Reason, AccessVerb.Read, AccessVerb.Search, AccessVerb.Record, AccessVerb.Cancel),
            Rule("director", Whose.Any, Else.Reason, AccessVerb.Read, AccessVerb.Search, AccessVerb.Record),
            Rule("administrator", Whose.Staff, Else.Block, AccessVerb.Administer),
        ],
    };

    static readonly Whom Cara = new() { Team = "north", Locality = "coast", Allocated = new HashSet<Guid> { Ira, Sam } };
    static readonly Whom CarasConcern = Cara with { InProcess = true, Concern = true, RaisedIndependently = true };

    [Theory]
    [InlineData("her reviewing officer", 1, AccessVerb.Read, Verdict.Allow)]
    [InlineData("her reviewing officer's posts don't include uploads here", 1, AccessVerb.Upload, Verdict.Deny)]
    [InlineData("a reviewing officer of other children", 9, AccessVerb.Read, Verdict.Conceal)]
    [InlineData("her team's social worker", 2, AccessVerb.Record, Verdict.Allow)]
    [InlineData("her team's manager", 3, AccessVerb.Read, Verdict.Allow)]
    [InlineData("another team's manager", 4, AccessVerb.Read, Verdict.Conceal)]
    [InlineData("the manager of the independent service", 5, AccessVerb.Read, Verdict.Ask)]
    [InlineData("a director", 6, AccessVerb.Read, Verdict.Ask)]
    [InlineData("the administrator", 7, AccessVerb.Read, Verdict.Conceal)]
    [InlineData("one who left", 8, AccessVerb.Read, Verdict.Conceal)]
    public void A_child_s_record_is_for_those_with_a_post_and_a_tie(string who, int worker, AccessVerb verb, Verdict expected) =>
        Assert.True(Policy.Decide(Pack, Capacity(Id(worker)), verb, Cara).Verdict == expected, who);

    [Fact]
    public void A_reason_given_opens_what_asks_for_one_and_nothing_else()
    {
        Assert.Equal(Verdict.Allow, Policy.Decide(Pack, Capacity(Dora), AccessVerb.Record, Cara with { Reasoned = true }).Verdict);
        Assert.Equal(Verdict.Conceal, Policy.Decide(Pack, Capacity(Otto), AccessVerb.Read, Cara with { Reasoned = true }).Verdict);
    }

    [Fact]
    public void The_manager_of_the_independent_service_sees_every_concern_without_a_reason()
    {
        Assert.Equal(Verdict.Allow, Policy.Decide(Pack, Capacity(Vera), AccessVerb.Read, CarasConcern).Verdict);
        Assert.Equal(Verdict.Ask, Policy.Decide(Pack, Capacity(Dora), AccessVerb.Read, CarasConcern).Verdict);
        Assert.Equal(Verdict.Ask, Policy.Decide(Pack, Capacity(Vera), AccessVerb.Read, CarasConcern with { Concern = false }).Verdict);
    }

    [Fact]
    public void One_who_was_asked_works_in_that_process_and_reads_the_child_s_summary_alone()
    {
        var asked = Cara with { Asked = true };
        Assert.Equal(Verdict.Allow, Policy.Decide(Pack, Capacity(Otto), AccessVerb.Record, asked with { InProcess = true }).Verdict);
        Assert.Equal(Verdict.Allow, Policy.Decide(Pack, Capacity(Otto), AccessVerb.Read, asked).Verdict);
        Assert.Equal(Verdict.Deny, Policy.Decide(Pack, Capacity(Otto), AccessVerb.Record, asked).Verdict);
        Assert.Equal(Verdict.Deny, Policy.Decide(Pack, Capacity(Otto), AccessVerb.Cancel, asked with { InProcess = true }).Verdict);
    }

    [Theory]
    [InlineData("the line", 3, Verdict.Deny)]
    [InlineData("who raised it", 1, Verdict.Allow)]
    public void The_line_can_t_cancel_what_the_independent_service_raised(string who, int worker, Verdict expected) =>
        Assert.True(Policy.Decide(Pack, Capacity(Id(worker)), AccessVerb.Cancel, CarasConcern).Verdict == expected, who);

    [Fact]
    public void The_line_may_cancel_what_it_raised_itself() =>
        Assert.Equal(Verdict.Allow, Policy.Decide(Pack, Capacity(Tess), AccessVerb.Cancel, Cara with { InProcess = true }).Verdict);

    [Fact]
    public void Administering_is_by_post_alone_and_opens_no_child()
    {
        Assert.Equal(Verdict.Allow, Policy.Decide(Pack, Capacity(Ada), AccessVerb.Administer).Verdict);
        Assert.Equal(Verdict.Deny, Policy.Decide(Pack, Capacity(Dora), AccessVerb.Administer).Verdict);
    }

    [Fact]
    public void A_deputy_has_the_posts_and_ties_of_the_absent_worker_and_only_while_they_are_away()
    {
        var absence = new Absence(Id(50), Ira, Today, Today, Ivan);
        Assert.Equal(Verdict.Allow, Policy.Decide(Pack, Capacity(Ivan, absence), AccessVerb.Read, Cara).Verdict);
        Assert.Equal(Verdict.Conceal, Policy.Decide(Pack, Capacity(Ivan, absence with { From = Today.PlusDays(-3), To = Today.PlusDays(-1) }), AccessVerb.Read, Cara).Verdict);
        Assert.Equal([Ivan, Ira], Capacity(Ivan, absence).Hats);
    }

    [Fact]
    public void A_post_counts_from_its_first_day_to_its_last()
    {
        var register = Register() with { Holdings = [new Holding(Id(60), Tess, "team-manager", "north", null, Today.PlusDays(1), null)] };
        Assert.Equal(Verdict.Conceal, Policy.Decide(Pack, Core.Access.Capacity.Of(register, Tess, Today), AccessVerb.Read, Cara).Verdict);
        Assert.Equal(Verdict.Allow, Policy.Decide(Pack, Core.Access.Capacity.Of(register, Tess, Today.PlusDays(1)), AccessVerb.Read, Cara).Verdict);
    }

    [Fact]
    public void A_rule_that_needs_what_can_t_be_established_gives_nothing()
    {
        var needy = Pack.Access[1] with { Needs = new Condition.Exists(new Subject(SubjectKind.List, "modules"), true) };
        Assert.Equal(Verdict.Conceal, Policy.Decide(Pack with { Access = [needy] }, Capacity(Sam), AccessVerb.Read, Cara).Verdict);
    }

    static Capacity Capacity(Guid worker, params Absence[] absences) => Core.Access.Capacity.Of(Register() with { Absences = absences }, worker, Today);

    static Register Register() => new(
        [.. new[] { Ira, Sam, Tess, Otto, Vera, Dora, Ada, Ivan }.Select(id => new Worker(id, $"Worker {id}", "Council", null)), new Worker(Nia, "Nia Gone", "Council", null) { Left = Today }],
        [
            Holding(Ira, "iro"), Holding(Ivan, "iro"), Holding(Sam, "social-worker", "north"), Holding(Tess, "team-manager", "north"), Holding(Otto, "team-manager", "south"),
            Holding(Vera, "iro-manager"), Holding(Dora, "director"), Holding(Ada, "administrator"), Holding(Nia, "social-worker", "north"),
        ],
        [], []);

    static Holding Holding(Guid worker, string post, string? team = null) => new(Guid.NewGuid(), worker, post, team, null, Today.PlusDays(-100), null);

    static Post Post(string id, string? manager, params Meaning[] means) =>
        new() { Id = id, Label = id, FoundBy = FoundBy.Service, Manager = manager, Means = new HashSet<Meaning>(means) };

    static AccessRule Rule(string post, Whose whose, Else otherwise, params AccessVerb[] verbs) =>
        new() { Id = post, Label = post, By = [new PersonRule.InPost(post)], Verbs = new HashSet<AccessVerb>(verbs), Whose = whose, Else = otherwise };

    static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
