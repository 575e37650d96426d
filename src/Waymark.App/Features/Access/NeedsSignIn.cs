using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Waymark.App.Features.Problems;

namespace Waymark.App.Features.Access;

/// <summary>
/// By folder, not by page: every page is for a worker who is signed in, but those of the folders named here. A page that is added
/// can't forget it.
/// </summary>
sealed class NeedsSignIn : IPageApplicationModelConvention
{
    public void Apply(PageApplicationModel page)
    {
        var folder = page.ViewEnginePath.Split('/')[1];
        page.Filters.Add(folder switch
        {
            "Front" => new InNoAuthority(),
            "SignIn" => new InAnAuthority(),
            _ => new SignedIn(),
        });
    }

    sealed class SignedIn : IAsyncPageFilter
    {
        public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

        public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
        {
            var http = context.HttpContext;
            if (http.Features.Get<Desk>() is not { } desk) context.Result = new ProblemResult(Problem.NotFound(http));
            else if (desk.Viewer is null) context.Result = new RedirectToPageResult("/SignIn/Index", new { to = To(http.Request) });
            else await next();
        }

        // Only a page that was asked for is landed on; a form that was sent is not sent again.
        static string? To(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Path != "/" ? request.Path.Value : null;
    }

    sealed class InAnAuthority : IPageFilter
    {
        public void OnPageHandlerSelected(PageHandlerSelectedContext context) { }

        public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
        {
            if (context.HttpContext.Features.Get<Desk>() is null) context.Result = new ProblemResult(Problem.NotFound(context.HttpContext));
        }

        public void OnPageHandlerExecuted(PageHandlerExecutedContext context) { }
    }

    sealed class InNoAuthority : IPageFilter
    {
        public void OnPageHandlerSelected(PageHandlerSelectedContext context) { }

        public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
        {
            if (context.HttpContext.Features.Get<Desk>() is not null) context.Result = new ProblemResult(Problem.NotFound(context.HttpContext));
        }

        public void OnPageHandlerExecuted(PageHandlerExecutedContext context) { }
    }
}
