using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Shared;
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

    public void OnGet() => From = TypedDate.Of(Today);

    public async Task<IActionResult> OnPost()
    {
        (From, To) = (TypedDate.Read(Request.Form, "from"), TypedDate.Read(Request.Form, "to"));
        var (team, locality) = (Trimmed(Team), Trimmed(Locality));
        var post = Pack.FindPost(Post ?? "");
        if (post is null) Fault("Post", "Select the post");
        if (post?.FoundBy == FoundBy.Team && team is null) Fault("Team", $"Enter the team: {post.Label} is found by team");
        if (post?.FoundBy == FoundBy.Locality && locality is null) Fault("Locality", $"Enter the locality: {post.Label} is found by locality");
        var from = Day("from", From, "the first day");
        var to = Day("to", To, "the last day", required: false);
        if (to < from) Fault("to", "The last day must be the same as or after the first");
        if (from is { } first && post is not null && await Overlaps(post.Id, team, locality, first, to)) Fault("Post", $"{Subject.Name} holds this post then already");
        if (!ModelState.IsValid) return Page();

        var held = new Holding(Guid.NewGuid(), Id, post!.Id, team, locality, from!.Value, to);
        await Write("administration/post", async db => await db.Holdings.AddAsync(held), "post,team,locality,from,to");
        return BackWith($"{Subject.Name} is {post.Label} from {from.Value.InWords()}.");
    }

    async Task<bool> Overlaps(string post, string? team, string? locality, NodaTime.LocalDate from, NodaTime.LocalDate? to)
    {
        var (id, end) = (Id, to ?? NodaTime.LocalDate.MaxIsoValue);
        var held = await Db.Holdings.Where(other => other.Worker == id && other.Post == post).ToListAsync();
        return held.Any(other => other.Team == team && other.Locality == locality && other.From <= end && (other.To is null || other.To >= from));
    }

    static string? Trimmed(string? text) => text?.Trim() is { Length: > 0 } said ? said[..Math.Min(said.Length, 100)] : null;
}
