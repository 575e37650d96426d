using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Waymark.App.Scanning;
using Waymark.App.Store;
using Waymark.App.Tests.Features.Documents;
using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Scanning;

/// <summary>The scanner's own words, over its socket.</summary>
public sealed class ClamdTests
{
    [Fact]
    public async Task It_is_asked_who_it_is_and_says_of_each_file_what_it_found()
    {
        await using var server = await ClamServer.Start();
        using var clamd = At(server);
        Assert.Null(await clamd.Probe());
        Assert.StartsWith("ClamAV ", clamd.Version, StringComparison.Ordinal);
        foreach (var sent in HostileFiles.All.Where(each => each.Verdict == "virus"))
        {
            var scanned = await Scan(clamd, sent.Bytes);
            Assert.True(scanned.Clean == false, $"{sent.What}: {scanned}");
            Assert.StartsWith("Test-File", scanned.Found, StringComparison.Ordinal);
        }
        Assert.Equal(new Scanned(true), await Scan(clamd, Samples.Pdf()));
        Assert.Equal(new Scanned(true), await Scan(clamd, new byte[25 << 20]));
    }

    [Fact]
    public async Task What_it_does_not_look_through_is_never_clean()
    {
        await using var server = await ClamServer.Start();
        using var clamd = At(server);
        Assert.Equal((null, true), await Scan(clamd, Beyond()) is { } beyond ? (beyond.Clean, beyond.Later) : default);
        // A file that is longer than it takes: it closes its ear amid the sending.
        Assert.Equal((null, true), await Scan(clamd, new byte[31 << 20]) is { } longer ? (longer.Clean, longer.Later) : default);
    }

    [Theory]
    [InlineData("AlertExceedsMax no", "AlertExceedsMax yes")]
    [InlineData("StreamMaxLength 10M", "StreamMaxLength 30M")]
    [InlineData("MaxFileSize 10M", "MaxFileSize 60M")]
    [InlineData("MaxScanSize 10M", "MaxScanSize 200M")]
    public async Task One_that_is_set_up_so_that_its_word_means_nothing_is_not_believed(string setting, string said)
    {
        await using var server = await ClamServer.Start(setting);
        using var clamd = At(server);
        Assert.Contains(said, await clamd.Probe(), StringComparison.Ordinal);
        Assert.Null((await Scan(clamd, Samples.Pdf())).Clean);
        Assert.Null(clamd.Version);
    }

    [Fact]
    public async Task One_that_is_silent_or_gone_is_waited_for_no_longer_than_patience_lasts()
    {
        await using var server = await ClamServer.Start();
        using var clamd = At(server);
        Assert.Null(await clamd.Probe());
        clamd.Patience = TimeSpan.FromMilliseconds(500);
        await server.Sleep(true);
        var watch = Stopwatch.StartNew();
        Assert.Null((await Scan(clamd, Samples.Pdf())).Clean);
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(15));
        await server.Sleep(false);
        clamd.Patience = TimeSpan.FromSeconds(20);
        Assert.True((await Scan(clamd, Samples.Pdf())).Clean);
        await server.Kill();
        Assert.Null((await Scan(clamd, Samples.Pdf())).Clean);
        Assert.Equal("it doesn’t answer", clamd.Fault);
        await server.Revive();
        Assert.True((await Scan(clamd, Samples.Pdf())).Clean);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("stream: OK\0")]
    [InlineData("PONG\0")]
    public async Task Whatever_else_answers_at_its_address_is_not_believed(string says)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        var answering = Answer(listener, says, stop.Token);
        using var clamd = Clamd.At($"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", out _)!;
        Assert.NotNull(await clamd.Probe());
        Assert.Null((await Scan(clamd, Samples.Pdf())).Clean);
        await stop.CancelAsync();
        await answering;
    }

    [Fact]
    public void Where_it_is_said_to_be_is_read_or_refused_in_words()
    {
        foreach (var address in new[] { "/run/clamav/clamd.ctl", "localhost:3310", "[::1]:3310" }) Assert.NotNull(Clamd.At(address, out _));
        foreach (var address in new[] { "clamd", "clamd:", "clamd:0", "clamd:70000", ":3310", "" })
        {
            Assert.Null(Clamd.At(address, out var fault));
            Assert.Contains("HOST:PORT", fault, StringComparison.Ordinal);
        }
        var installation = new Installation("data", "packs");
        Assert.Equal((true, false), installation.With("none") is { } none ? (none.GoesUnscanned, none.Scanner is not null) : default);
        Assert.Equal((false, true), installation.With("none").With("/run/clamav/clamd.ctl") is { } named ? (named.GoesUnscanned, named.Scanner is not null) : default);
        Assert.Equal((false, false), installation.With(null) is { } nothing ? (nothing.GoesUnscanned, nothing.Scanner is not null) : default);
    }

    static Clamd At(ClamServer server) => Clamd.At(server.Socket, out _)!;

    static async Task<Scanned> Scan(Clamd clamd, byte[] bytes) => await clamd.Scan(new MemoryStream(bytes));

    /// <summary>A sound PDF in which archives lie within archives, deeper than any scanner looks.</summary>
    internal static byte[] Beyond()
    {
        byte[] inner = [0];
        for (var i = 0; i < 40; i++) inner = Zip.Of(new Part("a.zip", inner) { Stored = true });
        return Samples.Pdf(Samples.Stream("/Filter /FlateDecode", Samples.Deflated(inner)));
    }

    static async Task Answer(TcpListener listener, string says, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop);
                await client.GetStream().WriteAsync(Samples.Ascii(says), stop);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or IOException)
        {
        }
    }
}
