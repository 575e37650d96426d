using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Mail;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Store;
using Xunit;

namespace Waymark.App.Tests.Mail;

public sealed class MailOutTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task A_notice_goes_out_once_and_says_nothing_of_a_child(Db db)
    {
        await using var server = await MailServer.Start();
        await using var island = await Late(db);
        await using var node = await island.WithMail(server.Port);
        Assert.Equal(3, await MailOut.Run(node));
        Assert.Equal(0, await MailOut.Run(node));

        Assert.Equal(["ida@council.example: The update is overdue", "tess@council.example: The update is overdue", "tess@council.example: You have been asked for something"],
            server.Taken.Select(mail => mail.To + mail.Subject["Waymark".Length..]).Order(StringComparer.Ordinal));
        Assert.All(server.Taken, mail =>
        {
            Assert.Contains("Due Friday 3 July 2020", mail.Body, StringComparison.Ordinal);
            Assert.Matches("https://waymark.council.example/island/notices/[0-9a-f-]{36}\n", mail.Body);
            foreach (var word in (string[])["Arlo", "Finch", "70000101", "planning meeting", "We met", "Ida", "Tess M"]) Assert.DoesNotContain(word, mail.Body + mail.Subject, StringComparison.Ordinal);
        });
    }

    [Theory, OnBoth]
    public async Task A_mail_server_that_went_away_loses_nothing_and_is_tried_again_later_and_later(Db db)
    {
        await using var server = await MailServer.Start();
        await using var island = await Late(db);
        await using var node = await island.WithMail(server.Port);
        await server.Kill();
        Assert.Equal(0, await MailOut.Run(node));
        await using (var store = node.Open())
            Assert.All(await store.Notices.Where(row => row.Attempts > 0).ToListAsync(), row => Assert.Equal("the mail server could not be reached", row.Failure));
        Assert.Equal(0, await MailOut.Run(node));

        await server.Revive();
        Assert.Equal(0, await MailOut.Run(node));
        island.Clock.Advance(Duration.FromMinutes(2));
        Assert.Equal(3, await MailOut.Run(node));
        Assert.Equal(3, server.Taken.Count);
    }

    [Theory, OnBoth]
    public async Task A_mail_server_killed_while_it_takes_letters_loses_none_and_no_two_letters_are_one(Db db)
    {
        await using var server = await MailServer.Start();
        await using var island = await Open(db);
        await using var node = await island.WithMail(server.Port);
        var (chance, kills, died) = (Seeds.Chance($"mail {db}"), Seeds.Times(5, 40), 0);
        for (var kill = 0; kill < kills; kill++)
        {
            for (var asked = 0; asked < 4; asked++) await island.Asked();
            var sending = Task.Run(() => MailOut.Run(node));
            await Task.Delay(chance.Next(0, 60));
            await server.Kill();
            await sending;
            if (await Waiting(node) > 0) died++;
            await server.Revive();
            island.Clock.Advance(Duration.FromMinutes(10));
        }
        for (var tries = 0; await Waiting(node) > 0 && tries < 20; tries++)
        {
            await MailOut.Run(node);
            island.Clock.Advance(Duration.FromMinutes(61));
        }
        await using var store = node.Open();
        var tess = await store.Notices.Where(row => row.Channel == Core.Packs.Channel.Email && row.Recipient == Island.Tess).Select(row => row.Id).ToListAsync();
        Assert.Equal(4 * kills, tess.Count);
        Assert.All(tess, id => Assert.Contains(server.Taken, mail => mail.Body.Contains($"notices/{id}", StringComparison.Ordinal)));
        Assert.All(server.Taken.GroupBy(mail => mail.Id), same => Assert.Single(same.Select(mail => mail.To + mail.Subject + mail.Body).Distinct()));
        Assert.All(server.Taken.GroupBy(mail => mail.Body), same => Assert.Single(same.Select(mail => mail.Id).Distinct()));
        Assert.True(died > 0, "No kill came while letters waited");
        Counts.Say($"kills of the mail server while letters were sent, {db.Name()}: none lost, none of another content under the same Message-ID", kills, Seeds.Seed);
    }

    static async Task<int> Waiting(Authority node)
    {
        await using var store = node.Open();
        return await store.Notices.CountAsync(row => row.Channel == Core.Packs.Channel.Email && row.SentAt == null && row.Recipient == Island.Tess);
    }

    [Theory, OnBoth]
    public async Task A_letter_that_nobody_knows_was_taken_goes_again_as_the_same_letter(Db db)
    {
        await using var server = await MailServer.Start();
        await using var island = await Late(db);
        await using var node = await island.WithMail(server.Port);
        await MailOut.Run(node);
        await using (var writing = await node.Database.Write())
        {
            await writing.Db.Notices.ExecuteUpdateAsync(set => set.SetProperty(row => row.SentAt, row => row.Attempts > 0 ? null : row.SentAt));
            await writing.Commit();
        }
        Assert.Equal(3, await MailOut.Run(node));
        Assert.Equal(6, server.Taken.Count);
        Assert.All(server.Taken.GroupBy(mail => mail.Id), same => Assert.Single(same.Select(mail => mail.To + mail.Subject + mail.Body).Distinct()));
        Assert.Equal(3, server.Taken.Select(mail => mail.Id).Distinct().Count());
    }

    [Theory, OnBoth]
    public async Task Two_nodes_send_one_letter(Db db)
    {
        await using var server = await MailServer.Start();
        await using var island = await Late(db);
        await using var one = await island.WithMail(server.Port);
        await using var other = await island.WithMail(server.Port);
        var sent = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => MailOut.Run(n % 2 == 0 ? one : other))));
        Assert.Equal(3, sent.Sum());
        Assert.Equal(3, server.Taken.Count);
    }

    [Theory, OnBoth]
    public async Task Somebody_who_wants_one_letter_a_day_has_all_in_one_at_that_hour(Db db)
    {
        await using var server = await MailServer.Start();
        await using var island = await Open(db);
        await Set(island, row => row.SetProperty(worker => worker.LetterHour, 16));
        await island.Asked();
        await island.Asked();
        island.Clock.Now = Instant.FromUtc(2020, 7, 6, 8, 0);
        await island.Timers.Run(island.Authority);
        await using var node = await island.WithMail(server.Port);
        Assert.Equal(2, await MailOut.Run(node)); // What she was asked a week ago.
        Assert.Equal(0, await MailOut.Run(node));
        island.Clock.Now = Instant.FromUtc(2020, 7, 6, 15, 0); // Four o'clock in summer.
        Assert.Equal(4, await MailOut.Run(node));
        Assert.Equal(3, server.Taken.Count);
        Assert.All(server.Taken, mail => Assert.Equal("Waymark: 2 notices", mail.Subject));
    }

    [Theory, OnBoth]
    public async Task Without_a_mail_server_in_a_demonstration_or_after_a_week_nothing_is_sent(Db db)
    {
        await using var server = await MailServer.Start();
        await using var island = await Late(db);
        Assert.Equal(0, await MailOut.Run(island.Authority));
        island.Clock.Advance(Duration.FromDays(8));
        await using var node = await island.WithMail(server.Port);
        Assert.Equal(0, await MailOut.Run(node));
        Assert.Empty(server.Taken);
    }

    /// <summary>An update that Tess was asked for is late: she and Ida are told, by e-mail too.</summary>
    async Task<Island> Late(Db db)
    {
        var island = await Open(db);
        await island.Asked();
        island.Clock.Now = Instant.FromUtc(2020, 7, 6, 8, 0);
        await island.Timers.Run(island.Authority);
        return island;
    }

    async Task<Island> Open(Db db)
    {
        var island = await Island.Open(databases, db);
        await Set(island, row => row.SetProperty(worker => worker.Email, worker => worker.Name == "Ida Fenwick" ? "ida@council.example" : worker.Name == "Tess Marlow" ? "tess@council.example" : null));
        return island;
    }

    static async Task Set(Island island, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<WorkerRow>> how)
    {
        await using var writing = await island.Authority.Database.Write();
        await writing.Db.Workers.ExecuteUpdateAsync(how);
        await writing.Commit();
    }
}
