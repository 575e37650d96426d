using NodaTime;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;

namespace Waymark.App.Tests.Store;

/// <summary>Migrated, empty databases for tests of the store.</summary>
internal static class Stores
{
    public static readonly Instant Start = Instant.FromUtc(2026, 3, 9, 9, 30);

    public static Task<TestDatabase> Migrated(this Databases databases, Db db) => databases.Copy(db, "migrated", async database =>
    {
        using var store = database.Open();
        await using var context = store.Open();
        await Migrator.Migrate(context, Start);
    });

    public static Database Open(this TestDatabase database) => database.Db == Db.Sqlite
        ? Database.Sqlite(Path.Combine(database.Folder, "waymark.db"))
        : Database.PostgreSql(database.ConnectionString);
}
