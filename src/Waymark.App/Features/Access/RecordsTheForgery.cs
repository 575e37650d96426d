using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Waymark.Core.Access;
using Waymark.Core.Record;

namespace Waymark.App.Features.Access;

/// <summary>A form without its token, or with another session's, never reaches its page: that it came is recorded here.</summary>
sealed class RecordsTheForgery : IAsyncAlwaysRunResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Result is IAntiforgeryValidationFailedResult && context.HttpContext.Features.Get<Desk>() is { Viewer: not null } desk)
            await desk.Record(new Sight { Refused = Ruling.Deny("") }, AuditAction.Change, RecordsTheView.NameOf(context.ActionDescriptor));
        await next();
    }
}
