namespace Waymark.App.Features.Shared.Components;

public sealed record TaskList(IReadOnlyList<TaskListItem?> Items) : Component
{
    public string IdPrefix { get; init; } = "task-list";

    protected override Markup Render() => $"""
        <ul class="govuk-task-list{And(Classes)}"{Attributes}>
        {Items.Select((item, index) => item is null ? null : Item(item, $"{IdPrefix}-{index + 1}"))}
        </ul>
        """;

    static Markup Item(TaskListItem item, string id)
    {
        var hasLink = !string.IsNullOrEmpty(item.Href);
        return $"""
            <li class="govuk-task-list__item{And(hasLink, "govuk-task-list__item--with-link")}{And(item.Classes)}">
              <div class="govuk-task-list__name-and-hint">
                {(hasLink ? Link(item, id) : (Markup)$"<div{Markup.Attribute("class", item.Title?.Classes)}>{item.Title?.Body}</div>")}
                {(item.Hint is null ? null : (Markup)$"<div id=\"{id}-hint\" class=\"govuk-task-list__hint\">{item.Hint.Body}</div>")}
              </div>
              <div class="govuk-task-list__status{And(item.Status?.Classes)}" id="{id}-status">
                {item.Status?.Tag ?? item.Status?.Body}
              </div>
            </li>
            """;
    }

    static Markup Link(TaskListItem item, string id) => $"""
        <a class="govuk-link govuk-task-list__link{And(item.Title?.Classes)}" href="{item.Href}" aria-describedby="{Joined(item.Hint is null ? null : id + "-hint", id + "-status")}">
          {item.Title?.Body}
        </a>
        """;
}

public sealed record TaskListItem(Content? Title = null, string? Href = null)
{
    public Content? Hint { get; init; }
    public TaskListStatus? Status { get; init; }
    public string? Classes { get; init; }
}

/// <summary>Plain words for what is done; a tag for what still needs somebody.</summary>
public sealed record TaskListStatus(string? Text = null) : Content(Text)
{
    public Tag? Tag { get; init; }

    public static implicit operator TaskListStatus(string text) => new(text);

    public static implicit operator TaskListStatus(Tag tag) => new() { Tag = tag };
}
