using Microsoft.EntityFrameworkCore;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Reliability;
using Waymark.Core.Processes;
using Xunit;

namespace Waymark.App.Tests.Features.Worksteps;

/// <summary>Notes, reasons and what is said of an answer that came another way are kept while they are typed, as a form's own fields are.</summary>
public sealed class ReasonsKeptTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task What_is_typed_beside_a_form_is_there_again_until_it_is_sent(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await (await Concern.Qap(town, Cast.A)).AskForUpdate(Cast.Tm);
        var (work, request, review) = (concern.WorkAddress, $"/island/requests/{concern.Asked("manager-update").Id}", $"/island/worksteps/{concern.Process.CameFrom!.Workstep}");
        using var iro = await town.As(Cast.Iro);
        using var manager = await town.As(Cast.IroManager);
        await Kept(iro, $"{work}/next-actions", "Add", "Note", "Reason", "scheduled-for-day");
        await Kept(iro, $"{request}/outside", "Record this answer", "How", "From", "Time", "Note", "happened-day");
        await Kept(iro, $"{request}/reassign", "Pass it on", "Reason");
        await Kept(iro, $"{work}/reassign", "Pass it on", "Reason");
        await Kept(manager, $"{review}/reopen", "Reopen", "Reason");
        await Kept(manager, $"{concern.Address}/cancel", "Cancel this process", "Reason");
        await Kept(iro, $"{concern.Address}/entries/2/error", "Mark as recorded in error", "Reason");
        await Kept(iro, $"{request}/withdraw", "Withdraw this request", "Reason");

        await iro.Press("Withdraw this request");
        Assert.True(iro.Has("Withdrawn."), iro.Main);
        await iro.Go($"{concern.Address}/entries/2/error");
        await iro.Press("Mark as recorded in error");
        Assert.True(iro.Has("Entry 2 is marked as recorded in error."), iro.Main);
        await using var store = town.Authority.Open();
        Assert.DoesNotContain(await store.Drafts.Select(draft => draft.Section).ToListAsync(), section => section.StartsWith("withdraw", StringComparison.Ordinal) || section.StartsWith("error", StringComparison.Ordinal));
    }

    [Theory, OnBoth]
    public async Task A_reason_that_was_refused_is_there_when_the_page_is_opened_again(Db db)
    {
        await using var town = await Town.Open(databases, db);
        var concern = await (await Concern.Qap(town, Cast.A)).AskForUpdate(Cast.Tm);
        using var iro = await town.As(Cast.Iro);
        var request = $"/island/requests/{concern.Asked("manager-update").Id}";
        foreach (var (address, button) in new[] { ($"{concern.WorkAddress}/reassign", "Pass it on"), ($"{request}/reassign", "Pass it on"), ($"{concern.WorkAddress}/next-actions", "Add") })
        {
            var refused = await Post.Of(await iro.Go(address), button).With("Reason", "She is ill.").With("To", Guid.Empty.ToString()).With("Action", "").Send(iro);
            Assert.False(refused.Taken);
            Assert.NotEmpty(refused.Page.Errors);
            Assert.Equal("She is ill.", Post.Of(await iro.Go(address), button)["Reason"]);
        }
    }

    [Theory, OnBoth]
    public async Task The_reason_for_finishing_all_the_same_is_kept(Db db)
    {
        await using var town = await Town.Open(databases, db);
        await town.Publish(("lac-review.yaml", "needs: {field: audit-done, is: yes}, else: warn", "needs: {field: audit-done, is: yes}, else: reason"));
        var concern = await Concern.Review(town, Cast.A);
        await concern.Save(Cast.Iro, ("review-record", "We met at home."), ("audit-done", "no"));
        await concern.Do(Cast.Iro, (p, s) => Engine.Propose(p, s, concern.Work.Id, new Proposal("adults", null)));
        using var iro = await town.As(Cast.Iro);
        await Kept(iro, $"{concern.WorkAddress}/finish", "Finish LAC Review", "reason.audit-first");
    }

    /// <summary>By the address that the page's script sends to as people type; then the page is opened anew.</summary>
    static async Task Kept(Visitor by, string address, string button, params string[] boxes)
    {
        var page = await by.Go(address);
        var draft = page.Button(button).Closest("form")!.GetAttribute("data-autosave");
        Assert.True(draft is not null, $"{address} keeps nothing while people type");
        var typed = boxes.Aggregate(Post.Of(page, button), (post, box) => post.With(box, box.EndsWith("-day", StringComparison.Ordinal) ? "3" : $"She said so: {box}."));
        Assert.Equal(200, (await typed.To(draft).Send(by)).Status);
        var again = Post.Of(await by.Go(address), button);
        Assert.True(by.Has("is not sent yet"), by.Main);
        Assert.All(boxes, box => Assert.Equal(typed[box], again[box]));
    }
}
