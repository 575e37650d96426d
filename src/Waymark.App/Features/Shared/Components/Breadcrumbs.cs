using Microsoft.AspNetCore.Html;

namespace Waymark.App.Features.Shared.Components;

public sealed record Breadcrumbs(IReadOnlyList<Breadcrumb> Items) : Component
{
    public bool CollapseOnMobile { get; init; }
    public string LabelText { get; init; } = "Breadcrumb";

    protected override Markup Render() => $"""
        <nav class="govuk-breadcrumbs{And(Classes)}{And(CollapseOnMobile, "govuk-breadcrumbs--collapse-on-mobile")}"{Attributes} aria-label="{LabelText}">
          <ol class="govuk-breadcrumbs__list">
          {Items.Select(Item)}
          </ol>
        </nav>
        """;

    static Markup Item(Breadcrumb item) => string.IsNullOrEmpty(item.Href)
        ? (Markup)$"<li class=\"govuk-breadcrumbs__list-item\" aria-current=\"page\">{item.Body}</li>"
        : (Markup)$"<li class=\"govuk-breadcrumbs__list-item\"><a class=\"govuk-breadcrumbs__link\" href=\"{item.Href}\"{item.Attributes}>{item.Body}</a></li>";
}

/// <summary>A place above this page; without an address it is this page.</summary>
public sealed record Breadcrumb(string? Text = null, string? Href = null)
{
    public IHtmlContent? Html { get; init; }
    public Attributes? Attributes { get; init; }

    internal IHtmlContent Body => Html ?? (Markup)$"{Text}";
}
