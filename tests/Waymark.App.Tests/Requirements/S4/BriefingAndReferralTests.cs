using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Requirements.S4;

/// <summary>What the Director is given before deciding, and what goes to Cafcass (S4-031 to S4-042).</summary>
public sealed class BriefingAndReferralTests(Databases databases)
{
    const string Iro = "araminta", Briefing = "Case Briefing for Deputy Director/DCS", Referral = "Referral to Cafcass", Deputy = "Deputy Director, Children's Social Care";

    static readonly string[] Boxes =
    [
        "Date of Briefing", "Author, Designation & Team Service", "Child's name", "LCS Number", "Child's date of birth", "Legal Status & Date of any orders",
        "Parents", "Siblings", "Extended Family", "Family Address", "Other Agencies Involved", "Date Opened to CSC",
        "Incident leading to Briefing", "Background Information", "Interventions", "Current Plan of Intervention proposed and Outcomes Sought",
    ];

    [Theory(DisplayName = "S4-031 The briefing opens with sixteen boxes: those of the record, of the day and of its author are filled in, the account is left to write"), OnBoth]
    public async Task Begins_with_the_record(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        await walk.Start(Iro, 73000501, "Formal Dispute (Stage 3): Level 4");
        await walk.Propose(Iro, "Write the briefing");
        await walk.Take(Iro, "incoming-work", Briefing);
        var boxes = new List<(string Label, string Text)>();
        foreach (var section in (string[])["briefing", "family", "account"])
            boxes.AddRange((await walk.At(Iro, $"/sections/{section}")).Page.Document.QuerySelectorAll("main form .govuk-form-group").Where(group => group.ParentElement!.Closest(".govuk-form-group") is null).Select(Box));
        Assert.Equal(Boxes, boxes.Select(box => box.Label));
        // The demonstration's days count back from 1 June 2018: opened 62 months before it, the order 40 months.
        Assert.Equal(
            ["1 4 2026", "Araminta Foley-Sarpong, IRO, Borough Council", "Peregrine Asamoah-Lunn", "73000501", Born(walk), "Care Order, since Sunday 1 February 2015",
             "Constance Asamoah (Mother), Phineas Lunn (Father)", "Leocadia Lunn (Sister)", "Augustin Asamoah (Uncle)", "6 Sailmakers Row", "Harbour Primary School (School)", "1 4 2013",
             "", "", "", ""],
            boxes.Select(box => box.Text));
    }

    static string Born(Walk walk)
    {
        using var db = walk.Town.Authority.Open();
        var born = db.Children.Single(child => child.Number == 73000501).Born;
        return $"{born.Day} {born.Month} {born.Year}";
    }

    /// <summary>A box's label, or its group's legend, and what stands in it; a date's three parts with spaces between.</summary>
    static (string Label, string Text) Box(AngleSharp.Dom.IElement group)
    {
        var label = Words.Of(group.QuerySelector("legend, label")!).Replace(" (optional)", "", StringComparison.Ordinal);
        var texts = group.QuerySelectorAll("input:not([type=hidden]), textarea").Select(box => box is AngleSharp.Html.Dom.IHtmlTextAreaElement area ? area.Value : ((AngleSharp.Html.Dom.IHtmlInputElement)box).Value);
        return (label, string.Join(' ', texts).Trim());
    }

    [Theory(DisplayName = "S4-032 A complete briefing prints with all its boxes and what was answered in them, stands on the child's record, and says whom the Director's stage would ask"), OnBoth]
    public async Task Printed(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "borough", "2026-04-01 10:00");
        await walk.Start(Iro, 73000501, "Formal Dispute (Stage 3): Level 4");
        await walk.Save(Iro, "Dispute", ("Ground for dispute", "It has not been possible to resolve the issue"), ("The issue", "No delegation."), ("Impact on the child", "He misses trips."), ("The resolution sought", "Sign it."), ("Date contacted", "1 4 2026"), ("Date resolution is sought by", "8 4 2026"));
        await walk.Propose(Iro, "Write the briefing");
        await walk.Take(Iro, "incoming-work", Briefing);
        await walk.Save(Iro, "Family Composition", ("Other Agencies Involved (optional)", "His school."));
        await walk.Save(Iro, "Account", ("Incident leading to Briefing", "The trip."), ("Background Information", "In care since he was six."), ("Interventions (optional)", "Two letters."), ("Current Plan of Intervention proposed and Outcomes Sought", "Sign it by Friday."));
        await walk.Propose(Iro, "Briefing complete");
        var briefing = walk.Workstep;
        await walk.Finish(Iro);
        walk.Workstep = briefing;

        var papers = await walk.Process(Iro);
        await papers.Click("Assemble the papers");
        Walk.Says(papers, "Georgiana", "What the child wishes and feels isn’t written down. No form of this process asks for it");
        await papers.Click("Print, or keep as a PDF");
        var form = papers.Page.Document.QuerySelectorAll("main section").Single(chapter => Words.Of(chapter.QuerySelector("h2")!) == Briefing);
        Assert.Equal(Boxes, form.QuerySelectorAll("strong").Select(Words.Of));
        foreach (var answer in (string[])["His school.", "The trip.", "In care since he was six.", "Two letters.", "Sign it by Friday."]) Assert.Contains(answer, Words.Of(form), StringComparison.Ordinal);
        Walk.Says(papers, "No delegation.", "He misses trips.");
        Walk.Says(await walk.Child(Iro, 73000501), "Quality Assurance Issue Resolution and Dispute");
    }

    static async Task<Walk> Referring(Databases databases, Db db)
    {
        var walk = await Walk.Open(databases, db, "borough", "2026-04-01 12:00");
        await walk.Start(Iro, 73000502, Referral, "She is moved on Friday.");
        return walk;
    }

    [Theory(DisplayName = "S4-038 One of the other ways that isn't marked as considered takes a reason, and doesn't stop the referral"), OnBoth]
    public async Task Other_ways(Db db)
    {
        await using var walk = await Referring(databases, db);
        await Made(walk);
        Walk.Says(await walk.Propose(Iro, "Referral made"), "One of the other ways is not marked as considered.");
        Walk.Says(await walk.Propose(Iro, "Referral made", "There is no time for a complaint."), "Added. It starts when this piece of work is finished.");
        Walk.Says(await walk.Process(Iro), "There is no time for a complaint.");
    }

    [Theory(DisplayName = "S4-039 S4-040 S4-042 Without the impact, the Deputy Director told before, the report, and the court's number or that there is none, it is refused in words; with them it goes"), OnBoth]
    public async Task Refused_until(Db db)
    {
        await using var walk = await Referring(databases, db);
        Walk.Says(await walk.Propose(Iro, "Referral made", "No time."), "The Deputy Director must be told before the referral is made.", "The IRO's report is missing.");
        await Made(walk);
        await walk.Propose(Iro, "Referral made", "No time.");
        Walk.Says(await walk.At(Iro, "/finish"), "Enter Impact of a referral on the child", "Enter Court reference number for the child's previous proceedings");
        await walk.Save(Iro, "Before referring", ("Why the IRO considers it appropriate", "Nobody decides."), ("Impact of a referral on the child", "She will be heard."));
        await walk.Save(Iro, "Referral", ("No previous proceedings", "Yes"));
        await walk.Finish(Iro);
        Walk.Says(await walk.Take(Iro, "incoming-work", "After the referral"), "Cafcass cannot refuse a referral.");
    }

    [Theory(DisplayName = "S4-039 A referral that is considered and not made asks why not, and not when Cafcass was told of it; what was said to Cafcass stays"), OnBoth]
    public async Task Not_made(Db db)
    {
        await using var walk = await Referring(databases, db);
        await walk.Propose(Iro, "Referral not made");
        var left = await walk.At(Iro);
        Walk.Says(left, "Enter Why it is not made");
        foreach (var unasked in (string[])["Enter Cafcass Legal contacted on", "Select Method", "Select No previous proceedings"]) Assert.False(left.Has(unasked), unasked);
        await walk.Save(Iro, "Referral", ("Reply (optional)", "They will ring back today."));
        Walk.Says(await walk.At(Iro), "Enter Cafcass Legal contacted on", "Select Method");
    }

    [Theory(DisplayName = "S4-041 Whom of Cafcass Legal was spoken to, when, how and with what reply stands on the record, and in the papers"), OnBoth]
    public async Task Contact(Db db)
    {
        await using var walk = await Referring(databases, db);
        await Made(walk);
        await walk.Save(Iro, "Referral", ("Reply (optional)", "They will ring back today."));
        var process = await walk.Process(Iro);
        Walk.Says(process, "Cafcass Legal contacted on", "Wednesday 1 April 2026 at 11:00", "They will ring back today.");
        await process.Click("Assemble the papers");
        Walk.Says(process, "Wednesday 1 April 2026 at 11:00", "They will ring back today.", "No agreement in two months.");
    }

    /// <summary>Told, contacted and reported, in that order.</summary>
    static async Task Made(Walk walk)
    {
        await walk.Save(Iro, Deputy, ("When", "1 4 2026 at 10:00"), ("Reasons given", "She is moved on Friday."));
        await walk.Save(Iro, "Referral", ("Cafcass Legal contacted on", "1 4 2026 at 11:00"), ("Method", "MS teams"), ("Report typed here (optional)", "No agreement in two months."), ("No previous proceedings", "No"));
    }
}
