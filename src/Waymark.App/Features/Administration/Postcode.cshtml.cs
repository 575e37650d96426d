using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.Core.Record;

namespace Waymark.App.Features.Administration;

/// <summary>The postcode of a worker's home, which is held against the addresses of the children whose records they open.</summary>
public sealed class PostcodeModel : AdministrationPage
{
    [BindProperty]
    public string? Postcode { get; set; }

    public void OnGet() => Postcode = Subject.Postcode;

    public async Task<IActionResult> OnPost()
    {
        var typed = string.Concat((Postcode ?? "").Where(letter => !char.IsWhiteSpace(letter)));
        var postcode = Postcodes.In(typed);
        // All that was typed must be the postcode, which is written with a space.
        if (typed.Length > 0 && postcode?.Length != typed.Length + 1) Fault("Postcode", "Enter a full UK postcode, such as SW1A 2AA");
        if (!ModelState.IsValid) return Page();
        var id = Id;
        await Write("administration/postcode", db => db.Workers.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Postcode, postcode)), "postcode");
        return BackWith(postcode is null ? $"No home postcode is recorded of {Subject.Name}." : $"The home postcode of {Subject.Name} is recorded.");
    }
}
