using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Problems;
using Waymark.Core.Record;

namespace Waymark.App.Features.Access;

/// <summary>
/// How much one person may be shown in a time: more than anybody's work needs, and less than a stolen password or a script would take.
/// A null is no limit.
/// </summary>
public sealed record Limits
{
    public static readonly Limits None = new() { Pages = null, Searches = null, Downloads = null, Exports = null };

    /// <summary>In a minute.</summary>
    public int? Pages { get; init; } = 120;

    /// <summary>In a minute.</summary>
    public int? Searches { get; init; } = 30;

    /// <summary>Files in an hour.</summary>
    public int? Downloads { get; init; } = 60;

    /// <summary>Lists as files in a day.</summary>
    public int? Exports { get; init; } = 10;

    /// <summary>From 'limits' in waymark.json: pages, searches, downloads, exports; 0 is no limit.</summary>
    public static Limits Read(IConfigurationSection section)
    {
        var usual = new Limits();
        int? Of(string key, int? otherwise) => int.TryParse(section[key], out var said) && said >= 0 ? said == 0 ? null : said : otherwise;
        return new() { Pages = Of("pages", usual.Pages), Searches = Of("searches", usual.Searches), Downloads = Of("downloads", usual.Downloads), Exports = Of("exports", usual.Exports) };
    }
}

/// <summary>
/// Before a page is made: whoever was shown as much as <see cref="Limits"/> allow is asked to wait. What was shown is counted in the
/// audit itself, so that every node counts alike; that it came to this is an entry too, which whoever reviews access sees.
/// </summary>
sealed class HoldsToLimits(Limits limits) : IAsyncResourceFilter
{
    /// <summary>What the audit calls it when somebody is asked to wait; the kind follows.</summary>
    public const string What = "limit/";

    sealed record Limit(string Kind, int Most, Duration In, string Words);

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) && http.Features.Get<Desk>() is { Viewer: { } viewer } desk)
            foreach (var limit in Of(RecordsTheView.NameOf(context.ActionDescriptor), http.Request))
            {
                if (await Shown(desk, viewer.Id, limit) < limit.Most) continue;
                await desk.Authority.Audit.Write(desk.Entry(AuditAction.View, What + limit.Kind, AuditOutcome.Refused));
                context.Result = new ProblemResult(Problem.TooMany(limit.Words));
                return;
            }
        await next();
    }

    IEnumerable<Limit> Of(string page, HttpRequest request)
    {
        if (limits.Exports is { } exports && IsExport(page)) yield return new("exports", exports, Duration.FromDays(1), $"You have taken {exports} lists as files in a day. You can take more tomorrow.");
        if (limits.Downloads is { } downloads && page is ("documents/download" or "bundles/document")) yield return new("downloads", downloads, Duration.FromHours(1), $"You have taken {downloads} files in an hour. You can take more in an hour.");
        if (limits.Searches is { } searches && page == "children/index" && request.Query.ContainsKey("search")) yield return new("searches", searches, Duration.FromMinutes(1), $"You have searched {searches} times in a minute. You can search again in a minute.");
        if (limits.Pages is { } pages) yield return new("pages", pages, Duration.FromMinutes(1), $"You have opened {pages} pages in a minute. You can go on in a minute.");
    }

    static bool IsExport(string page) => page.EndsWith("export", StringComparison.Ordinal);

    static Task<int> Shown(Desk desk, Guid me, Limit limit)
    {
        var since = desk.Now - limit.In;
        var mine = desk.Db.AuditEntries.Where(entry => entry.Worker == me && entry.At > since && entry.Outcome == AuditOutcome.Done);
        return (limit.Kind switch
        {
            "exports" => mine.Where(entry => entry.Action == AuditAction.Download && entry.What.EndsWith("export")),
            "downloads" => mine.Where(entry => entry.Action == AuditAction.Download && !entry.What.EndsWith("export")),
            "searches" => mine.Where(entry => entry.Action == AuditAction.Search),
            _ => mine.Where(entry => entry.Action == AuditAction.View || entry.Action == AuditAction.Search || entry.Action == AuditAction.Download),
        }).CountAsync();
    }
}
