using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Commands;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Store;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Commands;

public sealed class DemoCommandTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task It_makes_a_demonstration_leaves_it_alone_and_makes_it_anew_when_told(Db db)
    {
        await using var database = await databases.Empty(db);
        var made = await Run(database);
        Assert.True(made.Exit == 0, made.Error);
        Assert.Matches("(?m)^Children's Services: 40 children, 22 workers and 6[0-9] processes, all invented, in [0-9.]+ s.", made.Output);
        Assert.Equal(Directory.GetDirectories(Checkout.At("packs"), "demo", SearchOption.AllDirectories).Length, made.Output.TrimEnd().Split('\n').Length);
        await Change(database, store => store.Workers.Where(row => row.Name == "Gwenllian Ashdown").ExecuteUpdateAsync(set => set.SetProperty(row => row.Organisation, "Elsewhere")));

        var again = await Run(database);
        Assert.Equal(0, again.Exit);
        Assert.All(again.Output.TrimEnd().Split('\n'), line => Assert.EndsWith("is there already. To make it anew: waymark demo --fresh", line.TrimEnd(), StringComparison.Ordinal));
        Assert.Equal(1, await Change(database, store => store.Workers.CountAsync(row => row.Organisation == "Elsewhere")));

        var anew = await Run(database, "--fresh", "--day", "2026-03-09");
        Assert.True(anew.Exit == 0, anew.Error);
        Assert.Equal(0, await Change(database, store => store.Workers.CountAsync(row => row.Organisation == "Elsewhere")));
        await using var authorities = await Authorities.Open(Install(database), new TestClock(), ["island"]);
        var authority = authorities.Find("island")!;
        Assert.True(authority.IsDemonstration);
        Assert.Equal(new(2026, 3, 9), authority.Clock.GetCurrentInstant().InZone(authority.Calendar.Zone).Date);
        Assert.Empty(await StoreCheck.Differences(authority));
    }

    [Theory, OnBoth]
    public async Task It_never_touches_an_authority_where_people_work(Db db)
    {
        await using var database = await databases.Empty(db);
        await using (var authorities = await Authorities.Open(Install(database), new TestClock(), ["island"]))
        {
            await using var writing = await authorities.Find("island")!.Database.Write();
            writing.Db.Add(WorkerRow.Of(new Worker(Cast.Iro.Id, Cast.Iro.Name, "Island Council", null)));
            await writing.Commit();
        }
        foreach (var arguments in (string[][])[[], ["--fresh"]])
        {
            var refused = await Run(database, arguments);
            Assert.Equal(1, refused.Exit);
            Assert.Contains("isn't a demonstration: people work there. Nothing was changed.", refused.Error, StringComparison.Ordinal);
        }
        Assert.Equal(1, await Change(database, store => store.Workers.CountAsync()));
    }

    [Fact]
    public async Task A_day_that_is_no_date_is_misuse()
    {
        await using var database = await databases.Empty(Db.Sqlite);
        Assert.Equal(2, (await Run(database, "--day", "soon")).Exit);
    }

    static async Task<T> Change<T>(TestDatabase database, Func<WaymarkDb, Task<T>> change)
    {
        using var store = Install(database).DatabaseOf("island");
        await using var db = store.Open();
        return await change(db);
    }

    // The databases of an installation are named in a file of its data folder, as on a real machine.
    static async Task<(int Exit, string Output, string Error)> Run(TestDatabase database, params string[] arguments)
    {
        if (database.Db == Db.PostgreSql)
            await File.WriteAllTextAsync(Path.Combine(database.Folder, "waymark.json"), JsonSerializer.Serialize(new { databases = new { island = database.ConnectionString } }));
        var (output, error) = (new StringWriter(), new StringWriter());
        var root = new RootCommand("Waymark") { DemoCommand.Build(new TestClock()) };
        string[] all = ["demo", "--data", database.Folder, "--packs", Checkout.At("packs"), .. arguments];
        var exit = await CommandLine.Run(root, all, new InvocationConfiguration { Output = output, Error = error });
        return (exit, output.ToString(), error.ToString());
    }

    static Installation Install(TestDatabase database) => new(database.Folder, Checkout.At("packs"))
    {
        Databases = database.Db == Db.PostgreSql ? new Dictionary<string, string> { ["island"] = database.ConnectionString } : [],
        Migrate = true, AllowUnsafe = true,
    };
}
