using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Requirements.S1;

/// <summary>What pages say and offer in a council whose words and posts are not Island's.</summary>
public sealed class PagesTests(Databases databases)
{
    const string Iro = "marguerite", Alert = "Quality Assurance Alert", Request = "Please respond to the Quality Assurance Alert";

    static async Task Sent(Walk walk, int stage, int child = 71000301)
    {
        await walk.Start(Iro, child, $"{Alert}, Stage {stage}");
        await walk.Save(Iro, Alert, ("Raised as", "Independent Reviewing Officer"), ("Reason for this stage", "It is urgent."), ("Concern", "No plan."), ("Impact on the child", "No school."), ("Reason for no informal alert", "No time."), ("Actions requested", "A plan."));
        await walk.Send(Iro, Request);
    }

    [Theory, OnBoth]
    public async Task A_request_is_passed_on_in_the_councils_words_and_a_deputy_reads_for_whom_they_act(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-08 10:00");
        await Sent(walk, 1);
        var asked = await walk.Take("imelda", "incoming-requests", Request);
        Assert.Contains(walk.Term("reassign"), asked.Page.Document.QuerySelectorAll("main form a").Select(Words.Of));
        Assert.DoesNotContain("You act for", asked.Main, StringComparison.Ordinal);
        await walk.Away("winston", "imelda", "angus", "8 5 2019", "10 5 2019");
        var request = asked.Path;
        Walk.Says(await walk.As("angus", request), "You act for Imelda Rasheed-Croft while they are away, up to Friday 10 May 2019.");
    }

    [Theory, OnBoth]
    public async Task A_childs_open_concern_stands_at_its_stage_and_not_at_what_was_opened_beside_it(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 10:00");
        await Sent(walk, 1);
        Walk.Says(await walk.Process("rashid"), "Upload the Quality Assurance Alert");
        var child = await walk.Child(Iro, 71000301);
        Walk.Says(child, $"Formal {Alert} 1: {Alert}, Stage 1");
        Assert.False(child.Has($"Formal {Alert} 1: Upload"));
    }

    [Theory, OnBoth]
    public async Task Steps_taken_are_stages_and_what_the_childs_record_tells_and_not_the_offices_own_work(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 10:00");
        await Sent(walk, 1);
        await walk.Propose(Iro, "Convene the meeting before CAFCASS");
        await walk.Propose(Iro, "Refer to CAFCASS alongside", "The hearing is tomorrow.");
        await walk.Take(Iro, "incoming-work", "Referrals to CAFCASS Form");
        var steps = await walk.At(Iro, "/sections/weighing");
        Walk.Says(steps, $"{Alert}, Stage 1, opened on Wednesday 1 May 2019", "Meeting before CAFCASS, opened on Wednesday 1 May 2019");
        Assert.False(steps.Has("Upload the Quality Assurance Alert"));
    }

    [Theory, OnBoth]
    public async Task A_reason_to_start_is_asked_for_before_it_is_missed(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 10:00");
        var visitor = await walk.Child(Iro, 71000301);
        await visitor.Press("Start Referrals to CAFCASS Form");
        Assert.Empty(visitor.Errors);
        Assert.False(visitor.Has("There is a problem"));
        Walk.Says(visitor, "Say why there is no alert first.");
        await visitor.Press(walk.Term("start"));
        Assert.Equal(["Say why there is no alert first."], visitor.Errors);
    }

    [Theory, OnBoth]
    public async Task Whoever_a_rule_finds_is_offered_first_and_those_who_may_be_passed_little_with_what_it_is(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 10:00");
        await Sent(walk, 1);
        var offered = (await walk.At(Iro, "/next-actions")).Page.Control(walk.Term("pass-to-worker")).QuerySelectorAll("option").Select(Words.Of).Skip(1).ToList();
        Assert.Equal(["Marguerite Haldane-Osei", "Callista Umeh-Dunsford: Convene the meeting before CAFCASS"], offered.Take(2));
        Assert.Contains("Piers Lathom-Ray", offered.Skip(2));
        Assert.DoesNotContain(offered, option => option.Contains("Sunniva", StringComparison.Ordinal));
    }

    [Theory, OnBoth]
    public async Task Work_of_a_group_stands_in_the_folder_of_each_of_them_until_it_is_done(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 10:00");
        await Sent(walk, 1);
        const string Upload = "Upload the Quality Assurance Alert";
        await walk.Take("ginevra", "incoming-work", Upload);
        Walk.Says(await walk.Take("rashid", "incoming-work", Upload), "Not started");
        Walk.Says(await walk.As("rashid"), "Held by Ginevra Popplewell", "New: your turn");
        Walk.Says(await walk.Process("rashid"), "It is your turn");
        Assert.False((await walk.As("callista")).Has(Upload));
        await walk.Save("rashid", "Upload", ("The alert is on the case file", "Yes"));
        foreach (var worker in (string[])["ginevra", "rashid"]) Walk.Says(await walk.As(worker), Upload);
        await walk.Propose("rashid", "Confirmed");
        await walk.Finish("rashid");
        foreach (var worker in (string[])["ginevra", "rashid"]) Assert.False((await walk.As(worker)).Has(Upload), worker);
    }

    [Theory, OnBoth]
    public async Task Whoever_gives_an_address_reads_that_a_demonstration_sends_no_letters(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 10:00");
        Walk.Says(await walk.As(Iro, "/notices/letters"), "They would go to marguerite@county.example; this authority sends no e-mail.");
    }
}
