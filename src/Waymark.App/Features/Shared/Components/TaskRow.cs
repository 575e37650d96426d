using Microsoft.AspNetCore.Html;

namespace Waymark.App.Features.Shared.Components;

/// <summary>A list of what waits for somebody: each row one thing, one link, its due date and whose turn it is.</summary>
public sealed record TaskRows(IReadOnlyList<TaskRow> Rows) : Component
{
    protected override Markup Render() => $"""
        <ul class="wm-tasks{And(Classes)}"{Attributes}>
        {Rows}
        </ul>
        """;
}

public sealed record TaskRow(string Title, string Href) : Component
{
    /// <summary>About whom, and which process: on the second line.</summary>
    public Content? About { get; init; }
    public DueText? Due { get; init; }

    /// <summary>A <see cref="StateTag"/> or <see cref="Tag"/>.</summary>
    public IHtmlContent? State { get; init; }
    public bool Overdue { get; init; }

    protected override Markup Render() => $"""
        <li class="wm-task{And(Overdue, "wm-task--overdue")}{And(Classes)}"{Attributes}>
          <p class="wm-task__title"><a class="govuk-link govuk-link--no-visited-state" href="{Href}">{Title}</a></p>
          <p class="wm-task__due">{Due}</p>
          <p class="wm-task__about">{About?.Body}</p>
          <div class="wm-task__state">{State}</div>
        </li>
        """;
}
