using NodaTime;
using Waymark.App.Store;

namespace Waymark.App.Timers;

/// <summary>Runs the list of timers for each authority for as long as the program serves; at the end it seals and signs.</summary>
public sealed class TimerHost(Authorities authorities, ILogger<TimerHost> log) : BackgroundService
{
    static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    /// <summary>How soon an authority is served whose database came back.</summary>
    static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var serving = authorities.Served.Select(Start).ToList();
        using var again = new PeriodicTimer(Again);
        try
        {
            while (authorities.Closed.Any(closed => closed.MayOpen))
            {
                await again.WaitForNextTickAsync(stoppingToken);
                foreach (var opened in await OpenAgain())
                {
                    log.LogWarning("{Authority} is served now", opened.Id);
                    foreach (var warning in opened.Warnings) log.LogWarning("{Authority}: {Warning}", opened.Id, warning);
                    serving.Add(Start(opened));
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
        await Task.WhenAll(serving);

        async Task<IReadOnlyList<Authority>> OpenAgain()
        {
            try
            {
                return await authorities.OpenAgain();
            }
            catch (Exception error)
            {
                log.LogError("What was closed could not be opened: {Trouble}", Trouble.InWords(error));
                return [];
            }
        }

        Task Start(Authority authority) => Task.Run(() => Serve(authority, stoppingToken), CancellationToken.None);
    }

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
            log.LogError("Timer '{Timer}' of {Authority} failed; it runs again at its next turn: {Trouble}", name, authority.Id, Trouble.InWords(error));
        }
    }
}
