using Waymark.App.Features.Access;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Children;

/// <summary>A workstep that the viewer may start for a child. Starting it twice with the same key starts it once.</summary>
public sealed record Startable(Guid Child, Guid Key, Protocol Protocol, WorkstepDefinition Workstep)
{
    /// <summary>Asked of the engine, which the post asks again.</summary>
    public static async Task<IReadOnlyList<Startable>> Of(Desk desk, Guid child)
    {
        if ((await desk.Viewer!.Child(child, AccessVerb.Record)).Row is null) return [];
        var (situation, key) = (await desk.Authority.Situations.About(desk.Db, [child], desk.Viewer.Id), Guid.NewGuid());
        return [..
            from protocol in desk.Pack.Protocols
            from workstep in protocol.Worksteps
            where workstep.By.Count > 0 && !Engine.WhyNotStart(situation, protocol, workstep).Any(why => why.Blocks)
            select new Startable(child, key, protocol, workstep)];
    }
}
