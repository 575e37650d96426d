using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Commands;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Store;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Commands;

public sealed class AuditCommandTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task Verify_says_sound_and_then_names_what_was_removed_and_ends_with_three(Db db)
    {
        await using var island = await Island.Open(databases, db);
        await island.Review();
        await island.Authority.Sealer.SealAll();
        await island.Authority.Sealer.Checkpoint();
        var data = DataOf(island, db);

        var sound = await Run(AuditCommand.Build(island.Clock), "audit", "verify", "--data", data);
        Assert.Equal((0, true), (sound.Exit, sound.Output.Contains("1 checkpoints, sound", StringComparison.Ordinal)));

        await using (var store = island.Authority.Open())
        {
            await store.Database.ExecuteSqlRawAsync(db == Db.Sqlite ? "DROP TRIGGER audit_seal_is_not_removed" : "DROP TRIGGER audit_seal_stays ON audit_seal");
            await store.AuditSeals.ExecuteDeleteAsync();
        }
        var cut = await Run(AuditCommand.Build(island.Clock), "audit", "verify", "--data", data, "--json");
        Assert.Equal(3, cut.Exit);
        using var said = JsonDocument.Parse(cut.Output);
        Assert.Equal(("island", false), (said.RootElement.GetProperty("authority").GetString(), said.RootElement.GetProperty("sound").GetBoolean()));
        Assert.Contains("its end was cut off", said.RootElement.GetProperty("faults")[0].GetProperty("what").GetString());
    }

    [Theory, OnBoth]
    public async Task Migrate_says_what_is_missing_and_what_it_did(Db db)
    {
        await using var database = await databases.Empty(db);
        var data = Path.Combine(database.Folder, "data");
        Directory.CreateDirectory(Path.Combine(data, "island"));
        if (db == Db.PostgreSql) await File.WriteAllTextAsync(Path.Combine(data, "waymark.json"), JsonSerializer.Serialize(new { databases = new { island = database.ConnectionString } }));
        else await File.WriteAllBytesAsync(Path.Combine(data, "island", "waymark.db"), []);

        var migrate = MigrateCommand.Build(new TestClock());
        Assert.Equal(1, (await Run(migrate, "migrate", "--data", data, "--check")).Exit);
        Assert.Contains("0001-the-record done", (await Run(migrate, "migrate", "--data", data)).Output, StringComparison.Ordinal);
        Assert.Equal((0, "island: nothing is missing"), await Run(migrate, "migrate", "--data", data, "--check"));
        Assert.Equal(1, (await Run(migrate, "migrate", "--data", data, "--authority", "mainland")).Exit);
    }

    static string DataOf(Island island, Db db)
    {
        var data = Path.GetDirectoryName(island.Authority.Folder)!;
        if (db == Db.PostgreSql) File.WriteAllText(Path.Combine(data, "waymark.json"), JsonSerializer.Serialize(new { databases = new { island = island.ConnectionString } }));
        return data;
    }

    static async Task<(int Exit, string Output)> Run(Command command, params string[] args)
    {
        using var output = new StringWriter();
        var exit = await CommandLine.Run(new RootCommand { command }, args, new InvocationConfiguration { Output = output, Error = output });
        return (exit, output.ToString().Trim());
    }
}
