using Waymark.Core.Packs;
using Waymark.Core.Processes;
using static Waymark.Core.Tests.Processes.Cast;

namespace Waymark.Core.Tests.Processes;

/// <summary>What a stage turned out to be when the process was brought to it and its people were asked.</summary>
/// <param name="Owners">The posts that its required request reaches, or that hold it where there is none.</param>
internal sealed record Reached(Pack Pack, Protocol Protocol, string Label, IReadOnlyList<string> Owners, IReadOnlyList<string> Copies, IReadOnlyList<Clock> Clocks, IReadOnlyList<NextActionDefinition> Exits);

/// <summary>The way to each stage of each council, as its people would go it: what is typed on the way, whom they ask, and what they could choose then.</summary>
internal sealed class StageRuns
{
    private readonly Play play;
    private readonly Council council;
    private readonly HashSet<NextActionDefinition> exits = [];
    private Guid stage;
    private int before, opened;

    private StageRuns(string name, string from)
    {
        council = new Council(name);
        play = (name == "island" ? new Play() : council.Play()).At(from);
        foreach (var gate in play.Pack.Protocols.SelectMany(p => p.Forms).SelectMany(f => f.Gates).Where(g => g.Else != Else.Block)) play.Acknowledged[gate.Id] = "It can't wait.";
    }

    public static Reached Of(string name, string stage, string from)
    {
        var run = new StageRuns(name, from);
        switch (name)
        {
            case "island": run.Island(stage); break;
            case "county": run.County(stage); break;
            case "city": run.City(stage, from); break;
            default: run.Borough(stage, from); break;
        }
        return stage == "(whole)" ? run.Whole() : run.Look();
    }

    // ---- What is seen ----

    private Workstep Work => play.Process.Workstep(stage);

    private Guid Of(string post) => council.Of(post);

    /// <summary>The piece of work of that kind is the stage from now on.</summary>
    private void Here(string workstep, int noticesBefore)
    {
        stage = play.Process.Worksteps.Last(w => w.Definition == workstep).Id;
        (before, opened) = (noticesBefore, play.Process.Events);
    }

    private Reached Look()
    {
        Offer();
        var context = new Context(play.Process, play.Protocol, play.As(Work.Holder)) { Workstep = Work };
        var asked = context.Form!.Requests.Where(r => r.Required == Required.Send).SelectMany(r => People.Find(context, r.To).People).Select(p => p.Worker).ToList();
        var owners = asked.Count > 0 ? asked : [.. People.Sharing(context, play.Protocol.Workstep(Work.Definition)).Prepend(Work.Holder)];
        var copies = play.Notices.Skip(before).Where(n => n.Process == play.Process.Id && (n.Definition == "request-copied" && n.Workstep == stage || n.Definition != "work-arrived" && n.Workstep == stage && n.Sequence <= opened)).Select(n => n.To);
        return new Reached(play.Pack, play.Protocol, play.Protocol.Workstep(Work.Definition).Label, Posts(owners), Posts(copies),
            [.. play.Process.Clocks.Where(c => c.Workstep == stage && !c.Due.Why[0].StartsWith("0 days", StringComparison.Ordinal)).OrderBy(c => c.Due.Ends)], [.. exits]);
    }

    private Reached Whole() => new(play.Pack, play.Protocol, "", [], [], [play.Process.Clocks.Single(c => c.Workstep is null)], []);

    private IReadOnlyList<string> Posts(IEnumerable<Guid> workers) =>
        [.. workers.Distinct().Select(w => play.Pack.FindPost(play.Register.PostsOf(w, play.As(w).Today).First())!.Label)];

    /// <summary>What could be chosen now, for the child as they are and when they are looked after no more.</summary>
    private void Offer()
    {
        foreach (var child in new[] { play.Children[0], play.Children[0] with { LegalStatus = null } })
            exits.UnionWith(Engine.Offered(play.Process, play.As(Work.Holder) with { Children = [child] }, Work).Select(o => o.Action));
    }

    private void Try(string post, string field, params string[] texts)
    {
        foreach (var text in texts)
        {
            Type(post, (field, text));
            Offer();
        }
    }

    private void Type(string post, params (string Field, string Text)[] typed) =>
        play.Take(Engine.Save(play.Process, play.As(Of(post)), stage, [.. typed.Select(t => new Typed(t.Field, null, t.Text))]));

    private void Ask(string post, string request, params string[] to) =>
        play.Take(Engine.Send(play.Process, play.As(Of(post)), stage, request, [.. to.Select(Of)], null));

    // ---- Island ----

    private void Island(string name)
    {
        if (name.Contains("Quality", StringComparison.Ordinal)) play.Qap();
        else if (name == "Stage 4") play.Stage(3).Through(Dermot, "stage-4", "to-stage-4");
        else if (name.StartsWith("Stage", StringComparison.Ordinal)) play.Stage(name[^1] - '0');
        else if (name == "(whole)") play.Stage(1);
        else play.Stage(1).Through(Tess, "cafcass", "to-cafcass");
        stage = play.Work.Id;
        if (!name.StartsWith("Stage", StringComparison.Ordinal)) return;
        play.Disputed(Engine.Receivers(play.Context(Ida), play.Form.Request("request-1")!)[0].Worker);
    }

    // ---- County ----

    private void County(string name)
    {
        if (name.StartsWith("Informal", StringComparison.Ordinal))
        {
            play.Start(Of("iro"), "informal");
            Here("informal", 0);
            Type("iro", ("concern", "No plan."), ("actions-requested", "A plan."), ("method", "phone"));
            Ask("iro", "reply-request", "social-worker", "team-manager");
            Try("iro", "satisfied", "yes", "no");
            Try("iro", "entry-kind", "good-practice");
            return;
        }
        var rank = name is "Stage 1" or "Stage 2" or "Stage 3" ? name[^1] - '0' : 4;
        play.Start(Of("iro"), $"stage-{rank}");
        Here($"stage-{rank}", 0);
        if (name.EndsWith("meeting", StringComparison.Ordinal)) Type("iro", ("complex", "yes"), ("considering-cafcass", "yes"));
        if (name.StartsWith("Meeting", StringComparison.Ordinal)) play.Propose(Of("iro"), "hold-meeting", Of("iro-manager"));
        if (name.Contains("eeting", StringComparison.Ordinal))
        {
            exits.Clear();
            stage = play.Work.Id;
            return;
        }
        Type("iro", ("raised-as", "iro"), ("stage-reason", "It is theirs."), ("concern", "No plan."), ("impact", "He waits."), ("no-informal", "It can't wait."), ("actions-requested", "A plan."));
        Ask("iro", "response", Engine.Receivers(play.Context(Of("iro")) with { Workstep = Work }, play.Protocol.FormOf(Work.Definition).Request("response")!).Select(r => play.Register.PostsOf(r.Worker, play.As(r.Worker).Today).First()).First());
    }

    // ---- City ----

    private void City(string name, string from)
    {
        play.Start(Of("iro"), name == "Referral to CAFCASS" ? "cafcass" : "triage");
        Here(play.Work.Definition, 0);
        if (name == "Referral to CAFCASS") return;
        Type("iro", ("concern", "No plan."), ("other-part", "housing"));
        if (name.StartsWith("Practice", StringComparison.Ordinal)) Try("iro", "serious", "yes", "no");
        else if (name == "Issue Notification") Issue();
        else Entered(name, from);
    }

    private void Go(string post, string action, string to)
    {
        play.Take(Engine.Propose(play.Process, play.As(Of(post)), stage, new Proposal(action, Of(to))));
        before = play.Notices.Count;
        play.Take(Engine.Finish(play.Process, play.As(Of(post)), stage));
        (stage, opened) = (play.Work.Id, play.Process.Events);
        exits.Clear();
    }

    private void Issue()
    {
        Type("iro", ("serious", "no"));
        Go("iro", "to-issue", "iro");
        Type("iro", ("criteria", "no-reports"), ("response-asked", "A report."), ("significant", "no"));
        Ask("iro", "issue-request", "social-worker", "team-manager");
        Try("iro", "satisfactory", "yes", "no");
    }

    private void Entered(string name, string from)
    {
        Type("iro", ("serious", "yes"));
        Go("iro", "to-immediate", "iro");
        if (name == "Immediate action")
        {
            Try("iro", "enter-at", "1", "2", "3", "closed");
            return;
        }
        var at = name is "Stage 1" || name.StartsWith("Discussion", StringComparison.Ordinal) ? "1" : name is "Stage 2" or "Urgent action plan" || name.StartsWith("Prof", StringComparison.Ordinal) ? "2" : "3";
        Type("iro", ("told-how", "phone"), ("agreed-now", "To go on."), ("enter-at", at));
        Ask("iro", "urgent", "dhos-iro");
        Go("iro", $"enter-{at}", at switch { "1" => "iro", "2" => "dhos-iro", _ => "hos-operational" });
        if (at == "1") FirstStage(name);
        else if (at == "2") SecondStage(name, from);
        else ThirdStage(name);
    }

    private void FirstStage(string name)
    {
        if (name != "Stage 1") play.At("2015-08-26");
        Type("iro", ("formal-criteria", "drift"), ("formal-detail", "No plan."), ("action-asked", "A plan."));
        Ask("iro", "qa-request", "social-worker", "team-manager");
        if (name != "Stage 1")
        {
            play.At("2015-09-11").Tick();
            stage = play.Work.Id;
            return;
        }
        Try("iro", "qa-satisfactory", "yes", "no");
        Try("iro", "formal-criteria", "excellent");
    }

    private void SecondStage(string name, string from)
    {
        Type("dhos-iro", ("s2-at", $"{from[..10]}T15:00"), ("s2-outcome", "None."));
        Try("dhos-iro", "s2-agreed", "yes", "no");
        if (name == "Stage 2") return;
        if (name == "Urgent action plan") Type("dhos-iro", ("s2-agreed", "yes"));
        Go("dhos-iro", name == "Urgent action plan" ? "plan-agreed" : "s2-to-3", name == "Urgent action plan" ? "dhos-iro" : "hos-qa");
        if (name == "Urgent action plan") return;
        Type("hos-qa", ("s3-on", from[..10]), ("s3-outcome", "None."), ("meeting-needed", "yes"));
        Go("hos-qa", "hold-meeting", "hos-qa");
        Type("hos-qa", ("meeting-on", from[..10]));
    }

    private void ThirdStage(string name)
    {
        if (name == "Stage 3")
        {
            Try("hos-qa", "meeting-needed", "yes", "no");
            return;
        }
        Type("hos-qa", ("s3-on", "2020-04-08"), ("s3-outcome", "None."), ("meeting-needed", "no"));
        Go("hos-qa", "s3-to-4", "hos-qa");
        Try("hos-qa", "s4-outcome", "further", "referral");
        play.Children = [play.Children[0] with { LegalStatus = null }];
        Try("hos-qa", "s4-outcome", "left");
    }

    // ---- Borough ----

    private void Borough(string name, string from)
    {
        var level = name.StartsWith("Level", StringComparison.Ordinal) ? name[^1] - '0' : 4;
        var workstep = name.StartsWith("Informal", StringComparison.Ordinal) ? "informal" : name.StartsWith("Level", StringComparison.Ordinal) || name.StartsWith("Case", StringComparison.Ordinal) ? $"level-{level}" : "formal";
        play.Start(Of("iro"), workstep);
        Here(workstep, 0);
        if (workstep == "informal") Informal();
        else if (workstep == "formal") Formal(name);
        else Level(name, level, from);
    }

    private void Informal()
    {
        Type("iro", ("method", "face"), ("issue", "No plan."), ("impact", "He waits."), ("solution", "A plan."), ("reasons", "plan"), ("agreed-date", "2026-04-10"));
        Ask("iro", "informal-told", "social-worker");
        Try("iro", "resolved", "yes", "no");
    }

    private void Formal(string name)
    {
        Type("iro", ("start-why", "It is serious."), ("issue", "No plan."), ("impact", "He waits."), ("sought", "A plan."), ("reasons", "plan"));
        Ask("iro", "formal-request", "team-manager");
        Try("iro", "satisfied", "no", "yes");
        if (name.StartsWith("Formal", StringComparison.Ordinal)) return;
        Type("iro", ("contact-method", "face"), ("contact-at", "2026-04-01T09:00"), ("view-reason", "There is a plan."));
        Go("iro", "resolved", "iro");
        Type("iro", ("outcome", "A plan."), ("learning", "Plan early."));
        Ask("iro", "team-part", "social-worker");
    }

    private void Level(string name, int level, string from)
    {
        Type("iro", ("ground", "unresolved"), ("issue", "No plan."), ("impact", "He waits."), ("sought", "A plan."), ("contacted", from[..10]));
        Offer();
        if (level == 4) Briefing();
        if (name.StartsWith("Case", StringComparison.Ordinal))
        {
            exits.Clear();
            stage = play.Work.Id;
            return;
        }
        if (level == 4)
        {
            Type("iro", ("sought-by", "2026-04-15"));
            play.Propose(Of("iro"), "complete").Finish(Of("iro"));
        }
        Ask("iro", "level-request", level switch { 1 => "ops-manager", 2 => "head-of-service", 3 => "deputy-director", _ => "director" });
        Try("iro", "satisfied", "yes", "no");
    }

    private void Briefing() => play.Propose(Of("iro"), "write-briefing", Of("iro"))
        .Save(Of("iro"), ("incident", "No plan."), ("background", "He waits."), ("plan", "A plan."));
}
