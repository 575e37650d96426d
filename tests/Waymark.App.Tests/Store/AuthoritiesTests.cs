using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Xunit;

namespace Waymark.App.Tests.Store;

public sealed class AuthoritiesTests(Databases databases)
{
    [Fact]
    public async Task A_council_whose_pack_has_faults_is_not_served_and_says_where_while_the_others_are()
    {
        var folder = Directory.CreateTempSubdirectory("waymark-authorities-").FullName;
        var packs = Path.Combine(folder, "packs");
        foreach (var file in Directory.GetFiles(Checkout.At("packs", "island"), "*.yaml", SearchOption.AllDirectories).Concat(Directory.GetFiles(Checkout.At("packs", "calendars"))))
        {
            foreach (var target in new[] { file, file.Replace("/island/", "/broken/", StringComparison.Ordinal) })
            {
                var copy = Path.Combine(packs, Path.GetRelativePath(Checkout.At("packs"), target));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy, overwrite: true);
            }
        }
        await File.AppendAllTextAsync(Path.Combine(packs, "broken", "authority.yaml"), "\nlable: Oops\n");

        await using (var authorities = await Authorities.Open(new Installation(Path.Combine(folder, "data"), packs), new TestClock()))
        {
            Assert.Equal(["island"], authorities.Served.Select(authority => authority.Id));
            var closed = Assert.Single(authorities.Closed);
            Assert.Equal("broken", closed.Id);
            Assert.Contains(closed.Faults, fault => fault.At.File == "authority.yaml" && fault.Message.Contains("'lable'", StringComparison.Ordinal));
            Assert.Null(authorities.Find("broken"));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Theory, OnBoth]
    public async Task A_process_keeps_the_version_of_the_pack_that_it_began_with(Db db)
    {
        await using var island = await Island.Open(databases, db);
        var review = await island.Review();
        await using (var store = island.Authority.Open())
            Assert.Equal(review.Pack, (await store.PackVersions.SingleAsync()).Fingerprint);

        // A node that knows nothing of the old version but what was published reads it from there.
        var forgetful = new PackVersions(island.Authority.Packs.InForce with { Fingerprint = "another" });
        await using var reading = island.Authority.Open();
        Assert.Equal(review.Pack, (await forgetful.Of(reading, review.Pack)).Fingerprint);
        await Assert.ThrowsAsync<InvalidOperationException>(() => forgetful.Of(reading, "never published"));
    }

    [Theory, OnBoth]
    public async Task The_clock_ticks_in_whole_microseconds_and_is_moved_for_every_node(Db db)
    {
        await using var island = await Island.Open(databases, db);
        await using var other = await island.AnotherNode();
        Assert.Equal(0, island.Authority.Clock.GetCurrentInstant().ToUnixTimeTicks() % 10);
        await island.Authority.MoveClock(Duration.FromDays(-3), island.As(Island.Mona));
        await other.ReadClock();
        Assert.Equal(island.Authority.Clock.GetCurrentInstant(), other.Clock.GetCurrentInstant());
        Assert.Equal(Columns.Whole(island.Clock.Now - Duration.FromDays(3)), other.Clock.GetCurrentInstant());
    }

    [Fact]
    public async Task A_file_is_kept_whole_or_not_at_all()
    {
        var folder = Directory.CreateTempSubdirectory("waymark-files-").FullName;
        var files = new FileStore(folder);
        var content = new byte[200_000];
        Random.Shared.NextBytes(content);
        var kept = await files.Keep(new MemoryStream(content), limit: 200_000, [1]);
        Assert.Equal((200_000L, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content))), (kept.Bytes, kept.Sha256));
        await using (var read = files.OpenIncoming(kept.Id))
        {
            var copy = new MemoryStream();
            await read.CopyToAsync(copy);
            Assert.Equal(content, copy.ToArray());
        }
        await Assert.ThrowsAsync<FileTooLargeException>(() => files.Keep(new MemoryStream(content), limit: 199_999, [1]));
        Assert.Single(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
        Directory.Delete(folder, recursive: true);
    }
}
