using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Worksteps;
using Waymark.Core.Bundles;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Processes;

/// <summary>The whole story of one concern: where it stands, whose turn it is, and everything said so far, readable as one document.</summary>
public sealed class ShowModel : ProcessPage
{
    public NextStep? Next { get; private set; }

    public StageLadder? Ladder { get; private set; }

    public IReadOnlyList<LinkedProcess> LedTo { get; private set; } = [];

    public LinkedProcess? CameFrom { get; private set; }

    /// <summary>Whom papers can be assembled for, by this viewer.</summary>
    public IReadOnlyList<Meaning> Papers { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Load(id) is { } refused) return refused;
        await LoadStory();
        await LoadLinked();
        Next = Process.Status == ProcessStatus.Open ? WhatNext() : null;
        Ladder = Protocol.Stages.Any() ? new StageLadder(this, Url) : null;
        Papers = [.. Bundle.Offered(Process, Protocol)];
        if (Papers.Count > 0 && await Viewer.Process(id, AccessVerb.Download) is { Row: null }) Papers = [];
        return Page();
    }

    /// <summary>Those of the processes before and after that the viewer may see.</summary>
    private async Task LoadLinked()
    {
        var (id, before) = (Process.Id, Process.CameFrom?.Process);
        var linked = await Viewer.Processes().Where(row => row.CameFromProcess == id || row.Id == before).OrderBy(row => row.Number)
            .Select(row => new { row.Id, row.Number, row.Protocol, row.Pack, row.Status, row.EndState }).ToListAsync();
        var all = new List<LinkedProcess>();
        foreach (var row in linked) all.Add(new LinkedProcess(row.Id, row.Number, (await Authority.Packs.Of(Db, row.Pack)).Protocol(row.Protocol)?.Label ?? row.Protocol, row.EndState ?? (row.Status == ProcessStatus.Open ? "Open" : "Cancelled")));
        CameFrom = all.FirstOrDefault(each => each.Id == before);
        LedTo = [.. all.Where(each => each.Id != before)];
    }

    // ---- What to do next ----

    private NextStep WhatNext()
    {
        foreach (var open in Process.Worksteps.Where(w => w.IsOpen))
            if (open.Requests.FirstOrDefault(r => r.Status == RequestStatus.Sent && People.ActsFor(Context.In(open), r.Holder, out _)) is { } asked)
                return new NextStep("You have been asked for something", RequestLabel(open, asked), Url.Content($"~/requests/{asked.Id}"), "Answer this request");
        foreach (var open in Process.Worksteps.Where(w => w.IsOpen && People.Holds(Context.In(w), w, out _)))
            if (Mine(open) is { } mine) return mine;
        if (Standings.At(Process, Protocol) is not { } now) return new NextStep("Nothing for you to do now", "It stands for a day that is on the record. Work comes by itself when that day is near.", null, "");
        var turn = string.Join(" and ", Standings.Turn(now, Protocol.FormOf(now.Definition)).Select(Name));
        var by = Process.Clocks.Where(c => c.Runs && c.Workstep == now.Id).OrderBy(c => c.Due.Ends).FirstOrDefault() is { } due ? $", by the end of {due.Due.On.InWords()}" : "";
        return new NextStep("Nothing for you to do now", $"It is the turn of {turn}{by}.{Silence(now)}", null, "");
    }

    private NextStep? Mine(Workstep open) => Standings.Of(open, Protocol.FormOf(open.Definition)) switch
    {
        Standing.Returned => new NextStep("Sent back with a question", $"{Label(open)}: {Name(Back(open).Holder)} asks: {Back(open).AnswerNote}", Url.Content($"~/worksteps/{open.Id}"), "Answer the question"),
        Standing.None when open.ScheduledFor is { } day && Today < day => new NextStep("Not yet", $"{Label(open)} is to be started on {day.InWords()}.", null, ""),
        Standing.None => new NextStep("It is your turn", Label(open), Url.Content($"~/worksteps/{open.Id}"), open.Begun is null ? "Start" : "Go on"),
        _ => Silence(open).Length > 0 ? new NextStep("No response", Silence(open).Trim(), Url.Content($"~/worksteps/{open.Id}"), "Go on without the answer") : null,
    };

    private Request Back(Workstep open) => Standings.Current(open, Protocol.FormOf(open.Definition)).First(r => r.Status == RequestStatus.Returned);

    /// <summary>What ran out unanswered, in words.</summary>
    private string Silence(Workstep open) => Standings.Overdue(Process, Protocol).FirstOrDefault(c => c.Workstep == open.Id) is { } late
        ? $" The time for the answer ended {late.Due.Ended()}, and nobody had answered."
        : "";

    private string RequestLabel(Workstep workstep, Request request) => Protocol.FormOf(workstep.Definition).Request(request.Definition)?.Label ?? request.Definition;

    // ---- What may be done ----

    public bool MayCancel => !Engine.WhyNotCancel(Process, Situation).Any();

    /// <summary>What somebody wrote or said can be in error; that time passed, or what followed from it, can't.</summary>
    public bool MayMark(Telling telling) => telling.InError is null
        && telling.Event.What is AnswersSaved or Signed or RequestSent or RequestAnswered or NextActionProposed or GatePassed or CaseNoteWritten
        && !Engine.WhyNotMarkError(Process, Situation, telling.Event).Any();

    public IEnumerable<(string Label, Clock Clock)> Clocks =>
        from clock in Standings.Overdue(Process, Protocol).Concat(Process.Clocks.Where(c => c.Runs && Process.Status == ProcessStatus.Open).OrderBy(c => c.Due.Ends))
        let workstep = clock.Workstep is { } id ? Process.Workstep(id) : null
        let form = workstep is null ? null : Protocol.FormOf(workstep.Definition)
        select (Core.Packs.Names.Clock(Situation.Pack, clock.Definition, Protocol.Id, form?.Id)?.Clock.Label ?? clock.Definition, clock);
}

/// <param name="State">Open, or how it ended.</param>
public sealed record LinkedProcess(Guid Id, int Number, string Label, string State);
