using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Reliability;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features.Accesses;

/// <summary>Ivo has no tie to Arlo or Bryn. Inga looks after who may see what, and opens no record.</summary>
public sealed class AccessesTests(Databases databases)
{
    const string Danger = "Bryn rang the out-of-hours line and says that he is not safe tonight.";

    [Theory, OnBoth]
    public async Task An_emergency_opens_one_record_for_four_hours_and_is_reviewed(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ivo = await site.As("Ivo");
        await ivo.Go($"/island/children/{Site.Bryn}");
        Assert.Equal(404, ivo.Status);
        await ivo.Go("/island/children/emergency");
        await ivo.Fill("The child’s Mosaic number", "Bryn").Fill("What is the emergency?", "He is in danger.").Press("Open the record");
        Assert.Equal(["Enter the child’s Mosaic number, in figures", "Say a little more: at least 20 letters"], ivo.Errors.Order(StringComparer.Ordinal));
        await ivo.Fill("The child’s Mosaic number", "70000199").Fill("What is the emergency?", Danger).Press("Open the record");
        Assert.Equal(["No record opens under this Mosaic number. Check it with whoever gave it to you"], ivo.Errors);
        await ivo.Fill("The child’s Mosaic number", "70000102").Press("Open the record");
        Assert.Equal("Bryn Finch", ivo.Heading);
        Assert.True(ivo.Has("You opened this record in an emergency, until"), ivo.Main);
        await ivo.Go($"/island/children/{Site.Arlo}");
        Assert.Equal(404, ivo.Status);

        using var inga = await site.As("Inga");
        await inga.Go("/island/access");
        Assert.True(inga.Has("Ivo Hart opened the record of Bryn Finch (70000102) in an emergency"), inga.Main);
        Assert.True(inga.Has(Danger));
        await inga.Press("Record this review");
        Assert.Equal(["Select what you found"], inga.Errors);
        await inga.Choose("What did you find?", "There was not").Press("Record this review");
        Assert.Equal(["Say what you found, and what follows from it"], inga.Errors);
        await inga.Choose("What did you find?", "There was a good reason").Press("Record this review");
        Assert.True(inga.Has("Nothing waits for a review"), inga.Main);
        await inga.Go($"/island/children/{Site.Bryn}");
        Assert.Equal(403, inga.Status);

        // A session ends when nobody uses it for half an hour.
        for (var quarter = 1; quarter <= 16; quarter++)
        {
            site.Clock.Advance(Duration.FromMinutes(15));
            await ivo.Go($"/island/children/{Site.Bryn}");
            Assert.Equal(quarter < 16 ? 200 : 404, ivo.Status);
        }
        Assert.Contains(await site.Audit(), entry => entry.What == "children/emergency" && entry.ChildId == Site.Bryn && entry.Reason == Danger);
    }

    [Theory, OnBoth]
    public async Task A_restricted_record_opens_for_those_let_in_and_in_an_emergency(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var inga = await site.As("Inga");
        await Shut(inga, "Restrict it");
        Assert.True(inga.Has("Ida Fenwick"), inga.Main);
        Assert.True(inga.Has("Mona Lark"), inga.Main);

        using var ida = await site.As("Ida");
        await ida.Go($"/island/children/{Site.Arlo}");
        Assert.Equal(200, ida.Status);
        using var tess = await site.As("Tess");
        await tess.Go($"/island/children/{Site.Arlo}");
        Assert.Equal(404, tess.Status);
        await tess.Go("/island/children");
        await tess.Fill("Name, part of a name, or number", "70000101").Press("Find");
        Assert.True(tess.Has("No child was found"));

        await inga.Choose("Let somebody in", "Tess Marlow").Press("Let them in");
        Assert.True(inga.Has("Tess Marlow is let in."), inga.Main);
        await tess.Go($"/island/children/{Site.Arlo}");
        Assert.Equal(200, tess.Status);
        await inga.Press("No longer let Tess Marlow in");
        await tess.Go($"/island/children/{Site.Arlo}");
        Assert.Equal(404, tess.Status);
        await tess.Go("/island/children/emergency");
        await tess.Fill("The child’s Mosaic number", "70000101").Fill("What is the emergency?", Danger).Press("Open the record");
        Assert.Equal(200, tess.Status);
        Assert.Equal("Arlo Finch-Ó Briain", tess.Heading);
    }

    [Theory, OnBoth]
    public async Task A_sealed_record_is_there_for_nobody_else_and_two_people_lift_the_seal(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var inga = await site.As("Inga");
        await Shut(inga, "Seal it");
        using var tess = await site.As("Tess");
        var bodies = new List<string>();
        foreach (var child in new[] { Site.Arlo, Guid.NewGuid() })
        {
            await tess.Go($"/island/children/{child}");
            Assert.Equal(404, tess.Status);
            bodies.Add(tess.Main);
        }
        Assert.Equal(bodies[1], bodies[0]);
        await tess.Go("/island/children/emergency");
        await tess.Fill("The child’s Mosaic number", "70000101").Fill("What is the emergency?", Danger).Press("Open the record");
        Assert.Equal(["No record opens under this Mosaic number. Check it with whoever gave it to you"], tess.Errors);

        using var mona = await site.As("Mona");
        await inga.Press("Ask for the seal to be lifted");
        var lift = Post.Of(inga.Page, "Lift the seal");
        await inga.Press("Lift the seal");
        Assert.True(inga.Has("A second person must lift the seal"), inga.Main);
        // It changed nothing; that the record was read for it is entered.
        var before = await Entries(site);
        Assert.Equal(302, (await lift.Send(inga)).Status);
        Assert.Equal([(AuditAction.View, "accesses/restrictions", (Guid?)Site.Arlo)], (await Entries(site)).Skip(before.Count));
        await using (var writing = await site.Authority.Database.Write())
        {
            writing.Db.Add(new Holding(Guid.NewGuid(), Site.Mona, "information-officer", null, null, new(2020, 1, 1), null));
            await writing.Commit();
        }
        await mona.Go($"/island/children/{Site.Arlo}/restrictions");
        await mona.Press("Lift the seal");
        Assert.True(mona.Has("The record is open again"), mona.Main);
        await tess.Go($"/island/children/{Site.Arlo}");
        Assert.Equal(200, tess.Status);
    }

    [Theory, OnBoth]
    public async Task One_who_is_excluded_sees_nothing_whatever_ties_them_to_the_child(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var inga = await site.As("Inga");
        await inga.Go($"/island/children/{Site.Arlo}/restrictions");
        await inga.Press("Exclude them");
        Assert.Equal(["Say why", "Select somebody who works here"], inga.Errors.Order(StringComparer.Ordinal));
        await inga.Choose("Exclude a worker", "Sami Reed").Fill("Why are they excluded?", "Sami is the child's uncle.").Press("Exclude them");
        Assert.True(inga.Has("Sami Reed can no longer see this record"), inga.Main);
        using var sami = await site.As("Sami");
        await sami.Go($"/island/children/{Site.Arlo}");
        Assert.Equal(404, sami.Status);
        await sami.Go("/island/children/emergency");
        await sami.Fill("The child’s Mosaic number", "70000101").Fill("What is the emergency?", Danger).Press("Open the record");
        Assert.Equal(["No record opens under this Mosaic number. Check it with whoever gave it to you"], sami.Errors);
        await inga.Press("No longer exclude Sami Reed");
        await sami.Go($"/island/children/{Site.Arlo}");
        Assert.Equal(200, sami.Status);
    }

    [Theory, OnBoth]
    public async Task Whoever_looks_is_seen_by_themselves_and_by_those_who_review_and_by_nobody_else(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ida = await site.As("Ida");
        await ida.Go($"/island/children/{Site.Arlo}");
        await ida.Go("/island/access/mine");
        Assert.True(ida.Has("Looked at the summary"), ida.Main);
        await ida.Go("/island/access");
        Assert.Equal(403, ida.Status);
        await ida.Go($"/island/children/{Site.Arlo}/looked");
        Assert.Equal(403, ida.Status);
        using var inga = await site.As("Inga");
        await inga.Go($"/island/children/{Site.Arlo}/looked");
        Assert.True(inga.Has("Ida Fenwick"), inga.Main);
        await inga.Go("/island/access");
        Assert.True(inga.Has("Ida Fenwick"), inga.Main);
        Assert.Contains(await site.Audit(), entry => entry is { What: "accesses/index", Action: AuditAction.View } && entry.Worker == Site.Inga);
    }

    static async Task Shut(Visitor inga, string how)
    {
        await inga.Go($"/island/children/{Site.Arlo}/restrictions");
        await inga.Press("Shut this record");
        Assert.Equal(["Say why", "Select what the record is to be"], inga.Errors.Order(StringComparer.Ordinal));
        await inga.Choose("Shut it", how).Fill("Why?", "The family is in hiding.").Press("Shut this record");
    }

    static async Task<List<(AuditAction Action, string What, Guid? Child)>> Entries(Site site)
    {
        await using var db = site.Authority.Open();
        return [.. (await db.AuditEntries.OrderBy(entry => entry.Number).ToListAsync()).Select(entry => (entry.Action, entry.What, entry.ChildId))];
    }
}
