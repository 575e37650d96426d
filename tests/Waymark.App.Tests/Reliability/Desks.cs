using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Store;
using Waymark.App.Tests.Features;
using Waymark.App.Tests.Harness;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Reliability;

/// <summary>
/// Island's QA process about Arlo's care on several desks: Ida wrote it, Mona acts for her while she is away, and Tess has been
/// asked for an update. What they send can meet in the same moment.
/// </summary>
internal sealed class Desks(Site site, Visitor ida, Visitor mona, Visitor tess) : IAsyncDisposable
{
    public Site Site => site;
    public Visitor Ida => ida;
    public Visitor Mona => mona;
    public Visitor Tess => tess;

    /// <summary>The QA process's workstep, and the request that Tess has.</summary>
    public required Guid Workstep { get; init; }
    public required Guid Request { get; init; }
    public required Guid Process { get; init; }

    public static async Task<Desks> Open(Databases databases, Db db)
    {
        var site = await Site.Start(databases, db);
        await using (var writing = await site.Authority.Database.Write())
        {
            writing.Db.Add(new Absence(Guid.NewGuid(), Site.Ida, new LocalDate(2020, 6, 1), null, Site.Mona));
            await writing.Commit();
        }
        await using var store = site.Authority.Open();
        var request = await store.Requests.SingleAsync();
        return new Desks(site, await At(site, "Ida"), await At(site, "Mona"), await At(site, "Tess")) { Workstep = request.WorkstepId, Request = request.Id, Process = request.ProcessId };
    }

    // Their pages are seen some thousand times here: that they are sound is for the tests of each page.
    static async Task<Visitor> At(Site site, string name)
    {
        var visitor = await site.As(name);
        visitor.Strict = false;
        return visitor;
    }

    public string Section(string id) => $"/island/worksteps/{Workstep}/sections/{id}";

    public string Row(Guid id) => $"/island/worksteps/{Workstep}/tables/actions/{id}";

    /// <summary>A page of the workstep as somebody has it open, ready to be saved.</summary>
    public static async Task<Post> Opened(Visitor by, string address, string button = "Save") => Post.Of(await by.Go(address), button);

    /// <summary>Both at the same moment.</summary>
    public static async Task<(Answer First, Answer Second)> AtOnce((Visitor By, Post Post) first, (Visitor By, Post Post) second)
    {
        using var line = new Barrier(2);
        Task<Answer> Go((Visitor By, Post Post) one) => Task.Run(() =>
        {
            line.SignalAndWait();
            return one.Post.Send(one.By);
        });
        var both = await Task.WhenAll(Go(first), Go(second));
        return (both[0], both[1]);
    }

    /// <summary>What the record holds and the audit doesn't: equal before and after, nothing changed.</summary>
    public async Task<string> Record()
    {
        await using var db = site.Authority.Open();
        var worksteps = await db.Worksteps.OrderBy(row => row.Id).Select(row => row.Document).ToListAsync();
        return $"{await db.Events.CountAsync()} events, {await db.Processes.CountAsync()} processes, {await db.Notices.CountAsync()} notices, {await db.Operations.CountAsync()} operations, {await db.Documents.CountAsync()} documents, {string.Join('\n', worksteps)}";
    }

    public async ValueTask DisposeAsync()
    {
        var differences = await StoreCheck.Differences(site.Authority);
        ida.Dispose();
        mona.Dispose();
        tess.Dispose();
        await site.DisposeAsync();
        Assert.Empty(differences);
    }
}
