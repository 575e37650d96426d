using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Waymark.Core.Record;

namespace Waymark.App.Features.Access;

/// <summary>
/// Every view and every refusal leaves one entry, committed after the page's queries and before its first byte; if it can't be
/// written, nothing is shown (design part 4).
/// </summary>
sealed class RecordsTheView : IAsyncResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Controller is WaymarkPage page && context.HttpContext.Features.Get<Desk>() is { Viewer: not null } desk && IsOf(page.Sight, context.Result))
            await desk.Record(page.Sight, ActionOf(page.Sight, context.Result), NameOf(context.ActionDescriptor));
        await next();
    }

    /// <summary>The page, as the audit names it: 'worksteps/section'.</summary>
    internal static string NameOf(ActionDescriptor page) => page.DisplayName?.TrimStart('/').ToLowerInvariant() ?? "";

    static AuditAction ActionOf(Sight sight, IActionResult result) =>
        result is FileResult ? AuditAction.Download : sight.Terms is not null ? AuditAction.Search : AuditAction.View;

    static bool IsOf(Sight sight, IActionResult result) => sight.Refused is not null || (result is PageResult or FileResult && !sight.Entered);
}
