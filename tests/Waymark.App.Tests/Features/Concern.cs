using Waymark.App.Store;
using Waymark.App.Tests.Store;
using Waymark.Core.Processes;
using Xunit;

namespace Waymark.App.Tests.Features;

/// <summary>
/// A child's concern brought to where a test begins, in strides along the guide's own path, by the operation that every page uses.
/// </summary>
internal sealed class Concern
{
    private readonly Town town;

    private Concern(Town town, Process process) => (this.town, Process) = (town, process);

    public Process Process { get; private set; }

    /// <summary>The piece of work that came last.</summary>
    public Workstep Work => Process.Worksteps[^1];

    public string Address => $"/island/processes/{Process.Id}";

    public string WorkAddress => $"/island/worksteps/{Work.Id}";

    public Request Asked(string request) => Work.Requests.Last(each => each.Definition == request);

    // ---- Beginning ----

    public static async Task<Concern> Review(Town town, Person child)
    {
        var started = await town.Authority.Casework.Start([child.Id], By(Cast.Iro), situation => Island.Start(situation, "lac-review"));
        Assert.True(started.Accepted, Island.Said(started));
        return new Concern(town, started.Process!);
    }

    /// <summary>A review that found concerns led to the QA process, which has come to its IRO.</summary>
    public static async Task<Concern> Qap(Town town, Person child)
    {
        var concern = await Review(town, child);
        await concern.Save(Cast.Iro, ("review-record", "We met at home."), ("audit-done", "yes"), ("concerns", "yes"));
        return await concern.Finish(Cast.Iro, "to-qap");
    }

    /// <summary>The QA process begun from information that came between reviews.</summary>
    public static async Task<Concern> FromInformation(Town town, Person child)
    {
        var started = await town.Authority.Casework.Start([child.Id], By(Cast.Iro), situation => Island.Start(situation, "significant-information"));
        var concern = new Concern(town, started.Process!);
        await concern.Save(Cast.Iro, ("received", "2020-06-26"), ("new-information", "The school rang."));
        return await concern.Finish(Cast.Iro, "to-qap");
    }

    // ---- Strides ----

    /// <summary>The manager is asked for an update by the day.</summary>
    public async Task<Concern> AskForUpdate(Person manager, string by = "2020-07-03")
    {
        await Save(Cast.Iro, ("review-on", by));
        if (Work.Tables.GetValueOrDefault("actions", []).Count == 0) await Row("action", ("action", "Arrange the planning meeting."), ("by-whom", "post:social-worker"), ("by-date", by));
        await Send(Cast.Iro, "manager-update", manager);
        return this;
    }

    /// <summary>From an asked QA process to wherever its decision leads.</summary>
    public async Task<Concern> Decide(Person manager, string decision, string action)
    {
        await Complete(manager, "manager-update");
        foreach (var row in Work.Tables["actions"]) await Do(Cast.Iro, (p, s) => Engine.Save(p, s, Work.Id, [new("iro-decision", row.Id, "Seen.")]));
        await Save(Cast.Iro, ("summary", "It has waited too long."), ("decision", decision));
        await Do(Cast.Iro, (p, s) => Engine.Sign(p, s, Work.Id, "overseen"));
        return await Finish(Cast.Iro, action);
    }

    /// <summary>A dispute at a stage, its issues written and nobody asked yet.</summary>
    public static async Task<Concern> AtStage(Town town, Person child, int stage, Person manager)
    {
        var concern = await (await (await Qap(town, child)).AskForUpdate(manager)).Decide(manager, $"stage-{stage}", $"to-drp-{stage}");
        await concern.Save(Cast.Iro, ("issues", "There is no plan for permanence."), ("desired-outcome", "A plan by August."));
        await concern.Row("action", ("action", "Write the plan."));
        return concern;
    }

    /// <summary>From an asked stage, answered, to wherever its outcome leads.</summary>
    public async Task<Concern> Conclude(Person manager, string outcome, string action)
    {
        await Complete(manager, "request-1");
        await Send(manager, "request-2", Cast.Iro);
        await Complete(Cast.Iro, "request-2");
        await Save(Cast.Iro, ("progress", "Some."), ("outcome", outcome));
        await Do(Cast.Iro, (p, s) => Engine.Sign(p, s, Work.Id, "iro-confirms"));
        await Propose(Cast.Iro, action);
        await Send(Cast.Iro, "request-3", Cast.IroManager);
        await Save(Cast.IroManager, ("manager-comment", "I agree."));
        await Do(Cast.IroManager, (p, s) => Engine.Sign(p, s, Work.Id, "manager-confirms"));
        await Complete(Cast.IroManager, "request-3");
        await Do(Cast.IroManager, (p, s) => Engine.Finish(p, s, Work.Id));
        return this;
    }

    // ---- Verbs ----

    public Task Save(Person by, params (string Field, string Text)[] typed) => Do(by, (p, s) => Engine.Save(p, s, Work.Id, [.. typed.Select(each => new Typed(each.Field, null, each.Text))]));

    public Task Row(string _, params (string Field, string Text)[] cells)
    {
        var row = Guid.NewGuid();
        return Do(Cast.Iro, (p, s) => Engine.Save(p, s, Work.Id, [.. cells.Select(each => new Typed(each.Field, row, each.Text))]));
    }

    public Task Send(Person by, string request, params Person[] to) => Do(by, (p, s) => Engine.Send(p, s, Work.Id, request, [.. to.Select(each => each.Id)], "Please reply in time."));

    public Task Complete(Person by, string request) => Do(by, (p, s) => Engine.Answer(p, s, Work.Id, AskedOf(by, request).Id, RequestAnswer.Completed, null, [], []));

    public Task Return(Person by, string request, string note) => Do(by, (p, s) => Engine.Answer(p, s, Work.Id, AskedOf(by, request).Id, RequestAnswer.Returned, note, [], []));

    public Task Propose(Person by, string action) => Do(by, (p, s) => Engine.Propose(p, s, Work.Id, new Proposal(action, action is "drp-complete" or "qap-complete" ? null : Cast.Iro.Id)));

    /// <returns>The process that it led to; this one, where it went on.</returns>
    public async Task<Concern> Finish(Person by, string action)
    {
        await Propose(by, action);
        var outcome = await Do(by, (p, s) => Engine.Finish(p, s, Work.Id));
        return outcome.Decision.Started.Count > 0 ? new Concern(town, outcome.Decision.Started[^1]) : this;
    }

    /// <summary>What warns is taken as read.</summary>
    public async Task<Outcome> Do(Person by, Func<Process, Situation, Decision> decide)
    {
        var outcome = await town.Authority.Casework.Do(Process.Id, By(by), (process, situation) =>
        {
            Process = process;
            return decide(process, situation with { Acknowledged = Warnings(process, situation) });
        });
        Assert.True(outcome.Accepted, Island.Said(outcome));
        Process = outcome.Process!;
        return outcome;
    }

    private Request AskedOf(Person holder, string request) => Work.Requests.Last(each => each.Definition == request && each.Holder == holder.Id && each.Status == RequestStatus.Sent);

    private static Dictionary<string, string> Warnings(Process process, Situation situation)
    {
        var protocol = Engine.Definition(process, situation);
        return protocol.Gates.Concat(protocol.Forms.SelectMany(form => form.Gates)).Where(gate => gate.Else == Core.Packs.Else.Warn).ToDictionary(gate => gate.Id, _ => "");
    }

    private static Operation By(Person worker) => new(new Actor(worker.Id), Guid.NewGuid(), "test");
}
