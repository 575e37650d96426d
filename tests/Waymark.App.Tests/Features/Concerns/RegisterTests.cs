using System.Text;
using NodaTime;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features.Concerns;

/// <summary>The register of every concern that somebody may see, on the page and as a file.</summary>
public sealed class RegisterTests(Databases databases)
{
    [Theory(DisplayName = "S0-075 Of three concerns, one overdue, the register counts three, and one overdue at its stage"), OnBoth]
    public async Task Counts(Db db)
    {
        await using var town = await Town.Open(databases, db);
        await Three(town);
        using var manager = await town.As(Cast.IroManager);
        await manager.Go("/island/concerns");
        Assert.True(manager.Has("3 concerns, 1 overdue at IRO Dispute Resolution Process Stage 1."));
        var row = manager.Page.Table("Register")[1];
        Assert.Equal("Ava Thistlewood (70000101)", row[0]);
        Assert.StartsWith("IRO Dispute Resolution Process Stage 1", row[1], StringComparison.Ordinal);
        Assert.Equal(("Ines Harrowby", "Waiting for Tariq Mosswell", "Due Monday 6 July 2020, overdue by 2 working days", "North", "29 June 2020"), (row[2], row[3], row[4], row[5], row[6]));
    }

    [Theory, OnBoth]
    public async Task It_is_narrowed_by_stage_team_and_what_is_late_and_sorted_by_its_columns(Db db)
    {
        await using var town = await Town.Open(databases, db);
        await Three(town);
        using var manager = await town.As(Cast.IroManager);
        await manager.Go("/island/concerns");
        Assert.Equal(["Ava Thistlewood (70000101)", "Cai Otterburn-Shah (70000103)", "Ebrima Mensah-Lark (70000105)"], Children(manager.Page).Order());
        await manager.Click("Child");
        Assert.Equal(["Ebrima Mensah-Lark (70000105)", "Cai Otterburn-Shah (70000103)", "Ava Thistlewood (70000101)"], Children(manager.Page));
        await manager.Click("Child ▴");
        Assert.Equal("Ava Thistlewood (70000101)", Children(manager.Page)[0]);
        await manager.Choose("Team", "South").Press("Show");
        Assert.Equal(["Cai Otterburn-Shah (70000103)"], Children(manager.Page));
        await manager.Choose("Team", "Any team").Tick("Overdue only").Press("Show");
        Assert.Equal(["Ava Thistlewood (70000101)"], Children(manager.Page));
        await manager.Untick("Overdue only").Choose("Show", "Ended").Press("Show");
        Assert.True(manager.Has("Nothing that you may see is like that."));
        Assert.DoesNotContain("Ava", manager.Path, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Each_sees_only_the_concerns_that_they_may(Db db)
    {
        await using var town = await Town.Open(databases, db);
        await Three(town);
        using var north = await town.As(Cast.Tm);
        await north.Go("/island/concerns");
        Assert.Equal(["Ava Thistlewood (70000101)", "Ebrima Mensah-Lark (70000105)"], Children(north.Page).Order());
        Assert.True(north.Has("2 concerns"));
        using var south = await town.As(Cast.TmSouth);
        await south.Go("/island/concerns");
        Assert.Equal(["Cai Otterburn-Shah (70000103)"], Children(south.Page));
        using var nobody = await town.As(Cast.Adm);
        await nobody.Go("/island/concerns");
        Assert.True(nobody.Has("0 concerns, none overdue."));
    }

    [Theory, OnBoth]
    public async Task The_file_says_the_same_runs_no_formula_and_is_in_the_audit(Db db)
    {
        await using var town = await Town.Open(databases, db);
        await Three(town);
        var child = new Child(Guid.NewGuid(), 70000199, "=HYPERLINK(\"http://elsewhere.example\",\"Siân\")", new LocalDate(2010, 1, 1)) { Team = "+North", LegalStatus = "care-order" };
        await using (var writing = await town.Authority.Database.Write())
        {
            writing.Db.Add(ChildRow.Of(child));
            writing.Db.Add(new Allocation(Guid.NewGuid(), child.Id, Cast.Iro.Id, "iro", new LocalDate(2015, 1, 1), null));
            await writing.Commit();
        }
        await Concern.Qap(town, new Person(child.Id, child.Name));
        using var manager = await town.As(Cast.IroManager);
        await manager.Go("/island/concerns");
        var file = await manager.Get("/island/concerns.csv?sort=child");
        Assert.Equal(("text/csv", "attachment"), (file.Content.Headers.ContentType!.MediaType, file.Content.Headers.ContentDisposition!.DispositionType));
        var bytes = await file.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        Assert.Equal("Child,Number,Process,Process number,Stage,Led by,Whose turn,Due,Working days over,Status,Team,Raised,Closed,Locality,Whole process due", lines[0]);
        Assert.Contains("Ava Thistlewood,70000101,IRO Quality Assurance Process,2,IRO Dispute Resolution Process Stage 1,Ines Harrowby,Tariq Mosswell,2020-07-06,2,Open,North,2020-06-29,,North,2020-07-27", lines);
        Assert.Contains(lines, line => line.Contains("'=HYPERLINK", StringComparison.Ordinal) && line.Contains("'+North", StringComparison.Ordinal));
        Assert.Contains(await town.Audit(), entry => entry is { Action: AuditAction.Download, What: "concerns/export" } && entry.Shown!.Split(',').Length == 4 + 4);
    }

    [Theory, OnBoth]
    public async Task The_page_asks_the_database_as_often_for_twelve_concerns_as_for_three(Db db)
    {
        await using var town = await Town.Open(databases, db);
        await Three(town);
        using var manager = await town.As(Cast.IroManager);
        // EF remembers for a second that nobody listens.
        using var queries = new Queries(town.Name);
        await Task.Delay(1100);
        var three = await Count(queries, manager);
        for (var i = 0; i < 9; i++) await Concern.Qap(town, i % 2 == 0 ? Cast.A : Cast.C);
        Assert.Equal(three, await Count(queries, manager));
    }

    /// <summary>A's is at stage 1 and its answer two days late; C's and E's are in the QA process and in time.</summary>
    private static async Task Three(Town town)
    {
        var late = await Concern.AtStage(town, Cast.A, 1, Cast.Tm);
        await late.Send(Cast.Iro, "request-1", Cast.Tm);
        await (await Concern.Qap(town, Cast.C)).AskForUpdate(Cast.TmSouth, "2020-07-20");
        await (await Concern.Qap(town, Cast.E)).AskForUpdate(Cast.Tm, "2020-07-21");
        await town.MoveTo(new LocalDate(2020, 7, 8));
    }

    private static IReadOnlyList<string> Children(Page page) => [.. page.Table("Register").Skip(1).Select(row => row[0])];

    /// <summary>How many statements the page takes; once first, so that everything is compiled.</summary>
    private static async Task<int> Count(Queries queries, Visitor visitor)
    {
        await visitor.Go("/island/concerns");
        var before = queries.Seen.Count;
        await visitor.Go("/island/concerns");
        return queries.Seen.Count - before;
    }
}
