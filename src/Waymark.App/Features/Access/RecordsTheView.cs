using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Waymark.App.Features.Worksteps;
using Waymark.Core.Record;

namespace Waymark.App.Features.Access;

/// <summary>
/// Every view, every draft, every refusal, and every post that read somebody and changed nothing, leaves one entry, committed after the
/// page's queries and before its first byte; if it can't be written, nothing is shown (design part 4).
/// </summary>
sealed class RecordsTheView : IAsyncResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Controller is WaymarkPage page && context.HttpContext.Features.Get<Desk>() is { Viewer: not null } desk && IsOf(page.Sight, desk, context.Result))
            await desk.Record(page.Sight, ActionOf(page.Sight, context.Result), NameOf(context.ActionDescriptor) + (context.Result is DraftKept ? Draft : ""));
        await next();
    }

    /// <summary>How the entry of a draft is called, after its page: whoever types in a page was shown it, so that lists of looks leave it out.</summary>
    public const string Draft = "/draft";

    /// <summary>The page, as the audit names it: 'worksteps/section'.</summary>
    internal static string NameOf(ActionDescriptor page) => page.DisplayName?.TrimStart('/').ToLowerInvariant() ?? "";

    static AuditAction ActionOf(Sight sight, IActionResult result) =>
        result is FileResult ? AuditAction.Download : sight.Terms is not null ? AuditAction.Search : AuditAction.View;

    static bool IsOf(Sight sight, Desk desk, IActionResult result) => sight.Refused is not null || result switch
    {
        PageResult or FileResult or DraftKept => !sight.Entered,
        // Led on without a change, as it was made already or can't be: what was read for that is entered.
        RedirectResult or RedirectToPageResult => sight.IsOfSomebody && !desk.Entered,
        _ => false,
    };
}
