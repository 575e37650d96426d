using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace Waymark.Bench;

/// <summary>
/// Turns what one of Waymark's transactions wrote, read back from the database, into a pgbench script that writes the same rows:
/// as many, in the same tables, of the same length, with new ids.
/// </summary>
internal static class SameRows
{
    static readonly string[] Updated = ["process", "workstep", "counter"];

    /// <summary>What it wrote, in words.</summary>
    public static string Told { get; private set; } = "";

    /// <param name="key">Of the operation whose transaction it was.</param>
    /// <param name="process">What it changed, with its workstep; each run of the script takes another of those numbered from <paramref name="before"/>.</param>
    public static async Task<string> Script(NpgsqlConnection connection, Guid key, Guid process, Guid workstep, int before, int count)
    {
        var transaction = await Text(connection, $"SELECT xmin::text FROM operation WHERE key = '{key}'");
        var tables = (await Text(connection, "SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'public'")).Split(',');
        var written = new List<(string Table, Dictionary<string, JsonElement> Row)>();
        foreach (var table in tables)
            foreach (var row in await Rows(connection, $"SELECT to_jsonb(t)::text FROM {table} t WHERE xmin::text = '{transaction}'")) written.Add((table, row));

        var names = new Dictionary<string, string>
        {
            [$"{process}"] = ":p", [$"{workstep}"] = ":v",
            [written.First(each => each.Table == "process" && !Is(each.Row["id"], process)).Row["id"].GetString()!] = ":q",
            [written.First(each => each.Table == "workstep" && !Is(each.Row["id"], workstep)).Row["id"].GetString()!] = ":w",
        };
        var script = new StringBuilder($"""
            \set k random(1, {count})
            \set s random(1000, 1000000000)
            BEGIN;
            SELECT id AS p FROM process WHERE number = {before} + :k FOR UPDATE \gset
            SELECT id AS v FROM workstep WHERE process_id = :p \gset
            SELECT gen_random_uuid() AS q, gen_random_uuid() AS w \gset
            UPDATE counter SET next = next + 1 WHERE name = 'process' RETURNING next AS n \gset

            """);
        foreach (var (table, row) in written.Where(each => each.Table != "counter")) script.AppendLine(Statement(table, row, names, [process, workstep]));
        script.AppendLine("COMMIT;");
        Told = string.Join(", ", written.GroupBy(each => each.Table).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}"));
        return script.ToString();
    }

    static string Statement(string table, Dictionary<string, JsonElement> row, Dictionary<string, string> names, Guid[] existing)
    {
        if (Updated.Contains(table) && existing.Any(id => Is(row["id"], id)))
            return $"UPDATE {table} SET {string.Join(", ", row.Where(each => each.Key is not ("id" or "number" or "process_id")).Select(each => $"\"{each.Key}\" = {Value(each.Value, names)}"))} WHERE id = {names[row["id"].GetString()!]};";
        var columns = row.Where(each => (table, each.Key) != ("audit_entry", "number")).ToList();
        return $"INSERT INTO {table} ({string.Join(", ", columns.Select(each => $"\"{each.Key}\""))}) VALUES ({string.Join(", ", columns.Select(each => Fresh(table, each.Key, row, names) ?? Value(each.Value, names)))});";
    }

    /// <summary>What may not stand twice.</summary>
    static string? Fresh(string table, string column, Dictionary<string, JsonElement> row, Dictionary<string, string> names) => (table, column) switch
    {
        ("event" or "notice", "sequence") when names.GetValueOrDefault(row["process_id"].GetString()!) == ":p" => $":s + {row["sequence"].GetRawText()}",
        ("notice", "id") or ("operation", "key") => "gen_random_uuid()",
        (_, "number") => ":n",
        _ => null,
    };

    // Escaped throughout: pgbench would take a colon in a document for a variable.
    static string Value(JsonElement value, Dictionary<string, string> names) => value.ValueKind switch
    {
        JsonValueKind.Null => "NULL",
        JsonValueKind.String when names.TryGetValue(value.GetString()!, out var name) => name,
        JsonValueKind.String => $"E'{value.GetString()!.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal).Replace(":", "\\x3a", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}'",
        _ => value.GetRawText(),
    };

    static bool Is(JsonElement value, Guid id) => value.GetString() == id.ToString("D", CultureInfo.InvariantCulture);

    static async Task<string> Text(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    static async Task<List<Dictionary<string, JsonElement>>> Rows(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Dictionary<string, JsonElement>>();
        while (await reader.ReadAsync()) rows.Add(JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(reader.GetString(0))!);
        return rows;
    }
}
