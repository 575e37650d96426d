using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Data.Sqlite;
using Npgsql;
using Waymark.App.Store.Audit;

namespace Waymark.App.Features.Problems;

/// <summary>What went wrong on the way becomes a page that says so; what it was goes to the log, with the request's id and no words of anybody's.</summary>
static class Failures
{
    public static async Task Catch(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
        catch (Exception trouble)
        {
            Log(context, trouble);
            // Part of a page is worse than none: the connection is cut, and the browser says so.
            if (context.Response.HasStarted) context.Abort();
            else await Say(context, trouble);
        }
    }

    /// <summary>Gives words to an answer that has only a number.</summary>
    public static async Task FillIn(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response.HasStarted || context.Response.ContentLength is not null || context.Response.ContentType is not null) return;
        var problem = context.Response.StatusCode switch
        {
            404 => Problem.NotFound(context),
            400 => Problem.Stale(context),
            413 => Problem.TooLarge(),
            >= 400 => Problem.NotFound(context),
            _ => null,
        };
        if (problem is not null) await problem.Write(context);
    }

    static async Task Say(HttpContext context, Exception trouble)
    {
        context.Response.Clear();
        await SecurityHeaders.Add(context, _ => Task.CompletedTask);
        var problem = trouble is BadHttpRequestException { StatusCode: 413 } ? Problem.TooLarge()
            : trouble is BadHttpRequestException or AntiforgeryValidationException ? Problem.Stale(context)
            : trouble is AuditException ? Problem.Unrecorded(context)
            : Trouble.Chain(trouble).Any(IsUnavailable) ? Problem.Unavailable(context)
            : Problem.Failed(context);
        await problem.Write(context);
    }

    internal static void Log(HttpContext context, Exception trouble)
    {
        var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Waymark");
        log.LogError("{Request} {Method} {Trouble}", context.TraceIdentifier, context.Request.Method, Trouble.InWords(trouble));
    }

    // SQLite: busy, locked, read-only, I/O error, corrupt, full, can't open, not a database. PostgreSQL: what isn't its answer to a
    // statement, and the classes 08 (connection), 3D (no such database), 53 (no room, no connections), 55 (not accepting any), 57P and 58 (going down, I/O).
    static bool IsUnavailable(Exception trouble) => trouble switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 6 or 8 or 10 or 11 or 13 or 14 or 26,
        PostgresException postgres => postgres.SqlState[..2] is "08" or "53" or "55" or "58" or "3D" || postgres.SqlState.StartsWith("57P", StringComparison.Ordinal),
        NpgsqlException => true,
        IOException => true,
        _ => false,
    };
}
