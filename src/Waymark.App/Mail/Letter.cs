using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using Waymark.App.Store;
using Waymark.Core.Calendar;

namespace Waymark.App.Mail;

/// <summary>
/// What is sent for one notice, or for a day's. It holds the notice's kind, its day, a reference and a link: never a child, and
/// nothing that anybody wrote. The same notices make the same letter under the same Message-ID, however often it is tried.
/// </summary>
public sealed class Letter
{
    readonly List<NoticeRow> notices;

    public Letter(IEnumerable<NoticeRow> notices) => this.notices = [.. notices.OrderBy(notice => notice.CreatedAt).ThenBy(notice => notice.Id)];

    public IReadOnlyList<Guid> Notices => [.. notices.Select(notice => notice.Id)];

    public MailMessage To(string address, string authority, string label, MailSettings mail)
    {
        var message = new MailMessage(mail.From, new MailAddress(address))
        {
            Subject = Subject, SubjectEncoding = Encoding.UTF8, BodyEncoding = Encoding.UTF8, Body = Body(new Uri(mail.Address, $"{authority}/"), label),
        };
        message.Headers.Add("Message-ID", $"<{Identity}.{authority}@{mail.From.Host}>");
        // Out-of-office answers would come back to an address that nobody reads.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    string Subject => notices.Count == 1 ? $"Waymark: {OneLine(notices[0].Label)}" : $"Waymark: {notices.Count} notices";

    string Body(Uri at, string label) => $"""
        {string.Join("\n\n", notices.Select(notice => Entry(notice, at)))}

        --
        Waymark, {label}. Sign in to read more. This letter says nothing of a child, so that it can't tell the wrong person.
        How often letters come: {new Uri(at, "notices/letters")}

        """.ReplaceLineEndings("\r\n");

    static string Entry(NoticeRow notice, Uri at) =>
        $"{OneLine(notice.Label)}\n{(notice.DueOn is { } due ? $"Due {due.InWords()}\n" : "")}{new Uri(at, $"notices/{notice.Id}")}";

    string Identity => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(' ', Notices.Select(id => id.ToString("D"))))).AsSpan(0, 16));

    static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
