using NodaTime;
using NodaTime.Text;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.Core.Tests.Processes.Models;

/// <summary>The engine with a council's pack, behind the same commands as its model.</summary>
internal sealed class CouncilAsPlayed(Council council, string protocol, LocalDateTime begin)
{
    private static readonly string[] Lists = ["criteria", "formal-criteria", "must-criteria", "attendees"];

    private readonly Protocol protocol = council.Pack.Protocol(protocol)!;
    private readonly List<Event> events = [];
    private Process process = new();
    private Child child = council.Child;
    private Instant now = begin.InZoneLeniently(Cast.Calendar.Zone).ToInstant();
    private int ids = 100_000;

    public IReadOnlyList<Event> Events => events;

    private Situation As(string post, bool why) => new()
    {
        Pack = council.Pack, Calendar = Cast.Calendar, Now = now, Actor = post.Length > 0 ? council.Of(post) : Worker.System, Register = council.Register, NewId = () => Cast.Id(++ids), Children = [child],
        Acknowledged = why ? protocol.Forms.SelectMany(f => f.Gates).Where(g => g.Else != Else.Block).Select(g => g.Id).Distinct().ToDictionary(id => id, _ => "It can't wait.") : [],
    };

    /// <returns>Why not; empty: accepted.</returns>
    public string Do(Tried c)
    {
        if (c.Verb is "days" or "hours") return Pass(c.Verb, int.Parse(c.Text));
        if (c.Verb == "leaves-care")
        {
            if (child.LegalStatus is null) return "gone already";
            child = child with { LegalStatus = null };
            return "";
        }
        var situation = As(c.By, c.Why);
        if (c.Verb == "start") return process.Worksteps.Count > 0 ? "begun already" : Start(situation, c);
        return process.Worksteps.LastOrDefault(w => w.IsOpen && w.Definition == c.In) is { } work ? Take(In(work, situation, c)) : "nothing like it is open";
    }

    private string Pass(string verb, int amount)
    {
        now = verb == "hours" ? now + Duration.FromHours(amount) : now.InZone(Cast.Calendar.Zone).LocalDateTime.PlusDays(amount).InZoneLeniently(Cast.Calendar.Zone).ToInstant();
        return process.Worksteps.Count == 0 ? "" : Take(Engine.Tick(process, As("", false)));
    }

    private string Start(Situation situation, Tried c)
    {
        var decision = Engine.Start(situation, protocol, protocol.Workstep(c.In));
        if (decision.Accepted) process = decision.Started[0];
        return Take(decision);
    }

    private Decision In(Workstep work, Situation situation, Tried c)
    {
        Guid Asked(params RequestStatus[] states) => work.Requests.LastOrDefault(r => r.Definition == c.What && states.Contains(r.Status) && (c.Verb is not ("complete" or "return") || r.Holder == situation.Actor))?.Id ?? Guid.Empty;
        return c.Verb switch
        {
            "set" => Engine.Save(process, situation, work.Id, [.. c.Text.Split('\n').Select(l => Written(l[..l.IndexOf('=')], l[(l.IndexOf('=') + 1)..]))]),
            "row" => Engine.Save(process, situation, work.Id, Row(work, Cast.Id(++ids), c.Text)),
            "done" when work.Tables.Values.Sum(t => t.Count) == 0 => Decision.Refuse("no row"),
            "done" => Engine.Save(process, situation, work.Id, [.. work.Tables.Values.SelectMany(t => t).Where(r => c.Text != "first" || !r.Cells.ContainsKey(Columns(work)[3].Id)).Take(c.Text == "first" ? 1 : int.MaxValue).Select(r => new Typed(Columns(work)[3].Id, r.Id, "2020-10-21"))]),
            "send" => Engine.Send(process, situation, work.Id, c.What, [council.Of(c.To)], null),
            "complete" => Engine.Answer(process, situation, work.Id, Asked(RequestStatus.Sent), RequestAnswer.Completed, null, [], []),
            "return" => Engine.Answer(process, situation, work.Id, Asked(RequestStatus.Sent), RequestAnswer.Returned, c.Text, [], []),
            "withdraw" => Engine.Withdraw(process, situation, work.Id, Asked(RequestStatus.Sent, RequestStatus.Returned), "In error."),
            "reassign" => Engine.ReassignRequest(process, situation, work.Id, Asked(RequestStatus.Sent), council.Of(c.To), "Theirs."),
            "sign" => Engine.Sign(process, situation, work.Id, c.What),
            "propose" => Engine.Propose(process, situation, work.Id, new Proposal(c.What, c.To.Length > 0 ? council.Of(c.To) : null) { AtOnce = c.Text == "now" }),
            "unpropose" => Engine.RemoveNextAction(process, situation, work.Id, work.NextActions.FirstOrDefault(n => n.Definition == c.What && n.Taken is null)?.Id ?? Guid.Empty),
            _ => Engine.Finish(process, situation, work.Id),
        };
    }

    private Typed Written(string field, string text)
    {
        if (Lists.Contains(field)) text = text.Replace(';', '\n');
        return new Typed(field, null, string.Join('\n', text.Split('\n').Select(Person)));
    }

    /// <summary>'@post' is who holds it.</summary>
    private string Person(string line) => !line.StartsWith('@') ? line : line.Split('=') is [var who, var was] ? $"{council.Of(who[1..])}={was}" : council.Of(line[1..]).ToString();

    private IReadOnlyList<Field> Columns(Workstep work) => protocol.FormOf(work.Definition).Fields.First(f => f.Kind == FieldKind.Table).Columns;

    private Typed[] Row(Workstep work, Guid id, string by) => Columns(work) is var columns ? [new(columns[0].Id, id, "Meet."), new(columns[1].Id, id, "The worker"), new(columns[2].Id, id, by)] : [];

    private string Take(Decision decision)
    {
        events.AddRange(decision.Events.Where(e => e.Process == process.Id));
        return decision.Accepted ? "" : string.Join(" | ", decision.Refusals.Select(r => r.Text).Concat(decision.Conflicts.Select(x => x.Field)));
    }

    // ---- What shows ----

    public string Shows => process.Status == ProcessStatus.Ended ? $"ended: {process.EndState}" : string.Join("\n  ", process.Worksteps.Where(w => w.IsOpen).Select(Show).Append($"times {Times(null)}"));

    private string Show(Workstep w) => $"{w.Definition} by {PostOf(w.Holder)}; asked {string.Join(',', w.Requests.Select(r => $"{r.Definition} {PostOf(r.Holder)} {r.Status.ToString().ToLowerInvariant()}"))}; signed {string.Join(',', w.Signatures.Keys.Order())}; next {string.Join(',', w.NextActions.Where(n => n.Taken is null).Select(n => n.Definition))}; rows {w.Tables.Values.Sum(t => t.Count)}; times {Times(w.Id)}";

    private string PostOf(Guid worker) => council.Pack.Posts.FirstOrDefault(p => council.Of(p.Id) == worker)?.Id ?? "";

    private string Times(Guid? workstep) => string.Join(',', process.Clocks.Where(c => c.Workstep == workstep)
        .Select(c => $"{c.Definition} {(c.Due.At is { } at ? LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Format(at) : LocalDatePattern.Iso.Format(c.Due.On))} {(c.Runs ? "runs" : c.Status == ClockStatus.RunOut ? "late" : "stopped")}").Order(StringComparer.Ordinal));

    public void IsTheFold() => Play.IsTheFoldOf(process, events);
}
