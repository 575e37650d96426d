using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Access;
using Waymark.App.Store;

namespace Waymark.App.Features.Children;

/// <summary>
/// Find a child. What was typed never stands in an address: it is sealed into a link that this worker alone can open, so that going
/// back to the results works, and a browser's history says nothing.
/// </summary>
public sealed class IndexModel(IDataProtectionProvider protection) : WaymarkPage
{
    public const int Most = 50;

    [BindProperty]
    public string? Typed { get; set; }

    public bool Searched { get; private set; }

    public IReadOnlyList<ChildRow> Found { get; private set; } = [];

    public async Task<IActionResult> OnGet(string? search)
    {
        Typed = search is null ? null : Open(search);
        Searched = Typed is not null;
        var (hats, homes, today) = (Viewer.Hats, Viewer.Homes, Today);
        var children = Typed is null
            ? Viewer.Children().Where(child => Db.Allocations.Any(its => its.Child == child.Id && hats.Contains(its.Worker) && its.From <= today && (its.To == null || its.To >= today))
                || Db.Placements.Any(its => its.Child == child.Id && homes.Contains(its.Home) && its.From <= today && (its.To == null || its.To >= today)))
            : Matching(Viewer.Children(), Typed);
        Found = await children.OrderBy(child => child.NameKey).ThenBy(child => child.Id).Take(Most + 1).ToListAsync();
        Saw(shown: Found.Take(Most).Select(child => child.Id));
        Sight.Terms = Typed;
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        var typed = (Typed ?? "").Trim();
        if (typed.Length is > 0 and <= 100 && Words(typed).Count > 0) return RedirectToPage(new { search = Seal.Protect(typed) });
        Fault("Typed", typed.Length > 100 ? "Enter a name of at most 100 letters" : "Enter a name, part of a name, or a number");
        await OnGet(null);
        Typed = typed;
        return Page();
    }

    /// <summary>By the number; or by each word, as the beginning of any word of the name.</summary>
    IQueryable<ChildRow> Matching(IQueryable<ChildRow> children, string typed)
    {
        if (int.TryParse(typed, out var number)) return Viewer.ByNumber().Where(child => child.Number == number);
        foreach (var word in Words(typed))
        {
            var after = Names.After(word);
            children = children.Where(child => Db.ChildNameParts.Any(part => part.ChildId == child.Id && part.PartKey.CompareTo(word) >= 0 && part.PartKey.CompareTo(after) < 0));
        }
        return children;
    }

    static List<string> Words(string typed) => [.. Names.Parts(typed)];

    IDataProtector Seal => protection.CreateProtector("search", Authority.Id, Viewer.Id.ToString());

    // A link that was tampered with, or somebody else's, is only a page without a search.
    string? Open(string sealedText)
    {
        try
        {
            return Seal.Unprotect(sealedText);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
