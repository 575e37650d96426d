using Microsoft.AspNetCore.Html;

namespace Waymark.App.Features.Shared.Components;

public sealed record Pagination : Component
{
    static readonly HtmlString PreviousArrow = new("""
        <svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13">
          <path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"></path>
        </svg>
        """);

    static readonly HtmlString NextArrow = new("""
        <svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13">
          <path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"></path>
        </svg>
        """);

    public PaginationLink? Previous { get; init; }
    public PaginationLink? Next { get; init; }
    public IReadOnlyList<PaginationItem?>? Items { get; init; }
    public string? LandmarkLabel { get; init; }

    bool IsBlock => Items is null && (Previous ?? Next) is not null;

    protected override Markup Render() => $"""
        <nav class="govuk-pagination{And(IsBlock, "govuk-pagination--block")}{And(Classes)}" aria-label="{LandmarkLabel ?? "Pagination"}"{Attributes}>
          {Arrow(Previous, "prev", "Previous")}
          {(Items is null ? null : (Markup)$"<ul class=\"govuk-pagination__list\">{Items.OfType<PaginationItem>().Select(Page)}</ul>")}
          {Arrow(Next, "next", "Next")}
        </nav>
        """;

    Markup? Arrow(PaginationLink? link, string way, string word)
    {
        if (string.IsNullOrEmpty(link?.Href)) return null;
        var title = link.IsEmpty ? (Markup)$"{word}<span class=\"govuk-visually-hidden\"> page</span>" : link.Body;
        var isDecorated = IsBlock && string.IsNullOrEmpty(link.LabelText);
        return $"""
            <div class="govuk-pagination__{way}">
              <a class="govuk-link govuk-pagination__link" href="{link.Href}" rel="{way}"{link.Attributes}>
                {(way == "prev" ? PreviousArrow : IsBlock ? NextArrow : null)}
                <span class="govuk-pagination__link-title{And(isDecorated, "govuk-pagination__link-title--decorated")}">
                  {title}
                </span>
                {LabelOf(link)}
                {(way == "next" && !IsBlock ? NextArrow : null)}
              </a>
            </div>
            """;
    }

    Markup? LabelOf(PaginationLink link) => !IsBlock || string.IsNullOrEmpty(link.LabelText) ? null : (Markup)$"""
        <span class="govuk-visually-hidden">:</span>
        <span class="govuk-pagination__link-label">{link.LabelText}</span>
        """;

    static Markup Page(PaginationItem item) => item.Ellipsis
        ? (Markup)$"<li class=\"govuk-pagination__item govuk-pagination__item--ellipsis\">&ctdot;</li>"
        : (Markup)$"""
            <li class="govuk-pagination__item{And(item.Current, "govuk-pagination__item--current")}">
              <a class="govuk-link govuk-pagination__link" href="{item.Href}" aria-label="{item.VisuallyHiddenText ?? "Page " + item.Number}"{(item.Current ? Markup.Attribute("aria-current", "page") : null)}{item.Attributes}>
                {item.Number}
              </a>
            </li>
            """;
}

public sealed record PaginationLink(string? Href = null, string? Text = null) : Content(Text)
{
    public string? LabelText { get; init; }
}

public sealed record PaginationItem(string? Number = null, string? Href = null)
{
    public bool Current { get; init; }
    public bool Ellipsis { get; init; }
    public string? VisuallyHiddenText { get; init; }
    public Attributes? Attributes { get; init; }
}
