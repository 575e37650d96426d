namespace Waymark.Weakened;

sealed class Noticed : IAsyncDisposable
{
    readonly HashSet<string> green = [];

    public static bool Knows(string by) => by.StartsWith("core:", StringComparison.Ordinal);

    public async Task<string?> Fault(string by)
    {
        if (Core.Access.Weakened.Now is null && green.Contains(by)) return null;
        var fault = await ByName.Fault(by["core:".Length..], type => Activator.CreateInstance(type)!);
        if (Core.Access.Weakened.Now is null && fault is null) green.Add(by);
        return fault;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
