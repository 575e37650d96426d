using Microsoft.AspNetCore.Mvc;
using Waymark.App.Features.Access;
using Waymark.App.Features.Shared.Components;
using Waymark.App.Store;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Worksteps;

/// <summary>What every page of one workstep stands on: the process as it stands, asked for through the viewer, and how it is changed.</summary>
public abstract class WorkstepPage : WaymarkPage
{
    public Process Process { get; private set; } = null!;
    public Workstep Workstep { get; private set; } = null!;
    public Context Context { get; private set; } = null!;
    public Situation Situation => Context.Situation;
    public Protocol Protocol => Context.Protocol;
    public Form Form => Context.Form!;
    public WorkstepDefinition Definition => Protocol.Workstep(Workstep.Definition);

    /// <summary>Gates that warn or ask for a reason, to be ticked as read.</summary>
    public IReadOnlyList<Refusal> ToAcknowledge { get; private set; } = [];

    protected async Task<IActionResult?> Load(Guid id, AccessVerb verb = AccessVerb.Read)
    {
        var access = await Viewer.Workstep(id, verb);
        if (access.Row is not { } row) return Refuse(access);
        var reading = (await Authority.Situations.Read(Db, row.ProcessId, Viewer.Id))!;
        cases = await Viewer.CasesOf(reading.Situation);
        Look(reading.Process, reading.Situation, id);
        Saw(Process.Children.Count > 0 ? Process.Children[0] : null, Process.Id, id, [.. Process.Children, .. reading.Situation.Named(cases)]);
        return null;
    }

    private IReadOnlyList<Guid> cases = [];

    private void Look(Process process, Situation situation, Guid workstep)
    {
        Process = process;
        Workstep = process.Workstep(workstep);
        Context = new Context(process, Engine.Definition(process, situation), situation.Showing(cases)) { Workstep = Workstep };
    }

    /// <summary>Carries out what was posted. When it is refused the page stands as the record does now, each reason at its field.</summary>
    protected async Task<Outcome> Do(string what, Func<Process, Situation, Decision> decide, Func<WaymarkDb, Process, Task>? also = null)
    {
        var acknowledged = Request.HasFormContentType ? PostedForm.Acknowledged(Request.Form) : new Dictionary<string, string>();
        var outcome = await Authority.Casework.Do(Process.Id, Operation(what) with { Also = also }, (process, situation) => decide(process, situation with { Acknowledged = acknowledged }));
        Look(outcome.Process!, outcome.Situation, Workstep.Id);
        ToAcknowledge = [.. outcome.Decision.Refusals.Where(r => !r.Blocks).DistinctBy(r => r.Gate)];
        foreach (var refusal in outcome.Decision.Refusals.Where(r => r.Blocks || outcome.Decision.Refusals.All(o => !o.Blocks)))
            Fault(refusal.Blocks && refusal.Field is { } field ? FieldBox.Anchor(field) : refusal.Gate is { } gate && !refusal.Blocks ? $"gate-{gate}" : "", refusal.Text);
        return outcome;
    }

    public string Name(Guid worker) => Situation.Register.NameOf(worker);

    /// <summary>'Tom Ellery (Manager)'.</summary>
    public string NamePost(Guid worker) =>
        Situation.Register.PostsOf(worker, Today).Select(p => Pack.FindPost(p)?.Label).FirstOrDefault(l => l is not null) is { } post ? $"{Name(worker)} ({post})" : Name(worker);

    /// <summary>That the viewer acts for this absent worker, and until when; null: it is the viewer's own, or somebody else's.</summary>
    public string? ActsFor(Guid worker) => worker != Viewer.Id && People.ActsFor(Context, worker, out _) && Situation.Register.Away(worker, Today) is { } away
        ? $"You act for {Name(worker)} while they are away{(away.To is { } last ? $", up to {last.InWords()}" : "")}. What you do is recorded as done for them."
        : null;

    public string Address => $"~/worksteps/{Workstep.Id}";

    public string At(string path = "") => Url.Content(Address + path);

    public DueText Due(Deadline due) => new(due.On, Today, Authority.Calendar) { At = due.At, Now = due.At is null ? null : Now.InZone(Authority.Calendar.Zone).LocalDateTime };

    public string When(NodaTime.Instant at) => at.InZone(Authority.Calendar.Zone).LocalDateTime.InWords();

    public static Content Link(string href, string? text) => new() { Html = (Markup)$"<a class=\"govuk-link\" href=\"{href}\">{text}</a>" };

    /// <summary>The page where what is missing can be put right.</summary>
    public string Mend(Refusal refusal)
    {
        if (refusal.Field is not { } id) return At("/finish");
        if (id is "action") return At("/next-actions");
        if (Form.Request(id) is not null) return At($"/requests/{id}");
        if (Form.FindField(id) is not { } field) return At();
        if (field.Kind == FieldKind.NextActions) return At("/next-actions");
        if (refusal.Row is { } row && Form.TableOf(id) is { } table) return At($"/tables/{table.Id}/{row}#{FieldBox.Anchor(id)}");
        return At($"/sections/{Form.SectionOf(id).Id}#{FieldBox.Anchor(id)}");
    }

    /// <summary>The section that what is missing belongs to; null: a request or the whole.</summary>
    public Section? SectionOf(Refusal refusal) => refusal.Field is { } id
        ? id == "action" ? Form.Sections.FirstOrDefault(s => s.Fields.Any(f => f.Kind == FieldKind.NextActions)) : Form.Request(id) is not null || Form.FindField(id) is null ? null : Form.SectionOf(id)
        : null;

    /// <summary>Those of the workstep's sections that are there now.</summary>
    public IEnumerable<Section> Sections => Form.Sections.Where(s => Context.Holds(s.When));
}
