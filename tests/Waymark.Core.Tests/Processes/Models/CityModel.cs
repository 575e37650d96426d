namespace Waymark.Core.Tests.Processes.Models;

/// <summary>
/// City's flowchart of July 2015 and its criteria, with AMB-S2-01 (elapsed hours), -02 (what was agreed, and where it is entered), -03 (weeks
/// of seven days), -05 (the same working day), -07 (who 'or' is), -09 (praise), -10 (should and must), -13 (another part's own line),
/// -14 (looked after children alone), -15 (the IRO confirms), -16, -17, -18 (formal, or an early review, or both) and -19. It starts in the week in which the clocks go back.
/// </summary>
internal sealed class CityModel() : CouncilModel(new DateTime(2020, 10, 21, 8, 0, 0))
{
    private static readonly string[] People = ["iro", "social-worker", "team-manager", "dhos-iro", "dhos-operational", "hos-operational", "hos-qa", "service-director", "strategic-director", "city-administrator"];
    private static readonly string[] Criteria = ["no-reports", "poor-practice", "poor-practice;poor-reports", "non-attendance"];
    private static readonly string[] Formal = ["drift", "agency", "drift;agency", "excellent", "drift;excellent"];

    /// <summary>Who manages whom, as the council said (S2-015).</summary>
    private static readonly Dictionary<string, string> Managers = new() { ["@social-worker"] = "@team-manager", ["@team-manager"] = "@dhos-operational", ["@dhos-operational"] = "@hos-operational" };

    private Piece? Open(string kind) => Pieces.LastOrDefault(p => p.Open && p.Kind == kind);

    private static string[] Formally(IReadOnlyDictionary<string, string> typed) => typed.GetValueOrDefault("formal-criteria", "").Split(';');

    private static bool IsPraise(Piece p) => Formally(p.Typed).Contains("excellent");

    private static bool NamesAgency(Piece p) => Formally(p.Typed).Contains("agency");

    /// <summary>What the IRO is asked to sign at the end of each stage, and the request for it.</summary>
    private static (string Request, string Signature) Confirms(string kind) => kind switch { "urgent-plan" => ("confirm-plan", "iro-content"), "stage-3" => ("confirm-3", "iro-content-3"), "professionals" => ("confirm-m", "iro-content-m"), _ => ("", "") };

    private bool Reached(int stage) => Pieces.Exists(p => Rank(p.Kind) is { } rank && int.Parse(rank) >= stage);

    protected override IReadOnlyList<string> MayReassign => ["iro", "dhos-iro", "hos-qa", "city-administrator"];

    protected override IReadOnlyList<string> Sharing(string kind) => kind switch { "discuss" => ["iro", "dhos-iro"], "stage-3" => ["hos-operational", "hos-qa"], _ => [] };

    protected override string? Rank(string kind) => kind switch { "issue" => "0", "stage-1" => "1", "stage-2" => "2", "stage-3" => "3", "stage-4" => "4", "cafcass" => "5", _ => null };

    /// <summary>The first question, or CAFCASS at once with the reason why it does not wait.</summary>
    protected override bool MayStart(Tried c) => LookedAfter && c.By == "iro" && (c.In == "triage" || c.In == "cafcass" && c.Why);

    protected override void Begin(Piece p, Piece? from)
    {
        if (p.Kind == "issue") p.Typed["detail"] = from!["concern"];
        if (p.Kind == "stage-1") p.Typed["formal-detail"] = Of("issue", "detail") is { Length: > 0 } detail ? detail : Of("triage", "concern");
        if (p.Kind == "triage") p.Typed["other-part"] = "childrens";
        if (p.Kind == "stage-1") (p.Typed["relevant-person"], p.Typed["their-manager"]) = ("@social-worker", "@team-manager");
        if (p.Kind == "stage-2") p.Typed["s2-with"] = "@dhos-operational";
        if (p.Kind == "urgent-plan") p.Typed["plan-on"] = Of("stage-2", "s2-at")[..10];
        if (p.Kind == "professionals") p.Typed["chair"] = "@hos-qa";
        if (p.Kind == "stage-4") p.Typed["s4-director"] = "@service-director";
    }

    private string Of(string kind, string field) => Pieces.LastOrDefault(p => p.Kind == kind)?[field] ?? "";

    /// <summary>The manager on the form is whoever manages the person on it, until the IRO names another.</summary>
    protected override void Follow(Piece p, string field, string before)
    {
        if (field == "relevant-person" && p["their-manager"] == Managers[before]) p.Typed["their-manager"] = Managers[p[field]];
    }

    protected override bool MaySet(Piece p, string by, string field, string text) => field switch
    {
        "reply" => MayFill(p, "issue-request", by),
        "qa-answer" => MayFill(p, "qa-request", by),
        "meeting-needed" => by == "hos-qa",
        _ when p.Kind == "stage-2" => by == "dhos-iro",
        _ => Holds(p, by),
    };

    /// <summary>Praise is a kind of its own; of this part of the Council one of two heads is spoken to; another chair, or another director, for a reason.</summary>
    protected override bool MaySave(Piece p, IReadOnlyDictionary<string, string> after, bool why) => p.Kind switch
    {
        "stage-1" => !Formally(after).Contains("excellent") || Formally(after).Length == 1,
        "stage-2" => Of("triage", "other-part") != "childrens" || after["s2-with"] is "@dhos-operational" or "@hos-operational",
        "professionals" => why || after["chair"] == "@hos-qa" || p["chair"] != "@hos-qa",
        "stage-4" => why || IsDirector(after["s4-director"]) || !IsDirector(p["s4-director"]),
        _ => true,
    };

    private static bool IsDirector(string who) => who is "@service-director" or "@strategic-director";

    protected override bool Possible(string field, string text) => field != "s4-outcome" || Fits(text);

    protected override bool IsThere(Piece p, IReadOnlyDictionary<string, string> after, string field) => field switch
    {
        "agency" => Formally(after).Contains("agency"),
        "action-asked" or "qa-satisfactory" => !Formally(after).Contains("excellent"),
        "early-review-on" => after.GetValueOrDefault("early-review", "") == "yes",
        _ => true,
    };

    protected override bool RowsAreThere(Piece p) => p.Kind is "urgent-plan" or "professionals" || p["s4-outcome"] == "further";

    /// <summary>Actions are to be taken within one week: of the agreement, whatever is said; of the meeting, or later with a reason.</summary>
    protected override bool MayRow(Piece p, DateOnly by, bool why) => p.Kind switch
    {
        "urgent-plan" => InWeek(p, by),
        "professionals" => p["meeting-on"].Length > 0 && (why || by <= DayOf(p["meeting-on"]).AddDays(7)),
        _ => true,
    };

    private static bool InWeek(Piece plan, DateOnly by) => by <= DayOf(plan["plan-on"]).AddDays(7);

    protected override bool IsMany(string request) => request is "issue-request" or "qa-request";

    protected override bool MayAsk(Piece p, string request, string by) => request == Confirms(p.Kind).Request ? Holds(p, by) : by == Leader;

    protected override bool MaySend(Piece p, Tried c) => (p.Kind, c.What) switch
    {
        ("immediate", "urgent") => c.By == Leader && c.To is "dhos-iro" or "dhos-operational",
        ("issue", "issue-request") => c.By == Leader && c.To is "social-worker" or "team-manager" && All(p, "criteria", "detail", "response-asked", "significant") && p["criteria"] != "poor-practice",
        ("stage-1", "qa-request") => c.By == Leader && (p["relevant-person"] == $"@{c.To}" || p["their-manager"] == $"@{c.To}") && !IsPraise(p) && All(p, "formal-criteria", "formal-detail", "action-asked") && (!NamesAgency(p) || All(p, "agency")),
        _ => c.What.Length > 0 && c.What == Confirms(p.Kind).Request && MayAsk(p, c.What, c.By) && c.To == Leader,
    };

    protected override bool MayComplete(Piece p, Asked a) => a.Kind != Confirms(p.Kind).Request || p.Signed.Contains(Confirms(p.Kind).Signature);

    protected override bool MaySign(Piece p, Tried c) => c.By == Leader && (p.Kind, c.What) switch
    {
        ("issue", "iro-signs") => p["satisfactory"] == "yes",
        ("stage-1", "qa-signs") => p["qa-satisfactory"] == "yes" && !IsPraise(p),
        _ => c.What.Length > 0 && c.What == Confirms(p.Kind).Signature && MayFill(p, Confirms(p.Kind).Request, c.By),
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
        ("issue", "signed-off") => p["satisfactory"] == "yes" && !Reached(1),
        ("issue", "to-stage-1") => !Reached(1),
        ("stage-1", "praise-sent") => IsPraise(p),
        ("stage-1", "qa-signed-off") => p["qa-satisfactory"] == "yes" && !IsPraise(p),
        ("stage-1", "to-discuss") => p["qa-satisfactory"] == "no" && !IsPraise(p) && !IsDiscussed,
        ("stage-1", "in-discussion") => p["qa-satisfactory"] == "no" && !IsPraise(p) && IsDiscussed,
        ("discuss", "go-stage-2") => !Reached(2),
        ("discuss", "more-time") => Open("stage-1") is not null,
        ("discuss", "recorded") => Reached(2),
        ("discuss", "closed") => !Reached(2),
        ("stage-2", "plan-agreed") => p["s2-agreed"] == "yes",
        ("stage-2", "s2-to-3") => p["s2-agreed"] == "no",
        ("urgent-plan", "s2-resolved" or "go-stage-3") => true,
        ("stage-3", "hold-meeting") => p["meeting-needed"] == "yes",
        ("stage-3", "s3-to-4") => p["meeting-needed"] == "no",
        ("stage-3", "s3-resolved") or ("professionals", "m-resolved" or "m-to-4") => true,
        ("stage-4", "s4-resolved") => p["s4-outcome"] == "further",
        ("stage-4", "s4-refer") => p["s4-outcome"] == "referral" && LookedAfter,
        ("stage-4", "s4-left") => p["s4-outcome"] == "left" && !LookedAfter,
        ("cafcass", "referred") => true,
        _ => false,
    };

    private bool IsDiscussed => Open("discuss") is not null || Reached(2);

    protected override bool MayChoose(Piece p, string action, string by, bool why) => action switch
    {
        "to-formal" or "closed" => why,
        "signed-off" => p["must-criteria"].Length == 0 && (why || p["significant"] == "no"),
        "to-stage-1" => why || Answered(p, "issue-request") || Late(p, "issue-reply") || p["must-criteria"].Length > 0,
        "s2-resolved" => p.Rows.Count > 0 && p.Rows.TrueForAll(r => r.Done && InWeek(p, r.By)) && p.Signed.Contains("iro-content"),
        "s3-resolved" => p.Signed.Contains("iro-content-3"),
        "m-resolved" => p.Rows.TrueForAll(r => r.Done) && p.Signed.Contains("iro-content-m"),
        _ => true,
    };

    protected override IReadOnlyList<string> Opens(string action) => action switch
    {
        "to-immediate" => ["immediate"],
        "to-issue" => ["issue"],
        "to-formal" or "enter-1" or "to-stage-1" => ["stage-1"],
        "enter-2" or "go-stage-2" => ["stage-2"],
        "plan-agreed" => ["urgent-plan"],
        "enter-3" or "s2-to-3" or "go-stage-3" => ["stage-3"],
        "to-discuss" => ["discuss"],
        "hold-meeting" => ["professionals"],
        "s3-to-4" or "m-to-4" => ["stage-4"],
        "s4-refer" => ["cafcass"],
        _ => [],
    };

    protected override IReadOnlyList<string> PassOn(Piece p, string action) => Opens(action)[0] switch
    {
        "stage-2" or "urgent-plan" => ["dhos-iro"],
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
        "issue" => All(p, "criteria", "detail", "response-asked", "significant", "satisfactory") && (p["early-review"] != "yes" || All(p, "early-review-on")) && IsAsked(p, "issue-request") && (p["satisfactory"] == "no" || p.Signed.Contains("iro-signs")),
        "stage-1" => All(p, "formal-criteria", "formal-detail") && (!NamesAgency(p) || All(p, "agency"))
            && (IsPraise(p) || All(p, "action-asked", "qa-satisfactory") && IsAsked(p, "qa-request") && (p["qa-satisfactory"] == "no" || p.Signed.Contains("qa-signs"))),
        "discuss" => All(p, "discuss-decision"),
        "stage-2" => All(p, "s2-at", "s2-agreed", "s2-outcome"),
        "urgent-plan" => p.Rows.Count > 0,
        "stage-3" => All(p, "s3-on", "s3-outcome", "meeting-needed"),
        "professionals" => All(p, "meeting-on", "meeting-discussion", "meeting-decision", "attendees") && (why || AllCame(p["attendees"].Split(';'))),
        "stage-4" => All(p, "s4-on", "s4-outcome") && Fits(p["s4-outcome"]) && (p["s4-outcome"] != "further" || p.Rows.Count > 0 && p.Rows.TrueForAll(r => r.Done)),
        _ => All(p, "c-why", "c-impact", "c-wishes"),
    };

    /// <summary>"With attendance of social worker, IRO, Team Manager &amp; operational Head or Deputy Head of Service": themselves, or somebody for them.</summary>
    private static bool AllCame(string[] attendees)
    {
        bool Came(string who) => attendees.Contains($"@{who}=present") || attendees.Contains($"@{who}=deputy");
        return Came("social-worker") && Came("iro") && Came("team-manager") && (Came("hos-operational") || Came("dhos-operational"));
    }

    private bool Fits(string outcome) => outcome switch { "referral" => LookedAfter, "left" => !LookedAfter, _ => true };

    protected override IEnumerable<Timing> Timings()
    {
        foreach (var p in Pieces.Where(p => p.Open).ToList())
        {
            if (p.Kind == "issue") foreach (var a in p.Asked) yield return Hours("issue-reply", p, a, a.Sent, 72, Over(p, a));
            if (p.Kind == "stage-1") foreach (var a in p.Asked) yield return Days("qa-reply", p, a, DayOf(a), WorkingDays(DayOf(a), 10), Over(p, a)) with { Applies = !IsPraise(p) };
            if (p.Kind == "discuss" && DateOnly.FromDateTime(InLondon(p.Opened)) is var day) yield return Days("same-day", p, null, day, WorkingDays(day, 0));
            if (p.Kind == "stage-2" && p["s2-at"].Length > 0) yield return Hours("record-by", p, null, At(p["s2-at"]), 24);
            if (p.Kind == "urgent-plan") foreach (var timing in OfActions(p, "plan-week", DayOf(p["plan-on"]), "plan-next")) yield return timing;
            if (p.Kind == "professionals") foreach (var timing in OfMeeting(p)) yield return timing;
        }
    }

    /// <summary>All within the week, until all are done; and late with the first that isn't done on its day.</summary>
    private static IEnumerable<Timing> OfActions(Piece p, string week, DateOnly from, string next)
    {
        var open = p.Rows.Where(r => !r.Done).Select(r => r.By).ToList();
        yield return Days(week, p, null, from, from.AddDays(7), p.Rows.Count > 0 && open.Count == 0);
        yield return open.Count > 0 ? Days(next, p, null, open.Min(), open.Min()) : Days(next, p, null, from, from) with { Applies = false };
    }

    private IEnumerable<Timing> OfMeeting(Piece p)
    {
        DateOnly? held = p["meeting-on"].Length > 0 ? DayOf(p["meeting-on"]) : null;
        if (Of("stage-2", "s2-at") is { Length: > 0 } at && DayOf(at) is var from)
            yield return Days("meeting-week", p, null, from, from.AddDays(7), held >= from && held <= Today, stopDay: held);
        if (held is { } on) foreach (var timing in OfActions(p, "meeting-actions-week", on, "meeting-next")) yield return timing;
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
        yield return random.Next(2) == 0 ? new("days", Text: $"{random.Next(1, 5)}") : new("hours", Text: $"{random.Next(1, 30)}");
        if (random.Next(20) == 0) yield return new("leaves-care");
        foreach (var p in Pieces.Where(p => p.Open).ToList())
            foreach (var c in In(p, random)) yield return c;
    }

    private IEnumerable<Tried> In(Piece p, Random random)
    {
        var who = p.Kind == "stage-3" ? random.Next(3) == 0 ? "hos-operational" : "hos-qa" : p.Holder;
        Tried By(string verb, string what = "", string to = "", string typed = "") => new(verb, who, p.Kind, what, to, typed, random.Next(2) == 0);
        foreach (var typed in Texts(p, random).Where(t => random.Next(8) == 0 || !t.Split('\n').All(line => All(p, line.Split('=')[0])))) yield return By("set", typed: typed);
        foreach (var (request, to) in Requests(p)) yield return By("send", request, to);
        foreach (var a in p.Asked.Where(a => a.State == "sent").ToList())
        {
            if (p.Kind is "issue" or "stage-1") yield return new("set", a.To, p.Kind, Text: p.Kind == "issue" ? "reply=It is done." : "qa-answer=It is done.");
            if (a.Kind == Confirms(p.Kind).Request) yield return new("sign", a.To, p.Kind, Confirms(p.Kind).Signature);
            yield return new("complete", a.To, p.Kind, a.Kind);
            yield return new("return", a.To, p.Kind, a.Kind, Text: random.Next(4) == 0 ? "" : "Which?");
            if (random.Next(3) == 0) yield return new("reassign", random.Next(2) == 0 ? a.To : People[random.Next(People.Length)], p.Kind, a.Kind, People[random.Next(People.Length)]);
            if (random.Next(3) == 0) yield return By("withdraw", a.Kind);
        }
        if (p.Kind is "urgent-plan" or "professionals" or "stage-4")
        {
            if (p.Rows.Count < 2 || random.Next(8) == 0) yield return By("row", typed: $"{Today.AddDays(random.Next(0, 9)):yyyy-MM-dd}");
            if (p.Rows.Exists(r => !r.Done) || random.Next(8) == 0) yield return By("done", typed: random.Next(2) == 0 ? "first" : "");
        }
        if (p.Kind == "issue" && p["early-review"] == "yes") yield return By("propose", "to-stage-1", Leader, "now");
        if (p.Kind is "issue" or "stage-1") yield return By("sign", p.Kind == "issue" ? "iro-signs" : "qa-signs");
        foreach (var action in Actions(p.Kind).Where(a => p.Next.Count == 0 && (a is not ("go-stage-3" or "m-to-4" or "close-now") || random.Next(8) == 0) || random.Next(20) == 0))
            if (Opens(action).Count == 0) yield return By("propose", action);
            else foreach (var to in PassOn(p, action)) yield return By("propose", action, to);
        foreach (var action in p.Next.Where(a => !Offered(p, a) || p.Next.Count > 1 || random.Next(6) == 0).ToList()) yield return By("unpropose", action);
        for (var i = 0; i < 4; i++) yield return By("finish");
    }

    private static string[] Actions(string kind) => kind switch
    {
        "triage" => ["to-immediate", "to-issue", "to-formal"],
        "immediate" => ["enter-1", "enter-2", "enter-3", "close-now"],
        "issue" => ["signed-off", "to-stage-1"],
        "stage-1" => ["qa-signed-off", "to-discuss", "in-discussion", "praise-sent"],
        "discuss" => ["go-stage-2", "more-time", "recorded", "closed"],
        "stage-2" => ["plan-agreed", "s2-to-3"],
        "urgent-plan" => ["s2-resolved", "go-stage-3"],
        "stage-3" => ["hold-meeting", "s3-resolved", "s3-to-4"],
        "professionals" => ["m-resolved", "m-to-4"],
        "stage-4" => ["s4-resolved", "s4-refer", "s4-left"],
        _ => ["referred"],
    };

    private IEnumerable<(string, string)> Requests(Piece p) => p.Kind switch
    {
        "immediate" => [("urgent", "dhos-iro"), ("urgent", "dhos-operational")],
        "issue" => [("issue-request", "social-worker"), ("issue-request", "team-manager")],
        "stage-1" => [("qa-request", p["relevant-person"][1..]), ("qa-request", p["their-manager"][1..])],
        _ => Confirms(p.Kind).Request is { Length: > 0 } request ? [(request, Leader)] : [],
    };

    private IEnumerable<string> Texts(Piece p, Random random)
    {
        var (text, yes, now) = ($"Text {random.Next(100)}.", random.Next(2) == 0 ? "yes" : "no", $"{Local:yyyy-MM-ddTHH:mm}");
        return p.Kind switch
        {
            "triage" => [$"concern={text}\nserious={yes}", random.Next(4) == 0 ? "other-part=housing" : "other-part=childrens"],
            "immediate" => [$"told-how=phone\nagreed-now={text}", $"enter-at={(random.Next(4) is var n and > 0 ? $"{n}" : "closed")}"],
            "issue" => [$"criteria={Criteria[random.Next(Criteria.Length)]}\nresponse-asked={text}\nsignificant={yes}", $"satisfactory={yes}", random.Next(3) == 0 ? "must-criteria=drift" : "must-criteria=", $"early-review={yes}\nearly-review-on={Today.AddDays(7):yyyy-MM-dd}"],
            "stage-1" => [$"formal-criteria={Formal[random.Next(Formal.Length)]}\nformal-detail={text}", $"action-asked={text}\nagency=school", $"relevant-person={Managers.Keys.ElementAt(random.Next(Managers.Count))}", random.Next(4) == 0 ? "their-manager=@hos-operational" : $"their-manager={Managers[p["relevant-person"]]}", $"qa-satisfactory={yes}"],
            "discuss" => [$"discuss-decision={text}"],
            "stage-2" => [$"s2-at={now}\ns2-outcome={text}", $"s2-at={Local.AddHours(-random.Next(40)):yyyy-MM-ddTHH:mm}", $"s2-agreed={yes}", $"s2-with={random.Next(4) switch { 0 => "@team-manager", 1 => "@hos-operational", _ => "@dhos-operational" }}"],
            "urgent-plan" => [$"plan-on={Today.AddDays(-random.Next(6)):yyyy-MM-dd}"],
            "stage-3" => [$"s3-on={Today:yyyy-MM-dd}\ns3-outcome={text}", $"meeting-needed={yes}"],
            "professionals" => [$"meeting-on={Today.AddDays(random.Next(-3, 6)):yyyy-MM-dd}", $"meeting-discussion={text}\nmeeting-decision={text}", $"attendees={Attendees(random)}", $"chair={(random.Next(3) == 0 ? "@hos-operational" : "@hos-qa")}"],
            "stage-4" => [$"s4-on={Today:yyyy-MM-dd}", $"s4-director={random.Next(4) switch { 0 => "@hos-operational", 1 => "@strategic-director", _ => "@service-director" }}", $"s4-outcome={random.Next(4) switch { 0 => "referral", 1 => "left", _ => "further" }}"],
            _ => [$"c-why={text}\nc-impact={text}\nc-wishes={text}"],
        };
    }

    private static string Attendees(Random random)
    {
        string Said() => random.Next(5) switch { 0 => "absent", 1 => "deputy", _ => "present" };
        return string.Join(';', new[] { "social-worker", "iro", "team-manager", "hos-operational", "dhos-operational" }.Where(_ => random.Next(6) > 0).Select(who => $"@{who}={Said()}"));
    }
}
