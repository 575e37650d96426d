using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Waymark.App.Tests.Harness;

/// <summary>
/// Every id that the program's queries brought from one database while this is held: each query is asked again, just before, on a
/// connection of the test's own, and all ids of its answer are kept; those of queries with an exempt tag apart.
/// </summary>
internal sealed class ReadIds : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IAsyncDisposable
{
    readonly List<IDisposable> listening = [];
    readonly TestDatabase database;
    readonly IReadOnlyCollection<string> exempt;
    readonly DbConnection own;
    readonly Lock turn = new();
    Dictionary<Guid, string> seen = [], spared = [];

    public ReadIds(TestDatabase database, IReadOnlyCollection<string> exempt)
    {
        (this.database, this.exempt) = (database, exempt);
        own = Open(database);
        listening.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>A connection past the program.</summary>
    public static DbConnection Open(TestDatabase database)
    {
        DbConnection own = database.Db == Db.PostgreSql
            ? new NpgsqlConnection(database.ConnectionString)
            : new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Directory.GetFiles(database.Folder, "waymark.db", SearchOption.AllDirectories).Single(), Pooling = false }.ConnectionString);
        own.Open();
        return own;
    }

    /// <summary>What was read since the last time, each with the query that brought it; beside it, what only exempt queries brought.</summary>
    public (IReadOnlyDictionary<Guid, string> Read, IReadOnlyDictionary<Guid, string> Exempt) Take()
    {
        lock (turn)
        {
            var taken = (seen, spared);
            (seen, spared) = ([], []);
            return taken;
        }
    }

    public void OnNext(DiagnosticListener listener)
    {
        if (listener.Name == "Microsoft.EntityFrameworkCore") listening.Add(listener.Subscribe(this, (each, _, _) => each == RelationalEventId.CommandExecuting.Name));
    }

    public void OnNext(KeyValuePair<string, object?> happening)
    {
        if (happening.Value is not CommandEventData data || !data.Connection.ConnectionString.Contains(database.Name, StringComparison.Ordinal)) return;
        var text = data.Command.CommandText;
        if (!IsQuery(text)) return;
        lock (turn) Ask(text.Replace("FOR UPDATE", "", StringComparison.Ordinal), data.Command.Parameters, exempt.Any(tag => text.Contains($"-- {tag}", StringComparison.Ordinal)) ? spared : seen);
    }

    static bool IsQuery(string text) =>
        text.Split('\n').FirstOrDefault(line => line.Trim().Length > 0 && !line.StartsWith("--", StringComparison.Ordinal))?.TrimStart() is { } first
        && (first.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase) || first.StartsWith("WITH", StringComparison.OrdinalIgnoreCase));

    void Ask(string text, DbParameterCollection parameters, Dictionary<Guid, string> into)
    {
        using var command = own.CreateCommand();
        command.CommandText = text;
        foreach (DbParameter parameter in parameters)
            command.Parameters.Add(parameter is NpgsqlParameter npgsql ? npgsql.Clone() : new SqliteParameter(parameter.ParameterName, parameter.Value));
        using var rows = command.ExecuteReader();
        while (rows.Read())
            for (var i = 0; i < rows.FieldCount; i++)
                foreach (var id in Ids(rows.GetValue(i))) into.TryAdd(id, text.Split("WHERE")[0].ReplaceLineEndings(" "));
    }

    static IEnumerable<Guid> Ids(object value) => value switch
    {
        Guid id => [id],
        string { Length: 36 } text when Guid.TryParse(text, out var id) => [id],
        Guid[] ids => ids,
        _ => [],
    };

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public async ValueTask DisposeAsync()
    {
        foreach (var each in listening) each.Dispose();
        await own.DisposeAsync();
    }
}
