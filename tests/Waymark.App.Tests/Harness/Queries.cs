using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Waymark.App.Tests.Harness;

/// <summary>Counts the statements that go to one database while it is held; other tests' databases don't count.</summary>
internal sealed class Queries : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly List<IDisposable> listening = [];
    private readonly string name;
    private readonly List<string> seen = [];

    /// <param name="name">Stands in the connection string of that database alone.</param>
    public Queries(string name)
    {
        this.name = name;
        lock (listening) listening.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public IReadOnlyList<string> Seen
    {
        get { lock (seen) return [.. seen]; }
    }

    public void OnNext(DiagnosticListener listener)
    {
        if (listener.Name == DbLoggerCategory.Name) lock (listening) listening.Add(listener.Subscribe(this, (each, _, _) => each == RelationalEventId.CommandExecuting.Name));
    }

    public void OnNext(KeyValuePair<string, object?> happening)
    {
        if (happening.Value is not CommandEventData data || !data.Connection.ConnectionString.Contains(name, StringComparison.Ordinal)) return;
        lock (seen) seen.Add(data.Command.CommandText);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        lock (listening) foreach (var each in listening) each.Dispose();
    }

    private static class DbLoggerCategory
    {
        public const string Name = "Microsoft.EntityFrameworkCore";
    }
}
