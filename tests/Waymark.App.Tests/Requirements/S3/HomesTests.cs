using NodaTime;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Reliability;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Requirements.S3;

/// <summary>
/// Two homes: Larch House, where Kit, Blythe and Jonah live, and Quay Cottage, where Marnie and Ezra do. Rosamund manages Larch House;
/// Tobiah is her assistant, Perdita her principal worker; Keziah, Lorimer (two modules) and Jocasta (none) work there. Isadora is
/// Kit's social worker. Dashiell reviews access, Wilhelmina administers.
/// </summary>
public sealed class HomesTests(Databases databases)
{
    const string Number = "Name, part of a name, or number";

    [Theory(DisplayName = "S3-003 A child is on a home's list from the first day of the placement to the last"), OnBoth]
    public async Task By_placement(Db db)
    {
        await using var shire = await Open(db, new(2026, 1, 30));
        using var isadora = await shire.As("Isadora Pemberley-Kone");
        await isadora.Find("Kit");
        await isadora.Click("Placements");
        await isadora.Fill("Last day", "30 1 2026").Press("Record the last day");
        await isadora.Choose("Home", "Quay Cottage").Fill("First day", "1 2 2026").Fill("Last day (leave empty until it is known)", "31 1 2026").Press("Record this placement");
        Assert.Equal(["The last day must be the same as or after the first"], isadora.Errors);
        await isadora.Fill("Last day (leave empty until it is known)", "31 5 2026").Press("Record this placement");
        Assert.True(isadora.Has("Kit Marchetti-Odum lives in Quay Cottage from Sunday 1 February 2026."), isadora.Main);

        foreach (var (day, there) in new[] { (new LocalDate(2026, 1, 31), false), (new(2026, 2, 1), true), (new(2026, 5, 31), true), (new(2026, 6, 1), false) })
        {
            await shire.MoveTo(day);
            using var clemency = await shire.As("Clemency Vasquez-Hurd");
            await clemency.Go("/shire/children");
            Assert.True(clemency.Has("Children in Quay Cottage today"));
            Assert.True(clemency.Has("Kit Marchetti-Odum") == there, $"{day}: {clemency.Main}");
        }
    }

    [Theory(DisplayName = "S3-004 S3-005 S3-006 Managers and principal workers contribute for the children of their home; all other staff read"), OnBoth]
    public async Task Who_contributes(Db db)
    {
        await using var shire = await Open(db);
        foreach (var name in new[] { "Rosamund Achterberg-Hale", "Tobiah Wendover", "Perdita Nakamura-Lowe", "Keziah Brightwater" })
        {
            using var worker = await shire.As(name);
            await worker.Go("/shire/children");
            Assert.True(worker.Has("Kit Marchetti-Odum"));
            Assert.False(worker.Has("Marnie Ashdown-Rao"));
            await worker.Find("Marnie");
            Assert.True(worker.Has("No child was found"));
            await worker.Find("Kit");
            Assert.Equal("Kit Marchetti-Odum", worker.Heading);
            Assert.Equal(name != "Keziah Brightwater", worker.Page.Buttons.Contains("Add a document"));
        }
        // The same post, sent by one who may only read.
        using var keziah = await shire.As("Keziah Brightwater");
        await keziah.Find("Kit");
        var sent = await Post.Of(keziah.Page, "Sign out").To($"{keziah.Path}?handler=Start").With("protocol", "document-upload").With("workstep", "add-document").With("Key", $"{Guid.NewGuid()}").Send(keziah);
        Assert.Equal(403, sent.Status);
    }

    [Theory(DisplayName = "S3-007 S3-009 Two modules let staff read, nine let those contribute whose post does, and fewer open nothing"), OnBoth]
    public async Task Training_gates(Db db)
    {
        await using var shire = await Open(db);
        using var jocasta = await shire.As("Jocasta Finnemore");
        await jocasta.Go("/shire/children");
        Assert.False(jocasta.Has("Kit Marchetti-Odum"));
        using var sidonie = await shire.As("Sidonie Abernethy");
        await sidonie.Find("Marnie");
        Assert.Equal("Marnie Ashdown-Rao", sidonie.Heading);
        Assert.DoesNotContain("Add a document", sidonie.Page.Buttons);

        using var wilhelmina = await shire.As("Wilhelmina Stroud-Eze");
        await wilhelmina.Click("Administration");
        await wilhelmina.Click("Sidonie Abernethy");
        Assert.True(wilhelmina.Has("2 of 9 modules completed"), wilhelmina.Main);
        await wilhelmina.Click("Record training");
        await wilhelmina.Press("Record this training");
        Assert.Equal(["Select the modules that they completed"], wilhelmina.Errors);
        for (var module = 3; module <= 8; module++) wilhelmina.Tick($"Module {module}");
        await wilhelmina.Press("Record this training");
        Assert.True(wilhelmina.Has("8 of 9 modules completed"), wilhelmina.Main);
        await sidonie.Find("Marnie");
        Assert.DoesNotContain("Add a document", sidonie.Page.Buttons);
        await wilhelmina.Click("Record training");
        await wilhelmina.Tick("Module 9").Press("Record this training");
        await sidonie.Find("Marnie");
        Assert.Contains("Add a document", sidonie.Page.Buttons);
    }

    [Theory(DisplayName = "S3-010 S3-011 Every look is kept, and read by managers for their own staff and by those who review all"), OnBoth]
    public async Task Looks_are_reviewed(Db db)
    {
        await using var shire = await Open(db);
        using var lorimer = await shire.As("Lorimer Sandoval-Pike");
        await lorimer.Find("Kit");
        using var clemency = await shire.As("Clemency Vasquez-Hurd");
        await clemency.Find("Marnie");
        using var rosamund = await shire.As("Rosamund Achterberg-Hale");
        await rosamund.Click("Access");
        Assert.True(rosamund.Has("Lorimer Sandoval-Pike"), rosamund.Main);
        Assert.True(rosamund.Has("Searched for ‘Kit’"), rosamund.Main);
        Assert.True(rosamund.Has("Looked at the summary"), rosamund.Main);
        Assert.False(rosamund.Has("Clemency Vasquez-Hurd"));
        using var dashiell = await shire.As("Dashiell Kirkbride");
        await dashiell.Click("Access");
        Assert.True(dashiell.Has("Lorimer Sandoval-Pike"));
        Assert.True(dashiell.Has("Clemency Vasquez-Hurd"));
        Assert.Contains(await shire.Audit(), entry => entry is { What: "accesses/index", Action: AuditAction.View });
    }

    [Theory(DisplayName = "S3-012 S3-013 Another home's child opens by number, read-only, with a reason that the manager reviews"), OnBoth]
    public async Task Wider_access(Db db)
    {
        await using var shire = await Open(db);
        using var keziah = await shire.As("Keziah Brightwater");
        await keziah.Go("/shire/children");
        await keziah.Fill(Number, "74000405").Press("Find");
        await keziah.Click("Ezra Lindgren-Bassey");
        Assert.Equal("Why do you need this record?", keziah.Heading);
        await keziah.Press("Open the record");
        Assert.Equal(["Say why you need this record"], keziah.Errors);
        await keziah.Fill("Your reason", "Ezra is to move to us on Monday.").Press("Open the record");
        Assert.Equal("Ezra Lindgren-Bassey", keziah.Heading);
        Assert.True(keziah.Has("You opened this record with a reason, until"), keziah.Main);
        Assert.DoesNotContain(keziah.Page.Buttons, words => words.StartsWith("Add a document", StringComparison.Ordinal));

        using var evander = await shire.As("Evander Mwangi-Stokes");
        await evander.Go("/shire/access");
        Assert.True(evander.Has("Nothing waits for a review"));
        using var rosamund = await shire.As("Rosamund Achterberg-Hale");
        await rosamund.Go("/shire/access");
        Assert.True(rosamund.Has("Keziah Brightwater opened the record of Ezra Lindgren-Bassey (74000405)"), rosamund.Main);
        await rosamund.Choose("What did you find?", "There was not, and it goes further").Fill("Note", "No move is planned.").Press("Record this review");
        Assert.True(rosamund.Has("Nothing waits for a review"), rosamund.Main);
        await using var store = shire.Authority.Open();
        var given = Assert.Single(store.AccessReasons);
        Assert.Equal(("referred", "No move is planned."), (given.Result, given.ReviewNote));
    }

    Task<Town> Open(Db db, LocalDate? day = null) => Town.People(databases, db, "shire", (day ?? new(2026, 3, 2)).At(new(10, 0)).InUtc().ToInstant());
}

file static class Finding
{
    public static async Task Find(this Visitor visitor, string name)
    {
        await visitor.Go("/shire/children");
        await visitor.Fill("Name, part of a name, or number", name).Press("Find");
        if (visitor.Page.Links.FirstOrDefault(link => link.StartsWith(name, StringComparison.Ordinal)) is { } link) await visitor.Click(link);
    }
}
