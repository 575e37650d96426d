using Microsoft.AspNetCore.Mvc;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Worksteps;

/// <summary>One page, one button: who gets it, what is asked, by when; sent when the button is pressed (S0-028, S0-052).</summary>
public sealed class SendRequestModel : FormPage
{
    public RequestDefinition Kind { get; private set; } = null!;
    public IReadOnlyList<Recipient> Receivers { get; private set; } = [];

    /// <summary>Who gets a copy when it is sent, besides those who are asked.</summary>
    public IReadOnlyList<Recipient> Copied { get; private set; } = [];

    public IReadOnlyList<string> Nobody { get; private set; } = [];
    public IReadOnlyList<Refusal> WhyNot { get; private set; } = [];
    public override string Part => $"send:{Kind.Id}";

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public List<Guid> To { get; set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, string request)
    {
        if (await Open(id, request, AccessVerb.Read) is { } refused) return refused;
        WhyNot = [.. Engine.WhyNotSend(Process, Situation, Workstep, Kind).Where(r => r.Blocks)];
        await LoadDraft();
        Note = Draft?.Text(nameof(Note), null);
        // Picked beforehand: all whom the rule finds, where it may go to several, else the first.
        To = [.. Receivers.Where(each => each.IsFound).Select(each => each.Worker).Take(Kind.Many ? int.MaxValue : 1)];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string request)
    {
        if (await Open(id, request, AccessVerb.Record) is { } refused) return refused;
        TakeBeside(nameof(Note));
        var outcome = await Save("request/send", (process, situation) => Engine.Send(process, situation, id, request, To, Note));
        if (!outcome.Accepted) return Page();
        Done = $"{Pack.Term("awaited")} to {string.Join(" and ", To.Select(Name))}.";
        return RedirectToPage("Show", new { id });
    }

    public async Task<IActionResult> OnPostDraftAsync(Guid id, string request)
    {
        if (await Open(id, request, AccessVerb.Record) is { } refused) return refused;
        TakeBeside(nameof(Note));
        return await Autosave();
    }

    private async Task<IActionResult?> Open(Guid id, string request, AccessVerb verb)
    {
        if (await Load(id, verb) is { } refused) return refused;
        if (Form.Request(request) is not { } found) return NotThere();
        Kind = found;
        Receivers = Engine.Receivers(Context, found);
        var copies = People.Find(Context, found.Copies);
        Copied = copies.People;
        Nobody = [.. People.Find(Context, found.To).Nobody, .. copies.Nobody];
        return null;
    }

    public string InWords(Recipient person) => (person.IsFound ? person.Found + "." : "") + Deputy(person);

    public string Deputy(Recipient person) => person.Away ? person.Deputy is { } deputy ? $" Away today; {Name(deputy)} acts for them." : " Away today, with no deputy." : "";

    /// <summary>When the answer would be due if it were sent now.</summary>
    public Core.Calendar.Due? DueIfSent => Form.Clocks
        .Where(c => c.After.Any.Any(e => e.Subject.Kind == SubjectKind.Request && e.Subject.Name == Kind.Id))
        .Select(c => Core.Calendar.Due.Count(Authority.Calendar, Now, c.Span)).FirstOrDefault();

    /// <summary>What came back with a question, which the sender answers by sending again.</summary>
    public Request? CameBack => Standings.Current(Workstep, Form).FirstOrDefault(r => r.Definition == Kind.Id && r.Status == RequestStatus.Returned);

    public Clock? Running => Process.Clocks.LastOrDefault(c => c.Workstep == Workstep.Id && Form.Clocks.Any(d => d.Id == c.Definition && d.Until?.Any.Any(u => u.Subject.Name == Kind.Id) == true));
}
