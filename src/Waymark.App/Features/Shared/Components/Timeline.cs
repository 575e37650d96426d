using Microsoft.AspNetCore.Html;
using NodaTime;
using NodaTime.Text;

namespace Waymark.App.Features.Shared.Components;

/// <summary>What happened, newest first.</summary>
public sealed record Timeline(IReadOnlyList<TimelineItem> Items) : Component
{
    public int HeadingLevel { get; init; } = 3;

    protected override Markup Render() => $"""
        <ol class="wm-timeline{And(Classes)}"{Attributes}>
        {Items.Select(Item)}
        </ol>
        """;

    Markup Item(TimelineItem item) => $"""
        <li class="wm-timeline__item{And(item.Significant, "wm-timeline__item--significant")}"{Markup.Attribute("id", item.Id)}>
          <h{HeadingLevel} class="wm-timeline__title">{item.TitleBody}</h{HeadingLevel}>
          {(item.By is null ? null : (Markup)$"<span class=\"wm-timeline__byline\">by {item.By}</span>")}
          <p class="wm-timeline__when"><time datetime="{item.Iso}">{item.When}</time>{(item.Significant ? (Markup)$" · Significant" : null)}{(item.Note is null ? null : (Markup)$" · {item.Note}")}</p>
          {(item.Html is null ? null : (Markup)$"<div class=\"wm-timeline__text\">{item.Html}</div>")}
        </li>
        """;
}

public sealed record TimelineItem(string Title)
{
    public string? Id { get; init; }

    /// <summary>Makes the title a link.</summary>
    public string? Href { get; init; }
    public string? By { get; init; }

    /// <summary>The day it happened; with <see cref="At"/> also the time. A day without a time isn't given one.</summary>
    public required LocalDate On { get; init; }
    public LocalTime? At { get; init; }

    /// <summary>"recorded on Tuesday 7 July 2020", when that was later.</summary>
    public string? Note { get; init; }
    public bool Significant { get; init; }
    public IHtmlContent? Html { get; init; }

    internal IHtmlContent TitleBody => Href is null ? (Markup)$"{Title}" : $"<a class=\"govuk-link\" href=\"{Href}\">{Title}</a>";

    internal string Iso => At is { } at ? LocalDateTimePattern.GeneralIso.Format(On + at) : LocalDatePattern.Iso.Format(On);

    internal string When => At is { } at ? ClockWords.Of(On, at) : ClockWords.Of(On);
}
