using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Waymark.App.Store;

/// <summary>
/// Opens contexts on one authority's database, and passes one writer at a time on SQLite. PostgreSQL passes them all.
/// </summary>
public sealed class Database : IDisposable
{
    /// <summary>How long a writer waits for its turn on SQLite, and for a file that another program holds: who asked is told sooner than they give up.</summary>
    const int PatienceSeconds = 10;

    readonly string connectionString;
    readonly PooledDbContextFactory<WaymarkDb> contexts;
    readonly SemaphoreSlim? gate;

    Database(DatabaseEngine engine, string connectionString)
    {
        (Engine, this.connectionString) = (engine, connectionString);
        var options = new DbContextOptionsBuilder<WaymarkDb>().UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        if (engine == DatabaseEngine.Sqlite)
        {
            options.UseSqlite(connectionString).AddInterceptors(new SqlitePragmas());
            gate = new SemaphoreSlim(1);
        }
        else
        {
            options.UseNpgsql(connectionString);
        }
        contexts = new PooledDbContextFactory<WaymarkDb>(options.Options);
    }

    public DatabaseEngine Engine { get; }

    public static Database Sqlite(string file) => new(DatabaseEngine.Sqlite, new SqliteConnectionStringBuilder
    {
        DataSource = file, ForeignKeys = true, Pooling = true, DefaultTimeout = PatienceSeconds,
    }.ConnectionString);

    /// <summary>
    /// A transaction that its program forgot is ended after half a minute: the sealing of the audit relies on that. Statements are
    /// prepared once they have been seen a few times: planned anew each time, a page's dozen took a third longer (measured). None is
    /// compiled: they take milliseconds, and those that a plan took for dear were compiled for longer than they ran, which on a new
    /// database made pages three times slower (measured).
    /// </summary>
    public static Database PostgreSql(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (string.IsNullOrEmpty(settings.Options)) settings.Options = "-c idle_in_transaction_session_timeout=30s -c jit=off";
        if (!settings.ContainsKey("Max Auto Prepare")) settings.MaxAutoPrepare = 200;
        return new Database(DatabaseEngine.PostgreSql, settings.ConnectionString);
    }

    /// <summary>For reading, or for one change that needs no transaction of several statements on PostgreSQL; else <see cref="Write"/>.</summary>
    public WaymarkDb Open() => contexts.CreateDbContext();

    /// <summary>
    /// A transaction to write in. On SQLite one at a time holds it, from BEGIN IMMEDIATE to COMMIT: read what you need first, and do
    /// nothing slow inside. Without <see cref="Writing.Commit"/> nothing was written.
    /// </summary>
    public async Task<Writing> Write(CancellationToken cancel = default)
    {
        // Each of those in line would else wait out the file's holder in turn.
        if (gate is not null && !await gate.WaitAsync(TimeSpan.FromSeconds(PatienceSeconds), cancel)) throw new SqliteException("The turn to write did not come", SQLitePCL.raw.SQLITE_BUSY);
        WaymarkDb? db = null;
        try
        {
            db = Open();
            var transaction = await db.Database.BeginTransactionAsync(cancel);
            return new Writing(db, transaction, gate);
        }
        catch
        {
            if (db is not null) await db.DisposeAsync();
            gate?.Release();
            throw;
        }
    }

    /// <summary>Closes the connections that were kept for the next use.</summary>
    public void Dispose()
    {
        gate?.Dispose();
        if (Engine == DatabaseEngine.Sqlite)
        {
            using var connection = new SqliteConnection(connectionString);
            SqliteConnection.ClearPool(connection);
        }
        else
        {
            using var connection = new NpgsqlConnection(connectionString);
            NpgsqlConnection.ClearPool(connection);
        }
    }

    // WAL stays with the file; the others are the connection's. FULL: what was committed outlives a power cut.
    sealed class SqlitePragmas : DbConnectionInterceptor
    {
        static readonly string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON; PRAGMA recursive_triggers = ON; " + $"PRAGMA busy_timeout = {PatienceSeconds * 1000};";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

/// <summary>A transaction and the turn to write; disposing gives both back, and what wasn't committed is undone.</summary>
public sealed class Writing(WaymarkDb db, IDbContextTransaction transaction, SemaphoreSlim? gate) : IAsyncDisposable
{
    bool over;

    public WaymarkDb Db => db;

    /// <summary>Saves what the context holds, and commits.</summary>
    public async Task Commit(CancellationToken cancel = default)
    {
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (over) return;
        over = true;
        try
        {
            await transaction.DisposeAsync();
            await db.DisposeAsync();
        }
        finally
        {
            gate?.Release();
        }
    }
}
