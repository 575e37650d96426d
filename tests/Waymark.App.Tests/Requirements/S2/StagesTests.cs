using AngleSharp.Html.Dom;
using Waymark.App.Tests.Harness;
using Xunit;
using static Waymark.App.Tests.Requirements.S2.Ladder;

namespace Waymark.App.Tests.Requirements.S2;

/// <summary>From the formal form's answer to the referral: the heads' discussion, their plan, the meeting and the director (S2-015 to S2-029).</summary>
public sealed class StagesTests(Databases databases)
{
    const string Arrived = "A piece of work has come to you";

    [Theory(DisplayName = "S2-015 The manager on the form is the line manager of whoever is named on it, until another is picked; both are asked"), OnBoth]
    public async Task Their_manager(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2026-03-09 10:00");
        await Formal(walk);
        async Task<string> Manager() { var form = await walk.At(Iro); await form.Click(Form); return Chosen(form, "Their manager"); }
        Assert.Equal("Gideon Ashgrove-Pires, TM", await Manager());
        // Torquil is of the other team, whatever the child's is.
        Walk.Says(await walk.Save(Iro, Form, ("Relevant person", "Torquil Banerjee-Lunt, SW")), "Saved. Their manager is now Philippa Kwarteng.");
        Assert.Equal("Philippa Kwarteng, TM", await Manager());
        await walk.Save(Iro, Form, ("Their manager", "Rowena Saltmarsh, Head of Service (operational)"));
        Assert.False((await walk.Save(Iro, Form, ("Relevant person", "Mabel Osterley, SW"))).Has("is now"));
        Assert.Equal("Rowena Saltmarsh, Head of Service (operational)", await Manager());
        await walk.Send(Iro, AskForm);
        Assert.Equal(["mabel", "rowena"], walk.Told("You have been asked for something"));
    }

    static string Chosen(Visitor visitor, string label) => Words.Of(((IHtmlSelectElement)visitor.Page.Control(label)).SelectedOptions.Single());

    [Theory(DisplayName = "S2-017 A satisfactory reply is signed off by the IRO who asked, and nobody else; the process closes with their name, the day and the time"), OnBoth]
    public async Task Signed_off(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 10:00");
        await Formal(walk);
        await walk.Send(Iro, AskForm);
        await walk.On("2015-07-14 09:20");
        await walk.Answer(TeamManager, AskForm, ("Response (optional)", "The plan is written."));
        await walk.Take(Iro, "incomplete-work", Form);
        await walk.Save(Iro, "Sign-off", ("Response is satisfactory", "YES"));
        Walk.Says(await walk.At(HeadOfIros, "/sections/qa-sign-off"), "It is for Nerissa Blakeway-Odum to sign.");
        Walk.Says(await walk.At(Iro, "/finish"), "Sign: IRO sign-off");
        await walk.Save(Iro, "Sign-off", ("IRO sign-off", null));
        await walk.Propose(Iro, "IRO signs off");
        await walk.Finish(Iro);
        Walk.Says(await walk.Process(Iro), "Signed off. It ran from Friday 10 July 2015 to Tuesday 14 July 2015", "Signed off at 09:20AM on 14/07/2015 by Nerissa Blakeway-Odum, IRO, City Council");
    }

    [Theory(DisplayName = "S2-021 The heads' discussion is recorded within 24 hours, on the child's file, by the deputy head of the IRO service; a later record is late for ever"), OnBoth]
    public async Task Recorded(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 14:00");
        await EnterAt(walk, "Stage 2", HeadOfIros);
        await walk.On("2015-07-11 16:00");
        var theirs = await walk.At(Iro, "/sections/discussion");
        Assert.DoesNotContain("Save", theirs.Page.Buttons);
        Walk.Says(await walk.At(Iro, "/finish"), "Percival Nwosu-Thane holds this and finishes it.");
        // Written down in one sitting: no clock was looked at between.
        await Discussed(walk, "10 7 2015 at 15:00", "YES");
        Walk.Says(await walk.Process(HeadOfIros), "Record the discussion", "Saturday 11 July 2015 at 15:00");
        await walk.Propose(HeadOfIros, "Urgent action plan agreed");
        await walk.Finish(HeadOfIros);
        Walk.Says(await walk.Process(HeadOfIros), "‘Record the discussion’ ran out: it ended on Saturday 11 July 2015 at 15:00.");
        Walk.Says(await walk.Notes(Iro, Child, "Dispute discussion"), "Dispute, Stage 2: finished", "Tutors from Monday.", "Friday 10 July 2015 at 15:00");
    }

    [Theory(DisplayName = "S2-022 An action is to be taken within a week of the agreement, which is late with the first that isn't done; the IRO confirms, and it is resolved"), OnBoth]
    public async Task Within_a_week(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 14:00");
        await EnterAt(walk, "Stage 2", HeadOfIros);
        await Planned(walk, "10 7 2015 at 12:00");
        // Friday 10 and seven days.
        Walk.Says(await walk.Process(HeadOfIros), "Actions to be taken by", "Friday 17 July 2015");
        var refused = await Act(walk, HeadOfIros, "plan", "20 7 2015");
        Walk.Says(refused, "Actions are to be taken within one week of the day on which the plan was agreed.");
        Assert.Equal("Ask for a direction.", ((IHtmlInputElement)refused.Page.Control("Action")).Value);
        Walk.Says(await Act(walk, HeadOfIros, "plan", "17 7 2015"), "Saved in Actions.");
        Walk.Says(await Act(walk, HeadOfIros, "plan", "13 7 2015"), "Saved in Actions.");
        await walk.On("2015-07-14 09:00");
        Assert.Equal([Iro, HeadOfIros], walk.Told("The urgent action plan is late"));
        Walk.Says(await walk.Propose(HeadOfIros, "All actions done and IRO satisfied"), "An action is not done, or the IRO has not confirmed.");
        foreach (var row in (string[])["Change row 1", "Change row 2"])
        {
            var plan = await walk.At(HeadOfIros, "/sections/plan");
            await plan.Click($"{row} (Actions: {row[7..]})");
            await plan.Fill("Done on (optional)", "14 7 2015").Press(walk.Term("save-changes"));
        }
        await walk.On("2015-07-20 09:00");
        Assert.Equal(2, walk.Told("The urgent action plan is late").Count);
        await walk.Send(HeadOfIros, "IRO please confirm the plan is done");
        await walk.Answer(Iro, "IRO please confirm the plan is done", ("IRO is satisfied", null!));
        await walk.Take(HeadOfIros, "incomplete-work", "Urgent action plan");
        await walk.Propose(HeadOfIros, "All actions done and IRO satisfied");
        await walk.Finish(HeadOfIros);
        Walk.Says(await walk.Process(Iro), "Resolved at Stage 2.");
    }

    [Theory(DisplayName = "S2-023 S2-024 A plan that isn't carried out comes to both heads of service; their meeting is due a week from the discussion, whoever should be there and isn't is named, and another chair takes a reason"), OnBoth]
    public async Task Meeting_of_professionals(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 14:00");
        await EnterAt(walk, "Stage 2", HeadOfIros);
        await Planned(walk, "10 7 2015 at 12:00");
        await Act(walk, HeadOfIros, "plan", "13 7 2015");
        await walk.On("2015-07-14 09:00");
        await OnTo3(walk);
        Assert.Single(walk.Told(Arrived), HeadOfService);
        Assert.Single(walk.Told(Arrived), HeadOfQuality);
        await walk.Take(HeadOfQuality, "incoming-work", "Dispute, Stage 3");
        await Ladder.Meeting(walk, "14 7 2015");
        // Friday 10 and seven days.
        Walk.Says(await walk.Process(HeadOfQuality), "Meeting to be held by", "Friday 17 July 2015");

        await walk.On("2015-07-16 17:00");
        (string, string?)[] there = [("Lionel Apperley, SW", "Present"), ("Nerissa Blakeway-Odum, IRO", "Present"), ("Casimir Holloway-Ude, Head of Service (operational)", "Present"), ("Stellan Routledge-Amin, Deputy Head of Service (operational)", "Absent")];
        Assert.False((await walk.Save(HeadOfQuality, "Meeting", [("Date", "16 7 2015"), ("Discussion", "Long."), ("Decision", "None."), .. there])).Has("Not at the meeting"));
        Walk.Says(await walk.Save(HeadOfQuality, "Meeting", ("Gideon Ashgrove-Pires, TM", "Absent")), "Saved. Not at the meeting: Gideon Ashgrove-Pires.");
        Walk.Says(await walk.Save(HeadOfQuality, "Meeting", ("Gideon Ashgrove-Pires, TM", "Not invited")), "Saved. Not at the meeting: Gideon Ashgrove-Pires.");
        Walk.Says(await walk.At(HeadOfQuality), "What is left to do", "Not at the meeting: Gideon Ashgrove-Pires.");

        var chaired = await walk.Save(HeadOfQuality, "Meeting", ("Chair", "Percival Nwosu-Thane, DHoS IRO"));
        Walk.Says(chaired, "The chair is the Head of Service QA; say why another.");
        Assert.Equal("Percival Nwosu-Thane, DHoS IRO", Chosen(chaired, "Chair"));
        Walk.Says(await All_the_same(chaired, "Dagny is ill."), "Saved.");
        Walk.Says(await walk.Process(HeadOfQuality), "Percival Nwosu-Thane", "Dagny is ill.");
    }

    [Theory(DisplayName = "S2-025 S2-026 An action within a week of the meeting is taken as it is, a later one with a reason; when they aren't done, stage 4 with a director asks for further action or a referral"), OnBoth]
    public async Task After_the_meeting(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-16 14:00");
        await EnterAt(walk, "Stage 3", HeadOfService);
        await Ladder.Meeting(walk, "16 7 2015");
        Walk.Says(await Act(walk, HeadOfQuality, "meeting-actions", "23 7 2015"), "Say when the meeting was held before its actions.");
        await walk.Save(HeadOfQuality, "Meeting", ("Date", "16 7 2015"), ("Discussion", "Long."), ("Decision", "Ask again."));
        // Thursday 16 and seven days.
        Walk.Says(await Act(walk, HeadOfQuality, "meeting-actions", "23 7 2015"), "Saved in Actions.");
        var later = await Act(walk, HeadOfQuality, "meeting-actions", "24 7 2015");
        Walk.Says(later, "Actions are to be taken within one week of the meeting.");
        Walk.Says(await All_the_same(later, "The school is closed."), "Saved in Actions.");

        await walk.On("2015-07-24 09:00");
        Assert.Contains(Iro, walk.Told("Actions of the Professionals meeting are late"));
        await walk.Save(HeadOfQuality, "Meeting", [.. new[] { "Lionel Apperley, SW", "Nerissa Blakeway-Odum, IRO", "Gideon Ashgrove-Pires, TM", "Casimir Holloway-Ude, Head of Service (operational)", "Stellan Routledge-Amin, Deputy Head of Service (operational)" }.Select(who => (who, (string?)"Present"))]);
        Walk.Says(await walk.Propose(HeadOfQuality, "Resolved"), "An action is not done, or the IRO has not confirmed.");
        await walk.Propose(HeadOfQuality, "Still not resolved satisfactorily - Stage 4");
        await walk.Finish(HeadOfQuality);

        Assert.Equal("Quentin Mazur-Bligh, Service Director", Chosen(await walk.At(HeadOfQuality, "/sections/discussion"), "Discussed with"));
        await walk.Save(HeadOfQuality, "Discussion", ("Discussed with", "Odile Carrington-Seck, Strategic Director"), ("Date", "24 7 2015"));
        Walk.Says(await walk.At(HeadOfQuality, "/finish"), "Select Outcome", "Odile Carrington-Seck");
        Assert.Empty(await walk.Offered(HeadOfQuality));
        await walk.Save(HeadOfQuality, "Discussion", ("Outcome", "Further action can be taken"));
        Walk.Says(await walk.At(HeadOfQuality, "/finish"), "Add a row to Further action");
        Assert.Equal(["Further action done"], await walk.Offered(HeadOfQuality));
        await walk.Save(HeadOfQuality, "Discussion", ("Outcome", "Referral to CAFCASS"));
        Assert.Equal(["Referral to CAFCASS"], await walk.Offered(HeadOfQuality));
    }

    [Theory(DisplayName = "S2-025 An action's week is that of the meeting's day as it was corrected, though all before it were done"), OnBoth]
    public async Task Corrected_day(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-16 14:00");
        await EnterAt(walk, "Stage 3", HeadOfService);
        await Ladder.Meeting(walk, "16 7 2015");
        await walk.Save(HeadOfQuality, "Meeting", ("Date", "14 7 2015"));
        await Act(walk, HeadOfQuality, "meeting-actions", "16 7 2015");
        var done = await walk.At(HeadOfQuality, "/sections/meeting");
        await done.Click("Change row 1 (Actions: row 1)");
        await done.Fill("Done on (optional)", "16 7 2015").Press(walk.Term("save-changes"));
        await walk.Save(HeadOfQuality, "Meeting", ("Date", "16 7 2015"));
        // Tuesday 14 and seven days was the 21st; Thursday 16 and seven is the 23rd.
        Walk.Says(await Act(walk, HeadOfQuality, "meeting-actions", "23 7 2015"), "Saved in Actions.");
        Walk.Says(await Act(walk, HeadOfQuality, "meeting-actions", "24 7 2015"), "Actions are to be taken within one week of the meeting.");
    }

    [Theory(DisplayName = "S2-027 A referral opens for the IRO out of stage 4, with the steps taken; while stage 2 runs it takes a reason"), OnBoth]
    public async Task Referral_comes_last(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-16 14:00");
        await EnterAt(walk, "Stage 2", HeadOfIros);
        var stage2 = walk.Workstep;
        Walk.Says(await walk.Start(Iro, Child, "Referral to CAFCASS"), "CAFCASS comes after Stage 4; say why now.");
        Walk.Says(await walk.Start(Iro, Child, "Referral to CAFCASS", "She is moved abroad tomorrow."), "Referral to CAFCASS", "Not started");
        Walk.Says(await walk.Process(Iro), "She is moved abroad tomorrow.");

        walk.Workstep = stage2;
        await Discussed(walk, "16 7 2015 at 13:30", "NO");
        await OnTo3(walk);
        await walk.Save(HeadOfService, "Discussion", ("Date", "16 7 2015"), ("Outcome", "We differ."));
        await walk.Save(HeadOfQuality, "Discussion", ("Professionals meeting needed", "NO"));
        await walk.Propose(HeadOfQuality, "Not resolved - Stage 4");
        await walk.Finish(HeadOfQuality);
        await walk.Save(HeadOfQuality, "Discussion", ("Date", "16 7 2015"), ("Outcome", "Referral to CAFCASS"));
        await walk.Propose(HeadOfQuality, "Referral to CAFCASS");
        await walk.Finish(HeadOfQuality);
        walk.Workstep = stage2;
        var referral = await walk.Process(Iro);
        await referral.Go(referral.Page.Document.QuerySelectorAll("article h3 a").Last().GetAttribute("href")!);
        Walk.Says(referral, "Referral to CAFCASS", "Held by Nerissa Blakeway-Odum");
        await referral.Click("Referral");
        Walk.Says(referral, "Dispute, Stage 2, opened on Thursday 16 July 2015", "Dispute, Stage 4, opened on Thursday 16 July 2015");
    }

    [Theory(DisplayName = "S2-027 A child who stops being looked after can't be referred any more: the dispute closes at stage 4 as what it is"), OnBoth]
    public async Task Left_care(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-16 14:00");
        await EnterAt(walk, "Stage 3", HeadOfQuality);
        await walk.Save(HeadOfQuality, "Discussion", ("Date", "16 7 2015"), ("Outcome", "We differ."), ("Professionals meeting needed", "NO"));
        await walk.Propose(HeadOfQuality, "Not resolved - Stage 4");
        await walk.Finish(HeadOfQuality);
        await walk.Save(HeadOfQuality, "Discussion", ("Date", "16 7 2015"), ("Outcome", "Referral to CAFCASS"));
        Assert.Equal(["Referral to CAFCASS"], await walk.Offered(HeadOfQuality));
        Walk.Says(await walk.Change(Worker, Child, "No longer looked after", "16 7 2015", "He went home."), "No longer looked after, Thursday 16 July 2015: it is on the record.");
        Assert.Empty(await walk.Offered(HeadOfQuality));
        Walk.Says(await walk.At(HeadOfQuality), "‘Referral to CAFCASS’ is no longer possible");
        await walk.Save(HeadOfQuality, "Discussion", ("Outcome", "No longer looked after"));
        await walk.Propose(HeadOfQuality, "Close - no longer looked after");
        await walk.Finish(HeadOfQuality);
        Walk.Says(await walk.Process(Iro), "Unresolved when the child left care.");
    }

    [Theory(DisplayName = "S2-028 A dispute with another part of the Council is told to that part's Service Director from stage 3, and not before")]
    [OnBoth("Housing", "barnaby"), OnBoth("Education", "suki"), OnBoth("Children's services", "")]
    public async Task Another_part(Db db, string part, string director)
    {
        const string reached = "A dispute with your part of the Council has reached Stage 3";
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 14:00");
        await EnterAt(walk, "Stage 2", HeadOfIros, part);
        await Discussed(walk, "10 7 2015 at 13:00", "NO");
        Assert.Empty(walk.Told(reached));
        await OnTo3(walk);
        Assert.Equal(director, string.Join(' ', walk.Told(reached)));
    }

    [Theory(DisplayName = "S2-029 What IRO and worker couldn't agree leads to a concern that says which talk it came from; what they agreed on doesn't"), OnBoth]
    public async Task Dialogue(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2015-07-10 14:00");
        await walk.Start(Iro, Child, "Dialogue between IRO and worker or manager");
        await walk.Save(Iro, "Dialogue", ("Subject (welfare of the child, significant event)", "He changes school."), ("IRO's view", "Not now."), ("Agreed", "YES"));
        Assert.Equal(["Recorded"], await walk.Offered(Iro));
        await walk.Save(Iro, "Dialogue", ("Agreed", "NO"));
        await walk.Propose(Iro, "Raise an Issue Notification");
        await walk.Finish(Iro);
        var concern = await walk.Take(Iro, "incoming-work", "Practice or other concern");
        Assert.Equal("On-going dialogue, number 1", concern.Page.Value("Came from"));
        await concern.Click("On-going dialogue, number 1");
        await concern.Click("Dialogue");
        Walk.Says(concern, "Not now.");
        await walk.Save(Iro, "Concern", ("Serious enough to warrant immediate action", "NO"));
        await walk.Propose(Iro, "Issue Notification");
        await walk.Finish(Iro);
        var issue = await walk.Take(Iro, "incoming-work", "Issue Notification");
        await issue.Click("Issue Notification");
        Walk.Says(issue, "He changes school.");
        Walk.Says(await walk.Process(Iro), "Came from On-going dialogue 1.");
    }
}
