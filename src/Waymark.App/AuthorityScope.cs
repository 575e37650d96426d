using System.Net;
using Waymark.App.Features.Access;
using Waymark.App.Features.Problems;
using Waymark.App.Features.SignIn;
using Waymark.App.Store;

namespace Waymark.App;

/// <summary>
/// The first segment of the path is the authority: it is moved to PathBase and that authority is opened, before anything else, so
/// that no page, link or query knows that there are others.
/// </summary>
static class AuthorityScope
{
    public static async Task Open(HttpContext context, RequestDelegate next, ServeOptions options)
    {
        var (first, after) = Split(context.Request.Path);
        if (first.Length == 0) context.Request.Path = "/front";
        if (first is "" or "assets")
        {
            await next(context);
            return;
        }
        if (options.Authorities.Find(first) is not { } authority)
        {
            var down = options.Authorities.Closed.Any(closed => closed.Id == first && closed.MayOpen);
            await (down ? Problem.Unavailable(context) : Problem.NotFound(context)).Write(context);
            return;
        }
        if (after.Length == 0 && HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Redirect($"/{authority.Id}/");
            return;
        }
        context.Request.PathBase = $"/{authority.Id}";
        context.Request.Path = after;
        if (authority.IsDemonstration && !options.DemoOnNetwork && !IsLocal(context))
        {
            await Problem.Refused(context, "A demonstration has no passwords, so it is shown on its own machine alone.").Write(context);
            return;
        }
        await using var desk = new Desk(authority, context.TraceIdentifier, context.Connection.RemoteIpAddress?.ToString());
        context.Features.Set(desk);
        await next(context);
    }

    public static async Task FindViewer(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<Desk>() is { } desk)
        {
            await Sessions.Find(context, desk);
            context.Features.Set(await Frames.Of(desk));
        }
        await next(context);
    }

    static (string First, string After) Split(PathString path)
    {
        var whole = (path.Value ?? "").TrimStart('/');
        var slash = whole.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (whole, "") : (whole[..slash], whole[slash..]);
    }

    static bool IsLocal(HttpContext context) => context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);
}
