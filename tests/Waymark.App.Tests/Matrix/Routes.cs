using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Waymark.App.Tests.Matrix;

/// <summary>One thing that can be asked of the server: a page, or one of the posts that it takes.</summary>
/// <param name="Handler">Of a page that takes several posts, which; empty: the only one.</param>
/// <param name="Of">Which of several things of that kind, in words; empty: there is one.</param>
internal sealed partial record Asked(string Method, string Route, string Handler, string Of = "")
{
    public string Label => $"{Method,-4} /{Route.Replace(":guid", "", StringComparison.Ordinal).Replace(":int", "", StringComparison.Ordinal)}{(Handler.Length == 0 ? "" : $" {Handler}")}{(Of.Length == 0 ? "" : $" ({Of})")}";

    /// <summary>As the audit names it: 'worksteps/section'.</summary>
    public string Page { get; init; } = "";

    /// <summary>It ends the session of whoever sends it.</summary>
    public bool EndsTheSession => Route == "sign-out";

    /// <summary>What alters most is asked last, so that what comes before it is answered of the record as it was.</summary>
    public int Weight => EndsTheSession ? 9 : (Route, Handler) switch
    {
        ("requests/{id:guid}/reassign", "") => 2,
        ("requests/{id:guid}/withdraw", "") => 3,
        ("worksteps/{id:guid}/reassign", "") => 4,
        ("worksteps/{id:guid}/reopen", "") => 5,
        ("processes/{id:guid}/cancel", "") => 6,
        ("children/{id:guid}/restrictions", _) => 7,
        ("children/emergency", _) => 8,
        _ => 1,
    };

    public bool NamesSomething => Route.Contains(":guid", StringComparison.Ordinal);

    /// <summary>From the route table: every page, and every post that its model takes.</summary>
    public static async Task<IReadOnlyList<Asked>> All(IServiceProvider services)
    {
        var loader = services.GetRequiredService<PageLoader>();
        var all = new List<Asked>();
        foreach (var endpoint in services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            var page = endpoint.Metadata.GetMetadata<PageActionDescriptor>();
            Assert.True(page is not null, $"{endpoint.RoutePattern.RawText} is no page: say in the matrix how it is asked for");
            var route = endpoint.RoutePattern.RawText!.Trim('/');
            var name = page.DisplayName!.TrimStart('/').ToLowerInvariant();
            all.Add(new Asked("GET", route, "") { Page = name });
            foreach (var handler in (await loader.LoadAsync(page, endpoint.Metadata)).HandlerMethods.Where(each => each.HttpMethod is not ("Get" or "Page"))) all.Add(new Asked(handler.HttpMethod.ToUpperInvariant(), route, handler.Name ?? "") { Page = name });
        }
        return [.. all.Distinct().OrderBy(each => each.Route, StringComparer.Ordinal).ThenBy(each => each.Method, StringComparer.Ordinal).ThenBy(each => each.Handler, StringComparer.Ordinal)];
    }

    /// <summary>Where it is asked for. A route with a value that nobody has named is a fault of the world: it has to have such a thing.</summary>
    public string Address(string council, IReadOnlyDictionary<string, string> things)
    {
        var first = Route.Split('/')[0];
        var path = Value().Replace(Route, value => Named(things, $"{Route} {value.Groups[1].Value}") ?? Named(things, $"{first}/{value.Groups[1].Value}")
            ?? throw new InvalidOperationException($"The matrix has no '{first}/{value.Groups[1].Value}' for the route {Route}: add one to the world."));
        return $"/{council}/{path}{(Handler.Length == 0 ? "" : $"?handler={Handler}")}";
    }

    static string? Named(IReadOnlyDictionary<string, string> things, string name) => things.TryGetValue(name, out var value) ? value : null;

    /// <summary>What is sent, where an empty form would be answered alike to everybody: never so much that it would do something to the record that a later answer rests on.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields(IReadOnlyDictionary<string, string> things) => (Route, Handler) switch
    {
        ("children/{id:guid}", "Start") => [("protocol", things["start protocol"]), ("workstep", things["start workstep"])],
        ("children/{id:guid}/documents", "Answer") => [("asked", things["asked"]), ("agree", "false")],
        ("children/{id:guid}/placements", "End") => [("placement", things.GetValueOrDefault("placement", ""))],
        ("documents/{id:guid}/need", "") => [("Why", "For the placement meeting on Friday."), ("Place", "Shared drive"), ("Take", "true")],
        ("children/emergency", "") => [("Number", things["number"]), ("Why", "He rang from the bus station and has nowhere to go.")],
        ("children", "") => [("Typed", things["name"])],
        ("access", "") => [("id", things.GetValueOrDefault("given", $"{Guid.Empty}"))],
        ("requests/{id:guid}/reassign" or "worksteps/{id:guid}/reassign", "") => [("To", things["successor"]), ("Reason", "She is away from Monday.")],
        ("requests/{id:guid}/withdraw" or "worksteps/{id:guid}/reopen" or "processes/{id:guid}/cancel", "") => [("Reason", "It was begun by mistake.")],
        _ => [],
    };

    [GeneratedRegex(@"\{(\w+)(?::\w+)?\??\}")]
    private static partial Regex Value();
}
