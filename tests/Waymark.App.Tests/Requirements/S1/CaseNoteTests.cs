using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Reliability;
using Xunit;

namespace Waymark.App.Tests.Requirements.S1;

/// <summary>What an alert leaves on the child's record as case notes (S1-012, S1-014, S1-023, S1-024, S1-060).</summary>
public sealed class CaseNoteTests(Databases databases)
{
    const string Iro = "marguerite", Informal = "Informal Quality Assurance Alert", Reply = "Please respond to the concerns and actions requested";
    const string Alert = "Quality Assurance Alert", Request = "Please respond to the Quality Assurance Alert";
    const int Child = 71000301;

    static async Task Sent(Walk walk)
    {
        await walk.Start(Iro, Child, $"{Alert}, Stage 1");
        await walk.Save(Iro, Alert, ("Raised as", "Independent Reviewing Officer"), ("Reason for this stage", "It is urgent."), ("Concern", "No plan."), ("Impact on the child", "No school."), ("Reason for no informal alert", "No time."), ("Actions requested", "A plan."));
        await walk.Send(Iro, Request);
    }

    static async Task<Visitor> Append(Walk walk, string worker, string text)
    {
        var visitor = await walk.Notes(worker, Child);
        await visitor.Click($"Add to this note: {Alert}, 1");
        await visitor.Fill("What to add", text).Press("Add to this note");
        return visitor;
    }

    [Theory(DisplayName = "S1-014 An informal alert that was sent is found among the child's case notes of its type, with author, time, method and the people told"), OnBoth]
    public async Task Of_its_type(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 10:00");
        await walk.Start(Iro, Child, Informal);
        await walk.Save(Iro, "Concern", ("What it is about", "No plan."), ("Actions requested", "Write one."), ("Method", "Phone"));
        Walk.Says(await walk.Notes(Iro, Child), "There are no case notes that you can see");
        await walk.Send(Iro, Reply);
        Walk.Says(await walk.Notes(Iro, Child, "IRO QA"), "sent by Marguerite Haldane-Osei to", "Marguerite Haldane-Osei, Wednesday 1 May 2019 at 10:00.", "No plan.", "Write one.", "Method Phone", "Told Hettie Obuya-Marsh, Imelda Rasheed-Croft");
        Walk.Says(await walk.Notes(Iro, Child, "Quality Assurance Alert"), "There are no case notes that you can see of this type");
    }

    [Theory(DisplayName = "S1-023 S1-024 One case note holds the alert as it was sent, the response and the decision, in order, each with its author and stage; whoever leads or answers it may add to it, and nobody may change it"), OnBoth]
    public async Task Appended(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-04-18 10:00");
        await Sent(walk);
        var alert = walk.Workstep;
        await walk.Take("ginevra", "incoming-work", "Upload the Quality Assurance Alert");
        await walk.Save("rashid", "Upload", ("The alert is on the case file", "Yes"));
        await walk.Propose("rashid", "Confirmed");
        await walk.Finish("rashid");
        Walk.Says(await walk.Process(Iro), "Finished by Rashid Underby on Thursday 18 April 2019 at 10:00.");
        walk.Workstep = alert;
        await Append(walk, Iro, "I telephoned as well.");
        await walk.On("2019-04-23 10:00");
        await walk.Answer("imelda", Request, ("Response (optional)", "We shall."));
        await Append(walk, "imelda", "By Friday.");
        await walk.On("2019-04-24 10:00");
        await walk.Save(Iro, "IRO's decision", ("Satisfied by the response", "No"), ("Decision and reason", "Friday is too late."));
        await walk.Propose(Iro, "Escalate to Stage 2");
        await walk.Finish(Iro);

        var notes = await walk.Notes(Iro, Child, Alert);
        Assert.Single(notes.Page.Document.QuerySelectorAll("article"));
        Assert.Equal(
            [$"{Alert}, Stage 1: sent by Marguerite Haldane-Osei to Imelda Rasheed-Croft (Team Manager for North)", $"{Alert}, Stage 1: added", $"{Alert}, Stage 1: answered by Imelda Rasheed-Croft", $"{Alert}, Stage 1: added", $"{Alert}, Stage 1: finished"],
            notes.Page.Document.QuerySelectorAll("article h3").Select(Words.Of));
        Walk.Says(notes, "No plan.", "We shall.", "By Friday.", "Friday is too late.", "Next steps Escalate to Stage 2", "Imelda Rasheed-Croft, Tuesday 23 April 2019 at 10:00.");
        Assert.Equal(1, notes.Main.Split("No plan.").Length - 1);
    }

    [Theory(DisplayName = "S1-024 Who neither leads the alert nor is asked reads its case note, and can't add to it"), OnBoth]
    public async Task Not_appended(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-04-18 10:00");
        await Sent(walk);
        var iro = await walk.Notes(Iro, Child);
        await iro.Click($"Add to this note: {Alert}, 1");
        var post = Post.Of(iro.Page, "Add to this note").With("Text", "I know better.");
        var worker = await walk.As("hettie", iro.Path);
        Walk.Says(worker, "Only Marguerite Haldane-Osei and whoever holds or answers this now may add to this note.");
        var mine = Post.Of(worker.Page, "Sign out");
        var answer = await post.With("__RequestVerificationToken", mine["__RequestVerificationToken"]).Send(worker);
        Assert.False(answer.Taken, answer.ToString());
        var notes = await walk.Notes("hettie", Child);
        Walk.Says(notes, "No plan.");
        Assert.DoesNotContain("I know better.", notes.Main, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "S1-060 A referral that was made stands on the child's record with its form, the officer who was told and what is added later, with dates"), OnBoth]
    public async Task Referral(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 12:00");
        await walk.Start(Iro, Child, "Referrals to CAFCASS Form", "The hearing is tomorrow.");
        await walk.Save(Iro, "Weighing it up", ("Why now", "It is tomorrow."), ("Impact of a referral on the child", "Safer."), ("Child's wishes and feelings", "He agrees."), ("This step goes against the child's wishes and feelings", "No"), ("Best interests, welfare and human rights", "A home."), ("There is time for the full process", "No"));
        await walk.Save(Iro, "Curtailment", ("The Formal Quality Assurance Alert was curtailed", "No"));
        await walk.Save(Iro, "Local Authority Nominated Officer/Senior Officer", ("When", "1 5 2019 at 10:00"), ("How", "Phone"));
        await walk.Save(Iro, "Supervision and line manager support", ("Reason for none (optional)", "She is away."));
        await walk.Save(Iro, "Making the referral", ("Referral made at", "1 5 2019 at 11:00"));
        await walk.Propose(Iro, "Referral made");
        await walk.Finish(Iro);
        await walk.On("2019-05-02 09:00");
        await Append(walk, Iro, "CAFCASS has it.");
        Walk.Says(await walk.Notes(Iro, Child, Alert), "Referrals to CAFCASS Form: finished", "Safer.", "Who was told of it Eustace Brimblecombe-Roy", "Referral made at Wednesday 1 May 2019 at 11:00", "CAFCASS has it.", "Thursday 2 May 2019 at 09:00.");
        Walk.Says(await walk.Process(Iro), "A referral to CAFCASS is being considered", "Eustace Brimblecombe-Roy");
    }

    [Theory(DisplayName = "S1-012 Oversight between reviews stands among the case notes as IRO oversight, with its date"), OnBoth]
    public async Task Oversight(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "county", "2019-05-01 10:00");
        await walk.Start(Iro, Child, "IRO oversight");
        await walk.Save(Iro, "Oversight", ("Occasion", "Monitoring between"), ("What was looked at", "The plan."), ("Concerns found", "No"));
        await walk.Propose(Iro, "Nothing more to do");
        await walk.Finish(Iro);
        Walk.Says(await walk.Notes(Iro, Child, "IRO oversight"), "IRO oversight: finished", "Date Wednesday 1 May 2019", "The plan.", "Next steps Nothing more to do");
        var summary = await walk.Child(Iro, Child);
        Walk.Says(summary, "IRO oversight, 1 May 2019, begun by Marguerite Haldane-Osei");
    }
}
