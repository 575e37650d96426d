using Microsoft.EntityFrameworkCore;

namespace Waymark.App.Store;

/// <summary>Brings a process's rows from what they were to what they are; only what differs is written.</summary>
static class RowChanges
{
    /// <param name="before">As the rows stand in the database; null: the process is new.</param>
    public static void Write(WaymarkDb db, Rows? before, Rows after)
    {
        Write(db, before is null ? [] : [before.Process], [after.Process], row => row.Id);
        Write(db, before?.Worksteps ?? [], after.Worksteps, row => row.Id);
        Write(db, before?.Children ?? [], after.Children, row => row.ChildId);
        Write(db, before?.Requests ?? [], after.Requests, row => row.Id);
        Write(db, before?.Clocks ?? [], after.Clocks, row => row.Id);
        Write(db, before?.CaseNotes ?? [], after.CaseNotes, row => row.Id);
        Write(db, before?.Figures ?? [], after.Figures, row => (row.Figure, row.Value));
        Write(db, One(before?.Concern), One(after.Concern), row => row.ProcessId);
        if (before?.Timer?.DueAt != after.Timer?.DueAt)
            Write(db, One(before?.Timer), One(after.Timer), row => row.Kind);
    }

    static T[] One<T>(T? row) where T : class => row is null ? [] : [row];

    static void Write<T>(WaymarkDb db, IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, object> key) where T : class
    {
        var old = before.ToDictionary(key);
        foreach (var row in after)
        {
            if (!old.Remove(key(row), out var stands)) db.Add(row);
            else
            {
                db.Attach(stands);
                db.Entry(stands).CurrentValues.SetValues(row);
            }
        }
        foreach (var gone in old.Values) db.Remove(gone);
    }
}
