using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using Waymark.App.Features.Documents;
using Waymark.App.Store;
using Waymark.Core.Access;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Packs.Reading;
using Waymark.Core.Processes;

namespace Waymark.App.Demonstration;

/// <summary>One step of a history: who does it, what they write, and the engine's verb for it.</summary>
sealed partial class Acting(Player player, Telling telling, Step step, Scene scene, Instant at)
{
    readonly int times = telling.Times(scene, step);

    LocalDate Today => at.InZone(player.Calendar.Zone).Date;
    Process Process => telling.Processes.LastOrDefault(process => process.Worksteps.Contains(Workstep)) ?? throw Fault("Nothing has been started yet.");

    /// <summary>
    /// The workstep that the step names by itself or by its form; else the last that is open and has what the step speaks of; else
    /// the last that is open.
    /// </summary>
    Workstep Workstep => step.Verb is "finish" or "reopen" && step.Of is { } name
        ? Known.LastOrDefault(each => (each.Workstep.IsOpen || step.Verb == "reopen") && (each.Workstep.Definition == name || Form(each.Process, each.Workstep).Id == name)).Workstep ?? throw Fault($"No '{name}' is open.")
        : Known.Where(each => each.Workstep.IsOpen).OrderBy(each => Has(Form(each.Process, each.Workstep))).LastOrDefault().Workstep ?? throw Fault("Nothing is open.");

    IEnumerable<(Process Process, Workstep Workstep)> Known => telling.Processes.SelectMany(process => process.Worksteps.Select(workstep => (process, workstep)));

    bool Has(Form form) => (step.Of ?? Entries(step.Line["save"]).Select(each => each.Key).FirstOrDefault()) is { } name
        && (form.FindField(name) is not null || form.Request(name) is not null || form.NextAction(name.StartsWith('$') ? Said(step.Verb) : name) is not null);

    public void Do()
    {
        if (step.Verb == "start") Start();
        else if (step.Verb == "ask") Ask();
        else if (step.Verb == "open") Open();
        else Carry(step.Verb switch
        {
            "save" => Save([.. Entries(step.Line["save"]).Select(each => new Typed(each.Key, null, WhoIs(each.Key, Words(each.Value))))]),
            "rows" => Save([.. Rows()]),
            "fill" => Save([.. Fill(step.Of)]),
            "attach" => Save([Attached()]),
            "send" => Send,
            "answer" => Answer(RequestAnswer.Completed),
            "return" => Answer(RequestAnswer.Returned),
            "outside" => situation => Engine.AnswerOutside(Process, situation, Workstep.Id, Asked().Id, at - Duration.FromHours(18), new Outside(Said("how"), Said("of"), []), Optional("note"), [.. Fill(step.Line.Text("fill"))]),
            "withdraw" => situation => Engine.Withdraw(Process, situation, Workstep.Id, Asked().Id, Said("reason")),
            "sign" => situation => Engine.Sign(Process, situation, Workstep.Id, step.Of!),
            "propose" => Propose,
            "finish" => situation => Engine.Finish(Process, situation, Workstep.Id),
            "cancel" => situation => Engine.Cancel(telling.Processes[^1], situation, Said("cancel")),
            _ => situation => Engine.Reopen(Process, situation, Workstep.Id, Said("reason")),
        });
    }

    // ---- The verbs ----

    void Start()
    {
        var (name, children) = (Said("start").Split('.'), telling.History.Children.Select(Script.ChildId).ToList());
        var protocol = player.Pack.Protocol(name[0]) ?? throw Fault($"The pack has no protocol '{name[0]}'.");
        var workstep = protocol.FindWorkstep(name[^1]) ?? throw Fault($"The protocol '{name[0]}' has no workstep '{name[^1]}'.");
        var actor = By(new Process(), null, protocol, children);
        var situation = player.At(at, actor, children);
        var decision = Accepted(s => Engine.Start(s, protocol, workstep), situation);
        player.Take(step.Verb, new Actor(actor), decision, decision.Started[0], situation);
        telling.Processes.AddRange(decision.Started);
    }

    void Carry(Func<Situation, Decision> verb)
    {
        var (process, workstep) = step.Verb == "cancel" ? (telling.Processes[^1], null) : (Process, Workstep);
        var protocol = player.Pack.Protocol(process.Protocol)!;
        var actor = By(process, workstep, protocol, process.Children);
        var situation = player.At(at, actor, process);
        var decision = Accepted(verb, situation);
        player.Take(step.Verb, new Actor(actor), decision, process, situation);
        telling.Processes.AddRange(decision.Started);
    }

    /// <summary>What only warns is passed knowingly, as a worker would, and what asks for a reason with the step's; anything else that is refused is a fault of the script.</summary>
    Decision Accepted(Func<Situation, Decision> verb, Situation situation)
    {
        var decision = verb(situation);
        if (!decision.Accepted && decision.Refusals.All(refusal => refusal.Ask == Else.Warn || refusal.Ask == Else.Reason && Optional("reason") is not null))
            decision = verb(situation with { Acknowledged = decision.Refusals.Select(refusal => refusal.Gate!).Distinct().ToDictionary(gate => gate, _ => Optional("reason") ?? "") });
        if (decision.Accepted) return decision;
        throw Fault($"For {telling.Of}, in '{scene.Id}': {string.Join(" | ", decision.Refusals.Select(refusal => refusal.Text))}");
    }

    /// <summary>Whether the last paper of this history may be taken away: those who work with the child are asked (S3-026).</summary>
    void Ask()
    {
        var (by, need) = (Script.WorkerId(Said("by")), Said("ask"));
        if (player.Papers.LastOrDefault(paper => telling.Processes.Any(process => process.Id == paper.Arrival.Process)) is not { Arrival.Child: { } child } about) throw Fault("No paper of a child has been attached yet.");
        if (player.May(by, AccessVerb.Download, child, Today).Verdict != Verdict.Ask) throw Fault($"'{Said("by")}' doesn't have to ask, or can't.");
        var to = DownloadQuestion.To(player.Pack, player.People.Allocations.Where(each => each.Child == child), player.People.Register, Today);
        if (to.Count == 0) throw Fault($"Nobody works with {telling.Of}, so nobody can be asked.");
        player.Asked.Add((new AgreementRow { Id = player.NewId(), DocumentId = about.Id, ChildId = child, Worker = by, Need = need, AskedAt = at }, to));
    }

    /// <summary>Somebody without a tie to the child opens the record: in an emergency, or where their post reaches it with a reason.</summary>
    void Open()
    {
        if (!Enum.TryParse<ReasonKind>(step.Of, ignoreCase: true, out var kind)) throw Fault($"A record is opened as one of: {string.Join(", ", Enum.GetNames<ReasonKind>()).ToLowerInvariant()}.");
        var (by, child) = (Script.WorkerId(Said("by")), Script.ChildId(telling.History.Children[0]));
        var reading = player.May(by, AccessVerb.Read, child, Today);
        if (kind == ReasonKind.Wider ? reading.Verdict != Verdict.Ask : reading.Allows || !player.May(by, AccessVerb.Emergency, null, Today).Allows) throw Fault($"'{Said("by")}' doesn't open {telling.Of} so.");
        player.Opened.Add(AccessReasonRow.Of(kind, player.NewId(), by, child, Said("reason"), at, player.Calendar));
    }

    Func<Situation, Decision> Save(IReadOnlyList<Typed> typed) => situation => Engine.Save(Process, situation, Workstep.Id, typed);

    Decision Send(Situation situation)
    {
        var context = Context(situation);
        var request = context.Form!.Request(step.Of!) ?? throw Fault($"The form has no request '{step.Of}'.");
        List<Guid> to = Optional("to") is { } named ? [Script.WorkerId(named)]
            : [.. Engine.Receivers(context, request).Where(each => request.Many && each.IsFound).Select(each => each.Worker).DefaultIfEmpty(Engine.Receivers(context, request).Select(each => each.Worker).FirstOrDefault())];
        return Engine.Send(Process, situation, Workstep.Id, request.Id, to, Optional("note"));
    }

    Func<Situation, Decision> Answer(RequestAnswer answer) => situation =>
    {
        var (workstep, request) = (Workstep, Asked());
        IReadOnlyList<string> then = step.Line.Text("then") == "yes" ? [.. Engine.Follows(Process, situation, workstep, request).Select(each => each.Id)] : [];
        return Engine.Answer(Process, situation, workstep.Id, request.Id, answer, Optional("note"), [.. Fill(step.Line.Text("fill"))], then);
    };

    Decision Propose(Situation situation)
    {
        var context = Context(situation);
        var action = context.Form!.NextAction(step.Of is { } name && name.StartsWith('$') ? Said("propose") : step.Of!) ?? throw Fault("The form has no such next action.");
        return Engine.Propose(Process, situation, Workstep.Id, new Proposal(action.Id, action.Opens.Count == 0 ? null : Engine.PassTo(context, action)[0].Worker)
        {
            ScheduledFor = Optional("schedule") is { } day ? LocalDatePattern.Iso.Parse(day).Value : null,
            Priority = Optional("priority"), Note = Optional("note"), Reason = Optional("reason"),
        });
    }

    /// <summary>Where workers are named, as the script calls them: 'gwenllian, tobias=absent'.</summary>
    string WhoIs(string field, string text) => Form(Process, Workstep).FindField(field)?.Kind is FieldKind.Worker or FieldKind.Workers or FieldKind.Attendance
        ? string.Join('\n', text.Split(", ").Select(one => one.Split('=')).Select(one => string.Join('=', one.Skip(1).Prepend(Script.WorkerId(one[0]).ToString()))))
        : text;

    Typed Attached()
    {
        var id = player.NewId();
        player.Papers.Add(new Paper(id, new Arrival(Said("name"), Process.Id, Workstep.Id, Process.Children.Count > 0 ? Process.Children[0] : null, Workstep.Holder, at) { Id = id }, step.At));
        return new Typed(step.Of!, null, id.ToString());
    }

    IEnumerable<Typed> Rows()
    {
        foreach (var row in (Resolve(step.Line["from"]!) as YamlSequence)?.Items ?? throw Fault("'from' is a list of rows."))
        {
            var id = player.NewId();
            var cells = Entries(step.Line["with"]).Concat(Entries(row)).GroupBy(each => each.Key).Select(same => same.Last());
            foreach (var (column, value) in cells) yield return new Typed(column, id, Words(value));
        }
    }

    /// <summary>One text for each row of the column's table, in order.</summary>
    IEnumerable<Typed> Fill(string? column)
    {
        if (column is null) return [];
        var table = Form(Process, Workstep).TableOf(column) ?? throw Fault($"The form has no column '{column}'.");
        var texts = (Resolve(step.Line["from"]!) as YamlSequence)?.Items ?? throw Fault("'from' is a list of texts.");
        return Agenda.Rows(Context(player.At(at, Guid.Empty, Process)), Workstep, table).Zip(texts, (row, text) => new Typed(column, row.Id, Words(text)));
    }

    // ---- Who ----

    /// <summary>Whom the step names; else whoever's turn it is.</summary>
    Guid By(Process process, Workstep? workstep, Protocol protocol, IReadOnlyList<Guid> children)
    {
        if (Optional("by") is not { } by) return Turn(workstep);
        if (by == "asked") return workstep!.Requests.Last(request => request.Status == RequestStatus.Sent).Holder;
        if (player.Pack.FindPost(by) is null) return Script.WorkerId(by);
        var context = new Context(process, protocol, player.At(at, Guid.Empty, children)) { Workstep = workstep };
        return People.Find(context, [new PersonRule.InPost(by)]).People.Select(person => person.Worker).FirstOrDefault() is var found && found != Guid.Empty ? found : throw Fault($"Nobody is the {by} of {telling.Of}.");
    }

    Guid Turn(Workstep? workstep) => step.Verb switch
    {
        "answer" or "return" => Asked().Holder,
        "outside" or "withdraw" => Asked().Sender,
        _ => workstep?.Holder ?? throw Fault("Say with 'by' who does this."),
    };

    Request Asked() => Workstep.Requests.LastOrDefault(request => request.Definition == step.Of && request.Status == RequestStatus.Sent) ?? throw Fault($"No request '{step.Of}' is waiting.");

    Context Context(Situation situation) => new(Process, player.Pack.Protocol(Process.Protocol)!, situation) { Workstep = Workstep };

    Form Form(Process process, Workstep workstep) => player.Pack.Protocol(process.Protocol)!.FormOf(workstep.Definition);

    // ---- What they say ----

    string Said(string key) => Words(step.Line[key] ?? throw Fault($"'{key}' is missing."));

    string? Optional(string key) => step.Line[key] is YamlScalar node && !(node.Text.EndsWith('?') && Find(node.Text) is null) ? Words(node) : null;

    static IEnumerable<(string Key, YamlNode Value)> Entries(YamlNode? node) => (node as YamlMapping)?.Entries.Select(each => (each.Key.Text, each.Value)) ?? [];

    string Words(YamlNode node) => (Resolve(node) as YamlScalar ?? throw Fault("A text belongs here.")).Text is var text && Day().Match(text) is { Success: true } day
        ? LocalDatePattern.Iso.Format(DayOf(day.Groups[1].Value)) + (day.Groups[2].Success ? $"T{day.Groups[2].Value}" : "")
        : DayWithin().Replace(text, match => DayOf(match.Groups[1].Value).InWords(Today.Year));

    YamlNode Resolve(YamlNode node) => node is YamlScalar { Text: ['$', ..] name } ? Find(name) ?? throw Fault($"The history of {telling.Of} doesn't say '{name[1..]}'.") : node;

    YamlNode? Find(string name)
    {
        var bare = name.TrimStart('$').TrimEnd('?');
        return telling.History.Says is { } says ? times > 1 ? says[$"{bare}-{times}"] : says[bare] : null;
    }

    LocalDate DayOf(string days) => days is "today" ? Today : player.Calendar.AddWorkingDays(Today, int.Parse(days, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));

    ScriptException Fault(string message) => new(step.At, message);

    [GeneratedRegex(@"^(today|[+-]\d{1,3})(?: at (\d\d:\d\d))?$")]
    private static partial Regex Day();

    [GeneratedRegex(@"\{(today|[+-]\d{1,3})\}")]
    private static partial Regex DayWithin();
}
