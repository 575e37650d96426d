using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Requirements.S4;

/// <summary>Informal, formal, dispute, and the way to Cafcass (S4-003 to S4-045).</summary>
public sealed class ResolutionTests(Databases databases)
{
    const string Iro = "araminta", Informal = "Informal Resolution (Stage 1)", Formal = "Formal Issue Resolution (Stage 2)";
    const string Told = "An issue about a child has been raised with you", Ask = "Please resolve the issue on the Quality Assurance Issue Resolution form", AskLevel = "Please resolve the dispute on the Quality Assurance Issue Resolution form";
    const string Services = "There are concerns about the provision of services";
    static readonly string[] Asked = ["", "saffron", "cordelia", "thaddeus", "georgiana"];

    static string Level(int level) => $"Formal Dispute (Stage 3): Level {level}";

    static Task<Visitor> PutInformally(Walk walk, string agreed = "10 4 2026") => walk.Save(Iro, "Issue", ("Method", "face to face"), ("Discussed at", "1 4 2026 at 10:00"), ("Issue", "No delegation."), ("Impact on the child", "He misses trips."), ("Preferred solution", "Sign it."), ("Reason", Services), ("Specific timescale agreed", agreed));

    static async Task Dispute(Walk walk, int level, string who = Iro, int child = 73000501)
    {
        await walk.Start(who, child, Level(level));
        await walk.Save(who, "Dispute", [("Ground for dispute", "It has not been possible to resolve the issue"), ("The issue", "No delegation."), ("Impact on the child", "He misses trips."), ("The resolution sought", "Sign it."), ("Date contacted", "1 4 2026"), .. level == 4 ? [("Date resolution is sought by", "8 4 2026")] : Array.Empty<(string, string?)>()]);
    }

    [Theory(DisplayName = "S4-003 S4-010 S4-012 S4-013 An issue put informally says its impact and its reasons, reminds of respect, and is copied to the team manager"), OnBoth]
    public async Task Put_informally(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        Walk.Says(await walk.Start(Iro, 73000501, Informal), "Professional challenge is part of healthy working relationships.");
        var visitor = await walk.At(Iro);
        await visitor.Click(Told);
        Walk.Says(visitor, "Enter Impact on the child before you send this.", "Select Reason before you send this.", "Enter Preferred solution before you send this.", "Select Method before you send this.", "Enter Issue before you send this.", "Enter Specific timescale agreed before you send this.");
        await PutInformally(walk);
        await walk.Send(Iro, Told);
        Assert.Equal(["fenella"], walk.Told("You have been asked for something"));
        Assert.Equal(["viola"], walk.Told("You have been copied into a request"));
    }

    [Theory(DisplayName = "S4-006 S4-015 The agreed date lies at most ten working days off, and the day itself reminds"), OnBoth]
    public async Task Agreed_date(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        await walk.Start(Iro, 73000501, Informal);
        Walk.Says(await PutInformally(walk, "20 4 2026"), "The agreed date is later than 10 working days.");
        await PutInformally(walk);
        await walk.Send(Iro, Told);
        await walk.On("2026-04-09 22:00");
        Assert.Empty(walk.Told("The agreed date for an informal resolution is here"));
        await walk.On("2026-04-10 09:00");
        Assert.Equal([Iro], walk.Told("The agreed date for an informal resolution is here"));
    }

    [Theory(DisplayName = "S4-011 One issue about brother and sister stands on the record of each, its case note too, and the register counts it once"), OnBoth]
    public async Task Together(Db db)
    {
        const string Process = "Quality Assurance Issue Resolution and Dispute";
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        var visitor = await walk.Child("clemency", 73000508);
        await visitor.Click($"{walk.Term("start")} {Process} for several children");
        visitor.Choose("What to start", Informal);
        await visitor.Press(walk.Term("start"));
        Assert.Equal(["Say which other child it is about"], visitor.Errors);
        await visitor.Fill("Other children (optional)", "73000501").Press(walk.Term("start"));
        Assert.Equal(["There is no child with the number 73000501 whose record you can open"], visitor.Errors);
        visitor.Fill("Other children (optional)", "").Tick($"Silas Okonkwo-Blaze, {walk.Term("record-number")} 73000509", within: "Together with");
        await visitor.Press(walk.Term("start"));
        walk.Workstep = visitor.Path;
        await walk.Save("clemency", "Issue", ("Method", "face to face"), ("Discussed at", "1 4 2026 at 10:00"), ("Issue", "No visit."), ("Impact on the child", "They wait."), ("Preferred solution", "Visit."), ("Reason", Services), ("Specific timescale agreed", "10 4 2026"));
        await walk.Send("clemency", Told);
        foreach (var child in (int[])[73000508, 73000509])
        {
            Walk.Says(await walk.Child("clemency", child), $"{Process} 1");
            Walk.Says(await walk.Notes("clemency", child, "IRO/CPC case note"), "They wait.");
        }
        var register = await walk.As("clemency", "/concerns");
        Walk.Says(register, "1 concern, none overdue.", "Verity Okonkwo-Blaze (73000508) and 1 more");
    }

    [Theory(DisplayName = "S4-014 What was discussed is a case note as soon as it is sent, with both times; written down more than a day later, it is flagged"), OnBoth]
    public async Task Case_note(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:05");
        await walk.Start(Iro, 73000501, Informal);
        await PutInformally(walk);
        await walk.Send(Iro, Told);
        Walk.Says(await walk.Notes(Iro, 73000501, "IRO/CPC case note"), "Discussed at Wednesday 1 April 2026 at 10:00", "Wednesday 1 April 2026 at 10:05.", "No delegation.", "He misses trips.");
        await walk.Start(Iro, 73000501, Informal);
        Walk.Says(await walk.Save(Iro, "Issue", ("Discussed at", "30 3 2026 at 10:00")), "Recorded more than a day after it was discussed.");
    }

    [Theory(DisplayName = "S4-016 Resolved informally, it ends, with a case note that says so"), OnBoth]
    public async Task Achieved(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        await walk.Start(Iro, 73000501, Informal);
        await PutInformally(walk);
        await walk.Send(Iro, Told);
        await walk.On("2026-04-10 10:00");
        await walk.Save(Iro, "Review on the agreed date", ("Resolved", "Yes"), ("Reason", "Signed today."));
        await walk.Propose(Iro, "Informal resolution achieved");
        await walk.Finish(Iro);
        Walk.Says(await walk.Process(Iro), "Resolved informally");
        Walk.Says(await walk.Notes(Iro, 73000501, "IRO/CPC Informal resolution achieved"), "Informal resolution achieved", "Signed today.", "Sign it.");
    }

    [Theory(DisplayName = "S4-005 S4-007 Starting higher takes a reason, stages passed over read as not used, and nothing leads back"), OnBoth]
    public async Task Higher(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        await walk.Start(Iro, 73000501, Formal);
        var visitor = await walk.At(Iro);
        await visitor.Click(Ask);
        Walk.Says(visitor, "Enter Why the issue starts at this stage before you send this.", "Enter Impact on the child before you send this.");
        Walk.Says(await walk.Process(Iro), "not used");
        await walk.Save(Iro, "IRO/CPC's view", ("Satisfied that the issue is resolved", "No"), ("Reason", "It can't wait."));
        Walk.Says(await walk.Propose(Iro, "Go to Level 3"), "Say why stages or levels are passed over.");
        await walk.Propose(Iro, "Go to Level 3", "Only she may decide it.");
        Walk.Says(await walk.At(Iro, "/next-actions"), "Go to Level 3", "Only she may decide it.");
    }

    [Theory(DisplayName = "S4-017 S4-018 S4-019 Not resolved, the formal form opens with what was said, goes to the team manager with a copy to the social worker, and leaves its closing boxes for later"), OnBoth]
    public async Task Goes_formal(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        await walk.Start(Iro, 73000501, Informal);
        await PutInformally(walk);
        await walk.Send(Iro, Told);
        await walk.On("2026-04-13 10:00");
        await walk.Save(Iro, "Review on the agreed date", ("Resolved", "No"), ("Reason", "Not signed."));
        await walk.Propose(Iro, "Escalate to Formal stage");
        await walk.Finish(Iro);
        var form = await walk.Take(Iro, "incoming-work", Formal);
        foreach (var later in (string[])["Key learning points", "Outcome of issue", "Ground for dispute"]) Assert.DoesNotContain(later, form.Main, StringComparison.Ordinal);
        await form.Click("Issue");
        Walk.Says(form, "No delegation.", "He misses trips.", "Sign it.", "Peregrine Asamoah-Lunn");
        await walk.Send(Iro, Ask);
        Assert.Equal(["fenella", "viola"], walk.Told("You have been asked for something"));
        Assert.Equal(["fenella", "viola"], walk.Told("You have been copied into a request"));
    }

    [Theory(DisplayName = "S4-020 S4-021 The manager has five working days from sending; a direct contact is missed until it is recorded"), OnBoth]
    public async Task Five_days(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        await walk.Start(Iro, 73000501, Formal);
        await walk.Save(Iro, "Issue", ("Why the issue starts at this stage", "It can't wait."), ("The issue", "No delegation."), ("Impact on the child", "He misses trips."), ("The resolution sought", "Sign it."), ("Reason", Services));
        Walk.Says(await walk.At(Iro), $"Next Send the request: {Ask}");
        await walk.Send(Iro, Ask);
        Walk.Says(await walk.Take("viola", "incoming-requests", Ask), "Friday 10 April 2026");
        Walk.Says(await walk.At(Iro), "Direct follow-up Enter Date and time, due by the end of Wednesday 1 April 2026. Go to Direct follow-up");
        await walk.On("2026-04-02 09:00");
        Assert.Equal([Iro], walk.Told("Follow-up missing"));
        Walk.Says(await walk.Save(Iro, "Direct follow-up", ("Method", "MS teams"), ("Date and time", "2 4 2026 at 09:00")), "Saved.");
        Walk.Says(await walk.At(Iro), "Waiting for Viola Entwhistle");
    }

    [Theory(DisplayName = "S4-023 S4-024 S4-025 Each level goes to its own manager with the growing list of copies; its date is five working days from the contact")]
    [OnBoth(1, "viola"), OnBoth(2, "saffron viola"), OnBoth(3, "cordelia saffron viola")]
    public async Task Levels(Db db, int level, string copies)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        await Dispute(walk, level);
        await walk.Send(Iro, AskLevel);
        Assert.Equal([Asked[level]], walk.Told("You have been asked for something"));
        Assert.Equal(copies.Split(' '), walk.Told("You have been copied into a request"));
        Walk.Says(await walk.Process(Iro), "10 April 2026");
        await walk.Save(Iro, "IRO/CPC's view", ("Satisfied that the issue is resolved", "No"), ("Reason", "Nothing came."));
        Assert.Contains(level == 3 ? "Proceed to the Director (Level 4)" : $"Proceed to stage 3 (Level {level + 1})", await walk.Offered(Iro));
    }

    [Theory(DisplayName = "S4-008 S4-022 A dispute says which ground it has; the person at that level is named beforehand and can be changed, and both dates are asked for"), OnBoth]
    public async Task Ground(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        var visitor = await walk.Start(Iro, 73000501, Level(1));
        await visitor.Click(AskLevel);
        Walk.Says(visitor, "Select Ground for dispute before you send this.", "Enter Date contacted before you send this.", "Enter Date resolution is sought by before you send this.");
        var section = await walk.At(Iro);
        await section.Click("Dispute");
        Assert.Equal("Saffron Mikhailova-Dunn, Ops Manager", ((AngleSharp.Html.Dom.IHtmlSelectElement)section.Page.Control("Name of the person at this level")).SelectedOptions[0].Text);
        await walk.Save(Iro, "Dispute", ("Ground for dispute", "It has not been possible to resolve the issue"), ("The issue", "No delegation."), ("Impact on the child", "He misses trips."), ("The resolution sought", "Sign it."), ("Date contacted", "1 4 2026"), ("Name of the person at this level", "Cordelia Baptiste-Shaw, Head of Service"));
        await walk.Send(Iro, AskLevel);
        Assert.Equal(["cordelia"], walk.Told("You have been asked for something"));
    }

    [Theory(DisplayName = "S4-026 S4-030 The Director is asked only with a briefing, and at a day that is typed"), OnBoth]
    public async Task Director(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        await walk.Start(Iro, 73000501, Level(4));
        await walk.Save(Iro, "Dispute", ("Date contacted", "1 4 2026"));
        Walk.Says(await walk.At(Iro), "Enter Date resolution is sought by");
        await Dispute(walk, 4);
        var level = walk.Workstep;
        var next = await walk.At(Iro);
        Walk.Says(next, "Next The Director's briefing is not complete. Write the briefing");
        await next.Click("Write the briefing");
        Assert.EndsWith("/next-actions", next.Path, StringComparison.Ordinal);
        await walk.Propose(Iro, "Write the briefing");
        next = await walk.At(Iro);
        await next.Click("Go to Case Briefing for Deputy Director/DCS");
        Assert.Equal("Case Briefing for Deputy Director/DCS", next.Heading);
        await walk.Take(Iro, "incoming-work", "Case Briefing for Deputy Director/DCS");
        await walk.Save(Iro, "Account", ("Incident leading to Briefing", "The trip."), ("Background Information", "In care since he was six."), ("Current Plan of Intervention proposed and Outcomes Sought", "Sign it."));
        await walk.Propose(Iro, "Briefing complete");
        await walk.Finish(Iro);
        walk.Workstep = level;
        await walk.Send(Iro, AskLevel);
        Assert.Equal(["georgiana"], walk.Told("You have been asked for something"));
        Assert.Equal(["cordelia", "saffron", "thaddeus", "viola"], walk.Told("You have been copied into a request"));
        // Whoever finishes goes on with what that opened, and not with the briefing, which is done.
        await walk.Save(Iro, "Direct follow-up", ("Method", "MS teams"), ("Date and time", "1 4 2026 at 09:00"));
        await walk.Save(Iro, "IRO/CPC's view", ("Satisfied that the issue is resolved", "Yes"), ("Reason", "It is signed."));
        await walk.Propose(Iro, "Resolved");
        Assert.Equal("Outcome and learning", (await walk.Finish(Iro)).Heading);
        walk.Workstep = level;
        var over = await walk.At(Iro);
        await over.Click("See what it led to");
        Assert.Equal("Outcome and learning", over.Heading);
    }

    [Theory(DisplayName = "S4-029 S4-037 A chair of a child with a protection plan ends with the Director's decision; Cafcass is there for a looked-after child, and only an IRO may refer"), OnBoth]
    public async Task Without_cafcass(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        await Dispute(walk, 4, "clemency", 73000510);
        await walk.Save("clemency", "IRO/CPC's view", ("Satisfied that the issue is resolved", "No"), ("Reason", "It stands."));
        var offered = await walk.Offered("clemency");
        Assert.Contains("Unresolved with the Director's decision", offered);
        Assert.DoesNotContain(offered, action => action.Contains("Cafcass", StringComparison.Ordinal));
        await Dispute(walk, 1);
        Assert.Contains("Refer to Cafcass alongside", await walk.Offered(Iro));
        Walk.Says(await walk.Start(Iro, 73000502, "Referral to Cafcass", "She is moved on Friday."), "Before referring");
    }

    [Theory(DisplayName = "S4-045 When the day that was sought is over, the issue is overdue and the IRO is told"), OnBoth]
    public async Task Overdue(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        await Dispute(walk, 1);
        await walk.Send(Iro, AskLevel);
        await walk.On("2026-04-10 22:00");
        Assert.Empty(walk.Told("A dispute is overdue"));
        await walk.On("2026-04-13 09:00");
        Assert.Contains(Iro, walk.Told("A dispute is overdue"));
    }
}
