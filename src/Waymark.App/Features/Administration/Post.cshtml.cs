using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Shared;
using Waymark.App.Store;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Features.Administration;

/// <summary>Gives a worker a post from a day on: for which team or locality, where the post is found by one.</summary>
public sealed class PostModel : AdministrationPage
{
    [BindProperty]
    public string? Post { get; set; }

    [BindProperty]
    public string? Team { get; set; }

    [BindProperty]
    public string? Locality { get; set; }

    public TypedDate From { get; private set; } = TypedDate.Of(null);
    public TypedDate To { get; private set; } = TypedDate.Of(null);

    /// <summary>The post whose questions stand on the page: they are asked once it is chosen.</summary>
    [BindProperty]
    public string? Asked { get; set; }

    /// <summary>The post is given though something falls short.</summary>
    [BindProperty]
    public bool Anyway { get; set; }

    public IReadOnlyList<Field> Asks { get; private set; } = [];
    public IReadOnlyList<string> Short { get; private set; } = [];

    public string Answer(Field field) => Request.HasFormContentType ? Request.Form[$"asks.{field.Id}"].ToString().Trim() : "";

    public static string InWords(Field? field, string answer, Pack pack) => field?.Kind == FieldKind.YesNo ? pack.Term(answer) : answer;

    public void OnGet() => From = TypedDate.Of(Today);

    public async Task<IActionResult> OnPost()
    {
        (From, To) = (TypedDate.Read(Request.Form, "from"), TypedDate.Read(Request.Form, "to"));
        var (team, locality) = (Trimmed(Team), Trimmed(Locality));
        var post = Pack.FindPost(Post ?? "");
        if (post is null) Fault("Post", "Select the post");
        if (post?.FoundBy == FoundBy.Team && team is null) Fault("Team", $"Enter the team: {post.Label} is found by team");
        if (post?.FoundBy == FoundBy.Locality && locality is null) Fault("Locality", $"Enter the locality: {post.Label} is found by locality");
        if (post?.FoundBy == FoundBy.Home && team is null) Fault("Team", $"Enter the home: {post.Label} is found by home");
        var from = Day("from", From, "the first day");
        var to = Day("to", To, "the last day", required: false);
        if (to < from) Fault("to", "The last day must be the same as or after the first");
        if (from is { } first && post is not null && await Overlaps(post.Id, team, locality, first, to)) Fault("Post", $"{Subject.Name} holds this post then already");
        Asks = post?.Asks ?? [];
        var firstAsked = Asks.Count > 0 && Asked != post!.Id;
        if (!firstAsked) foreach (var field in Asks.Where(field => !Fits(field, Answer(field)))) Fault($"asks-{field.Id}", field.Kind == FieldKind.YesNo ? $"Select yes or no for {field.Label}" : field.Kind == FieldKind.Number ? $"{field.Label} must be a whole number, like 5" : $"Enter {field.Label}, in at most 500 letters");
        if (!ModelState.IsValid || firstAsked) return Page();
        Short = [.. Asks.Select(field => FallsShort(field, Answer(field))).OfType<string>()];
        if (Short.Count > 0 && !Anyway) return Page();

        var held = new Holding(Guid.NewGuid(), Id, post!.Id, team, locality, from!.Value, to);
        await Write("administration/post", async db =>
        {
            await db.Holdings.AddAsync(held);
            await db.Qualifications.AddRangeAsync(Asks.Select(field => new QualificationRow { Id = Guid.NewGuid(), Worker = Id, Holding = held.Id, Field = field.Id, Answer = Core.Record.CaseNotes.Kept(Answer(field)), ByWorker = Viewer.Id, Recorded = Today }));
        }, Short.Count > 0 ? "post,team,locality,from,to,short" : "post,team,locality,from,to");
        return BackWith($"{Subject.Name} is {post.Label} from {from.Value.InWords()}.");
    }

    static bool Fits(Field field, string answer) => field.Kind switch
    {
        FieldKind.YesNo => answer is "yes" or "no",
        FieldKind.Number => int.TryParse(answer, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _),
        _ => answer.Length is > 0 and <= 500,
    };

    static string? FallsShort(Field field, string answer) => field.Kind switch
    {
        FieldKind.YesNo when answer == "no" => $"{field.Label}: no",
        FieldKind.Number when field.Least is { } least && int.TryParse(answer, out var number) && number < least => $"{field.Label}: {number}, and at least {least} are expected",
        _ => null,
    };

    async Task<bool> Overlaps(string post, string? team, string? locality, NodaTime.LocalDate from, NodaTime.LocalDate? to)
    {
        var (id, end) = (Id, to ?? NodaTime.LocalDate.MaxIsoValue);
        var held = await Db.Holdings.Where(other => other.Worker == id && other.Post == post).ToListAsync();
        return held.Any(other => other.Team == team && other.Locality == locality && other.From <= end && (other.To is null || other.To >= from));
    }

    static string? Trimmed(string? text) => text?.Trim() is { Length: > 0 } said ? said[..Math.Min(said.Length, 100)] : null;
}
