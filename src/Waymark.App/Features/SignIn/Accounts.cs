using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Store;

namespace Waymark.App.Features.SignIn;

/// <summary>Local accounts: the framework's hashing, and five wrong passwords lock for a quarter of an hour.</summary>
static class Accounts
{
    public const int ShortestPassword = 15;
    const int Tries = 5;
    static readonly Duration Lock = Duration.FromMinutes(15);

    /// <summary>Until somebody unlocks it.</summary>
    public static readonly Instant ForGood = Instant.FromUtc(9999, 1, 1, 0, 0);

    static readonly PasswordHasher<WorkerRow> Hasher = new();
    static readonly Lazy<string> Nobodys = new(() => Hasher.HashPassword(null!, Guid.NewGuid().ToString()));

    public static string Hash(string password) => Hasher.HashPassword(null!, password);

    /// <summary>The worker, or null: the page says the same for a wrong name, a wrong password, a lock and a leaver, and takes as long.</summary>
    public static async Task<WorkerRow?> Check(Database database, string login, string password, Instant now, LocalDate today)
    {
        await using var db = database.Open();
        var folded = Names.Fold(login);
        var worker = await db.Workers.FirstOrDefaultAsync(row => row.Login == folded);
        var right = Hasher.VerifyHashedPassword(null!, worker?.PasswordHash ?? Nobodys.Value, password) != PasswordVerificationResult.Failed;
        if (worker?.PasswordHash is null || worker.LockedUntil > now || worker.LeftOn <= today) return null;

        // Counted in the database, so that tries on several nodes at once add up.
        if (right) await db.Workers.Where(row => row.Id == worker.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.FailedSignIns, 0).SetProperty(row => row.LockedUntil, (Instant?)null));
        else
        {
            await db.Workers.Where(row => row.Id == worker.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.FailedSignIns, row => row.FailedSignIns + 1));
            await db.Workers.Where(row => row.Id == worker.Id && row.FailedSignIns >= Tries)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.FailedSignIns, 0).SetProperty(row => row.LockedUntil, now + Lock));
        }
        return right ? worker : null;
    }
}
