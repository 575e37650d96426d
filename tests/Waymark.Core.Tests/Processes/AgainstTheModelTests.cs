using NodaTime;
using NodaTime.Text;
using Waymark.Core.Processes;
using Xunit;
using static Waymark.Core.Tests.Processes.Cast;

namespace Waymark.Core.Tests.Processes;

/// <summary>
/// Generated people do generated things to the engine and to <see cref="ReferenceModel"/>: both accept and refuse alike, and
/// both show the same afterwards. On a difference the commands up to it are printed, those without which it stays left out.
/// </summary>
public sealed class AgainstTheModelTests
{
    private const int Length = 40;
    private static readonly Guid[] People = [Ida, Ida, Ida, Ravi, Tess, Tess, Owen, Sunniva, Dermot, Carys, Mona, Mona, Sami, Asha];
    private static readonly string[] Requests = ["manager-update", "manager-update", "sw-update-request", "request-1", "request-1", "request-2", "request-3", "request-3"];
    private static readonly string[] Actions = ["qap-complete", "review-targets", "to-drp-1", "to-drp-2", "to-drp-3", "drp-complete", "to-stage-2", "to-stage-3", "to-stage-4", "to-cafcass", "close-left-care", "referred"];
    private static readonly string[] Choices = ["resolved", "review", "stage-1", "stage-2", "stage-3", "stage-4", "cafcass", "left-care"];
    private static readonly string[] Fields = ["summary", "review-on", "issues", "desired-outcome", "progress", "date-of-dispute", "manager-comment", "document"];
    private static readonly string[] Verbs = ["set", "set", "set", "set", "row", "update", "judge", "send", "send", "complete", "complete", "return", "withdraw", "reassign", "sign", "sign", "propose", "propose", "unpropose", "finish", "finish", "days", "leaves-care"];

    [Fact]
    public void Engine_and_model_agree_on_every_command_and_on_what_shows()
    {
        var (sequences, commands, accepted) = (Seeds.Times(2_000, 20_000), 0, 0);
        var reached = new Dictionary<string, int>();
        for (var i = 0; i < sequences; i++)
        {
            var script = Script(Seeds.Chance($"{nameof(AgainstTheModelTests)} {i}"));
            if (Difference(script, out var taken, out var at) is { } difference) Assert.Fail($"Seed {Seeds.Seed}, sequence {i}: {difference}\n{string.Join('\n', Shortest(script))}");
            (commands, accepted) = (commands + script.Count, accepted + taken);
            foreach (var place in at) reached[place] = reached.GetValueOrDefault(place) + 1;
        }
        Counts.Say("Sequences of commands on which engine and model agree", sequences, Seeds.Seed);
        Counts.Say("Commands in them", commands, Seeds.Seed);
        Counts.Say("Commands in them that were accepted", accepted, Seeds.Seed);
        foreach (var (place, times) in reached.OrderBy(r => r.Key, StringComparer.Ordinal)) Counts.Say($"Sequences that came to {place}", times, Seeds.Seed);
        Assert.True(accepted * 2 >= commands, $"Only {accepted} of {commands} commands were accepted.");
        Assert.Equal(["attach-referral", "drp-1", "drp-2", "drp-3", "drp-4", "ended", "qap", "qap-review"], reached.Keys.Order());
    }

    /// <summary>Part of it the guide's own course, the rest anything: mostly what the model would let happen, and some of what it wouldn't.</summary>
    internal static List<Command> Script(Random random)
    {
        var (model, script, place, next) = (new ReferenceModel(), new List<Command>(), "", 0);
        // Some come quickly to where the noise begins: nothing of what lies behind would be seen otherwise.
        var (length, noise, quietTo) = (Length / 2 + random.Next(Length), random.Next(10, 50), random.Next(5));
        while (script.Count < length && model.End.Length == 0)
        {
            if (model.At != place) (place, next) = (model.At, 0);
            var quiet = quietTo > 0 && model.At.StartsWith("qap", StringComparison.Ordinal) || quietTo > 3 && model.At is "drp-1" or "drp-2" or "drp-3";
            var command = quiet || random.Next(100) >= noise ? Course(random, model, next++) : Any(random, model);
            for (var tries = 0; tries < 60 && !model.May(command); tries++) command = Any(random, model);
            if (!quiet && random.Next(6) == 0) command = Any(random, model);
            script.Add(command);
            model.Do(command);
        }
        return script;
    }

    private static Command Course(Random random, ReferenceModel model, int step)
    {
        var lead = model.Leader;
        Command Set(string field, string text, Guid? by = null) => new("set", by ?? lead, field, default, text);
        Command Send(string kind, Guid by) => new("send", by, kind, model.Receiver(kind));
        Command Complete(string kind) => new("complete", model.Receiver(kind), kind);
        Command Propose() => Actions.Select(a => new Command("unpropose", lead, a)).FirstOrDefault(c => model.May(c) && random.Next(2) == 0) ?? Actions.Select(a => new Command("propose", lead, a, lead)).FirstOrDefault(model.May) ?? new("row", lead);
        var text = $"Text {random.Next(1000)}.";
        Command[] course = model.At switch
        {
            "qap" or "qap-review" =>
            [
                new("row", lead), Set("review-on", $"{model.Today.AddDays(2):yyyy-MM-dd}"), Send("manager-update", lead), random.Next(3) == 0 ? new("days", default, "", default, "4") : Complete("manager-update"),
                new("judge", lead), Set("summary", text), Set("decision", Choices[random.Next(5)]), new("sign", lead, "overseen"), Propose(), new("finish", lead),
            ],
            "attach-referral" => [Set("document", Id(950).ToString()), Propose(), new("finish", lead)],
            _ =>
            [
                Set("issues", text), Set("desired-outcome", text), Send("request-1", lead), random.Next(4) == 0 ? new("days", default, "", default, "8") : Complete("request-1"), Send("request-2", model.Receiver("request-1")),
                Complete("request-2"), Set("progress", text), Set("outcome", Choices[random.Next(8)]), new("sign", lead, "iro-confirms"), Propose(), Send("request-3", lead),
                Set("manager-comment", text, Mona), new("sign", Mona, "manager-confirms"), Complete("request-3"), new("finish", Mona),
            ],
        };
        return course[step % course.Length];
    }

    private static Command Any(Random random, ReferenceModel model)
    {
        T Of<T>(T[] from) => from[random.Next(from.Length)];
        var by = random.Next(3) == 0 ? model.Leader : Of(People);
        var verb = Of(Verbs);
        return verb switch
        {
            "set" when random.Next(3) == 0 => new(verb, by, model.At.StartsWith("qap", StringComparison.Ordinal) ? "decision" : "outcome", default, Of(Choices)),
            "set" => Of(Fields) is var field && field is "review-on" or "date-of-dispute"
                ? new(verb, by, field, default, $"{model.Today.AddDays(random.Next(-2, 12)):yyyy-MM-dd}")
                : new(verb, by, field, default, field == "document" ? Id(900 + random.Next(50)).ToString() : $"Text {random.Next(1000)}."),
            "send" or "reassign" => new(verb, by, Of(Requests), Of(People)),
            "return" => new(verb, by, Of(Requests), default, random.Next(5) == 0 ? "" : "Why?"),
            "complete" or "withdraw" => new(verb, by, Of(Requests)),
            "sign" => new(verb, by, Of(["overseen", "iro-confirms", "manager-confirms"])),
            "propose" => new(verb, by, Of(Actions), random.Next(4) == 0 ? Ravi : random.Next(8) == 0 ? Tess : model.Leader),
            "unpropose" => random.Next(3) == 0 ? new(verb, by, Of(Actions)) : new("judge", by),
            "days" => new(verb, default, "", default, $"{random.Next(1, 5)}"),
            "leaves-care" when random.Next(10) > 0 => new("row", by),
            _ => new(verb, by),
        };
    }

    /// <summary>What differs first; null: nothing.</summary>
    private static string? Difference(IReadOnlyList<Command> script, out int accepted, out HashSet<string> reached)
    {
        var (model, engine) = (new ReferenceModel(), new EngineAsPlayed());
        (accepted, reached) = (0, ["qap"]);
        for (var i = 0; i < script.Count; i++)
        {
            var (said, done) = (model.Do(script[i]), engine.Do(script[i]));
            if (said != (done.Length == 0)) return $"{script[i]} is {(said ? "accepted" : "refused")} by the model, and the engine says: {(done.Length == 0 ? "accepted" : done)}";
            if (model.Shows != engine.Shows) return $"after {script[i]} the model shows\n  {model.Shows}\nand the engine\n  {engine.Shows}";
            if (said) accepted++;
            reached.Add(model.End.Length > 0 ? "ended" : model.At);
        }
        engine.IsTheFold();
        return null;
    }

    private static List<Command> Shortest(List<Command> script)
    {
        while (script.Count > 1 && Difference(script[..^1], out _, out _) is not null) script = script[..^1];
        for (var i = script.Count - 2; i >= 0; i--)
        {
            List<Command> without = [.. script[..i], .. script[(i + 1)..]];
            if (Difference(without, out _, out _) is not null) script = without;
        }
        return script;
    }

    /// <summary>The engine behind the same commands, from a QA process that a review has just opened.</summary>
    internal sealed class EngineAsPlayed
    {
        private static readonly IReadOnlyList<Event> Opened = [.. new Play().Qap().Events];

        private readonly Play play = new() { Process = Process.Fold(Opened) };
        private readonly List<Event> events = [.. Opened];
        private readonly List<OwedNotice> owed = [];
        private int ids = 100_000;

        public EngineAsPlayed()
        {
            foreach (var gate in play.Protocol.Forms.SelectMany(f => f.Gates).Where(g => g.Else == Core.Packs.Else.Warn)) play.Acknowledged[gate.Id] = "";
        }

        /// <summary>From now on this version is in force, and the process keeps its own.</summary>
        public void Publish(Core.Packs.Pack version) => play.InForce = version;

        /// <summary>All that is on the record: every event as it is stored, and every notice with whom it was owed to.</summary>
        public string Record => string.Join('\n', events.Select(Json.Write).Concat(owed.Select(n => n.ToString() + string.Join(',', n.Channels))));

        /// <summary>The process as it is told today.</summary>
        public string Told => string.Join('\n', Story.Of(play.As(Guid.Empty), [.. events.Where(e => e.Process == play.Process.Id)]).Select(t => t.Text + string.Join('|', t.More)));

        /// <returns>Why not; empty: accepted.</returns>
        public string Do(Command c)
        {
            if (c.Verb == "leaves-care" && play.Children[0].LegalStatus is null) return "gone already";
            if (c.Verb == "leaves-care")
            {
                play.Children = [Arlo with { LegalStatus = null }];
                return "";
            }
            if (c.Verb == "days") play.Time = play.Time.PlusDays(int.Parse(c.Text));
            if (c.Verb == "days") return Take(Engine.Tick(play.Process, play.As(Guid.Empty)));
            var (process, situation, work) = (play.Process, play.As(c.By) with { NewId = () => Id(++ids) }, play.Work);
            return Take(c.Verb switch
            {
                "set" => Engine.Save(process, situation, work.Id, [new Typed(c.What, null, c.Text)]),
                "row" => Engine.Save(process, situation, work.Id, NewRow()),
                "update" => Rows is [var row, ..] ? Engine.Save(process, situation, work.Id, [new Typed(IsQap ? "sw-update" : "managers-update", row.Id, $"Update {++ids}.")]) : Decision.Refuse("no row"),
                "judge" => Rows.Count > 0 ? Engine.Save(process, situation, work.Id, [.. Rows.Select(r => new Typed("iro-decision", r.Id, $"Seen {++ids}."))]) : Decision.Refuse("no row"),
                "send" => Engine.Send(process, situation, work.Id, c.What, [c.To], null),
                "complete" => Engine.Answer(process, situation, work.Id, Asked(c, r => r.Status == RequestStatus.Sent && r.Holder == c.By), RequestAnswer.Completed, null, [], []),
                "return" => Engine.Answer(process, situation, work.Id, Asked(c, r => r.Status == RequestStatus.Sent && r.Holder == c.By), RequestAnswer.Returned, c.Text, [], []),
                "withdraw" => Engine.Withdraw(process, situation, work.Id, Asked(c, r => r.Status is RequestStatus.Sent or RequestStatus.Returned), "In error."),
                "reassign" => Engine.ReassignRequest(process, situation, work.Id, Asked(c, r => r.Status == RequestStatus.Sent), c.To, "Theirs."),
                "sign" => Engine.Sign(process, situation, work.Id, c.What),
                "propose" => Engine.Propose(process, situation, work.Id, new Proposal(c.What, c.To)),
                "unpropose" => Engine.RemoveNextAction(process, situation, work.Id, work.NextActions.FirstOrDefault(n => n.Definition == c.What)?.Id ?? Guid.Empty),
                _ => Engine.Finish(process, situation, work.Id),
            });
        }

        private bool IsQap => play.Form.Id == "qap";

        private List<Row> Rows => play.Work.Tables.GetValueOrDefault("actions", []);

        private Guid Asked(Command c, Func<Request, bool> which) => play.Work.Requests.LastOrDefault(r => r.Definition == c.What && which(r))?.Id ?? Guid.Empty;

        private Typed[] NewRow()
        {
            var row = Id(++ids);
            return IsQap ? [new("action", row, "Meet."), new("by-whom", row, "post:social-worker"), new("by-date", row, "2020-07-10")] : [new("action", row, "Meet.")];
        }

        private string Take(Decision decision)
        {
            events.AddRange(decision.Events);
            owed.AddRange(decision.Notices);
            return decision.Accepted ? "" : string.Join(" | ", decision.Refusals.Select(r => r.Text).Concat(decision.Conflicts.Select(x => x.Field)));
        }

        public string Shows => play.Process.Status == ProcessStatus.Ended ? $"ended: {play.Process.EndState}" : string.Join("; ",
            play.Work.Definition, $"led by {play.Process.Raiser}", play.Standing, $"turn {string.Join(',', Standings.Turn(play.Work, play.Form).Select(t => t.ToString()).Order(StringComparer.Ordinal))}",
            $"signed {string.Join(',', play.Work.Signatures.Keys.Order())}", $"next {string.Join(',', play.Work.NextActions.Select(n => n.Definition))}",
            $"review {Show("update-due")}", $"reply {Show("reply")}", $"hand-over {Show("hand-over")}", $"whole {(play.Process.Clocks.FirstOrDefault(k => k.Workstep is null) is { } w ? LocalDatePattern.Iso.Format(w.Due.On) : "")}");

        private string Show(string clock) => play.Process.Clocks.LastOrDefault(k => k.Definition == clock && k.Workstep == play.Work.Id) is { } found
            ? $"{LocalDatePattern.Iso.Format(found.Due.On)} {(found.Runs ? "runs" : found.Status == ClockStatus.RunOut ? "late" : "stopped")}"
            : "-";

        public void IsTheFold() => Play.IsTheFoldOf(play.Process, events);
    }
}
