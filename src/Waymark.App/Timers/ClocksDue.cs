using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Store;
using Waymark.Core.Processes;

namespace Waymark.App.Timers;

/// <summary>
/// Ticks each process whose timer is due, and begins what children's records call for. The row follows from the process's state and is written with it, so a clock that moved or
/// closed has moved or removed its row; a second node, a second run or a crash finds the tick done.
/// </summary>
public sealed class ClocksDue(ILogger log)
{
    const int AtOnce = 200;
    readonly Dictionary<Guid, (Instant Next, Duration Wait)> failing = [];

    public async Task<int> Run(Authority authority)
    {
        var done = 0;
        foreach (var timer in await Due(authority))
        {
            if (failing.TryGetValue(timer.Subject, out var failed) && authority.Clock.Machine < failed.Next) continue;
            if (await Tick(authority, timer)) done++;
        }
        return done;
    }

    static async Task<List<TimerRow>> Due(Authority authority)
    {
        var now = authority.Clock.GetCurrentInstant();
        await using var db = authority.Open();
        return await db.Timers.Where(row => (row.Kind == TimerKinds.Clocks || row.Kind == TimerKinds.Calls) && row.DueAt <= now).OrderBy(row => row.DueAt).ThenBy(row => row.Subject).Take(AtOnce).ToListAsync();
    }

    async Task<bool> Tick(Authority authority, TimerRow timer)
    {
        try
        {
            if (timer.Kind == TimerKinds.Calls)
            {
                await authority.Casework.Answer(timer.Subject, new Operation(Actor.Time, KeyOf(timer), "timer/calls"));
                failing.Remove(timer.Subject);
                return true;
            }
            var outcome = await authority.Casework.Do(timer.Subject, new Operation(Actor.Time, KeyOf(timer), "timer/clocks"), Engine.Tick);
            if (outcome.Decision.Events.Count == 0 && !outcome.Replayed) await DropStale(authority, timer);
            failing.Remove(timer.Subject);
            return outcome.Decision.Events.Count > 0;
        }
        catch (Exception error)
        {
            // One process that can't be ticked must not keep the others waiting; it is tried again, less and less often.
            var wait = failing.TryGetValue(timer.Subject, out var failed) ? Duration.Min(failed.Wait * 2, Duration.FromHours(1)) : Duration.FromSeconds(10);
            failing[timer.Subject] = (authority.Clock.Machine + wait, wait);
            log.LogError("The clocks of process {Process} of {Authority} could not be looked at; trying again in {Wait}: {Trouble}", timer.Subject, authority.Id, wait, Trouble.InWords(error));
            return false;
        }
    }

    /// <summary>Nothing was due: another node was faster and its row is newer, or the row speaks of what is no more.</summary>
    static async Task DropStale(Authority authority, TimerRow timer)
    {
        await using var writing = await authority.Database.Write();
        await writing.Db.Timers.Where(row => row.Kind == timer.Kind && row.Subject == timer.Subject && row.DueAt == timer.DueAt && row.Version == timer.Version).ExecuteDeleteAsync();
        await writing.Commit();
    }

    /// <summary>The same for the same row, whichever node reads it.</summary>
    static Guid KeyOf(TimerRow timer)
    {
        Span<byte> bytes = stackalloc byte[32];
        timer.Subject.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], Columns.Microseconds(timer.DueAt));
        BinaryPrimitives.WriteInt64BigEndian(bytes[24..], timer.Version);
        return new Guid(SHA256.HashData(bytes)[..16]);
    }
}
