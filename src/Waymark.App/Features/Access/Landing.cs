using Microsoft.AspNetCore.Mvc;

namespace Waymark.App.Features.Access;

/// <summary>Where somebody is taken who was asked something on the way. Always below the authority's own path: there is no way from here to another site.</summary>
static class Landing
{
    public static RedirectResult On(HttpRequest request, string? path) =>
        new(request.PathBase + (path is { Length: < 400 } && path.StartsWith('/') && !path.Any(letter => letter is '\\' || char.IsControl(letter)) ? path : "/"));
}
