using Waymark.App.Store;
using Waymark.App.Tests;
using Waymark.App.Tests.Features;
using Waymark.App.Tests.Harness;
using Waymark.Browser.Tests.Harness;
using Waymark.Core.Processes;
using Waymark.Core.Record;
using Waymark.Tests;
using Xunit;

namespace Waymark.Browser.Tests;

/// <summary>
/// Every page of the route table, in its states, on a telephone, a tablet and a desk: axe finds nothing, no script fails, nothing
/// scrolls sideways. A new route fails here until somebody has visited it.
/// </summary>
public sealed class AccessibleTests(Databases databases, Chromium chromium)
{
    /// <summary>
    /// Routes that give no page: a file, a spreadsheet, what a script asks, a form that only a button posts, and two that are other names of "/".
    /// Island has no homes, and asks nobody what they need a document for: those pages are seen in Shire.
    /// </summary>
    private static readonly string[] NoPage = ["documents/{id:guid}", "documents/{id:guid}/need", "homes", "concerns.csv", "registers/{protocol}.csv", "registers/{protocol}/{workstep}.csv", "worksteps/{id:guid}/presence", "sign-out", "front", "work", "notices/{id:guid}", "access/exports/{id:guid}/file", "processes/{id:guid}/papers/{purpose}/document"];

    private Inspection pages = null!;
    private Scenes scenes = null!;

    [Fact]
    public async Task Every_page_in_every_state_is_accessible_at_three_widths()
    {
        await using var town = await Town.Demonstration(databases, Db.Sqlite);
        scenes = await Scenes.Of(town);
        pages = new Inspection(town, NoPage);
        await Anybody(town);
        await As(town, "Gwenllian Ashdown", Overviews, Workstep, Sections, Rows, Requests, Processes);
        await As(town, "Patrice Underhayes", Manager);
        await As(town, "Honor Vandersteen", Head);
        await As(town, "Everard Lockyer-Nunn", Director);
        await As(town, "Perpetua Jolliffe-Quay", Administrator);
        await As(town, "Keziah Thorncastle", Refused);
        await As(town, "Alasdair Nwosu-Field", Access);
        await Exports(town);
        await NotesOfAProcess(town);
        await As(town, "Perpetua Jolliffe-Quay", Versions);
        pages.FoundNothing();
        pages.SawEverything();
    }

    [Fact]
    public async Task The_page_of_a_lost_database_is_accessible()
    {
        await using var site = await Site.Start(databases, Db.Sqlite);
        await using var page = await chromium.Open(site.Address);
        await site.Database.Lose();
        await page.Go("/island/");
        await page.Accessible();
        await site.Database.Return();
    }

    [Fact]
    public async Task The_pages_of_homes_are_accessible()
    {
        await using var town = await Town.Demonstration(databases, Db.Sqlite, "shire");
        pages = new Inspection(town, []) { Council = "shire" };
        var kit = Waymark.App.Demonstration.Script.ChildId(74000401);
        await As(town, "Rosamund Achterberg-Hale", async manager =>
        {
            await pages.See(manager, "homes", "with children");
            await pages.See(manager, "children", "of a home");
            await pages.See(manager, $"children/{kit}", "of a home");
            await pages.See(manager, $"children/{kit}/documents", "full");
            await pages.See(manager, $"children/{kit}/documents?area=plans", "an area of the record");
            await pages.See(manager, "", "with training outstanding");
            await pages.See(manager, "access", "of staff");
            await pages.See(manager, "access/unusual", "of staff");
        });
        await As(town, "Isadora Pemberley-Kone", async worker =>
        {
            await pages.See(worker, $"children/{kit}/placements", "asking");
            await worker.Press("Record this placement");
            await pages.Judge(worker.Browser, "placement: an error");
        });
        await As(town, "Wilhelmina Stroud-Eze", async administrator =>
        {
            await pages.See(administrator, $"administration/workers/{Waymark.App.Demonstration.Script.WorkerId("lorimer")}", "with training");
            await pages.See(administrator, $"administration/workers/{Waymark.App.Demonstration.Script.WorkerId("lorimer")}/training", "asking");
            await pages.Refused(administrator, "training");
            await pages.See(administrator, $"administration/workers/{Waymark.App.Demonstration.Script.WorkerId("lucian")}/post", "asking");
            await administrator.Page.GetByLabel("Post", new() { Exact = true }).SelectOptionAsync("Independent Reviewing Officer");
            await administrator.Press("Add this post");
            await pages.Judge(administrator.Browser, "post: asked what it needs");
            await administrator.Press("Add this post");
            await pages.Judge(administrator.Browser, "post: an error");
        });
        pages.FoundNothing();
    }

    private async Task As(Town town, string name, params Func<Seat, Task>[] parts)
    {
        await using var seat = await Seat.Take(chromium, town, name, council: pages.Council);
        foreach (var part in parts) await part(seat);
    }

    private async Task Anybody(Town town)
    {
        await using var page = await chromium.Open(town.Address);
        await pages.Visit(page, "/", "to everybody");
        await using var seat = new Seat(page);
        await pages.See(seat, "sign-in");
    }

    private async Task Overviews(Seat iro)
    {
        await pages.See(iro, "", "full");
        await pages.See(iro, "children/emergency", "asking");
        await pages.Refused(iro, "emergency");
        await pages.See(iro, $"children/{scenes.Child}/placements");
        await pages.See(iro, $"children/{scenes.Child}/documents", "none");
        await pages.See(iro, "children", "not searched");
        foreach (var typed in (string[])["mar", "zzzz", ""])
        {
            await iro.Fill("Name, part of a name, or number", typed);
            await iro.Press("Find");
            await pages.Judge(iro.Browser, $"children: searched for '{typed}'");
        }
        await pages.See(iro, $"children/{scenes.Child}", "with work under way");
        await CaseNotes(iro);
        await pages.See(iro, $"children/{scenes.Child}/changes", "asking");
        await iro.Press("Record what changed");
        await pages.Judge(iro.Browser, "what changed: an error");
        await pages.See(iro, $"children/{scenes.Child}/start/significant-information", "asking");
        await iro.Press("Start");
        await pages.Judge(iro.Browser, "several children: an error");
        await pages.See(iro, "concerns", "full");
        await Registers(iro);
        await pages.See(iro, "notices", "full");
        await pages.See(iro, "notices/letters");
        await pages.See(iro, "demonstration/clock", "asking");
    }

    private async Task Registers(Seat iro)
    {
        await pages.See(iro, "registers");
        await pages.See(iro, "registers/iro-qa?rows=stage&columns=team", "with figures");
        await iro.Fill("From", "31 2 2026");
        await iro.Press("Show");
        await pages.Judge(iro.Browser, "register: an error");
        await pages.See(iro, "registers/iro-qa/qap", "with forms");
    }

    /// <summary>Of those that are typed.</summary>
    private async Task CaseNotes(Seat iro)
    {
        await pages.See(iro, $"children/{scenes.Child}/notes", "none yet");
        await pages.See(iro, $"children/{scenes.Child}/notes/add", "asking");
        await iro.Press("Add to the record");
        await pages.Judge(iro.Browser, "case note: an error");
        await iro.Page.GetByLabel("Case note type").SelectOptionAsync("IRO note");
        await iro.Fill("Note", "A long talk.");
        await iro.Press("Add to the record");
        await pages.Judge(iro.Browser, "case notes: one");
        var mark = await iro.Page.Locator("article a[href$='/error']").GetAttributeAsync("href");
        await pages.See(iro, mark!["/island/".Length..], "asking");
    }

    /// <summary>Of a process: Island's write none, so one does here.</summary>
    private async Task NotesOfAProcess(Town town)
    {
        await town.Publish(("significant-information.yaml", "by: [iro]}", "by: [iro], case-note: iro-note}"));
        var (casework, me) = (town.Authority.Casework, scenes.Me);
        Operation Mine() => new(new Actor(me), Guid.NewGuid(), "test");
        var process = (await casework.Start([scenes.Child], Mine(), situation => Engine.Start(situation, situation.Pack.Protocol("significant-information")!, situation.Pack.Protocol("significant-information")!.Worksteps[0]))).Process!;
        var step = process.Worksteps[0].Id;
        foreach (var act in (Func<Process, Situation, Decision>[])
        [
            (its, situation) => Engine.Save(its, situation, step, [new Typed("received", null, "1 6 2020"), new Typed("new-information", null, "He has moved.")]),
            (its, situation) => Engine.Propose(its, situation, step, new Proposal("to-qap", me)),
            (its, situation) => Engine.Finish(its, situation, step),
        ])
        {
            var outcome = await casework.Do(process.Id, Mine(), act);
            Assert.True(outcome.Accepted, string.Join(' ', outcome.Decision.Refusals.Select(why => why.Text)));
            process = outcome.Process!;
        }
        await As(town, "Gwenllian Ashdown", async iro =>
        {
            await pages.See(iro, $"children/{scenes.Child}/notes", "of a process");
            await pages.See(iro, $"children/{scenes.Child}/chronology");
            await pages.See(iro, $"processes/{process.Id}/notes/{process.CaseNotes[0].Id}/add", "asking");
            await iro.Press("Add to this note");
            await pages.Judge(iro.Browser, "adding to a note: an error");
        });
    }

    private async Task Workstep(Seat iro)
    {
        foreach (var (step, state) in new[] { (scenes.Plain, "begun"), (scenes.Incoming, "new"), (scenes.Waiting, "waiting"), (scenes.Returned, "returned"), (scenes.Dispute, "in a dispute"), (scenes.Finished, "finished"), (scenes.Scheduled, "scheduled") })
            await pages.See(iro, $"worksteps/{step.Id}", state);
        var (plain, finished) = (scenes.Plain.Id, scenes.Finished.Id);
        await pages.See(iro, $"worksteps/{plain}/next-actions", "none yet");
        await iro.Press("Add");
        await pages.Judge(iro.Browser, "next actions: an error");
        await pages.See(iro, $"worksteps/{finished}/next-actions", "finished");
        await pages.See(iro, $"worksteps/{plain}/finish", "not ready");
        await pages.See(iro, $"worksteps/{finished}/finish", "finished");
        await pages.See(iro, $"worksteps/{plain}/reassign", "asking");
    }

    private async Task Sections(Seat iro)
    {
        var plain = scenes.Plain.Id;
        foreach (var section in (string[])["details", "action-progress", "outcome"])
        {
            await pages.See(iro, $"worksteps/{plain}/sections/{section}", "begun");
            await pages.See(iro, $"worksteps/{scenes.Finished.Id}/sections/{section}", "finished");
        }
        foreach (var section in (string[])["dispute", "recommended", "stage-outcome"]) await pages.See(iro, $"worksteps/{scenes.Dispute.Id}/sections/{section}");
        await iro.Go($"/island/worksteps/{plain}/sections/action-progress");
        await iro.Page.GetByLabel("Day").First.FillAsync("45");
        await iro.Press("Save");
        await pages.Judge(iro.Browser, "section: an error");
        await pages.See(iro, $"worksteps/{plain}/sections/action-progress", "with a draft");
    }

    private async Task Rows(Seat iro)
    {
        await pages.See(iro, $"worksteps/{scenes.Plain.Id}/tables/actions", "a new row");
        await iro.Press("Save");
        await pages.Judge(iro.Browser, "row: an error");
        await pages.See(iro, $"worksteps/{scenes.Waiting.Id}/tables/actions/{scenes.Row}", "changing a row");
        await pages.See(iro, $"worksteps/{scenes.Waiting.Id}/tables/actions/{scenes.Row}/remove", "asking");
    }

    private async Task Requests(Seat iro)
    {
        await pages.See(iro, $"worksteps/{scenes.Plain.Id}/requests/manager-update", "first");
        await pages.See(iro, $"worksteps/{scenes.Returned.Id}/requests/manager-update", "sent back");
        await pages.See(iro, $"worksteps/{scenes.Dispute.Id}/requests/request-3", "not yet");
        await pages.See(iro, $"requests/{scenes.Asked}", "asked of me");
        await pages.See(iro, $"requests/{scenes.Answered}", "answered");
        await pages.See(iro, $"requests/{scenes.Sent}", "asked of another");
        foreach (var act in (string[])["outside", "withdraw", "reassign"])
        {
            await pages.See(iro, $"requests/{scenes.Sent}/{act}", "asking");
            await pages.Refused(iro, act);
        }
    }

    private async Task Processes(Seat iro)
    {
        foreach (var (step, state) in new[] { (scenes.Waiting, "waiting"), (scenes.Dispute, "in a dispute"), (scenes.Finished, "further on") })
            foreach (var page in (string[])["", "/map", "/print"])
                await pages.See(iro, $"processes/{step.ProcessId}{page}", state);
        foreach (var page in (string[])["", "/print"]) await pages.See(iro, $"processes/{scenes.Court.ProcessId}/papers/court-body{page}", "with gaps");
        await pages.See(iro, $"processes/{scenes.Waiting.ProcessId}/entries/{scenes.Entry}/error", "asking");
    }

    private async Task Manager(Seat manager)
    {
        await pages.See(manager, "work/team");
        await pages.See(manager, $"requests/{scenes.AskedOfPatrice}", "to be answered");
        await manager.Choose("Returned");
        await manager.Press("Send answer");
        await pages.Judge(manager.Browser, "request: an error");
        await pages.See(manager, $"requests/{scenes.AskedOfPatrice}", "with a draft");
    }

    private async Task Head(Seat head)
    {
        await pages.See(head, "work/team", "full");
        await pages.See(head, "concerns", "of the whole service");
        await pages.See(head, $"worksteps/{scenes.Finished.Id}/reopen", "asking");
        await pages.See(head, $"processes/{scenes.Waiting.ProcessId}/cancel", "asking");
    }

    private async Task Director(Seat director)
    {
        await pages.See(director, "", "almost empty");
        await pages.See(director, "notices", "empty");
        await pages.See(director, $"children/{scenes.Child}/reason?to=/children/{scenes.Child}", "asking");
        await pages.Refused(director, "reason");
    }

    /// <summary>Who opened what, and who may.</summary>
    private async Task Access(Seat officer)
    {
        await pages.See(officer, "access", "full");
        await pages.See(officer, "access/mine");
        await pages.See(officer, "access/unusual", "full");
        await officer.Page.GetByText("Record this review").First.ClickAsync();
        await pages.Judge(officer.Browser, "unusual: an error");
        await pages.See(officer, "access/exports", "nobody else");
        await pages.See(officer, $"children/{scenes.Child}/looked");
        await pages.See(officer, $"children/{scenes.Child}/restrictions", "asking");
        await officer.Press("Shut this record");
        await pages.Judge(officer.Browser, "restriction: an error");
        await officer.Page.GetByLabel("Restrict it").CheckAsync();
        await officer.Fill("Why?", "The family is in hiding.");
        await officer.Press("Shut this record");
        await pages.Judge(officer.Browser, "restricted");
        await officer.Press("Lift the restriction");
    }

    /// <summary>A second person who may release a file of the audit.</summary>
    private async Task Exports(Town town)
    {
        await using (var writing = await town.Authority.Database.Write())
        {
            writing.Db.Add(new Holding(Guid.NewGuid(), Waymark.App.Demonstration.Script.WorkerId("patrice"), "information-officer", null, null, new(2020, 1, 1), null));
            await writing.Commit();
        }
        await As(town, "Alasdair Nwosu-Field", async officer =>
        {
            await pages.See(officer, "access/exports", "asking");
            await pages.Refused(officer, "exports");
            foreach (var (day, part) in new[] { ("1", "day"), ("3", "month"), ("2026", "year") })
                foreach (var end in new[] { "from", "to" }) await officer.Page.Locator($"[name={end}-{part}]").FillAsync(day);
            await officer.Fill("Who needs it, and for what?", "The inspector asked for it.");
            await officer.Press("Ask for the file");
            await pages.Judge(officer.Browser, "exports: asked for");
        });
        await As(town, "Patrice Underhayes", async second => await pages.See(second, "access/exports", "to release"));
    }

    private async Task Administrator(Seat administrator)
    {
        await pages.See(administrator, "administration", "full");
        await pages.See(administrator, $"administration/workers/{scenes.Me}", "with allocations");
        await pages.See(administrator, $"administration/workers/{scenes.Away}", "away");
        foreach (var page in (string[])["add", $"{scenes.Me}/absence", $"{scenes.Me}/training", $"{scenes.Me}/allocate", $"{scenes.Me}/post", $"{scenes.Me}/postcode", $"{scenes.Me}/hand-over"])
        {
            await pages.See(administrator, $"administration/workers/{page}", "asking");
            if (await administrator.Page.Locator("main form button").CountAsync() > 0) await pages.Refused(administrator, page);
        }
        await pages.See(administrator, $"administration/workers/{scenes.Me}/end/leave", "asking");
    }

    /// <summary>Of the pack, since another was published.</summary>
    private async Task Versions(Seat administrator)
    {
        await pages.See(administrator, "packs", "with processes that run under another version");
        await pages.See(administrator, $"packs/processes/{scenes.Waiting.ProcessId}", "asking");
        await administrator.Press("Move this process");
        await pages.Judge(administrator.Browser, "moving to another version: an error");
        await pages.See(administrator, "packs/simulate", "asking");
        await administrator.Press("Play it");
        await pages.Judge(administrator.Browser, "simulating: an error");
        await administrator.Fill("Events", await File.ReadAllTextAsync(Checkout.At("packs", "island", "simulations", "no-plan.yaml")));
        await administrator.Press("Play it");
        await pages.Judge(administrator.Browser, "simulating: one version");
        await administrator.Page.GetByLabel("Beside (optional)").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Index = 2 });
        await administrator.Press("Play it");
        await pages.Judge(administrator.Browser, "simulating: two versions");
    }

    private async Task Refused(Seat stranger)
    {
        await pages.Visit(stranger.Browser, "/island/no-such-page", "not there", status: 404);
        await pages.Visit(stranger.Browser, "/island/administration", "refused", status: 403);
    }
}
