using Microsoft.AspNetCore.Html;

namespace Waymark.App.Features.Shared.Components;

public sealed record SummaryList(IReadOnlyList<SummaryRow?> Rows) : Component
{
    public SummaryCard? Card { get; init; }

    protected override Markup Render()
    {
        var anyRowHasActions = Rows.Any(row => row?.Actions?.Items.Count > 0);
        Markup list = $"""
            <dl class="govuk-summary-list{And(Classes)}"{Attributes}>
            {Rows.OfType<SummaryRow>().Select(row => Row(row, anyRowHasActions))}
            </dl>
            """;
        return Card is null ? list : WithCard(Card, list);
    }

    Markup Row(SummaryRow row, bool anyRowHasActions) => $"""
        <div class="govuk-summary-list__row{And(anyRowHasActions && row.Actions is null, "govuk-summary-list__row--no-actions")}{And(row.Classes)}">
          <dt class="govuk-summary-list__key{And(row.Key?.Classes)}">
            {row.Key?.Body}
          </dt>
          <dd class="govuk-summary-list__value{And(row.Value?.Classes)}">
            {row.Value?.Body}
          </dd>
          {ActionsOf(row.Actions)}
        </div>
        """;

    Markup? ActionsOf(SummaryActions? actions) => actions is not { Items.Count: > 0 } ? null : (Markup)$"""
        <dd class="govuk-summary-list__actions{And(actions.Classes)}">
        {(actions.Items is [var only]
            ? Link(only)
            : (Markup)$"<ul class=\"govuk-summary-list__actions-list\">{actions.Items.Select(action => (Markup)$"<li class=\"govuk-summary-list__actions-list-item\">{Link(action)}</li>")}</ul>")}
        </dd>
        """;

    Markup Link(SummaryAction action) =>
        $"<a class=\"govuk-link{And(action.Classes)}\" href=\"{action.Href}\"{action.Attributes}>{action.Body}{Hidden(action)}</a>";

    // "Change" alone says nothing in a list of links: what it changes, and in which card, is there for a screen reader.
    Markup? Hidden(SummaryAction action)
    {
        var what = string.IsNullOrEmpty(action.VisuallyHiddenText) ? null : (Markup)$" {action.VisuallyHiddenText}";
        var where = Card?.Title is null ? null : (Markup)$" ({Card.Title.Body})";
        return what is null && where is null ? null : (Markup)$"<span class=\"govuk-visually-hidden\">{what}{where}</span>";
    }

    Markup WithCard(SummaryCard card, Markup list) => $"""
        <div class="govuk-summary-card{And(card.Classes)}"{card.Attributes}>
          <div class="govuk-summary-card__title-wrapper">
            {TitleOf(card.Title)}
            {ActionsOf(card)}
          </div>
          <div class="govuk-summary-card__content">
            {list}
          </div>
        </div>
        """;

    static Markup? TitleOf(SummaryCardTitle? title) => title is null
        ? null
        : (Markup)$"<h{title.HeadingLevel} class=\"govuk-summary-card__title{And(title.Classes)}\">{title.Body}</h{title.HeadingLevel}>";

    Markup? ActionsOf(SummaryCard card) => card.Actions is not { Items.Count: > 0 } actions ? null
        : actions.Items is [var only]
            ? (Markup)$"<div class=\"govuk-summary-card__actions{And(actions.Classes)}\">{Link(only)}</div>"
            : (Markup)$"<ul class=\"govuk-summary-card__actions{And(actions.Classes)}\">{actions.Items.Select(action => (Markup)$"<li class=\"govuk-summary-card__action\">{Link(action)}</li>")}</ul>";
}

public sealed record SummaryRow(Content? Key = null, Content? Value = null)
{
    public SummaryActions? Actions { get; init; }
    public string? Classes { get; init; }
}

public sealed record SummaryActions
{
    public string? Classes { get; init; }
    public IReadOnlyList<SummaryAction> Items { get; init; } = [];
}

public sealed record SummaryAction(string? Text = null, string? Href = null) : Content(Text)
{
    public string? VisuallyHiddenText { get; init; }
}

public sealed record SummaryCard
{
    public SummaryCardTitle? Title { get; init; }
    public SummaryActions? Actions { get; init; }
    public string? Classes { get; init; }
    public Attributes? Attributes { get; init; }
}

public sealed record SummaryCardTitle(string? Text = null) : Content(Text)
{
    public int HeadingLevel { get; init; } = 2;

    public static implicit operator SummaryCardTitle(string text) => new(text);
}
