using Microsoft.AspNetCore.Mvc;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Requests;

public sealed class WithdrawModel : RequestPage
{
    public IReadOnlyList<Refusal> WhyNot { get; private set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Open(id) is { } refused) return refused;
        WhyNot = [.. Engine.WhyNotWithdraw(Context, Workstep, Asked)];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await Open(id) is { } refused) return refused;
        var outcome = await Do("request/withdraw", (process, situation) => Engine.Withdraw(process, situation, Workstep.Id, id, Reason ?? ""));
        if (!outcome.Accepted) return Page();
        Done = $"Withdrawn. {Name(Asked.Holder)} has been told.";
        return RedirectToPage("/Worksteps/Show", new { id = Workstep.Id });
    }
}
