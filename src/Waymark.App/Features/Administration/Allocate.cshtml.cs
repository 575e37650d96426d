using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Shared;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Record;

namespace Waymark.App.Features.Administration;

/// <summary>Allocates a child, known here by the number alone, to a worker in a post.</summary>
public sealed class AllocateModel : AdministrationPage
{
    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public string? Post { get; set; }

    public TypedDate From { get; private set; } = TypedDate.Of(null);

    public IEnumerable<Post> Posts => Pack.Posts.Where(post => post.FoundBy == FoundBy.Allocation);

    public void OnGet() => From = TypedDate.Of(Today);

    public async Task<IActionResult> OnPost()
    {
        From = TypedDate.Read(Request.Form, "from");
        var post = Posts.FirstOrDefault(each => each.Id == Post);
        var from = Day("from", From, "the first day");
        if (!int.TryParse(Number?.Trim(), NumberStyles.None, null, out var number)) Fault("Number", $"Enter the child’s {Pack.Term("record-number")}");
        var child = ModelState.ContainsKey("Number") && ModelState["Number"]!.Errors.Count > 0 ? Guid.Empty
            : await Db.Children.Where(row => row.Number == number && !Viewer.Hidden.Contains(row.Id)).Select(row => row.Id).FirstOrDefaultAsync();
        if (child == Guid.Empty && FaultOf("Number") is null) Fault("Number", $"There is no child with the number {number}");
        if (post is null) Fault("Post", "Select as what");
        else if (!await Holds(post.Id)) Fault("Post", $"{Subject.Name} doesn’t hold the post {post.Label}: add it first");
        if (!ModelState.IsValid) return Page();

        var (day, earlier) = (from!.Value, from.Value.PlusDays(-1));
        await Write("administration/allocate", async db =>
        {
            // One worker in a post for a child: who had it until now has it to the day before.
            await db.Allocations.Where(its => its.Child == child && its.Post == post!.Id && its.From < day && (its.To == null || its.To >= day))
                .ExecuteUpdateAsync(set => set.SetProperty(its => its.To, earlier));
            await db.Allocations.AddAsync(new Allocation(Guid.NewGuid(), child, Id, post!.Id, day, null));
        }, "child,post,from", child);
        return BackWith($"{number} is allocated to {Subject.Name} as {post!.Label} from {day.InWords()}. Who had it before has it to the day before.");
    }

    async Task<bool> Holds(string post)
    {
        var (id, today) = (Id, Today);
        return await Db.Holdings.AnyAsync(held => held.Worker == id && held.Post == post && (held.To == null || held.To >= today));
    }
}
