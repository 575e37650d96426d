using Microsoft.Data.Sqlite;
using Npgsql;

namespace Waymark.App;

/// <summary>What went wrong, for the log: kinds and places and never a message, since a database or a reader quotes what people wrote.</summary>
static class Trouble
{
    public static IEnumerable<Exception> Chain(Exception? trouble)
    {
        for (; trouble is not null; trouble = trouble.InnerException) yield return trouble;
    }

    public static string InWords(Exception trouble) => $"{string.Join(" < ", Chain(trouble).Select(Kind))}\n{trouble.StackTrace}";

    static string Kind(Exception trouble) => trouble switch
    {
        SqliteException sqlite => $"SqliteException {sqlite.SqliteErrorCode}/{sqlite.SqliteExtendedErrorCode}",
        PostgresException postgres => $"PostgresException {postgres.SqlState} {postgres.ConstraintName}",
        _ => trouble.GetType().Name,
    };
}
