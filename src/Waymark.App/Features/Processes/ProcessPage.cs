using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Access;
using Waymark.App.Features.Shared.Components;
using Waymark.App.Features.Worksteps;
using Waymark.App.Store;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Processes;

/// <summary>What every page of one process stands on: the process as it stands, asked for through the viewer, and what is made to be read of it.</summary>
public abstract class ProcessPage : WaymarkPage
{
    public Process Process { get; private set; } = null!;
    public Context Context { get; private set; } = null!;
    public Situation Situation => Context.Situation;
    public Protocol Protocol => Context.Protocol;
    public ILookup<Guid?, DocumentRow> Files { get; private set; } = null!;
    public IReadOnlyList<Telling> Story { get; private set; } = [];
    public IReadOnlyList<Receipt> Receipts { get; private set; } = [];

    protected async Task<IActionResult?> Load(Guid id, AccessVerb verb = AccessVerb.Read)
    {
        var access = await Viewer.Process(id, verb);
        if (access.Row is null) return Refuse(access);
        var reading = (await Authority.Situations.Read(Db, id, Viewer.Id))!;
        cases = await Viewer.CasesOf(reading.Situation);
        Look(reading.Process, reading.Situation);
        Saw(Process.Children.Count > 0 ? Process.Children[0] : null, Process.Id, null, [.. Process.Children, .. reading.Situation.Named(cases)]);
        return null;
    }

    /// <summary>What only the whole story needs: its events, its files, and who was told what.</summary>
    protected async Task LoadStory()
    {
        var events = await Db.Events.Where(row => row.ProcessId == Process.Id).OrderBy(row => row.Sequence).ToListAsync();
        Story = Core.Processes.Story.Of(Situation, [.. events.Select(row => row.Event())]);
        Files = (await Db.Documents.Where(row => row.ProcessId == Process.Id).OrderBy(row => row.UploadedAt).ToListAsync()).ToLookup(row => row.WorkstepId);
        Receipts = Receipt.Of(await Db.Notices.Where(row => row.ProcessId == Process.Id).ToListAsync());
    }

    private IReadOnlyList<Guid> cases = [];

    private void Look(Process process, Situation situation)
    {
        Process = process;
        Context = new Context(process, Engine.Definition(process, situation), situation.Showing(cases));
    }

    /// <summary>Carries out what was posted; refused, each reason stands at its field.</summary>
    protected async Task<Outcome> Do(string what, Func<Process, Situation, Decision> decide, Func<WaymarkDb, Process, Task>? also = null)
    {
        var outcome = await Authority.Casework.Do(Process.Id, Operation(what) with { Also = also }, decide);
        Look(outcome.Process!, outcome.Situation);
        foreach (var refusal in outcome.Decision.Refusals) Fault(refusal.Field is { } field ? FieldBox.Anchor(field) : "", refusal.Text);
        return outcome;
    }

    // ---- What was typed and not sent ----

    /// <summary>A draft lies with a piece of work: that of the process as a whole with its first.</summary>
    private Guid First => Process.Worksteps[0].Id;

    /// <summary>When the reason in the box was kept; null: none was.</summary>
    public string? Unsent { get; private set; }

    protected async Task<string?> KeptReason(string part)
    {
        var draft = await Drafts.Of(Db, Viewer.Id, First, part);
        Unsent = draft is null ? null : When(draft.SavedAt);
        return draft?.Text("Reason", null);
    }

    /// <summary>Carries out what was posted with its reason: accepted, the draft goes with it; refused, the reason is the draft.</summary>
    protected async Task<Outcome> Do(string what, string part, string? reason, Func<Process, Situation, Decision> decide)
    {
        var (worker, first) = (Viewer.Id, First);
        var outcome = await Do(what, decide, (db, _) => Drafts.Drop(db, worker, first, part));
        if (!outcome.Accepted) await KeepReason(part, reason);
        return outcome;
    }

    protected async Task<IActionResult> KeepReason(string part, string? reason)
    {
        await using var writing = await Authority.Database.Write();
        await Drafts.Put(writing.Db, Viewer.Id, First, part, Json.Write(new List<Typed> { new("Reason", null, reason ?? "", null) }), Now);
        await writing.Commit();
        return Drafts.Kept(Now, Authority.Calendar.Zone);
    }

    // ---- Words ----

    public string At(string path = "") => Url.Content($"~/processes/{Process.Id}{path}");

    public string Name(Guid worker) => Situation.Register.NameOf(worker);

    public string When(NodaTime.Instant at) => at.InZone(Authority.Calendar.Zone).LocalDateTime.InWords();

    public string Label(Workstep workstep) => Protocol.Workstep(workstep.Definition).Label;

    public DueText Due(Deadline due) => new(due.On, Today, Authority.Calendar) { At = due.At, Now = due.At is null ? null : Now.InZone(Authority.Calendar.Zone).LocalDateTime };

    public string Closed(Workstep workstep) => workstep.Status switch
    {
        WorkstepStatus.Finished => $"Finished by {Name(workstep.ClosedBy ?? workstep.Holder)} on {When(workstep.Closed!.Value)}.{(workstep.SupersededBy is null ? "" : " It was reopened: a newer version stands below.")}",
        WorkstepStatus.Cancelled => $"Cancelled on {When(workstep.Closed!.Value)}.",
        _ => "Open.",
    };

    /// <summary>"Open at the first stage, led by Ines Hart since Monday 29 June 2020".</summary>
    public string Status
    {
        get
        {
            var since = Process.Started.Day(Situation).InWords();
            var closed = Process.Closed is { } at ? at.Day(Situation).InWords() : "";
            return Process.Status switch
            {
                ProcessStatus.Ended => $"{Process.EndState}. It {(since == closed ? $"began and ended on {since}" : $"ran from {since} to {closed}")}, led by {Name(Process.Raiser)}.",
                ProcessStatus.Cancelled => $"Cancelled on {closed}. It began on {since}, led by {Name(Process.Raiser)}.",
                _ when Process.Worksteps.Count == 0 => $"Standing since {since}. Nobody has begun it yet.",
                _ => $"Open since {since}, led by {Name(Process.Raiser)}.{(Standings.At(Process, Protocol) is { } now ? $" It is at {Label(now)}." : "")}",
            };
        }
    }
}
