using Microsoft.AspNetCore.Mvc;

namespace Waymark.App.Features.Problems;

/// <summary>A problem as the answer of a page.</summary>
sealed class ProblemResult(Problem problem) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context) => problem.Write(context.HttpContext);
}
