using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Store;

namespace Waymark.App.Tests.Matrix;

/// <summary>One authority's database as it was kept, put back in milliseconds while it is served; the audit stays.</summary>
internal sealed class Restore : IAsyncDisposable
{
    readonly WaymarkDb db;
    readonly SqliteConnection? kept;
    IReadOnlyList<string> tables = [];
    int times;

    Restore(WaymarkDb db, SqliteConnection? kept) => (this.db, this.kept) = (db, kept);

    public static async Task<Restore> Keep(Database database, Authority authority)
    {
        await authority.Sealer.SealAll();
        var db = database.Open();
        await db.Database.OpenConnectionAsync();
        if (db.Database.GetDbConnection() is SqliteConnection live)
        {
            var memory = new SqliteConnection("Data Source=:memory:");
            await memory.OpenAsync();
            live.BackupDatabase(memory);
            var one = new Restore(db, memory);
            one.tables = [.. await one.Read("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")];
            return one;
        }
        var other = new Restore(db, null);
        other.tables = [.. await other.Read("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' AND (tablename NOT LIKE 'audit%' OR tablename = 'audit_export') ORDER BY tablename")];
        await other.Do($"CREATE SCHEMA kept; {string.Concat(other.tables.Select(table => $"CREATE TABLE kept.{table} AS TABLE public.{table};"))}");
        return other;
    }

    public async Task Back()
    {
        times++;
        if (kept is not null) kept.BackupDatabase((SqliteConnection)db.Database.GetDbConnection());
        else await Do($"BEGIN; SET LOCAL session_replication_role = replica; TRUNCATE {string.Join(',', tables.Select(table => "public." + table))}; {string.Concat(tables.Select(table => $"INSERT INTO public.{table} SELECT * FROM kept.{table};"))} COMMIT;");
        // What was read under a number of this counter is kept under it: no number comes twice.
        await Do($"UPDATE counter SET next = next + {1000 * times} WHERE name = 'register'");
    }

    /// <summary>A fingerprint of every row, but for the audit's, sessions and when they were seen.</summary>
    public async Task<string> Record()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var said = new StringBuilder();
        foreach (var table in tables.Where(table => !table.StartsWith("audit", StringComparison.Ordinal) && table != "session"))
        {
            foreach (var row in (await Read($"SELECT * FROM {table}")).Order(StringComparer.Ordinal)) hash.AppendData(Encoding.UTF8.GetBytes(row + "\n"));
            said.Append(table).Append(' ').Append(Convert.ToHexStringLower(hash.GetHashAndReset())[..8]).Append('\n');
        }
        return said.ToString();
    }

    async Task<List<string>> Read(string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(string.Join('\t', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        return rows;
    }

    async Task Do(string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (kept is not null) await kept.DisposeAsync();
        await db.DisposeAsync();
    }
}
