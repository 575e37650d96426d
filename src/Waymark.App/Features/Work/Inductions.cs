using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.Core.Record;

namespace Waymark.App.Features.Work;

/// <summary>Training that is outstanding: the viewer's own, and that of those whom they manage (S3-008).</summary>
public sealed record Inductions(Induction? Mine, IReadOnlyList<Induction> Staff, Register Register, LocalDate Today)
{
    public static async Task<Inductions> Of(Desk desk)
    {
        var (viewer, pack) = (desk.Viewer!, desk.Pack);
        var register = await desk.Authority.Situations.Register(desk.Db, []);
        if (pack.Induction is null) return new(null, [], register, desk.Today);
        // Whoever was here before the council worked with such a pack.
        var since = await desk.Db.PackVersions.MinAsync(row => (Instant?)row.PublishedAt) is { } first ? first.InZone(desk.Authority.Calendar.Zone).Date : desk.Today;
        Induction? For(Guid worker) => Induction.Of(pack, register, desk.Authority.Calendar, worker, desk.Today, since);
        return new(For(viewer.Id), [.. Managed.By(viewer, pack, register, desk.Today).Select(For).OfType<Induction>().OrderBy(each => each.Ends ?? LocalDate.MaxIsoValue).ThenBy(each => register.NameOf(each.Worker), StringComparer.Ordinal)], register, desk.Today);
    }
}
