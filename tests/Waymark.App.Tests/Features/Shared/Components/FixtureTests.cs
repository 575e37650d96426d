using System.Text.Json.Nodes;
using Waymark.App.Features.Shared.Components;
using Xunit;

namespace Waymark.App.Tests.Features.Shared.Components;

/// <summary>
/// Every fixture that govuk-frontend ships for a component that we have: its options go in, and its HTML must come out. A component
/// without fixtures, an option that a record doesn't know, and a fixture that fails are all faults: nothing is left out.
/// </summary>
public class FixtureTests
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "fixtures", "govuk-frontend-6.6.0");

    public static TheoryData<string, string> Fixtures()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal))
            foreach (var fixture in Read(file))
                data.Add(Path.GetFileNameWithoutExtension(file), fixture!["name"]!.GetValue<string>());
        return data;
    }

    [Theory, MemberData(nameof(Fixtures), DisableDiscoveryEnumeration = true)]
    public void Options_in_give_the_HTML_that_govuk_frontend_gives(string component, string name)
    {
        var fixture = Read(Path.Combine(Folder, component + ".json")).Single(f => f!["name"]!.GetValue<string>() == name)!;

        var made = FixtureOptions.Read(TypeOf(component), fixture["options"]!.AsObject()).ToString()!;

        Assert.Equal(NormalisedDom.Of(fixture["html"]!.GetValue<string>()), NormalisedDom.Of(made));
    }

    [Fact]
    public void Every_component_named_as_one_of_govuk_frontend_has_its_fixtures_here()
    {
        var ours = typeof(Component).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Component)) && !type.IsAbstract && !FixtureOptions.OurOwn.Contains(type))
            .Select(type => type.Name);
        var held = Directory.EnumerateFiles(Folder, "*.json").Select(file => TypeOf(Path.GetFileNameWithoutExtension(file)).Name);

        Assert.Equal(held.Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
    }

    static JsonArray Read(string file) => JsonNode.Parse(File.ReadAllText(file))!["fixtures"]!.AsArray();

    static Type TypeOf(string component)
    {
        var name = string.Concat(component.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return typeof(Component).Assembly.GetType($"{typeof(Component).Namespace}.{name}", throwOnError: true)!;
    }
}
