using static Waymark.Core.Tests.Processes.Cast;

namespace Waymark.Core.Tests.Processes;

/// <summary>What somebody tries: 'send' request-1 to Tess, 'set' outcome, 'days' 3.</summary>
internal sealed record Command(string Verb, Guid By = default, string What = "", Guid To = default, string Text = "")
{
    public override string ToString() => $"{Cast.Register.NameOf(By)}: {Verb} {What} {(To == default ? "" : $"to {Cast.Register.NameOf(To)} ")}{Text}".TrimEnd();
}

/// <summary>
/// Island's process a second time, written from the council's guide and the readings of its gaps, and from nothing in the
/// engine: no pack, no events, its own counting of days. The two must agree on every command and on everything that shows.
/// </summary>
internal sealed class ReferenceModel
{
    private sealed class Asked
    {
        public string Kind = "", State = "sent";
        public Guid From, To;
        public DateOnly Completed;
        public Timer? Reply, HandOver;
    }

    private sealed class Timer(DateOnly due)
    {
        public DateOnly Due = due;
        public string State = "runs";
    }

    private static readonly DateOnly[] Holidays = [new(2020, 8, 31), new(2020, 12, 25), new(2020, 12, 28), new(2021, 1, 1), new(2021, 4, 2), new(2021, 4, 5), new(2021, 5, 3), new(2021, 5, 31)];
    private static readonly string[] QapText = ["summary", "review-on"], DrpText = ["issues", "desired-outcome", "progress"];

    private readonly Dictionary<string, string> typed = [];
    private readonly List<Asked> asked = [];
    private readonly HashSet<string> signed = [];
    private readonly List<string> next = [];
    private Dictionary<string, Guid> passTo = [];
    private int rows, updated, judged;
    private Guid signer;
    private Timer? review;
    private string dispute = "";
    private DateOnly? whole;
    private bool firstDispute;

    public string At { get; private set; } = "qap";
    public string End { get; private set; } = "";
    public DateOnly Today { get; private set; } = new(2020, 6, 29);
    public bool LookedAfter { get; private set; } = true;
    public Guid Leader { get; private set; } = Ida;
    public int Rows => rows;

    private bool IsQap => At is "qap" or "qap-review";
    private int Stage => At.StartsWith("drp-", StringComparison.Ordinal) ? At[4] - '0' : 0;
    private string Choice => IsQap ? "decision" : "outcome";
    private string Chosen => typed.GetValueOrDefault(Choice, "");
    private string FirstAsk => IsQap ? "manager-update" : "request-1";
    private Guid Manager => Stage switch { 2 => Sunniva, 3 => Dermot, 4 => Carys, _ => Tess };

    // ---- What shows ----

    public string Shows => End.Length > 0 ? $"ended: {End}" : string.Join("; ",
        At, $"led by {Leader}", Standing, $"turn {string.Join(',', Turn.Select(t => t.ToString()).Order(StringComparer.Ordinal))}", $"signed {string.Join(',', signed.Order())}", $"next {string.Join(',', next)}",
        $"review {Show(review)}", $"reply {Show(Reply)}", $"hand-over {Show(HandOver)}", $"whole {whole:yyyy-MM-dd}");

    private static string Show(Timer? timer) => timer is null ? "-" : $"{timer.Due:yyyy-MM-dd} {timer.State}";

    private string Standing => Current.Any(a => a.State == "returned") ? "Returned" : Current.Any(a => a.State == "sent") ? "Waiting" : "None";

    private IEnumerable<Guid> Turn => Standing == "Waiting" ? Current.Where(a => a.State == "sent").Select(a => a.To).Distinct() : [Leader];

    /// <summary>The last of each kind counts; of those to social workers, the last to each. What was withdrawn is gone.</summary>
    private IEnumerable<Asked> Current => asked.Where(a => a.State != "withdrawn").GroupBy(a => a.Kind == "sw-update-request" ? $"{a.Kind} {a.To}" : a.Kind).Select(g => g.Last());

    private Asked? Last(string kind) => Current.LastOrDefault(a => a.Kind == kind);

    private bool Completed(string kind) => Last(kind)?.State == "completed";

    private Timer? Reply => asked.LastOrDefault(a => a.Reply is not null)?.Reply;

    private Timer? HandOver => asked.LastOrDefault(a => a.HandOver is not null)?.HandOver;

    // ---- What may be done ----

    public bool Do(Command c)
    {
        if (!May(c)) return false;
        Carry(c);
        Settle();
        return true;
    }

    public bool May(Command c) => c.Verb is "days" || c.Verb == "leaves-care" && LookedAfter || End.Length == 0 && c.Verb switch
    {
        "set" => MaySet(c),
        "row" => c.By == Leader && (IsQap || Stage > 0),
        "update" => rows > 0 && Current.Concat(asked).Any(a => a.State == "sent" && a.To == c.By && a.Kind is "manager-update" or "sw-update-request" or "request-1"),
        "judge" => IsQap && rows > 0 && c.By == Leader,
        "send" => MaySend(c),
        "complete" => Open(c.What, c.By) is not null && (c.What != "request-3" || signed.Contains("manager-confirms")),
        "return" => Open(c.What, c.By) is not null && c.Text.Length > 0,
        "withdraw" => asked.LastOrDefault(a => a.Kind == c.What && a.State is "sent" or "returned") is { } a && (a.From == c.By || c.What == "request-2" ? a.From == c.By || AnswersHere(c.By) : c.By == Leader),
        "reassign" => asked.LastOrDefault(a => a.Kind == c.What && a.State == "sent") is { } a && (c.By == a.To || c.By == a.From || c.By == Ida || c.By == Mona) && c.To != a.To && c.To != a.From,
        "sign" => MaySign(c),
        "propose" => c.By == Leader && !next.Contains(c.What) && Matches(c.What) && (Opens(c.What) is null || c.To == Ida || c.To == Ravi),
        "unpropose" => c.By == Leader && next.Contains(c.What),
        "finish" => MayFinish(c.By),
        _ => false,
    };

    private bool MaySet(Command c)
    {
        if (!IsField(c.What)) return false;
        if (c.What == Choice && !Offered(c.Text)) return false;
        if (typed.GetValueOrDefault(c.What, "") == c.Text) return true;
        return c.What == "manager-comment" ? c.By == Mona && Open("request-3", Mona) is not null : c.By == Leader;
    }

    private bool IsField(string field) => IsQap ? QapText.Contains(field) || field == "decision"
        : Stage > 0 ? DrpText.Contains(field) || field is "outcome" or "date-of-dispute" or "manager-comment"
        : field == "document";

    private bool Offered(string choice) => IsQap ? choice is "resolved" or "review" or "stage-1" or "stage-2" or "stage-3" : choice switch
    {
        "resolved" => true,
        "cafcass" => LookedAfter,
        "left-care" => !LookedAfter,
        "stage-2" or "stage-3" or "stage-4" => choice[6] - '0' > Stage,
        _ => false,
    };

    /// <summary>Who has been asked, or whom the guide would have asked.</summary>
    public Guid Receiver(string kind) => asked.LastOrDefault(a => a.Kind == kind && a.State == "sent")?.To ?? kind switch { "request-2" => Leader, "request-3" => Mona, "sw-update-request" => Sami, _ => Manager };

    private Asked? Open(string kind, Guid by) => asked.LastOrDefault(a => a.Kind == kind && a.State == "sent" && a.To == by);

    private bool MaySend(Command c)
    {
        if (c.What == "sw-update-request") return IsQap && c.By == Leader && rows > 0 && (c.To == Sami || c.To == Asha) && Open(c.What, c.To) is null;
        if (Last(c.What)?.State == "sent") return false;
        var toManager = c.To == Manager || Manager == Tess && c.To == Owen;
        return c.What switch
        {
            "manager-update" => IsQap && c.By == Leader && rows > 0 && toManager,
            "request-1" => Stage > 0 && c.By == Leader && toManager,
            "request-2" => Stage > 0 && AnswersHere(c.By) && HandsOver && (c.To == Ida || c.To == Ravi),
            "request-3" => Stage > 0 && c.By == Leader && c.To == Mona && typed.ContainsKey("progress") && Chosen.Length > 0 && signed.Contains("iro-confirms") && next.Count > 0,
            _ => false,
        };
    }

    /// <summary>The stage's manager, or whoever the manager passed the request to.</summary>
    private bool AnswersHere(Guid by) => by == Manager || asked.Any(a => a.Kind == "request-1" && a.State is "sent" or "completed" && a.To == by);

    /// <summary>The manager tells the IRO of the answer: until time has run out for the answer, or for the telling.</summary>
    private bool HandsOver => Last("request-1") is { } first && (first.State == "completed" ? HandOver : Reply)?.State != "late";

    private bool MaySign(Command c) => c.What switch
    {
        _ when signed.Contains(c.What) => false,
        "overseen" => IsQap && c.By == Leader && typed.ContainsKey("summary") && Chosen.Length > 0,
        "iro-confirms" => Stage > 0 && c.By == Leader && typed.ContainsKey("progress") && Chosen.Length > 0 && (Completed("request-1") || Reply?.State == "late"),
        "manager-confirms" => Stage > 0 && c.By == Mona && Open("request-3", Mona) is not null && typed.ContainsKey("manager-comment") && !(signed.Contains("iro-confirms") && signer == Mona),
        _ => false,
    };

    private bool Matches(string action) => action switch
    {
        "qap-complete" or "drp-complete" => (action == "qap-complete") == IsQap && Chosen == "resolved",
        "review-targets" => IsQap && Chosen == "review",
        "to-drp-1" or "to-drp-2" or "to-drp-3" => IsQap && Chosen == "stage-" + action[7],
        "to-stage-2" or "to-stage-3" or "to-stage-4" => action[9] - '0' > Stage && Stage > 0 && Chosen == "stage-" + action[9],
        "to-cafcass" => Stage > 0 && LookedAfter && Chosen == "cafcass",
        "close-left-care" => Stage > 0 && !LookedAfter && Chosen == "left-care",
        "referred" => At == "attach-referral",
        _ => false,
    };

    private static string? Opens(string action) => action switch
    {
        "review-targets" => "qap-review",
        "to-cafcass" => "attach-referral",
        _ when action.StartsWith("to-", StringComparison.Ordinal) => $"drp-{action[^1]}",
        _ => null,
    };

    private bool MayFinish(Guid by)
    {
        if (next.Count == 0 || !next.TrueForAll(Matches)) return false;
        if (At == "attach-referral") return by == Leader && typed.ContainsKey("document");
        if (!Array.TrueForAll(IsQap ? QapText : DrpText, typed.ContainsKey) || !Offered(Chosen)) return false;
        if (Last(FirstAsk) is not { State: not "returned" } first) return false;
        if (IsQap) return by == Leader && rows > 0 && judged == rows && signed.Contains("overseen") && (first.State == "completed" || Chosen != "resolved" && review?.State == "late");
        return by == Mona && signed.Count == 2 && typed.ContainsKey("manager-comment") && (!HandsOver || Completed("request-2")) && Completed("request-3");
    }

    // ---- What it does ----

    private void Carry(Command c)
    {
        switch (c.Verb)
        {
            case "days": Pass(int.Parse(c.Text)); break;
            case "leaves-care": LookedAfter = false; break;
            case "set": Set(c); break;
            case "row": rows++; Changed(false); break;
            case "update": updated++; Changed(false); break;
            case "judge": judged = rows; Changed(false); break;
            case "send": asked.Add(new Asked { Kind = c.What, From = c.By, To = c.To, Reply = c.What == "request-1" ? new Timer(WorkingDays(Today, 5)) : null }); break;
            case "complete" or "return": Answer(Open(c.What, c.By)!, c.Verb == "complete"); break;
            case "withdraw": asked.Last(a => a.Kind == c.What && a.State is "sent" or "returned").State = "withdrawn"; break;
            case "reassign": asked.Last(a => a.Kind == c.What && a.State == "sent").To = c.To; break;
            case "sign": signed.Add(c.What); if (c.What == "iro-confirms") signer = c.By; break;
            case "propose": next.Add(c.What); passTo[c.What] = c.To; break;
            case "unpropose": next.Remove(c.What); break;
            case "finish": Finish(); break;
        }
    }

    private void Set(Command c)
    {
        if (typed.GetValueOrDefault(c.What, "") == c.Text) return;
        typed[c.What] = c.Text;
        Changed(c.What == "manager-comment");
        if (c.What == "review-on" && review is { State: not "stopped" }) review = new Timer(DateOnly.Parse(c.Text));
        if (c.What != "date-of-dispute") return;
        dispute = c.Text;
        if (firstDispute) whole = WorkingDays(DateOnly.Parse(c.Text), 20);
    }

    /// <summary>What stands above a signature changed: it must be given again. The manager's comment stands between the two.</summary>
    private void Changed(bool belowFirst)
    {
        if (belowFirst) signed.Remove("manager-confirms");
        else signed.Clear();
    }

    private void Answer(Asked one, bool completed)
    {
        (one.State, one.Completed) = (completed ? "completed" : "returned", Today);
    }

    private void Pass(int days)
    {
        Today = Today.AddDays(days);
        foreach (var timer in asked.SelectMany(a => new[] { a.Reply, a.HandOver }).Append(review).OfType<Timer>())
            if (timer.State == "runs" && timer.Due < Today) timer.State = "late";
    }

    /// <summary>What has been answered, returned, withdrawn or asked anew is timed no more; a completed reply times the telling of it.</summary>
    private void Settle()
    {
        if (Completed("manager-update")) { if (review?.State == "runs") review.State = Closed(review); }
        else if (review is null or { State: "stopped" } && typed.TryGetValue("review-on", out var day)) review = new Timer(DateOnly.Parse(day));
        foreach (var one in asked.Where(a => a.Kind == "request-1"))
        {
            if (one.State != "sent" && one.Reply!.State == "runs") one.Reply.State = Closed(one.Reply);
            if (one.HandOver?.State == "runs" && (Last("request-2") is not null || Last("request-1") != one)) one.HandOver.State = Closed(one.HandOver);
            if (one.State == "completed" && one.HandOver is null or { State: "stopped" } && Last("request-2") is null && Last("request-1") == one) one.HandOver = new Timer(WorkingDays(one.Completed, 1));
        }
    }

    /// <summary>What comes after the end is late, though no day has passed since it was asked again.</summary>
    private string Closed(Timer timer) => timer.Due < Today ? "late" : "stopped";

    private void Finish()
    {
        var action = next[0];
        if (Opens(action) is not { } opened)
        {
            End = action switch { "close-left-care" => "Unresolved when the child left care", "referred" => "Referred to CAFCASS", _ => "Resolved" };
            return;
        }
        (At, Leader) = (opened, passTo[action]);
        typed.Clear(); asked.Clear(); signed.Clear(); next.Clear(); passTo = [];
        if (opened != "qap-review") (rows, judged) = (0, 0);
        review = null;
        firstDispute = Stage > 0 && whole is null;
        if (Stage == 0) return;
        if (firstDispute) (dispute, whole) = ($"{Today:yyyy-MM-dd}", WorkingDays(Today, 20));
        typed["date-of-dispute"] = dispute;
    }

    private static DateOnly WorkingDays(DateOnly from, int days)
    {
        for (; days > 0; days--)
            do from = from.AddDays(1); while (from.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || Holidays.Contains(from));
        return from;
    }
}
