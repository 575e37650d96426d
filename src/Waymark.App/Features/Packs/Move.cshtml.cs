using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Worksteps;
using Waymark.App.Store;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Packs;

/// <summary>Moves one running process to another version: what differs is shown first, and a reason is asked for.</summary>
public sealed class MoveModel : VersionPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The fingerprint of the version that it would move to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Version { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public ProcessRow Row { get; private set; } = null!;
    public Published? From { get; private set; }
    public Published To { get; private set; } = null!;
    public IReadOnlyList<Published> Others { get; private set; } = [];
    public IReadOnlyList<Difference> Differences { get; private set; } = [];

    /// <summary>Why it can't be moved there.</summary>
    public IReadOnlyList<Refusal> WhyNot { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => await Load() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await Load() is { } refused) return refused;
        var outcome = await Authority.Casework.Do(Id, Operation("process/move"), (process, situation) => Engine.Move(process, situation, To.Pack, Reason ?? ""));
        foreach (var refusal in outcome.Decision.Refusals) Fault(refusal.Field is { } field ? FieldBox.Anchor(field) : "", refusal.Text);
        if (!outcome.Accepted) return Page();
        Done = $"Number {Row.Number} now runs under version {outcome.Process!.Version} ({To.Fingerprint[..8]}). Those who hold its work are told.";
        return RedirectToPage("/Packs/Index");
    }

    async Task<IActionResult?> Load()
    {
        if (await Viewer.Numbered().FirstOrDefaultAsync(row => row.Id == Id) is not { } row) return NotThere();
        Row = row;
        From = All.FirstOrDefault(version => version.Fingerprint == row.Pack);
        Others = [.. All.Where(version => version.Fingerprint != row.Pack && version.Pack.Protocol(row.Protocol) is not null)];
        if (Others.Count == 0 || From is null) return NotThere();
        To = Others.FirstOrDefault(version => version.Fingerprint == Version) ?? Others[0];
        var labels = new[] { From.Pack.Label, From.Pack.Protocol(row.Protocol)!.Label, To.Pack.Protocol(row.Protocol)!.Label };
        Differences = [.. Comparison.Of(From.Pack, To.Pack).Where(each => labels.Contains(each.Where))];
        var reading = (await Authority.Situations.Read(Db, Id, Viewer.Id))!;
        WhyNot = [.. Engine.WhyNotMove(reading.Process, reading.Situation, To.Pack)];
        Saw(process: Id);
        return null;
    }
}
