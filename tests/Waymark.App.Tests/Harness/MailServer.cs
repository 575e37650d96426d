using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Waymark.App.Tests.Harness;

/// <summary>A real SMTP server (Debian's aiosmtpd) on loopback at a free port, which keeps what it takes in a Maildir.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    readonly string folder = Path.Combine(Scratch.Folder("waymark-mail-"), "box");
    Process? running;

    public int Port { get; } = Ports.Free();

    public static async Task<MailServer> Start()
    {
        var server = new MailServer();
        await server.Revive();
        return server;
    }

    public async Task Revive()
    {
        running = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{Port}", "-c", "aiosmtpd.handlers.Mailbox", folder]) { RedirectStandardError = true })
            ?? throw new InvalidOperationException("python3 did not start");
        for (var tries = 0; !Answers(); tries++)
        {
            if (running.HasExited || tries > 300) throw new InvalidOperationException($"The mail server did not start: {await running.StandardError.ReadToEndAsync()}");
            await Task.Delay(100);
        }
    }

    /// <summary>As a power cut would.</summary>
    public async Task Kill()
    {
        running!.Kill(entireProcessTree: true);
        await running.WaitForExitAsync();
        running.Dispose();
        running = null;
    }

    /// <summary>What it took so far, in no order.</summary>
    public IReadOnlyList<Mail> Taken => [.. new[] { "new", "cur" }.Select(part => Path.Combine(folder, part)).Where(Directory.Exists).SelectMany(Directory.GetFiles).Select(file => Mail.Read(File.ReadAllText(file)))];

    public async ValueTask DisposeAsync()
    {
        if (running is not null) await Kill();
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }

    bool Answers()
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

/// <summary>A letter as it arrived.</summary>
/// <param name="Source">All of it, headers too.</param>
internal sealed record Mail(string Id, string To, string Subject, string Body, string Source)
{
    public static Mail Read(string source)
    {
        var parts = source.ReplaceLineEndings("\n").Split("\n\n", 2);
        var headers = parts[0].Replace("\n ", " ", StringComparison.Ordinal).Split('\n').Select(line => line.Split(": ", 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0], StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.First()[1], StringComparer.OrdinalIgnoreCase);
        var body = headers.GetValueOrDefault("Content-Transfer-Encoding") switch
        {
            "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(parts[1].Replace("\n", "", StringComparison.Ordinal))),
            "quoted-printable" => Unquote(parts[1]),
            _ => parts[1],
        };
        return new Mail(headers["Message-ID"], headers["To"], headers["Subject"], body.ReplaceLineEndings("\n"), source);
    }

    static string Unquote(string text)
    {
        var bytes = new List<byte>();
        text = text.Replace("=\n", "", StringComparison.Ordinal);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '=') { bytes.AddRange(Encoding.UTF8.GetBytes([text[at]])); continue; }
            bytes.AddRange(Convert.FromHexString(text.AsSpan(at + 1, 2)));
            at += 2;
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }
}
