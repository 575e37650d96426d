using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Matrix;

namespace Waymark.Weakened;

/// <summary>Through pages, on SQLite: by columns of the access matrix whose words are given, or by another test.</summary>
sealed class Noticed : IAsyncDisposable
{
    readonly HashSet<string> green = [];
    readonly Databases databases = new();
    World? world;

    public static bool Knows(string by) => !by.StartsWith("core:", StringComparison.Ordinal);

    public async Task<string?> Fault(string by)
    {
        if (Core.Access.Weakened.Now is null && green.Contains(by)) return null;
        var fault = by.StartsWith("app:", StringComparison.Ordinal) ? await ByName.Fault(by["app:".Length..], type => Activator.CreateInstance(type, databases)!, Db.Sqlite) : await InMatrix(by);
        if (Core.Access.Weakened.Now is null && fault is null) green.Add(by);
        return fault;
    }

    async Task<string?> InMatrix(string by)
    {
        var (weakened, colon) = (Core.Access.Weakened.Now, by.IndexOf(':', StringComparison.Ordinal));
        var (council, words) = (by[..colon], by[(colon + 1)..]);
        if (world is null)
        {
            Core.Access.Weakened.Now = null;
            world = await World.Open(databases, Db.Sqlite);
            Core.Access.Weakened.Now = weakened;
        }
        var columns = Column.Of(council).Where(column => column.Says == words).DefaultIfEmpty(null).Concat(Column.Of(council).Where(column => column.Says.Contains(words, StringComparison.Ordinal))).OfType<Column>().Take(1).ToList();
        if (columns.Count == 0) throw new InvalidOperationException($"The matrix of {council} has no column '{words}'.");
        var golden = Sheet.Read(MatrixTests.FileOf(council));
        var (cells, faults) = await MatrixTests.Try(world, council, columns, await MatrixTests.RoutesOf(world, council), golden);
        return faults.Concat(cells.Where(cell => golden.Cells[cell.Key] != cell.Value).Select(cell => $"{cell.Key.Column}: {cell.Key.Row}: {cell.Value} and not {golden.Cells[cell.Key]}")).FirstOrDefault();
    }

    public async ValueTask DisposeAsync()
    {
        if (world is not null) await world.DisposeAsync();
        await databases.DisposeAsync();
    }
}
