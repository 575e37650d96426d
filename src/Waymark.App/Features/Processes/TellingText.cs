using Microsoft.AspNetCore.Html;
using Waymark.App.Features.Shared.Components;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Processes;

/// <summary>What stands below an entry of the history: that it was in error, what was said with it, what was written.</summary>
public static class TellingText
{
    /// <param name="mark">Where it can be marked as recorded in error; null: not by this viewer.</param>
    public static IHtmlContent? Of(Telling told, string? mark = null)
    {
        if (told.InError is null && told.More.Count == 0 && told.Written.Count == 0 && mark is null) return null;
        return (Markup)$"""
            {(told.InError is { } error ? (Markup)$"<p class=\"govuk-body-s\">{new Tag("Recorded in error", "red")} {error}</p>" : null)}
            {told.More.Select(line => (Markup)$"<p class=\"govuk-body-s wm-written\">{line}</p>")}
            {(told.Written.Count == 0 ? null : new Details("What was written") { Html = WrittenIn(told.Written) })}
            {(mark is null ? null : (Markup)$"<p class=\"govuk-body-s wm-no-print\"><a class=\"govuk-link\" href=\"{mark}\">Mark as recorded in error<span class=\"govuk-visually-hidden\"> entry {told.Sequence}</span></a></p>")}
            """;
    }

    public static IHtmlContent WrittenIn(IReadOnlyList<Written> written) => (Markup)$"""
        <ul class="govuk-list">{written.Select(each => (Markup)$"<li><strong>{each.Where}{(each.Where is null ? null : ": ")}{each.Label}</strong>: {(each.Now.Length > 0 ? each.Now : "cleared")}{(each.Was.Length > 0 ? (Markup)$"<br>Before: {each.Was}" : null)}</li>")}</ul>
        """;
}
