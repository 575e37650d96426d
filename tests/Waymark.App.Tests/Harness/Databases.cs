using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Waymark.App.Tests.Harness;

/// <summary>
/// The databases of one test process, made when first asked for: an assembly fixture. A test class asks for a copy of a template
/// (a migrated, perhaps furnished database), which costs a file copy or one CREATE DATABASE, instead of running the migrations again.
/// </summary>
public sealed class Databases : IAsyncDisposable
{
    private readonly string folder = Scratch.Folder("waymark-tests-", durable: Seeds.Long);
    private readonly Lazy<Task<Cluster>> cluster = new(() => Cluster.Start(durable: Seeds.Long));
    private readonly ConcurrentDictionary<(string Name, Db Db), Lazy<Task<TestDatabase>>> templates = new();
    private readonly SemaphoreSlim copying = new(1);
    private int made;

    /// <summary>An empty database.</summary>
    public async Task<TestDatabase> Empty(Db db)
    {
        var database = await Named(db);
        if (db == Db.PostgreSql) await (await cluster.Value).Execute($"CREATE DATABASE {database.Name}");
        return database;
    }

    /// <summary>A copy of the template of that name, which <paramref name="prepare"/> makes at the first asking.</summary>
    public async Task<TestDatabase> Copy(Db db, string template, Func<TestDatabase, Task> prepare)
    {
        var original = await templates.GetOrAdd((template, db), _ => new(() => Template(db, prepare))).Value;
        var copy = await Named(db);
        // PostgreSQL copies from one template for one client at a time.
        await copying.WaitAsync();
        try
        {
            if (db == Db.PostgreSql) await (await cluster.Value).Execute($"CREATE DATABASE {copy.Name} TEMPLATE {original.Name}");
            CopyFiles(original.Folder, copy.Folder);
        }
        finally
        {
            copying.Release();
        }
        return copy;
    }

    /// <summary>Takes the database away from whoever uses it, or gives it back.</summary>
    internal async Task Lose(TestDatabase database, bool lost)
    {
        SqliteConnection.ClearAllPools();
        var file = Directory.GetFiles(database.Folder, "waymark.db*", SearchOption.AllDirectories).FirstOrDefault(name => name.EndsWith(".db", StringComparison.Ordinal) || name.EndsWith(".away", StringComparison.Ordinal));
        if (database.Db == Db.PostgreSql)
        {
            await (await cluster.Value).Execute($"ALTER DATABASE {database.Name} ALLOW_CONNECTIONS {!lost}");
            if (lost) await (await cluster.Value).Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database.Name}'");
        }
        else if (lost)
        {
            File.Move(file!, file + ".away");
            Directory.CreateDirectory(file!);
        }
        else
        {
            Directory.Delete(file![..^".away".Length], recursive: true);
            File.Move(file, file[..^".away".Length]);
        }
    }

    internal async ValueTask Drop(TestDatabase database)
    {
        database.LetGo();
        if (database.Db == Db.PostgreSql) await (await cluster.Value).Execute($"DROP DATABASE {database.Name} WITH (FORCE)");
        Directory.Delete(database.Folder, recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        if (cluster.IsValueCreated) await (await cluster.Value).DisposeAsync();
        copying.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<TestDatabase> Template(Db db, Func<TestDatabase, Task> prepare)
    {
        var template = await Empty(db);
        await prepare(template);
        template.LetGo();
        return template;
    }

    private async Task<TestDatabase> Named(Db db)
    {
        var name = $"waymark_{Interlocked.Increment(ref made)}";
        var files = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        var connection = db == Db.PostgreSql
            ? (await cluster.Value).ConnectionString(name)
            : new SqliteConnectionStringBuilder { DataSource = Path.Combine(files, "waymark.db") }.ConnectionString;
        return new TestDatabase(this, db, name, files, connection);
    }

    private static void CopyFiles(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}

/// <summary>
/// One authority's database in a test, and a folder of its own for files (for SQLite, the database lies in it too).
/// Disposing of it drops it: a PostgreSQL database takes eight megabytes, and there are hundreds in a run.
/// </summary>
public sealed class TestDatabase(Databases owner, Db db, string name, string folder, string connectionString) : IAsyncDisposable
{
    public Db Db => db;
    public string Name => name;
    public string Folder => folder;
    public string ConnectionString => connectionString;

    /// <summary>Closes the pooled connections, so that the database can be copied or dropped: PostgreSQL copies nothing that is open.</summary>
    public void LetGo()
    {
        if (db == Db.PostgreSql)
        {
            using var connection = new NpgsqlConnection(connectionString);
            NpgsqlConnection.ClearPool(connection);
        }
        else
        {
            using var connection = new SqliteConnection(connectionString);
            SqliteConnection.ClearPool(connection);
        }
    }

    /// <summary>Gone, as when its server or its disk is; <see cref="Return"/> brings it back.</summary>
    public Task Lose() => owner.Lose(this, lost: true);

    public Task Return() => owner.Lose(this, lost: false);

    public ValueTask DisposeAsync() => owner.Drop(this);
}
