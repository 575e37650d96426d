using NodaTime;
using Waymark.App.Store;

namespace Waymark.App.Timers;

/// <summary>Runs the list of timers for each authority for as long as the program serves; at the end it seals and signs.</summary>
public sealed class TimerHost(Authorities authorities, ILogger<TimerHost> log) : BackgroundService
{
    static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(authorities.Served.Select(authority => Task.Run(() => Serve(authority, stoppingToken), CancellationToken.None)));

    async Task Serve(Authority authority, CancellationToken stopping)
    {
        var next = TimerList.All.ToDictionary(timed => timed, _ => authority.Clock.Machine);
        var clocks = new ClocksDue(log);
        using var beat = new PeriodicTimer(Beat);
        try
        {
            while (await beat.WaitForNextTickAsync(stopping))
                foreach (var timed in TimerList.All.Where(timed => next[timed] <= authority.Clock.Machine))
                {
                    next[timed] = authority.Clock.Machine + timed.Every;
                    await Run(authority, timed.Name, () => timed.Run(authority, clocks));
                }
        }
        catch (OperationCanceledException)
        {
            await Run(authority, "seal and sign at the end", async () => { await authority.Sealer.Stop(); return 0; });
        }
    }

    async Task Run(Authority authority, string name, Func<Task<int>> run)
    {
        try
        {
            await run();
        }
        catch (Exception error)
        {
            log.LogError(error, "Timer '{Timer}' of {Authority} failed; it runs again at its next turn", name, authority.Id);
        }
    }
}
