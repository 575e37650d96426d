using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Features.Shared;
using Waymark.App.Store;
using Waymark.Core.Calendar;
using Waymark.Core.Record;

namespace Waymark.App.Features.Accesses;

/// <summary>What was out of the ordinary, with why, until whoever reviews it says what they found (S3-011). Nobody reviews themselves.</summary>
public sealed class UnusualModel : WaymarkPage
{
    const int Most = 20, MostReviews = 50, Longest = 1000;

    public static readonly IReadOnlyList<(UnusualResult Result, string Id, string Words)> Results = [(UnusualResult.Expected, "expected", "It was expected"), (UnusualResult.FollowedUp, "followed-up", "It was followed up")];

    /// <summary>Those that are shown, and how many there are.</summary>
    public IReadOnlyList<Oddity> Found { get; private set; } = [];
    public int Count { get; private set; }

    public IReadOnlyList<(UnusualReviewRow Review, ChildRow? Child)> Reviewed { get; private set; } = [];

    /// <summary>Which of them, as <see cref="IdOf"/> has it.</summary>
    [BindProperty]
    public string? Id { get; set; }

    [BindProperty]
    public string? Result { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    Core.Record.Register register = null!;

    public string NameOf(Guid worker) => register.NameOf(worker);

    public string Clock(Instant at) => at.InZone(Authority.Calendar.Zone).LocalDateTime.InWords();

    /// <summary>What names the form of one of them, in its fields' ids.</summary>
    public static string IdOf(Oddity odd) => $"{odd.Worker:N}-{NodaTime.Text.LocalDatePattern.Iso.Format(odd.Day)}-{odd.Child?.Id.ToString("N") ?? (odd.Limited ? "limit" : "day")}";

    public string Heading(Oddity odd)
    {
        var what = odd.Child is { } child ? $"{(odd.Refused ? "tried to open the record of" : "opened the record of")} {child.Name} ({child.Number})"
            : odd.Limited ? $"was asked to wait {(odd.Times == 1 ? "once" : $"{odd.Times} times")}"
            : odd.Why.Any(rule => rule.Sign != Core.Packs.Sign.OnlySearched) ? $"opened the records of {odd.Times} children" : $"searched {odd.Times} times";
        return $"{NameOf(odd.Worker)} {what} on {odd.Day.InWords()}";
    }

    public string When(Oddity odd)
    {
        var (first, last) = (Time(odd.First), Time(odd.Last));
        return $"{(odd.Child is null ? "" : odd.Times == 1 ? "Once, " : $"{odd.Times} times, ")}{(first == last ? $"at {first}" : $"from {first} to {last}")}";
    }

    string Time(Instant at) => NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(at.InZone(Authority.Calendar.Zone).TimeOfDay);

    public string WordsOf(UnusualReviewRow review) =>
        string.Join(". ", review.Signs.Split(',').Select(id => UnusualLooks.LabelOf(Pack, id)));

    public async Task<IActionResult> OnGet() => await Show() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Show() is { } refused) return refused;
        var odd = Found.FirstOrDefault(each => IdOf(each) == Id);
        if (odd is null) return NotThere();
        var id = IdOf(odd);
        var result = Results.FirstOrDefault(each => each.Id == Result);
        if (result.Id is null) Fault($"result-{id}", "Select whether it was expected");
        var note = Stated($"note-{id}", Note, "Say how you know", longest: Longest);
        if (!ModelState.IsValid) return Page();
        await using var writing = await Authority.Database.Write();
        writing.Db.Add(new UnusualReviewRow { Id = Guid.NewGuid(), Worker = odd.Worker, Day = odd.Day, ChildId = odd.Child?.Id, Signs = odd.Signs, Result = result.Result, Note = note, ByWorker = Viewer.Id, At = Now });
        writing.Db.AuditEntries.Add(Desk.Entry(AuditAction.Change, "accesses/unusual") with { ChildId = odd.Child?.Id, Fields = $"{Result}", Shown = Listed(odd.Worker) });
        await writing.Commit();
        Done = $"Reviewed: {Heading(odd)}.";
        return Redirect(Url.Content("~/access/unusual"));
    }

    async Task<IActionResult?> Show()
    {
        if (Viewer.Reviews.IsNobody) return Refuse(Core.Access.Ruling.Deny("Your post doesn't include this."));
        register = await Authority.Situations.Register(Db, []);
        var covered = await AccessLog.Covered(Desk);
        var all = await new UnusualLooks(Desk, register, covered).Unreviewed();
        (Found, Count) = ([.. all.Take(Most)], all.Count);
        var reviews = await Db.UnusualReviews.Where(row => covered.Contains(row.Worker) && (row.ChildId == null || Viewer.ByNumber().Any(child => child.Id == row.ChildId))).OrderByDescending(row => row.At).ThenBy(row => row.Id).Take(MostReviews).ToListAsync();
        var ids = reviews.Select(row => row.ChildId).OfType<Guid>().Distinct().ToList();
        var children = ids.Count == 0 ? [] : await Viewer.ByNumber().Where(child => ids.Contains(child.Id)).ToDictionaryAsync(child => child.Id);
        Reviewed = [.. reviews.Select(row => (row, row.ChildId is { } id ? children.GetValueOrDefault(id) : null))];
        Saw(shown: ids.Concat(Found.Select(odd => odd.Child?.Id).OfType<Guid>()));
        return null;
    }
}
