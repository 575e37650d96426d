using Microsoft.EntityFrameworkCore;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Store;
using Xunit;

namespace Waymark.App.Tests.Reliability;

/// <summary>Two people save the same workstep in the same moment: nothing that either wrote is lost.</summary>
public sealed class AtOnceTests(Databases databases)
{
    static readonly int Times = Seeds.Times(50, 500);
    static readonly Guid First = Island.Id(900), Second = Island.Id(901);

    [Theory, OnBoth]
    public async Task Two_sections_are_both_kept(Db db)
    {
        await using var desks = await Desks.Open(databases, db);
        for (var time = 1; time <= Times; time++)
        {
            var (progress, outcome) = (await Desks.Opened(desks.Ida, desks.Section("action-progress")), await Desks.Opened(desks.Mona, desks.Section("outcome")));
            var day = $"{1 + time % 28}";
            await BothKept((desks.Ida, progress.With("f.review-on-day", day).With("f.review-on-month", "8")), (desks.Mona, outcome.With("f.summary", $"Summary {time}.")));
            Assert.Equal((day, $"Summary {time}."), ((await Desks.Opened(desks.Mona, desks.Section("action-progress")))["f.review-on-day"], (await Desks.Opened(desks.Ida, desks.Section("outcome")))["f.summary"]));
        }
        await Said(desks, db, "two sections");
    }

    [Theory, OnBoth]
    public async Task Two_rows_of_one_table_are_both_kept(Db db)
    {
        await using var desks = await Desks.Open(databases, db);
        await SecondRow(desks);
        for (var time = 1; time <= Times; time++)
        {
            var (first, second) = (await Desks.Opened(desks.Ida, desks.Row(First), "Save Changes"), await Desks.Opened(desks.Mona, desks.Row(Second), "Save Changes"));
            await BothKept((desks.Ida, first.With("f.action", $"First {time}.")), (desks.Mona, second.With("f.action", $"Second {time}.")));
            Assert.Equal(($"First {time}.", $"Second {time}."), ((await Desks.Opened(desks.Mona, desks.Row(First), "Save Changes"))["f.action"], (await Desks.Opened(desks.Ida, desks.Row(Second), "Save Changes"))["f.action"]));
        }
        await Said(desks, db, "two rows of one table");
    }

    [Theory, OnBoth]
    public async Task Two_new_rows_are_both_kept(Db db)
    {
        await using var desks = await Desks.Open(databases, db);
        var add = $"/island/worksteps/{desks.Workstep}/tables/actions";
        var times = Times / 5;
        for (var time = 1; time <= times; time++)
        {
            var (first, second) = (await Desks.Opened(desks.Ida, add), await Desks.Opened(desks.Mona, add));
            Post Row(Post page, string words) => page.With("f.action", words).With("f.by-date-day", "3").With("f.by-date-month", "8").With("f.by-date-year", "2020").With("f.by-whom", "post:social-worker");
            await BothKept((desks.Ida, Row(first, $"New {time} of Ida.")), (desks.Mona, Row(second, $"New {time} of Mona.")));
        }
        var page = await desks.Tess.Go(desks.Section("action-progress"));
        for (var time = 1; time <= times; time++) Assert.True(page.Has($"New {time} of Ida.") && page.Has($"New {time} of Mona."), $"A row of time {time} is not there: {page.Main}");
        Counts.Say($"two new rows of one table saved at once, {db.Name()}", times, Seeds.Seed);
    }

    [Theory, OnBoth]
    public async Task Two_people_in_one_row_fill_their_own_columns(Db db)
    {
        await using var desks = await Desks.Open(databases, db);
        for (var time = 1; time <= Times; time++)
        {
            var (decision, update) = (await Desks.Opened(desks.Ida, desks.Row(First), "Save Changes"), await Desks.Opened(desks.Tess, desks.Row(First), "Save Changes"));
            await BothKept((desks.Ida, decision.With("f.iro-decision", $"Decided {time}.")), (desks.Tess, update.With("f.sw-update", $"Updated {time}.")));
            var page = await desks.Ida.Go(desks.Row(First));
            Assert.True(page.Has($"Updated {time}.") && Post.Of(page, "Save Changes")["f.iro-decision"] == $"Decided {time}.", page.Main);
        }
        await Said(desks, db, "two people in one row");
    }

    [Theory, OnBoth]
    public async Task Two_fields_of_one_section_are_both_kept(Db db)
    {
        await using var desks = await Desks.Open(databases, db);
        for (var time = 1; time <= Times; time++)
        {
            var (ida, mona) = (await Desks.Opened(desks.Ida, desks.Section("outcome")), await Desks.Opened(desks.Mona, desks.Section("outcome")));
            var decision = time % 2 == 0 ? "review" : "stage-1";
            await BothKept((desks.Ida, ida.With("f.summary", $"Summary {time}.")), (desks.Mona, mona.With("f.decision", decision)));
            var stands = await Desks.Opened(desks.Mona, desks.Section("outcome"));
            Assert.Equal(($"Summary {time}.", decision), (stands["f.summary"], stands["f.decision"]));
        }
        await Said(desks, db, "two fields of one section");
    }

    [Theory, OnBoth]
    public async Task Of_two_texts_for_one_field_one_stands_and_the_other_is_shown_beside_it_and_kept(Db db)
    {
        await using var desks = await Desks.Open(databases, db);
        for (var time = 1; time <= Times; time++)
        {
            var (ida, mona) = (await Desks.Opened(desks.Ida, desks.Section("outcome")), await Desks.Opened(desks.Mona, desks.Section("outcome")));
            var (of, by) = (new[] { $"Ida's words {time}.", $"Mona's words {time}." }, new[] { desks.Ida, desks.Mona });
            var (first, second) = await Desks.AtOnce((desks.Ida, ida.With("f.summary", of[0])), (desks.Mona, mona.With("f.summary", of[1])));
            Assert.True(first.Taken != second.Taken, $"{first}; {second}");
            var (won, lost) = first.Taken ? (0, 1) : (1, 0);
            var shown = (first.Taken ? second : first).Page;
            Assert.Equal(200, shown.Status);
            Assert.Contains(shown.Errors, error => error.Contains("changed this while you were writing", StringComparison.Ordinal));
            Assert.True(shown.Has(of[won]), $"What stands is not shown: {shown.Main}");
            Assert.Equal(of[lost], Post.Of(shown, "Save")["f.summary"]);

            Assert.Equal(of[won], (await Desks.Opened(by[won], desks.Section("outcome")))["f.summary"]);
            var again = await by[lost].Go(desks.Section("outcome"));
            Assert.True(again.Has("is not saved yet"), again.Main);
            Assert.Equal(of[lost], Post.Of(again, "Save")["f.summary"]);
            var settled = await Post.Of(shown, "Save").With("f.summary", $"{of[won]} {of[lost]}").Send(by[lost]);
            Assert.True(settled.Taken, settled.ToString());
        }
        await Said(desks, db, "one field by two people", each: 2);
    }

    static async Task BothKept((Visitor, Post) first, (Visitor, Post) second)
    {
        var (one, other) = await Desks.AtOnce(first, second);
        Assert.True(one.Taken && other.Taken, $"{one}; {other}");
    }

    static async Task SecondRow(Desks desks)
    {
        var page = await Desks.Opened(desks.Ida, $"/island/worksteps/{desks.Workstep}/tables/actions");
        var saved = await page.With("row-id", Second.ToString()).With("f.action", "Ring the school.").With("f.by-date-day", "3").With("f.by-date-month", "8").With("f.by-date-year", "2020").Send(desks.Ida);
        Assert.True(saved.Taken, saved.ToString());
    }

    /// <summary>Every save left its event, and the audit speaks of each.</summary>
    static async Task Said(Desks desks, Db db, string what, int each = 2)
    {
        await using var store = desks.Site.Authority.Open();
        var saved = await store.Events.CountAsync(row => row.ProcessId == desks.Process && row.Type == "answers-saved.1");
        var audited = await store.AuditEntries.Where(entry => entry.ProcessId == desks.Process && entry.LastEvent != null).ToListAsync();
        Assert.True(saved >= Times * each, $"{saved} saves of {Times * each}");
        var sequences = await store.Events.Where(row => row.ProcessId == desks.Process).Select(row => row.Sequence).ToListAsync();
        Assert.All(sequences, sequence => Assert.Contains(audited, entry => entry.FirstEvent <= sequence && sequence <= entry.LastEvent));
        Counts.Say($"{what} saved at once, {db.Name()}", Times, Seeds.Seed);
    }
}
