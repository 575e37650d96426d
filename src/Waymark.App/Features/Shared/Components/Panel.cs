using Microsoft.AspNetCore.Html;

namespace Waymark.App.Features.Shared.Components;

/// <summary>
/// "Sent to Priya Shah", after a journey's end; or, with <c>govuk-panel--interruption</c>, a stop before something unusual: skipping
/// stages, a due date that isn't a working day.
/// </summary>
public sealed record Panel(string? TitleText = null, string? Text = null) : TextComponent(Text)
{
    public IHtmlContent? TitleHtml { get; init; }
    public int HeadingLevel { get; init; } = 1;
    public PanelActions? Actions { get; init; }

    bool IsInterruption => Classes?.Contains("govuk-panel--interruption", StringComparison.Ordinal) == true;

    protected override Markup Render() => $"""
        <div class="govuk-panel{And(!IsInterruption, "govuk-panel--confirmation")}{And(Classes)}"{Attributes}>
          <h{HeadingLevel} class="govuk-panel__title">
            {TitleHtml ?? (Markup)$"{TitleText}"}
          </h{HeadingLevel}>
          {(IsEmpty ? null : (Markup)$"<div class=\"govuk-panel__body\">{Body}</div>")}
          {(IsInterruption && Actions is not null ? ActionsOf(Actions) : null)}
        </div>
        """;

    static Markup ActionsOf(PanelActions actions) => $"""
        <div class="govuk-panel__actions{And(actions.Classes)}"{actions.Attributes}>
        {(actions.Items.Count == 0 ? null : (Markup)$"<div class=\"govuk-button-group\">{actions.Items.Select(action => (Markup)$"{Action(action)}\n")}</div>")}
        </div>
        """;

    static IHtmlContent Action(PanelAction action) => string.IsNullOrEmpty(action.Href) || action.Type == "button"
        ? new Button(action.Text)
        {
            Type = action.Type ?? "button",
            Classes = "govuk-button--inverse" + And(action.Classes),
            Href = action.Href,
            Attributes = action.Attributes,
        }
        : (Markup)$"<a class=\"govuk-link govuk-link--inverse{And(action.Classes)}\" href=\"{action.Href}\"{action.Attributes}>{action.Text}</a>";
}

public sealed record PanelActions
{
    public string? Classes { get; init; }
    public Attributes? Attributes { get; init; }
    public IReadOnlyList<PanelAction> Items { get; init; } = [];
}

public sealed record PanelAction(string? Text = null)
{
    public string? Href { get; init; }
    public string? Type { get; init; }
    public string? Classes { get; init; }
    public Attributes? Attributes { get; init; }
}
