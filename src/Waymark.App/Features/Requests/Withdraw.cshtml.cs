using Microsoft.AspNetCore.Mvc;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Requests;

public sealed class WithdrawModel : RequestPage
{
    public IReadOnlyList<Refusal> WhyNot { get; private set; } = [];
    public override string Part => "withdraw:" + base.Part;

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Open(id) is { } refused) return refused;
        WhyNot = [.. Engine.WhyNotWithdraw(Context, Workstep, Asked)];
        await LoadDraft();
        Reason = Beside(nameof(Reason));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await Open(id) is { } refused) return refused;
        TakeBeside(nameof(Reason));
        var outcome = await Save("request/withdraw", (process, situation) => Engine.Withdraw(process, situation, Workstep.Id, id, Reason ?? ""));
        if (!outcome.Accepted) return Page();
        Done = $"Withdrawn. {Name(Asked.Holder)} has been told.";
        return RedirectToPage("/Worksteps/Show", new { id = Workstep.Id });
    }

    public async Task<IActionResult> OnPostDraftAsync(Guid id)
    {
        if (await Open(id) is { } refused) return refused;
        TakeBeside(nameof(Reason));
        return await Autosave();
    }
}
