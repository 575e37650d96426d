using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.Access;
using Waymark.App.Features.Children;
using Waymark.App.Store;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.App.Features.Documents;

/// <summary>A child's documents: what is current, what was replaced, who was told; and what others ask to take away (S3-017, S3-020, S3-026).</summary>
public sealed class IndexModel : WaymarkPage
{
    const int Longest = 500, Days = 7;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Type { get; set; }

    /// <summary>The part of the record whose documents alone are shown.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public ChildRow Child { get; private set; } = null!;
    public IReadOnlyList<ChildsDocument> All { get; private set; } = [];
    public IEnumerable<ChildsDocument> Documents => All.Where(each => (string.IsNullOrEmpty(Type) || each.Held.Type == Type) && (Part is not { } part || each.Type?.Area == part.Id));

    /// <summary>Null: all of the record, or no part of it that the viewer may know of.</summary>
    public Area? Part => Viewer.Areas.FirstOrDefault(area => area.Id == Area && area.Means.Count == 0);

    /// <summary>Work of that part of the record that adds no document to the list.</summary>
    public IReadOnlyList<(Guid Id, string Label, NodaTime.Instant At)> Others { get; private set; } = [];
    public IEnumerable<Option> Types => All.Select(each => each.Type).OfType<Option>().DistinctBy(type => type.Id);

    /// <summary>Questions of others, for whoever may take the documents away without asking.</summary>
    public IReadOnlyList<(AgreementRow Asked, string By, string What)> Asked { get; private set; } = [];

    bool MayAnswer { get; set; }

    /// <summary>What adds a document.</summary>
    public IReadOnlyList<Startable> Start { get; private set; } = [];

    public async Task<IActionResult> OnGet() => await Open() ?? Page();

    /// <summary>Agreed: one download, within a week. Not agreed: none, and the note says why.</summary>
    public async Task<IActionResult> OnPostAnswer(Guid asked, bool agree)
    {
        if (await Open() is { } refused) return refused;
        if (Asked.All(each => each.Asked.Id != asked)) return await Late(asked);
        if (!agree && string.IsNullOrWhiteSpace(Note)) Fault($"note-{asked}", "Say why you don’t agree");
        if (Note?.Length > Longest) Fault($"note-{asked}", $"Say it in at most {Longest} letters");
        if (!ModelState.IsValid) return Page();
        var (now, me, note) = (Now, Viewer.Id, string.IsNullOrWhiteSpace(Note) ? null : Core.Record.CaseNotes.Kept(Note));
        Instant? until = agree ? now + Duration.FromDays(Days) : null;
        var question = Asked.Single(each => each.Asked.Id == asked);
        await using (var writing = await Authority.Database.Write())
        {
            var answered = await writing.Db.Agreements.Where(row => row.Id == asked && row.AnsweredAt == null).ExecuteUpdateAsync(set => set
                .SetProperty(row => row.AnsweredAt, now).SetProperty(row => row.AnsweredBy, me).SetProperty(row => row.Agreed, agree).SetProperty(row => row.Note, note).SetProperty(row => row.Until, until));
            if (answered > 0)
            {
                writing.Db.AuditEntries.Add(Desk.Entry(AuditAction.Change, "documents/answer") with { ChildId = Id, DocumentId = question.Asked.DocumentId, Fields = agree ? "agreed" : "not agreed" });
                await writing.Commit();
                Done = agree ? $"{question.By} may download it once, within a week." : $"{question.By} may not download it.";
                return Redirect(Url.Content($"~/children/{Id}/documents"));
            }
        }
        return await Late(asked);
    }

    /// <summary>Answered since this page was asked for, here or by somebody else: that answer stands, and what was typed is shown again.</summary>
    async Task<IActionResult> Late(Guid asked)
    {
        if (!MayAnswer || await Answerable().SingleOrDefaultAsync(each => each.Id == asked && each.AnsweredAt != null) is not { AnsweredBy: { } by } row || All.All(each => each.File.Id != row.DocumentId)) return NotThere();
        Asked = [.. Asked.Where(each => each.Asked.Id != asked)];
        var said = $"{(await Authority.Situations.Register(Db, [])).NameOf(by)} {(row.Agreed == true ? "agreed" : "did not agree")} to this already. Your answer changes nothing";
        Fault("", string.IsNullOrWhiteSpace(Note) ? said : $"{said}, and your note is not kept: {Note.Trim()}");
        return Page();
    }

    IQueryable<AgreementRow> Answerable() => Db.Agreements.Where(row => row.ChildId == Id && row.Worker != Viewer.Id);

    async Task<IActionResult?> Open()
    {
        var access = await Viewer.Child(Id);
        if (access.Row is not { } child) return Refuse(access);
        Child = child;
        All = await ChildsDocuments.Read(Desk, Id);
        MayAnswer = (await Viewer.Child(Id, AccessVerb.Download, fresh: true)).Row is not null;
        if (MayAnswer)
        {
            var rows = await Answerable().Where(row => row.AnsweredAt == null).OrderBy(row => row.AskedAt).ToListAsync();
            var register = await Authority.Situations.Register(Db, []);
            Asked = [.. rows.Where(row => All.Any(each => each.File.Id == row.DocumentId)).Select(row => (row, register.NameOf(row.Worker), All.First(each => each.File.Id == row.DocumentId) is var its ? $"{its.Type?.Label}, {its.File.Name}" : ""))];
        }
        var adding = HeldDocument.Adding(Pack);
        Start = [.. (await Startable.Of(Desk, Id)).Where(each => adding.Contains(each.Protocol))];
        if (Part is { } part)
        {
            var protocols = Pack.Protocols.Where(protocol => protocol.Area == part.Id).ToDictionary(protocol => protocol.Id, protocol => protocol.Label);
            var named = protocols.Keys.ToList();
            Others = [.. (await Viewer.Processes().Where(row => named.Contains(row.Protocol) && Db.ProcessChildren.Any(its => its.ProcessId == row.Id && its.ChildId == Id)).OrderBy(row => row.Number).Select(row => new { row.Id, row.Protocol, row.Number, row.StartedAt }).ToListAsync())
                .Select(row => (row.Id, $"{protocols[row.Protocol]} {row.Number}", row.StartedAt))];
        }
        Saw(child: Id, shown: All.Select(each => each.File.Id).Concat(Others.Select(each => each.Id)));
        return null;
    }
}
