using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Waymark.App.Store;

/// <summary>A numbered step of the schema, as released: its text never changes afterwards.</summary>
public sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>Every step, embedded in the program, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = Read();

    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    static List<Migration> Read()
    {
        const string folder = "Store.Migrations.";
        var assembly = typeof(Migration).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(name => name.Contains(folder, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(resource =>
            {
                var name = resource[(resource.IndexOf(folder, StringComparison.Ordinal) + folder.Length)..^".sql".Length];
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
                return new Migration(int.Parse(name[..4], CultureInfo.InvariantCulture), name, reader.ReadToEnd());
            })
            .OrderBy(migration => migration.Number)];
    }
}

/// <summary>Brings a database to this program's schema: each missing step in a transaction of its own, with its row in 'migration'.</summary>
public static class Migrator
{
    /// <returns>The steps that were run now.</returns>
    /// <exception cref="SchemaException">The database was changed by a newer program, or by a step that reads otherwise here.</exception>
    public static async Task<IReadOnlyList<Migration>> Migrate(WaymarkDb db, Instant now)
    {
        await db.Database.OpenConnectionAsync();
        try
        {
            var connection = db.Database.GetDbConnection();
            await Execute(connection, null, Dialect.Say("CREATE TABLE IF NOT EXISTS migration (number {int} PRIMARY KEY, name {text} NOT NULL, fingerprint {text} NOT NULL, run_at {instant} NOT NULL) {strict};", db.Engine));
            var run = new List<Migration>();
            foreach (var migration in Migration.All)
                if (await Step(connection, db.Engine, migration, now)) run.Add(migration);
            return run;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>The steps that the database lacks.</summary>
    public static async Task<IReadOnlyList<Migration>> Missing(WaymarkDb db)
    {
        await db.Database.OpenConnectionAsync();
        try
        {
            var connection = db.Database.GetDbConnection();
            var known = await Scalar(connection, null, db.Engine == DatabaseEngine.Sqlite
                ? "SELECT count(*) FROM sqlite_master WHERE name = 'migration'"
                : "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename = 'migration'");
            if (Convert.ToInt64(known, CultureInfo.InvariantCulture) == 0) return Migration.All;
            var last = await Scalar(connection, null, "SELECT coalesce(max(number), 0) FROM migration");
            return [.. Migration.All.Where(migration => migration.Number > Convert.ToInt32(last, CultureInfo.InvariantCulture))];
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    // SQLite's BEGIN IMMEDIATE and PostgreSQL's lock on the table let one program at a time migrate; a second finds it done.
    static async Task<bool> Step(DbConnection connection, DatabaseEngine engine, Migration migration, Instant now)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        if (engine == DatabaseEngine.PostgreSql) await Execute(connection, transaction, "LOCK TABLE migration IN ACCESS EXCLUSIVE MODE");
        await RefuseNewer(connection, transaction);
        var known = await Scalar(connection, transaction, $"SELECT fingerprint FROM migration WHERE number = {migration.Number}") as string;
        if (known is not null && known != migration.Fingerprint)
            throw new SchemaException($"Step {migration.Name} was run on this database with another text. A released step never changes: mend the program, not the database.");
        if (known is not null) return false;
        await Execute(connection, transaction, Dialect.Say(migration.Sql, engine));
        await Execute(connection, transaction, $"INSERT INTO migration (number, name, fingerprint, run_at) VALUES ({migration.Number}, '{migration.Name}', '{migration.Fingerprint}', {Columns.Microseconds(now)})");
        await transaction.CommitAsync();
        return true;
    }

    static async Task RefuseNewer(DbConnection connection, DbTransaction transaction)
    {
        var last = Convert.ToInt32(await Scalar(connection, transaction, "SELECT coalesce(max(number), 0) FROM migration"), CultureInfo.InvariantCulture);
        if (last > Migration.All[^1].Number)
            throw new SchemaException($"This database is at step {last}; this program knows steps up to {Migration.All[^1].Number}. Run the newer program.");
    }

    static async Task Execute(DbConnection connection, DbTransaction? transaction, string sql)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        await command.ExecuteNonQueryAsync();
    }

    static async Task<object?> Scalar(DbConnection connection, DbTransaction? transaction, string sql)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        return await command.ExecuteScalarAsync();
    }
}

/// <summary>The database and the program don't fit each other.</summary>
public sealed class SchemaException(string message) : Exception(message);
