using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Access;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Features.SignIn;

/// <summary>A post of the demonstration, who plays it, and what they can do: read from the pack, so that it is true of any council.</summary>
/// <param name="People">Whoever holds several posts stands at the first of them.</param>
/// <param name="Elsewhere">'Tess Marlow is at Manager', of those who stand at another.</param>
public sealed record Part(Post Post, IReadOnlyList<Person> People, IReadOnlyList<string> Elsewhere, IReadOnlyList<string> Plays)
{
    public static async Task<IReadOnlyList<Part>> All(Desk desk)
    {
        var (pack, today) = (desk.Pack, desk.Today);
        var held = await (
            from holding in desk.Db.Holdings
            where holding.From <= today && (holding.To == null || holding.To >= today)
            join worker in desk.Db.Workers on holding.Worker equals worker.Id
            where worker.LeftOn == null || worker.LeftOn > today
            orderby worker.NameKey, worker.Id
            select new { holding, worker }).ToListAsync();
        var posts = held.GroupBy(each => each.worker.Id).ToDictionary(each => each.Key, each => pack.Posts.Where(post => each.Any(one => one.holding.Post == post.Id)).ToList());
        return [.. pack.Posts.Select(post =>
        {
            var holders = held.Where(each => each.holding.Post == post.Id).ToLookup(each => posts[each.worker.Id][0] == post);
            return new Part(post,
                [.. holders[true].GroupBy(each => each.worker.Id).Select(each => new Person(each.Key, each.First().worker.Name, string.Join(" and ", each.Select(one => Place(one.holding)).Where(place => place.Length > 0))) { Also = [.. posts[each.Key].Skip(1).Select(also => also.Label)] })],
                [.. holders[false].Select(each => $"{each.worker.Name} is at {posts[each.worker.Id][0].Label}").Distinct()],
                [.. PlaysOf(pack, post)]);
        }).Where(part => part.People.Count + part.Elsewhere.Count > 0)];
    }

    static string Place(Holding holding) => string.Join(", ", new[] { holding.Team, holding.Locality }.Where(place => place is not null));

    static IEnumerable<string> PlaysOf(Pack pack, Post post)
    {
        if (post.Means.Contains(Meaning.Administration)) yield return "looks after workers, posts and allocations";
        foreach (var step in pack.Protocols.SelectMany(protocol => protocol.Worksteps).Where(step => Names(step.By, post)).DistinctBy(step => step.Label))
            yield return $"starts {step.Label}";
        foreach (var step in pack.Protocols.SelectMany(protocol => protocol.Worksteps).Where(step => Names(step.Answers, post)).DistinctBy(step => step.Label))
            yield return $"answers in {step.Label}";
        foreach (var request in pack.Protocols.SelectMany(protocol => protocol.Forms).SelectMany(form => form.Requests).Where(request => Names(request.To, post)).DistinctBy(request => request.Label))
            yield return $"is asked: {request.Label}";
    }

    static bool Names(IReadOnlyList<PersonRule> rules, Post post) => rules.Any(rule => rule switch
    {
        PersonRule.InPost named => named.Post == post.Id,
        PersonRule.OneOf some => Names(some.Rules, post),
        _ => false,
    });
}

/// <param name="Place">Team and locality of the post, where it has them.</param>
public sealed record Person(Guid Id, string Name, string Place)
{
    /// <summary>Their other posts.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];
}
