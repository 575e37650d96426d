using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Store;

namespace Waymark.App.Features.Worksteps;

/// <summary>
/// Who has a workstep open. Nobody is locked out: each sees who else is there (S0-052). It is kept where drafts are, as a
/// draft of no section, and forgotten with them.
/// </summary>
public static class Presence
{
    private const string Here = "";
    private static readonly Duration Recent = Duration.FromSeconds(45);

    public static async Task<IReadOnlyList<string>> Others(Desk desk, Guid workstep)
    {
        var (since, me) = (desk.Now - Recent, desk.Viewer!.Id);
        return await (from draft in desk.Db.Drafts
                      where draft.WorkstepId == workstep && draft.Worker != me && draft.SavedAt > since
                      join worker in desk.Db.Workers on draft.Worker equals worker.Id
                      orderby worker.NameKey
                      select worker.Name).Distinct().ToListAsync();
    }

    public static async Task Say(Desk desk, Guid workstep)
    {
        await using var writing = await desk.Authority.Database.Write();
        await Drafts.Put(writing.Db, desk.Viewer!.Id, workstep, Here, "[]", desk.Now);
        await writing.Commit();
    }
}
