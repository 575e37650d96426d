using Microsoft.EntityFrameworkCore;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Reliability;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features.CaseNotes;

public sealed class CaseNotesTests(Databases databases)
{
    static readonly string Notes = $"/island/children/{Site.Arlo}/notes";

    static async Task<Visitor> Typed(Site site, string name, string text)
    {
        var visitor = await site.As(name);
        await visitor.Go($"{Notes}/add");
        await visitor.Choose("Case note type", "IRO note").Fill("Note", text).Press("Add to the record");
        return visitor;
    }

    [Theory, OnBoth]
    public async Task A_note_that_is_typed_stands_on_the_record_with_its_author_and_time(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ida = await Typed(site, "Ida", "Arlo showed me his drawing.\nHe is settled.");
        Assert.Equal(Notes, ida.Path);
        Assert.True(ida.Has("Arlo showed me his drawing.") && ida.Has("Ida Fenwick,"), ida.Main);
        var written = (await site.Audit()).Last(entry => entry.What == "casenotes/add" && entry.Action == AuditAction.Change);
        Assert.Equal((Site.Arlo, Site.Ida), (written.ChildId, written.Worker));
        Assert.DoesNotContain(await site.Audit(), entry => $"{entry.Fields}{entry.Reason}{entry.Terms}".Contains("drawing", StringComparison.Ordinal));

        using var sami = await site.As("Sami");
        await sami.Go($"/island/children/{Site.Arlo}");
        Assert.True(sami.Has("begun by Ida Fenwick"), sami.Main);
        await sami.Click("All case notes");
        Assert.True(sami.Has("He is settled."), sami.Main);
        var seen = (await site.Audit())[^1];
        Assert.Equal((AuditAction.View, "casenotes/index", Site.Arlo), (seen.Action, seen.What, seen.ChildId!.Value));
        Assert.NotNull(seen.Shown);
    }

    [Theory, OnBoth]
    public async Task What_is_wrong_is_said_and_nothing_typed_is_lost(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ida = await site.As("Ida");
        await ida.Go($"{Notes}/add");
        await ida.Fill("Day", "31").Fill("Month", "2").Fill("The time it happened", "soon").Fill("Note", "A long talk.").Press("Add to the record");
        Assert.Equal(["The day it happened must be a real date, such as 27 3 2026", "Select Case note type"], ida.Errors.Order(StringComparer.Ordinal).Reverse());
        Assert.True(ida.Page.Html.Contains("A long talk.", StringComparison.Ordinal) && ida.Page.Html.Contains("value=\"soon\"", StringComparison.Ordinal));
        await ida.Choose("Case note type", "IRO note").Fill("Day", "1").Fill("Month", "1").Fill("Year", "2199").Fill("The time it happened", "14:30").Fill("Note", " ").Press("Add to the record");
        Assert.Equal(["Enter the note", "It can’t have happened in the future"], ida.Errors.Order(StringComparer.Ordinal));
    }

    [Theory, OnBoth]
    public async Task The_same_post_twice_is_one_note(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ida = await site.As("Ida");
        var post = Post.Of(await ida.Go($"{Notes}/add"), "Add to the record").With("Type", "iro-note").With("Text", "Once.");
        Assert.True((await post.Send(ida)).Taken);
        Assert.True((await post.Send(ida)).Taken);
        await using var store = site.Authority.Open();
        Assert.Equal(1, await store.CaseNotes.CountAsync());
        Assert.Equal([AuditAction.Change, AuditAction.View], await store.AuditEntries.OrderByDescending(entry => entry.Number).Take(2).OrderBy(entry => entry.Number).Select(entry => entry.Action).ToListAsync());
    }

    [Theory, OnBoth]
    public async Task A_note_in_error_stays_to_be_read_marked_by_whoever_wrote_it_or_a_manager_of_the_service(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ida = await Typed(site, "Ida", "Of another child.");
        var mark = ida.Page.Document.QuerySelectorAll("article a").Select(link => link.GetAttribute("href")!).Single(href => href.EndsWith("/error", StringComparison.Ordinal));
        using var sami = await site.As("Sami");
        await sami.Go(mark);
        Assert.True(sami.Has("Only whoever wrote it, or a manager of the service, may mark it."), sami.Main);
        await ida.Go(mark);
        await ida.Press("Mark as recorded in error");
        Assert.Equal(["Say why"], ida.Errors);
        await ida.Fill("Why is it in error?", "It was his brother.").Press("Mark as recorded in error");
        Assert.True(ida.Has("Of another child.") && ida.Has("Recorded in error") && ida.Has("It was his brother."), ida.Main);
        await ida.Go(mark);
        Assert.True(ida.Has("It is marked already."), ida.Main);
    }

    [Theory, OnBoth]
    public async Task Nobody_else_knows_of_it_and_the_database_keeps_it(Db db)
    {
        await using var site = await Site.Start(databases, db);
        using var ida = await Typed(site, "Ida", "Private.");
        await using var store = site.Authority.Open();
        var note = await store.CaseNotes.SingleAsync();
        using var otto = await site.As("Otto");
        foreach (var path in (string[])[Notes, $"{Notes}/add", $"/island/notes/{note.Id}/error"])
        {
            await otto.Go(path);
            Assert.Equal(404, otto.Status);
        }
        foreach (var sql in (string[])["UPDATE case_note SET text = 'x'", "UPDATE case_note SET type = 'x'", "DELETE FROM case_note"])
            Assert.Contains("are never changed or removed", (await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => store.Database.ExecuteSqlRawAsync(sql))).Message, StringComparison.Ordinal);
    }
}
