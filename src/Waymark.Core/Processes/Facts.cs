using NodaTime;
using NodaTime.Text;
using Waymark.Core.Calendar;
using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.Core.Processes;

/// <summary>
/// The closed list of what a pack may ask of the record (vocabulary, 'fact'). Each is a text, or null where the record doesn't
/// say; yes-or-no facts of several children hold when they hold for each.
/// </summary>
public static class Facts
{
    /// <summary>A day and a time as answers hold them.</summary>
    internal static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    public static string? Of(string fact, Context context) =>
        OfTheMoment(fact, context.Situation) ?? OfTheWorker(fact, context.Situation) ?? OfTheProcess(fact, context) ?? OfTheChild(fact, context);

    private static string? OfTheMoment(string fact, Situation now) => fact switch
    {
        "today" => LocalDatePattern.Iso.Format(now.Today),
        "yesterday" => LocalDatePattern.Iso.Format(now.Today.PlusDays(-1)),
        "now" => Minute.Format(now.Now.InZone(now.Calendar.Zone).LocalDateTime),
        _ => null,
    };

    private static string? OfTheWorker(string fact, Situation now)
    {
        if (now.Register.Worker(now.Actor) is not { } worker) return null;
        var post = now.Register.PostsOf(worker.Id, now.Today).Select(p => now.Pack.FindPost(p)?.Label).FirstOrDefault(l => l is not null);
        return fact switch
        {
            "worker" => worker.Id.ToString(),
            "worker-name" => post is null ? worker.Name : $"{worker.Name}, {post}",
            "worker-post" => post,
            "worker-organisation" => worker.Organisation,
            "worker-in-full" => string.Join(", ", new[] { worker.Name, post, now.Register.Holdings.FirstOrDefault(h => h.Worker == worker.Id && h.On(now.Today))?.Team, worker.Organisation }.OfType<string>()),
            "worker-team" => now.Register.Holdings.FirstOrDefault(h => h.Worker == worker.Id && h.On(now.Today))?.Team,
            _ => null,
        };
    }

    private static string? OfTheProcess(string fact, Context context) => fact switch
    {
        "rank" => (context.Workstep ?? Standings.Stage(context.Process, context.Protocol)) is { } workstep ? context.Protocol.Workstep(workstep.Definition).Rank?.ToString() : null,
        "process-started" => LocalDatePattern.Iso.Format(context.Process.Started.InZone(context.Situation.Calendar.Zone).Date),
        "process-state" => context.Situation.LastHeld is { } last && context.Process.Status == ProcessStatus.Ended && context.Process.Closed > last ? "ended-since-last" : context.Process.EndState ?? context.Process.Status.ToString().ToLowerInvariant(),
        "period" => context.Workstep is { } analysis && FigureSheet.Period(context.Protocol.Workstep(analysis.Definition), analysis.Opened.Day(context.Situation)) is var (first, last) ? $"{first.InWords()} to {last.InWords()}" : null,
        "came-from" => context.Process.CameFrom?.Workstep.ToString(),
        // Asked at any stage: it was said where the process began.
        "other-part" => (context with { Workstep = null, Row = null }).Read(new Value.Of(new Subject(SubjectKind.Field, "other-part"))),
        // Of where the process came from, with the piece of work that led here; of itself, without the one that asks.
        "steps-taken" => StepsTaken(context.Source is { } source ? source with { Workstep = null } : context),
        _ => null,
    };

    private static string? OfTheChild(string fact, Context context)
    {
        var children = context.Situation.Children;
        if (children.Count == 0) return null;
        var (pack, first) = (context.Situation.Pack, children[0]);
        return fact switch
        {
            "name" => Each(children, c => c.Name),
            "number" => Each(children, c => c.Number.ToString()),
            "born" => LocalDatePattern.Iso.Format(first.Born),
            "age" => Period.Between(first.Born, context.Situation.Today, PeriodUnits.Years).Years.ToString(),
            "address" => first.Address,
            "team" => first.Team,
            "locality" => first.Locality,
            "home" => first.Home,
            "legal-status" => first.LegalStatus,
            "orders" => Label(pack, first.LegalStatus) is { } status ? first.LegalSince is { } since ? $"{status}, since {Calendar.DateWords.InWords(since)}" : status : null,
            "opened-on" => Day(first.OpenedOn),
            "court-number" => Joined(children.Select(c => c.CourtNumber)),
            "family-parents" => Around(children, ContactKind.Parent),
            "family-siblings" => Around(children, ContactKind.Sibling),
            "family-extended" => Around(children, ContactKind.Extended),
            "agencies" => Around(children, ContactKind.Agency),
            "category" => Category(pack, first),
            "last-review" => Day(first.LastReview),
            "next-review" => Day(first.NextReview),
            "review-report" => Day(first.ReportDue),
            "last-conference" => Day(first.LastConference),
            "next-conference" => Day(first.NextConference),
            "mid-point" => Day(MidPoint(first)),
            "placement" => Day(first.PlacedOn),
            "significant-event" => context.Situation.Change is null ? null : Minute.Format(context.Situation.Now.InZone(context.Situation.Calendar.Zone).LocalDateTime),
            "last-change" => context.Situation.Change is { } change ? InWords(change, pack) : null,
            "last-raised" => Day(Repeats.Last(context)?.On),
            "case-open" => YesNo(children.All(c => c.CaseOpen)),
            "looked-after" => YesNo(children.All(c => Means(pack, c.LegalStatus, Meaning.LookedAfter))),
            "protection-plan" => YesNo(children.All(c => Means(pack, c.Plan, Meaning.ProtectionPlan))),
            _ => null,
        };
    }

    /// <summary>Whether an option of any of the authority's lists has the meaning: an option's id is what the record holds.</summary>
    public static bool Means(Pack pack, string? option, Meaning meaning) =>
        option is not null && pack.Lists.Any(list => list.Find(option)?.Means.Contains(meaning) == true);

    /// <summary>Half way between two conferences; half a day is left out (S4-002, AMB-S4-16).</summary>
    private static LocalDate? MidPoint(Child child) =>
        child is { LastConference: { } last, NextConference: { } next } && last < next ? last.PlusDays(Period.DaysBetween(last, next) / 2) : null;

    private static string InWords(Change change, Pack pack) =>
        $"{Changes.Label(pack, change.What)}, {Calendar.DateWords.InWords(change.On)}{(change.Words is { } words ? $": {words}" : "")}";

    /// <summary>Both, where a child is looked after and has a protection plan.</summary>
    private static string? Category(Pack pack, Child child)
    {
        var said = new[] { Means(pack, child.LegalStatus, Meaning.LookedAfter) ? pack.Term("looked-after") : null, Means(pack, child.Plan, Meaning.ProtectionPlan) ? Label(pack, child.Plan) : null };
        return string.Join(", ", said.OfType<string>()) is { Length: > 0 } words ? words : null;
    }

    private static string? Around(IEnumerable<Child> children, ContactKind kind) =>
        Joined(children.SelectMany(c => c.Contacts).Where(contact => contact.Kind == kind).Select(contact => $"{contact.Name} ({contact.Relation})"));

    private static string? Joined(IEnumerable<string?> texts) => string.Join(", ", texts.OfType<string>().Distinct()) is { Length: > 0 } text ? text : null;

    private static string? Label(Pack pack, string? option) => option is null ? null : pack.Lists.Select(list => list.Find(option)?.Label).FirstOrDefault(label => label is not null) ?? option;

    /// <summary>
    /// A line for each step: when it was opened, whom it asked, and what became of that. The office's own work, which is no stage, asks
    /// nobody and leaves nothing on the child's record, is none.
    /// </summary>
    private static string? StepsTaken(Context context)
    {
        string Day(Instant at) => Calendar.DateWords.InWords(at.InZone(context.Situation.Calendar.Zone).Date);
        string Answer(Request asked) => asked.Status switch
        {
            RequestStatus.Completed => $"{context.Situation.Register.NameOf(asked.Holder)} answered on {Day(asked.Answered!.Value)}",
            RequestStatus.Returned => $"{context.Situation.Register.NameOf(asked.Holder)} sent it back on {Day(asked.Answered!.Value)}",
            _ => $"asked {context.Situation.Register.NameOf(asked.Holder)} on {Day(asked.Sent)}, {context.Situation.Pack.Term("no-response")}",
        };
        bool IsStep(Workstep work) => work.Requests.Count > 0 || context.Protocol.Workstep(work.Definition) is { } definition && (definition.Rank is not null || definition.CaseNote is not null || !context.Protocol.Worksteps.Any(w => w.CaseNote is not null));
        var lines = context.Process.Worksteps.Where(w => w.Status != WorkstepStatus.Cancelled && w.Id != context.Workstep?.Id && IsStep(w))
            .Select(w => string.Join("; ", Standings.Current(w, context.Protocol.FormOf(w.Definition)).Select(Answer).Prepend($"{context.Protocol.Workstep(w.Definition).Label}, opened on {Day(w.Opened)}")));
        return string.Join('\n', lines) is { Length: > 0 } text ? text : null;
    }

    private static string Each(IEnumerable<Child> children, Func<Child, string> text) => string.Join(", ", children.Select(text));

    private static string YesNo(bool yes) => yes ? "yes" : "no";

    private static string? Day(LocalDate? day) => day is { } on ? LocalDatePattern.Iso.Format(on) : null;
}
