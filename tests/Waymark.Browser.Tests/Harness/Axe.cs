using System.Text.Json;
using Microsoft.Playwright;

namespace Waymark.Browser.Tests.Harness;

/// <summary>axe-core, from tests/assets, run inside the page.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Script = new(() => File.ReadAllText(Checkout.At("tests", "assets", "axe-core-4.14.1", "axe.min.js")));

    public static async Task<IReadOnlyList<string>> Violations(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("typeof axe === 'object'")) await page.EvaluateAsync(Script.Value);
        var found = await page.EvaluateAsync<JsonElement>("""
            async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations
                .flatMap(rule => rule.nodes.map(node => `${rule.id} (${rule.impact}): ${rule.help}: ${node.html.slice(0, 300)}`))
            """);
        return [.. found.EnumerateArray().Select(each => each.GetString()!)];
    }
}
