using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Store;
using Waymark.Core.Record;

namespace Waymark.App.Features.Administration;

public sealed class AddModel : AdministrationPage
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Organisation { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    public void OnGet() => Organisation = Pack.Label;

    public async Task<IActionResult> OnPost()
    {
        var (name, organisation, email) = ((Name ?? "").Trim(), (Organisation ?? "").Trim(), (Email ?? "").Trim());
        if (name.Length is 0 or > 100 || Names.Fold(name).Length == 0) Fault("Name", name.Length > 100 ? "The name can have at most 100 letters" : "Enter the worker’s name");
        if (organisation.Length is 0 or > 100) Fault("Organisation", organisation.Length == 0 ? "Enter who they work for" : "The organisation can have at most 100 letters");
        if (email.Length > 0 && (email.Length > 200 || !email.Contains('@', StringComparison.Ordinal) || email.Any(char.IsWhiteSpace))) Fault("Email", "Enter an e-mail address, such as name@council.gov.uk");
        if (!ModelState.IsValid) return Page();

        var worker = new Worker(Guid.NewGuid(), name, organisation, email.Length == 0 ? null : email);
        await Write("administration/add", async db => await db.Workers.AddAsync(WorkerRow.Of(worker)), "name,organisation,email");
        Id = worker.Id;
        return BackWith($"{name} was added. Next, add the post that they hold.");
    }
}
