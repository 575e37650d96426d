using NodaTime;
using Waymark.App.Features.Access;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Features.Work;

/// <summary>Whom a worker manages: the holders of the posts that the worker's own post manages, in the same team or locality where it has one.</summary>
public static class Managed
{
    public static IReadOnlyList<Guid> By(Viewer viewer, Pack pack, Register register, LocalDate today) =>
        [.. (from mine in viewer.Capacity.Holdings
             from post in pack.Posts
             where post.Manager == mine.Post
             from held in register.Holdings
             where held.Post == post.Id && held.On(today) && register.Here(held.Worker, today) && Shares(mine.Team, held.Team) && Shares(mine.Locality, held.Locality)
             select held.Worker).Where(worker => !viewer.Hats.Contains(worker)).Distinct()];

    static bool Shares(string? mine, string? theirs) => mine is null || theirs is null || mine == theirs;
}
