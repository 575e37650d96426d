using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Accesses;
using Waymark.App.Features.Shared;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;

namespace Waymark.App.Features.Access;

/// <summary>What stands around a worker's pages: where they can go, and how many notices wait.</summary>
static class Frames
{
    public static async Task<Frame> Of(Desk desk)
    {
        var pack = desk.Pack;
        var frame = new Frame
        {
            Authority = pack.Label,
            Version = Version,
            Demonstration = desk.Authority.IsDemonstration ? new FrameDemonstration(desk.Today.InWords(), desk.Viewer is null ? null : "~/demonstration/clock") : null,
        };
        if (desk.Viewer is not { } viewer) return frame;
        var me = viewer.Id;
        var unread = await desk.Db.Notices.CountAsync(notice => notice.Recipient == me && notice.ReadAt == null && notice.Channel != Channel.Email);
        return frame with
        {
            Worker = new FrameWorker(viewer.Worker.Name, string.Join(", ", viewer.Posts)),
            Navigation = [.. Links(pack, viewer, unread, viewer.Reviews.IsNobody ? 0 : await AccessLog.Waiting(desk) + (viewer.Reviews.Everyone ? await AuditExports.Waiting(desk) : 0))],
            Time = desk.Now.InZone(desk.Authority.Calendar.Zone).LocalDateTime.InWords(),
        };
    }

    static readonly string Version = typeof(Frames).Assembly.GetName().Version!.ToString(3);

    static IEnumerable<FrameLink> Links(Pack pack, Viewer viewer, int unread, int toReview)
    {
        yield return new("Work", "~/");
        if (viewer.Homes.Count > 0) yield return new("Your home", "~/homes");
        yield return new("Find a child", "~/children");
        if (pack.Protocols.Any(protocol => protocol.Stages.Any())) yield return new("Concerns", "~/concerns");
        yield return new("Registers", "~/registers");
        yield return new("Notices", "~/notices", unread);
        if (!viewer.Reviews.IsNobody) yield return new("Access", "~/access", toReview);
        if (viewer.May(AccessVerb.Administer).Allows) yield return new("Administration", "~/administration");
    }
}
