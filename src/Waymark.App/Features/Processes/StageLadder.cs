using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Waymark.App.Features.Shared.Components;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using CoreRung = Waymark.Core.Processes.Rung;
using Rung = Waymark.App.Features.Shared.Components.Rung;

namespace Waymark.App.Features.Processes;

/// <summary>
/// The stages of the escalation: who answers at each and in what time, when they were asked, by when the answer was due and why,
/// what came; and why a stage was not used (S0-051).
/// </summary>
public sealed record StageLadder(ProcessPage Page, IUrlHelper Url) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder) =>
        new Ladder([.. Standings.Ladder(Page.Process, Page.Protocol, Page.Context.Holds).Select(Stage)]).WriteTo(writer, encoder);

    private LadderStage Stage(CoreRung rung) => new(rung.Definition.Label, rung.Status switch
    {
        StageStatus.Open => Rung.Here,
        StageStatus.Finished => Rung.Done,
        StageStatus.NotUsed => Rung.NotUsed,
        _ => Rung.Ahead,
    })
    {
        Mark = rung.Definition.Rank?.ToString(),
        Status = rung.Status switch { StageStatus.Open => "Now", StageStatus.Finished => "Finished", StageStatus.NotUsed => Page.Situation.Pack.Term("not-used"), _ => "Not reached" },
        Html = rung.Workstep is { } workstep ? Used(workstep) : Unused(rung),
    };

    private Markup Unused(CoreRung rung) => $"<p>{(rung.Status == StageStatus.NotUsed ? rung.Reason : Answerers(rung.Definition))}</p>";

    private Markup Used(Workstep workstep)
    {
        var asked = workstep.Requests.Where(r => r.Status != RequestStatus.Withdrawn && ClockOf(workstep, r) is not null).ToList();
        return $"""
            {(asked.Count == 0 ? (Markup)$"<p>{Answerers(Page.Protocol.Workstep(workstep.Definition))}</p>" : null)}
            {asked.Select(request => Asked(workstep, request))}
            <p class="wm-no-print"><a class="govuk-link" href="{Url.Content($"~/worksteps/{workstep.Id}")}">Open {Page.Label(workstep)}</a></p>
            """;
    }

    private Markup Asked(Workstep workstep, Request request)
    {
        var clock = ClockOf(workstep, request)!;
        return $"""
            <p>{Page.Name(request.Holder)} ({request.Found}) was asked on {Page.When(request.Sent)}.</p>
            <p>{(request.Status == RequestStatus.Sent ? Page.Due(clock.Due) : (Markup)$"The answer was {clock.Due.InWords()}")}. {Response(request, clock)}</p>
            {new WhyThisDate(clock.Due.Why) { Of = $"the answer of {Page.Name(request.Holder)}" }}
            """;
    }

    private string Response(Request request, Clock clock) => request.Status switch
    {
        RequestStatus.Completed => $"Answered on {Page.When(request.Answered!.Value)}{(request.Outside is { } outside ? $", outside Waymark ({outside.How})" : "")}.",
        RequestStatus.Returned => $"Sent back with a question on {Page.When(request.Answered!.Value)}.",
        _ => clock.Status == ClockStatus.RunOut ? "No response." : "Not answered yet.",
    };

    private Clock? ClockOf(Workstep workstep, Request request) => Standings.ClockOf(Page.Process, Page.Protocol.FormOf(workstep.Definition), workstep, request);

    /// <summary>"Patrice Underhayes (Manager for North) answers, in 5 working days."</summary>
    private string Answerers(WorkstepDefinition stage)
    {
        if (stage.Answers.Count == 0) return "";
        var found = People.Find(Page.Context, stage.Answers);
        if (found.People.Count == 0) return string.Join(" ", found.Nobody);
        var time = Page.Protocol.Form(stage.Form).Clocks.FirstOrDefault(c => c.Until?.Any.Any(u => u.Subject.Kind == SubjectKind.Request) == true && c.Span.Amount > 0);
        return $"{string.Join(" or ", found.People.Select(p => $"{Page.Name(p.Worker)} ({p.Found})"))} answers{(time is null ? "" : $", in {time.Span} from being asked")}.";
    }
}
