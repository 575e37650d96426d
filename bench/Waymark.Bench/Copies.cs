using Npgsql;
using Waymark.Core.Processes;

namespace Waymark.Bench;

/// <summary>Copies of one process, with ids and numbers of their own: thousands that wait to be finished, in seconds.</summary>
internal static class Copies
{
    public static async Task Make(NpgsqlConnection connection, Process process, int before, int count)
    {
        foreach (var table in (string[])["process", "process_child", "workstep", "event", "clock"])
            await Execute(connection, $"""
                INSERT INTO {table}
                SELECT (jsonb_populate_record(NULL::{table}, replace(replace(regexp_replace(t.row::text, '(\\"number\\":){process.Number}\y', '\1' || {before} + n, 'g'),
                        '{process.Id}', md5('p' || n)::uuid::text), '{process.Worksteps[0].Id}', md5('w' || n)::uuid::text)::jsonb
                    || CASE WHEN '{table}' = 'process' THEN jsonb_build_object('number', {before} + n) WHEN '{table}' = 'clock' THEN jsonb_build_object('id', md5('c' || n)::uuid) ELSE jsonb_build_object() END)).*
                FROM (SELECT to_jsonb(each) AS row FROM {table} each WHERE {(table == "process" ? "id" : "process_id")} = '{process.Id}') t, generate_series(1, {count}) n
                """);
        await Execute(connection, $"UPDATE counter SET next = {before + count + 1} WHERE name = 'process'");
        await Execute(connection, "VACUUM ANALYZE");
    }

    static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }
}
