using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Waymark.App.Store;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Timers;

/// <summary>
/// Begins the work about the whole service that the pack says opens by itself when a month or a quarter has ended, or when a process is to be reviewed: once for each
/// who holds it. What ended before the council had such work begins nothing, and of several that have ended only the last counts.
/// </summary>
public static class StandingWork
{
    public static async Task<int> Run(Authority authority)
    {
        var (begun, today) = (0, authority.Clock.GetCurrentInstant().InZone(authority.Calendar.Zone).Date);
        foreach (var (protocol, workstep, ended) in Due(authority.Packs.InForce, today))
            if (await HeldThen(authority, protocol, workstep, ended))
                foreach (var holder in await Waiting(authority, protocol, workstep, ended))
                    if (await Begin(authority, protocol, workstep, ended, holder)) begun++;
        return begun;
    }

    static IEnumerable<(Protocol, WorkstepDefinition, LocalDate)> Due(Pack pack, LocalDate today) =>
        from protocol in pack.Protocols
        where protocol.About == About.Service
        from workstep in protocol.Worksteps
        from entering in workstep.After?.Any ?? []
        where entering.Subject.Kind == SubjectKind.Fact
        let ended = entering.Subject.Name == "review-due" ? ReviewDue(pack, today) : Periods.Ended(entering.Subject.Name, today)
        where ended is not null
        select (protocol, workstep, ended.Value);

    /// <summary>The latest day, up to today, by which one of the council's processes was to be reviewed.</summary>
    static LocalDate? ReviewDue(Pack pack, LocalDate today) =>
        pack.Protocols.Select(protocol => protocol.ReviewDue is { } due ? Periods.Begins(due) : null).Where(day => day <= today).Max();

    static Instant Moment(Authority authority, LocalDate ended) => authority.Calendar.Zone.AtStartOfDay(ended).ToInstant();

    /// <summary>Whether the council's pack had this work already when the period ended.</summary>
    static async Task<bool> HeldThen(Authority authority, Protocol protocol, WorkstepDefinition workstep, LocalDate ended)
    {
        var moment = Moment(authority, ended);
        await using var db = authority.Open();
        var then = await db.PackVersions.Where(row => row.PublishedAt < moment).OrderByDescending(row => row.PublishedAt).Select(row => row.Fingerprint).FirstOrDefaultAsync();
        return then is not null && (await authority.Packs.Of(db, then)).Protocol(protocol.Id)?.FindWorkstep(workstep.Id)?.After is not null;
    }

    /// <summary>Who holds such work and has had none since. An agenda that is still open takes up what comes: no other is begun beside it.</summary>
    static async Task<IReadOnlyList<Guid>> Waiting(Authority authority, Protocol protocol, WorkstepDefinition workstep, LocalDate ended)
    {
        var (moment, agenda) = (Moment(authority, ended), protocol.Form(workstep.Form).Fields.Any(field => field.Kind == FieldKind.Cases));
        await using var db = authority.Open();
        var situation = await authority.Situations.About(db, [], Worker.System);
        var holders = People.Find(new Context(new Process(), protocol, situation), workstep.Holder).People.Select(each => each.Worker);
        var has = await (from step in db.Worksteps
                         join process in db.Processes on step.ProcessId equals process.Id
                         where process.Protocol == protocol.Id && step.Definition == workstep.Id
                         where step.OpenedAt >= moment || (agenda && step.Status == WorkstepStatus.Open)
                         select step.Holder).ToListAsync();
        return [.. holders.Where(holder => holder != Worker.System && !has.Contains(holder))];
    }

    static async Task<bool> Begin(Authority authority, Protocol protocol, WorkstepDefinition workstep, LocalDate ended, Guid holder)
    {
        var key = Key($"{protocol.Id}.{workstep.Id}/{LocalDatePattern.Iso.Format(ended)}/{holder}");
        var outcome = await authority.Casework.Start([], new Operation(Actor.Time, key, "timer/standing"), situation => Engine.StartByItself(situation, protocol, workstep, holder));
        return outcome.Accepted && !outcome.Replayed;
    }

    /// <summary>The same on whichever node it is begun: it is begun once.</summary>
    static Guid Key(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}
