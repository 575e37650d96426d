using Microsoft.EntityFrameworkCore;
using Waymark.App.Features.Access;
using Waymark.App.Store;
using Waymark.Core.Packs;

namespace Waymark.App.Features.Children;

/// <summary>Who else a process of one child may be about: brothers and sisters by their names, others by their numbers.</summary>
static class Together
{
    const int Most = 12;

    /// <summary>Children whom the viewer may know of and who are named in this one's family.</summary>
    public static async Task<IReadOnlyList<ChildRow>> Family(Desk desk, Guid child)
    {
        var names = await desk.Db.ChildPeople.Where(person => person.ChildId == child).Select(person => person.Name).ToListAsync();
        var keys = names.Select(Store.Names.Key).ToList();
        return await desk.Viewer!.Children().Where(row => keys.Contains(row.NameKey) && row.Id != child).OrderBy(row => row.Born).ThenBy(row => row.Id).Take(Most).ToListAsync();
    }

    /// <summary>The children of those numbers, each only where the viewer may record on their record; or why not, without saying who is there.</summary>
    public static async Task<(IReadOnlyList<Guid> Children, string? WhyNot)> Of(Desk desk, IEnumerable<Guid> ticked, string numbers)
    {
        var children = ticked.ToList();
        foreach (var typed in numbers.Split([' ', ',', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var child = int.TryParse(typed, out var number) ? await desk.Viewer!.Children().Where(row => row.Number == number).Select(row => (Guid?)row.Id).FirstOrDefaultAsync() : null;
            if (child is not { } found) return ([], $"There is no child with the number {typed} whose record you can open");
            children.Add(found);
        }
        foreach (var child in children)
            if (!(await desk.Viewer!.Child(child, AccessVerb.Record)).Ruling.Allows) return ([], "You can’t record for each of these children. Open their records first, or leave out those that are not yours.");
        if (children.Distinct().Count() > Most) return ([], $"At most {Most} children");
        return ([.. children.Distinct()], null);
    }
}
