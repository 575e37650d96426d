using Microsoft.AspNetCore.Builder;

namespace Waymark.App.Tests.Harness;

/// <summary>A real server on a free loopback port, for as long as the test holds it.</summary>
public sealed class Running : IAsyncDisposable
{
    private readonly WebApplication app;

    private Running(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    public IServiceProvider Services => app.Services;

    public static async Task<Running> Start(WebApplication app)
    {
        app.Urls.Clear();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        return new Running(app);
    }

    public Visitor Visitor() => new(Address);

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
