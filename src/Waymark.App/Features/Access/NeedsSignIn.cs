using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Filters;
using Waymark.App.Features.Problems;

namespace Waymark.App.Features.Access;

/// <summary>
/// By folder, not by page: every page is for a worker who is signed in, but those of the folders named here. A page that is added
/// can't forget it.
/// </summary>
sealed class NeedsSignIn : IPageApplicationModelConvention
{
    public void Apply(PageApplicationModel page) => page.Filters.Add(page.ViewEnginePath.Split('/')[1] switch
    {
        "Front" => new Ask(desk => desk is null ? Turn.On : Turn.NotThere),
        "SignIn" => new Ask(desk => desk is null ? Turn.NotThere : Turn.On),
        _ => new Ask(desk => desk is null ? Turn.NotThere : desk.Viewer is null ? Turn.SignIn : Turn.On),
    });

    enum Turn { On, SignIn, NotThere }

    /// <summary>Asked before anything of the page runs, and before what was sent is looked at.</summary>
    sealed class Ask(Func<Desk?, Turn> where) : IAuthorizationFilter
    {
        public void OnAuthorization(AuthorizationFilterContext context)
        {
            var http = context.HttpContext;
            var turn = where(http.Features.Get<Desk>());
            if (turn == Turn.NotThere) context.Result = new ProblemResult(Problem.NotFound(http));
            if (turn == Turn.SignIn) context.Result = new RedirectToPageResult("/SignIn/Index", new { to = To(http.Request) });
        }

        // Only a page that was asked for is landed on; a form that was sent is not sent again.
        static string? To(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Path != "/" ? request.Path.Value : null;
    }
}
