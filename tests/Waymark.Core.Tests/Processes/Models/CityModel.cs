namespace Waymark.Core.Tests.Processes.Models;

/// <summary>
/// City's flowchart of July 2015 and its criteria, with AMB-S2-01 (elapsed hours), -02 (what was agreed, and where it is entered), -03 (weeks
/// of seven days), -05 (the same working day), -09 (praise), -14 (looked after children alone), -15 and -17. It starts in the week in which the clocks go back.
/// </summary>
internal sealed class CityModel() : CouncilModel(new DateTime(2020, 10, 21, 8, 0, 0))
{
    private static readonly string[] People = ["iro", "social-worker", "team-manager", "dhos-iro", "dhos-operational", "hos-operational", "hos-qa", "service-director", "city-administrator"];
    private static readonly string[] Criteria = ["no-reports", "poor-practice", "poor-practice;poor-reports", "non-attendance"];
    private static readonly string[] Formal = ["drift", "agency", "drift;agency", "excellent"];

    private Piece? Open(string kind) => Pieces.LastOrDefault(p => p.Open && p.Kind == kind);

    private bool IsPraise(Piece p) => p["formal-criteria"].Split(';').Contains("excellent");

    private bool Reached(int stage) => Pieces.Exists(p => Rank(p.Kind) is { } rank && int.Parse(rank) >= stage);

    protected override IReadOnlyList<string> MayReassign => ["iro", "dhos-iro", "hos-qa", "city-administrator"];

    protected override IReadOnlyList<string> Sharing(string kind) => kind switch { "discuss" => ["iro", "dhos-iro"], "stage-3" => ["hos-operational", "hos-qa"], _ => [] };

    protected override string? Rank(string kind) => kind switch { "issue" => "0", "stage-1" => "1", "stage-2" => "2", "stage-3" => "3", "stage-4" => "4", "cafcass" => "5", _ => null };

    /// <summary>The first question, or CAFCASS at once with the reason why it does not wait.</summary>
    protected override bool MayStart(Tried c) => LookedAfter && c.By == "iro" && (c.In == "triage" || c.In == "cafcass" && c.Why);

    protected override void Begin(Piece p, Piece? from)
    {
        if (p.Kind == "issue") p.Typed["detail"] = from!["concern"];
        if (p.Kind == "stage-1") p.Typed["formal-detail"] = Pieces.LastOrDefault(e => e.Kind == "issue")?["detail"] ?? Pieces.LastOrDefault(e => e.Kind == "triage")?["concern"] ?? "";
        if (p.Kind == "professionals") p.Typed["chair"] = "@hos-qa";
    }

    protected override bool MaySet(Piece p, string by, string field, string text) => field switch
    {
        "reply" => MayFill(p, "issue-request", by),
        "qa-answer" => MayFill(p, "qa-request", by),
        "meeting-needed" => by == "hos-qa",
        _ when p.Kind == "stage-2" => by == "dhos-iro",
        _ => Holds(p, by),
    };

    protected override bool Possible(string field, string text) => field != "s4-outcome" || Fits(text);

    protected override bool IsThere(Piece p, IReadOnlyDictionary<string, string> after, string field) => p.Kind != "stage-1" || after.GetValueOrDefault("formal-criteria", "").Split(';') is var criteria && field switch
    {
        "agency" => criteria.Contains("agency"),
        "action-asked" or "qa-satisfactory" => !criteria.Contains("excellent"),
        _ => true,
    };

    protected override bool RowsAreThere(Piece p) => p.Kind switch { "stage-2" => p["s2-agreed"] == "yes", "stage-4" => p["s4-outcome"] == "further", _ => p.Kind == "professionals" };

    /// <summary>Actions are to be taken within one week; of the meeting's, one may be later with a reason.</summary>
    protected override bool MayRow(Piece p, DateOnly by, bool why) => p.Kind switch
    {
        "stage-2" => p["plan-on"].Length == 0 || by <= DayOf(p["plan-on"]).AddDays(7),
        "professionals" => why || p["meeting-on"].Length == 0 || by <= DayOf(p["meeting-on"]).AddDays(7),
        _ => true,
    };

    protected override bool IsMany(string request) => request is "issue-request" or "qa-request";

    protected override bool MayAsk(Piece p, string request, string by) => by == (request == "confirm-plan" ? "dhos-iro" : Leader);

    protected override bool MaySend(Piece p, Tried c) => (p.Kind, c.What) switch
    {
        ("immediate", "urgent") => c.By == Leader && c.To is "dhos-iro" or "dhos-operational",
        ("issue", "issue-request") => c.By == Leader && c.To is "social-worker" or "team-manager" && All(p, "criteria", "detail", "response-asked", "significant") && p["criteria"] != "poor-practice",
        ("stage-1", "qa-request") => c.By == Leader && c.To is "social-worker" or "team-manager" && !IsPraise(p) && All(p, "formal-criteria", "formal-detail", "action-asked") && (!NamesAgency(p) || All(p, "agency")),
        ("stage-2", "confirm-plan") => c.By == "dhos-iro" && c.To == Leader && All(p, "s2-at"),
        _ => false,
    };

    private static bool NamesAgency(Piece p) => p["formal-criteria"].Split(';').Contains("agency");

    protected override bool MayComplete(Piece p, Asked a) => a.Kind != "confirm-plan" || p.Signed.Contains("iro-content");

    protected override bool MaySign(Piece p, Tried c) => (p.Kind, c.What) switch
    {
        ("issue", "iro-signs") => c.By == Leader && p["satisfactory"] == "yes",
        ("stage-1", "qa-signs") => c.By == Leader && p["qa-satisfactory"] == "yes",
        ("stage-2", "iro-content") => c.By == Leader && MayFill(p, "confirm-plan", c.By),
        _ => false,
    };

    /// <summary>"If response is not received in timescale … discuss case immediately with the DHoS IRO Service."</summary>
    protected override void OpenByItself(IReadOnlyList<string> ranOut)
    {
        if (ranOut.Contains("qa-reply") && Open("discuss") is null) Open("discuss", Leader, null);
    }

    protected override bool Offered(Piece p, string action) => (p.Kind, action) switch
    {
        ("triage", "to-immediate") => p["serious"] == "yes",
        ("triage", "to-issue" or "to-formal") => p["serious"] == "no",
        ("immediate", "enter-1" or "enter-2" or "enter-3") => p["enter-at"] == action[6..],
        ("immediate", "close-now") => p["enter-at"] == "closed",
        ("issue", "signed-off") => p["satisfactory"] == "yes",
        ("issue", "to-stage-1") => true,
        ("stage-1", "qa-signed-off") => p["qa-satisfactory"] == "yes",
        ("stage-1", "to-discuss") => p["qa-satisfactory"] == "no" && !IsDiscussed,
        ("stage-1", "in-discussion") => p["qa-satisfactory"] == "no" && IsDiscussed,
        ("stage-1", "praise-sent") => IsPraise(p),
        ("discuss", "go-stage-2") => !Reached(2),
        ("discuss", "more-time") => Open("stage-1") is not null,
        ("discuss", "recorded") => Reached2,
        ("discuss", "closed") => !Reached2,
        ("stage-2", "s2-resolved" or "go-stage-3") => action == "s2-resolved" || !Reached(3),
        ("stage-3", "hold-meeting") => p["meeting-needed"] == "yes",
        ("stage-3", "s3-to-4") => p["meeting-needed"] == "no",
        ("stage-3", "s3-resolved") or ("professionals", "m-resolved" or "m-to-4") => true,
        ("stage-4", "s4-resolved") => p["s4-outcome"] == "further",
        ("stage-4", "s4-refer") => p["s4-outcome"] == "referral" && LookedAfter,
        ("stage-4", "s4-left") => p["s4-outcome"] == "left" && !LookedAfter,
        ("cafcass", "referred") => true,
        _ => false,
    };

    private bool Reached2 => Pieces.Exists(p => p.Kind == "stage-2");

    private bool IsDiscussed => Open("discuss") is not null || Reached2;

    protected override bool MayChoose(Piece p, string action, string by, bool why) => action switch
    {
        "to-formal" or "closed" => why,
        "signed-off" => p["must-criteria"].Length == 0 && (why || p["significant"] == "no"),
        "to-stage-1" => why || Answered(p, "issue-request") || Late(p, "issue-reply") || p["must-criteria"].Length > 0,
        "s2-resolved" => p.Rows.Count > 0 && p.Rows.TrueForAll(r => r.Done) && p.Signed.Contains("iro-content"),
        _ => true,
    };

    protected override IReadOnlyList<string> Opens(string action) => action switch
    {
        "to-immediate" => ["immediate"],
        "to-issue" => ["issue"],
        "to-formal" or "enter-1" or "to-stage-1" => ["stage-1"],
        "enter-2" or "go-stage-2" => ["stage-2"],
        "enter-3" or "go-stage-3" => ["stage-3"],
        "to-discuss" => ["discuss"],
        "hold-meeting" => ["professionals"],
        "s3-to-4" or "m-to-4" => ["stage-4"],
        "s4-refer" => ["cafcass"],
        _ => [],
    };

    protected override IReadOnlyList<string> PassOn(Piece p, string action) => Opens(action)[0] switch
    {
        "stage-2" => ["dhos-iro"],
        "stage-3" => ["hos-operational", "hos-qa"],
        "professionals" or "stage-4" => ["hos-qa"],
        "discuss" => [Leader, "dhos-iro"],
        _ => [Leader],
    };

    protected override string? Ends(string action) => action switch
    {
        "close-now" => "Closed after immediate action",
        "signed-off" or "qa-signed-off" => "Signed off",
        "praise-sent" => "Excellent practice",
        "closed" => "Closed after discussion",
        "s2-resolved" => "Resolved at Stage 2",
        "s3-resolved" or "m-resolved" => "Resolved at Stage 3",
        "s4-resolved" => "Resolved at Stage 4",
        "s4-left" => "Unresolved when the child left care",
        "referred" => "Referred to CAFCASS",
        _ => null,
    };

    protected override bool MayFinish(Piece p, string by, bool why) => Holds(p, by) && p.Kind switch
    {
        "triage" => All(p, "concern", "serious"),
        "immediate" => All(p, "told-how", "agreed-now", "enter-at") && IsAsked(p, "urgent"),
        "issue" => All(p, "criteria", "detail", "response-asked", "significant", "satisfactory") && IsAsked(p, "issue-request") && (p["satisfactory"] == "no" || p.Signed.Contains("iro-signs")),
        "stage-1" => All(p, "formal-criteria", "formal-detail") && (!NamesAgency(p) || All(p, "agency")) && (p["qa-satisfactory"] != "yes" || p.Signed.Contains("qa-signs"))
            && (IsPraise(p) || All(p, "action-asked", "qa-satisfactory") && IsAsked(p, "qa-request")),
        "discuss" => All(p, "discuss-decision"),
        "stage-2" => All(p, "s2-at", "s2-agreed", "s2-outcome"),
        "stage-3" => All(p, "s3-on", "s3-outcome", "meeting-needed"),
        "professionals" => All(p, "meeting-on", "meeting-discussion", "meeting-decision", "attendees") && (why || p["chair"] == "@hos-qa" && !p["attendees"].Contains("absent", StringComparison.Ordinal)),
        "stage-4" => All(p, "s4-on", "s4-outcome") && Fits(p["s4-outcome"]) && (p["s4-outcome"] != "further" || p.Rows.Count > 0 && p.Rows.TrueForAll(r => r.Done)),
        _ => All(p, "c-why", "c-impact", "c-wishes"),
    };

    private bool Fits(string outcome) => outcome switch { "referral" => LookedAfter, "left" => !LookedAfter, _ => true };

    protected override IEnumerable<Timing> Timings()
    {
        foreach (var p in Pieces.Where(p => p.Open).ToList())
        {
            if (p.Kind == "issue") foreach (var a in p.Asked) yield return Hours("issue-reply", p, a, a.Sent, 72, Over(p, a));
            if (p.Kind == "stage-1") foreach (var a in p.Asked) yield return Days("qa-reply", p, a, DayOf(a), WorkingDays(DayOf(a), 10), Over(p, a)) with { Applies = !IsPraise(p) };
            if (p.Kind == "discuss" && DateOnly.FromDateTime(InLondon(p.Opened)) is var day) yield return Days("same-day", p, null, day, WorkingDays(day, 0));
            if (p.Kind == "stage-2" && p["s2-at"].Length > 0) yield return Hours("record-by", p, null, At(p["s2-at"]), 24);
            if (p.Kind == "stage-2" && p["plan-on"].Length > 0) yield return Days("plan-week", p, null, DayOf(p["plan-on"]), DayOf(p["plan-on"]).AddDays(7), restarts: false);
            if (p.Kind == "professionals") foreach (var timing in OfMeeting(p)) yield return timing;
        }
    }

    private IEnumerable<Timing> OfMeeting(Piece p)
    {
        DateOnly? held = p["meeting-on"].Length > 0 ? DayOf(p["meeting-on"]) : null;
        if (Pieces.LastOrDefault(e => e.Kind == "stage-2")?["s2-at"] is { Length: > 0 } at && DayOf(at) is var from)
            yield return Days("meeting-week", p, null, from, from.AddDays(7), held >= from && held <= Today, stopDay: held);
        if (held is { } on) yield return Days("meeting-actions-week", p, null, on, on.AddDays(7), restarts: false);
    }

    // ---- What people try ----

    public override IEnumerable<Tried> Pool(Random random)
    {
        if (Pieces.Count == 0)
        {
            yield return new("start", "iro", "triage");
            if (random.Next(8) == 0) yield return new("start", People[random.Next(People.Length)], "cafcass", Why: random.Next(2) == 0);
            yield break;
        }
        yield return new("days", Text: $"{random.Next(1, 5)}");
        yield return new("hours", Text: $"{random.Next(1, 30)}");
        if (random.Next(30) == 0) yield return new("leaves-care");
        foreach (var p in Pieces.Where(p => p.Open).ToList())
            foreach (var c in In(p, random)) yield return c;
    }

    private IEnumerable<Tried> In(Piece p, Random random)
    {
        var who = p.Kind is "stage-3" or "professionals" ? "hos-qa" : p.Holder;
        Tried By(string verb, string what = "", string to = "", string typed = "") => new(verb, who, p.Kind, what, to, typed, random.Next(2) == 0);
        foreach (var typed in Texts(p, random)) yield return By("set", typed: typed);
        foreach (var (request, to) in Requests(p.Kind)) yield return By("send", request, to);
        foreach (var a in p.Asked.Where(a => a.State == "sent").ToList())
        {
            if (p.Kind is "issue" or "stage-1") yield return new("set", a.To, p.Kind, Text: p.Kind == "issue" ? "reply=It is done." : "qa-answer=It is done.");
            if (p.Kind == "stage-2") yield return new("sign", a.To, p.Kind, "iro-content");
            yield return new("complete", a.To, p.Kind, a.Kind);
            yield return new("return", a.To, p.Kind, a.Kind, Text: random.Next(4) == 0 ? "" : "Which?");
            if (random.Next(3) == 0) yield return new("reassign", random.Next(2) == 0 ? a.To : People[random.Next(People.Length)], p.Kind, a.Kind, People[random.Next(People.Length)]);
            if (random.Next(3) == 0) yield return By("withdraw", a.Kind);
        }
        if (p.Kind is "stage-2" or "professionals" or "stage-4")
        {
            yield return By("row", typed: $"{Today.AddDays(random.Next(2, 10)):yyyy-MM-dd}");
            yield return By("done");
        }
        if (p.Kind is "issue" or "stage-1") yield return By("sign", p.Kind == "issue" ? "iro-signs" : "qa-signs");
        foreach (var action in Actions(p.Kind))
            if (Opens(action).Count == 0) yield return By("propose", action);
            else foreach (var to in PassOn(p, action)) yield return By("propose", action, to);
        foreach (var action in p.Next.Where(_ => random.Next(4) == 0).ToList()) yield return By("unpropose", action);
        yield return By("finish");
        yield return By("finish");
    }

    private static string[] Actions(string kind) => kind switch
    {
        "triage" => ["to-immediate", "to-issue", "to-formal"],
        "immediate" => ["enter-1", "enter-2", "enter-3", "close-now"],
        "issue" => ["signed-off", "to-stage-1"],
        "stage-1" => ["qa-signed-off", "to-discuss", "in-discussion", "praise-sent"],
        "discuss" => ["go-stage-2", "more-time", "recorded", "closed"],
        "stage-2" => ["s2-resolved", "go-stage-3"],
        "stage-3" => ["hold-meeting", "s3-resolved", "s3-to-4"],
        "professionals" => ["m-resolved", "m-to-4"],
        "stage-4" => ["s4-resolved", "s4-refer", "s4-left"],
        _ => ["referred"],
    };

    private static (string, string)[] Requests(string kind) => kind switch
    {
        "immediate" => [("urgent", "dhos-iro"), ("urgent", "dhos-operational")],
        "issue" => [("issue-request", "social-worker"), ("issue-request", "team-manager")],
        "stage-1" => [("qa-request", "social-worker"), ("qa-request", "team-manager")],
        "stage-2" => [("confirm-plan", "iro")],
        _ => [],
    };

    private IEnumerable<string> Texts(Piece p, Random random)
    {
        var (text, yes, now) = ($"Text {random.Next(100)}.", random.Next(2) == 0 ? "yes" : "no", $"{Local:yyyy-MM-ddTHH:mm}");
        return p.Kind switch
        {
            "triage" => [$"concern={text}\nserious={yes}"],
            "immediate" => [$"told-how=phone\nagreed-now={text}", $"enter-at={(random.Next(4) is var n and > 0 ? $"{n}" : "closed")}"],
            "issue" => [$"criteria={Criteria[random.Next(Criteria.Length)]}\nresponse-asked={text}\nsignificant={yes}", $"satisfactory={yes}", random.Next(3) == 0 ? "must-criteria=drift" : "must-criteria="],
            "stage-1" => [$"formal-criteria={Formal[random.Next(Formal.Length)]}\nformal-detail={text}", $"action-asked={text}\nagency=school", $"qa-satisfactory={yes}"],
            "discuss" => [$"discuss-decision={text}"],
            "stage-2" => [$"s2-at={now}\ns2-outcome={text}", $"s2-agreed={yes}", $"plan-on={Today:yyyy-MM-dd}"],
            "stage-3" => [$"s3-on={Today:yyyy-MM-dd}\ns3-outcome={text}", $"meeting-needed={yes}"],
            "professionals" => [$"meeting-on={Today.AddDays(random.Next(-3, 6)):yyyy-MM-dd}", $"meeting-discussion={text}\nmeeting-decision={text}", $"attendees=@social-worker=present;@iro=present;@team-manager={(random.Next(2) == 0 ? "present" : "absent")};@hos-operational=present", $"chair={(random.Next(3) == 0 ? "@hos-operational" : "@hos-qa")}"],
            "stage-4" => [$"s4-on={Today:yyyy-MM-dd}", $"s4-outcome={random.Next(4) switch { 0 => "referral", 1 => "left", _ => "further" }}"],
            _ => [$"c-why={text}\nc-impact={text}\nc-wishes={text}"],
        };
    }
}
