using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Access;
using Waymark.Core.Record;

namespace Waymark.App.Features.SignIn;

/// <summary>
/// A session is a row of one authority's database; the cookie, named after the authority, holds a token of which the row has only
/// the hash. So a session of one authority is nobody in another, and ending the row ends it everywhere at once.
/// </summary>
static class Sessions
{
    static readonly Duration Idle = Duration.FromMinutes(30), Longest = Duration.FromHours(12);

    /// <summary>How stale the row's last-seen time may be: a write for every page read would buy nothing.</summary>
    static readonly Duration Grain = Duration.FromMinutes(1);

    public static async Task Begin(HttpContext context, Desk desk, Guid worker)
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var now = desk.MachineNow;
        await using var writing = await desk.Authority.Database.Write();
        writing.Db.Sessions.Add(new SessionRow { TokenHash = Hash(token), Worker = worker, StartedAt = now, SeenAt = now, EndsAt = now + Longest });
        await writing.Db.Sessions.Where(old => old.EndsAt < now).ExecuteDeleteAsync();
        // A reason given is for one session: a new one asks again.
        await writing.Db.AccessReasons.Where(given => given.Worker == worker && given.Until > desk.Now).ExecuteUpdateAsync(set => set.SetProperty(given => given.Until, desk.Now));
        await writing.Commit();
        context.Response.Cookies.Append(Cookie(desk), token, Options(context));
    }

    /// <summary>Finds whose request this is. Without a session that still holds, the desk has no viewer.</summary>
    public static async Task Find(HttpContext context, Desk desk)
    {
        if (context.Request.Cookies[Cookie(desk)] is not { Length: > 0 and < 100 } token) return;
        var (hash, now) = (Hash(token), desk.MachineNow);
        var found = await (
            from session in desk.Db.Sessions
            where session.TokenHash == hash && session.EndsAt > now && session.SeenAt > now - Idle
            join worker in desk.Db.Workers on session.Worker equals worker.Id
            select new { session, worker }).FirstOrDefaultAsync();
        if (found is null || found.worker.LockedUntil > now) return;
        if (await Viewer(desk, found.worker) is not { } viewer) return;

        (desk.Session, desk.Viewer) = (hash, viewer);
        context.User = Principal(desk, found.worker.Id);
        if (found.session.SeenAt < now - Grain)
            await desk.Db.Sessions.Where(session => session.TokenHash == hash).ExecuteUpdateAsync(set => set.SetProperty(session => session.SeenAt, now));
    }

    public static async Task End(HttpContext context, Desk desk)
    {
        if (desk.Session is { } hash) await desk.Db.Sessions.Where(session => session.TokenHash == hash).ExecuteDeleteAsync();
        context.Response.Cookies.Delete(Cookie(desk), Options(context));
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
    }

    /// <summary>Null: no longer works here.</summary>
    static async Task<Viewer?> Viewer(Desk desk, WorkerRow row)
    {
        var (db, today, id) = (desk.Db, desk.Today, row.Id);
        var away = await db.Absences.Where(absence => absence.Deputy == id && absence.From <= today && (absence.To == null || absence.To >= today)).ToListAsync();
        var hats = away.Select(absence => absence.Worker).Append(id).ToList();
        var holdings = await db.Holdings.Where(held => hats.Contains(held.Worker) && held.From <= today && (held.To == null || held.To >= today)).ToListAsync();
        var worker = row.Worker();
        var trained = desk.Pack.Access.Any(rule => rule.Needs is not null) ? await db.Trainings.Where(done => done.Worker == id).ToListAsync() : [];
        var capacity = Capacity.Of(new Register([worker], holdings, [], away) { Trainings = trained }, id, today);
        return capacity.Active ? new Viewer(db, desk.Pack, worker, capacity, desk.Now, today) : null;
    }

    // Antiforgery binds its token to this name, so that a form of one session is refused in another.
    static ClaimsPrincipal Principal(Desk desk, Guid worker) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, $"{desk.Authority.Id}/{worker}")], "session"));

    static string Cookie(Desk desk) => $"waymark-{desk.Authority.Id}";

    static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = context.Request.PathBase, IsEssential = true,
    };

    static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token)));
}
