using Microsoft.EntityFrameworkCore;

namespace Waymark.App.Store;

public static class Numbers
{
    /// <summary>
    /// The next number that people quote, of a 'process' or a 'child'. Its row stays locked to the commit, so that no number is
    /// missing: ask for it last.
    /// </summary>
    public static async Task<int> NextNumber(this WaymarkDb db, string of)
    {
        var next = await db.Database.SqlQuery<long>($"UPDATE counter SET next = next + 1 WHERE name = {of} RETURNING next - 1 AS \"Value\"").ToListAsync();
        return (int)next.Single();
    }
}
