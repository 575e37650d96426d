using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Features.Processes;
using Waymark.App.Store;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Documents;

/// <summary>A document of a child's record, and who was told that it was added.</summary>
public sealed record ChildsDocument(DocumentRow File, HeldDocument Held, Option? Type, string By, bool Current, IReadOnlyList<(string To, Receipt Told)> Told)
{
    /// <summary>May be taken away for a need that is stated, without asking the child's worker first (S3-025).</summary>
    public bool IsOpen => Type?.Means.Contains(Meaning.OpenDownload) == true;
}

/// <summary>Documents of children that the viewer may see, newest of each type first.</summary>
public static class ChildsDocuments
{
    /// <summary>A constant number of queries for each version of the pack in use.</summary>
    public static async Task<IReadOnlyList<ChildsDocument>> Read(Desk desk, params IReadOnlyCollection<Guid> children)
    {
        var (db, pack) = (desk.Db, desk.Pack);
        var protocols = HeldDocument.Adding(pack).Select(protocol => protocol.Id).ToList();
        var rows = desk.Viewer!.Processes().Where(row => protocols.Contains(row.Protocol) && db.ProcessChildren.Any(its => its.ProcessId == row.Id && children.Contains(its.ChildId)));
        var processes = await rows.OrderBy(row => row.Number).ToListAsync();
        var steps = (await db.Worksteps.Where(step => rows.Any(row => row.Id == step.ProcessId)).OrderBy(step => step.Ordinal).ToListAsync()).ToLookup(step => step.ProcessId);
        var files = await db.Documents.Where(file => rows.Any(row => row.Id == file.ProcessId)).ToDictionaryAsync(file => file.Id);
        var told = (await db.Notices.Where(notice => rows.Any(row => row.Id == notice.ProcessId)).ToListAsync()).ToLookup(notice => notice.ProcessId);
        var owed = HeldDocument.Adding(pack).SelectMany(protocol => protocol.Notices.Concat(protocol.Forms.SelectMany(form => form.Notices))).Select(notice => notice.Id).ToHashSet();
        var register = await desk.Authority.Situations.Register(db, []);
        var held = new List<HeldDocument>();
        foreach (var row in processes)
        {
            var version = await desk.Authority.Packs.Of(db, row.Pack);
            if (version.Protocol(row.Protocol) is { } protocol) held.AddRange(HeldDocument.Of(Rows.Read(row, [.. steps[row.Id]]), protocol, version).Where(each => files.ContainsKey(each.File)));
        }
        var superseded = held.GroupBy(each => files[each.File].ChildId).SelectMany(child => HeldDocument.Superseded(pack, [.. child])).ToHashSet();
        return [.. held.OrderBy(each => HeldDocument.TypeOf(pack, each.Type)?.Label, StringComparer.Ordinal).ThenByDescending(each => each.Dated).ThenByDescending(each => files[each.File].UploadedAt)
            .Select(each => new ChildsDocument(files[each.File], each, HeldDocument.TypeOf(pack, each.Type), register.NameOf(files[each.File].UploadedBy), !superseded.Contains(each.File), [.. Receipt.Of(told[each.Process].Where(notice => owed.Contains(notice.Definition))).Select(receipt => (register.NameOf(receipt.To), receipt))]))];
    }
}
