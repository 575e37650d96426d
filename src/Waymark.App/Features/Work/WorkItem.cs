using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Features.Shared.Components;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Work;

/// <summary>One thing in a list of work: what it is or asks, about whom, whose turn it is, and by when.</summary>
/// <param name="Path">Of the workstep or request, below the authority's.</param>
/// <param name="For">The absent worker whose work it is, where the viewer acts for them.</param>
/// <param name="Rank">0: it came as the most pressing of the authority's priorities; 1: without any; 2: as another.</param>
public sealed record WorkItem(Guid Id, string Path, string Title, StepRead Step, StateTag State, ClockRead? Due, Guid? For, int Rank)
{
    public bool IsOverdue(Instant now) => Due is { } due && due.Ends <= now;

    public bool IsPressing(Instant now, LocalDate today) => IsOverdue(now) || Due?.DueOn == today;

    /// <summary>What is overdue first; then what came as urgent; then by when it is due; then in the order in which it came.</summary>
    public static IReadOnlyList<WorkItem> Sorted(IEnumerable<WorkItem> items, Instant now) =>
        [.. items.OrderBy(item => item.IsOverdue(now) ? 0 : 1).ThenBy(item => item.Rank).ThenBy(item => item.Due?.Ends ?? Instant.MaxValue).ThenBy(item => item.Step.Opened).ThenBy(item => item.Id)];
}

/// <summary>Makes a worker's folders from what was read.</summary>
public sealed class Folders(WorkRead work, Pack pack, Viewer viewer, LocalDate today)
{
    /// <summary>Given to me, and not begun.</summary>
    public IEnumerable<WorkItem> Incoming => Mine.Where(step => step.Begun is null && !(step.Scheduled > today)).Select(Held);

    public IEnumerable<WorkItem> InProgress => Mine.Where(step => step.Begun is not null).Select(Held);

    public IEnumerable<WorkItem> Scheduled => Mine.Where(step => step.Begun is null && step.Scheduled > today).Select(Held).OrderBy(item => item.Step.Scheduled);

    public IEnumerable<WorkItem> IncomingRequests =>
        from step in work.Steps
        from request in work.Requests[step.Id]
        where request.Status == RequestStatus.Sent && viewer.Hats.Contains(request.Holder)
        select Asked(step, request, new StateTag($"Asked by {Name(request.Sender)}", TurnState.Plain), AbsentOf(request.Holder));

    public IEnumerable<WorkItem> SentRequests =>
        from step in work.Steps
        from request in work.Current(step)
        where request.Status is RequestStatus.Sent or RequestStatus.Returned && viewer.Hats.Contains(request.Sender)
        select Asked(step, request, StateOf(request), AbsentOf(request.Sender));

    /// <summary>Work that others hold, for their manager.</summary>
    public IEnumerable<WorkItem> All => work.Steps.Select(step => Held(step) with { For = step.Holder });

    private IEnumerable<StepRead> Mine => work.Steps.Where(IsMine);

    private bool IsMine(StepRead step) => step.Shared || viewer.Hats.Contains(step.Holder);

    private Guid? AbsentOf(Guid worker) => worker == viewer.Id ? null : worker;

    private string Name(Guid worker) => work.Register.NameOf(worker);

    private string You(Guid worker) => worker == viewer.Id ? "you" : Name(worker);

    private WorkItem Held(StepRead step) =>
        new(step.Id, $"~/worksteps/{step.Id}", work.ProtocolOf(step).Workstep(step.Definition).Label, step, StateOf(step), work.Due(step), AbsentOf(step.Holder), RankOf(step));

    private WorkItem Asked(StepRead step, RequestRead request, StateTag state, Guid? absent) =>
        new(request.Id, $"~/requests/{request.Id}", work.FormOf(step).Request(request.Definition)?.Label ?? request.Definition, step, state, request.Status == RequestStatus.Returned ? null : work.Due(step, request), absent, RankOf(step));

    /// <summary>Always words, with the colours that workers know (S0-029 to S0-031).</summary>
    private StateTag StateOf(StepRead step) => step.Standing switch
    {
        Standing.Returned => StateOf(work.Current(step).First(request => request.Status == RequestStatus.Returned)),
        Standing.Waiting => new StateTag($"{pack.Term("awaited")}: waiting for {Join(work.Current(step).Where(request => request.Status == RequestStatus.Sent).Select(request => You(request.Holder)).Distinct())}", TurnState.Waiting),
        _ when step.Scheduled > today => new StateTag($"Starts {step.Scheduled.Value.InWords()}", TurnState.Plain),
        _ => new StateTag(IsMine(step) ? step.Begun is null ? "New: your turn" : "Your turn" : $"With {Name(step.Holder)}", TurnState.Plain),
    };

    private StateTag StateOf(RequestRead request) => request.Status == RequestStatus.Returned
        ? new StateTag($"{pack.Term("returned")} by {Name(request.Holder)}", TurnState.Returned)
        : new StateTag($"Waiting for {You(request.Holder)}", TurnState.Waiting);

    private int RankOf(StepRead step) => step.Priority is null ? 1 : pack.ListOf(Meaning.Priorities)?.Options.FirstOrDefault()?.Id == step.Priority ? 0 : 2;

    private static string Join(IEnumerable<string> names) => string.Join(" and ", names);

    // ---- As rows of a page ----

    public TaskRow Row(WorkItem item, WaymarkPage page, IUrlHelper url)
    {
        var late = item.IsOverdue(page.Now);
        return new TaskRow(item.Title, url.Content(item.Path))
        {
            About = About(item, url), Overdue = late, State = StateWith(item),
            Due = item.Due is { } due ? new DueText(due.DueOn, page.Today, page.Authority.Calendar) { At = IsTimed(due, page) ? Local(due.Ends, page) : null, Now = Local(page.Now, page) } : null,
        };
    }

    /// <summary>"Arlo Finch (70000101)", a link, then the stage where a request is asked in one, and for whom.</summary>
    private Content About(WorkItem item, IUrlHelper url)
    {
        var children = work.Children[item.Step.Process].Select((child, index) => (Markup)$"{(index == 0 ? "" : ", ")}<a class=\"govuk-link govuk-link--no-visited-state\" href=\"{url.Content($"~/children/{child.Id}")}\">{child.Name} ({child.Number})</a>");
        var within = item.Id == item.Step.Id ? null : $". {work.ProtocolOf(item.Step).Workstep(item.Step.Definition).Label}";
        var whole = work.Children[item.Step.Process].Any() || work.ProtocolOf(item.Step).Label == item.Title ? null : $"{work.ProtocolOf(item.Step).Label} {item.Step.Number}";
        return (Markup)$"{children}{whole}{within}{(item.For is { } absent ? (viewer.Hats.Contains(absent) ? $". For {Name(absent)}" : $". Held by {Name(absent)}") : null)}";
    }

    private IHtmlContent StateWith(WorkItem item) =>
        item.Step.Priority is { } priority && pack.ListOf(Meaning.Priorities)?.Find(priority) is { } option ? (Markup)$"{new Tag(option.Label, item.Rank == 0 ? "red" : "grey")} {item.State}" : item.State;

    /// <summary>A clock in hours ends within a day; every other with its last day.</summary>
    private static bool IsTimed(ClockRead due, WaymarkPage page) => Local(due.Ends, page).TimeOfDay != LocalTime.Midnight;

    private static LocalDateTime Local(Instant at, WaymarkPage page) => at.InZone(page.Authority.Calendar.Zone).LocalDateTime;
}
