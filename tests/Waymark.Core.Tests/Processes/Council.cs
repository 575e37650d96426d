using Waymark.Core.Packs;
using Waymark.Core.Record;
using Waymark.Core.Tests.Packs;
using static Waymark.Core.Tests.Processes.Cast;

namespace Waymark.Core.Tests.Processes;

/// <summary>A shipped council with one invented worker in each of its posts, and a child for whom each of them is there.</summary>
internal sealed class Council
{
    private readonly List<string> posts;

    public Council(string name) : this(name, PackFiles.Read(name))
    {
    }

    /// <summary>As it stood in a version of its pack.</summary>
    public Council(string name, Pack pack)
    {
        Pack = pack;
        posts = [.. Pack.Posts.Select(p => p.Id)];
        Child = Arlo with { Plan = Option(Meaning.ProtectionPlan), LegalStatus = Option(Meaning.LookedAfter), Home = "North" };
        Register = new Register(
            [.. Pack.Posts.Select(p => new Worker(Of(p.Id), $"{p.Id} of {name}", name, null))],
            [.. Pack.Posts.Select(p => Post(Of(p.Id), p.Id, p.FoundBy == FoundBy.Part ? "housing" : "North", "north"))],
            [.. Pack.Posts.Where(p => p.FoundBy == FoundBy.Allocation).Select(p => Allocated(Of(p.Id), p.Id))],
            []);
    }

    public Pack Pack { get; }
    public Register Register { get; }

    /// <summary>Looked after, and with a protection plan where the council has such plans.</summary>
    public Child Child { get; }

    /// <summary>Neither any more.</summary>
    public Child Gone => Child with { LegalStatus = null, Plan = null };

    public Guid Of(string post) => Id(200 + posts.IndexOf(post));

    public bool IsIndependent(Guid worker) => Pack.Posts.Any(p => Of(p.Id) == worker && p.Means.Contains(Meaning.Independent));

    /// <summary>One after another: 'iro' starts, and so on, in the words of <see cref="Play"/>.</summary>
    public Play Play() => new(Pack) { Register = Register, Children = [Child] };

    private string? Option(Meaning meaning) =>
        Pack.Lists.SelectMany(l => l.Options).FirstOrDefault(o => o.Means.Contains(meaning))?.Id;
}
