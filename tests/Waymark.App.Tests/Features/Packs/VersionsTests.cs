using Microsoft.EntityFrameworkCore;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.Core.Record;
using Xunit;
using static Waymark.App.Tests.Cast;

namespace Waymark.App.Tests.Features.Packs;

/// <summary>What the owner of a process does with its versions: sees what would change, publishes, and moves what runs.</summary>
public sealed class VersionsTests(Databases databases)
{
    const string Five = "due, amount: 5, unit: working-days, after: {request: request-1", Seven = "due, amount: 7, unit: working-days, after: {request: request-1";

    /// <summary>Asked on Monday 29 June 2020: five working days end with Monday 6 July, seven with Wednesday 8 July.</summary>
    [Theory, OnBoth]
    public async Task A_version_is_read_published_without_a_restart_and_a_process_is_moved_to_it_with_a_reason(Db db)
    {
        await using var town = await Folder(databases, db);
        var concern = await Concern.AtStage(town, A, 1, Tm);
        await concern.Send(Iro, "request-1", Tm);
        using var adm = await town.As(Adm);
        await adm.Click("Administration");
        await adm.Click("Processes and their versions");
        Assert.True(adm.Has("The folder holds what is in force"), adm.Main);

        Write(town, "iro-qa.yaml", (Five, Seven));
        await adm.Go("/island/packs");
        Assert.True(adm.Has("still says version 1.0. Give it another version."), adm.Main);
        Assert.DoesNotContain("Publish this version", adm.Page.Buttons);
        Write(town, "iro-qa.yaml", ("version: \"1.0\"", "version: \"1.1\""));
        await adm.Go("/island/packs");
        var changed = Assert.Single(adm.Page.Table("What would change"), row => row[0].Contains("clock 'reply'", StringComparison.Ordinal));
        Assert.Contains("5 working days", changed[1], StringComparison.Ordinal);
        Assert.Contains("7 working days", changed[2], StringComparison.Ordinal);
        await adm.Press("Publish this version");
        Assert.True(adm.Has("Published. What begins from now on runs under it; what is running keeps its version."), adm.Main);
        Assert.Equal("1.1", town.Authority.Packs.InForce.Protocol("iro-qa")!.Version);
        Assert.True(adm.Has("by Adelaide Swiftlet"), adm.Main);

        var younger = await Concern.AtStage(town, E, 1, Tm);
        await younger.Send(Iro, "request-1", Tm);
        Assert.Equal(["2020-07-06", "2020-07-08"], await Due(town));

        await adm.Click($"Move number {concern.Process.Number} to another version");
        Assert.True(adm.Has("What would change with version 1.1"), adm.Main);
        await adm.Press("Move this process");
        Assert.Equal(["Say why"], adm.Errors);
        await adm.Fill("Why is it moved?", "The council agreed seven days.").Press("Move this process");
        Assert.True(adm.Has("now runs under version 1.1"), adm.Main);
        Assert.Equal(["2020-07-08", "2020-07-08"], await Due(town));

        using var iro = await town.As(Iro);
        await iro.Go(concern.Address);
        Assert.True(iro.Has("Adelaide Swiftlet moved the process from version 1.0 to version 1.1"), iro.Main);
        Assert.True(iro.Has("Reason: The council agreed seven days."), iro.Main);
        await iro.Go("/island/notices");
        Assert.True(iro.Has("A process goes on under another version"), iro.Main);
        var audit = await town.Audit();
        Assert.Contains(audit, entry => entry is { Action: AuditAction.Administer, What: "pack/publish" } && entry.Worker == Adm.Id);
        Assert.Contains(audit, entry => entry is { Action: AuditAction.Change, What: "process/move" } && entry.Worker == Adm.Id && entry.ChildId == A.Id);
    }

    [Theory, OnBoth]
    public async Task A_pack_with_a_fault_is_refused_with_file_line_and_column_and_what_is_in_force_stays(Db db)
    {
        await using var town = await Folder(databases, db);
        Write(town, "iro-qa.yaml", ("{id: drp-1, label: IRO Dispute Resolution Process Stage 1, form: drp, rank: 1, holder: [raiser], answers: [team-manager]}", "{id: drp-1, label: IRO Dispute Resolution Process Stage 1, form: drp, rank: 1, holder: [raiser], answers: [team-mangler]}"));
        using var adm = await town.As(Adm);
        await adm.Go("/island/packs");
        Assert.Matches(@"protocols/iro-qa\.yaml:\d+:\d+: .*team-mangler.*team-manager", adm.Main);
        Assert.DoesNotContain("Publish this version", adm.Page.Buttons);
        Assert.Equal("1.0", town.Authority.Packs.InForce.Protocol("iro-qa")!.Version);
    }

    /// <summary>Somebody saves the file again between the look and the press.</summary>
    [Theory, OnBoth]
    public async Task What_is_published_is_what_was_read(Db db)
    {
        await using var town = await Folder(databases, db);
        Write(town, "iro-qa.yaml", (Five, Seven), ("version: \"1.0\"", "version: \"1.1\""));
        using var adm = await town.As(Adm);
        await adm.Go("/island/packs");
        Write(town, "iro-qa.yaml", (Seven, Seven.Replace("amount: 7", "amount: 9", StringComparison.Ordinal)));
        await adm.Press("Publish this version");
        Assert.Equal(["The folder has changed since you looked. Read below what would change now."], adm.Errors);
        Assert.Equal("1.0", town.Authority.Packs.InForce.Protocol("iro-qa")!.Version);
    }

    /// <summary>A node that was started before takes up what another published.</summary>
    [Theory, OnBoth]
    public async Task Another_node_takes_up_what_was_published(Db db)
    {
        await using var island = await Store.Island.Open(databases, db);
        await using var other = await island.AnotherNode();
        var files = PackVersions.Files(island.Authority.PackFolder).Select(file => file.Path.EndsWith("iro-qa.yaml", StringComparison.Ordinal) ? (file.Path, file.Text.Replace(Five, Seven, StringComparison.Ordinal)) : file).ToList();
        var next = Core.Packs.PackReader.Read("island", files).Pack!;
        await using (var writing = await island.Authority.Database.Write())
        {
            await PackVersions.Publish(writing.Db, next, files, Store.Island.Mona, island.Clock.Now);
            await writing.Commit();
        }
        Assert.NotEqual(next.Fingerprint, other.Packs.InForce.Fingerprint);
        await other.ReadPack();
        Assert.Equal(next.Fingerprint, other.Packs.InForce.Fingerprint);
    }

    [Theory, OnBoth]
    public async Task Nobody_without_the_post_comes_in(Db db)
    {
        await using var town = await Folder(databases, db);
        var concern = await Concern.AtStage(town, A, 1, Tm);
        using var iro = await town.As(Iro);
        foreach (var path in new[] { "/island/packs", $"/island/packs/processes/{concern.Process.Id}" })
        {
            await iro.Go(path);
            Assert.Equal(403, iro.Status);
        }
    }

    /// <summary>With the pack in a folder that the test may write to.</summary>
    static async Task<Town> Folder(Databases databases, Db db)
    {
        var town = await Town.Open(databases, db);
        await town.Publish();
        return town;
    }

    static void Write(Town town, string name, params (string Old, string New)[] edits)
    {
        var file = Path.Combine(town.Authority.PackFolder, "protocols", name);
        var text = File.ReadAllText(file);
        foreach (var (old, @new) in edits) text = text.Contains(old, StringComparison.Ordinal) ? text.Replace(old, @new, StringComparison.Ordinal) : throw new InvalidDataException(old);
        File.WriteAllText(file, text);
    }

    static async Task<List<string>> Due(Town town)
    {
        await using var opened = town.Authority.Open();
        var days = await opened.Clocks.Where(clock => clock.Definition == "reply").Select(clock => clock.DueOn).ToListAsync();
        return [.. days.Order().Select(day => NodaTime.Text.LocalDatePattern.Iso.Format(day))];
    }
}
