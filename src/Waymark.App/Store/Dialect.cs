using System.Text;
using System.Text.RegularExpressions;

namespace Waymark.App.Store;

public enum DatabaseEngine { Sqlite, PostgreSql }

/// <summary>
/// How a migration, written once, is said to each database: {words} are column types, and a block opened by a line
/// '-- only postgresql' or '-- only sqlite' and closed by '-- end' is for that one.
/// </summary>
static partial class Dialect
{
    static readonly Dictionary<string, (string Sqlite, string PostgreSql)> Words = new()
    {
        ["id"] = ("TEXT", "uuid"),
        ["text"] = ("TEXT", "text COLLATE \"C\""),
        ["instant"] = ("INTEGER", "bigint"),
        ["day"] = ("TEXT", "date"),
        ["int"] = ("INTEGER", "integer"),
        ["long"] = ("INTEGER", "bigint"),
        ["flag"] = ("INTEGER", "boolean"),
        ["bytes"] = ("BLOB", "bytea"),
        ["serial"] = ("INTEGER PRIMARY KEY AUTOINCREMENT", "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
        ["strict"] = ("STRICT", ""),
    };

    public static string Say(string sql, DatabaseEngine engine)
    {
        var said = new StringBuilder(sql.Length);
        string? only = null;
        foreach (var line in sql.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith("-- only ", StringComparison.Ordinal)) only = line["-- only ".Length..];
            else if (line == "-- end") only = null;
            else if (only is null || only == Name(engine)) said.Append(Word().Replace(line, match => Spell(match.Groups[1].Value, engine)).TrimEnd()).Append('\n');
        }
        return said.ToString();
    }

    static string Name(DatabaseEngine engine) => engine == DatabaseEngine.Sqlite ? "sqlite" : "postgresql";

    static string Spell(string word, DatabaseEngine engine) =>
        !Words.TryGetValue(word, out var spelt) ? throw new InvalidOperationException($"'{{{word}}}' in a migration is no column type.")
        : engine == DatabaseEngine.Sqlite ? spelt.Sqlite : spelt.PostgreSql;

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Word();
}
