using Microsoft.Extensions.Primitives;

namespace Waymark.App;

/// <summary>
/// On every answer, whoever asked: no script or style but our own files, nobody frames us, nothing leaks to other sites, and
/// nothing but the fixed assets is kept by a browser or a proxy (OWASP ASVS 5, chapter 3).
/// </summary>
static class SecurityHeaders
{
    static readonly KeyValuePair<string, StringValues>[] Always =
    [
        new("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"),
        new("X-Content-Type-Options", "nosniff"),
        new("Referrer-Policy", "no-referrer"),
        new("X-Frame-Options", "DENY"),
        new("Cross-Origin-Opener-Policy", "same-origin"),
        new("Cross-Origin-Resource-Policy", "same-origin"),
        new("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
    ];

    public static Task Add(HttpContext context, RequestDelegate next)
    {
        foreach (var (name, value) in Always) context.Response.Headers[name] = value;
        context.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}
