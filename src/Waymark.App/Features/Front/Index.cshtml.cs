using Microsoft.AspNetCore.Mvc.RazorPages;
using Waymark.App.Store;

namespace Waymark.App.Features.Front;

/// <summary>The authorities of this installation. One whose pack is faulty says what to write; the others are served.</summary>
public sealed class IndexModel(Authorities authorities) : PageModel
{
    public Authorities Authorities => authorities;
}
