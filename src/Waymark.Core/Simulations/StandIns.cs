using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Waymark.Core.Packs;
using Waymark.Core.Packs.Reading;
using Waymark.Core.Record;

namespace Waymark.Core.Simulations;

/// <summary>Who is there in a simulation: a holder for each post of the pack, named as the post is, and a child of whom all of them work.</summary>
internal static class StandIns
{
    private const string Team = "Alder", Locality = "Alder", Home = "Alder House";
    private static readonly LocalDate Always = new(1990, 1, 1);

    public static readonly Guid ChildId = Id("child");

    /// <summary>The same name gives the same id each time.</summary>
    public static Guid Id(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));

    public static Register Register(Pack pack, EventsFile file)
    {
        var vacant = file.Vacant.Select(v => v.Text).ToHashSet();
        var held = pack.Posts.Where(p => !vacant.Contains(p.Id)).SelectMany(post => file.People.Where(p => p.Post == post.Id).Select(p => (Post: post, Name: p.Id, Label: p.Name)).DefaultIfEmpty((Post: post, Name: post.Id, post.Label))).ToList();
        return new Register(
            [.. held.Select(h => new Worker(Id(h.Name), h.Label, pack.Label, null))],
            [.. held.Select(h => new Holding(Id($"holding/{h.Name}"), Id(h.Name), h.Post.Id, h.Post.FoundBy == FoundBy.Home ? Home : Team, Locality, Always, null))],
            [.. held.Where(h => h.Post.FoundBy == FoundBy.Allocation).Select(h => new Allocation(Id($"allocation/{h.Name}"), ChildId, Id(h.Name), h.Post.Id, Always, null))],
            []);
    }

    public static Child Child(Pack pack, YamlMapping? said)
    {
        var looked = pack.List("legal-statuses") is { } list ? OptionList.Flatten(list.Options).FirstOrDefault(o => o.Means.Contains(Meaning.LookedAfter))?.Id : null;
        var child = new Child(ChildId, 1, "Robin Example", new LocalDate(2014, 5, 1)) { Team = Team, Locality = Locality, Home = Home, LegalStatus = looked };
        return said is null ? child : Recorded(child, said);
    }

    public static Child Recorded(Child child, YamlMapping said) => child with
    {
        Name = said.Text("name") ?? child.Name,
        Born = Day(said.Text("born")) ?? child.Born,
        Number = int.TryParse(said.Text("number"), out var number) ? number : child.Number,
        LegalStatus = said.Text("legal-status") switch { null => child.LegalStatus, "none" => null, var status => status },
        Plan = said.Text("plan") ?? child.Plan,
        LastReview = Day(said.Text("last-review")) ?? child.LastReview,
        NextReview = Day(said.Text("next-review")) ?? child.NextReview,
        CaseOpen = (said.Text("case-open") ?? (child.CaseOpen ? "yes" : "no")) == "yes",
    };

    private static LocalDate? Day(string? text) => text is not null && LocalDatePattern.Iso.Parse(text) is { Success: true } day ? day.Value : null;
}
