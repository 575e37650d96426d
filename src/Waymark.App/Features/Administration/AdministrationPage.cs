using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Features.Shared;
using Waymark.App.Store;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Features.Administration;

/// <summary>Pages about workers, posts and allocations: for a post that administers, and without any case content.</summary>
public abstract class AdministrationPage : WaymarkPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The worker that the page is about, where it is about one.</summary>
    public WorkerRow Subject { get; private set; } = null!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var ruling = Viewer.May(AccessVerb.Administer);
        if (!ruling.Allows) context.Result = Refuse(ruling);
        else if (!await Found()) context.Result = NotThere();
        else await next();
    }

    async Task<bool> Found()
    {
        if (!RouteData.Values.ContainsKey("id")) return true;
        if (await Db.Workers.FirstOrDefaultAsync(row => row.Id == Id) is not { } found) return false;
        Subject = found;
        return true;
    }

    /// <summary>Commits a change to who works here and as what, with its audit entry, and lets every node know that it changed.</summary>
    protected async Task Write(string what, Func<WaymarkDb, Task> change, string? fields = null, Guid? child = null)
    {
        await using var writing = await Authority.Database.Write();
        await change(writing.Db);
        await writing.Db.Counters.Where(row => row.Name == "register").ExecuteUpdateAsync(set => set.SetProperty(row => row.Next, row => row.Next + 1));
        writing.Db.AuditEntries.Add(Desk.Entry(AuditAction.Administer, what) with { ChildId = child, Fields = fields, Shown = Subject is null ? null : $"{Subject.Id}" });
        await writing.Commit();
    }

    protected IActionResult BackWith(string done)
    {
        Done = done;
        return RedirectToPage("/Administration/Worker", new { id = Id });
    }

    /// <summary>Reads a day that must be there; says what is wrong with it where something is.</summary>
    protected LocalDate? Day(string name, TypedDate typed, string thing, bool required = true)
    {
        if (typed.IsEmpty && !required) return null;
        if (typed.Date is { } day) return day;
        Fault(name, typed.IsEmpty ? $"Enter {thing}" : $"{char.ToUpperInvariant(thing[0])}{thing[1..]} must be a real date, such as 27 3 2026");
        return null;
    }

    /// <summary>Workers who are here today, by surname.</summary>
    protected Task<List<WorkerRow>> Here(Guid? but = null)
    {
        var today = Today;
        return Db.Workers.Where(row => (row.LeftOn == null || row.LeftOn > today) && row.Id != but).OrderBy(row => row.NameKey).ThenBy(row => row.Id).ToListAsync();
    }
}
