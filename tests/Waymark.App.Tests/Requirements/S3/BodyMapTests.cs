using Waymark.App.Demonstration;
using Waymark.App.Tests.Harness;
using Waymark.Core.Forms;
using Waymark.Core.Processes;
using Xunit;

namespace Waymark.App.Tests.Requirements.S3;

/// <summary>Perdita writes an incident form about Kit with a body map, in a browser without scripts.</summary>
public sealed class BodyMapTests(Databases databases)
{
    const int Kit = 74000401;

    [Theory(DisplayName = "S3-016 A body map of an incident form is filled in words, drawn on the outline, and opens from the incident under the same record"), OnBoth]
    public async Task In_words(Db db)
    {
        await using var shire = await Incident(db);
        var perdita = await Mark(shire, "Front", "Left forearm", "Bruise", "2 cm, yellow. Kit says: from football.");
        Assert.Empty(perdita.Errors);
        await Mark(shire, "Back", "Right thigh", "Graze or scratch", "Long and thin.");
        await shire.At("perdita");
        await perdita.Click("Body map");
        Assert.Equal(["1 Front Left forearm Bruise 2 cm, yellow. Kit says: from football.", "2 Back Right thigh Graze or scratch Long and thin."], Rows(perdita));
        Assert.Equal(["Front: the outline of a body, 1 mark", "Back: the outline of a body, 1 mark"], perdita.Page.Document.QuerySelectorAll("svg[role=img]").Select(svg => svg.GetAttribute("aria-label")));
        // The child's own left arm is on the right of the front, and a thigh below the middle.
        Assert.Equal("translate(75.5 79)", perdita.Page.Document.QuerySelector("svg[data-side=front] [data-row]")!.GetAttribute("transform"));

        await perdita.Click("Change mark 2");
        await perdita.Choose("Part of the body", "Left thigh").Press("Save changes");
        await shire.At("perdita");
        await perdita.Click("Body map");
        Assert.StartsWith("2 Back Left thigh", Rows(perdita)[1], StringComparison.Ordinal);
        await perdita.Click("Remove mark 2");
        Assert.True(perdita.Has("Left thigh"));
        await perdita.Press("OK");
        Assert.Single(Rows(perdita));

        await shire.As("perdita", $"/children/{Script.ChildId(Kit)}/documents");
        Assert.True(perdita.Has("Body map: 1 mark"), perdita.Main);
        await shire.Finish("perdita");
        var isadora = await shire.As("isadora", $"/children/{Script.ChildId(Kit)}/documents");
        await isadora.Click("Body map: 1 mark");
        Assert.Equal(["1 Front Left forearm Bruise 2 cm, yellow. Kit says: from football."], Rows(isadora).Select(row => row));
        Assert.DoesNotContain(isadora.Page.Links, link => link.StartsWith("Remove", StringComparison.Ordinal));
    }

    [Theory(DisplayName = "S3-016 What can't be a mark is said at its box, and nothing that was written is lost"), OnBoth]
    public async Task Refused(Db db)
    {
        await using var shire = await Incident(db);
        var perdita = await Mark(shire, "Front", "Buttocks", "Bruise", "Round.");
        Assert.Equal(["Buttocks is not on the front of the body. Change one of the two"], perdita.Errors);
        Assert.Contains("Round.", perdita.Page.Html, StringComparison.Ordinal);
        await perdita.Choose("Front or back", "Back").Press("Save");
        Assert.Empty(perdita.Errors);
        await shire.At("perdita", "/tables/marks");
        await perdita.Press("Save");
        Assert.Equal(["Enter Describe it", "Select Front or back", "Select Part of the body", "Select What it is"], perdita.Errors.Order(StringComparer.Ordinal));
    }

    [Theory(DisplayName = "S3-016 Of 500 marks a hundred are kept, and the next says so with its words still there"), OnBoth]
    public async Task Too_many(Db db)
    {
        await using var shire = await Incident(db);
        var id = Guid.Parse(shire.Workstep.Split('/')[^1]);
        Guid process;
        await using (var store = shire.Town.Authority.Open()) process = store.Worksteps.Single(step => step.Id == id).ProcessId;
        var actor = Script.WorkerId("perdita");
        var (taken, before) = (0, (await shire.Town.Audit()).Count);
        for (var mark = 0; mark < 500; mark += 50)
        {
            var (from, marks) = (mark, Enumerable.Range(mark, 50).SelectMany(n => One(Guid.NewGuid(), n)).ToList());
            var outcome = await shire.Town.Authority.Casework.Do(process, new(new(actor, null), Guid.NewGuid(), "test"), (its, situation) => Engine.Save(its, situation, id, marks));
            if (outcome.Accepted) taken += 50;
        }
        Assert.Equal(BodyMap.Most, taken);
        Assert.Equal(Enumerable.Repeat("Change test Done", 2).Concat(Enumerable.Repeat("Change test Refused", 8)), await shire.Town.Did(before));
        before = (await shire.Town.Audit()).Count;
        var perdita = await Mark(shire, "Front", "Chest", "Bruise", "The hundred and first.");
        Assert.Equal(["Change workstep/save-row Refused"], await shire.Town.Did(before));
        Assert.Equal(["Marks holds 100 marks, the most that it can. All 100 are kept, and what you wrote here is below. Add it to the words of a mark that lies near, or start another form for the marks that follow."], perdita.Errors);
        Assert.Contains("The hundred and first.", perdita.Page.Html, StringComparison.Ordinal);
        await shire.At("perdita", "/sections/body-map");
        Assert.Equal(100, Rows(perdita).Count);
        Assert.True(perdita.Has("There are 100 marks, the most that a body map can hold."));
        // Its words are a draft still, on the page of a new mark.
        await shire.At("perdita", "/tables/marks");
        Assert.Contains("The hundred and first.", perdita.Page.Html, StringComparison.Ordinal);
    }

    static IEnumerable<Typed> One(Guid row, int number) =>
        [new("side", row, "front"), new("part", row, "chest"), new("mark", row, "bruise"), new("looks", row, $"Bruise {number}"), new("across", row, $"{40 + (number % 20)}"), new("down", row, "23")];

    static IReadOnlyList<string> Rows(Visitor visitor) =>
        [.. visitor.Page.Document.QuerySelectorAll("table").Single(table => table.QuerySelector("caption")?.TextContent == "Marks").QuerySelectorAll("tbody tr").Select(row => string.Join(' ', row.Children.Take(5).Select(Words.Of)))];

    static async Task<Visitor> Mark(Walk shire, string side, string part, string kind, string words)
    {
        var perdita = await shire.At("perdita", "/tables/marks");
        await perdita.Choose("Front or back", side).Choose("Part of the body", part).Choose("What it is", kind).Fill("Describe it", words).Press("Save");
        return perdita;
    }

    async Task<Walk> Incident(Db db)
    {
        var shire = await Walk.Open(databases, db, "shire", "2026-03-02 10:00");
        await DocumentsTests.Begin(shire, Kit, "Incident form - Physical Interventions", "1 3 2026");
        return shire;
    }
}
