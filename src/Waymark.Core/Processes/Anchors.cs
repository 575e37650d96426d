using NodaTime;
using NodaTime.Text;
using Waymark.Core.Packs;

namespace Waymark.Core.Processes;

/// <summary>The moment from which a clock counts: an instant, or a day; and the request whose delivery it was.</summary>
internal sealed record Anchor(Instant? At, LocalDate On, Guid? Request);

/// <summary>Reads a pack's moments: when they came about, and whether an event is one.</summary>
internal static class Anchors
{
    public static IEnumerable<Anchor> Of(Moment moment, Context context) => moment.Any.SelectMany(entering => Of(entering, context));

    private static IEnumerable<Anchor> Of(Entering entering, Context context)
    {
        var zone = context.Situation.Calendar.Zone;
        Anchor At(Instant at, Guid? request = null) => new(at, at.InZone(zone).Date, request);
        var (process, name) = (context.Process, entering.Subject.Name);
        return entering.Subject.Kind switch
        {
            SubjectKind.Request => Worksteps(context).SelectMany(w => w.Requests).Where(r => r.Definition == name)
                .Select(r => entering.State is "sent" or "delivered" ? At(r.Sent, r.Id) : r.Answered is { } at && Is(r.Status, entering.State) ? At(at, r.Id) : null).OfType<Anchor>(),
            // A clock of a workstep that counts from such a workstep means its own.
            SubjectKind.Workstep => process.Worksteps.Where(w => w.Definition == name && (context.Workstep?.Definition != name || w.Id == context.Workstep.Id))
                .Select(w => entering.State == "finished" ? (w.Status == WorkstepStatus.Finished ? w.Closed : null) : w.Opened).OfType<Instant>().Select(at => At(at)),
            SubjectKind.NextAction => Worksteps(context).SelectMany(w => w.NextActions).Where(n => n.Definition == name && n.Taken is not null).Select(n => At(n.Taken!.Value)),
            SubjectKind.Clock => process.Clocks.Where(c => c.Definition == name && c.Status == ClockStatus.RunOut).Select(c => At(c.Closed!.Value)),
            SubjectKind.Field or SubjectKind.Fact => Text(entering.Subject, context) is not { } text ? []
                : LocalDatePattern.Iso.Parse(text) is { Success: true } day ? [new Anchor(null, day.Value, null)]
                : Facts.Minute.Parse(text) is { Success: true } minute ? [At(minute.Value.InZoneLeniently(zone).ToInstant())]
                : [],
            _ => [],
        };
    }

    /// <summary>What the subject holds; of a table's column the earliest in a row that is still open, so that a plan is late with the first of its actions.</summary>
    private static string? Text(Subject subject, Context context)
    {
        if (subject.Kind != SubjectKind.Field || context.Locate(subject.Name) is not ({ } workstep, var id) || context.Protocol.FormOf(workstep.Definition).TableOf(id) is not { } table) return context.Read(new Value.Of(subject));
        var at = context.In(workstep);
        return workstep.Tables.GetValueOrDefault(table.Id, []).Where(row => (at with { Row = row }).Holds(table.Open)).Select(row => row.Cells.GetValueOrDefault(id)?.Text)
            .Where(text => !string.IsNullOrEmpty(text)).Min(StringComparer.Ordinal);
    }

    private static IEnumerable<Workstep> Worksteps(Context context) => context.Workstep is { } one ? [one] : context.Process.Worksteps;

    /// <summary>Whether a request that came to this state still stands where the moment put it.</summary>
    public static bool Stands(RequestStatus status, string? state) => state is "sent" or "delivered" ? status == RequestStatus.Sent : Is(status, state);

    private static bool Is(RequestStatus status, string? state) => string.Equals(status.ToString(), state, StringComparison.OrdinalIgnoreCase);

    public static Guid ClockOf(Event e) => e.What switch
    {
        ClockNear c => c.Clock,
        ClockRanOut c => c.Clock,
        _ => Guid.Empty,
    };

    /// <summary>Whether the event is the moment, seen from the context's workstep; and the request that it is about.</summary>
    public static bool Enters(Moment moment, Event e, Context context, out Request? request)
    {
        request = RequestOf(e, context.Process);
        foreach (var entering in moment.Any)
            if (Enters(entering, e, context, ref request)) return true;
        return false;
    }

    private static Request? RequestOf(Event e, Process process)
    {
        var id = e.What switch
        {
            RequestSent s => s.Request,
            RequestAnswered s => s.Request,
            ClockNear or ClockRanOut => process.Clocks.First(c => c.Id == ClockOf(e)).Request ?? Guid.Empty,
            _ => Guid.Empty,
        };
        return id == Guid.Empty ? null : process.Worksteps.SelectMany(w => w.Requests).FirstOrDefault(r => r.Id == id);
    }

    private static bool Enters(Entering entering, Event e, Context context, ref Request? request)
    {
        var (name, state, here) = (entering.Subject.Name, entering.State, context.Workstep?.Id);
        bool Here(Guid workstep) => here is null || here == workstep;
        switch (entering.Subject.Kind, e.What)
        {
            case (SubjectKind.Fact, ProcessStarted s): return s.CalledBy == name;
            case (SubjectKind.Request, RequestSent s): return s.Definition == name && Here(s.Workstep) && state is "sent" or "delivered";
            case (SubjectKind.Request, RequestAnswered s): return request?.Definition == name && Here(s.Workstep) && Is(request.Status, state);
            case (SubjectKind.Workstep, WorkstepOpened s): return s.Definition == name && state is "started" or "open";
            case (SubjectKind.Workstep, WorkstepFinished s): return state == "finished" && context.Process.Workstep(s.Workstep).Definition == name;
            case (SubjectKind.NextAction, NextActionTaken s): return Here(s.Workstep) && context.Process.Workstep(s.Workstep).NextActions.First(n => n.Id == s.Row).Definition == name;
            case (SubjectKind.Field, AnswersSaved s):
                var (found, field) = context.Locate(name);
                return found?.Id == s.Workstep && s.Answers.Any(a => a.Field == field && a.Text.Length > 0);
            case (SubjectKind.Clock, ClockNear or ClockRanOut):
                var clock = context.Process.Clocks.First(c => c.Id == ClockOf(e));
                request ??= TimedRequest(clock, context);
                return clock.Definition == name && (here is null || clock.Workstep == here) && state == (e.What is ClockNear ? "near" : "run-out");
            default: return false;
        }
    }

    /// <summary>The request that a clock times though it doesn't count from it: the one whose completing stops it.</summary>
    private static Request? TimedRequest(Clock clock, Context context) => context.Workstep is { } workstep && clock.Workstep == workstep.Id
        ? workstep.Requests.LastOrDefault(r => r.Status == RequestStatus.Sent && Standings.ClockOf(context.Process, context.Form!, workstep, r)?.Id == clock.Id)
        : null;
}
