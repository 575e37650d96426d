using Microsoft.EntityFrameworkCore;
using Waymark.App.Demonstration;
using Waymark.App.Features.Documents;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Demonstration;

/// <summary>What a newcomer to the shire's demonstration finds before they have done anything: documents, a question, records that were opened, and two reviewers.</summary>
public sealed class HomesShownTests(Databases databases)
{
    const int Kit = 74000401;

    [Theory, OnBoth]
    public async Task Both_homes_have_documents_that_came_as_a_page_takes_them(Db db)
    {
        await using var town = await Town.Demonstration(databases, db, "shire");
        await using var store = town.Authority.Open();
        var homes = await store.Placements.ToDictionaryAsync(placed => placed.Child, placed => placed.Home);
        var documents = await store.Documents.ToListAsync();
        Assert.Equal(["Larch House", "Quay Cottage"], documents.Select(document => homes[document.ChildId!.Value]).Distinct().Order());
        Assert.Equal([FileKind.Pdf.MediaType, FileKind.Word.MediaType], documents.Select(document => document.MediaType).Distinct().Order());
        foreach (var document in documents)
        {
            await using var content = town.Authority.Files.Open(document);
            Assert.Equal(document.MediaType, FileKind.Of(content, out _)?.MediaType);
            Assert.InRange(document.Bytes, 1, 20_000);
            // No scanner is named, and none has to be in a demonstration: they can be downloaded, and say that they were not scanned.
            Assert.Equal(Scan.Unscanned, document.Scan);
            Assert.NotNull(document.Address);
            Assert.True(await store.AuditEntries.AnyAsync(entry => entry.What == "documents/attach" && entry.DocumentId == document.Id && entry.ChildId == document.ChildId && entry.At == document.UploadedAt && entry.Posts != null));
        }
    }

    [Theory, OnBoth]
    public async Task The_social_worker_finds_what_is_new_what_was_replaced_and_a_question(Db db)
    {
        await using var town = await Town.Demonstration(databases, db, "shire");
        using var isadora = await town.As("Isadora Pemberley-Kone");
        Assert.True(isadora.Has("Say that you have seen it [2] A new document has been added to the record"), isadora.Main);
        await isadora.Go($"/shire/children/{Script.ChildId(Kit)}/documents");
        var plans = isadora.Page.Table("Documents").Where(row => row[0].StartsWith("Safety Plan", StringComparison.Ordinal)).ToList();
        Assert.Equal(["Current", "Superseded"], plans.Select(row => row[2]));
        Assert.Contains("Added to Mosaic", plans[0][4], StringComparison.Ordinal);
        Assert.All(plans, row => Assert.Matches("Isadora Pemberley-Kone, .* Acknowledged ", row[5]));
        Assert.True(isadora.Has("Keziah Brightwater asks to take a document away Document Court report, Report for the court.pdf"), isadora.Main);

        using var keziah = await town.As("Keziah Brightwater");
        await keziah.Go("/shire/homes");
        Assert.True(keziah.Has("Missing Keyworker monthly reports: due"), keziah.Main);
        await keziah.Go($"/shire/children/{Script.ChildId(Kit)}/documents");
        await keziah.Click("Report for the court.pdf");
        Assert.True(keziah.Has("The child’s worker was asked on Friday 6 March 2026"), keziah.Main);
        await isadora.Press("Agreed");
        Assert.True(isadora.Has("Keziah Brightwater may download it once, within a week."), isadora.Main);
        await keziah.Go(keziah.Path);
        Assert.True(keziah.Has("The child’s worker agreed: you may download it once"), keziah.Main);
    }

    [Theory, OnBoth]
    public async Task Reviewers_find_records_that_were_opened_and_give_out_the_audit_by_two(Db db)
    {
        await using var town = await Town.Demonstration(databases, db, "shire");
        using var rosamund = await town.As("Rosamund Achterberg-Hale");
        await rosamund.Go("/shire/access");
        Assert.True(rosamund.Has("Keziah Brightwater opened the record of Ezra Lindgren-Bassey"), rosamund.Main);
        Assert.False(rosamund.Has("in an emergency"), rosamund.Main);
        using var dashiell = await town.As("Dashiell Kirkbride");
        await dashiell.Go("/shire/access");
        Assert.True(dashiell.Has("Lucian Oyelaran opened the record of Kit Marchetti-Odum (74000401) in an emergency"), dashiell.Main);
        // Asked on Friday 6 March; two working days: Tuesday 10 March.
        Assert.True(dashiell.Has("Review by Tuesday 10 March 2026"), dashiell.Main);
        await dashiell.Go("/shire/access/exports");
        await dashiell.Fill("First day", "1 3 2026").Fill("Last day", "9 3 2026").Fill("Who needs it, and for what?", "The inspectorate asked for it.").Press("Ask for the file");
        using var leocadia = await town.As("Leocadia Farthing-Osei");
        await leocadia.Go("/shire/access/exports");
        await leocadia.Press("Release it");
        Assert.True(leocadia.Has("Dashiell Kirkbride can take it once, within a day."), leocadia.Main);
    }

    [Theory]
    [InlineData("{open: emergency, by: isadora, reason: Why}", "'isadora' doesn't open child 74000401 so.")]
    [InlineData("{open: emergency, by: keziah, reason: Why}", "'keziah' doesn't open child 74000401 so.")]
    [InlineData("{open: wider, by: lucian, reason: Why}", "'lucian' doesn't open child 74000401 so.")]
    [InlineData("{open: wide, by: lucian, reason: Why}", "A record is opened as one of: wider, emergency.")]
    [InlineData("{open: emergency, by: nobody, reason: Why}", "'nobody' doesn't open child 74000401 so.")]
    [InlineData("{ask: Why, by: keziah}", "No paper of a child has been attached yet.")]
    public void What_somebody_could_not_do_is_not_shown_as_done(string step, string fault)
    {
        var (more, faults) = ScriptReader.Read([("x.yaml", $"demo: x\nchildren:\n  - {{number: {Kit}, name: Ann A, age: 9y1m}}\nscenes:\n  - {{scene: wrong, steps: [{step}]}}\nhistories:\n  - {{child: {Kit}, scenes: [wrong], last: 1}}")]);
        Assert.Empty(faults);
        var pack = PackReader.Read("shire", PackVersions.Files(Checkout.At("packs", "shire"))).Pack!;
        var calendar = WorkingCalendar.Read("england-and-wales", File.ReadAllText(Checkout.At("packs", "calendars", "england-and-wales.csv"))).Calendar!;
        var script = Town.ScriptOf("shire") with { Histories = more!.Histories };
        var refused = Assert.Throws<ScriptException>(() => Player.Play(script, pack, calendar, Town.DemonstrationDay, script.On(Town.DemonstrationDay, calendar)));
        Assert.Equal(fault, Assert.Single(refused.Faults).Message);
    }
}
