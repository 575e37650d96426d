using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Waymark.App.Features.Problems;
using Waymark.Core.Access;
using Waymark.Core.Record;

namespace Waymark.App.Features.Access;

/// <summary>
/// Reads what was sent before anything else looks at it: an upload can end half-way, be longer than any may be, or find no room on the way in.
/// Nothing of it is kept, and that it came is one entry, about the child whom the address leads to.
/// </summary>
sealed class ReadsTheForm : IAsyncAuthorizationFilter, IOrderedFilter
{
    const int WhateverDotNetFindsItself = unchecked((int)0x80131620);

    /// <summary>Behind <see cref="NeedsSignIn"/> (0), and before the form's token is looked for (1000), where whatever can't be read is taken for a forgery.</summary>
    public int Order => 900;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType || http.Features.Get<Desk>() is not { Viewer: { } viewer } desk) return;
        try
        {
            await http.Request.ReadFormAsync();
        }
        catch (Exception trouble) when (trouble is IOException or InvalidDataException or OperationCanceledException or UnauthorizedAccessException)
        {
            var (word, problem) = Of(trouble, http);
            if (word == "disk") Failures.Log(http, trouble);
            var upload = http.Request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase);
            var entry = desk.Entry(AuditAction.Change, upload ? "documents/attach" : RecordsTheView.NameOf(context.ActionDescriptor), AuditOutcome.Refused) with { Fields = word };
            await desk.Authority.Audit.Write(await About(viewer, http.Request, entry));
            context.Result = new ProblemResult(problem);
        }
    }

    static (string, Problem) Of(Exception trouble, HttpContext context) => trouble switch
    {
        BadHttpRequestException { StatusCode: 413 } => ("size", Problem.TooLarge()),
        InvalidDataException => ("form", Problem.Stale(context)),
        // The system's own errors have its number: the disk's. A connection's and a body's that ends too early have none.
        UnauthorizedAccessException or IOException { HResult: not WhateverDotNetFindsItself } => ("disk", Problem.NoRoom()),
        _ => ("cut off", Problem.Stale(context)),
    };

    /// <summary>As the page would have said it: of what the viewer may not see, the child alone, for those who review access.</summary>
    static async Task<AuditEntry> About(Viewer viewer, HttpRequest request, AuditEntry entry)
    {
        if (!Guid.TryParse($"{request.RouteValues["id"]}", out var id)) return entry;
        return request.Path.Value!.Split('/')[1] switch
        {
            "children" => With(await viewer.Child(id), null),
            "processes" => With(await viewer.Process(id), row => (row.Id, null)),
            "worksteps" => With(await viewer.Workstep(id), row => (row.ProcessId, row.Id)),
            "requests" => With(await viewer.Request(id), row => (row.ProcessId, row.WorkstepId)),
            "notes" => With(await viewer.CaseNote(id), null),
            _ => entry,
        };

        AuditEntry With<T>(Access<T> access, Func<T, (Guid?, Guid?)>? of) where T : class
        {
            var (process, workstep) = access.Row is { } row && of is not null ? of(row) : (null, null);
            return entry with { ChildId = access.Child, ProcessId = process, WorkstepId = workstep, Outcome = access.Ruling.Verdict == Verdict.Conceal ? AuditOutcome.Concealed : AuditOutcome.Refused };
        }
    }
}
