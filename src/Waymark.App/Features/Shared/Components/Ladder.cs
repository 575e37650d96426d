using Microsoft.AspNetCore.Html;

namespace Waymark.App.Features.Shared.Components;

public enum Rung
{
    Done,
    Here,
    NotUsed,
    Ahead,
}

/// <summary>The stages of an escalation, lowest first: which were used, where it is, which were passed over and why, what could follow.</summary>
public sealed record Ladder(IReadOnlyList<LadderStage> Stages) : Component
{
    /// <summary>Across the page where there is room, for a short ladder without much under each stage.</summary>
    public bool Across { get; init; }
    public string Label { get; init; } = "Stages";

    protected override Markup Render() => $"""
        <ol class="wm-ladder{And(Across, "wm-ladder--across")}{And(Classes)}" aria-label="{Label}"{Attributes}>
        {Stages.Select(Stage)}
        </ol>
        """;

    static Markup Stage(LadderStage stage, int index) => $"""
        <li class="wm-ladder__stage wm-ladder__stage--{Name(stage.Rung)}"{(stage.Rung == Rung.Here ? Markup.Attribute("aria-current", "step") : null)}>
          <span class="wm-ladder__mark" aria-hidden="true">{stage.Mark ?? $"{index + 1}"}</span>
          <p class="wm-ladder__title">{stage.Title} <span class="wm-ladder__status">{stage.Status ?? Words(stage.Rung)}</span></p>
          {(stage.Html is null ? null : (Markup)$"<div class=\"wm-ladder__body\">{stage.Html}</div>")}
        </li>
        """;

    static string Name(Rung rung) => rung switch { Rung.Done => "done", Rung.Here => "here", Rung.NotUsed => "not-used", _ => "ahead" };

    static string Words(Rung rung) => rung switch { Rung.Done => "Used", Rung.Here => "Now", Rung.NotUsed => "Not used", _ => "Not reached" };
}

/// <param name="Title">The stage as the pack names it.</param>
public sealed record LadderStage(string Title, Rung Rung)
{
    /// <summary>In the circle; the place in the list when the stages have no marks of their own.</summary>
    public string? Mark { get; init; }

    /// <summary>Said beside the title instead of "Used", "Now", "Not used" or "Not reached".</summary>
    public string? Status { get; init; }

    /// <summary>Who has it, when it was sent, by when an answer is due, or why it wasn't used.</summary>
    public IHtmlContent? Html { get; init; }
}
