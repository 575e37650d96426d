using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Documents;
using Waymark.App.Scanning;
using Waymark.App.Store;
using Waymark.App.Tests.Features.Documents;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Store;
using Waymark.App.Timers;
using Waymark.Core.Processes;
using Xunit;

namespace Waymark.App.Tests.Reliability;

/// <summary>The server is killed while the virus scanner has a file.</summary>
public sealed class UploadTests
{
    [Fact]
    public async Task Killed_amid_a_scan_nothing_is_taken_for_clean_and_nothing_that_was_acknowledged_is_lost()
    {
        await using var clam = await ClamServer.Start();
        await using var program = await RealProgram.Start(Db.Sqlite, clam.Socket);
        Assert.Contains("Files are checked for viruses by ClamAV", await program.Said(), StringComparison.Ordinal);
        var today = program.Authority.Clock.GetCurrentInstant().InZone(program.Authority.Calendar.Zone).Date;
        await using var yesterday = await program.OpenAt(new TestClock { Now = program.Authority.Clock.GetCurrentInstant() - Duration.FromDays(1) });
        var concern = await KillTests.Concern(yesterday.Find("island")!, Cast.A);
        var asked = await KillTests.Do(yesterday.Find("island")!, concern, (p, s) => Engine.Send(p, s, p.Worksteps[^1].Id, "manager-update", [Cast.Tm.Id], "Please reply."));
        using var ines = await program.As(Cast.Iro);
        var page = $"/island/requests/{asked.Worksteps[^1].Requests.Single().Id}/outside";

        // Amid the upload: nothing was acknowledged, and nothing is there.
        await clam.Sleep(true);
        await Fill(ines, page, today);
        var pressed = ines.Press("Record this answer");
        await Until(() => Task.FromResult(Files(program).Length == 1));
        await program.Kill();
        await Assert.ThrowsAnyAsync<Exception>(() => pressed);
        await using var store = program.Authority.Open();
        Assert.Empty(await store.Documents.ToListAsync());
        await clam.Kill();

        // The scanner is gone: what comes now is acknowledged, and waits.
        await program.Run();
        await Fill(ines, page, today);
        await ines.Press("Record this answer");
        Assert.True(ines.Has("message.pdf is kept and is being checked for viruses"), ines.Main);
        await clam.Revive();
        await clam.Sleep(true);
        var scanner = program.Authority.Scanner = Clamd.At(clam.Socket, out _)!;
        scanner.Patience = TimeSpan.FromSeconds(1);
        Assert.Equal(0, await FileScans.Run(program.Authority));
        await program.Kill();
        Assert.Equal(Scan.Waiting, (await store.Documents.SingleAsync()).Scan);

        // What was left of the first upload is swept; what was acknowledged is freed.
        await clam.Sleep(false);
        scanner.Patience = TimeSpan.FromSeconds(20);
        foreach (var file in Files(program)) File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddDays(-2));
        Assert.Equal(1, await FileSweep.Run(program.Authority));
        await store.Documents.ExecuteUpdateAsync(set => set.SetProperty(row => row.ScanAgainAt, (Instant?)null));
        Assert.Equal(1, await FileScans.Run(program.Authority));
        var row = await store.Documents.SingleAsync();
        Assert.Equal((Scan.Clean, true), (row.Scan, program.Authority.Files.Has(row)));
        Assert.Empty(await StoreCheck.Differences(program.Authority));
    }

    static async Task Fill(Visitor visitor, string page, LocalDate today)
    {
        await visitor.Go(page);
        visitor.Fill("How it came", "By e-mail").Fill("The day it came", $"{today.Day} {today.Month} {today.Year}").Fill("The time it came", "00:00");
        visitor.Attach("file", new Attachment("message.pdf", "application/pdf", Samples.Pdf()));
    }

    static string[] Files(RealProgram program) => Directory.Exists(Folder(program)) ? Directory.GetFiles(Folder(program), "*", SearchOption.AllDirectories) : [];

    static string Folder(RealProgram program) => Path.Combine(program.Authority.Folder, "files");

    static async Task Until(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 600, "it never came to it");
            await Task.Delay(50);
        }
    }
}
