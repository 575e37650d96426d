namespace Waymark.Core.Tests.Processes.Models;

/// <summary>County's formal alert, from parts 3.2 to 3.4 and 4.1 of its guidance and AMB-S1-01, -03, -09, -10, -12, -16 and -22.</summary>
internal sealed class CountyModel() : CouncilModel(new DateTime(2020, 12, 14, 9, 0, 0))
{
    private static readonly string[] Send = ["raised-as", "stage-reason", "concern", "impact", "no-informal", "actions-requested"];
    private static readonly string[] Carried = ["raised-as", "concern", "impact", "no-informal", "actions-requested"];
    private static readonly string[] All4 = ["iro", "independent-chair", "team-manager", "service-manager", "head-of-strategy", "assistant-director", "iro-manager", "social-worker", "lac-admin", "senior-iro-manager", "county-administrator"];
    private static readonly string[] Steps = ["stage-1", "stage-2", "stage-3", "stage-4"];

    private static int Stage(string kind) => Array.IndexOf(Steps, kind) + 1;

    private static string Answerer(Piece p) => Stage(p.Kind) switch { 1 => "team-manager", 2 => "service-manager", 3 => "head-of-strategy", _ => "assistant-director" };

    private bool MeetingHeld => Pieces.Exists(p => p is { Kind: "pre-cafcass-meeting", Finished: true });

    protected override IReadOnlyList<string> MayReassign => ["iro", "independent-chair", "iro-manager", "senior-iro-manager", "iro-service-manager", "county-administrator"];

    protected override bool MayStart(Tried c) => LookedAfter && Steps.Contains(c.In) && c.By is "iro" or "independent-chair";

    protected override string? Rank(string kind) => Stage(kind) > 0 ? $"{Stage(kind)}" : null;

    /// <summary>"The Quality Assurance Alert is updated if necessary": the next stage begins with the alert as it stands.</summary>
    protected override void Begin(Piece p, Piece? from)
    {
        if (Stage(p.Kind) > 0 && Pieces.LastOrDefault(e => Stage(e.Kind) > 0) is { } before) foreach (var field in Carried) p.Typed[field] = before[field];
    }

    protected override bool MaySet(Piece p, string by, string field, string text) => field switch
    {
        "response" => MayFill(p, "response", by),
        "raised-as" => by == p.Holder && text is "iro" or "chair" or "",
        _ => Holds(p, by),
    };

    protected override bool IsMany(string request) => false;

    protected override bool MaySend(Piece p, Tried c) => Stage(p.Kind) > 0 && c.What == "response" && c.By == Leader && c.To == Answerer(p) && All(p, Send);

    protected override bool MaySign(Piece p, Tried c) => false;

    /// <summary>The Admin Team uploads what was sent; a meeting is called where issues are complex and CAFCASS is considered.</summary>
    protected override void Sent(string request)
    {
        if (!Pieces.Exists(p => p is { Kind: "upload-alert", Open: true })) Open("upload-alert", "lac-admin", null);
    }

    protected override void OpenByItself(IReadOnlyList<string> ranOut)
    {
        if (Pieces.LastOrDefault(p => Stage(p.Kind) > 0) is { Kind: "stage-4" } last && last["complex"] == "yes" && last["considering-cafcass"] == "yes" && !Pieces.Exists(p => p.Kind == "stage-4-meeting")) Open("stage-4-meeting", "iro-manager", last);
    }

    protected override bool Offered(Piece p, string action) => (p.Kind, action) switch
    {
        ("upload-alert", "confirmed") or ("stage-4-meeting", "held") or ("pre-cafcass-meeting", "held") => true,
        _ when Stage(p.Kind) == 0 => false,
        (_, "resolved" or "to-challenge") => true,
        (_, "to-stage-2" or "to-stage-3" or "to-stage-4") => action[9] - '0' > Stage(p.Kind),
        (_, "hold-meeting") => LookedAfter && !Pieces.Exists(m => m.Kind == "pre-cafcass-meeting"),
        (_, "to-cafcass") => LookedAfter && Stage(p.Kind) == 4,
        (_, "cafcass-alongside") => LookedAfter,
        (_, "unresolved") => !LookedAfter && Stage(p.Kind) == 4,
        _ => false,
    };

    /// <summary>Before the answer, or past a stage, the IRO says why; the way to CAFCASS from Stage 4 leads through the meeting.</summary>
    protected override bool MayChoose(Piece p, string action, string by, bool why) => action switch
    {
        "resolved" => p["satisfied"] == "yes",
        "to-stage-2" or "to-stage-3" or "to-stage-4" => why || action[9] - '0' == Stage(p.Kind) + 1 && (Answered(p, "response") || Late(p, "reply")),
        "to-cafcass" => MeetingHeld,
        "cafcass-alongside" => why || MeetingHeld,
        _ => true,
    };

    protected override IReadOnlyList<string> Opens(string action) => action switch
    {
        "to-stage-2" or "to-stage-3" or "to-stage-4" => [action[3..]],
        "hold-meeting" => ["pre-cafcass-meeting"],
        "to-cafcass" or "cafcass-alongside" => ["cafcass.referral"],
        "to-challenge" or "unresolved" => ["challenge.referral"],
        _ => [],
    };

    protected override IReadOnlyList<string> PassOn(Piece p, string action) => action == "hold-meeting" ? ["iro-manager"] : [Leader];

    protected override bool IsAtOnce(string action) => action is "hold-meeting" or "cafcass-alongside" or "to-challenge";

    protected override string? Ends(string action) => action switch
    {
        "resolved" => "Resolved",
        "to-cafcass" => "Escalated to CAFCASS",
        "unresolved" => "Unresolved at Stage 4; the Assistant Director's decision stands",
        _ => null,
    };

    protected override bool MayFinish(Piece p, string by, bool why) => Holds(p, by) && (Stage(p.Kind) > 0
        ? All(p, [.. Send, "satisfied", "decision-note"]) && IsAsked(p, "response") && (Stage(p.Kind) < 4 || All(p, "complex", "considering-cafcass"))
        : p.Kind == "upload-alert" ? All(p, "filed") : All(p, "met-on", "meeting-outcome"));

    protected override IEnumerable<Timing> Timings()
    {
        if (Pieces.Count == 0) yield break;
        var begun = DateOnly.FromDateTime(InLondon(Pieces[0].Opened));
        yield return Days("whole", null, null, begun, WorkingDays(begun, 20));
        foreach (var p in Pieces.Where(p => p.Open && Stage(p.Kind) > 0))
            foreach (var a in p.Asked) yield return Days("reply", p, a, DayOf(a), WorkingDays(DayOf(a), 5), Over(p, a));
    }

    // ---- What people try ----

    public override IEnumerable<Tried> Pool(Random random)
    {
        if (Pieces.Count == 0)
        {
            foreach (var step in Steps) yield return new("start", random.Next(3) == 0 ? "independent-chair" : "iro", step);
            yield return new("start", All4[random.Next(All4.Length)], "stage-1");
            yield break;
        }
        yield return new("days", Text: $"{random.Next(1, 5)}");
        if (random.Next(30) == 0) yield return new("leaves-care");
        foreach (var p in Pieces.Where(p => p.Open).ToList())
            foreach (var c in Stage(p.Kind) > 0 ? OfStage(p, random) : Beside(p)) yield return c;
    }

    private static IEnumerable<Tried> Beside(Piece p)
    {
        yield return new("set", p.Holder, p.Kind, Text: p.Kind == "upload-alert" ? "filed=yes" : $"met-on=2020-12-20\nmeeting-outcome=Talked.\n{(p.Kind == "stage-4-meeting" ? "meeting-issues" : "unresolved-issues")}=Some.\nattendees=" + (p.Kind == "stage-4-meeting" ? "@assistant-director=present;@head-of-strategy=absent;@iro-manager=present" : "@assistant-director=present;@hos-operations=present;@hos-safeguarding=deputy"));
        yield return new("propose", p.Holder, p.Kind, p.Kind == "upload-alert" ? "confirmed" : "held");
        yield return new("finish", p.Holder, p.Kind);
    }

    private IEnumerable<Tried> OfStage(Piece p, Random random)
    {
        var (who, text) = (All4[random.Next(All4.Length)], $"Text {random.Next(100)}.");
        Tried By(string verb, string what = "", string to = "", string typed = "") => new(verb, Leader, p.Kind, what, to, typed, random.Next(2) == 0);
        yield return By("set", typed: $"raised-as=iro\nstage-reason={text}\nconcern={text}\nimpact={text}\nno-informal={text}\nactions-requested={text}");
        yield return By("set", typed: $"satisfied={(random.Next(2) == 0 ? "yes" : "no")}\ndecision-note={text}");
        yield return By("set", typed: $"{Send[random.Next(Send.Length)]}=");
        if (p.Kind == "stage-4") yield return By("set", typed: $"complex={(random.Next(2) == 0 ? "yes" : "no")}\nconsidering-cafcass={(random.Next(2) == 0 ? "yes" : "no")}");
        yield return By("send", "response", Answerer(p));
        foreach (var to in p.Asked.Where(a => a.State == "sent").Select(a => a.To).ToList())
        {
            yield return new("set", to, p.Kind, Text: $"response={text}");
            yield return new("complete", to, p.Kind, "response");
            yield return new("return", to, p.Kind, "response", Text: random.Next(4) == 0 ? "" : "Which?");
            yield return new("reassign", random.Next(2) == 0 ? to : who, p.Kind, "response", All4[random.Next(All4.Length)]);
        }
        if (random.Next(3) == 0) yield return By("withdraw", "response");
        yield return By("propose", $"to-stage-{random.Next(1, 5)}", Leader);
        yield return By("propose", "resolved");
        yield return By("propose", random.Next(4) switch { 0 => "to-cafcass", 1 => "cafcass-alongside", 2 => "to-challenge", _ => "unresolved" }, Leader);
        yield return By("propose", "hold-meeting", "iro-manager");
        foreach (var action in p.Next.Where(_ => random.Next(4) == 0).ToList()) yield return By("unpropose", action);
        yield return By("finish");
        yield return By("finish");
    }
}
