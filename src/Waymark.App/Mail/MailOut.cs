using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Store;
using Waymark.Core.Packs;

namespace Waymark.App.Mail;

/// <summary>
/// Sends the notices that wait to go by e-mail: each at least once, and again under the same Message-ID where nobody knows whether
/// the server took it. A node takes a letter for itself before it sends it; if it dies, another tries after a while.
/// </summary>
public static class MailOut
{
    const int AtOnce = 50;
    static readonly Duration Claim = Duration.FromMinutes(5), Longest = Duration.FromHours(1), Stale = Duration.FromDays(7);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <returns>How many notices the server took. A demonstration's people are invented: nothing is sent to them.</returns>
    public static async Task<int> Run(Authority authority)
    {
        if (authority.Mail is not { } mail || authority.IsDemonstration) return 0;
        var sent = 0;
        foreach (var (letter, address) in await Waiting(authority))
            if (await Take(authority, letter)) sent += await Send(authority, mail, letter, address);
        return sent;
    }

    // ---- What waits ----

    /// <summary>Of the last week: a mail server that is named later doesn't bring months of old news.</summary>
    static async Task<List<(Letter, string Address)>> Waiting(Authority authority)
    {
        var now = authority.Clock.GetCurrentInstant();
        var since = now - Stale;
        await using var db = authority.Open();
        var waiting = db.Notices.Where(row => row.Channel == Channel.Email && row.SentAt == null && row.CreatedAt > since && (row.NextAttemptAt == null || row.NextAttemptAt <= now))
            .Join(db.Workers.Where(worker => worker.Email != null), row => row.Recipient, worker => worker.Id, (row, worker) => new { Notice = row, worker.Email, worker.LetterHour });
        var once = await waiting.Where(each => each.LetterHour == null).OrderBy(each => each.Notice.CreatedAt).Take(AtOnce).ToListAsync();
        var daily = await waiting.Where(each => each.LetterHour != null).OrderBy(each => each.Notice.CreatedAt).ToListAsync();
        return
        [
            .. once.Select(each => (new Letter([each.Notice]), each.Email!)),
            .. daily.Where(each => each.Notice.CreatedAt <= Last(authority, now, each.LetterHour!.Value)).GroupBy(each => (each.Notice.Recipient, each.Email))
                .Select(group => (new Letter(group.Select(each => each.Notice)), group.Key.Email!)),
        ];
    }

    /// <summary>When the day's letter was last to be sent.</summary>
    static Instant Last(Authority authority, Instant now, int hour)
    {
        var zone = authority.Calendar.Zone;
        var today = now.InZone(zone).Date;
        var at = On(today);
        return at <= now ? at : On(today.PlusDays(-1));

        Instant On(LocalDate day) => zone.AtLeniently(day.At(new LocalTime(hour, 0))).ToInstant();
    }

    static async Task<bool> Take(Authority authority, Letter letter)
    {
        var now = authority.Clock.GetCurrentInstant();
        var (ids, until) = (letter.Notices, now + Claim);
        await using var writing = await authority.Database.Write();
        var taken = await writing.Db.Notices.Where(row => ids.Contains(row.Id) && row.SentAt == null && (row.NextAttemptAt == null || row.NextAttemptAt <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAttemptAt, until).SetProperty(row => row.Attempts, row => row.Attempts + 1));
        if (taken != ids.Count) return false;
        await writing.Commit();
        return true;
    }

    // ---- Sending ----

    static async Task<int> Send(Authority authority, MailSettings mail, Letter letter, string address)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            using var server = new SmtpClient(mail.Host, mail.Port) { EnableSsl = mail.Encrypted, Credentials = mail.Login is { } login ? new NetworkCredential(login, mail.Password) : null };
            using var message = letter.To(address, authority.Id, authority.Label, mail);
            await server.SendMailAsync(message, patience.Token);
        }
        catch (Exception error) when (error is SmtpException or FormatException or OperationCanceledException or IOException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            await Failed(authority, letter, Why(error));
            return 0;
        }
        var (ids, now) = (letter.Notices, authority.Clock.GetCurrentInstant());
        await using var writing = await authority.Database.Write();
        await writing.Db.Notices.Where(row => ids.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.SentAt, now).SetProperty(row => row.NextAttemptAt, (Instant?)null).SetProperty(row => row.Failure, (string?)null));
        await writing.Commit();
        return ids.Count;
    }

    /// <summary>After one minute, then two, four … at most an hour.</summary>
    static async Task Failed(Authority authority, Letter letter, string why)
    {
        var ids = letter.Notices;
        await using var writing = await authority.Database.Write();
        foreach (var row in await writing.Db.Notices.AsTracking().Where(row => ids.Contains(row.Id)).ToListAsync())
        {
            row.Failure = why;
            row.NextAttemptAt = authority.Clock.GetCurrentInstant() + Duration.Min(Duration.FromMinutes(1L << Math.Min(row.Attempts - 1, 6)), Longest);
        }
        await writing.Commit();
    }

    /// <summary>What a server says may hold an address: only its kind is kept.</summary>
    static string Why(Exception error) => error switch
    {
        FormatException => "the recipient's address can't be written to",
        OperationCanceledException => "the mail server did not answer in time",
        SmtpFailedRecipientException refused => $"the mail server refused the recipient ({(int)refused.StatusCode})",
        SmtpException { StatusCode: SmtpStatusCode.GeneralFailure } => "the mail server could not be reached",
        SmtpException refused => $"the mail server refused the letter ({(int)refused.StatusCode})",
        _ => "the mail server could not be reached",
    };
}
