using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Administration;

/// <summary>Passes all the open work of a worker who left, or is away, to another in one act. Each piece is passed on by the engine, with its event and its notices.</summary>
public sealed class HandOverModel : AdministrationPage
{
    [BindProperty]
    public Guid? To { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Derives each piece's own key, so that the same post again passes nothing on twice.</summary>
    [BindProperty]
    public Guid Key { get; set; } = Guid.NewGuid();

    public IReadOnlyList<Piece> Pieces { get; private set; } = [];
    public IReadOnlyList<WorkerRow> Successors { get; private set; } = [];

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPost()
    {
        await Load();
        var reason = (Reason ?? "").Trim();
        if (Successors.All(worker => worker.Id != To)) Fault("To", "Select who takes the work over");
        if (reason.Length is 0 or > 500) Fault("Reason", reason.Length == 0 ? "Say why the work is handed over" : "Say it in at most 500 letters");
        if (!ModelState.IsValid) return Page();

        var refused = new List<(Piece Piece, string Why)>();
        foreach (var piece in Pieces)
        {
            var outcome = await Authority.Casework.Do(piece.Process, Operation("administration/hand-over", KeyOf(piece)), (process, situation) =>
                piece.Request is { } request
                    ? Engine.ReassignRequest(process, situation, piece.Workstep, request, To!.Value, reason)
                    : Engine.Reassign(process, situation, piece.Workstep, To!.Value, reason));
            if (!outcome.Accepted) refused.Add((piece, string.Join(" ", outcome.Decision.Refusals.Select(each => each.Text))));
        }
        var passed = Pieces.Count - refused.Count;
        if (refused.Count == 0) return BackWith($"{(passed == 1 ? "1 piece" : $"{passed} pieces")} of work passed to {Successors.First(worker => worker.Id == To).Name}, who was told.");
        await Load();
        foreach (var (piece, why) in refused) Fault("To", $"{piece.Label} ({piece.Number}) could not be passed on. {why}");
        if (passed > 0) Done = $"Passed on: {passed}. Those below were not.";
        return Page();
    }

    async Task Load()
    {
        var (id, today) = (Id, Today);
        var steps = await (from step in Db.Worksteps where step.Holder == id && step.Status == WorkstepStatus.Open join its in Viewer.Numbered() on step.ProcessId equals its.Id orderby step.OpenedAt, step.Id select new { step.Id, step.Definition, its }).ToListAsync();
        var requests = await (from request in Db.Requests where request.Holder == id && request.Status == RequestStatus.Sent join its in Viewer.Numbered() on request.ProcessId equals its.Id orderby request.SentAt, request.Id select new { request.Id, request.WorkstepId, request.Definition, its }).ToListAsync();
        Pieces = [
            .. steps.Select(each => new Piece(each.its.Id, each.its.Number, each.Id, null, Pack.Protocol(each.its.Protocol)?.FindWorkstep(each.Definition)?.Label ?? each.Definition)),
            .. requests.Select(each => new Piece(each.its.Id, each.its.Number, each.WorkstepId, each.Id, Pack.Protocol(each.its.Protocol)?.Forms.SelectMany(form => form.Requests).FirstOrDefault(request => request.Id == each.Definition)?.Label ?? each.Definition)),
        ];
        var posts = await Db.Holdings.Where(held => held.Worker == id).Select(held => held.Post).Distinct().ToListAsync();
        var peers = await Db.Holdings.Where(held => posts.Contains(held.Post) && held.From <= today && (held.To == null || held.To >= today)).Select(held => held.Worker).ToListAsync();
        Successors = [.. (await Here(but: Id)).Where(worker => peers.Contains(worker.Id))];
        Saw(shown: Pieces.Select(piece => piece.Request ?? piece.Workstep).Prepend(id));
    }

    Guid KeyOf(Piece piece)
    {
        var bytes = Key.ToByteArray().Zip((piece.Request ?? piece.Workstep).ToByteArray(), (one, other) => (byte)(one ^ other)).ToArray();
        return new Guid(bytes);
    }

    /// <param name="Request">Null: it is the workstep that is passed on.</param>
    public sealed record Piece(Guid Process, int Number, Guid Workstep, Guid? Request, string Label);
}
