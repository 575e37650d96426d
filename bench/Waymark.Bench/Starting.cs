using System.Diagnostics;
using System.Globalization;

namespace Waymark.Bench;

/// <summary>From starting the program to its first page, and what it holds in memory when nobody asks; beside an empty Razor application.</summary>
internal static class Starting
{
    const int Rounds = 3;
    static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    public static string Waymark => Checkout.At("artifacts", "app", "waymark");

    static string Empty => Checkout.At("artifacts", "empty", "Empty");

    public static async Task<IReadOnlyList<Measured>> Run()
    {
        var data = Scratch.Folder("waymark-bench-");
        try
        {
            var demo = await First(data);
            var starting = await Measured.Take("second start to first page, less is better", "an empty Razor application", "s", Rounds,
                () => Once(Waymark, Serve(data), "/island/sign-in"), () => Once(Empty, ["--urls", "http://127.0.0.1:0"], "/"));
            var (ours, empty) = await Resting(data);
            return
            [
                starting with { Notes = [$"The first start, which makes the demonstration, took {Measured.Number(demo)} s to its first page."] },
                new Measured("memory a minute after start (RSS), less is better", "an empty Razor application", "MB", [ours], [empty]),
            ];
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    static async Task<double> First(string data)
    {
        var began = Stopwatch.GetTimestamp();
        using var demo = Process.Start(new ProcessStartInfo(Waymark, ["demo", "--data", data]) { WorkingDirectory = Checkout.Root, RedirectStandardOutput = true })!;
        await demo.WaitForExitAsync();
        if (demo.ExitCode != 0) throw new InvalidOperationException($"waymark demo ended with {demo.ExitCode}");
        await Once(Waymark, Serve(data), "/island/sign-in");
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    static string[] Serve(string data) => ["serve", "--data", data, "--urls", "http://127.0.0.1:0"];

    static async Task<double> Once(string program, string[] arguments, string page)
    {
        var (process, seconds) = await Open(program, arguments, page);
        await End(process);
        return seconds;
    }

    static async Task<(double Ours, double Empty)> Resting(string data)
    {
        var (ours, _) = await Open(Waymark, Serve(data), "/island/sign-in");
        var (empty, _) = await Open(Empty, ["--urls", "http://127.0.0.1:0"], "/");
        await Task.Delay(Idle);
        var memory = (Resident(ours), Resident(empty));
        await End(ours);
        await End(empty);
        return memory;
    }

    static async Task<(Process Process, double Seconds)> Open(string program, string[] arguments, string page)
    {
        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = Checkout.Root })!;
        var address = await Address(process);
        using var client = new HttpClient { BaseAddress = address };
        (await client.GetAsync(page)).EnsureSuccessStatusCode();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        _ = process.StandardOutput.ReadToEndAsync();
        return (process, seconds);
    }

    /// <summary>Both say where they listen.</summary>
    static async Task<Uri> Address(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.IndexOf("http://127.0.0.1:", StringComparison.Ordinal) is >= 0 and var at) return new Uri(line[at..].Trim());
        throw new InvalidOperationException($"{process.StartInfo.FileName} ended and did not say where it listens");
    }

    static double Resident(Process process)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(each => each.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    static async Task End(Process process)
    {
        using (process)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
