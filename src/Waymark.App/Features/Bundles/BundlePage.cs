using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Features.Documents;
using Waymark.App.Store;
using Waymark.Core.Access;
using Waymark.Core.Bundles;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Bundles;

/// <summary>
/// The papers of one process, assembled anew each time from what the viewer may take out of Waymark. Nothing is stored: what is sent is
/// the record as it stood when it was downloaded, and the audit says that it was, with every process and file that was in it.
/// </summary>
public abstract class BundlePage : WaymarkPage
{
    public Bundle Bundle { get; private set; } = null!;

    public IReadOnlyList<Account> Accounts { get; private set; } = [];

    public Situation Situation => Accounts[^1].Situation;

    public Guid Process => Accounts[^1].Process.Id;

    public string At(string path = "") => Url.Content($"~/processes/{Process}/papers/{Vocabulary.Word(Bundle.For)}{path}");

    protected async Task<IActionResult?> Load(Guid id, string purpose)
    {
        var access = await Viewer.Process(id, AccessVerb.Download, fresh: true);
        // What leaves for a need leaves file by file, each for its own: a reason for the record is not one.
        if (access.Ruling.Verdict == Verdict.Ask) return Refuse(Ruling.Deny("Your post takes files away one by one, each for a need that is stated."), access.Child);
        if (access.Row is null) return Refuse(access);
        var (accounts, complete) = await Chain(access.Row.Id);
        var last = accounts[^1];
        Saw(last.Process.Children.Count > 0 ? last.Process.Children[0] : null, last.Process.Id, null, accounts.SelectMany(account => account.Process.Children.Prepend(account.Process.Id)));
        if (Bundle.Offered(last.Process, last.Protocol).Where(each => Vocabulary.Word(each) == purpose).ToList() is not [var offered]) return NotThere();
        var files = await Files(accounts);
        Accounts = accounts;
        Bundle = Assembly.Of(offered, accounts, new Surroundings(await Family(last.Process.Children), [.. files.Select(Kept)], complete));
        Saw(shown: files.Select(file => file.Id));
        return null;
    }

    /// <summary>The process, last, after those that it came from, as far back as the viewer may take papers out of them.</summary>
    private async Task<(IReadOnlyList<Account> Accounts, bool Complete)> Chain(Guid id)
    {
        var accounts = new List<Account>();
        for (Guid? next = id; next is { } one && accounts.All(account => account.Process.Id != one);)
        {
            if (accounts.Count > 0 && await Viewer.Process(one, AccessVerb.Download, fresh: true) is { Row: null }) return (accounts, false);
            var reading = (await Authority.Situations.Read(Db, one, Viewer.Id))!;
            var events = await Db.Events.Where(row => row.ProcessId == one).OrderBy(row => row.Sequence).ToListAsync();
            accounts.Insert(0, new Account(reading.Process, reading.Situation, [.. events.Select(row => row.Event())]));
            next = reading.Process.CameFrom?.Process;
        }
        return (accounts, true);
    }

    private Task<List<DocumentRow>> Files(IReadOnlyList<Account> accounts)
    {
        var ids = accounts.Select(account => account.Process.Id).ToList();
        return Db.Documents.Where(row => row.ProcessId != null && ids.Contains(row.ProcessId.Value)).OrderBy(row => row.UploadedAt).ThenBy(row => row.Id).ToListAsync();
    }

    private static Kept Kept(DocumentRow row) =>
        new(row.ProcessId!.Value, row.WorkstepId, row.Name, $"{FileKind.WordsFor(row.MediaType)}, {FileLink.Size(row.Bytes)}", row.Sha256, row.UploadedAt, row.UploadedBy);

    /// <summary>Of those of the children whose summary the viewer may read.</summary>
    private async Task<IReadOnlyList<Relative>> Family(IReadOnlyList<Guid> children)
    {
        var open = new List<Guid>();
        foreach (var child in children)
            if (await Viewer.Child(child) is { Row: not null }) open.Add(child);
        return await Db.ChildPeople.Where(person => open.Contains(person.ChildId)).OrderBy(person => person.Relation).ThenBy(person => person.Name)
            .Select(person => new Relative(person.Name, person.Relation)).ToListAsync();
    }
}
