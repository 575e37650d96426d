namespace Waymark.Core.Tests.Processes.Models;

/// <summary>
/// Borough's policy, parts 2 and 5 to 8 with the table of its stages, and AMB-S4-03 (the chair's view, whichever), -04 (the chair types a date
/// for Level 4), -05, -06 (ten working days at most), -07 (from sending; from the date contacted), -08, -09 (any higher level) and -11.
/// </summary>
internal sealed class BoroughModel() : CouncilModel(new DateTime(2020, 12, 15, 9, 0, 0))
{
    private static readonly string[] People = ["iro", "cpc", "social-worker", "team-manager", "ops-manager", "head-of-service", "deputy-director", "director", "iro-manager", "borough-administrator"];
    private static readonly string[] Steps = ["informal", "formal", "level-1", "level-2", "level-3", "level-4"];

    private static int Step(string kind) => Array.IndexOf(Steps, kind) + 1;

    private static bool IsLevel(Piece p) => Step(p.Kind) > 2;

    private static string Answerer(string kind) => kind switch { "informal" => "social-worker", "formal" => "team-manager", "level-1" => "ops-manager", "level-2" => "head-of-service", "level-3" => "deputy-director", _ => "director" };

    private static string RequestOf(string kind) => kind switch { "informal" => "informal-told", "formal" => "formal-request", "outcome-and-learning" => "team-part", _ => "level-request" };

    private bool Did(string kind) => Pieces.Exists(p => p.Kind == kind && p.Finished);

    protected override IReadOnlyList<string> MayReassign => ["iro", "cpc", "iro-manager", "borough-administrator"];

    protected override bool MayStart(Tried c) => Step(c.In) > 0 && c.By is "iro" or "cpc";

    protected override string? Rank(string kind) => Step(kind) > 0 ? $"{Step(kind)}" : null;

    /// <summary>The form goes on: the issue, its impact and what is sought come along, and within the dispute the ground too.</summary>
    protected override void Begin(Piece p, Piece? from)
    {
        if (p.Kind == "informal") p.Typed["discussed-at"] = $"{Local:yyyy-MM-ddTHH:mm}";
        if (p.Kind == "formal") p.Typed["raised-on"] = $"{Today:yyyy-MM-dd}";
        if (p.Kind == "formal" && Pieces.LastOrDefault(e => e.Kind == "informal") is { } informal) (p.Typed["issue"], p.Typed["impact"], p.Typed["sought"], p.Typed["reasons"]) = (informal["issue"], informal["impact"], informal["solution"], informal["reasons"]);
        if (IsLevel(p) && (Pieces.LastOrDefault(IsLevel) ?? Pieces.LastOrDefault(e => e.Kind == "formal")) is { } before) foreach (var field in new[] { "ground", "issue", "impact", "sought" }) p.Typed[field] = before[field];
        else if (IsLevel(p) && Pieces.LastOrDefault(e => e.Kind == "informal") is { } first) (p.Typed["issue"], p.Typed["impact"], p.Typed["sought"]) = (first["issue"], first["impact"], first["solution"]);
    }

    protected override bool MaySet(Piece p, string by, string field, string text) => field switch
    {
        "answer" => MayFill(p, RequestOf(p.Kind), by),
        "outcome-team" or "learning-team" => MayFill(p, "team-part", by),
        _ => Holds(p, by),
    };

    protected override bool IsThere(Piece p, IReadOnlyDictionary<string, string> after, string field) => field != "start-why" || !Did("informal");

    /// <summary>At most ten working days; sought by no day before it was asked; later than five working days with a reason.</summary>
    protected override bool MaySave(Piece p, IReadOnlyDictionary<string, string> after, bool why)
    {
        string Of(string field) => after.GetValueOrDefault(field, "");
        if (p.Kind == "informal") return Of("agreed-date").Length == 0 || DayOf(Of("agreed-date")) <= WorkingDays(DayOf(Of("discussed-at")), 10);
        if (!IsLevel(p) || Of("contacted").Length == 0 || Of("sought-by").Length == 0) return true;
        return DayOf(Of("sought-by")) >= DayOf(Of("contacted")) && (why || !IsLater(p, after) || IsLater(p, p.Typed));
    }

    private static bool IsLater(Piece p, IReadOnlyDictionary<string, string> typed) => p.Kind != "level-4" && typed.GetValueOrDefault("contacted", "") is { Length: > 0 } from
        && typed.GetValueOrDefault("sought-by", "") is { Length: > 0 } by && DayOf(by) > WorkingDays(DayOf(from), 5);

    protected override bool IsMany(string request) => false;

    protected override bool MaySend(Piece p, Tried c) => c.By == Leader && c.What == RequestOf(p.Kind) && p.Kind switch
    {
        "briefing" => false,
        "outcome-and-learning" => c.To is "social-worker" or "team-manager",
        _ => c.To == Answerer(p.Kind) && All(p, [.. Told(p)]) && (p.Kind != "formal" || ReplyBy(p) <= Longest(p)) && (p.Kind != "level-4" || Did("briefing")),
    };

    /// <summary>What must stand on the form before it goes out.</summary>
    private IEnumerable<string> Told(Piece p) => p.Kind switch
    {
        "informal" => ["method", "discussed-at", "issue", "impact", "solution", "reasons", "agreed-date"],
        "formal" => Did("informal") ? ["issue", "impact", "sought", "reasons", "raised-on"] : ["start-why", "issue", "impact", "sought", "reasons", "raised-on"],
        "level-4" => ["ground", "issue", "impact", "sought", "contacted", "sought-by"],
        _ => ["ground", "issue", "impact", "sought", "contacted"],
    };

    private static DateOnly Longest(Piece p) => WorkingDays(DayOf(p["raised-on"]), 5);

    private static DateOnly ReplyBy(Piece p) => p["reply-by"].Length > 0 ? DayOf(p["reply-by"]) : Longest(p);

    private static DateOnly? SoughtBy(Piece p) => p["sought-by"].Length > 0 ? DayOf(p["sought-by"]) : p.Kind != "level-4" && p["contacted"].Length > 0 ? WorkingDays(DayOf(p["contacted"]), 5) : null;

    protected override bool MaySign(Piece p, Tried c) => false;

    protected override bool Offered(Piece p, string action) => (p.Kind, action) switch
    {
        ("informal", "achieved") => p["resolved"] == "yes",
        ("informal", "to-formal") => p["resolved"] == "no" && Ahead(2),
        ("informal", "to-level-1" or "to-level-2" or "to-level-3" or "to-level-4") => p["resolved"] == "no" && Ahead(action[9] - '0' + 2),
        ("formal", "resolved") => p["satisfied"] == "yes",
        ("formal", "to-level-1" or "to-level-2" or "to-level-3" or "to-level-4") => p["satisfied"] == "no" && Ahead(action[9] - '0' + 2),
        ("briefing", "complete") => true,
        ("outcome-and-learning", "finalise-resolved" or "finalise-unresolved") => true,
        _ when !IsLevel(p) => false,
        (_, "resolved") => p["satisfied"] == "yes",
        (_, "to-level-2" or "to-level-3" or "to-level-4") => p["satisfied"] == "no" && Ahead(action[9] - '0' + 2),
        (_, "write-briefing") => Step(p.Kind) > 4 && !Pieces.Exists(b => b.Kind == "briefing"),
        (_, "unresolved") => p["satisfied"] == "no" && p.Kind == "level-4",
        (_, "cafcass-alongside" or "to-cafcass") => LookedAfter,
        _ => false,
    };

    private bool Ahead(int step) => Pieces.TrueForAll(p => Step(p.Kind) < step);

    protected override bool MayChoose(Piece p, string action, string by, bool why) => action switch
    {
        "cafcass-alongside" or "to-cafcass" => by == "iro",
        "to-level-1" or "to-level-2" or "to-level-3" or "to-level-4" => why || action[9] - '0' + 2 == Step(p.Kind) + 1 || action[9] - '0' + 1 <= Pieces.Max(e => Step(e.Kind)),
        _ => true,
    };

    protected override IReadOnlyList<string> Opens(string action) => action switch
    {
        "to-formal" => ["formal"],
        "to-level-1" or "to-level-2" or "to-level-3" or "to-level-4" => [action[3..]],
        "resolved" or "unresolved" => ["outcome-and-learning"],
        "write-briefing" => ["briefing"],
        "cafcass-alongside" => ["cafcass.referral"],
        "to-cafcass" => ["cafcass.referral", "outcome-and-learning"],
        _ => [],
    };

    protected override IReadOnlyList<string> PassOn(Piece p, string action) => [Leader];

    protected override bool IsAtOnce(string action) => action is "write-briefing" or "cafcass-alongside";

    protected override string? Ends(string action) => action switch
    {
        "achieved" => "Resolved informally",
        "finalise-resolved" => "Finalised - resolved",
        "finalise-unresolved" => "Finalised - unresolved",
        _ => null,
    };

    protected override bool MayFinish(Piece p, string by, bool why) => Holds(p, by) && p.Kind switch
    {
        "informal" => All(p, [.. Told(p), "resolved", "view-reason"]) && IsAsked(p, "informal-told"),
        "briefing" => All(p, "incident", "background", "plan"),
        "outcome-and-learning" => All(p, "outcome", "learning") && IsAsked(p, "team-part") && (Answered(p, "team-part") || Late(p, "team-part-due")),
        _ => All(p, [.. Told(p), "contact-method", "contact-at", "satisfied", "view-reason"]) && IsAsked(p, RequestOf(p.Kind)),
    };

    protected override IEnumerable<Timing> Timings() => Pieces.Where(p => p.Open).SelectMany(p => p.Kind switch
    {
        "informal" => OfInformal(p),
        "briefing" => [],
        "outcome-and-learning" => p.Asked.Select(a => Days("team-part-due", p, a, DayOf(a), WorkingDays(DayOf(a), 5), Over(p, a))),
        "formal" => OfFormal(p).Concat(FollowUp(p)),
        _ => OfLevel(p).Concat(FollowUp(p)),
    });

    private static IEnumerable<Timing> OfInformal(Piece p)
    {
        yield return Days("latest", p, null, DayOf(p["discussed-at"]), WorkingDays(DayOf(p["discussed-at"]), 10), restarts: false);
        if (p["agreed-date"].Length > 0) yield return Days("agreed", p, null, DayOf(p["agreed-date"]), DayOf(p["agreed-date"]), p["resolved"].Length > 0);
    }

    private IEnumerable<Timing> OfFormal(Piece p)
    {
        yield return Days("longest", p, null, DayOf(p["raised-on"]), Longest(p), restarts: false);
        yield return Days("formal-reply", p, null, ReplyBy(p), ReplyBy(p), Answered(p, "formal-request")) with { Applies = Current(p, "formal-request").Any() };
    }

    private IEnumerable<Timing> OfLevel(Piece p)
    {
        if (p.Kind != "level-4" && p["contacted"].Length > 0) yield return Days("level-reply", p, null, DayOf(p["contacted"]), WorkingDays(DayOf(p["contacted"]), 5), restarts: false);
        if (SoughtBy(p) is { } by) yield return Days("sought", p, null, by, by, Answered(p, "level-request"));
    }

    /// <summary>"Follows up with a direct communication": the same working day, until the chair writes down when.</summary>
    private IEnumerable<Timing> FollowUp(Piece p)
    {
        DateOnly? contact = p["contact-at"].Length > 0 ? DayOf(p["contact-at"]) : null;
        foreach (var a in p.Asked) yield return Days("follow-up", p, a, DayOf(a), WorkingDays(DayOf(a), 0), a.State != "sent" || !Current(p, a.Kind).Contains(a) || contact >= DayOf(a) && contact <= Today, stopDay: contact);
    }

    // ---- What people try ----

    public override IEnumerable<Tried> Pool(Random random)
    {
        if (Pieces.Count == 0)
        {
            foreach (var step in Steps.Append("informal")) yield return new("start", random.Next(3) == 0 ? "cpc" : "iro", step);
            yield return new("start", People[random.Next(People.Length)], "formal");
            yield break;
        }
        yield return new("days", Text: $"{random.Next(1, 5)}");
        if (random.Next(30) == 0) yield return new("leaves-care");
        foreach (var p in Pieces.Where(p => p.Open).ToList())
            foreach (var c in In(p, random)) yield return c;
    }

    private IEnumerable<Tried> In(Piece p, Random random)
    {
        Tried By(string verb, string what = "", string to = "", string typed = "") => new(verb, Leader, p.Kind, what, to, typed, random.Next(2) == 0);
        foreach (var typed in Texts(p, random)) yield return By("set", typed: typed);
        if (p.Kind != "briefing") yield return By("send", RequestOf(p.Kind), p.Kind == "outcome-and-learning" ? random.Next(2) == 0 ? "social-worker" : "team-manager" : Answerer(p.Kind));
        foreach (var a in p.Asked.Where(a => a.State == "sent").ToList())
        {
            if (p.Kind != "informal") yield return new("set", a.To, p.Kind, Text: p.Kind == "outcome-and-learning" ? "outcome-team=A plan.\nlearning-team=Plan early." : "answer=It is done.");
            yield return new("complete", a.To, p.Kind, a.Kind);
            yield return new("return", a.To, p.Kind, a.Kind, Text: random.Next(4) == 0 ? "" : "Which?");
            if (random.Next(3) == 0) yield return new("reassign", random.Next(2) == 0 ? a.To : People[random.Next(People.Length)], p.Kind, a.Kind, People[random.Next(People.Length)]);
            if (random.Next(3) == 0) yield return By("withdraw", a.Kind);
        }
        foreach (var action in Actions(p.Kind)) yield return By("propose", action, Opens(action).Count > 0 ? Leader : "");
        foreach (var action in p.Next.Where(_ => random.Next(4) == 0).ToList()) yield return By("unpropose", action);
        yield return By("finish");
        yield return By("finish");
    }

    private static string[] Actions(string kind) => kind switch
    {
        "informal" => ["achieved", "to-formal", "to-level-1", "to-level-2", "to-level-3", "to-level-4"],
        "formal" => ["resolved", "to-level-1", "to-level-2", "to-level-3", "to-level-4"],
        "briefing" => ["complete"],
        "outcome-and-learning" => ["finalise-resolved", "finalise-unresolved"],
        _ => ["resolved", "to-level-2", "to-level-3", "to-level-4", "write-briefing", "unresolved", "cafcass-alongside", "to-cafcass"],
    };

    private IEnumerable<string> Texts(Piece p, Random random)
    {
        var (text, yes, now, day) = ($"Text {random.Next(100)}.", random.Next(2) == 0 ? "yes" : "no", $"{Local:yyyy-MM-ddTHH:mm}", $"{Today.AddDays(random.Next(0, 18)):yyyy-MM-dd}");
        return p.Kind switch
        {
            "informal" => [$"method=face\nissue={text}\nimpact={text}\nsolution={text}\nreasons=plan", $"agreed-date={day}", $"discussed-at={now}", $"discussed-at={Local.AddDays(-3):yyyy-MM-ddTHH:mm}\nagreed-date={day}", $"resolved={yes}\nview-reason={text}"],
            "formal" => [$"start-why={text}\nissue={text}\nimpact={text}\nsought={text}\nreasons=plan", $"reply-by={day}", $"raised-on={Today:yyyy-MM-dd}", $"contact-method=face\ncontact-at={now}", $"satisfied={yes}\nview-reason={text}"],
            "briefing" => [$"incident={text}\nbackground={text}\nplan={text}"],
            "outcome-and-learning" => [$"outcome={text}\nlearning={text}"],
            _ => [$"ground=unresolved\nissue={text}\nimpact={text}\nsought={text}", $"contacted={Today:yyyy-MM-dd}", $"sought-by={day}", $"contacted={Today:yyyy-MM-dd}\nsought-by={day}", $"contact-method=face\ncontact-at={now}", $"satisfied={yes}\nview-reason={text}"],
        };
    }
}
