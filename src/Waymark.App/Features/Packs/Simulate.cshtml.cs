using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Simulations;

namespace Waymark.App.Features.Packs;

/// <summary>
/// Plays a made-up concern, or what really happened in a process that the viewer may read, under one version of the pack or
/// two beside each other. Nothing is kept, and nothing of a made-up concern is on anybody's record.
/// </summary>
public sealed class SimulateModel : WaymarkPage
{
    /// <summary>More letters and events than any concern has; a page that plays for minutes helps nobody.</summary>
    const int MostLetters = 100_000, MostEvents = 1_000;

    const string InFolder = "folder";

    public IReadOnlyList<Published> All { get; private set; } = [];

    /// <summary>What lies in the folder, where it is readable and isn't published.</summary>
    public Pack? Draft { get; private set; }

    /// <summary>Fingerprint of the version to play under, or 'folder'.</summary>
    [BindProperty]
    public string? Version { get; set; }

    /// <summary>The second version; empty: none.</summary>
    [BindProperty]
    public string? Against { get; set; }

    [BindProperty]
    public string? Protocol { get; set; }

    [BindProperty]
    public string? Events { get; set; }

    /// <summary>The number of a process whose history is taken.</summary>
    [BindProperty]
    public string? Number { get; set; }

    public Simulated? One { get; private set; }
    public Simulated? Other { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid? process)
    {
        await Load();
        if (process is not { } id) return Page();
        var access = await Viewer.Process(id);
        if (access.Row is null) return Refuse(access);
        await Take(access.Row);
        return Page();
    }

    /// <summary>Fills the box with a beginning for the protocol that was chosen.</summary>
    public async Task<IActionResult> OnPostBeginAsync()
    {
        await Load();
        if (Chosen(Version)?.Protocol(Protocol ?? "") is { } protocol) Events = Beginning(Chosen(Version)!, protocol);
        else Fault("Protocol", "Select a process of this version");
        return Shown();
    }

    /// <summary>Fills the box with what really happened.</summary>
    public async Task<IActionResult> OnPostHistoryAsync()
    {
        await Load();
        var row = int.TryParse(Number?.Trim(), out var number) ? await Viewer.Processes().FirstOrDefaultAsync(its => its.Number == number) : null;
        if (row is null) Fault("Number", "There is no process with this number that you may read");
        else await Take(row);
        return Shown();
    }

    public async Task<IActionResult> OnPostPlayAsync(IFormFile? file)
    {
        await Load();
        if (file is { Length: > 0 })
        {
            using var reader = new StreamReader(file.OpenReadStream());
            Events = file.Length > MostLetters ? Events : await reader.ReadToEndAsync();
            if (file.Length > MostLetters) Fault("file", $"The file can have at most {MostLetters / 1000} kB");
        }
        if (ModelState.IsValid) Play(file is { Length: > 0 } ? Path.GetFileName(file.FileName) : "events");
        return Shown();
    }

    /// <summary>With what was filled in, and not with what was posted.</summary>
    IActionResult Shown()
    {
        Events = Events?.ReplaceLineEndings("\n");
        foreach (var name in new[] { nameof(Events), nameof(Version) }.Where(name => ModelState[name]?.Errors.Count is null or 0)) ModelState.Remove(name);
        return Page();
    }

    void Play(string name)
    {
        var text = (Events ?? "").ReplaceLineEndings("\n");
        if (string.IsNullOrWhiteSpace(text)) Fault("Events", "Write what happens, or choose a file");
        else if (text.Length > MostLetters) Fault("Events", $"The events can have at most {MostLetters / 1000} kB");
        if (Chosen(Version) is not { } pack) Fault("Version", "Select a version");
        else if (ModelState.IsValid)
        {
            var (file, faults) = EventsFile.Read(name, text);
            foreach (var fault in faults) Fault("Events", fault.ToString());
            if (file?.Events.Count > MostEvents) Fault("Events", $"There can be at most {MostEvents} events");
            if (!ModelState.IsValid) return;
            One = Simulation.Play(pack, Authority.Calendar, file!);
            if (Chosen(Against) is { } other) Other = Simulation.Play(other, Authority.Calendar, file!);
        }
    }

    // ---- Versions ----

    public IEnumerable<Waymark.App.Features.Shared.Components.SelectItem> Choices =>
        [.. All.Select(version => new Waymark.App.Features.Shared.Components.SelectItem(version.Fingerprint, version.Name)), .. Draft is null ? [] : new[] { new Waymark.App.Features.Shared.Components.SelectItem(InFolder, $"In the folder, not published ({Draft.Fingerprint[..8]})") }];

    public string NameOf(Simulated played) => All.FirstOrDefault(version => version.Fingerprint == played.Fingerprint) is { } version ? $"{(version.InForce ? "In force" : $"Published on {version.On.InWords()}")} ({played.Fingerprint[..8]})" : $"In the folder ({played.Fingerprint[..8]})";

    Pack? Chosen(string? version) => version == InFolder ? Draft : All.FirstOrDefault(each => each.Fingerprint == version)?.Pack;

    async Task Load()
    {
        All = await Versions.Of(Desk);
        var candidate = Candidate.Of(Authority.PackFolder, Pack);
        Draft = candidate.Pack is { } draft && All.All(version => version.Fingerprint != draft.Fingerprint) && Linter.Lint(draft).Count == 0 ? draft : null;
        Version ??= Pack.Fingerprint;
    }

    // ---- What is played ----

    /// <summary>Somebody who may start it does so today, and nothing more: the rest is the author's.</summary>
    string Beginning(Pack pack, Protocol protocol)
    {
        var workstep = protocol.Worksteps.FirstOrDefault(each => each.By.Count > 0) ?? protocol.Worksteps[0];
        var by = workstep.By.OfType<PersonRule.InPost>().Select(rule => rule.Post).Append(pack.Posts[0].Id).First();
        var now = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Format(Now.InZone(Authority.Calendar.Zone).LocalDateTime);
        return $"simulation: {protocol.Label}\nevents:\n  - {{at: {now}, by: {by}, start: {protocol.Id}.{workstep.Id}}}\n";
    }

    /// <summary>What happened in it, and in those that it came from as far as the viewer may read them.</summary>
    async Task Take(ProcessRow row)
    {
        var chain = new List<Ran>();
        for (var at = row; at is not null;)
        {
            var reading = (await Authority.Situations.Read(Db, at.Id, Viewer.Id))!;
            var its = at.Id;
            var events = await Db.Events.Where(each => each.ProcessId == its).OrderBy(each => each.Sequence).ToListAsync();
            chain.Insert(0, new Ran(reading.Process, reading.Situation, [.. events.Select(each => each.Event())]));
            at = at.CameFromProcess is { } from && chain.All(each => each.Process.Id != from) ? (await Viewer.Process(from)).Row : null;
        }
        Events = History.Of(chain);
        Version = All.Any(version => version.Fingerprint == row.Pack) ? row.Pack : Pack.Fingerprint;
        Number = $"{row.Number}";
        var process = chain[^1].Process;
        Saw(process.Children.Count > 0 ? process.Children[0] : null, row.Id, null, chain.SelectMany(each => each.Process.Children.Prepend(each.Process.Id)));
    }
}
