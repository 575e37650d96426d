using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Shared.Components;
using Waymark.App.Store;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Standing = Waymark.Core.Processes.Standing;

namespace Waymark.App.Features.Worksteps;

/// <summary>What the viewer does next: one thing, in words, with one button.</summary>
public sealed record NextStep(string Title, string Text, string? Href, string Button);

public sealed class ShowModel : WorkstepPage
{
    public IReadOnlyList<Refusal> Left { get; private set; } = [];
    public NextStep Next { get; private set; } = null!;

    /// <summary>Others who have it open now.</summary>
    public IReadOnlyList<string> AlsoHere { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Load(id) is { } refused) return refused;
        Left = Workstep.IsOpen ? [.. Engine.WhyNotFinish(Process, Situation, Workstep)] : [];
        Next = WhatNext();
        if (Process.CameFrom is { } origin) Raised = await OriginOf(origin);
        AlsoHere = await Presence.Others(Desk, id);
        return Page();
    }

    /// <summary>What the process came from, in words: 'the review, number 12'.</summary>
    public string? Raised { get; private set; }

    private async Task<string> OriginOf(Origin origin)
    {
        var from = await Db.Processes.Where(p => p.Id == origin.Process).Select(p => new { p.Protocol, p.Number }).FirstAsync();
        return $"{Pack.Protocol(from.Protocol)?.Label ?? from.Protocol}, number {from.Number}";
    }

    // ---- What to do next ----

    private NextStep WhatNext()
    {
        if (!Workstep.IsOpen) return Over();
        if (Asked is { } asked) return new NextStep("You have been asked for something", RequestLabel(asked), Url.Content($"~/requests/{asked.Id}"), "Answer this request");
        if (Workstep.ScheduledFor is { } day && Today < day) return new NextStep("Not yet", $"This is scheduled for {day.InWords()}.", null, "");
        var standing = Standings.Of(Workstep, Form);
        if (standing == Standing.Returned) return Returned();
        if (standing == Standing.Waiting && Silent.Count == 0) return FollowsUp() ?? Waiting();
        if (Left.Count == 0) return new NextStep("Everything is here", "Check what was written, then finish.", At("/finish"), "Check and finish");
        if (FirstThere() is { } there) return there;
        if (FirstOfMine() is { } mine) return new NextStep("Next", mine.Text, Mend(mine), SectionOf(mine) is { } section ? $"Go to {section.Label}" : Form.Request(mine.Field ?? "") is null ? "Go there" : "Go to the request");
        return new NextStep("Nothing for you to do now", Left.FirstOrDefault(r => r.Blocks)?.Text ?? Left[0].Text, null, "");
    }

    private NextStep Waiting()
    {
        var due = Awaited.Select(ClockOf).OfType<Clock>().OrderBy(c => c.Due.Ends).FirstOrDefault();
        return new NextStep($"Waiting for {string.Join(" and ", Awaited.Select(r => NamePost(r.Holder)).Distinct())}", due is null ? "You will be told when the answer comes." : $"The answer is due by {due.Due.On.InWords()}. You will be told when it comes, or when it is late.", null, "");
    }

    /// <summary>What a clock counts from the sending of a request isn't put off until the answer comes.</summary>
    private NextStep? FollowsUp()
    {
        foreach (var clock in Process.Clocks.Where(c => c.Runs && c.Workstep == Workstep.Id).OrderBy(c => c.Due.Ends))
            if (Form.Clocks.FirstOrDefault(c => c.Id == clock.Definition) is { Until: { } until } counted && counted.After.Any.Any(a => a.Subject.Kind == SubjectKind.Request)
                && Left.FirstOrDefault(r => until.Any.Any(u => u.Subject.Kind == SubjectKind.Field && u.Subject.Name == r.Field) && IsMine(r)) is { } mine && SectionOf(mine) is { } section)
                return new NextStep(counted.Label, $"{mine.Text}, {clock.Due.InWords()}.", Mend(mine), $"Go to {section.Label}");
        return null;
    }

    private IReadOnlyList<Request> Awaited => [.. Standings.Current(Workstep, Form).Where(r => r.Status == RequestStatus.Sent)];

    /// <summary>Awaited requests whose time ran out: what the pack allows may go on without them.</summary>
    public IReadOnlyList<Request> Silent => [.. Awaited.Where(r => ClockOf(r) is { Status: ClockStatus.RunOut })];

    /// <summary>It leads to what it opened; of several, to one that isn't done yet.</summary>
    private NextStep Over() => Workstep.NextActions.SelectMany(n => n.Opened).OrderBy(o => Process.FindWorkstep(o.Workstep) is { IsOpen: false }).FirstOrDefault() is { } opened
        ? new NextStep(Workstep.Status == WorkstepStatus.Finished ? "Finished" : "Cancelled", "It went on from here.", Url.Content($"~/worksteps/{opened.Workstep}"), "See what it led to")
        : new NextStep(Workstep.Status == WorkstepStatus.Finished ? "Finished" : "Cancelled", Workstep.Closed is { } at ? $"On {When(at)}." : "", Url.Content($"~/processes/{Process.Id}"), "See the whole process");

    private NextStep Returned()
    {
        var back = Standings.Current(Workstep, Form).First(r => r.Status == RequestStatus.Returned);
        return new NextStep("Sent back with a question", $"{Name(back.Holder)}: {back.AnswerNote}", At($"/requests/{back.Definition}"), "Answer and send again");
    }

    /// <summary>A request that waits for nothing but other work of the viewer's leads to that work, or to where it is begun.</summary>
    private NextStep? FirstThere()
    {
        foreach (var (request, whyNot) in Sendable.Where(each => Left.Any(r => r.Field == each.Request.Id)))
        {
            var blocks = whyNot.Where(r => r.Blocks).ToList();
            if (blocks.Count == 0 || blocks.Any(r => r.Gate is null)) continue;
            var awaited = Form.Gates.Concat(Protocol.Gates).Concat(Definition.Gates).Where(g => blocks.Any(r => r.Gate == g.Id) && g.Needs is not null)
                .SelectMany(g => g.Needs!.Subjects()).Where(s => s.Kind == SubjectKind.Workstep).Select(s => s.Name).ToHashSet();
            if (Process.Worksteps.FirstOrDefault(w => w.IsOpen && awaited.Contains(w.Definition) && People.Holds(Context.In(w), w, out _)) is { } begun)
                return new NextStep("Next", blocks[0].Text, Url.Content($"~/worksteps/{begun.Id}"), $"Go to {Protocol.Workstep(begun.Definition).Label}");
            if (Engine.Offered(Process, Situation, Workstep).FirstOrDefault(n => n.Action.AtOnce != AtOnce.No && n.Action.Opens.Any(awaited.Contains)) is { Action: { } opens })
                return new NextStep("Next", blocks[0].Text, At("/next-actions"), opens.Label);
        }
        return null;
    }

    /// <summary>The first thing left that this viewer can put right.</summary>
    private Refusal? FirstOfMine() => Left.FirstOrDefault(IsMine);

    private bool IsMine(Refusal refusal)
    {
        if (refusal.Field is not { } id) return false;
        if (Form.Request(id) is { } request) return !Engine.WhyNotSend(Process, Situation, Workstep, request).Any(r => r.Blocks && Form.FindField(r.Field ?? "") is null);
        var field = id == "action" ? Form.Fields.FirstOrDefault(f => f.Kind == FieldKind.NextActions) : Form.FindField(id);
        if (field is { Kind: FieldKind.Table }) field = field.Columns[0];
        return field is not null && Engine.WhyNotFill(Process, Situation, Workstep, field, out _) is null;
    }

    public Request? Asked => Workstep.Requests.FirstOrDefault(r => r.Status == RequestStatus.Sent && People.ActsFor(Context, r.Holder, out _));

    // ---- What the page shows ----

    public string RequestLabel(Request request) => Form.Request(request.Definition)?.Label ?? request.Definition;

    public Clock? ClockOf(Request request) => Standings.ClockOf(Process, Form, Workstep, request);

    public StateTag State => Workstep.Status switch
    {
        WorkstepStatus.Finished => new StateTag("Finished", TurnState.Finished),
        WorkstepStatus.Cancelled => new StateTag("Cancelled", TurnState.Finished),
        _ => Standings.Of(Workstep, Form) switch
        {
            Standing.Returned => new StateTag("Returned", TurnState.Returned),
            Standing.Waiting => new StateTag($"{Pack.Term("awaited")}: waiting for {string.Join(" and ", Standings.Turn(Workstep, Form).Select(w => w == Viewer.Id ? "you" : Name(w)))}", TurnState.Waiting),
            _ => new StateTag(Workstep.Begun is null ? "Not started" : $"With {Name(Workstep.Holder)}", TurnState.Plain),
        },
    };

    public TaskListItem Row(Section section)
    {
        var left = Left.Count(r => SectionOf(r) == section && r.Blocks);
        var grid = section.Fields.All(f => f.Kind == FieldKind.NextActions);
        var status = left == 0
            ? new TaskListStatus(Workstep.IsOpen ? "Nothing left to do" : "Finished")
            : new TaskListStatus { Tag = new Tag($"{left} {(left == 1 ? "thing" : "things")} left", "yellow") };
        return new TaskListItem(section.Label, At(grid ? "/next-actions" : $"/sections/{section.Id}")) { Hint = section.Hint, Status = status };
    }

    /// <summary>Kinds of request that the viewer is one to send, with why not yet where that is so.</summary>
    public IEnumerable<(RequestDefinition Request, IReadOnlyList<Refusal> WhyNot)> Sendable => !Workstep.IsOpen ? [] : Form.Requests
        .Where(r => People.Names(Context, r.By, out _) && Context.Holds(r.When) && (r.Many || Standings.Current(Workstep, Form).All(s => s.Definition != r.Id || s.Status != RequestStatus.Sent)))
        .Select(r => (r, (IReadOnlyList<Refusal>)[.. Engine.WhyNotSend(Process, Situation, Workstep, r)]));

    /// <summary>A required request that was answered may be sent once more, but need not be.</summary>
    public bool IsAnswered(RequestDefinition request) => Standings.Current(Workstep, Form).Any(r => r.Definition == request.Id && r.Status == RequestStatus.Completed);

    public bool IsSent(RequestDefinition request) => Standings.Current(Workstep, Form).Any(r => r.Definition == request.Id && r.Status == RequestStatus.Sent);

    /// <summary>Said when a further stage is first opened, until its dates have been looked at (S0-070); and what was raised before, as long as it stands here again.</summary>
    public IEnumerable<string> Reminders => !Workstep.IsOpen ? [] : Form.Gates
        .Where(g => (g.Verb == GateVerb.Start && Workstep.Begun is null || g.Verb == GateVerb.Save && Repeats.AreNamedIn(g.Label)) && g.Else == Else.Warn && Context.Holds(g.When) && (g.Needs is null || !Context.Holds(g.Needs))).Select(g => Repeats.Named(g.Said(), Context));

    /// <summary>The processes that its fields point at.</summary>
    public IEnumerable<(string Label, Guid Process, string Words)> Linked =>
        from pointer in Form.Fields
        where pointer.Kind == FieldKind.Process
        let text = Context.Answered(Workstep, pointer)
        where !string.IsNullOrEmpty(text)
        select (pointer.Label, Guid.Parse(text), Core.Forms.Answers.InWords(pointer, text, Situation));

    public Workstep? CameFrom => Workstep.CameFrom is { } id ? Process.FindWorkstep(id) : null;

    public Workstep? Earlier => Process.Worksteps.TakeWhile(w => w.Id != Workstep.Id).LastOrDefault(w => Protocol.Workstep(w.Definition).Form == Definition.Form && w.Status == WorkstepStatus.Finished);

    public bool MayReassign => Workstep.IsOpen && !Engine.WhyNotReassign(Process, Situation, Workstep).Any();

    public bool MayReopen => !Engine.WhyNotReopen(Process, Situation, Workstep).Any();
}
