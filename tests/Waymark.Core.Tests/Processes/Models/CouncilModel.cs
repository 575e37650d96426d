namespace Waymark.Core.Tests.Processes.Models;

/// <summary>What somebody tries, in the posts' and the forms' own words: 'send' response in stage-1 to the team manager.</summary>
/// <param name="Text">Of 'set': field=text, one a line; '@post' stands for who holds the post. Of 'propose': 'now', where it may go at once. Of 'done': 'first', for one row.</param>
/// <param name="Why">They say why, where it is asked.</param>
internal sealed record Tried(string Verb, string By = "", string In = "", string What = "", string To = "", string Text = "", bool Why = false)
{
    public override string ToString() => $"{By}: {Verb} {What} {(In.Length > 0 ? $"in {In} " : "")}{(To.Length > 0 ? $"to {To} " : "")}{Text.Replace('\n', '|')}{(Why ? " because" : "")}".Trim();
}

/// <summary>
/// A council's process a second time, written from its document and the readings of its gaps and from nothing in the engine: no pack,
/// no events, its own counting of days and hours. What all councils' models share is the keeping of paper: pieces of work, what was
/// asked, and times. Each rule of a council stands in its own model.
/// </summary>
internal abstract class CouncilModel
{
    protected sealed class Asked
    {
        public string Kind = "", From = "", To = "", State = "sent";
        public DateTime Sent;
    }

    protected sealed class Timer
    {
        public string Name = "", Due = "", State = "runs";
        public Piece? In;
        public Asked? Of;
        public DateTime Anchor, Ends;
    }

    protected sealed class Piece
    {
        public string Kind = "", Holder = "";
        public bool Open = true, Finished;
        public DateTime Opened;
        public Dictionary<string, string> Typed = [];
        public List<Asked> Asked = [];
        public HashSet<string> Signed = [];
        public List<string> Next = [], AtOnce = [];
        public Dictionary<string, string> PassTo = [];
        public List<(DateOnly By, bool Done)> Rows = [];

        public string this[string field] => Typed.GetValueOrDefault(field, "");
    }

    /// <summary>A time that the document gives: from when, until when, and whether there is anything left to time.</summary>
    /// <param name="Over">What it timed has come, or isn't asked any more.</param>
    /// <param name="Applies">There is something to time at all: without it nothing starts or moves, and what runs stops.</param>
    /// <param name="StopDay">The day on which what it times is to take place, as somebody typed it.</param>
    protected sealed record Timing(string Name, Piece? In, Asked? Of, DateTime Anchor, DateTime Ends, string Due, bool Over = false, bool Restarts = true, DateOnly? StopDay = null, bool Applies = true);

    protected List<Piece> Pieces { get; } = [];
    private readonly List<Timer> timers = [];

    /// <summary>UTC.</summary>
    protected DateTime Now { get; private set; }
    protected DateTime Local => InLondon(Now);
    protected DateOnly Today => DateOnly.FromDateTime(Local);
    protected string Leader { get; set; } = "";
    protected bool LookedAfter { get; private set; } = true;
    public string End { get; protected set; } = "";
    public IEnumerable<string> Places => End.Length > 0 ? [$"end: {End}"] : Pieces.Where(p => p.Open).Select(p => p.Kind);

    protected CouncilModel(DateTime begin) => Now = begin;

    // ---- What each council says ----

    protected abstract bool MayStart(Tried c);
    protected abstract bool MaySet(Piece p, string by, string field, string text);
    protected virtual bool MaySave(Piece p, IReadOnlyDictionary<string, string> after, bool why) => true;
    protected virtual bool MayRow(Piece p, DateOnly by, bool why) => true;
    protected virtual bool RowsAreThere(Piece p) => false;

    /// <summary>Whether the form asks for it, with what is being typed; what isn't asked for isn't kept.</summary>
    protected virtual bool IsThere(Piece p, IReadOnlyDictionary<string, string> after, string field) => true;

    /// <summary>Whether the list has it for this child.</summary>
    protected virtual bool Possible(string field, string text) => true;
    protected abstract bool MaySend(Piece p, Tried c);
    protected virtual bool MayComplete(Piece p, Asked a) => true;
    protected abstract bool MaySign(Piece p, Tried c);
    protected abstract bool Offered(Piece p, string action);
    protected abstract bool MayChoose(Piece p, string action, string by, bool why);
    protected abstract IReadOnlyList<string> Opens(string action);
    protected abstract IReadOnlyList<string> PassOn(Piece p, string action);
    protected virtual bool IsAtOnce(string action) => false;
    protected abstract string? Ends(string action);
    protected abstract bool MayFinish(Piece p, string by, bool why);
    protected virtual IReadOnlyList<string> Sharing(string kind) => [];
    protected abstract IReadOnlyList<string> MayReassign { get; }
    protected abstract bool IsMany(string request);
    protected abstract void Begin(Piece p, Piece? from);
    protected virtual void OpenByItself(IReadOnlyList<string> ranOut) { }
    protected abstract IEnumerable<Timing> Timings();
    protected abstract string? Rank(string kind);
    public abstract IEnumerable<Tried> Pool(Random random);

    // ---- What shows ----

    public string Shows => End.Length > 0 ? $"ended: {End}" : string.Join("\n  ", Pieces.Where(p => p.Open).Select(Show).Append($"times {Times(null)}"));

    private string Show(Piece p) => $"{p.Kind} by {p.Holder}; asked {string.Join(',', p.Asked.Select(a => $"{a.Kind} {a.To} {a.State}"))}; signed {string.Join(',', p.Signed.Order())}; next {string.Join(',', p.Next)}; rows {p.Rows.Count}; times {Times(p)}";

    private string Times(Piece? p) => string.Join(',', timers.Where(t => t.In == p).Select(t => $"{t.Name} {t.Due} {t.State}").Order(StringComparer.Ordinal));

    // ---- What may be done ----

    public bool May(Tried c)
    {
        if (c.Verb is "days" or "hours") return true;
        if (c.Verb == "leaves-care") return LookedAfter;
        if (c.Verb == "start") return Pieces.Count == 0 && MayStart(c);
        return End.Length == 0 && Pieces.LastOrDefault(p => p.Open && p.Kind == c.In) is { } p && MayIn(p, c);
    }

    private bool MayIn(Piece p, Tried c) => c.Verb switch
    {
        "set" => There(p, c).All(l => Possible(l.Field, l.Text) && (p[l.Field] == l.Text || MaySet(p, c.By, l.Field, l.Text))) && MaySave(p, After(p, c), c.Why),
        "row" => !RowsAreThere(p) || Holds(p, c.By) && MayRow(p, DateOnly.Parse(c.Text), c.Why),
        "done" => p.Rows.Count > 0 && (!RowsAreThere(p) || Undone(p, c).All(r => Holds(p, c.By) && MayRow(p, r.By, c.Why))),
        "send" => MaySend(p, c) && !(IsMany(c.What) ? p.Asked.Exists(a => a.Kind == c.What && a.To == c.To && a.State == "sent") : Latest(p, c.What)?.State == "sent"),
        "complete" => Waiting(p, c) is { } a && MayComplete(p, a),
        "return" => Waiting(p, c) is not null && c.Text.Length > 0,
        "withdraw" => p.Asked.LastOrDefault(a => a.Kind == c.What && a.State is "sent" or "returned") is { } a && (a.From == c.By || MayAsk(p, c.What, c.By)),
        "reassign" => p.Asked.LastOrDefault(a => a.Kind == c.What && a.State == "sent") is { } a && (c.By == a.To || c.By == a.From || MayReassign.Contains(c.By)) && c.To != a.To && c.To != a.From,
        "sign" => !p.Signed.Contains(c.What) && MaySign(p, c),
        "propose" => Holds(p, c.By) && !p.Next.Contains(c.What) && !p.AtOnce.Contains(c.What) && Offered(p, c.What) && (Opens(c.What).Count == 0 || PassOn(p, c.What).Contains(c.To)) && MayChoose(p, c.What, c.By, c.Why),
        "unpropose" => Holds(p, c.By) && p.Next.Contains(c.What),
        "finish" => (p.Next.Count > 0 || p.AtOnce.Exists(a => !IsAtOnce(a))) && p.Next.TrueForAll(a => Offered(p, a) && MayChoose(p, a, c.By, true)) && Agree(p.Next) && MayFinish(p, c.By, c.Why),
        _ => false,
    };

    /// <summary>Who may ask may also take back: whoever leads, unless the council's document says another.</summary>
    protected virtual bool MayAsk(Piece p, string request, string by) => by == Leader;

    protected bool Holds(Piece p, string by) => p.Holder == by || Sharing(p.Kind).Contains(by);

    /// <summary>One way on: to one stage, to one end, and nothing opened twice.</summary>
    private bool Agree(List<string> next)
    {
        var opened = next.SelectMany(Opens).ToList();
        var ends = next.Select(Ends).OfType<string>().Distinct().Count();
        return ends <= 1 && opened.Count(o => Rank(o) is not null) <= 1 && opened.Distinct().Count() == opened.Count && !(next.Exists(a => Ends(a) is not null && !Opens(a).Any(IsHere)) && opened.Exists(IsHere));
    }

    /// <summary>A piece of work of this process, and not the first of another.</summary>
    protected static bool IsHere(string opened) => !opened.Contains('.', StringComparison.Ordinal);

    /// <summary>Of 'done': every row that is open, or the first of them alone.</summary>
    private static IEnumerable<(DateOnly By, bool Done)> Undone(Piece p, Tried c) => p.Rows.Where(r => !r.Done).Take(c.Text == "first" ? 1 : p.Rows.Count);

    protected static bool All(Piece p, params string[] fields) => Array.TrueForAll(fields, f => p[f].Length > 0);

    /// <summary>The last of each kind counts, or the last to each person where it goes to several. What was withdrawn is gone.</summary>
    protected IEnumerable<Asked> Current(Piece p, string kind) => p.Asked.Where(a => a.Kind == kind && a.State != "withdrawn").GroupBy(a => IsMany(kind) ? a.To : "").Select(g => g.Last());

    protected Asked? Latest(Piece p, string kind) => Current(p, kind).LastOrDefault();

    protected bool Answered(Piece p, string kind) => Current(p, kind).Any(a => a.State == "completed");

    /// <summary>It was sent, and none of it came back with a question.</summary>
    protected bool IsAsked(Piece p, string kind) => Current(p, kind).Any() && Current(p, kind).All(a => a.State != "returned");

    protected bool Late(Piece p, string name) => timers.LastOrDefault(t => t.In == p && t.Name == name)?.State == "late";

    protected bool Over(Piece p, Asked a) => a.State != "sent" || !Current(p, a.Kind).Contains(a) || Answered(p, a.Kind);

    protected static bool MayFill(Piece p, string request, string by) => p.Asked.Exists(a => a.Kind == request && a.State == "sent" && a.To == by);

    private static Asked? Waiting(Piece p, Tried c) => p.Asked.LastOrDefault(a => a.Kind == c.What && a.State == "sent" && a.To == c.By);

    private static IEnumerable<(string Field, string Text)> Lines(Tried c) => c.Text.Split('\n').Select(l => (l[..l.IndexOf('=')], l[(l.IndexOf('=') + 1)..]));

    private IEnumerable<(string Field, string Text)> There(Piece p, Tried c)
    {
        var after = After(p, c);
        return Lines(c).Where(l => IsThere(p, after, l.Field)).ToList();
    }

    private static Dictionary<string, string> After(Piece p, Tried c)
    {
        var after = new Dictionary<string, string>(p.Typed);
        foreach (var (field, text) in Lines(c)) after[field] = text;
        return after;
    }

    // ---- What it does ----

    public bool Do(Tried c)
    {
        if (!May(c)) return false;
        List<string> late = [];
        if (c.Verb is "days" or "hours") late = Pass(c.Verb == "days" ? InUtc(Local.AddDays(int.Parse(c.Text))) : Now.AddHours(int.Parse(c.Text)));
        else if (c.Verb == "leaves-care") { LookedAfter = false; return true; }
        else if (c.Verb == "start") { Leader = c.By; Open(c.In, c.By, null); }
        else Carry(Pieces.Last(p => p.Open && p.Kind == c.In), c);
        if (End.Length > 0) return true;
        OpenByItself(late);
        Settle();
        return true;
    }

    private void Carry(Piece p, Tried c)
    {
        switch (c.Verb)
        {
            case "set": foreach (var (field, text) in There(p, c)) Type(p, field, text); break;
            case "row" when RowsAreThere(p): p.Rows.Add((DateOnly.Parse(c.Text), false)); p.Signed.Clear(); break;
            case "done" when RowsAreThere(p): if (p.Rows.Exists(r => !r.Done)) p.Signed.Clear(); foreach (var row in Undone(p, c).ToList()) p.Rows[p.Rows.IndexOf(row)] = (row.By, true); break;
            case "send": p.Asked.Add(new Asked { Kind = c.What, From = c.By, To = c.To, Sent = Now }); Sent(c.What); break;
            case "complete": Waiting(p, c)!.State = "completed"; break;
            case "return": Waiting(p, c)!.State = "returned"; break;
            case "withdraw": p.Asked.Last(a => a.Kind == c.What && a.State is "sent" or "returned").State = "withdrawn"; break;
            case "reassign": p.Asked.Last(a => a.Kind == c.What && a.State == "sent").To = c.To; break;
            case "sign": p.Signed.Add(c.What); break;
            case "propose": Choose(p, c); break;
            case "unpropose": p.Next.Remove(c.What); break;
            case "finish": Finish(p); break;
        }
    }

    /// <summary>What is signed is signed as it stands: another word, and it must be signed again.</summary>
    private void Type(Piece p, string field, string text)
    {
        if (p[field] == text) return;
        var before = p[field];
        p.Typed[field] = text;
        p.Signed.Clear();
        Follow(p, field, before);
    }

    /// <summary>What follows from another word in a field.</summary>
    protected virtual void Follow(Piece p, string field, string before) { }

    protected virtual void Sent(string request) { }

    private void Choose(Piece p, Tried c)
    {
        p.PassTo[c.What] = c.To;
        if (!IsAtOnce(c.What) && c.Text != "now") { p.Next.Add(c.What); return; }
        p.AtOnce.Add(c.What);
        foreach (var opened in Opens(c.What).Where(IsHere)) Open(opened, c.To, p);
    }

    private void Finish(Piece p)
    {
        (p.Open, p.Finished) = (false, true);
        foreach (var action in p.Next)
        {
            foreach (var opened in Opens(action).Where(IsHere)) Open(opened, p.PassTo[action], p);
            if (End.Length == 0 && Ends(action) is { } end) End = end;
        }
    }

    protected void Open(string kind, string holder, Piece? from)
    {
        var opened = new Piece { Kind = kind, Holder = holder, Opened = Now };
        Begin(opened, from);
        Pieces.Add(opened);
    }

    private List<string> Pass(DateTime until)
    {
        Now = until;
        var late = new List<string>();
        foreach (var timing in Timings().ToList())
        {
            if (Find(timing) is not { State: "runs" } timer || timer.Ends > Now) continue;
            timer.State = Over(timing, timer);
            if (timer.State == "late") late.Add(timer.Name);
        }
        return late;
    }

    /// <summary>What came after its end came late; unless the day that somebody typed for it lay within the time.</summary>
    private string Over(Timing timing, Timer timer) => timer.Ends > Now || timing.StopDay is { } day && day >= DateOnly.FromDateTime(timing.Anchor) && day <= DateOnly.FromDateTime(timer.Ends.AddHours(-1)) ? "stopped" : "late";

    /// <summary>What is awaited is timed; what has come isn't any more; what is awaited again is timed again; and a time follows the day that it counts from.</summary>
    private void Settle()
    {
        foreach (var timing in Timings().ToList())
        {
            if (Find(timing) is not { } timer)
            {
                if (timing.Applies && !timing.Over) timers.Add(new Timer { Name = timing.Name, In = timing.In, Of = timing.Of, Anchor = timing.Anchor, Ends = timing.Ends, Due = timing.Due });
                continue;
            }
            if (timing.Applies && (timer.State == "stopped" ? timing.Restarts && !timing.Over : timer.Anchor != timing.Anchor)) (timer.State, timer.Anchor, timer.Ends, timer.Due) = ("runs", timing.Anchor, timing.Ends, timing.Due);
            if (timer.State == "runs" && (timing.Over || !timing.Applies)) timer.State = Over(timing, timer);
        }
    }

    private Timer? Find(Timing timing) => timers.LastOrDefault(t => t.Name == timing.Name && t.In == timing.In && t.Of == timing.Of);

    // ---- Time ----

    private static readonly DateOnly[] Holidays = [new(2020, 12, 25), new(2020, 12, 28), new(2021, 1, 1), new(2021, 4, 2), new(2021, 4, 5), new(2021, 5, 3), new(2021, 5, 31), new(2021, 8, 30)];

    /// <summary>Summer time ended on 25 October 2020 at 1:00 UTC, ran from 28 March 2021 to 31 October 2021.</summary>
    private static bool IsSummer(DateTime utc) => utc < new DateTime(2020, 10, 25, 1, 0, 0) || utc >= new DateTime(2021, 3, 28, 1, 0, 0) && utc < new DateTime(2021, 10, 31, 1, 0, 0);

    protected static DateTime InLondon(DateTime utc) => IsSummer(utc) ? utc.AddHours(1) : utc;

    private static DateTime InUtc(DateTime local) => IsSummer(local.AddHours(-1)) ? local.AddHours(-1) : local;

    protected static DateOnly DayOf(string typed) => DateOnly.Parse(typed[..10]);

    protected static DateOnly WorkingDays(DateOnly from, int days)
    {
        while (days == 0 && !Works(from)) from = from.AddDays(1);
        for (; days > 0; days--)
            do from = from.AddDays(1); while (!Works(from));
        return from;
    }

    private static bool Works(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day);

    /// <summary>A time in days ends with its last day.</summary>
    protected static Timing Days(string name, Piece? p, Asked? of, DateOnly from, DateOnly last, bool over = false, bool restarts = true, DateOnly? stopDay = null) =>
        new(name, p, of, from.ToDateTime(default), InUtc(last.AddDays(1).ToDateTime(default)), $"{last:yyyy-MM-dd}", over, restarts, stopDay);

    protected static Timing Hours(string name, Piece p, Asked? of, DateTime from, int hours, bool over = false) =>
        new(name, p, of, InLondon(from), from.AddHours(hours), $"{InLondon(from.AddHours(hours)):yyyy-MM-ddTHH:mm}", over);

    protected static DateTime At(string typed) => InUtc(DateTime.Parse(typed));

    protected DateOnly DayOf(Asked a) => DateOnly.FromDateTime(InLondon(a.Sent));
}
