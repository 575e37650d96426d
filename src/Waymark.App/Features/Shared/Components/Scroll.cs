namespace Waymark.App.Features.Shared.Components;

/// <summary>A wide table in a box of its own: on a narrow screen the box scrolls, by finger or arrow keys, and the page doesn't.</summary>
public sealed record Scroll(string Label, Table Table) : Component
{
    protected override Markup Render() =>
        $"<div class=\"wm-scroll{And(Classes)}\" tabindex=\"0\" role=\"region\" aria-label=\"{Label}\"{Attributes}>{Table}</div>";
}
