using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace Waymark.App.Tests.Harness;

public sealed class DatabasesTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task A_copy_holds_what_its_template_holds_and_keeps_its_own_changes(Db db)
    {
        await using var first = await databases.Copy(db, "names", Furnish);
        await using var second = await databases.Copy(db, "names", Furnish);
        await Execute(first, "INSERT INTO person VALUES ('Ben')");
        Assert.Equal(2L, await Execute(first, "SELECT count(*) FROM person"));
        Assert.Equal(1L, await Execute(second, "SELECT count(*) FROM person"));
    }

    [Theory, OnBoth("a", 1), OnBoth("b", 2)]
    public async Task An_empty_database_answers(Db db, string letter, int number)
    {
        await using var database = await databases.Empty(db);
        Assert.Equal($"{letter}{number}", await Execute(database, $"SELECT '{letter}' || '{number}'"));
    }

    [Fact]
    public async Task PostgreSQL_is_fifteen_or_later_on_loopback()
    {
        await using var database = await databases.Empty(Db.PostgreSql);
        Assert.True(Convert.ToInt32(await Execute(database, "SELECT current_setting('server_version_num')::int / 10000"), null) >= 15);
        Assert.Equal("127.0.0.1", new NpgsqlConnectionStringBuilder(database.ConnectionString).Host);
    }

    [Fact]
    public async Task A_killed_server_comes_back_with_what_was_committed()
    {
        await using var cluster = await Cluster.Start(durable: true);
        await cluster.Execute("CREATE TABLE kept (word text)");
        await cluster.Execute("INSERT INTO kept VALUES ('still here')");
        await cluster.Kill();
        await cluster.Revive();
        await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var read = new NpgsqlCommand("SELECT word FROM kept", connection);
        Assert.Equal("still here", await read.ExecuteScalarAsync());
    }

    private static Task Furnish(TestDatabase database) => Execute(database, "CREATE TABLE person (name text); INSERT INTO person VALUES ('Ana')");

    private static async Task<object?> Execute(TestDatabase database, string sql)
    {
        await using DbConnection connection = database.Db == Db.PostgreSql
            ? new NpgsqlConnection(database.ConnectionString)
            : new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
