using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Access;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Features.SignIn;

/// <summary>A post of the demonstration, who plays it, and what they can do: read from the pack, so that it is true of any council.</summary>
public sealed record Part(Post Post, IReadOnlyList<Person> People, IReadOnlyList<string> Plays)
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
        return [.. pack.Posts
            .Select(post => new Part(post, [.. held.Where(each => each.holding.Post == post.Id).Select(each => new Person(each.worker.Id, each.worker.Name, Place(each.holding)))], [.. PlaysOf(pack, post)]))
            .Where(part => part.People.Count > 0)];
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
public sealed record Person(Guid Id, string Name, string Place);
