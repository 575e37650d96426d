using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Waymark.Core.Record;

namespace Waymark.App.Store.Audit;

/// <summary>
/// Writes the entries of views, searches, downloads and sign-ins. Requests wait for theirs to be committed before the first byte
/// goes out; those that wait at the same moment share one transaction.
/// </summary>
public sealed class AuditWriter : IAsyncDisposable
{
    const int Most = 256;
    readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(4096);
    readonly Database database;
    readonly Task running;

    public AuditWriter(Database database)
    {
        this.database = database;
        running = Task.Run(Run);
    }

    /// <summary>Comes back when the entries are durable. One entry for each child that was shown; a list leaves one with the ids shown.</summary>
    /// <exception cref="AuditException">They couldn't be written: don't show what they speak of.</exception>
    public async Task Write(params IReadOnlyList<AuditEntry> entries)
    {
        if (entries.Count == 0) return;
        var waiting = new Waiting(entries);
        try
        {
            await queue.Writer.WriteAsync(waiting);
        }
        catch (ChannelClosedException closed)
        {
            throw new AuditException(closed);
        }
        await waiting.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await running;
    }

    async Task Run()
    {
        var batch = new List<Waiting>();
        while (await queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < Most && queue.Reader.TryRead(out var waiting)) batch.Add(waiting);
            await Write(batch);
        }
    }

    async Task Write(List<Waiting> batch)
    {
        try
        {
            await Insert(batch);
            foreach (var waiting in batch) waiting.Done.SetResult();
        }
        catch (DbUpdateException) when (batch.Count > 1)
        {
            // One that the database refuses must not take the others with it.
            foreach (var waiting in batch) await Write([waiting]);
        }
        catch (Exception error)
        {
            foreach (var waiting in batch) waiting.Done.SetException(new AuditException(error));
        }
    }

    async Task Insert(List<Waiting> batch)
    {
        await using var writing = await database.Write();
        writing.Db.AddRange(batch.SelectMany(waiting => waiting.Entries));
        await writing.Commit();
    }

    sealed record Waiting(IReadOnlyList<AuditEntry> Entries)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>An access couldn't be recorded, so what was asked for isn't shown.</summary>
public sealed class AuditException(Exception why) : Exception("We could not record this access, so we cannot show it.", why);
