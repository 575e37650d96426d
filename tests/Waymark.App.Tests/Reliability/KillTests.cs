using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Store;
using Waymark.App.Store.Audit;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Store;
using Waymark.Core.Processes;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Reliability;

/// <summary>
/// The server is killed while ten people write. What was acknowledged is there afterwards; what was not is there wholly or not at
/// all, and is there once after it is sent again.
/// </summary>
public sealed class KillTests
{
    static readonly int Kills = Seeds.Times(4, 40);

    [Theory, OnBoth]
    public async Task What_was_acknowledged_outlives_a_kill_and_nothing_is_there_in_part_or_twice(Db db)
    {
        await using var program = await RealProgram.Start(db);
        var chance = Seeds.Chance($"kill {db}");
        var (ines, tariq) = (new List<Visitor>(), new List<Visitor>());
        for (var n = 0; n < 8; n++) ines.Add(await program.As(Cast.Iro));
        for (var n = 0; n < 2; n++) tariq.Add(await program.As(Cast.Tm));

        var (acknowledged, unanswered, done) = (0, 0, 0);
        for (var kill = 1; kill <= Kills; kill++)
        {
            var writers = await Desks(program.Authority, ines, tariq);
            using var stop = new CancellationTokenSource();
            var writing = Task.WhenAll(writers.Select(writer => Task.Run(() => writer.WriteOn($"{kill}", stop.Token))));
            // A server that has just started answers slowly: the time runs from the first words that it took.
            await Task.WhenAny(writers.Select(writer => writer.Begun)).WaitAsync(TimeSpan.FromSeconds(60));
            await Task.Delay(chance.Next(200, 3000));
            await program.Kill();
            await stop.CancelAsync();
            await writing;
            await program.Run();

            var posts = writers.SelectMany(writer => writer.Journal).ToList();
            var open = posts.Where(each => !each.Acknowledged).ToList();
            Assert.All(open, each => Assert.True(each.Answer is null, $"{each.By.Kind}: {each.Answer}"));
            await AllShown(writers);
            var before = await Facts.Of(program.Authority);
            foreach (var written in posts) before.Hold(written);

            await SendAgain(open);
            await AllShown(writers);
            var after = await Facts.Of(program.Authority);
            foreach (var written in posts) after.Hold(written);
            OnceEach(writers);
            Assert.Empty(await StoreCheck.Differences(program.Authority));

            (acknowledged, unanswered) = (acknowledged + posts.Count - open.Count, unanswered + open.Count);
            done += open.Count(each => each.Words is { } words && before.Times(words) == 1);
        }
        await Sound(program.Authority);
        foreach (var visitor in ines.Concat(tariq)) visitor.Dispose();
        Counts.Say($"kills of the server under ten writers, {db.Name()}", Kills, Seeds.Seed);
        Counts.Say($"posts acknowledged before a kill and read back after it, {db.Name()}", acknowledged, Seeds.Seed);
        Counts.Say($"posts that a kill left unanswered and that were sent again, {db.Name()} ({done} had been done)", unanswered, Seeds.Seed);
        Assert.True(acknowledged >= Kills, $"Only {acknowledged} posts in {Kills} rounds");
    }

    /// <summary>Ten people, each at a piece of work of this round.</summary>
    static async Task<List<Writer>> Desks(Authority authority, List<Visitor> ines, List<Visitor> tariq)
    {
        var review = await Review(authority, Cast.A);
        var (one, other) = (await Concern(authority, Cast.A), await Concern(authority, Cast.E));
        var (reviewing, first, second) = (At(review), At(one), At(other));
        return
        [
            new AddsLines("record", ines[0], $"{reviewing}/sections/review", "review-record"),
            new AddsLines("audit", ines[1], $"{reviewing}/sections/review", "audit-notes"),
            new AddsLines("summary", ines[2], $"{first}/sections/outcome", "summary"),
            new AddsRows("row", ines[3], first),
            new Asks("asked", ines[4], first),
            new SendsBack("sent-back", tariq[0], first),
            new Asks("asked-too", ines[5], second),
            new SendsBack("sent-back-too", tariq[1], second),
            new Types("typed", ines[6], $"{second}/sections/outcome", "summary"),
            new Begins("begun", ines[7], $"/island/children/{Cast.C.Id}", "Start LAC Review"),
        ];
    }

    static string At(Process process) => $"/island/worksteps/{process.Worksteps[^1].Id}";

    internal static async Task<Process> Review(Authority authority, Person child)
    {
        var started = await authority.Casework.Start([child.Id], By(), situation => Island.Start(situation, "lac-review"));
        return await Do(authority, started.Process!, (p, s) => Engine.Save(p, s, p.Worksteps[^1].Id, [new("review-record", null, "We met."), new("audit-done", null, "yes"), new("concerns", null, "yes")]));
    }

    internal static async Task<Process> Concern(Authority authority, Person child, string by = "2031-03-04")
    {
        var process = await Review(authority, child);
        await Do(authority, process, (p, s) => Engine.Propose(p, s, p.Worksteps[^1].Id, new Proposal("to-qap", Cast.Iro.Id)));
        var finished = await authority.Casework.Do(process.Id, By(), (p, s) => Engine.Finish(p, s, p.Worksteps[^1].Id));
        Assert.True(finished.Accepted, Island.Said(finished));
        var row = Guid.NewGuid();
        return await Do(authority, finished.Decision.Started[^1], (p, s) => Engine.Save(p, s, p.Worksteps[^1].Id,
            [new("review-on", null, by), new("action", row, "Arrange the planning meeting."), new("by-whom", row, "post:social-worker"), new("by-date", row, by)]));
    }

    internal static async Task<Process> Do(Authority authority, Process process, Func<Process, Situation, Decision> decide)
    {
        var outcome = await authority.Casework.Do(process.Id, By(), decide);
        Assert.True(outcome.Accepted, Island.Said(outcome));
        return outcome.Process!;
    }

    static Operation By() => new(new Actor(Cast.Iro.Id), Guid.NewGuid(), "test");

    static async Task AllShown(List<Writer> writers)
    {
        foreach (var writer in writers)
        {
            var shown = await writer.Look();
            foreach (var written in writer.Journal.Where(each => each.Acknowledged))
                Assert.True(shown(written), $"{written.Words ?? writer.Kind} was acknowledged ({written.Answer}), and no page shows it.");
        }
    }

    static async Task SendAgain(List<Written> open)
    {
        foreach (var written in open)
        {
            written.Answer = await written.Post.Send(written.By.Visitor);
            Assert.True(written.Acknowledged && written.Answer.Page.Errors.Count == 0, $"{written.Words ?? written.By.Kind}, sent again: {written.Answer}");
        }
    }

    static void OnceEach(List<Writer> writers)
    {
        var begun = writers.OfType<Begins>().SelectMany(writer => writer.Journal).Select(written => written.Answer!.Location).ToList();
        Assert.Equal(begun.Count, begun.Distinct().Count());
    }

    internal static async Task Sound(Authority authority)
    {
        await authority.Sealer.SealAll();
        var report = await new AuditVerify(authority.Database, authority.Clock, authority.Checkpoints).Run();
        Assert.Empty(report.Faults);
        await using var db = authority.Open();
        Assert.Equal(await db.AuditEntries.LongCountAsync(), report.Entries);
    }

    /// <summary>All that one transaction writes, to be held together.</summary>
    sealed record Facts(List<EventRow> Events, List<AuditEntry> Audit, List<NoticeRow> Notices, List<string> Operations, string States, Dictionary<Guid, int> Last)
    {
        public static async Task<Facts> Of(Authority authority)
        {
            await using var db = authority.Open();
            return new Facts(
                await db.Events.ToListAsync(), await db.AuditEntries.Where(entry => entry.LastEvent != null).ToListAsync(), await db.Notices.ToListAsync(),
                await db.Operations.Select(row => row.Result).ToListAsync(), string.Join('\n', await db.Worksteps.Select(row => row.Document).ToListAsync()),
                await db.Processes.ToDictionaryAsync(row => row.Id, row => row.Events)).Whole();
        }

        public int Times(string words) => Events.Count(row => row.Data.Contains($"{words}\"", StringComparison.Ordinal));

        /// <summary>Nothing speaks of an event that isn't there, and none is there of which nothing speaks.</summary>
        Facts Whole()
        {
            Assert.All(Audit, entry => Assert.True(entry.LastEvent <= Last.GetValueOrDefault(entry.ProcessId!.Value), $"The audit speaks of event {entry.LastEvent} of {entry.ProcessId}"));
            Assert.All(Notices, notice => Assert.True(notice.Sequence <= Last.GetValueOrDefault(notice.ProcessId), $"A notice speaks of event {notice.Sequence} of {notice.ProcessId}"));
            Assert.All(Operations, result => Assert.True(Json.Read<Result>(result) is var done && done.Last <= Last.GetValueOrDefault(done.Process), $"A key speaks of {result}"));
            var audited = Audit.ToLookup(entry => entry.ProcessId!.Value);
            Assert.All(Events, row => Assert.Contains(audited[row.ProcessId], entry => entry.FirstEvent <= row.Sequence && row.Sequence <= entry.LastEvent));
            var told = Notices.Select(notice => (notice.ProcessId, notice.Sequence)).ToHashSet();
            Assert.All(Events.Where(row => row.Type is "request-sent.1" or "request-answered.1"), row => Assert.Contains((row.ProcessId, row.Sequence), told));
            return this;
        }

        /// <summary>A post's words stand in one event and in the state, with the key; or nowhere. An acknowledged one's do stand.</summary>
        public void Hold(Written written)
        {
            if (written.Words is not { } words) return;
            var there = Times(words);
            Assert.True(there == 1 || (there == 0 && !written.Acknowledged), $"{words} stands in {there} events ({written.Answer})");
            Assert.Equal(there == 1, States.Contains(words, StringComparison.Ordinal));
            if (there == 0) return;
            var its = Events.Single(row => row.Data.Contains($"{words}\"", StringComparison.Ordinal));
            Assert.Contains(Operations.Select(result => Json.Read<Result>(result)), done => done.Process == its.ProcessId && done.First <= its.Sequence && its.Sequence <= done.Last);
        }

        sealed record Result(Guid Process, int First, int Last);
    }
}
