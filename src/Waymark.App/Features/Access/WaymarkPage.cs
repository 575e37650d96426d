using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Waymark.App.Features.Problems;
using Waymark.App.Features.Shared.Components;
using Waymark.App.Store;
using Waymark.Core.Access;
using Waymark.Core.Packs;

namespace Waymark.App.Features.Access;

/// <summary>
/// What every page stands on: whose authority, who looks, what time it is. A page loads people's records through
/// <see cref="Viewer"/> alone, and says with <see cref="Saw"/> what it shows; the entry is committed before the first byte is written.
/// </summary>
public abstract class WaymarkPage : PageModel
{
    protected Desk Desk => Desk.Of(HttpContext);

    public Authority Authority => Desk.Authority;
    public Pack Pack => Desk.Pack;
    public WaymarkDb Db => Desk.Db;
    public Viewer Viewer => Desk.Viewer ?? throw new InvalidOperationException("Nobody is signed in: this page lies in a folder that needs nobody.");
    public Instant Now => Desk.Now;
    public LocalDate Today => Desk.Today;

    /// <summary>What was just done, said once on the next page.</summary>
    [TempData]
    public string? Done { get; set; }

    public Sight Sight { get; } = new();

    /// <summary>Says what this page shows, for the audit: nothing is shown that isn't said.</summary>
    protected void Saw(Guid? child = null, Guid? process = null, Guid? workstep = null, IEnumerable<Guid>? shown = null)
    {
        Sight.Child = child ?? Sight.Child;
        Sight.Process = process ?? Sight.Process;
        Sight.Workstep = workstep ?? Sight.Workstep;
        Sight.Shown.AddRange(shown ?? []);
    }

    /// <summary>What a change was about, and whom its page listed meanwhile, as the entry of that change says it.</summary>
    protected string Listed(Guid about) => string.Join(',', Sight.Shown.Prepend(about).Distinct());

    /// <summary>Who does what to a process, as <see cref="Casework"/> takes it.</summary>
    /// <param name="key">Where one post does several things, each has its own; else the post's, so that the same again does nothing more.</param>
    protected Operation Operation(string what, Guid? key = null) => new(Desk.Acting(), key ?? PostKey.Of(Request, Viewer.Id), what);

    /// <summary>The answer to one who may not: the page that asks for a reason, a refusal in words, or the same 404 as for nothing.</summary>
    protected IActionResult Refuse<T>(Access<T> access) where T : class => Refuse(access.Ruling, access.Child);

    protected IActionResult Refuse(Ruling ruling, Guid? child = null)
    {
        Sight.Refused = ruling;
        Sight.Child ??= child;
        return ruling.Verdict switch
        {
            Verdict.Ask => RedirectToPage("/Children/Reason", new { id = child, to = HttpMethods.IsGet(Request.Method) ? Request.Path.Value : null }),
            Verdict.Deny => new ProblemResult(Problem.Refused(HttpContext, ruling.Why)),
            _ => new ProblemResult(Problem.NotFound(HttpContext)),
        };
    }

    protected IActionResult NotThere() => Refuse(Ruling.Conceal);

    /// <summary>Something that was typed can't be taken; the page is shown again with it. The field's id is its name.</summary>
    protected void Fault(string field, string message) => ModelState.AddModelError(field, message);

    /// <summary>A reason or a note as it is kept: long enough to say something, short enough to be read; else the field's fault.</summary>
    /// <param name="ask">What to do where nothing was typed.</param>
    protected string Stated(string field, string? typed, string ask, int shortest = 10, int longest = 500)
    {
        var said = (typed ?? "").Trim();
        if (said.Length < shortest) Fault(field, said.Length == 0 ? ask : $"Say a little more: at least {shortest} letters");
        else if (said.Length > longest) Fault(field, $"Say it in at most {longest} letters");
        else if (Core.Forms.Answers.Unfit(said)) Fault(field, "It holds a character that can’t be kept. Delete it, or type it again");
        else return Core.Record.CaseNotes.Kept(said);
        return said;
    }

    public ErrorMessage? FaultOf(string field) => ModelState.TryGetValue(field, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    /// <summary>First in the main part; nothing while nothing is wrong.</summary>
    public ErrorSummary? Faults => ModelState.IsValid ? null : new ErrorSummary(
        [.. from entry in ModelState from error in entry.Value!.Errors select new ErrorSummaryItem(error.ErrorMessage, entry.Key.Length == 0 ? null : $"#{entry.Key}")]);

    /// <summary>Where to go instead, for somebody whose post opens nobody's record; nothing for others.</summary>
    public InsetText? Elsewhere => !Viewer.OpensNoRecord ? null : Viewer.May(AccessVerb.Administer).Allows
        ? new InsetText { Html = (Markup)$"Your post opens no child’s record, so there is nothing for you here. What you look after: <a class=\"govuk-link\" href=\"{Url.Content("~/administration")}\">workers, posts and allocations</a>, and <a class=\"govuk-link\" href=\"{Url.Content("~/packs")}\">processes and their versions</a>." }
        : !Viewer.Reviews.IsNobody ? null
        : new InsetText("Your post opens no child’s record, so there is nothing for you here unless somebody asks you for something.");

    /// <summary>What was just done, as a banner; nothing where nothing was.</summary>
    public NotificationBanner? DoneBanner => Done is null ? null : new NotificationBanner(Done) { Type = "success" };
}

/// <summary>What a page showed, or refused.</summary>
public sealed class Sight
{
    public Guid? Child { get; set; }
    public Guid? Process { get; set; }
    public Guid? Workstep { get; set; }
    public Guid? Document { get; set; }
    public List<Guid> Shown { get; } = [];

    /// <summary>What was shown, as an entry lists it; null: nothing was.</summary>
    public string? Listed => Shown.Count == 0 ? null : string.Join(',', Shown.Distinct());

    public bool IsOfSomebody => (Child ?? Process ?? Workstep ?? Document) is not null || Shown.Count > 0;

    /// <summary>What was searched for.</summary>
    public string? Terms { get; set; }

    public Ruling? Refused { get; set; }

    /// <summary>The page wrote the entry of what it shows itself, in the transaction of what that changed.</summary>
    public bool Entered { get; set; }
}
